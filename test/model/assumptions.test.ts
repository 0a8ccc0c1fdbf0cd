import { describe, expect, test } from "vitest";
import { createModel, type Override, type OwnScenario } from "../../src/model";
import { builtInReport } from "../../src/report";
import { driver, eachReport, modelWith, must, override, scenario, secondReport, segment } from "./support";

const plain = createModel(builtInReport);
const built = (...overrides: readonly Override[]) => modelWith(builtInReport, ...overrides);
const problemsOf = (...overrides: readonly Override[]) =>
  built(...overrides)
    .assumptionRows()
    .filter(({ override }) => override !== null)
    .map(({ problem }) => problem);

describe("overrides of drivers", () => {
  test("replace a reported point, and the years to the next one follow", () => {
    const model = built(override("arpu", 800, 2030));
    const size = must(model.size(scenario(model, "bottom-up"), 2030));
    expect(size).toBeCloseTo(4.35 * 0.83 * 0.75 * 800, 9);
    expect(model.driverValue(driver(model, "arpu"), 2029, null)).toBeCloseTo(400 * 2 ** (2 / 3), 9);
    expect(model.driverValue(driver(model, "arpu"), 2026, null)).toBeCloseTo(200 * 2 ** (2 / 3), 9);
  });

  test("add a point between reported ones", () => {
    const model = built(override("connected-rate", 0.7, 2026));
    expect(model.driverValue(driver(model, "connected-rate"), 2026, null)).toBe(0.7);
    expect(model.driverValue(driver(model, "connected-rate"), 2028, null)).toBeCloseTo((0.7 + 0.83) / 2, 12);
    expect(must(model.explainDriver(driver(model, "connected-rate"), 2026, null)).basis).toBe("overridden");
    expect(must(model.explainDriver(driver(model, "connected-rate"), 2028, null)).basis).toBe("interpolated");
  });

  test("hold for one scenario when they name it, and then before those that name none", () => {
    const model = built(override("arpu", 700, 2030), override("arpu", 500, 2030, "bottom-up-low"));
    const arpu = (id: string) => model.driverValue(driver(model, "arpu"), 2030, scenario(model, id));
    expect([arpu("bottom-up"), arpu("bottom-up-low"), arpu("bottom-up-high")]).toEqual([700, 500, 700]);
  });

  test("without a year hold for every year", () => {
    const model = built(override("arpu", 300), override("arpu", 900, 2030));
    const at = (year: number) => model.driverValue(driver(model, "arpu"), year, null);
    expect([at(2024), at(2027), at(2029), at(2030)]).toEqual([300, 300, 300, 900]);
  });

  test("are named in their own units by a report with other drivers", () => {
    const model = modelWith(secondReport, override("spend", 1100, 2032), override("homes", 205, 2032));
    expect(model.size(scenario(model, "homes-up"), 2032)).toBeCloseTo(205 * 0.14 * 1100, 8);
  });
});

describe("adjustments", () => {
  const covered = 4.35 * 0.83 * 0.75;

  test("self-built share, regional factor and compliance cost", () => {
    const model = built(
      override("self-built-share", 0.25),
      override("regional-factor", 0.9),
      override("compliance-cost", 40),
    );
    const expected = covered * 600 * 0.75 * 0.9 - 40 * covered;
    expect(model.size(scenario(model, "bottom-up"), 2030)).toBeCloseTo(expected, 9);
    expect(model.size(scenario(model, "base"), 2030)).toBe(1800);
  });

  test("with a year hold for that year alone", () => {
    const model = built(override("self-built-share", 0.5, 2030));
    const change = (year: number) =>
      must(model.size(scenario(model, "bottom-up"), year)) / must(plain.size(scenario(plain, "bottom-up"), year));
    expect(change(2030)).toBeCloseTo(0.5, 12);
    expect(change(2029)).toBe(1);
  });
});

