/**
 * Built scenarios as native formulas over their drivers' numbers: the cells of what is given and assumed, and how all else on
 * the data sheet follows from them. Whoever changes a number, or puts one between two others, sees what the add-in gives for
 * that override.
 */
import { number, text, formula, FORMATS, type Cell } from "../../excel/plans/cells";
import { NA, workedOut } from "../../functions/native";
import { isFault, placeIn, saturationOf, type Derivation, type Model, type ScenarioView } from "../../model";
import { isBuilt, isWorkedOut } from "../../report/kinds";
import type { Driver, GivenDriver, Method } from "../../report/types";
import { scaleOf } from "../../report/units/scales";

/** The numbers that a driver's path runs through, as one scenario sees them, or several that see the same. */
interface Path {
  readonly driver: Driver;
  readonly scenario: ScenarioView;
  /** By year; those between have none. */
  readonly points: ReadonlyMap<number, Point>;
  readonly from: number;
  readonly to: number;
  /** Whether there are years between. */
  readonly hasGaps: boolean;
  /** Counted from the first row of the block. */
  readonly row: number;
}

interface Point {
  readonly value: number;
  /** The same for the same figure or override. */
  readonly origin: string;
}

/** Rows of a path with gaps after its numbers: years and numbers before and after. */
const HELPERS = ["yearBefore", "valueBefore", "yearAfter", "valueAfter"] as const;
export type HelperWord = (typeof HELPERS)[number];

export interface Flexing {
  /** Of the block of the drivers' numbers; `helper`: what a row after a driver's own has. */
  readonly rows: readonly {
    readonly driver: Driver;
    readonly scenario: ScenarioView;
    readonly helper: HelperWord | null;
    readonly cellAt: (year: number) => Cell | null;
  }[];
  /** What stands in a scenario's size or driver; null where that is a number. */
  readonly size: (scenario: ScenarioView, year: number) => string | null;
  readonly driver: (scenario: ScenarioView, driver: Driver, year: number) => string | null;
}

/** Where cells are. */
export interface Places {
  /** A row of the block of numbers. */
  readonly number: (row: number, year: number) => string;
  /** A driver's value in its table. */
  readonly value: (scenario: ScenarioView, driver: Driver, year: number) => string;
  readonly year: (year: number) => string;
}

