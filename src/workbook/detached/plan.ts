/** Plans a detached workbook: the data sheet, and for every cell with formulas of ours what it holds instead. */
import { isFault, type Model } from "../../model";
import { cellAddress, parseAddress } from "../../excel/addresses/addresses";
import { writtenText } from "../../excel/cells/contents";
import { isError } from "../../excel/cells/contents";
import { callsIn, onlyCall } from "../calls/inFormulas";
import { quoteSheet } from "../../excel/names/names";
import { referenceOf, type Reference } from "../../excel/formulas/references";
import { messageText, type Message } from "../messages/messages";
import type { CellValue, Grid } from "../../excel/cells/contents";
import type { FormulaArgument, FormulaCall } from "../../excel/formulas/calls";
import type { Language } from "../types";
import { planDataSheet, type DataSheet, type ValueNote } from "./dataSheet";
import { elementsOf, isScalar, type Elements } from "./elements";
import { hasNativeForm, nativeCall, nativeText, type Target } from "./native";

/** A cell with formulas of ours, with what it shows. */
export interface Source {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly formula: string;
  /** One value, or as many as the formula spills. */
  readonly values: Grid;
}

/** What stands in a formula's cells after detaching. */
export interface Native extends Source {
  /** To be written, for every cell that the formula filled. */
  readonly contents: Grid;
  /** Why some or all of it are values. */
  readonly note: Message | null;
}

export interface DetachPlan extends Pick<DataSheet, "plan" | "refs"> {
  readonly natives: readonly Native[];
}

export interface DetachSetting {
  readonly model: Model;
  readonly language: Language;
  /** Of the data sheet. */
  readonly name: string;
  /** What a cell shows that an argument refers to; undefined where nobody knows. */
  readonly lookUp: (reference: Reference, home: string) => CellValue | undefined;
}

/** Excel's own limit, less the equals sign. */
const LONGEST_FORMULA = 8192;

export function planDetach(setting: DetachSetting, sources: readonly Source[]): DetachPlan {
  const { model, language, name } = setting;
  // Where things are doesn't depend on the notes, which come last on the sheet.
  const target: Target = { model, refs: planDataSheet(model, language, name).refs };
  const natives = sources.map((source) => nativeOf(setting, target, source));
  const notes = natives.flatMap(({ sheet, row, column, formula, note }): ValueNote[] => {
    if (!note) return [];
    const cell = `${quoteSheet(sheet)}!${cellAddress(row, column)}`;
    return [{ cell, formula, reason: messageText(note, language) }];
  });
  return { ...planDataSheet(model, language, name, notes), natives };
}

function nativeOf(setting: DetachSetting, target: Target, source: Source): Native {
  const found = nativeContents(setting, target, source);
  const tooLong = found.contents.some((row) => row.some((cell) => String(cell).length > LONGEST_FORMULA));
  const { contents, note } = tooLong ? asValues(source, { id: "detached-too-long" }) : found;
  return { ...source, contents, note };
}

interface Found {
  readonly contents: Grid;
  readonly note: Message | null;
}

const asValues = ({ values }: Source, note: Message): Found => ({
  contents: values.map((row) => row.map(content)),
  note,
});

