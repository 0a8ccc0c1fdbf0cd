/** Plans a detached workbook: the data sheet, and for every cell with formulas of ours what it holds instead. */
import { cellAddress } from "../../excel/addresses/addresses";
import { isError, isFormula, keptText, type CellValue, type Grid } from "../../excel/cells/contents";
import { literalOf, type FormulaArgument, type FormulaCall } from "../../excel/formulas/calls";
import { hasSubtotal } from "../../excel/formulas/named";
import { referenceOf, type Reference } from "../../excel/formulas/references";
import { quoteSheet } from "../../excel/names/names";
import type { NativeCell } from "../../functions/native";
import { Refusal } from "../../functions/outcome";
import type { Setting } from "../../functions/setting";
import type { SheetPlan } from "../../excel/plans/sheets";
import type { Report } from "../../report/types";
import { callsIn, onlyCall } from "../calls/inFormulas";
import { messageText, type Message } from "../messages/messages";
import { planDataSheet, type Asked, type ValueNote } from "./dataSheet";
import { allOf, elementsOf, isScalar, type ArgumentText, type Elements } from "./elements";
import { ownerOf, type Owner, type Shown } from "./owners";
import { periodIn } from "./periods";
import {
  canBe,
  hasNativeForm,
  isKnownOver,
  isLabelled,
  isSettled,
  nativeCall,
  nativeText,
  readIn,
  type Pattern,
  type Targets,
} from "./native";
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

export interface DetachPlan {
  /** The data sheets: the main report's, then those of others that the formulas are of. */
  readonly sheets: readonly SheetPlan[];
  readonly natives: readonly Native[];
}

export interface Detaching {
  /** What the workbook's formulas calculate with. */
  readonly setting: Setting;
  /** Of a report's data sheet. */
  readonly nameOf: (report: Report) => string;
  /** What a cell shows that an argument refers to; undefined where nobody knows. */
  readonly lookUp: (reference: Reference, home: string) => CellValue | undefined;
}

/** Excel's own limit, less the equals sign. */
const LONGEST_FORMULA = 8192;

const OTHER_REPORT: Message = { id: "detached-other-report" };

export function planDetach({ setting, nameOf, lookUp }: Detaching, sources: readonly Source[]): DetachPlan {
  const currentOn = showing(lookUp);
  const owned = sources.map(({ formula, sheet }) => callsOf({ setting, current: currentOn(sheet) }, formula));
  const asked = askedOf(setting, owned);
  const planned = asked.map((one) => planDataSheet(one, setting, nameOf(one.setting.main.report)));
  const refs = new Map(asked.map((one, at) => [one.setting.main.report.id, planned[at]!.refs]));
  const patterns = new Map<string, Pattern>();
  const natives = sources.map((source, index) =>
    nativeOf({ setting, refs, patterns, current: currentOn(source.sheet) }, source, owned[index]!),
  );
  const notes = natives.flatMap(({ sheet, row, column, formula, note }): ValueNote[] => {
    if (!note) return [];
    const cell = `${quoteSheet(sheet)}!${cellAddress(row, column)}`;
    return [{ cell, formula, reason: messageText(note, setting.language.cells) }];
  });
  // What became values is told on the main report's.
  return { sheets: planned.map(({ plan }, at) => plan(at === 0 ? notes : [])), natives };
}

/** A call with the reports that it is of: of ranges each element may be of another; null where one is of none alone. */
interface OwnedCall extends FormulaCall {
  readonly owners: readonly Owner[] | null;
  /** What its times are, as cells show them. */
  readonly times: readonly unknown[];
}

