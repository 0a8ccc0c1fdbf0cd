/** A workbook detached from the add-in follows its drivers' numbers as the add-in would. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parseAddress } from "../../src/excel/addresses/addresses";
import type { Reference } from "../../src/excel/formulas/references";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions, type Assumptions, type Override } from "../../src/model";
import { builtInReport, isBuilt, isWorkedOut, parseReport, type Report } from "../../src/report";
import { planDetach, type Source } from "../../src/workbook/detached/plan";
import { call } from "../functions/calls";
import { CellError } from "../functions/custom-functions";
import { plans, reportOf } from "../model/generatedTrees";
import { must, override, read, secondReport, years } from "../model/support";
import { calculate, contentsOf, type Calculated, type Contents } from "./engine";

/** The built-in report with a parc that tends to 500 million, a penetration that tends to all, and an ARPU in steps. */
const paths = { parc: "logistic", "cloud-penetration": "logistic", arpu: "step" } as Readonly<Record<string, string>>;
const otherPaths = read({
  ...builtInReport,
  id: "other-paths",
  figures: [
    ...builtInReport.figures,
    { ...builtInReport.figures.find(({ id }) => id === "parc-2030")!, id: "parc-most", value: 500, unit: "m vehicles" },
  ],
  drivers: builtInReport.drivers.map((one) => {
    const saturation = one.id === "parc" ? { saturation: "parc-most" } : {};
    return one.id in paths ? { ...one, method: paths[one.id], ...saturation } : one;
  }),
});

test("logistic paths run below what they tend to, steps stay until the next", () => {
  const model = createModel(otherPaths);
  const at = (id: string, year: number) => must(model.driverValue(must(model.driver(id)), year, null));
  const [start, end] = [at("parc", 2024), at("parc", 2030)];
  for (let year = 2024; year <= 2030; year++) {
    // The odds grow at a constant rate.
    const odds = (value: number) => value / (5 - value);
    expect(odds(at("parc", year))).toBeCloseTo(odds(start) * (odds(end) / odds(start)) ** ((year - 2024) / 6), 9);
    expect(at("arpu", year)).toBe(year < 2027 ? 200 : year < 2030 ? 400 : 600);
  }
  expect(must(model.explainDriver(must(model.driver("parc")), 2026, null)).step).toMatchObject({ method: "logistic" });
  // At what it tends to it is straight.
  const full = createModel(otherPaths, { ...noAssumptions, overrides: [override("parc", 5, 2030)] });
  expect(must(full.explainDriver(must(full.driver("parc")), 2026, null)).step).toMatchObject({ method: "linear" });
  const lacking = { ...otherPaths, drivers: otherPaths.drivers.map((one) => ({ ...one, saturation: undefined })) };
  expect(parseReport(JSON.parse(JSON.stringify(lacking)))).toMatchObject({
    faults: [{ code: "missing", params: { property: "saturation" } }],
  });
});

const DATA = "Market data";
const HEADER = 9;

afterAll(() => use(settingOf(createModel(builtInReport))));

type Call = readonly [id: string, ...args: (string | number)[]];

/** Calls about every built scenario in every year. */
function callsOf(report: Report): readonly Call[] {
  const model = createModel(report);
  const [segment] = model.segments;
  return model.scenarios
    .filter(({ source }) => isBuilt(source))
    .flatMap(({ id, from, to }) =>
      years({ from: from - 1, to }).flatMap((year) => [
        ["SIZE", year, id] as const,
        ...model.drivers.map((driver) => ["DRIVER", driver.id, year, id] as const),
        ["SEGMENT", segment!.id, year, id] as const,
        ["GROWTH", year, id] as const,
        ["BUILD", year, report.drivers[0]!.id, 3, id] as const,
      ]),
    );
}

const quoted = (value: string | number): string => (typeof value === "string" ? `"${value}"` : String(value));

/** The cell of the driver's first row on the data sheet, in a year. */
function cellOf(contents: Contents, driver: string, year: number) {
  const column = contents[HEADER]!.indexOf(year);
  const row = contents.findIndex((line, index) => index > HEADER && line[0] === `'${driver}`);
  expect(Math.min(row, column)).toBeGreaterThan(0);
  return { row, column, content: contents[row]![column]! };
}

/**
 * The change for every scenario, or, where a number stands there that scenarios have of their own, as a range's ends, for
 * those that have the one in the cell.
 */