describe("overrides of sizes and shares", () => {
  test("a size", () => {
    const model = built(override("size", 900, 2027, "applications"));
    expect(model.size(model.chosen, 2027)).toBe(900);
    expect(model.size(model.chosen, 2026)).toBeCloseTo(Math.sqrt(480 * 900), 9);
    expect(model.chosen.reportedYears).toEqual([2025, 2027, 2030]);
  });

  test("segments follow an overridden total", () => {
    const model = built(override("size", 2000, 2030, "applications"));
    expect(model.segmentSize(segment(model, "rd"), 2030, model.chosen)).toBeCloseTo((520 / 1800) * 2000, 9);
    expect(model.segmentSize(segment(model, "rd"), 2025, model.chosen)).toBe(135);
  });

  test("shares that sum to the whole", () => {
    const model = built(
      override("rd", 0.4, 2030),
      override("manufacturing", 0.3, 2030),
      override("marketing", 0.2, 2030),
      override("operations", 0.1, 2030),
    );
    expect(model.problems()).toEqual([]);
    expect(model.segmentSize(segment(model, "rd"), 2030, model.chosen)).toBeCloseTo(720, 9);
    expect(must(model.explainShare(segment(model, "rd"), 2030, model.chosen)).basis).toBe("overridden");
  });

  test("shares that don't are not used, and say so", () => {
    const model = built(override("rd", 0.9, 2030), override("infrastructure", 0.6, 2030));
    expect(model.share(segment(model, "rd"), 2030, model.chosen)).toBeCloseTo(520 / 1800, 12);
    expect(model.share(segment(model, "saas"), 2030, model.chosen)).toBeCloseTo(0.4, 12);
    const sum = 0.9 + (410 + 460 + 410) / 1800;
    expect(model.problems()).toMatchObject([
      {
        check: "override",
        assumption: {
          key: "rd",
          problem: { problem: "shares-do-not-sum", split: "application", year: 2030, sum: expect.closeTo(sum, 9) },
        },
      },
    ]);
  });

  test("shares that leave less than nothing for the rest are not used", () => {
    const splits = secondReport.splits.map((split) => ({
      ...split,
      segments: split.segments.map((part) => (part.id === "water" ? { ...part, points: undefined } : part)),
    }));
    const both = [override("air", 0.8, 2032), override("ground", 0.7, 2032)];
    const model = modelWith({ ...secondReport, splits }, ...both);
    expect(model.problems()).toHaveLength(2);
    expect(model.share(segment(model, "water"), 2032, model.chosen)).toBeCloseTo(0.1, 12);
  });

  test("a bad year doesn't take a good one with it", () => {
    const good = [override("huawei", 0.28, 2026), override("alibaba", 0.23, 2026)];
    expect(problemsOf(...good, override("huawei", 0.5, 2028))).toEqual([
      null,
      expect.objectContaining({ problem: "shares-do-not-sum", year: 2028 }),
      null,
    ]);
  });
});

describe("overrides that aren't used", () => {
  test.each([
    [override("arpu", NaN, 2030), { problem: "not-a-number" }],
    [override("arpu", "600" as unknown as number, 2030), { problem: "not-a-number" }],
    [override("arpuu", 1, 2030), { problem: "unknown-key", nearest: "arpu" }],
    [override("__proto__", 1), { problem: "unknown-key", nearest: null }],
    [override("covered-vehicles", 1, 2030), { problem: "unknown-key", nearest: null }],
    [override("arpu", 1, 2030, "botom-up"), { problem: "unknown-scenario", nearest: "bottom-up" }],
    [override("arpu", 1, 2030, "applications"), { problem: "unknown-scenario", nearest: "bottom-up" }],
    [override("arpu", 1, 2031), { problem: "no-such-year", from: 2024, to: 2030 }],
    [override("arpu", 1, 2027.5), { problem: "no-such-year", from: 2024, to: 2030 }],
    [override("size", 1, 2024, "applications"), { problem: "no-such-year", from: 2025, to: 2030 }],
    [override("connected-rate", 1.1, 2030), { problem: "out-of-range", low: 0, high: 1 }],
    [override("self-built-share", -0.1), { problem: "out-of-range", low: 0, high: 1 }],
    [override("size", -1, 2030, "applications"), { problem: "out-of-range", low: 0, high: 1e15 }],
    [override("prices.cny", 1.1), { problem: "only-by-year" }],
    [override("fx.usd-usd", 1), { problem: "unknown-key", nearest: "fx.usd-cny" }],
    [override("fx.usd-xyz", 7.1), { problem: "unknown-key", nearest: "fx.usd-cny" }],
    [override("fx.usd-cny", 7.1, null, "applications"), { problem: "not-by-scenario" }],
    [override("fx.usd-cny", 0), { problem: "out-of-range", low: 1e-9, high: 1e9 }],
  ])("%j", (bad, problem) => {
    expect(problemsOf(bad)).toEqual([problem]);
    const model = built(bad);
    for (const id of ["applications", "bottom-up"]) {
      expect(model.size(scenario(model, id), 2030)).toBe(plain.size(scenario(plain, id), 2030));
    }
    expect(must(model.money("USD bn")).factor(2030)).toEqual({ fault: "not-set", key: "fx.usd-cny", year: 2030 });
  });

  test("the second of two rows", () => {
    const rows = [override("arpu", 700, 2030), override("ARPU", 800, 2030)];
    expect(problemsOf(...rows)).toEqual([null, { problem: "duplicate" }]);
    expect(built(...rows).driverValue(driver(plain, "arpu"), 2030, null)).toBe(700);
  });
});

