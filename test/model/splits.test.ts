/** Splits of scenarios, drivers and segments; names that repeat; what printed shares may miss. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault } from "../../src/model";
import { track, type Track } from "../../src/model/quantities/tracks";
import { segmentTrack, sumsThatFail } from "../../src/model/splits/splits";
import type { Basis, Derivation } from "../../src/model/types";
import { parseReport, type Figure } from "../../src/report";
import { settingOf } from "../../src/functions/setting";
import { planDetach, type Source } from "../../src/workbook/detached/plan";
import { calculate, contentsOf } from "../workbook/engine";
import { call, errorOf } from "../functions/calls";
import { use } from "../../src/functions/registration";
import { file, type Json } from "./cars";
import { must, modelWith, override, read, scenario, segment } from "./support";

const model = createModel(read(file()));
const size = (name: string, year: number, in_ = "built") =>
  model.segmentSize(segment(model, name), year, in_ === "" ? null : scenario(model, in_));

describe("what a split divides", () => {
  test("a driver: parts in its unit, in a built scenario", () => {
    expect(size("china", 2022)).toBeCloseTo(5 * 0.55, 12);
    expect(size("china", 2022, "")).toBeCloseTo(5 * 0.55, 12);
    expect(must(model.explainSegment(segment(model, "china"), 2022, null)).unit).toBe("m cars");
    expect(size("china", 2022, "stated")).toEqual({ fault: "no-drivers", scenario: "stated" });
  });

  test("a driver in money: parts in the report's unit, as stated where the driver is as published", () => {
    expect(size("bev", 2022)).toBe(42);
    expect(model.share(segment(model, "bev"), 2022, model.chosen)).toBeCloseTo(42 / 105, 12);
    const dearer = modelWith(read(file()), override("price", 42_000, 2022));
    expect(dearer.segmentSize(segment(dearer, "bev"), 2022, null)).toBeCloseTo(84, 9);
  });

  test("a segment: a part of a part", () => {
    expect(size("china-bev", 2022)).toBe(1.1);
    expect(model.share(segment(model, "china-bev"), 2022, model.chosen)).toBeCloseTo(1.1 / 2.75, 12);
    expect(must(size("china-bev", 2023)) + must(size("china-ice", 2023))).toBeCloseTo(must(size("china", 2023)), 9);
    const fewer = modelWith(read(file()), override("china", 0.275, 2022), override("row", 0.725, 2022));
    expect(fewer.segmentSize(segment(fewer, "china-bev"), 2022, null)).toBeCloseTo(0.55, 12);
  });

  test("formulas say the same, in their units, with and without the add-in", () => {
    const setting = settingOf(model);
    use(setting);
    expect(call("SPLIT", "region", 2022)).toEqual([
      ["Segment", "Size", "Share"],
      ["China", 2.75, 0.55],
      ["Other", 5 - 2.75, expect.closeTo(0.45, 12)],
    ]);
    expect(errorOf(call("SEGMENT", "china", 2022, null, "USD m")).message).toContain("in m cars, which isn't money");
    expect(call("SEGMENT", "bev", 2022, null, "USD m")).toBe(42_000);
    const formulas = [
      ...["china", "china-bev", "bev", "vendor-a", "china/BEV", "powertrain/BEV"].flatMap((name) => [
        `=MARKET.SEGMENT("${name}",2023)`,
        `=MARKET.SEGMENT(Inputs!$A$1,2023)`.replace(
          "$A$1",
          `$A$${["china", "china-bev", "bev", "vendor-a"].indexOf(name) + 1 || 1}`,
        ),
        `=MARKET.CAGR(2020,2024,,"${name}")`,
      ]),
      '=MARKET.SEGMENT("bev",2023,"built","USD m")',
    ];
    const sources = formulas.map((formula, row): Source => ({
      sheet: "Sheet1",
      row,
      column: 0,
      formula,
      values: [[0]],
    }));
    const { sheets, natives } = planDetach({ setting, nameOf: () => "Data", lookUp: () => undefined }, sources);
    const engine = calculate({
      Sheet1: natives.map(({ contents }) => [contents[0]![0]!]),
      Inputs: [["china"], ["china-bev"], ["bev"], ["vendor-a"]],
      Data: contentsOf(sheets[0]!.cells),
    });
    const literal = (text: string) => text.replaceAll('"', "");
    formulas.forEach((formula, row) => {
      const [, id, args] = /MARKET\.(\w+)\((.*)\)/.exec(formula)!;
      const given = args!.split(",").map((text) => {
        const cell = /\$A\$(\d)/.exec(text);
        return cell
          ? ["china", "china-bev", "bev", "vendor-a"][Number(cell[1]) - 1]
          : /^\d+$/.test(text)
            ? Number(text)
            : literal(text) || null;
      });
      expect((engine.value("Sheet1", row, 0) as number) / (call(id!, ...given) as number), formula).toBeCloseTo(1, 10);
    });
  });
});

describe("names", () => {
  test("that repeat are told apart by split or holder, and refused alone", () => {
    expect(model.segment("Other")).toEqual({
      fault: "ambiguous",
      kind: "segment",
      text: "Other",
      among: ["region/row", "vendor/vendor-other"],
    });
    use(settingOf(model));
    expect(errorOf(call("SHARE", "BEV", 2022)).message).toBe(
      'segment: several are called "BEV". Say which: china-powertrain/china-bev, powertrain/bev.',
    );
    expect(must(model.segment("vendor/other")).id).toBe("vendor-other");
    expect(must(model.segment("China / BEV")).id).toBe("china-bev");
    expect(must(model.segment("china／ice")).id).toBe("china-ice");
    expect(must(model.segment("bev")).id).toBe("bev");
    expect(isFault(model.segment("row/bev"))).toBe(true);
  });

  test("can't repeat within a split, and ids nowhere", () => {
    const faults = (change: (report: Json) => void) => {
      const parsed = parseReport(file(change));
      return "faults" in parsed ? parsed.faults.map(({ path, code }) => `${path} ${code}`) : [];
    };
    expect(faults((r) => (r.splits[0].segments[1].name.en = "CHINA"))).toEqual(["/splits/0/segments/1 duplicate"]);
    expect(faults((r) => (r.splits[3].segments[0].id = "row"))).toEqual(["/splits/3/segments/0 duplicate"]);
  });
});

describe("sums", () => {
  const problems = (change: (report: Json) => void) =>
    createModel(read(file(change)))
      .problems()
      .map((problem) =>
        problem.check === "split-sum"
          ? [problem.split, problem.segment, problem.year, Number(problem.sum.toFixed(6))]
          : problem,
      )
      .filter((one, at, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
  const set = (id: string, value: number) => (r: Json) =>
    (r.figures.find((figure: Json) => figure.id === id).value = value);

  test("printed shares miss 100 % by their rounding, and by no more", () => {
    expect(problems(() => undefined)).toEqual([]);
    expect(problems(set("vendor-a-2020", 33.1))).toContainEqual(["vendor", null, 2020, 0.997]);
  });

  test("no share is over 100 %, and no rest below nothing", () => {
    expect(problems(set("china-2024", 104))).toContainEqual(["region", "china", 2024, 1.04]);
    expect(problems(set("bev-2024", 3.9))).toContainEqual([
      "china-powertrain",
      "china-bev",
      2024,
      Number((3.9 / 3.6).toFixed(6)),
    ]);
    expect(
      problems((r) => {
        set("china-2024", 104)(r);
        r.splits[0].additive = false;
        r.splits[0].segments.pop();
        r.splits[1].segments.pop();
        r.splits[1].additive = false;
      }),
    ).toContainEqual(["region", "china", 2024, 1.04]);
  });

  test("a vendor without a number in a year has what the others leave", () => {
    const without = createModel(read(file((r) => r.splits[3].segments[0].points.splice(1, 1))));
    const share = must(without.explainShare(segment(without, "vendor-a"), 2022, without.chosen));
    expect([share.value, share.basis, share.step.kind]).toEqual([
      expect.closeTo(1 - 0.666, 12),
      "derived",
      "complement",
    ]);
    expect(without.problems()).toEqual([]);
    const earlier = createModel(read(file((r) => r.splits[3].segments[0].points.pop())));
    expect(earlier.share(segment(earlier, "vendor-a"), 2024, earlier.chosen)).toMatchObject({ from: 2020, to: 2022 });
    const later = createModel(read(file((r) => r.splits[3].segments[0].points.shift())));
    expect(later.share(segment(later, "vendor-a"), 2020, later.chosen)).toMatchObject({
      fault: "no-year",
      from: 2022,
      to: 2024,
    });
  });

  test("a segment without a number in a year is between its own where others overlap it, or another has the rest", () => {
    const without = (change: (report: Json) => void) => {
      const of = createModel(
        read(
          file((r) => {
            r.splits[3].segments[0].points.splice(1, 1);
            set("vendor-a-2024", 23.3)(r);
            change(r);
          }),
        ),
      );
      return must(of.explainShare(segment(of, "vendor-a"), 2022, of.chosen));
    };
    for (const change of [
      (r: Json) => void (r.splits[3].additive = false),
      (r: Json) => void delete r.splits[3].segments[2].points,
    ])
      expect(without(change)).toMatchObject({ value: expect.closeTo(0.283, 12), basis: "interpolated" });
  });

  test("parts add to their whole, whatever the shares, the drivers and the years", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.integer({ min: 2020, max: 2024 }),
        (share, cars, year) => {
          const some = createModel(
            read(
              file((r) => {
                set("china-2022", share)(r);
                set("cars-2022", cars)(r);
                set("bev-2022", (cars * share) / 250)(r);
              }),
            ),
          );
          for (const split of some.splits.slice(0, 3)) {
            const whole = some.wholeOf(split.segments[0]!);
            const total =
              "driver" in whole
                ? must(some.driverValue(must(some.driver(whole.driver)), year, null)) /
                  (whole.driver === "market" ? 1000 : 1)
                : must(some.segmentSize(segment(some, "china"), year, null));
            const parts = split.segments.map((part) => must(some.segmentSize(part, year, null)));
            expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - total)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, total),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Shares of one year or of more, each with the rounding that its printed number leaves. */
