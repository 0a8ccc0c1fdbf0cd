/** What the model knows about one call of ours in a cell: the derivations behind its value, or why there is none. */
import { isFault, type Basis, type Derivation, type Fault, type Model, type Result } from "../../model";
import type { Segment } from "../../report/types";
import { readYear } from "../../functions/year";
import { referenceOf, type Reference } from "../../excel/formulas/references";
import type { CellValue } from "../../excel/cells/contents";
import type { CallSource } from "../types";
import type { FormulaCall } from "../../excel/formulas/calls";

/** The value in a referenced cell; of a range, the one that belongs to the cell asked about; undefined if unknown. */
export type LookUp = (reference: Reference) => CellValue | undefined;

type Argument = string | number | boolean | null | undefined;

/** Arguments as values: literals, and what plain references show. A blank cell counts as left out, as in the formulas. */
function evaluate({ args }: FormulaCall, lookUp: LookUp): readonly Argument[] {
  return args.map(({ text, literal }) => {
    if (literal !== undefined) return literal === "" ? null : literal;
    const reference = referenceOf(text);
    const value = reference ? lookUp(reference) : undefined;
    return value === "" ? null : value;
  });
}

type Explained = Result<readonly Derivation[]>;

/** By name of the formula. What isn't here has no derivation: tables, texts, statistics over many figures. */
const EXPLAIN: Readonly<Record<string, (model: Model, args: readonly Argument[]) => Explained | null>> = {
  SIZE: (model, [year, scenario]) =>
    one(atYear(year, (at) => inScenario(model, scenario, (of) => model.explainSize(of, at)))),
  SEGMENT: (model, [segment, year, scenario]) =>
    one(
      ofSegment(model, segment, (part) =>
        atYear(year, (at) => inScenario(model, scenario, (of) => model.explainSegment(part, at, of))),
      ),
    ),
  SHARE: (model, [segment, year, scenario]) =>
    one(
      ofSegment(model, segment, (part) =>
        atYear(year, (at) => inScenario(model, scenario, (of) => model.explainShare(part, at, of))),
      ),
    ),
  DRIVER: (model, [driver, year, scenario]) => {
    const found = model.driver(textOf(driver));
    if (isFault(found)) return found;
    const of = scenario === null || scenario === undefined ? null : model.scenario(textOf(scenario));
    if (of !== null && isFault(of)) return of;
    return one(atYear(year, (at) => model.explainDriver(found, at, of)));
  },
  SERIES: (model, [series, year]) => {
    const found = model.seriesNamed(textOf(series));
    return isFault(found) ? found : one(atYear(year, (at) => model.explainSeries(found, at)));
  },
  CAGR: (model, [from, to, scenario, segment]) => ends(model, [from, to], scenario, segment),
  GROWTH: (model, [year, scenario, segment]) => {
    const at = yearOf(year);
    return at === null ? null : ends(model, [at - 1, at], scenario, segment);
  },
  FIGURE: (model, [figure]) => {
    const found = model.figure(textOf(figure));
    if (isFault(found)) return found;
    const { value, unit } = found;
    const point = typeof value === "number" ? value : (value[0] + value[1]) / 2;
    const step = { kind: "figure", figure: found, end: "point" } as const;
    return [{ value: unit === "%" ? point / 100 : point, unit, basis: "reported", step, from: [] }];
  },
  SOURCE: (model, args) => ofItem(model, args),
  BASIS: (model, args) => ofItem(model, args),
};

const textOf = (value: Argument): string => String(value ?? "");

function yearOf(value: Argument): number | null {
  const reading = readYear(value);
  return "year" in reading ? reading.year : null;
}

const one = (result: Result<Derivation> | null): Explained | null =>
  result === null || isFault(result) ? result : [result];

function atYear<T>(year: Argument, explain: (year: number) => T): T | null {
  const at = yearOf(year);
  return at === null ? null : explain(at);
}

function inScenario<T>(model: Model, scenario: Argument, explain: (scenario: Model["chosen"]) => Result<T>): Result<T> {
  const found = scenario === null || scenario === undefined ? model.chosen : model.scenario(textOf(scenario));
  return isFault(found) ? found : explain(found);
}

function ofSegment<T>(
  model: Model,
  segment: Argument,
  explain: (segment: Segment) => Result<T> | null,
): Result<T> | null {
  const found = model.segment(textOf(segment));
  return isFault(found) ? found : explain(found);
}

/** A growth rate rests on two sizes. */
function ends(model: Model, years: readonly Argument[], scenario: Argument, segment: Argument): Explained | null {
  const name = segment === null || segment === undefined ? "SIZE" : "SEGMENT";
  const derivations: Derivation[] = [];
  for (const year of years) {
    const args = name === "SIZE" ? [year, scenario] : [segment, year, scenario];
    const explained = EXPLAIN[name]!(model, args);
    if (explained === null || isFault(explained)) return explained;
    derivations.push(...explained);
  }
  return derivations;
}

/** The item of SOURCE and BASIS: the size, a segment, a driver, a series or a figure. */
function ofItem(model: Model, [item, year, scenario]: readonly Argument[]): Explained | null {
  const name = textOf(item);
  if (/^\s*size\s*$/i.test(name)) return EXPLAIN.SIZE!(model, [year, scenario]);
  const kinds = [
    ["SEGMENT", model.segment(name)],
    ["DRIVER", model.driver(name)],
    ["SERIES", model.seriesNamed(name)],
    ["FIGURE", model.figure(name)],
  ] as const;
  const [kind] = kinds.find(([, found]) => !isFault(found)) ?? [];
  return kind ? EXPLAIN[kind]!(model, [item, year, scenario]) : null;
}

export function explainCall(model: Model, call: FormulaCall, lookUp: LookUp): CallSource {
  const args = evaluate(call, lookUp);
  // An argument that is an expression was not evaluated: what it would be is not to be guessed.
  const known = args.every((value) => value !== undefined);
  const explained = known && Object.hasOwn(EXPLAIN, call.name) ? EXPLAIN[call.name]!(model, args) : null;
  const derivations = explained === null || isFault(explained) ? [] : explained;
  return {
    call,
    arguments: args,
    derivations,
    basis: basisOf(derivations),
    fault: explained !== null && isFault(explained) ? (explained as Fault) : null,
  };
}

/** Of two ends with different bases, the weaker: overridden before derived before interpolated before reported. */
const WEAKEST: readonly Basis[] = ["overridden", "derived", "interpolated", "reported"];

const basisOf = (derivations: readonly Derivation[]): Basis | null =>
  WEAKEST.find((basis) => derivations.some((derivation) => derivation.basis === basis)) ?? null;
