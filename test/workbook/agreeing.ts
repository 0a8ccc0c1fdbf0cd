/** Calls of any formula over a report, and whether cell, explanation and native form agree about them. */
import fc from "fast-check";
import { expect } from "vitest";
import { parseAddress } from "../../src/excel/addresses/addresses";
import { referenceOf } from "../../src/excel/formulas/references";
import type { Formula } from "../../src/functions/formula";
import { formulas } from "../../src/functions/formulas";
import type { DomainKind, Parameter } from "../../src/functions/parameter";
import { use } from "../../src/functions/registration";
import { Refusal } from "../../src/functions/outcome";
import { settingOf, type Setting } from "../../src/functions/setting";
import { createModel, normalise, type Assumptions, type Model } from "../../src/model";
import type { Name, Report } from "../../src/report";
import { yearsIn } from "../../src/report/periods";
import { explainCall } from "../../src/workbook/calls/explain";
import { callsIn } from "../../src/workbook/calls/inFormulas";
import type { LookUp } from "../../src/workbook/calls/lookUp";
import { hasNativeForm } from "../../src/workbook/detached/native";
import { ownerOf } from "../../src/workbook/detached/owners";
import { planDetach, type Source } from "../../src/workbook/detached/plan";
import { call, cells } from "../functions/calls";
import { CellError } from "../functions/custom-functions";
import { asText, calculate, contentsOf } from "./engine";

/** An error in a cell that an argument refers to. */
export const ERROR = { error: "#DIV/0!" } as const;

export type Argument = string | number | boolean | null | typeof ERROR;

/** Units that can be had and that nobody lists. */
const unlisted = ["USD k", "million USD", "CNY bn real 2030", "亿元 real 2025"];
/** Or times that are no years, which are found where formulas ask for their kind as they are detached. */
const isUnlisted = (argument: Argument): boolean =>
  unlisted.some((unit) => normalise(unit) === normalise(String(argument))) ||
  (typeof argument === "string" && /^\s*[cf]y|\d\s*[qh年].*[\d季]/i.test(argument));

/** Numbers as people type them: at the edge of what a double holds the engine reads none. */
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }).map((whole) => whole / 1e6),
  fc.integer({ min: 0, max: 1e6 }).map((whole) => whole / 1e6),
  fc.constantFrom<Argument>(0, 1, 4.35, 600, 0.75, 1.01, -0.1, 101, "30%", "0.5"),
);

type Named = { readonly id: string; readonly name?: Name; readonly aliases?: readonly string[] };

/** What people write besides ids and names, of a report or of any. */
export type Said = Readonly<Partial<Record<Exclude<DomainKind, "choice" | "year" | "number">, readonly Argument[]>>>;

/** What a cell may hold where a parameter of a kind is asked for. */
function contentsFor(model: Model, said: Said) {
  const { report } = model;
  const { scenarios, splits, drivers, series, figures, id, title } = report;
  const segments = splits.flatMap(({ segments }) => segments);
  const given = figures.flatMap(({ year }) => yearsIn(year));
  const last = Math.max(...given);
  const inYears = fc.integer({ min: Math.min(...model.scenarios.map(({ from }) => from)), max: last });
  const called = (all: readonly Named[]) =>
    all.flatMap(({ id, name, aliases = [] }): readonly Argument[] => [
      id,
      ...aliases,
      ...(name ? [name.en, name.zh, ` ${name.en.toUpperCase()} `] : []),
    ]);
  const anyOf = (kind: keyof Said, ...known: readonly Argument[]) =>
    fc.constantFrom<Argument>(...known, ...(said[kind] ?? []), "no", "?o");
  const year = fc.oneof(
    { weight: 6, arbitrary: inYears },
    fc.integer({ min: 2000, max: 2040 }),
    inYears.map((year) => `${year}E`),
    inYears.map((year) => `FY${String(year % 100).padStart(2, "0")}`),
    inYears.map((year) => ` fy ${year}年 `),
    // Of few years, since columns are made of all between.
    fc.constantFrom(...["Q3", " 年第四季度", " H1"].flatMap((part) => [`${last - 1}${part}`, `FY${last}${part}`])),
    inYears.chain((year) => fc.constantFrom(`CY${year}`, `FY${year - 1}/${String(year % 100).padStart(2, "0")}`)),
    fc.constantFrom<Argument>(null, "", "２０２７年", "2027?", "20*", 46023, 2027.5, 0, "soon"),
  );
  const items = called([...segments, ...drivers, ...series]);
  const figureIds = figures.map(({ id }) => id);
  const byKind: Readonly<Record<Exclude<DomainKind, "choice">, fc.Arbitrary<Argument>>> = {
    year,
    scenario: fc.oneof(anyOf("scenario", ...called(scenarios)), fc.constantFrom<Argument>(null, null, "", 42, 0.5, 0)),
    segment: anyOf("segment", ...called(segments)),
    unit: anyOf(
      "unit",
      null,
      null,
      "",
      report.unit,
      report.currency,
      `${report.currency} bn`,
      "USD bn",
      "EUR m",
      ...unlisted,
    ),
    number: amount,
    split: anyOf("split", ...called(splits)),
    driver: anyOf("driver", ...called(drivers)),
    series: anyOf("series", ...called(series)),
    figure: anyOf("figure", ...figureIds),
    item: anyOf("item", "size", " Size ", "市场规模", ...items, ...figureIds),
    nameable: anyOf("nameable", id, title.en, title.zh, ...called([...scenarios, ...splits]), ...items, ...figureIds),
    section: anyOf("section", "abstract", "1.1", 1.1, "9.9"),
  };
  return byKind;
}

