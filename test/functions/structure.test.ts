import { afterEach, describe, expect, test } from "vitest";
import { formulas } from "../../src/functions/formulas";
import { natives } from "../../src/functions/formulas/natives";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions } from "../../src/model";
import { builtInReport } from "../../src/report";
import { call, errorOf, speak } from "./calls";

afterEach(() => speak("en"));

/** Shares of the report's vendors: 33, 22, 13, 7 and 25 % for the rest. */
const vendors = [["huawei"], ["alibaba"], ["tencent"], ["baidu"], ["other-vendors"]];

describe("RANK", () => {
  test("is the place among a split's segments, the rest counted as one", () => {
    expect(call("RANK", vendors, 2030, "vendors")).toEqual([[1], [3], [4], [5], [2]]);
  });
  test("segments of the same share have the same place, and the next is passed over", () => {
    const shares: readonly (readonly [string, number])[] = [
      ["huawei", 0.25],
      ["alibaba", 0.25],
      ["tencent", 0.25],
      ["baidu", 0.05],
      ["other-vendors", 0.2],
    ];
    const keys = new Set(
      createModel(builtInReport)
        .assumptionRows()
        .map(({ key }) => key),
    );
    expect(shares.every(([key]) => keys.has(key))).toBe(true);
    const overrides = shares.map(([key, value]) => ({ key, scenario: null, year: 2030, value }));
    use(settingOf(createModel(builtInReport, { ...noAssumptions, overrides })));
    expect(call("SHARE", vendors, 2030, "vendors")).toEqual(shares.map(([, share]) => [share]));
    expect(call("RANK", vendors, 2030, "vendors")).toEqual([[1], [1], [1], [5], [4]]);
  });
  test("has none where the segment has no share", () => {
    expect(errorOf(call("RANK", "rd", 2099)).code).toBe("#N/A");
    expect(errorOf(call("RANK", "vendor", 2030)).code).toBe("#VALUE!");
  });
});

describe("CONCENTRATION", () => {
  test("hhi is the sum of squared shares in per cent", () => {
    expect(call("CONCENTRATION", "vendor", 2030, null, "vendors")).toBeCloseTo(
      33 ** 2 + 22 ** 2 + 13 ** 2 + 7 ** 2 + 25 ** 2,
      9,
    );
  });
  test("cr1 to cr5 are the shares of so many largest, as a fraction", () => {
    const measures = [["cr1", "CR2", "cr3", "cr4", "cr5"]];
    const [row] = call("CONCENTRATION", "vendor", 2030, measures, "vendors") as number[][];
    [0.33, 0.58, 0.8, 0.93, 1].forEach((share, index) => expect(row![index]).toBeCloseTo(share, 12));
  });
  test("asks for a split whose segments don't overlap", () => {
    const overlapping = builtInReport.splits.find(({ additive }) => !additive)!;
    const { code, message } = errorOf(call("CONCENTRATION", overlapping.id, 2030));
    expect([code, message]).toEqual([
      "#N/A",
      "split: its segments overlap, so that their shares don't say how concentrated it is.",
    ]);
  });
});