describe("own scenarios", () => {
  const with_ = (
    scenarios: readonly OwnScenario[],
    overrides: readonly Override[] = [],
    chosen: string | null = null,
  ) => createModel(builtInReport, { scenarios, overrides, chosen });
  const mine = { id: "mine", name: "Mine", basedOn: "bottom-up" };
  const ours = { id: "ours", name: "我们的", basedOn: "mine" };

  test("take their base's overrides under their own", () => {
    const model = with_(
      [ours, mine],
      [
        override("arpu", 500, 2030, "mine"),
        override("parc", 4, 2030, "ours"),
        override("connected-rate", 0.8, 2030, "bottom-up"),
      ],
      "我们的",
    );
    expect(model.problems()).toEqual([]);
    expect(model.chosen.id).toBe("ours");
    expect(model.chosen).toMatchObject({ kind: "own", basedOn: "mine", section: null, from: 2024, to: 2030 });
    expect(model.size(model.chosen, 2030)).toBeCloseTo(4 * 0.8 * 0.75 * 500, 9);
    expect(model.size(scenario(model, "mine"), 2030)).toBeCloseTo(4.35 * 0.8 * 0.75 * 500, 9);
    expect(model.size(scenario(model, "bottom-up"), 2030)).toBeCloseTo(4.35 * 0.8 * 0.75 * 600, 9);
    expect(model.driverValue(driver(model, "arpu"), 2030, null)).toBe(500);
    expect(model.scenarios.slice(-2).map(({ id }) => id)).toEqual(["ours", "mine"]);
  });

  test("can have shares of their own", () => {
    const own = { id: "mine", name: "Mine", basedOn: "infrastructure" };
    const model = with_([own], [override("infrastructure", 0.3, 2030, "mine")]);
    const share = (id: string) => model.share(segment(model, "saas"), 2030, scenario(model, id));
    expect(share("mine")).toBeCloseTo(0.7, 12);
    expect(share("infrastructure")).toBeCloseTo(0.48, 12);
  });

  test.each([
    [[{ id: "a", name: "A", basedOn: "a" }], "cycle", null],
    [
      [
        { id: "a", name: "A", basedOn: "b" },
        { id: "b", name: "B", basedOn: "a" },
      ],
      "cycle",
      null,
    ],
    [[{ id: "a", name: "A", basedOn: "vendros" }], "unknown-base", "vendors"],
    [[{ id: "vendors", name: "A", basedOn: "base" }], "duplicate", null],
    [[{ id: " ", name: "A", basedOn: "base" }], "duplicate", null],
    [[{ id: "mine", name: "BASE", basedOn: "vendors" }], "duplicate", null],
  ])("that can't be used are left out: %j", (scenarios, reason, nearest) => {
    const model = with_(scenarios);
    expect(model.scenarios).toHaveLength(builtInReport.scenarios.length);
    expect(model.problems()).toEqual(scenarios.map((own) => ({ check: "scenario", scenario: own, reason, nearest })));
  });

  test("are called as no other, whatever the case", () => {
    const [first, ...others] = ["My case", "MY CASE", "my  case"].map((name, at) => {
      return { id: `own-${at}`, name, basedOn: at === 0 ? "base" : "vendors" };
    });
    const model = with_([first!, ...others, { id: "MYCASE", name: "", basedOn: "vendors" }]);
    expect(scenario(model, "My Case").id).toBe("own-0");
    expect(model.scenarios.slice(builtInReport.scenarios.length).map(({ id }) => id)).toEqual(["own-0"]);
    expect(model.problems()).toMatchObject(Array.from({ length: 3 }, () => ({ reason: "duplicate" })));
  });

  test("a long chain is no trouble", () => {
    const chain = Array.from({ length: 500 }, (_, index) => ({
      id: `own-${index}`,
      name: `Own ${index}`,
      basedOn: index === 0 ? "base" : `own-${index - 1}`,
    }));
    const model = with_([...chain].reverse());
    expect(model.size(scenario(model, "own-499"), 2030)).toBe(1800);
  });

  test("a chosen scenario that isn't there is told, and the base taken", () => {
    const model = with_([], [], "vendros");
    expect(model.chosen.id).toBe("applications");
    expect(model.problems()).toEqual([{ check: "chosen", text: "vendros", nearest: "vendors" }]);
  });
});