/** Spaces that come along when texts are pasted: no-break, ideographic, line breaks, tabs. */
const SPACES = ["\u00a0", "\u3000", "\n", "\r\n", "\t"] as const;
const space = fc.constantFrom(...SPACES);

/** Numbers as texts are read by other rules: those with a digit only where they mean a name. */
const pasted = (argument: fc.Arbitrary<Argument>, isName: boolean): fc.Arbitrary<Argument> =>
  fc.tuple(argument, space, fc.constantFrom("before", "after", "within", "around")).map(([value, sign, where]) => {
    if (typeof value !== "string" || (!isName && /\d/.test(value))) return value;
    if (where === "within") return value.replace(" ", sign);
    return (where === "after" ? "" : sign) + value + (where === "before" ? "" : sign);
  });

function argumentFor(
  { domain, optional }: Parameter,
  model: Model,
  byKind: ReturnType<typeof contentsFor>,
): fc.Arbitrary<Argument> {
  const usual =
    domain.kind === "choice"
      ? fc.oneof(
          fc.constantFrom(...domain.entries!(model).map(({ id }) => id)),
          fc.constantFrom<Argument>(" HHI", "High", "Median", "mode"),
        )
      : byKind[domain.kind];
  const blanks = fc.constantFrom<Argument>(null, "", "  ", ...SPACES, " \u00a0\n");
  const wrong = fc.constantFrom<Argument>(true, ERROR, "", "  ", null, "no such thing");
  return fc.oneof(
    { weight: 13, arbitrary: usual },
    { weight: 3, arbitrary: pasted(usual, domain.kind !== "number") },
    { weight: optional ? 5 : 1, arbitrary: blanks },
    { weight: 1, arbitrary: wrong },
  );
}

/** How an argument stands in the formula. */
type Form = "literal" | "reference" | "expression";

export interface Generated {
  readonly formula: Formula;
  readonly args: readonly Argument[];
  readonly forms: readonly Form[];
}

const form = fc.constantFrom<Form>("literal", "literal", "reference", "reference", "expression");

/** An error stands in a cell. Numbers as texts are read from literals alone, and an expression of texts makes no number. */
export function formOf(argument: Argument, { domain }: Parameter, form: Form): Form {
  if (argument === ERROR) return "reference";
  // What has no native form is seen in a formula and in the cell that it refers to, not in an expression.
  if (isUnlisted(argument) && form === "expression") return "literal";
  if (domain.kind !== "number") return form;
  return typeof argument === "string" && argument.trim() !== ""
    ? "literal"
    : form === "expression"
      ? "reference"
      : form;
}

export function callsFor(report: Report, said: Said = {}): fc.Arbitrary<Generated> {
  const model = createModel(report);
  const byKind = contentsFor(model, said);
  return fc.constantFrom(...formulas).chain((formula) => {
    const { parameters } = formula;
    // Enough trials for an answer are too many for this test.
    const fits = ["SIMULATE", "FAN"].includes(formula.id) ? parameters.slice(0, 2) : parameters;
    return fc
      .tuple(fc.tuple(...fits.map((one) => argumentFor(one, model, byKind))), fc.tuple(...fits.map(() => form)))
      .map(([args, forms]): Generated => {
        const made = { formula, args, forms: forms.map((form, index) => formOf(args[index]!, fits[index]!, form)) };
        return Object.assign(made, { [fc.toStringMethod]: () => `${formula.id} ${JSON.stringify([args, forms])}` });
      });
  });
}