describe("NAME", () => {
  test("is in the workbook's language, of whatever the text is a name of", () => {
    const items = [["caam-idc", "bottom-up", "arpu", "vendor", "huawei", "gross-margin", "size-2030-applications"]];
    const { report, scenarios, drivers, splits, segments, series } = createModel(builtInReport);
    const all = [...scenarios, ...drivers, ...splits, ...segments, ...series];
    const figures = report.figures.map(({ id, metric }) => ({ id, name: metric }));
    const named = (id: string) => [...all, ...figures].find((one) => one.id === id)!.name;
    for (const language of ["en", "zh"] as const) {
      speak(language);
      expect(call("NAME", items)).toEqual([items[0]!.map((id) => named(id)[language])]);
      expect(call("NAME", report.id)).toBe(report.title[language]);
    }
  });
  test("of an id that two have the kind decides, and a scenario goes first", () => {
    const kinds = [["segment", "scenario", "any", ""]];
    const [segment, scenario] = ["Infrastructure (IaaS and PaaS)", "Infrastructure layer"];
    expect(call("NAME", "infrastructure", null, kinds)).toEqual([[segment, scenario, scenario, scenario]]);
    const { code, message } = errorOf(call("NAME", "infrastructure", null, "driver"));
    expect([code, message]).toEqual(["#VALUE!", 'item: "infrastructure" is not the name of a driver.']);
  });
  test("a blank is the workbook's chosen scenario", () => {
    const scenarios = [{ id: "own-1", name: "My case", basedOn: "vendors" }];
    use(settingOf(createModel(builtInReport, { ...noAssumptions, scenarios, chosen: "own-1" })));
    expect(call("NAME")).toBe("My case");
    expect(call("NAME", "", "years")).toBe(call("NAME", "vendors", "years"));
    use(settingOf(createModel(builtInReport)));
    expect(call("NAME", null)).toBe(call("NAME", "base"));
    expect(errorOf(call("NAME", null, null, "segment")).code).toBe("#VALUE!");
  });
  test("sections, units and years, and what has none of them", () => {
    const fields = [["section", "unit", "years"]];
    const scenario = createModel(builtInReport).scenarios.find(({ id }) => id === "caam-idc")!;
    const years = `${scenario.from}–${scenario.to}`;
    expect(call("NAME", "caam-idc", fields)).toEqual([[scenario.section, "CNY 100m", years]]);
    speak("zh");
    expect(call("NAME", "caam-idc", "unit")).toBe("亿元");
    speak("en");
    expect(errorOf(call("NAME", "base", "scope")).code).toBe("#N/A");
    const scope = { en: "with hardware", zh: "含硬件" };
    const scoped = builtInReport.scenarios.map((one) => ({ ...one, scope }));
    use(settingOf(createModel({ ...builtInReport, scenarios: scoped })));
    expect(call("NAME", "base", "scope")).toBe("with hardware");
    use(settingOf(createModel(builtInReport)));
    expect(errorOf(call("NAME", "vendor", "unit"))).toEqual({
      code: "#N/A",
      message: 'field: the report states no unit for "vendor".',
    });
    // Every year of these, and none beside them, has a value.
    for (const [id, formula] of [
      ["arpu", "DRIVER"],
      ["gross-margin", "SERIES"],
      ["huawei", "SHARE"],
    ] as const) {
      const [from, to] = (call("NAME", id, "years") as string).split("–").map(Number);
      const at = (year: number) => call(formula, id, year, ...(formula === "SHARE" ? ["vendors"] : []));
      expect([typeof at(from!), typeof at(to!)], id).toEqual(["number", "number"]);
      for (const year of [from! - 1, to! + 1]) expect(errorOf(at(year)).code, id).toBe("#N/A");
    }
  });
});

test("helps name exactly the parameters that their formulas take", async () => {
  for (const { id, parameters, loadHelp } of formulas) {
    const { help } = await loadHelp();
    expect(Object.keys(help.parameters).sort(), id).toEqual(parameters.map(({ name }) => name).sort());
  }
});

test("every expression is written somewhere, and nothing else is", () => {
  const expressions = formulas.filter(({ native }) => native?.is === "expression").map(({ id }) => id);
  expect(Object.keys(natives).sort()).toEqual(expressions.sort());
});

test("native forms name parameters and formulas that there are", () => {
  for (const { id, native, parameters } of formulas) {
    const names = parameters.map(({ name }) => name);
    const used =
      native?.is === "table" ? [...native.rows, native.columns] : native && "labels" in native ? native.labels : [];
    expect(
      used.filter((name) => !names.includes(name)),
      id,
    ).toEqual([]);
    const over = native && "over" in native ? native.over : [];
    expect(
      over.filter((one) => !formulas.some((formula) => formula.id === one)),
      id,
    ).toEqual([]);
  }
});