function callsOf(shown: Shown, formula: string): readonly OwnedCall[] {
  return callsIn(formula).map((call): OwnedCall => {
    const { parameters = [] } = formulaNamed(call.name) ?? {};
    const found = new Map<string, Owner>();
    const given = argumentsOf(call) ?? call.args.map(() => null);
    let isOwned = true;
    const add = (texts: readonly ArgumentText[]): void => {
      const owner = ownerOf(shown, call.name, texts);
      if (!owner) return void (isOwned = false);
      const { id } = owner.setting.main.report;
      const isPrefixed = owner.isPrefixed || found.get(id)?.isPrefixed === true;
      found.set(id, { ...owner, isPrefixed });
    };
    const naming = given.filter((one, index) => one && parameters[index]?.domain.ofReport);
    const rows = Math.max(1, ...naming.map((one) => one!.rows));
    const columns = Math.max(1, ...naming.map((one) => one!.columns));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        add(given.map((one, index) => (one ? (one.at(row, column) ?? "") : call.args[index]!.text)));
      }
    }
    const times = call.args.flatMap(({ text }, index) => {
      const elements = parameters[index]?.domain.kind === "year" ? elementsOf(text) : null;
      return elements ? allOf(elements).map(shown.current) : [];
    });
    return { ...call, owners: isOwned ? [...found.values()] : null, times };
  });
}

/** What each report's data sheet is to have. */
function askedOf(setting: Setting, owned: readonly (readonly OwnedCall[])[]): readonly Asked[] {
  const all = owned.flat().flatMap((call) => (call.owners ?? []).map((owner) => ({ call, owner })));
  const settings = new Set([setting, ...all.map(({ owner }) => owner.setting)].map(({ main }) => main));
  return [...settings].map((main): Asked => {
    const here = all.filter(({ owner }) => owner.setting.main === main);
    const own = here[0]?.owner.setting ?? setting;
    return {
      setting: own,
      calls: here.map(({ call }) => call),
      periods: here.flatMap(({ call }) => call.times.flatMap((time) => periodIn(time, own) ?? [])),
      isPrefixed: own.prefix !== "" || here.some(({ owner }) => owner.isPrefixed),
    };
  });
}

function nativeOf(targets: Targets, source: Source, calls: readonly OwnedCall[]): Native {
  const found = nativeContents(targets, source, calls);
  const tooLong = found.contents.some((row) => row.some((cell) => String(cell).length > LONGEST_FORMULA));
  const { contents, note } = tooLong ? asValues(source, { id: "detached-too-long" }) : found;
  const isCounted = !contents.flat().some(isFormula) && hasSubtotal(source.formula);
  return { ...source, contents, note: isCounted ? { id: "detached-subtotal" } : note };
}

interface Found {
  readonly contents: Grid;
  readonly note: Message | null;
}

/** With a note of its own where it isn't what was asked for. */
type Contents = Omit<Found, "note"> & Partial<Found>;

const asValues = ({ values }: Source, note: Message): Found => ({
  contents: values.map((row) => row.map(content)),
  note,
});

