/** A market of cars and trucks: parts of it are drivers, and an estimate of a part is none of the whole. */
import { describe, expect, it, test } from "vitest";
import { call, errorOf, speak } from "../functions/calls";
import { explain } from "../../src/functions/explain";
import { formulas } from "../../src/functions/formulas";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { close } from "./recompute";
import { driver, modelWith, must, override, read, scenario } from "./support";

const name = (en: string) => ({ en, zh: en });
const figure = (id: string, value: unknown, unit: string, year: number) => ({
  id,
  metric: name(id),
  ...{ value, unit, year, comparator: "=", publisher: "A", section: "1" },
});
const given = (id: string, unit: string, method: string, points: readonly string[], ranges?: readonly string[]) => ({
  id,
  name: name(id),
  ...{ unit, method, points },
  ...(ranges && { ranges }),
});
const workedOut = (id: string, op: string, ...of: readonly string[]) => ({
  ...{ id, name: name(id), unit: "USD bn", op, of },
});

const report = read({
  schema: "2.0",
  id: "vehicles",
  edition: "1",
  title: name("Vehicles"),
  currency: "USD",
  unit: "USD bn",
  figures: [
    figure("size-2024", 110, "USD bn", 2024),
    figure("size-2026", 140, "USD bn", 2026),
    figure("other-2024", 130, "USD bn", 2024),
    figure("stated-2024", 120, "USD bn", 2024),
    figure("trucks-size-2024", 20, "USD bn", 2024),
    figure("cars-2024", 4, "m cars", 2024),
    figure("cars-2026", 5, "m cars", 2026),
    figure("cars-2024-range", [3, 5], "m cars", 2024),
    figure("car-price-2024", 25, "USD k/car", 2024),
    figure("car-price-2026", 24, "USD k/car", 2026),
    figure("trucks-2024", 200, "k trucks", 2024),
    figure("trucks-2026", 300, "k trucks", 2026),
    figure("truck-price-2024", 100000, "USD/truck", 2024),
    figure("truck-price-2026", 90000, "USD/truck", 2026),
  ],
  scenarios: [
    { id: "a", aliases: ["base"], name: name("A"), section: "1", points: ["size-2024", "size-2026"] },
    { id: "b", name: name("B"), section: "1", points: ["other-2024"] },
    {
      id: "trucks-alone",
      name: name("Trucks, by B"),
      section: "1",
      points: ["trucks-size-2024"],
      scope: name("trucks"),
    },
    { id: "built", name: name("Built"), section: "1", size: "all", take: "point", stated: ["stated-2024"] },
    { id: "built-low", name: name("Built, low"), section: "1", size: "all", take: "low" },
    { id: "built-high", name: name("Built, high"), section: "1", size: "all", take: "high" },
    {
      id: "built-trucks",
      name: name("Built, trucks"),
      section: "1",
      size: "truck-market",
      take: "point",
      scope: name("trucks"),
    },
  ],
  splits: [],
  drivers: [
    given("cars", "m cars", "geometric", ["cars-2024", "cars-2026"], ["cars-2024-range"]),
    given("car-price", "USD k/car", "geometric", ["car-price-2024", "car-price-2026"]),
    given("trucks", "k trucks", "geometric", ["trucks-2024", "trucks-2026"]),
    given("truck-price", "USD/truck", "geometric", ["truck-price-2024", "truck-price-2026"]),
    workedOut("car-market", "product", "cars", "car-price"),
    workedOut("truck-market", "product", "trucks", "truck-price"),
    workedOut("all", "sum", "car-market", "truck-market"),
  ],
  series: [],
  claims: [],
});
const model = createModel(report);
const sizeOf = (id: string, year = 2024) => must(model.size(scenario(model, id), year));

describe("built scenarios", () => {
  test("are the sum of their parts, each at the end that it takes", () => {
    expect(
      ["built", "built-low", "built-high", "built-trucks"].map((id) => Number(sizeOf(id).toPrecision(12))),
    ).toEqual([120, 95, 145, 20]);
    close(sizeOf("built", 2026), 5 * 24 + 0.3 * 90);
  });

  test("have the parts as drivers, which are no scenarios", () => {
    close(must(model.driverValue(driver(model, "truck-market"), 2024, scenario(model, "built-low"))), 20);
    expect(model.scenario("truck-market")).toMatchObject({ fault: "unknown" });
  });

  test("see each driver of theirs that is overridden, and no other", () => {
    const changed = modelWith(report, override("trucks", 400, 2024));
    const size = (id: string) => must(changed.size(scenario(changed, id), 2024));
    close(size("built"), 140);
    close(size("built-trucks"), 40);
    close(size("a"), 110);
    const own = modelWith(report, override("trucks", 400, 2024, "built-low"));
    close(must(own.size(scenario(own, "built-low"), 2024)), 115);
    close(must(own.size(scenario(own, "built"), 2024)), 120);
  });
});