describe("what shares may miss the whole by", () => {
  const figure = (value: number, unit = "%", decimals?: number): Figure => ({
    ...{
      id: "x",
      metric: { en: "x", zh: "x" },
      value,
      comparator: "=",
      year: 2020,
      unit,
      publisher: null,
      section: "1",
    },
    ...(decimals === undefined ? {} : { decimals }),
  });
  const derived = (value: number, step: Derivation["step"], ...from: readonly Derivation[]): Derivation => ({
    ...{ value, unit: "%", basis: "derived", step, from },
  });
  const printed = (value: number, decimals?: number) =>
    derived(value / 100, { kind: "figure", figure: figure(value, "%", decimals), end: "point" });
  const amount = (value: number) => derived(value, { kind: "figure", figure: figure(value, "USD bn"), end: "point" });
  const own = (value: number) =>
    derived(value, { kind: "override", override: { key: "x", scenario: null, year: null, value } });
  const ratio = (part: number, total: number) => derived(part / total, { kind: "ratio" }, amount(part), amount(total));
  const left = (...others: readonly Derivation[]) =>
    derived(1 - others.reduce((sum, { value }) => sum + value, 0), { kind: "complement" }, ...others);
  /** In 2021, between 2020 and 2024. */
  const between = (start: Derivation, end: Derivation) =>
    derived(
      start.value + (end.value - start.value) / 4,
      { kind: "interpolation", method: "linear", year: 2021, years: [2020, 2024] },
      ...[start, end],
    );

  const failing = (additive: boolean, ...tracks: readonly Track[]) => {
    const segments = tracks.map((_, index) => ({
      ...{ id: "abc"[index]!, name: { en: "", zh: "" }, section: "1", points: [] },
    }));
    return sumsThatFail(
      { id: "s", name: { en: "s", zh: "s" }, of: { scenario: "x" }, additive, segments },
      new Map(tracks.map((one, index) => ["abc"[index]!, one])),
    ).map(({ year, sum, segment }) => [year, Number(sum.toFixed(9)), segment]);
  };
  const inOneYear = (...shares: readonly Derivation[]) => shares.map((share) => track(2020, 2020, () => share));

  test.each<readonly [what: string, shares: readonly Derivation[], sum: number | null]>([
    // Half of the last digit each: 3 × 0.0005.
    ["three thirds of 33.3", [printed(33.3), printed(33.3), printed(33.3)], null],
    ["two of them and 33.1", [printed(33.1), printed(33.3), printed(33.3)], 0.997],
    ["50.5 and 49.4", [printed(50.5), printed(49.4)], null],
    ["50.5 and 49.6", [printed(50.5), printed(49.6)], null],
    ["50.5 and 49.3", [printed(50.5), printed(49.3)], 0.998],
    ["50.5 and 49.7", [printed(50.5), printed(49.7)], 1.002],
    ["the user's halves", [own(0.5), own(0.5)], null],
    ["the user's, all but equal", [own(0.5), own(0.5 + 5e-10)], null],
    ["the user's, a little more", [own(0.5), own(0.5 + 3e-9)], 1.000000003],
    ["the user's, which have no rounding", [own(0.5), own(0.4999)], 0.9999],
    ["the user's beside a printed one", [own(0.5006), printed(49.9)], null],
    ["the user's further from a printed one", [own(0.5004), printed(49.9)], 0.9994],
    ["as many decimals as are said", [own(0.50004), printed(49.9, 2)], 0.99904],
    // A third, give or take (0.5 / 10 + 0.5 / 30) / 3 = 0.0222.
    ["10 of 30", [ratio(10, 30), own(0.6447)], null],
    ["10 of 30, and less", [ratio(10, 30), own(0.6443)], 0.977633333],
    ["nothing of 30 beside two that are rounded", [ratio(0, 30), printed(50), printed(49)], null],
    ["nothing of 30 beside the user's", [ratio(0, 30), own(0.999)], 0.999],
    // 35 %, three quarters from a number that is right to 0.005.
    ["on from a printed share", [between(printed(30), own(0.5)), own(0.6463)], null],
    ["on from a printed share, and less", [between(printed(30), own(0.5)), own(0.6462)], 0.9962],
    ["towards a printed share", [between(own(0.5), printed(30)), own(0.5488)], null],
    ["towards a printed share, and less", [between(own(0.5), printed(30)), own(0.5487)], 0.9987],
    ["what 30 and 20 leave", [left(printed(30), printed(20)), own(0.491)], null],
    ["what 30 and 20 leave, and less", [left(printed(30), printed(20)), own(0.489)], 0.989],
    // Nothing is less than nothing: 1.2 in all.
    ["a negative one that makes the sum right", [own(-0.2), own(0.6), own(0.6)], 1.2],
    ["a negative one that doesn't", [own(-0.2), own(0.6), own(0.7)], 1.1],
  ])("%s", (_, shares, sum) => {
    expect(failing(true, ...inOneYear(...shares))).toEqual(sum === null ? [] : [[2020, sum, null]]);
    // Parts that overlap needn't add to anything.
    expect(failing(false, ...inOneYear(...shares.filter(({ value }) => value >= 0)))).toEqual([]);
  });

  test("one by itself, which is told once", () => {
    expect(failing(true, ...inOneYear(own(1.01)))).toEqual([[2020, 1.01, "a"]]);
    expect(failing(true, ...inOneYear(own(0.2), own(1.1)))).toEqual([[2020, 1.1, "b"]]);
    expect(failing(false, ...inOneYear(own(1.1), own(-0.1), own(0.9)))).toEqual([
      [2020, 1.1, "a"],
      [2020, -0.1, "b"],
    ]);
    // 101 to within a half, 10.2 of 10 to within 0.056.
    expect(failing(false, ...inOneYear(printed(101), ratio(10.2, 10), own(1 + 5e-10)))).toEqual([[2020, 1.01, "a"]]);
    expect(failing(true, ...inOneYear(ratio(10.2, 10)))).toEqual([]);
  });

  test("in every year that all have, whatever is wrong in others", () => {
    const half = (from: number, to: number, ...values: readonly number[]) =>
      track(from, to, (year) => own(values[year - from]!));
    expect(failing(true, half(2019, 2022, 0, 0.5, 0.5, 0.6), half(2020, 2023, 0.5, 0.4, 0.6, 0.9))).toEqual([
      [2021, 0.9, null],
      [2022, 1.2, null],
    ]);
    expect(failing(true, half(2020, 2022, 0.5, 1.5, 0.5), half(2020, 2022, 0.4, 0, 0.5))).toEqual([
      [2021, 1.5, "a"],
      [2020, 0.9, null],
    ]);
  });
});