/** A value as it is to be written, so that Excel takes it as that. Errors that only live formulas have are #N/A. */
function content(value: CellValue): CellValue {
  if (typeof value !== "string") return value;
  if (/^#(?:N\/A|VALUE!|NUM!|REF!|DIV\/0!|NAME\?|NULL!)$/.test(value)) return value;
  return isError(value) ? "=NA()" : keptText(value);
}

function nativeContents(targets: Targets, source: Source, calls: readonly OwnedCall[]): Found {
  const { formula, values } = source;
  const { current } = targets;
  if (calls.some(({ owners }) => owners === null)) return asValues(source, OTHER_REPORT);
  const [call = null] = onlyCall(formula) ? calls : [];
  if (call) {
    const isTable = formulaNamed(call.name)?.result === "table";
    if (isTable) return isIntersected(formula) ? valueOf(source, call.name) : tableContents(targets, source, call);
  }
  const without = calls.find((call) => !call.owners!.every(({ setting }) => hasNativeForm(call, { setting, current })));
  if (without) return valueOf(source, without.name);
  const given = call && argumentsOf(call);
  if (call && !given) return asValues(source, { id: "detached-array" });
  if (call && given && !call.owners!.every(({ setting }) => canBeNative({ setting, current }, call.name, given)))
    return valueOf(source, call.name);
  const settling = calls.map(({ name, args }, index): readonly [string, readonly ArgumentText[]] => {
    const texts = index === 0 && given ? given.map((one) => one?.at(0, 0) ?? "") : args.map(({ text }) => text);
    return [name, texts];
  });
  const unsettled = settling.find(([name, args]) => !isSettled(targets, name, args));
  if (unsettled) return valueOf(source, unsettled[0]);
  const note: Message | null = settling.some((one) => isLabelled(...one)) ? { id: "detached-names" } : null;
  const spills = values.length > 1 || (values[0]?.length ?? 0) > 1;
  if (spills)
    return call && given
      ? { note, ...broadcast(targets, source, call.name, given) }
      : asValues(source, { id: "detached-array" });
  if (call && given && isIntersected(formula)) return { note, ...first(targets, source, call.name, given) };
  const isOne = given?.every(isOneCell);
  const isSure = isOne ?? calls.every(({ args }) => args.every(({ text }) => isScalar(text)));
  if (!isSure) return asValues(source, { id: "detached-array" });
  const text =
    call && given
      ? nativeCall(
          targets,
          call.name,
          given.map((one, index) => one?.at(0, 0) ?? call.args[index]!.text),
          true,
        )
      : nativeText(targets, formula);
  return { contents: [[`=${text}`]], note };
}

/** What belongs to each cell of an argument: its text, of a list the texts of its values. */
interface Argument extends Omit<Elements, "at"> {
  at(row: number, column: number): ArgumentText | null;
}

/** One that can't be taken apart is null, and all are where that is a list. */
function argumentsOf({ name, args }: FormulaCall): readonly (Argument | null)[] | null {
  const { parameters = [] } = formulaNamed(name) ?? {};
  const elements = args.map(({ text }) => elementsOf(text));
  const isUnknown = parameters.some(({ list }, index) => list && elements[index] === null);
  if (isUnknown) return null;
  return elements.map((one, index) => {
    const { list, beside } = parameters[index] ?? {};
    if (!list || !one) return one;
    return listsOf(one, elements[parameters.findIndex(({ name }) => name === beside)] ?? null);
  });
}

/** Whether every text of its ranges has a native form. */
function canBeNative(shown: Shown, name: string, given: readonly (Argument | null)[]): boolean {
  const { setting, current } = shown;
  const [rows, columns] = [given.map((one) => one?.rows ?? 1), given.map((one) => one?.columns ?? 1)];
  for (let row = 0; row < Math.max(1, ...rows); row++) {
    for (let column = 0; column < Math.max(1, ...columns); column++) {
      const texts = given.map((argument) => argument?.at(row, column) ?? "");
      const alone = texts.map((text) => (typeof text === "string" ? text : ""));
      if (!isKnownOver(name, alone, shown)) return false;
    }
  }
  return formulaNamed(name)!.parameters.every(({ domain }, index) => {
    const argument = given[index];
    if (!domain.hasNative || !argument || isOneCell(argument)) return true;
    const places = Array.from({ length: argument.rows * argument.columns }, (_, place) => place);
    return places.every((place) => {
      const text = argument.at(Math.floor(place / argument.columns), place % argument.columns);
      return typeof text !== "string" || canBe(domain, setting, current(text), literalOf(text) === undefined);
    });
  });
}

/** As `functions/run.ts` puts cells into lists: all in one, or beside names in a column a list a column, else a list a row. */
function listsOf({ rows, columns, at }: Elements, names: Elements | null): Argument {
  const column = (column: number) => Array.from({ length: rows }, (_, row) => at(row, column)!);
  const row = (row: number) => Array.from({ length: columns }, (_, column) => at(row, column)!);
  if (names === null) {
    const all = Array.from({ length: rows }, (_, at) => row(at)).flat();
    return { rows: 1, columns: 1, at: () => all };
  }
  const isAcross = names.rows === 1 && names.columns > 1;
  return {
    rows: isAcross ? rows : 1,
    columns: isAcross ? 1 : columns,
    at: isAcross
      ? (at) => (rows === 1 ? row(0) : at < rows ? row(at) : null)
      : (_, at) => (columns === 1 ? column(0) : at < columns ? column(at) : null),
  };
}

/** Of a call that spills nothing an argument that can't be taken apart is one value. */
const isOneCell = (argument: Argument | null): boolean =>
  argument === null || (argument.rows === 1 && argument.columns === 1);

/** `=@MARKET.…`, which shows the first of what the call gives. */
const isIntersected = (formula: string): boolean => /^=\s*@/.test(formula);

const valueOf = (source: Source, name: string): Found =>
  asValues(source, { id: "detached-no-native-form", values: { name: `MARKET.${name}` } });

function argumentsAt(given: readonly (Argument | null)[], row: number, column: number): readonly ArgumentText[] | null {
  const texts = given.map((argument) => argument?.at(row, column) ?? null);
  return texts.every((text) => text !== null) ? (texts as readonly ArgumentText[]) : null;
}

/** Each cell of a spill has a formula of its own, over its own elements of the ranges. */
function broadcast(targets: Targets, source: Source, name: string, given: readonly (Argument | null)[]): Contents {
  const rows = Math.max(...given.map((each) => each?.rows ?? Infinity));
  const columns = Math.max(...given.map((each) => each?.columns ?? Infinity));
  const isWhole = rows === source.values.length && columns === source.values[0]!.length;
  if (!isWhole) return asValues(source, { id: "detached-array" });
  const contents = source.values.map((line, row) =>
    line.map((_, column) => {
      const texts = argumentsAt(given, row, column);
      return texts ? `=${nativeCall(targets, name, texts, true)}` : "=NA()";
    }),
  );
  return { contents };
}

function first(targets: Targets, source: Source, name: string, given: readonly (Argument | null)[]): Contents {
  const texts = argumentsAt(given, 0, 0);
  if (!texts) return asValues(source, { id: "detached-array" });
  return { contents: [[`=${nativeCall(targets, name, texts, true)}`]] };
}

/* Tables: labels are values, numbers are native */

/** What texts show on a sheet, kept: the same cells are asked for again and again. */
function showing(lookUp: Detaching["lookUp"]): (sheet: string) => Shown["current"] {
  const sheets = new Map<string, Shown["current"]>();
  const on = (sheet: string): Shown["current"] => {
    const known = new Map<string, CellValue | null | undefined>();
    return (text) => {
      if (!known.has(text)) {
        const constant = literalOf(text);
        const reference = constant === undefined ? referenceOf(text) : null;
        known.set(text, reference ? lookUp(reference, sheet) : constant);
      }
      return known.get(text);
    };
  };
  return (sheet) => {
    if (!sheets.has(sheet)) sheets.set(sheet, on(sheet));
    return sheets.get(sheet)!;
  };
}

/** What an argument is now: literals, and what the cells show that it refers to; undefined where nobody knows. */
function currentValue({ current }: Shown, argument: FormulaArgument | undefined): unknown {
  if (!argument) return null;
  const { text, literal } = argument;
  if (literal !== undefined) return literal;
  const elements = elementsOf(text);
  if (!elements) return undefined;
  const rows = Array.from({ length: elements.rows }, (_, row) =>
    Array.from({ length: elements.columns }, (_unused, column) => current(elements.at(row, column)!)),
  );
  if (rows.flat().includes(undefined)) return undefined;
  return rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0] : rows;
}