function seeing(report: Report, assumptions: Assumptions, change: Override): readonly Override[] {
  const model = createModel(report, assumptions);
  const built = model.scenarios.filter(({ source }) => isBuilt(source));
  const at = built.map((view) => must(model.explainDriver(must(model.driver(change.key)), change.year!, view)));
  const [first] = at;
  const isGiven = at.map(({ step }) => step.kind !== "interpolation");
  if (at.every(({ value }, index) => !isGiven[index] || value === first!.value)) return [change];
  return built.flatMap(({ id }, index) => {
    const isSame = isGiven[index] ? at[index]!.value === first!.value : !isGiven[0];
    return isSame ? [{ ...change, scenario: id }] : [];
  });
}

/** The same of years, halves and quarters that aren't the report's years. */
function callsOver(report: Report): readonly Call[] {
  const { segments, drivers, scenarios } = createModel(report);
  const built = scenarios.filter(({ source }) => isBuilt(source));
  const [{ from, to }] = built as [(typeof built)[0]];
  const times = [...years({ from, to: to + 1 }).flatMap((year) => [`FY${year}`, `CY${year}`]), `${to} H2`, `FY${to}Q1`];
  return times.flatMap((time) =>
    built.flatMap(({ id }) => [
      ["SIZE", time, id] as const,
      ...drivers.map((driver) => ["DRIVER", driver.id, time, id] as const),
      ...segments.flatMap((segment) => [
        ["SEGMENT", segment.id, time, id] as const,
        ["SHARE", segment.id, time, id] as const,
      ]),
      ...(/[QH]/.test(time) ? [] : [["GROWTH", time, id] as const, ["CAGR", `FY${from + 1}`, time, id] as const]),
    ]),
  );
}

interface Detached {
  readonly calls: readonly Call[];
  readonly sources: readonly Source[];
  readonly natives: ReturnType<typeof planDetach>["natives"];
  readonly data: Contents;
  readonly engine: Calculated;
}

function detached(report: Report, assumptions: Assumptions, calls: readonly Call[]): Detached {
  const setting = settingOf(createModel(report, assumptions));
  const sources = calls.map(([id, ...args], row): Source => {
    return { sheet: "Sheet1", row, column: 0, formula: `=MARKET.${id}(${args.map(quoted).join()})`, values: [[0]] };
  });
  const { sheets, natives } = planDetach({ setting, nameOf: () => DATA, lookUp: () => undefined }, sources);
  expect(natives.map(({ note }) => note).filter((note) => note !== null)).toEqual([]);
  const data = contentsOf(sheets[0]!.cells);
  const engine = calculate({ Sheet1: natives.map(({ contents }) => [contents[0]![0]!]), [DATA]: data });
  return { calls, sources, natives, data, engine };
}

/** Of what is tried with many numbers, one after the other. */
const workbooks = new WeakMap<Report, WeakMap<Assumptions, Detached>>();

function workbookOf(report: Report, assumptions: Assumptions): Detached {
  const its = workbooks.get(report) ?? new WeakMap<Assumptions, Detached>();
  workbooks.set(report, its);
  const known = its.get(assumptions) ?? detached(report, assumptions, callsOf(report));
  its.set(assumptions, known);
  return known;
}

function follows(
  report: Report,
  assumptions: Assumptions,
  change: Override,
  { calls, sources, natives, data, engine } = workbookOf(report, assumptions),
): void {
  const { row, column, content } = cellOf(data, change.key, change.year!);
  engine.type(DATA, row, column, change.value);
  try {
    compare();
  } finally {
    engine.type(DATA, row, column, content);
  }

  function compare(): void {
    const meant = seeing(report, assumptions, change);
    use(settingOf(createModel(report, { ...assumptions, overrides: [...assumptions.overrides, ...meant] })));
    calls.forEach(([id, ...args], at) => {
      const shown = call(id, ...args);
      const about = `${sources[at]!.formula} after ${JSON.stringify(change)}: ${natives[at]!.contents[0]![0]}`;
      const native = engine.value("Sheet1", at, 0);
      if (shown instanceof CellError) expect(engine.isError("Sheet1", at, 0), `${about} = ${native}`).toBe(true);
      else
        expect(
          Math.abs(Number(native) - Number(shown)),
          `${about}: ${native} for ${shown as number}`,
        ).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(Number(shown))));
    });
  }
}