const INPUTS = "Inputs";
const DATA = "Market data";
const letters = "ABCDEFGHIJ";
function textOf(value: Argument): string {
  if (value === null || typeof value === "object") return "";
  if (typeof value === "boolean") return String(value).toUpperCase();
  return typeof value === "number" ? String(value) : `"${value.replaceAll('"', '""')}"`;
}

function formulaOf({ formula: { id }, args, forms }: Generated, row: number): string {
  const texts = args.map((value, index) => {
    const cell = `${INPUTS}!$${letters[index]}${row + 1}`;
    return forms[index] === "literal" ? textOf(value) : forms[index] === "reference" ? cell : `${cell}&""`;
  });
  return `=MARKET.${id}(${texts.join(",")})`;
}

/** As Excel hands it over. */
function handedOver(value: Argument, form: Form): unknown {
  if (typeof value === "object" && value !== null) return new CellError(value.error);
  return form === "expression" ? (typeof value === "boolean" ? "TRUE" : String(value ?? "")) : value;
}

/**
 * Whether a call has but one thing wrong: an argument that can't be read, or else that there is no value. Which error
 * is met first where several things are wrong is the program's own. A year or a unit in a cell that can't be read is #N/A
 * natively, as one is that there is no value for.
 */
function isOneFault({ formula, args, forms }: Generated, setting: Setting): boolean {
  const { parameters, id } = formula;
  if (args.includes(ERROR) || parameters.some(({ list }) => list)) return false;
  const given = args.map((argument, index) => handedOver(argument, forms[index]!));
  const refused = given.flatMap((value, index) =>
    parameters[index]!.read(value, setting) instanceof Refusal ? [index] : [],
  );
  // From nothing to less than nothing there are two reasons; so there are where a part of no money is asked for in money.
  if (refused.length === 0) return !["GROWTH", "CAGR", "SEGMENT"].includes(id);
  const [first] = refused;
  const { domain } = parameters[first!]!;
  const isOpen = ["year", "unit"].includes(domain.kind) && forms[first!] !== "literal";
  const entry = domain.entries?.(setting.main)[0]?.id;
  if (refused.length > 1 || isOpen || entry === undefined) return false;
  const [rest] = cells(call(id, ...given.map((value, index) => (index === first ? entry : value))));
  return !(rest instanceof CellError);
}

const CODES = { invalidValue: "#VALUE!", notAvailable: "#N/A", invalidNumber: "#NUM!" } as const;