/** `years`: of the sheet's columns. */
export function flexing(model: Model, years: readonly number[], at: Places): Flexing {
  const built = model.scenarios.filter(({ source }) => isBuilt(source));
  const inputs = model.drivers.filter((driver) => !isWorkedOut(driver));
  const paths: Path[] = [];
  const known = new Map<string, Path>();
  const pathOf = new Map<ScenarioView, Map<Driver, Path>>();
  let height = 0;
  for (const scenario of built) {
    const own = new Map<Driver, Path>();
    pathOf.set(scenario, own);
    for (const driver of inputs) {
      const points = pointsOf(model, driver, scenario, years);
      const key = JSON.stringify([driver.id, [...points].map(([year, { origin }]) => [year, origin])]);
      let path = known.get(key);
      if (!path && points.size > 0) {
        const [from, to] = [Math.min(...points.keys()), Math.max(...points.keys())];
        const hasGaps = to - from + 1 > points.size;
        path = { driver, scenario, points, from, to, hasGaps, row: height };
        height += hasGaps ? 1 + HELPERS.length : 1;
        paths.push(path);
        known.set(key, path);
      }
      if (path) own.set(driver, path);
    }
  }

  const numberAt = ({ row }: Path, year: number): string => at.number(row, year);

  function inputCell(path: Path, year: number): Cell | null {
    if (year < path.from || year > path.to) return null;
    const earlier = paths.filter((other) => other.driver === path.driver && other.row < path.row);
    const point = path.points.get(year);
    if (!point) {
      // A number that somebody puts there holds for every scenario, as long as none has one of its own.
      const [first] = earlier;
      if (!first || first.points.has(year)) return text("", "input");
      const above = numberAt(first, year);
      return formula(`IF(ISNUMBER(${above}),${above},"")`, FORMATS.general);
    }
    const same = earlier.find(({ points }) => points.get(year)?.origin === point.origin);
    return same ? formula(numberAt(same, year), FORMATS.general) : number(point.value, FORMATS.general, "input");
  }

  function helperCell(path: Path, helper: HelperWord, year: number): Cell | null {
    if (year < path.from || year > path.to) return null;
    const isBefore = helper.endsWith("Before");
    const here = numberAt(path, year);
    const own = helper.startsWith("year") ? at.year(year) : here;
    const isEnd = year === (isBefore ? path.from : path.to);
    const next = isEnd ? NA : at.number(path.row + 1 + HELPERS.indexOf(helper), year + (isBefore ? -1 : 1));
    return formula(`IF(ISNUMBER(${here}),${own},${next})`, FORMATS.general, "note");
  }

  const rows = paths.flatMap((path) => {
    const { driver, scenario, hasGaps } = path;
    const input = { driver, scenario, helper: null, cellAt: (year: number) => inputCell(path, year) };
    const helpers = HELPERS.map((helper) => {
      return { driver, scenario, helper, cellAt: (year: number) => helperCell(path, helper, year) };
    });
    return hasGaps ? [input, ...helpers] : [input];
  });

  function pathValue(path: Path, year: number): string {
    const here = numberAt(path, year);
    if (!path.hasGaps) return `IF(ISNUMBER(${here}),${here},${NA})`;
    const [yearBefore, before, yearAfter, after] = HELPERS.map((_, index) => at.number(path.row + 1 + index, year));
    const fraction = `(${at.year(year)}-${yearBefore})/(${yearAfter}-${yearBefore})`;
    const given = path.driver as GivenDriver;
    const { method } = given;
    const most = saturationIn(model, given);
    return `IF(ISNUMBER(${here}),${here},${between[method](before!, after!, fraction, String(most))})`;
  }

  function driverCell(scenario: ScenarioView, driver: Driver, year: number): string | null {
    if (isFault(model.explainDriver(driver, year, scenario))) return null;
    if (!isWorkedOut(driver)) {
      const path = pathOf.get(scenario)!.get(driver)!;
      return path.scenario === scenario ? pathValue(path, year) : at.value(path.scenario, driver, year);
    }
    const { of, scales } = model.tree.nodes[placeIn(model.tree.places, driver.id)]!;
    const parts = of.map((place) => at.value(scenario, model.tree.nodes[place]!.driver, year));
    return workedOut(driver.op, parts, scales);
  }

  function sizeCell(scenario: ScenarioView, year: number): string | null {
    const size = model.explainSize(scenario, year);
    if (isFault(size) || size.step.kind !== "built" || !isBuilt(scenario.source)) return null;
    const { driver } = model.tree.nodes[placeIn(model.tree.places, scenario.source.size)]!;
    const scale = scaleOf(driver.unit) / scaleOf(model.report.unit);
    return at.value(scenario, driver, year) + (scale === 1 ? "" : `*${scale}`);
  }

  return { rows, size: sizeCell, driver: driverCell };
}

function pointsOf(
  model: Model,
  driver: Driver,
  scenario: ScenarioView,
  years: readonly number[],
): ReadonlyMap<number, Point> {
  const points = new Map<number, Point>();
  for (const year of years) {
    const derivation = model.explainDriver(driver, year, scenario);
    if (isFault(derivation) || derivation.step.kind === "interpolation") continue;
    points.set(year, { value: derivation.value, origin: originOf(derivation) });
  }
  return points;
}

/** The same text for the same figure, default or override. */
function originOf({ step, value, from }: Derivation): string {
  switch (step.kind) {
    case "figure":
      return `${step.figure.id} ${value}`;
    case "override":
      return JSON.stringify(step.override);
    default:
      return `${step.kind} ${value} ${from.map(originOf).join()}`;
  }
}

const saturationIn = ({ report }: Model, driver: GivenDriver): number =>
  saturationOf(new Map(report.figures.map((figure) => [figure.id, figure])), driver) ?? 1;

type Between = (before: string, after: string, fraction: string, saturation: string) => string;

/** As `model/paths/paths.ts` has them. */
const linear = (before: string, after: string, fraction: string): string =>
  `${before}+(${after}-${before})*${fraction}`;
const between: Readonly<Record<Method, Between>> = {
  linear,
  geometric: (before, after, fraction) =>
    `IF(AND(${before}>0,${after}>0),${before}*(${after}/${before})^(${fraction}),${linear(before, after, fraction)})`,
  logistic(before, after, fraction, most) {
    const odds = (value: string): string => `${value}/(${most}-${value})`;
    const now = `${odds(before)}*((${odds(after)})/(${odds(before)}))^(${fraction})`;
    const isBelow = [before, after].flatMap((value) => [`${value}>0`, `${value}<${most}`]).join();
    return `IF(AND(${isBelow}),${most}-${most}/(1+${now}),${linear(before, after, fraction)})`;
  },
  step: (before) => before,
};