describe("CONSENSUS", () => {
  test("is over estimates of the whole: a part's is none of them, stated or built", () => {
    const at = (statistic: "low" | "high" | "count" | "median") => must(model.consensus(2024, statistic));
    expect([at("count"), at("low"), at("median"), at("high")]).toEqual([3, 110, 120, 130]);
  });

  test("takes a part's where it is named", () => {
    const named = ["a", "trucks-alone", "built-trucks"].map((id) => model.size(scenario(model, id), 2024));
    expect(must(model.consensus(2024, "count", named))).toBe(3);
    close(must(model.consensus(2024, "low", named)), 20);
  });

  const explained = (...names: readonly string[]) => {
    const formula = formulas.find(({ id }) => id === "CONSENSUS")!;
    return explain(formula, settingOf(model), [2024, "mean", null, names.length > 0 ? names : null]);
  };

  test("tells each estimate's scope, and where scopes differ", () => {
    const { derivations, estimates, note } = explained("a", "trucks-alone");
    expect(derivations.map(({ value }) => value)).toEqual([110, 20]);
    expect(estimates.map(({ told }) => told.en)).toEqual([
      "A (Vehicles). Scope: the report's whole market",
      "Trucks, by B (Vehicles). Scope: trucks",
    ]);
    expect(note!.en).toBe("The scopes differ: these estimates don't cover the same market.");
    expect(note!.zh).toBe("统计口径不同：这些估计涵盖的市场范围并不一致。");
    expect(explained("trucks-alone", "built-trucks").note).toBeNull();
    expect(explained("a", "b").note).toBeNull();
  });

  test("without scenarios rests on estimates of the whole alone", () => {
    const { derivations, estimates, note } = explained();
    expect(derivations.map(({ value }) => value)).toEqual([110, 130, 120]);
    expect(estimates.map(({ told }) => told.en.split(" (")[0])).toEqual(["A", "B", "Built"]);
    expect(note).toBeNull();
  });

  test("LIST shows scopes, as NAME does", () => {
    use(settingOf(model, { messages: "en", cells: "en" }));
    const rows = call("LIST", "scenarios") as string[][];
    expect(rows.map((row) => row[3])).toEqual(["Scope", "", "", "trucks", "", "", "", "trucks"]);
    use(settingOf(model, { messages: "en", cells: "zh" }));
    expect((call("LIST", "scenarios") as string[][])[0]![3]).toBe("统计口径");
    speak("en");
  });
});

describe("RECONCILE", () => {
  const gaps = (target: string, built: string, year = 2024) => {
    const found = must(model.reconcile(year, scenario(model, target), scenario(model, built)));
    return { ...found, by: new Map(found.gaps.map((gap) => [gap.driver, gap])) };
  };

  it("asks of each driver what would make up the difference, the other part left as it is", () => {
    const { now, needed, by } = gaps("b", "built");
    close(now, 120);
    close(needed, 130);
    expect([...by.keys()]).toEqual(["cars", "car-price", "trucks", "truck-price"]);
    close(must(by.get("cars")!.required), 110 / 25);
    close(must(by.get("trucks")!.required), 300);
    expect(by.get("cars")!.feasibility).toBe("possible");
  });

  it("says what no number of a part does, and what is outside the range that is reported", () => {
    // Twenty billion in all: less than what the other part alone is, or just that.
    const { by } = gaps("trucks-alone", "built");
    close(must(by.get("cars")!.required), 0);
    expect(by.get("cars")!.feasibility).toBe("outside the range");
    expect(by.get("trucks")!.feasibility).toBe("impossible");
  });

  it("compares with the built scenario that is named, of the same scope or not", () => {
    const { now, by } = gaps("trucks-alone", "built-trucks");
    close(now, 20);
    expect([...by.keys()]).toEqual(["trucks", "truck-price"]);
    for (const { actual, required } of by.values()) close(must(required), actual);
  });

  it("refuses one that isn't built, by name", () => {
    use(settingOf(model, { messages: "en" }));
    const { code, message } = errorOf(call("RECONCILE", 2024, "a", null, "b"));
    expect([code, message]).toEqual(["#N/A", expect.stringContaining('"b" is not built from drivers')]);
    speak("en");
  });
});

test("a bridge names the drivers of both parts and sums", () => {
  for (const id of ["built", "built-low", "built-trucks"]) {
    const { start, end, parts } = must(model.bridge(2024, 2026, scenario(model, id)));
    const sum = parts.reduce((total, { change }) => total + change, start);
    expect(Math.abs(sum - end)).toBeLessThanOrEqual(1e-9 * end);
  }
});