/** A value as it is to be written, so that Excel takes it as that. Errors that only live formulas have are #N/A. */
function content(value: CellValue): CellValue {
  if (typeof value !== "string") return value;
  if (/^#(?:N\/A|VALUE!|NUM!|REF!|DIV\/0!|NAME\?|NULL!)$/.test(value)) return value;
  return isError(value) ? "=NA()" : writtenText(value);
}

function nativeContents(setting: DetachSetting, target: Target, source: Source): Found {
  const { formula, values } = source;
  const calls = callsIn(formula);
  const call = onlyCall(formula);
  if (call) {
    const table = TABLES[call.name];
    if (table) return isIntersected(formula) ? valueOf(source, call.name) : table(setting, target, source, call);
  }
  const without = calls.find((call) => !hasNativeForm(call));
  if (without) return valueOf(source, without.name);
  const spills = values.length > 1 || (values[0]?.length ?? 0) > 1;
  if (spills) return call ? broadcast(target, source, call) : asValues(source, { id: "detached-array" });
  if (call && isIntersected(formula)) return first(target, source, call);
  const isOne = call?.args.every(({ text }) => isOneCell(elementsOf(text)));
  const isSure = isOne ?? calls.every(({ args }) => args.every(({ text }) => isScalar(text)));
  if (!isSure) return asValues(source, { id: "detached-array" });
  return { contents: [[`=${nativeText(target, formula, call !== null)}`]], note: null };
}

/** Of a call that spills nothing an argument that can't be taken apart is one value. */
const isOneCell = (elements: Elements | null): boolean =>
  elements === null || (elements.rows === 1 && elements.columns === 1);

/** `=@MARKET.…`, which shows the first of what the call gives. */
const isIntersected = (formula: string): boolean => /^=\s*@/.test(formula);

const valueOf = (source: Source, name: string): Found =>
  asValues(source, { id: "detached-no-native-form", values: { name: `MARKET.${name}` } });

function argumentsAt(elements: readonly (Elements | null)[], row: number, column: number): readonly string[] | null {
  const texts = elements.map((argument) => argument?.at(row, column) ?? null);
  return texts.every((text) => text !== null) ? (texts as readonly string[]) : null;
}

/** Each cell of a spill has a formula of its own, over its own elements of the ranges. */
function broadcast(target: Target, source: Source, { name, args }: FormulaCall): Found {
  const elements = args.map(({ text }) => elementsOf(text));
  const rows = Math.max(...elements.map((each) => each?.rows ?? Infinity));
  const columns = Math.max(...elements.map((each) => each?.columns ?? Infinity));
  const isWhole = rows === source.values.length && columns === source.values[0]!.length;
  if (!isWhole) return asValues(source, { id: "detached-array" });
  const contents = source.values.map((line, row) =>
    line.map((_, column) => {
      const texts = argumentsAt(elements, row, column);
      return texts ? `=${nativeCall(target, name, texts, true)}` : "=NA()";
    }),
  );
  return { contents, note: null };
}

function first(target: Target, source: Source, { name, args }: FormulaCall): Found {
  const texts = argumentsAt(
    args.map(({ text }) => elementsOf(text)),
    0,
    0,
  );
  if (!texts) return asValues(source, { id: "detached-array" });
  return { contents: [[`=${nativeCall(target, name, texts, true)}`]], note: null };
}

/* Tables: labels are values, numbers are native */

type TableForm = (setting: DetachSetting, target: Target, source: Source, call: FormulaCall) => Found;

const textOf = (id: string): string => `"${id.replaceAll('"', '""')}"`;

/** What an argument is now: a literal, or what the cell shows that it refers to. */
function currentValue({ lookUp }: DetachSetting, { sheet }: Source, argument: FormulaArgument | undefined) {
  if (!argument || argument.literal !== undefined) return argument?.literal ?? null;
  const reference = referenceOf(argument.text);
  return reference ? lookUp(reference, sheet) : undefined;
}

const TABLES: Readonly<Record<string, TableForm>> = {
  /** Segment, Size, Share: as many segments as the split has now. */
  SPLIT(setting, target, source, call) {
    const { model } = setting;
    const name = currentValue(setting, source, call.args[0]);
    const split = typeof name === "string" ? model.split(name) : null;
    const { values } = source;
    if (!split || isFault(split) || values.length !== split.segments.length + 1) return valueOf(source, call.name);
    const [, year = "", scenario = "", unit = ""] = call.args.map(({ text }) => text);
    if (![year, scenario, unit].every(isScalar)) return valueOf(source, call.name);
    const contents = values.map((line, row) => {
      const segment = split.segments[row - 1];
      if (!segment) return line.map(content);
      const id = textOf(segment.id);
      const size = nativeCall(target, "SEGMENT", [id, year, scenario, unit], true);
      const share = nativeCall(target, "SHARE", [id, year, scenario], true);
      return [content(line[0]!), `=${size}`, `=${share}`];
    });
    const isFixed = call.args[0]?.literal !== undefined;
    return { contents, note: isFixed ? null : { id: "detached-labels" } };
  },
  /** Scenario, then a size for each year: the scenarios and years that there are now. */
  TABLE(setting, target, source, call) {
    const { model, language } = setting;
    const unit = call.args[3]?.text ?? "";
    const [header = [], ...rows] = source.values;
    const scenarios = scenariosIn(setting, source, call.args[0]);
    if (!scenarios || scenarios.length !== rows.length || !isScalar(unit)) return valueOf(source, call.name);
    const isAsNamed = rows.every(([label], index) => label === model.scenarios[scenarios[index]!]!.name[language]);
    if (!isAsNamed) return valueOf(source, call.name);
    const contents = rows.map((line, row) =>
      line.map((value, column) => {
        if (column === 0 || typeof value !== "number") return content(value);
        const { id } = model.scenarios[scenarios[row]!]!;
        return `=${nativeCall(target, "SIZE", [String(header[column]), textOf(id), unit], true)}`;
      }),
    );
    return { contents: [header.map(content), ...contents], note: { id: "detached-labels" } };
  },
};

/** Positions of the scenarios that a table shows; null where one can't be told. */
function scenariosIn(
  { model, lookUp }: DetachSetting,
  { sheet }: Source,
  argument: FormulaArgument | undefined,
): readonly number[] | null {
  if (!argument || argument.literal === null) return model.scenarios.map((_, index) => index);
  const texts = textsOf(argument);
  const found = texts
    ?.filter((text) => String(text).trim() !== "")
    .map((text) => {
      const scenario = model.scenario(String(text));
      return isFault(scenario) ? -1 : model.scenarios.findIndex(({ id }) => id === scenario.id);
    });
  return found && found.length > 0 && found.every((index) => index >= 0) ? found : null;

  function textsOf({ text, literal }: FormulaArgument): readonly CellValue[] | null {
    if (literal !== undefined && literal !== null) return [literal];
    const elements = elementsOf(text);
    if (!elements) return null;
    const all: CellValue[] = [];
    for (let row = 0; row < elements.rows; row++) {
      for (let column = 0; column < elements.columns; column++) {
        const element = elements.at(row, column)!;
        const constant = /^"((?:[^"]|"")*)"$/.exec(element)?.[1]?.replaceAll('""', '"');
        const reference = referenceOf(element);
        const value = constant ?? (reference && parseAddress(reference.address) ? lookUp(reference, sheet) : undefined);
        if (value === undefined) return null;
        all.push(value);
      }
    }
    return all;
  }
}