/** A number of the user's for a driver in one of its years, for every scenario. */
function changeIn(report: Report): fc.Arbitrary<Override> {
  const model = createModel(report);
  const built = model.scenarios.find(({ source }) => isBuilt(source))!;
  const inputs = report.drivers.filter((driver) => !isWorkedOut(driver));
  return fc
    .record({
      driver: fc.constantFrom(...inputs),
      year: fc.integer({ min: built.from, max: built.to }),
      // At the edge of what a double holds the engine reads none.
      share: fc.integer({ min: 0, max: 10_000 }).map((whole) => whole / 10_000),
    })
    .map(({ driver, year, share }) => override(driver.id, driver.unit === "%" ? share : share * 1000, year));
}

describe.each([builtInReport, secondReport, otherPaths].map((report) => [report.id, report] as const))(
  "%s",
  (_, report) => {
    test("a number in a driver's cell does what it does as an override", () => {
      fc.assert(
        fc.property(changeIn(report), (change) => follows(report, noAssumptions, change)),
        { numRuns: 12 },
      );
    });
  },
);

test("so it does in reports of any tree, path, unit and year", () => {
  const change = plans.map((plan) => reportOf(plan)).chain((report) => fc.tuple(fc.constant(report), changeIn(report)));
  fc.assert(
    fc.property(change, ([report, one]) => follows(report, noAssumptions, one)),
    { numRuns: 12 },
  );
});

test("so it does over fiscal years, halves and quarters", () => {
  const change = plans
    .filter(({ years }) => years > 1)
    .map((plan) => reportOf(plan))
    .chain((report) => fc.tuple(fc.constant(report), changeIn(report), fc.integer({ min: 1, max: 12 })));
  fc.assert(
    fc.property(change, ([report, one, yearEnd]) => {
      const assumptions = { ...noAssumptions, overrides: [override("period.year-end", yearEnd)] };
      follows(report, assumptions, one, detached(report, assumptions, callsOver(report)));
    }),
    { numRuns: 4, endOnFailure: true },
  );
});

test("so it does beside overrides of the workbook's own", () => {
  const overrides = [
    override("arpu", 250, 2026),
    override("cloud-penetration", 0.5, 2028, "bottom-up-low"),
    override("size", 1000, 2029, "bottom-up-high"),
    override("regional-factor", 1.1),
  ];
  const assumptions = { ...noAssumptions, overrides };
  const change = changeIn(builtInReport).filter(
    ({ key, year }) => !(key === "arpu" && year === 2026) && key !== "regional-factor",
  );
  fc.assert(
    fc.property(change, (one) => follows(builtInReport, assumptions, one)),
    { numRuns: 8 },
  );
});

test("a higher ARPU moves the market", () => {
  follows(builtInReport, noAssumptions, override("arpu", 700, 2030));
  follows(builtInReport, noAssumptions, override("arpu", 350, 2026));
});

test("BUILD with names beside a column of numbers a year reads the numbers where they stand", () => {
  const setting = settingOf(createModel(builtInReport));
  const header = [2025, 2027, 2030];
  const names = ["arpu", "联网率", "compliance-cost", ""];
  const numbers = [
    [250, "", 650],
    ["", 0.7, 1],
    [10, 20, 0],
    ["", "", ""],
  ];
  const formula = "=MARKET.BUILD(Inputs!B1:D1,Inputs!A2:A5,Inputs!B2:D5)";
  const lookUp = ({ address }: Reference) => names[parseAddress(address)!.row - 1] ?? undefined;
  const source = { sheet: "Sheet1", row: 0, column: 0, formula, values: [[0, 0, 0]] };
  const { sheets, natives } = planDetach({ setting, nameOf: () => DATA, lookUp }, [source]);
  expect(natives[0]!.note).toEqual({ id: "detached-names" });
  const at = (cells: unknown[][]) => {
    const engine = calculate({
      Sheet1: natives[0]!.contents,
      Inputs: [["", ...header], ...cells.map((line, row) => [names[row]!, ...line])] as (string | number)[][],
      [DATA]: contentsOf(sheets[0]!.cells),
    });
    return header.map((_, column) => engine.value("Sheet1", 0, column) as number);
  };
  use(setting);
  for (const cells of [numbers, numbers.map((line) => line.map((value) => (value === 250 ? 400 : value)))]) {
    const [shown] = call(
      "BUILD",
      [header],
      names.map((name) => [name]),
      cells,
    ) as number[][];
    at(cells).forEach((value, column) => expect(value / shown![column]!).toBeCloseTo(1, 9));
  }
});
