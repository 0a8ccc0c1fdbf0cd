/**
 * Calls of ours as native expressions over the data sheet. Only functions that Excel 2016 and LibreOffice know, none of
 * them volatile: INDEX, MATCH, SUBSTITUTE, IF, IFERROR, AND, ISNUMBER, MIN, NA.
 *
 * Where ours tell errors apart, most native ones are #N/A. Of what cells may hold, three things that our formulas take
 * are #N/A here: names in full-width letters, years such as "2027.0", and numbers as texts ("30%") in BUILD.
 */
import { isBottomUp, isFault, normalise, planOf, type Model } from "../../model";
import { readYear } from "../../functions/year";
import { callsIn } from "../calls/inFormulas";
import { literalOf } from "../../excel/formulas/calls";
import { referenceOf } from "../../excel/formulas/references";
import type { FormulaArgument, FormulaCall } from "../../excel/formulas/calls";
import { keyOf, namePrefix, type BlockRefs, type DataRefs, type NameRefs } from "./dataSheet";
import { FIELDS, STATISTICS, type NameKind } from "./names";

/** What native expressions are written with. */
export interface Target {
  readonly model: Model;
  readonly refs: DataRefs;
}

type Literal = NonNullable<FormulaArgument["literal"]>;

/** An argument as the native expression sees it. */
type Given =
  | { readonly is: "omitted" }
  | { readonly is: "literal"; readonly value: Literal }
  | { readonly is: "live"; readonly text: string };

const OMITTED: Given = { is: "omitted" };
const NA = "NA()";