describe("a segment's size", () => {
  const value = (
    value: number,
    unit: string,
    basis: Basis = "reported",
    step: Derivation["step"] = { kind: "default", key: "k" },
    from: readonly Derivation[] = [],
  ): Derivation => ({ value, unit, basis, step, from });
  const always = (one: Derivation, from = 2020, to = 2020) => track(from, to, () => one);
  const sizeOf = (unit: string, share: Derivation, total: Derivation, own: Derivation | null = null) =>
    segmentTrack(unit, always(share), always(total), own && always(own)).derivations[0]!;
  const total = value(8, "USD bn");
  const quarter = value(0.25, "%");
  const printed = value(2, "USD bn");
  const stated = value(0.25, "%", "derived", { kind: "ratio" }, [printed, total]);

  test("is its share of the whole, in the unit that is asked for", () => {
    expect(sizeOf("USD bn", quarter, total)).toEqual({
      ...{ value: 2, unit: "USD bn", basis: "derived", step: { kind: "share-of-total" }, from: [quarter, total] },
    });
    expect(sizeOf("USD m", quarter, total)).toMatchObject({ value: 2000, unit: "USD m" });
  });

  test("is as stated where the share was worked out from it, for that very whole", () => {
    expect(sizeOf("USD bn", stated, total, total)).toBe(printed);
    const alike = value(8, "USD bn");
    for (const computed of [
      sizeOf("USD bn", stated, total),
      sizeOf("USD bn", quarter, total, total),
      sizeOf("USD bn", { ...quarter, from: [printed, total] }, total, total),
      // Another whole, though of the same size.
      sizeOf("USD bn", stated, alike, alike),
    ])
      expect(computed).toMatchObject({ value: 2, step: { kind: "share-of-total" } });
    expect(sizeOf("USD bn", stated, value(9, "USD bn"), total)).toMatchObject({ value: 2.25 });
    expect(sizeOf("USD m", stated, total, total)).toMatchObject({ value: 2000, step: { kind: "share-of-total" } });
    // The whole in a scenario that is the same in that year.
    expect(sizeOf("USD bn", stated, alike, total)).toBe(printed);
  });

  test("is extrapolated where the share is, or the whole, and there where both are", () => {
    const beyond = { ...quarter, basis: "extrapolated" as const };
    expect(sizeOf("USD bn", beyond, total).basis).toBe("extrapolated");
    expect(sizeOf("USD bn", quarter, { ...total, basis: "extrapolated" }).basis).toBe("extrapolated");
    expect(segmentTrack("USD bn", always(quarter, 2020, 2024), always(total, 2022, 2026), null)).toMatchObject({
      ...{ from: 2022, to: 2024, values: [2, 2, 2] },
    });
  });
});