const OF_ONE_CELL = /INDEX\([^(),]*!(\$[A-Z]+\$\d+):\1,/;

type Which = "all" | "first" | "last";

/** The same call where another report is the main one: this one's id stands before its names, before all or some. */
export function ofOther(
  report: string,
  { formula, args, forms }: Generated,
  which: Which = "all",
  colon = ":",
): Generated {
  const named = formula.parameters.flatMap(({ domain }, index) =>
    domain.ofReport && typeof args[index] === "string" && args[index].trim() !== "" ? [index] : [],
  );
  const wanted = { all: named, first: named.slice(0, 1), last: named.slice(-1) }[which];
  const made = {
    formula,
    args: args.map((one, index) => (wanted.includes(index) ? report + colon + String(one) : one)),
    forms,
  };
  return Object.assign(made, { [fc.toStringMethod]: () => `${formula.id} ${JSON.stringify([made.args, forms])}` });
}

export const amongOthers = (report: string, calls: fc.Arbitrary<Generated>): fc.Arbitrary<Generated> =>
  fc
    .tuple(calls, fc.constantFrom<Which>("all", "all", "first", "last"), fc.constantFrom(":", "：", " : "))
    .map(([call, which, colon]) => ofOther(report, call, which, colon));

/** Cell, explanation and native form of every call. `met`: by formula, what the cells showed. */
export const compare = (
  report: Report,
  assumptions: Assumptions,
  all: readonly Generated[],
  met = new Map<string, Set<string>>(),
): void => compareIn(settingOf(createModel(report, assumptions)), all, met);

export function compareIn(setting: Setting, all: readonly Generated[], met = new Map<string, Set<string>>()): void {
  use(setting);
  const shownIn: LookUp = ({ address }) => {
    const { row, column } = parseAddress(address)!;
    const value = all[row]!.args[column] ?? "";
    return typeof value === "object" ? value.error : value;
  };
  const sources = all.map((one, row): Source => {
    return { sheet: "Sheet1", row, column: 0, formula: formulaOf(one, row), values: [[0]] };
  });
  const nameOf = ({ id }: Report): string => (id === setting.main.report.id ? DATA : `${DATA} ${id}`);
  const { sheets, natives } = planDetach({ setting, nameOf, lookUp: shownIn }, sources);
  const engine = calculate({
    Sheet1: natives.map(({ contents }) => [contents[0]![0]!]),
    [INPUTS]: all.map(({ args }) => args.map((value) => (typeof value === "object" && value ? "=1/0" : asText(value)))),
    ...Object.fromEntries(sheets.map(({ name, cells }) => [name, contentsOf(cells)])),
  });
  all.forEach((one, row) => {
    const { formula, args, forms } = one;
    const { id } = formula;
    const [shown] = cells(call(id, ...args.map((value, index) => handedOver(value, forms[index]!))));
    const about = `${sources[row]!.formula} ${JSON.stringify(args)} → ${String(natives[row]!.contents[0]![0])}`;
    const kinds = met.get(id) ?? new Set();
    met.set(id, kinds.add(shown instanceof CellError ? shown.code : "value"));

    const [asked] = callsIn(sources[row]!.formula);
    const explained = explainCall(setting, asked!, shownIn);
    const isKnown = !forms.includes("expression");
    if (isKnown && shown instanceof CellError && formula.result === "value") {
      expect(explained.value, about).toBeNull();
      if (!args.includes(ERROR)) expect(explained.refusal && CODES[explained.refusal.error], about).toBe(shown.code);
    } else if (isKnown && formula.result === "value") {
      expect(explained.value, about).toBe(shown);
      // A derivation, or a reason why there is none.
      expect(explained.derivations.length > 0, about).toBe(explained.unexplained === null);
    } else if (isKnown) {
      // A table's cells may be errors of their own.
      expect(explained.value, about).toBeNull();
      if (explained.refusal) expect(shown, about).toBeInstanceOf(CellError);
    } else {
      expect(explained.unexplained?.en, about).toContain("an argument is an expression");
    }

    if (formula.result !== "value" || !formula.native) return;
    const current = (text: string) => {
      const reference = referenceOf(text);
      return reference ? shownIn(reference) : undefined;
    };
    const texts = asked!.args.map(({ text }) => text);
    const owner = ownerOf({ setting, current }, id, texts);
    if (!owner || !hasNativeForm(asked!, { setting: owner.setting, current })) {
      expect(natives[row]!.note, about).not.toBeNull();
      kinds.add("no native form");
      return;
    }
    // Growth of a part of a part whose name and year stand in cells is more than a formula can hold: the value stays. So is
    // what is built with all in cells, where the name of the data sheet is as long as another report's.
    const isLong = ["GROWTH", "CAGR", ...(owner.setting === setting ? [] : ["BUILD"])].includes(id);
    if (natives[row]!.note?.id === "detached-too-long" && isLong) return;
    // Names of drivers are read once, and those that can't be read leave the cell as it is.
    const isOverAny = formula.id === "CONSENSUS" && (forms[3] !== "literal" || String(args[3] ?? "").trim() !== "");
    const names = formula.id === "BUILD" ? forms[1] : isOverAny && args.length > 3 ? "expression" : "literal";
    const notes = { literal: undefined, reference: "detached-names", expression: "detached-no-native-form" };
    expect(natives[row]!.note?.id, about).toBe(names && notes[names]);
    if (names === "expression") return;
    const native = engine.value("Sheet1", row, 0);
    if (shown instanceof CellError) {
      expect(engine.isError("Sheet1", row, 0), `${about} = ${String(native)}`).toBe(true);
      // A growth that is undefined reads the same; in no time in a year that the sheet hasn't, it has no value.
      const isNoTime = id === "CAGR" && shown.code === "#NUM!" && native === "#N/A";
      if (isNoTime) expect(forms.slice(0, 2), about).not.toEqual(["literal", "literal"]);
      // The tests' calculator gives the error in a range of one cell whatever is asked of it; Excel looks at the row first.
      else if (shown.code === "#VALUE!" && native === "#N/A" && OF_ONE_CELL.test(about)) return;
      // Read in another report than the main one, what is wrong is another thing.
      else if (shown.code === "#NUM!" || (owner.setting === setting && isOneFault(one, setting)))
        expect(native, about).toBe(shown.code);
    } else if (typeof shown === "number") {
      expect(typeof native, `${about} = ${String(native)}`).toBe("number");
      expect(Math.abs((native as number) - shown), about).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(shown)));
    } else expect(native, about).toBe(shown);
  });
}