describe.each(eachReport)("the rows of %s", (_id, report) => {
  const rows = createModel(report).assumptionRows();

  test("show every default that the model has in that place", () => {
    const model = createModel(report);
    expect(new Set(rows.map(({ key, scenario, year }) => JSON.stringify([key, scenario, year]))).size).toBe(
      rows.length,
    );
    for (const row of rows) {
      expect(row).toMatchObject({ override: null, problem: null });
      if (row.key === "size") expect(row.default).toBe(model.size(scenario(model, row.scenario!), row.year!));
      if (row.basis === "reported") expect(row.figures).toHaveLength(1);
    }
    for (const input of report.drivers) {
      for (const { year, default: value } of rows.filter(({ key }) => key === input.id)) {
        expect(value).toBe(model.driverValue(input, year ?? 2026, null));
      }
    }
  });

  test("overriding every row with its default changes nothing", () => {
    const overrides = rows.flatMap(({ key, scenario, year, default: value }): Override[] =>
      value === null ? [] : [{ key, scenario, year, value }],
    );
    const [plain, model] = [createModel(report), modelWith(report, ...overrides)];
    expect(model.problems()).toEqual([]);
    for (const view of plain.scenarios.filter(({ kind, source }) => kind === "published" && !("growth" in source))) {
      for (let year = view.from; year <= view.to; year++) {
        expect(model.size(view, year)).toBeCloseTo(must(plain.size(view, year)), 9);
      }
    }
  });
});

describe.each(eachReport)("the rows of an own scenario, %s", (_, report) => {
  const bases = report.scenarios.map(({ id }) => id);
  const shared = report.drivers.slice(0, 1).map(({ id }) => override(id, 3, null));
  const modelOf = (basedOn: string, ...overrides: readonly Override[]) =>
    createModel(report, {
      overrides: [...shared, ...overrides],
      scenarios: [{ id: "mine", name: "Mine", basedOn }],
      chosen: null,
    });
  const rowsOf = (basedOn: string, ...overrides: readonly Override[]) => {
    const model = modelOf(basedOn, ...overrides);
    return model.assumptionRowsIn(scenario(model, "mine"));
  };

  test.each(bases)("based on %s can all be overridden, and keep its numbers with what they say", (basedOn) => {
    const plain = modelOf(basedOn);
    const rows = rowsOf(basedOn);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.scenario === "mine" && row.override === null)).toBe(true);
    // Nobody says how far the others go.
    const overrides = rows.flatMap(({ key, year, default: value }) =>
      value === null ? [] : override(key, value, year, "mine"),
    );
    const unsaid = rows.filter(({ default: value }) => value === null);
    expect(unsaid.filter(({ key }) => !/^(?:low|high)\./.test(key))).toEqual([]);
    const same = modelOf(basedOn, ...overrides);
    expect(same.problems()).toEqual([]);
    const [before, after] = [scenario(plain, "mine"), scenario(same, "mine")];
    for (const year of [before.from, before.to]) {
      expect(must(same.size(after, year))).toBeCloseTo(must(plain.size(before, year)), 6);
    }
    for (const part of plain.segments) {
      const [was, is] = [plain.share(part, before.to, before), same.share(part, before.to, after)];
      if (typeof was === "number") expect(is).toBeCloseTo(was, 9);
    }
  });

  test("show its own overrides", () => {
    const [basedOn] = bases;
    const [first] = rowsOf(basedOn!);
    const own = [
      override(first!.key, first!.default! * 1.5, first!.year, "mine"),
      override("no-such-key", 1, 2030, "mine"),
    ];
    const rows = rowsOf(basedOn!, ...own);
    expect(rows[0]).toMatchObject({ key: first!.key, default: first!.default, override: first!.default! * 1.5 });
    expect(rows.filter(({ override }) => override !== null)).toHaveLength(1);
    const all = modelOf(basedOn!, ...own).assumptionRows();
    expect(all.filter(({ problem }) => problem !== null)).toHaveLength(1);
  });
});