/** As many rows and columns as there are now. */
function tableContents(targets: Targets, source: Source, call: OwnedCall): Found {
  const [owner] = call.owners!;
  const { setting } = owner!;
  const formula = formulaNamed(call.name)!;
  const { native } = formula;
  if (formula.result !== "table" || native?.is !== "cells") return valueOf(source, call.name);
  const texts = formula.parameters.map((_, index) => call.args[index]?.text ?? "");
  const { current } = targets;
  if (!isKnownOver(call.name, texts, { setting, current })) return valueOf(source, call.name);
  let follows = false;
  const values: unknown[] = [];
  for (const [index, parameter] of formula.parameters.entries()) {
    const argument = call.args[index];
    if (!native.labels.includes(parameter.name)) {
      const isLive = argument?.literal === undefined;
      const now = argument && current(argument.text);
      if (!isScalar(texts[index]!) || !canBe(parameter.domain, setting, now, isLive)) return valueOf(source, call.name);
      values.push(undefined);
      continue;
    }
    const now = currentValue(targets, argument);
    const value = now === undefined ? undefined : readIn(parameter, now, setting);
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
      return `=${nativeCall(targets, name, args, true, owner)}`;
    }),
  );
  return { contents, note: follows ? { id: "detached-labels" } : null };
}

type Cells = (setting: Setting, texts: readonly string[], ...values: unknown[]) => readonly (readonly NativeCell[])[];
