import { describe, expect, test } from "vitest";
import "./custom-functions";
import { explain, type Explanation } from "../../src/functions/explain";
import { formulas } from "../../src/functions/formulas";
import { settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions } from "../../src/model";
import { builtInReport } from "../../src/report";
import { call, cells } from "./calls";
import { CellError } from "./custom-functions";

const setting = settingOf(createModel(builtInReport));

const explained = (id: string, ...args: unknown[]): Explanation =>
  explain(
    formulas.find((formula) => formula.id === id)!,
    setting,
    args,
  );

/** What a cell shows is what is explained. */
function agrees(id: string, ...args: unknown[]): Explanation {
  const explanation = explained(id, ...args);
  const [shown] = cells(call(id, ...args));
  if (shown instanceof CellError) expect(explanation.refusal).not.toBeNull();
  else expect(explanation.value).toBe(shown);
  return explanation;
}

describe("what a cell shows is what is explained", () => {
  test("a figure in per cent, without the noise of another division", () => {
    expect(agrees("FIGURE", "global-share-2028").derivations[0]!.value).toBe(0.378);
  });
  test("an item by its Chinese name", () => {
    expect(agrees("SOURCE", "市场规模", 2027).derivations).toHaveLength(1);
    expect(agrees("BASIS", "市场规模", 2027).basis).toBe("interpolated");
  });
  test("a unit without an exchange rate is refused", () => {
    const { refusal, basis } = agrees("SIZE", 2030, null, "USD bn");
    expect(refusal!.message()!.en).toBe("unit: there is no fx.usd-cny for 2030. Set fx.usd-cny in the assumptions.");
    expect(basis).toBeNull();
  });
  test("a value is explained in the unit asked for, with what the report says", () => {
    const { value, derivations } = agrees("SIZE", 2030, "vendors", "CNY bn");
    expect(value).toBeCloseTo(66.54, 9);
    expect(derivations[0]!.value).toBeCloseTo(665.4, 9);
  });
  test("blanks alone are a missing scenario", () => {
    expect(agrees("SIZE", 2030, "  ").basis).toBe("reported");
  });
  test("growth over no time has no values to show", () => {
    const { refusal, derivations } = agrees("CAGR", 2025, 2025);
    expect(refusal!.error).toBe("invalidNumber");
    expect(refusal!.message()!.en).toContain("from 2025 to 2025");
    expect(derivations).toEqual([]);
  });
  test("a growth rate rests on two sizes, and is itself computed from them", () => {
    const { derivations, basis } = agrees("CAGR", 2027, 2030);
    expect(derivations.map(({ value }) => Math.round(value))).toEqual([814, 1800]);
    expect(basis).toBe("derived");
  });
  test("a consensus rests on the published figures of that year, each with its scenario, report and scope", () => {
    const explanation = agrees("CONSENSUS", 2030, "mean", "CNY bn");
    const { value, derivations, estimates, note, basis } = explanation;
    expect(derivations).toHaveLength(agrees("CONSENSUS", 2030, "count").value as number);
    expect(derivations.reduce((sum, one) => sum + one.value, 0) / derivations.length).toBeCloseTo(value as number, 9);
    expect(new Set(derivations.map(({ unit }) => unit))).toEqual(new Set(["CNY bn"]));
    expect(estimates).toHaveLength(derivations.length);
    const [first] = setting.main.scenarios;
    expect(estimates[0]).toEqual({
      report: builtInReport.id,
      told: {
        en: `${first!.name.en} (${builtInReport.title.en}). Scope: the report's whole market`,
        zh: `${first!.name.zh}（${builtInReport.title.zh}）。统计口径：报告的整体市场`,
      },
    });
    expect([note, basis]).toEqual([null, "derived"]);
  });
  test("a consensus of given scenarios says which are left out", () => {
    const call = agrees("CONSENSUS", 2026, "low", null, [["base", "volumes", "v2x", "history"]]);
    const with2026 = ["base", "volumes", "v2x", "history"].filter(
      (id) => typeof setting.main.size(setting.main.scenario(id) as never, 2026) === "number",
    );
    expect(with2026.length).toBeGreaterThan(0);
    expect(with2026.length).toBeLessThan(4);
    expect(call.derivations).toHaveLength(with2026.length);
    expect(call.note!.en).toContain("Left out, without a value for 2026: ");
    expect(call.note!.zh).toContain("2026 年无数值而未计入：");
  });
  test("an overridden value says so", () => {
    const overrides = [{ key: "size", scenario: "applications", year: 2030, value: 2000 }];
    const own = settingOf(createModel(builtInReport, { ...noAssumptions, overrides }));
    const size = formulas.find(({ id }) => id === "SIZE")!;
    expect(explain(size, own, [2030])).toMatchObject({ value: 2000, basis: "overridden" });
  });
});

test.each([
  ["TABLE", ["base", 2025, 2030], "table"],
  ["BUILD", [2030, "arpu", 500], "numbers in its arguments"],
  ["CHECK", [], "no number of the market"],
])("%s says why it has no derivation, and nothing of an expression", (id, args, why) => {
  const { derivations, refusal, unexplained } = explained(id, ...args);
  expect([derivations, refusal]).toEqual([[], null]);
  expect(unexplained!.en).toContain(why);
  expect(unexplained!.zh).toMatch(/\p{Script=Han}/u);
});