function givenOf(text: string | undefined): Given {
  const literal = literalOf(text ?? "");
  if (literal === null || (typeof literal === "string" && literal.trim() === "")) return OMITTED;
  return literal === undefined ? { is: "live", text: text! } : { is: "literal", value: literal };
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** A text that MATCH looks for as it is. */
const exactly = (text: string): string => quote(text.replace(/[~*?]/g, "~$&"));
const match = (wanted: string, among: string): string => `MATCH(${wanted},${among},0)`;
const index = (block: string, row: string, column: string): string => `INDEX(${block},${row},${column})`;

/** What stands beside the name that a cell holds. */
function named(kind: NameKind, expression: string, { keys, targets }: NameRefs["all"]): string {
  return `INDEX(${targets},${match(keyOf(kind, expression), keys)})`;
}

/** The row of the whole market among a scenario's shares. */
const WHOLE = "1";

interface NameRule {
  readonly kind: NameKind;
  /** The position of what a literal names; null where it names nothing. */
  literal(value: Literal): string | null;
  /** What stands for an argument that is left out; null where it has to be given. */
  readonly omitted: string | null;
}

/** Position of what an argument names in its block. */
function position({ refs }: Target, given: Given, { kind, literal, omitted }: NameRule): string {
  switch (given.is) {
    case "omitted":
      return omitted ?? NA;
    case "literal":
      return literal(given.value) ?? NA;
    case "live":
      return named(kind, given.text, omitted === null ? refs.names[kind].given : refs.names[kind].all);
  }
}

/** The id that a literal text names. */
const idOf =
  <T extends { readonly id: string }>(find: (text: string) => T | { readonly fault: string }) =>
  (value: Literal): string | null => {
    const found = typeof value === "string" ? find(value) : null;
    return found === null || "fault" in found ? null : found.id;
  };

const rowOf =
  (block: BlockRefs, id: (value: Literal) => string | null) =>
  (value: Literal): string | null => {
    const found = id(value);
    return found === null ? null : match(exactly(found), block.ids);
  };

function choiceOf<T extends string>(choices: readonly T[], value: Literal): T | null {
  return choices.find((choice) => typeof value === "string" && choice === normalise(value)) ?? null;
}

function expressions(target: Target) {
  const { model, refs } = target;

  const scenario = (given: Given): string =>
    position(target, given, {
      kind: "scenario",
      literal: rowOf(refs.size, idOf(model.scenario)),
      omitted: refs.chosen,
    });

  /** Among the scenarios that are built from drivers, of which each has one block of drivers. */
  const built = (given: Given): string =>
    position(target, given, {
      kind: "built",
      literal: (value) => {
        const found = refs.built.indexOf(idOf(model.scenario)(value) ?? "");
        return found < 0 ? null : String(found + 1);
      },
      omitted: refs.chosenBuilt,
    });

  /** Among a scenario's rows of shares, the first of which is the whole market. */
  const segment = (given: Given, omitted: string | null): string =>
    position(target, given, { kind: "segment", literal: rowOf(refs.share, idOf(model.segment)), omitted });

  function year(given: Given): string {
    if (given.is === "omitted") return NA;
    if (given.is === "live") return named("year", given.text, refs.names.year.given);
    const reading = readYear(given.value);
    return "year" in reading ? String(reading.year) : NA;
  }
  const column = (year: string): string => match(year, refs.years);

  /** Empty where values stay in the report's unit. */
  function unit(given: Given): string {
    if (given.is === "omitted") return "";
    if (given.is === "live") return `*${named("unit", given.text, refs.names.unit.all)}`;
    const factor = typeof given.value === "string" ? model.unitFactor(given.value) : null;
    if (factor === null || isFault(factor)) return `*${NA}`;
    const same = model.units.find(({ id }) => model.unitFactor(id) === factor);
    if (same === undefined) return `*${factor}`;
    const { keys, targets } = refs.names.unit.all;
    return `*INDEX(${targets},${match(exactly(namePrefix("unit") + normalise(same.id)), keys)})`;
  }

  const size = (scenario: string, column: string): string => index(refs.size.values, scenario, column);
  function share(scenario: string, segment: string, column: string): string {
    const rows = model.segments.length + 1;
    return index(refs.share.values, `(${scenario}-1)*${rows}+${segment}`, column);
  }

  /** A size, or that of a segment where one is given. */
  function part(inScenario: Given, ofSegment: Given, column: string): string {
    const row = scenario(inScenario);
    const whole = size(row, column);
    return ofSegment.is === "omitted" ? whole : `${whole}*${share(row, segment(ofSegment, WHOLE), column)}`;
  }

  function rate(start: string, end: string, years: string | null): string {
    const ratio = `((${end})/(${start}))`;
    const rate = years === null ? `${ratio}-1` : `${ratio}^(1/(${years}))-1`;
    // From or to less than nothing there is no growth rate, though a ratio of two such sizes has a root.
    return refs.hasNegative ? `IF(MIN(${start},${end})<0,${NA},${rate})` : rate;
  }

  return { scenario, built, segment, year, column, unit, size, share, part, rate };
}

type Native = (target: Target, args: readonly Given[]) => string;

const arg = (args: readonly Given[], index: number): Given => args[index] ?? OMITTED;

/** Native forms of the formulas that have one. */
const NATIVE: Readonly<Record<string, Native>> = {
  SIZE(target, args) {
    const x = expressions(target);
    return x.size(x.scenario(arg(args, 1)), x.column(x.year(arg(args, 0)))) + x.unit(arg(args, 2));
  },
  SEGMENT(target, args) {
    const x = expressions(target);
    const [column, scenario] = [x.column(x.year(arg(args, 1))), x.scenario(arg(args, 2))];
    const share = x.share(scenario, x.segment(arg(args, 0), null), column);
    return `${x.size(scenario, column)}*${share}${x.unit(arg(args, 3))}`;
  },
  SHARE(target, args) {
    const x = expressions(target);
    return x.share(x.scenario(arg(args, 2)), x.segment(arg(args, 0), null), x.column(x.year(arg(args, 1))));
  },
  CAGR(target, args) {
    const x = expressions(target);
    const [from, to] = [x.year(arg(args, 0)), x.year(arg(args, 1))];
    const at = (year: string) => x.part(arg(args, 2), arg(args, 3), x.column(year));
    // Years in reverse order give the same rate: both the ratio and the exponent turn over.
    return x.rate(at(from), at(to), `${to}-${from}`);
  },
  GROWTH(target, args) {
    const x = expressions(target);
    const year = x.year(arg(args, 0));
    const at = (year: string) => x.part(arg(args, 1), arg(args, 2), x.column(year));
    return x.rate(at(`${year}-1`), at(year), null);
  },
  DRIVER(target, args) {
    const { model, refs } = target;
    const x = expressions(target);
    const driver = position(target, arg(args, 0), {
      kind: "driver",
      literal: rowOf(refs.driver, idOf(model.driver)),
      omitted: null,
    });
    const row = `(${x.built(arg(args, 2))}-1)*${model.drivers.length}+${driver}`;
    return index(refs.driver.values, row, x.column(x.year(arg(args, 1))));
  },
  SERIES(target, args) {
    const { model, refs } = target;
    const x = expressions(target);
    const row = position(target, arg(args, 0), {
      kind: "series",
      literal: rowOf(refs.series, idOf(model.seriesNamed)),
      omitted: null,
    });
    return index(refs.series.values, row, x.column(x.year(arg(args, 1))));
  },
  FIGURE(target, args) {
    const { model, refs } = target;
    const figure = arg(args, 0);
    const row =
      figure.is === "live"
        ? match(keyOf(null, figure.text), refs.figure.ids)
        : figure.is === "omitted"
          ? NA
          : (rowOf(refs.figure, idOf(model.figure))(figure.value) ?? NA);
    const field = position(target, arg(args, 1), {
      kind: "field",
      literal: (value) => {
        const found = choiceOf(FIELDS, value);
        return found && match(exactly(found), refs.figure.fields);
      },
      omitted: "1",
    });
    return index(refs.figure.values, row, field);
  },
  CONSENSUS(target, args) {
    const { refs } = target;
    const x = expressions(target);
    const given = arg(args, 1);
    const choice =
      given.is === "omitted" ? "median" : given.is === "literal" ? choiceOf(STATISTICS, given.value) : null;
    const row = position(target, given, {
      kind: "statistic",
      literal: () => choice && match(exactly(choice), refs.consensus.ids),
      omitted: match(exactly("median"), refs.consensus.ids),
    });
    const value = index(refs.consensus.values, row, x.column(x.year(arg(args, 0))));
    const unit = x.unit(arg(args, 2));
    if (unit === "" || (choice !== null && choice !== "count")) return value + unit;
    // A count has no unit; one that can't be had is an error all the same.
    return `${value}${unit}^IF(${row}=${STATISTICS.indexOf("count") + 1},0,1)`;
  },
  BUILD: build,
  CHECK: ({ refs }) => refs.check,
  VERSION: ({ refs }) => refs.version,
};

/** A number within bounds, or an error. */
function amount(given: Given, most: number, omitted: string | null): string {
  if (given.is === "omitted") return omitted ?? NA;
  if (given.is === "literal") {
    const value = typeof given.value === "string" ? numberIn(given.value) : given.value;
    return typeof value === "number" && value >= 0 && value <= most ? String(value) : NA;
  }
  const { text } = given;
  const within = `IF(AND(ISNUMBER(${text}),${text}>=0,${text}<=${most}),${text},${NA})`;
  // Of an empty cell the test is for the empty text, which a zero isn't.
  return omitted === null ? within : `IF(${text}="",${omitted},${within})`;
}

function numberIn(text: string): number | null {
  const literal = literalOf(text.normalize("NFKC").trim().replace(/\s+%$/, "%"));
  return typeof literal === "number" ? literal : null;
}

const MOST = 1e15;

function build(target: Target, args: readonly Given[]): string {
  const { model } = target;
  const scenario = model.report.scenarios.find(isBottomUp);
  if (scenario?.factors.length !== 4) return NA;
  const { price, scale, costScale } = planOf(model.report, scenario);
  // A live text that is an expression stands in comparisons.
  const at = (place: number, most: number, omitted: string | null): string => {
    const given = arg(args, place);
    const bare = given.is !== "live" || referenceOf(given.text) !== null;
    return amount(bare ? given : { is: "live", text: `(${given.text})` }, most, omitted);
  };
  const factors = [at(0, MOST, null), at(1, 1, null), at(2, 1, null), at(3, MOST, null)];
  const [selfBuilt, regional, compliance] = [at(4, 1, "0"), at(5, MOST, "1"), at(6, MOST, "0")];
  const product = [...factors, String(scale)].join("*");
  const sold = `${product}*(1-${selfBuilt})*${regional}`;
  const volume = [...factors.filter((_, index) => index !== price), String(costScale)].join("*");
  const size = compliance === "0" ? sold : `${sold}-${compliance}*${volume}`;
  const unit = expressions(target).unit(arg(args, 7));
  return unit === "" ? size : `(${size})${unit}`;
}

export const hasNativeForm = ({ name }: FormulaCall): boolean => Object.hasOwn(NATIVE, name);

/** A call's native expression, in brackets where it isn't all that the cell has. */
export function nativeCall(target: Target, name: string, args: readonly string[], alone: boolean): string {
  const native = NATIVE[name]!(
    target,
    args.map((text) => givenOf(nativeText(target, text))),
  );
  return alone || /^[A-Z]+\([^()]*\)$/.test(native) ? native : `(${native})`;
}

/** A formula's text, or a part of one, with every call of ours in it replaced by its native expression. */
export function nativeText(target: Target, text: string, alone = false): string {
  const formula = text.startsWith("=") ? text : `=${text}`;
  let native = "";
  let done = 1;
  for (const { name, args, start, end } of callsIn(formula)) {
    // A call inside another's arguments was replaced with it.
    if (start < done) continue;
    const texts = args.map((argument) => argument.text);
    const before = formula.slice(done, start).replace(/@\s*$/, "");
    native += before + nativeCall(target, name, texts, alone);
    done = end;
  }
  return native + formula.slice(done);
}
