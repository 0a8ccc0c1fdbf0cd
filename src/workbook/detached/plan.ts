/** Plans a detached workbook: the data sheet, and for every cell with formulas of ours what it holds instead. */
import { cellAddress } from "../../excel/addresses/addresses";
import { isError, writtenText, type CellValue, type Grid } from "../../excel/cells/contents";
import { literalOf, type FormulaArgument, type FormulaCall } from "../../excel/formulas/calls";
import { referenceOf, type Reference } from "../../excel/formulas/references";
import { quoteSheet } from "../../excel/names/names";
import type { NativeCell } from "../../functions/native";
import { Refusal } from "../../functions/outcome";
import type { Setting } from "../../functions/setting";
import { callsIn, onlyCall } from "../calls/inFormulas";
import { messageText, type Message } from "../messages/messages";
import { planDataSheet, type DataSheet, type ValueNote } from "./dataSheet";
import { elementsOf, isScalar, type Elements } from "./elements";
import { hasNativeForm, nativeCall, nativeText, type Target } from "./native";
import { formulaNamed } from "./valueTables";

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

export interface Detaching {
  /** What the workbook's formulas calculate with. */
  readonly setting: Setting;
  /** Of the data sheet. */
  readonly name: string;
  /** What a cell shows that an argument refers to; undefined where nobody knows. */
  readonly lookUp: (reference: Reference, home: string) => CellValue | undefined;
}

/** Excel's own limit, less the equals sign. */
const LONGEST_FORMULA = 8192;

export function planDetach(detaching: Detaching, sources: readonly Source[]): DetachPlan {
  const { setting, name } = detaching;
  const calls = sources.flatMap(({ formula }) => callsIn(formula));
  // Where things are doesn't depend on the notes, which come last on the sheet.
  const target: Target = { setting, refs: planDataSheet(setting, name, calls).refs };
  const natives = sources.map((source) => nativeOf(detaching, target, source));
  const notes = natives.flatMap(({ sheet, row, column, formula, note }): ValueNote[] => {
    if (!note) return [];
    const cell = `${quoteSheet(sheet)}!${cellAddress(row, column)}`;
    return [{ cell, formula, reason: messageText(note, setting.language.cells) }];
  });
  return { ...planDataSheet(setting, name, calls, notes), natives };
}

function nativeOf(detaching: Detaching, target: Target, source: Source): Native {
  const found = nativeContents(detaching, target, source);
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

function nativeContents(detaching: Detaching, target: Target, source: Source): Found {
  const { formula, values } = source;
  const calls = callsIn(formula);
  const call = onlyCall(formula);
  if (call) {
    const isTable = formulaNamed(call.name)?.result === "table";
    if (isTable)
      return isIntersected(formula) ? valueOf(source, call.name) : tableContents(detaching, target, source, call);
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

/** What an argument is now: literals, and what the cells show that it refers to; undefined where nobody knows. */
function currentValue({ lookUp }: Detaching, { sheet }: Source, argument: FormulaArgument | undefined): unknown {
  if (!argument) return null;
  const { text, literal } = argument;
  if (literal !== undefined) return literal;
  const elements = elementsOf(text);
  if (!elements) return undefined;
  const rows = Array.from({ length: elements.rows }, (_, row) =>
    Array.from({ length: elements.columns }, (_unused, column) => {
      const element = elements.at(row, column)!;
      const constant = literalOf(element);
      if (constant !== undefined) return constant;
      const reference = referenceOf(element);
      return reference ? lookUp(reference, sheet) : undefined;
    }),
  );
  if (rows.flat().includes(undefined)) return undefined;
  return rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0] : rows;
}

/** As many rows and columns as there are now. */
function tableContents(detaching: Detaching, target: Target, source: Source, call: FormulaCall): Found {
  const { setting } = detaching;
  const formula = formulaNamed(call.name)!;
  const { native } = formula;
  if (formula.result !== "table" || native?.is !== "cells") return valueOf(source, call.name);
  const texts = formula.parameters.map((_, index) => call.args[index]?.text ?? "");
  let follows = false;
  const values: unknown[] = [];
  for (const [index, parameter] of formula.parameters.entries()) {
    const argument = call.args[index];
    if (!native.labels.includes(parameter.name)) {
      if (!isScalar(texts[index]!)) return valueOf(source, call.name);
      values.push(undefined);
      continue;
    }
    const current = currentValue(detaching, source, argument);
    const value = current === undefined ? undefined : parameter.read(current, setting);
    if (value === undefined || value instanceof Refusal) return valueOf(source, call.name);
    follows ||= (argument?.literal ?? null) === null;
    values.push(value);
  }
  const cells = (native.cells as unknown as Cells)(setting, texts, ...values);
  const shown = source.values;
  const isAsShown =
    shown.length === cells.length &&
    cells.every(
      (line, row) =>
        line.length === shown[row]!.length &&
        line.every((cell, column) => typeof cell === "object" || cell === shown[row]![column]),
    );
  if (!isAsShown) return valueOf(source, call.name);
  const contents = cells.map((line) =>
    line.map((cell) => {
      if (typeof cell !== "object") return content(cell);
      const [name, ...args] = cell;
      return `=${nativeCall(target, name, args, true)}`;
    }),
  );
  return { contents, note: follows ? { id: "detached-labels" } : null };
}

type Cells = (setting: Setting, texts: readonly string[], ...values: unknown[]) => readonly (readonly NativeCell[])[];
