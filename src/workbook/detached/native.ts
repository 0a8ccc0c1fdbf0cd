/**
 * Calls of ours as native expressions over the data sheet. Only functions that Excel 2016 and LibreOffice know, none of
 * them volatile: INDEX, MATCH, VLOOKUP, CHOOSE, SUBSTITUTE, CLEAN, IF, IFNA, IFERROR, AND, OR, ISNUMBER, INT, MOD, MIN,
 * SQRT, NA.
 *
 * An error is of the same kind as ours, but that a year or a unit in a cell that can't be read is #N/A. Of what cells may
 * hold, three things that our formulas take are #N/A here: names and years in full-width letters, years such as "2027.0", and
 * numbers as texts ("30%") in BUILD. Money in the prices of another year, and in scales that nobody lists, is #N/A where a cell comes
 * to hold it later, and so is a fiscal year, half or quarter of a kind that no formula asked for. A name of another report
 * than the one whose names the cell had is #VALUE!. What an expression comes to isn't known when it is detached: where it is
 * one of these, the outcome names the cell.
 */
import { LAST_ROW } from "../../excel/addresses/addresses";
import { literalOf, textsIn, type FormulaCall } from "../../excel/formulas/calls";
import { referenceOf } from "../../excel/formulas/references";
import { readCall } from "../../functions/call";
import { unit as unitDomain, year as yearDomain } from "../../functions/domains";
import { natives } from "../../functions/formulas/natives";
import { NA, NO_NUMBER, quote, VALUE, type Given, type NativeTarget } from "../../functions/native";
import { Refusal } from "../../functions/outcome";
import { takesZero, type Domain, type DomainKind, type Parameter } from "../../functions/parameter";
import type { Setting } from "../../functions/setting";
import { scaleOf } from "../../report/units/scales";
import { isMoney } from "../../report/units/spelling";
import type { Money, When } from "../../model";
import { callsIn } from "../calls/inFormulas";
import { keyOf, nameKeyOf, withoutSpaces, type DataRefs, type NamesRef, type TableRefs } from "./dataSheet";
import type { ArgumentText } from "./elements";
import { isListed } from "./names";
import { ownerOf, type Owner, type Shown } from "./owners";
import { codeOf, endOf, endOfCode, factorOver, periodIn } from "./periods";
import { formulaNamed, tableKey } from "./valueTables";

/** What native expressions are written with. */
export interface Targets extends Shown {
  /** By the ids of their reports. */
  readonly refs: ReadonlyMap<string, DataRefs>;
  /** What calls were written as that are alike but for their cells. */
  readonly patterns: Map<string, Pattern>;
}

/** A native expression: its text before, between and after cells, and between those which of them it is. */
export type Pattern = readonly (string | number)[];

/** The same for calls of one report. */
interface Target extends Owner {
  readonly refs: DataRefs;
  readonly current: Shown["current"];
}

const targetOf = ({ refs, current }: Targets, { setting, anchor, isPrefixed }: Owner): Target => ({
  setting,
  anchor,
  isPrefixed,
  refs: refs.get(setting.main.report.id)!,
  current,
});

const textsOf = (text: ArgumentText | undefined): readonly string[] =>
  typeof text === "string" ? [text] : (text ?? []);

/** Whether what is read once and then not followed can be read. */
export function isSettled({ current }: Shown, name: string, args: readonly ArgumentText[]): boolean {
  return labelsOf(name, args).every((text) => current(text) !== undefined);
}

/** Whether something stands in cells that isn't followed any more. */
export const isLabelled = (name: string, args: readonly ArgumentText[]): boolean =>
  labelsOf(name, args).some((text) => literalOf(text) === undefined);

function labelsOf(name: string, args: readonly ArgumentText[]): readonly string[] {
  const formula = formulaNamed(name);
  if (formula?.result !== "value" || formula.native?.is !== "expression") return [];
  const { parameters, native } = formula;
  return parameters.flatMap((parameter, index) => (native.labels.includes(parameter.name) ? textsOf(args[index]) : []));
}

function listOf(parameter: Parameter, texts: readonly string[], setting: Setting): Given | Refusal {
  const items: Given[] = [];
  for (const text of texts) {
    const literal = literalOf(text);
    const isNothing = literal === null || (typeof literal === "string" && literal.trim() === "");
    const item = isNothing
      ? ({ parameter: parameter.element!, is: "omitted" } as const)
      : givenOf(parameter.element!, text, setting);
    if (item instanceof Refusal) return item;
    items.push(item);
  }
  return { parameter, is: "list", items };
}

function givenOf(parameter: Parameter, text: string | undefined, setting: Setting): Given | Refusal {
  const literal = literalOf(text ?? "");
  if (literal === undefined) return { parameter, is: "live", text: text! };
  const isZero = literal === 0 && parameter.optional && !takesZero(parameter.domain);
  if (literal === null || isZero || (typeof literal === "string" && literal.trim() === "")) {
    const otherwise = parameter.read(literal, setting);
    return otherwise instanceof Refusal ? otherwise : { parameter, is: "omitted" };
  }
  const value = readIn(parameter, literal, setting);
  return value instanceof Refusal ? value : { parameter, is: "read", value };
}

/** Reads an argument of a call that is of the setting's main report, which may stand before a colon. */
export function readIn(parameter: Parameter, value: unknown, setting: Setting): unknown {
  const call = readCall({ parameters: [parameter] }, setting, [value]);
  if (call instanceof Refusal) return call;
  return call.setting.main === setting.main ? call.values[0] : new Refusal("invalidValue");
}

/** A text that MATCH looks for as it is. */
const exactly = (text: string): string => quote(text.replace(/[~*?]/g, "~$&"));
const match = (wanted: string, among: string): string => `MATCH(${wanted},${among},0)`;
/** What stands beside a name. */
const beside = (wanted: string, names: string): string => `VLOOKUP(${wanted},${names},2,0)`;
/** What isn't found is a name that nobody knows. */
const orUnknown = (found: string): string => `IFNA(${found},${NO_NUMBER})`;
const index = (block: string, row: string, column: string): string => `INDEX(${block},${row},${column})`;

/** Of an empty cell and of blanks alone; not of a zero. */
const isBlank = (text: string): string => `${withoutSpaces(text)}=""`;

/** The same of an argument that a 0 can't be meant for: there it is a blank cell, too. */
const isNone = ({ domain }: Parameter, text: string): string =>
  takesZero(domain) ? isBlank(text) : `OR(${isBlank(text)},${bare(text)}=0)`;

/** A live text that is an expression stands in brackets where it is compared. */
const bare = (text: string): string => (referenceOf(text) ? text : `(${text})`);

function expressions({ setting, refs, anchor }: Target): NativeTarget & {
  table(table: TableRefs, rows: readonly Given[], column: string): string;
} {
  /** What stands beside the name that a cell holds; beside a blank where the argument can be left out. */
  function named({ parameter, text }: Given & { readonly is: "live" }): string {
    const { prefix, withBlank, given, prefixed } = refs.names.get(parameter.domain)!;
    // Years beyond those of the sheet, and units that there is no rate for, can be read and have no value.
    const { kind } = parameter.domain;
    const isOpen = kind === "year" || kind === "unit";
    const found = (wanted: string, { keys, all, haveAll }: NamesRef): string =>
      isOpen
        ? beside(wanted, all)
        : haveAll
          ? orUnknown(beside(wanted, all))
          : index(all, orUnknown(match(wanted, keys)), "2");
    if (parameter.name === anchor) return found(keyOf(prefix, text, true), prefixed!);
    if (!parameter.optional) return found(keyOf(prefix, text, prefixed !== null), given);
    // A number 0 stands for a blank, too: the cell may have been one where it was worked out. A text "0" doesn't.
    const orBlank = takesZero(parameter.domain) ? text : `IF(${bare(text)}=0,"",${text})`;
    return found(keyOf(prefix, orBlank, prefixed !== null), withBlank);
  }

  /** Which of the entries that a parameter can stand for. */
  function position(given: Given): string {
    const { parameter } = given;
    const { domain } = parameter;
    if (given.is === "live") {
      const own = refs.byId.get(domain);
      return own ? orUnknown(match(keyOf(null, given.text), own)) : named(given);
    }
    if (given.is === "omitted" && refs.chosen.has(domain)) return refs.chosen.get(domain)!;
    const value = given.is === "read" ? given.value : parameter.read(null, setting);
    const entries = domain.entries!(setting.main);
    const at = entries.findIndex(({ id }) => domain.read(id, setting, "") === value);
    const ids = refs.ids.get(domain);
    return at < 0 ? NA : ids ? match(exactly(entries[at]!.id), ids) : String(at + 1);
  }

  /** Rows are in the order of the entries, those of the last parameter the fastest. */
  function table({ axes, values }: TableRefs, rows: readonly Given[], column: string): string {
    const [first, ...others] = rows.map(position);
    const row = others.reduce((before, at, index) => `(${before}-1)*${axes[index + 1]}+${at}`, first!);
    return index(values, row, column);
  }

  return {
    setting,
    hasNegative: refs.hasNegative,
    table,
    position,
    value(formula, rows, year) {
      const known = refs.tables.get(formula);
      return known ? table(known, rows, match(year, refs.years)) : NA;
    },
    year(given) {
      if (given.is === "live") {
        // Others take years as these do.
        const domain = refs.names.has(given.parameter.domain) ? given.parameter.domain : yearDomain;
        return named({ ...given, parameter: { ...given.parameter, domain } });
      }
      return given.is === "read" ? String(codeOf(given.value as When, setting)) : NA;
    },
    yearsBetween(from, to) {
      const end = (given: Given): string => {
        if (given.is === "read") return String(endOf(given.value as When, setting));
        const year = this.year(given);
        return refs.hasPeriods ? endOfCode(year) : year;
      };
      return `${end(to)}-${end(from)}`;
    },
    number(given, highest = Infinity) {
      const { parameter } = given;
      const { least } = parameter.domain.bounds!;
      const most = Math.min(highest, parameter.domain.bounds!.most);
      const omitted = parameter.optional ? String(parameter.read(null, setting)) : null;
      if (given.is === "read") return (given.value as number) > most ? VALUE : String(given.value);
      if (given.is !== "live") return omitted ?? NA;
      const text = bare(given.text);
      const within = `IF(AND(ISNUMBER(${text}),${text}>=${least},${text}<=${most}),${text},${VALUE})`;
      return omitted === null ? within : `IF(${isNone(parameter, text)},${omitted},${within})`;
    },
    inUnit(value, unit, year) {
      const factor = factorOf(unit, year);
      return factor === null ? value : `${value}*${factor}`;
    },
    inReportUnit(value, unit) {
      const own = setting.main.report.unit;
      return isMoney(unit) && unit !== own ? `${value}*${scaleOf(unit) / scaleOf(own)}` : value;
    },
    unlessBlank: (given, value, otherwise) =>
      given.is === "live" ? `IF(${isNone(given.parameter, given.text)},${otherwise},${value})` : value,
  };

  /** Null where values stay in the report's unit. */
  function factorOf(unit: Given, year: string): string | null {
    if (unit.is === "omitted") return null;
    if (unit.is === "list") return NA;
    const at = (place: string): string => index(refs.units, place, refs.unitsAlways ? "1" : match(year, refs.years));
    if (unit.is === "live") return at(named(unit));
    const { domain } = unit.parameter;
    const { currency, times } = unit.value as Money;
    const entries = setting.main.units.map(({ id }) => domain.read(id, setting, "") as Money);
    const same = entries.indexOf(unit.value as Money);
    const alike = same < 0 ? entries.findIndex((money) => money.currency === currency) : same;
    if (alike < 0) return NA;
    const { prefix, given } = refs.names.get(domain)!;
    const known = exactly(nameKeyOf(prefix, setting.main.units[alike]!.id));
    const factor = at(beside(known, given.all));
    return same < 0 ? `${factor}*${entries[alike]!.times / times}` : factor;
  }
}

/** Of one value: a table's cells are calls of others. With the arguments as they are, and as cells show them now. */
export function hasNativeForm({ name, args }: FormulaCall, { setting, current }: Shown) {
  const formula = formulaNamed(name);
  if (formula?.result !== "value" || !formula.native) return false;
  const isTable = formula.native.is === "table";
  const texts = formula.parameters.map((_, at) => args[at]?.text ?? "");
  if (!isKnownOver(name, texts, { setting, current })) return false;
  return formula.parameters.every(({ domain, list }, at) => {
    const { text = "", literal } = args[at] ?? {};
    // A table has no row for every list that there could be.
    if (isTable && list && text.trim() !== "" && literal !== "") return false;
    if (!domain.hasNative) return true;
    return (
      textsIn(`=${text}`).every((one) => canBe(domain, setting, one, false)) &&
      (literal !== undefined || canBe(domain, setting, current(text), true))
    );
  });
}

/**
 * Whether a value over a span that isn't a year, if one is asked for, is known from those of years: not a place among others
 * that may change, nor money at rates that differ between them.
 */
export function isKnownOver(name: string, texts: readonly string[], { setting, current }: Shown): boolean {
  const { parameters = [], native = null } = formulaNamed(name) ?? {};
  const valueOf = (kind: DomainKind): unknown => {
    const text = texts[parameters.findIndex(({ domain }) => domain.kind === kind)] ?? "";
    const literal = literalOf(text);
    return literal === undefined ? current(text) : literal;
  };
  const when = periodIn(valueOf("year"), setting);
  if (when === null) return true;
  if (native?.is === "table" && !native.overPeriods) return false;
  const unit = valueOf("unit");
  if (typeof unit !== "string" || unit.trim() === "") return true;
  const money = unitDomain.read(unit, setting, "");
  return money instanceof Refusal || factorOver(money, when) !== null;
}

/** Whether a native formula can have a text; `isFollowed`: as a cell's, which it looks up. */
export function canBe(domain: Domain<unknown>, setting: Setting, value: unknown, isFollowed: boolean): boolean {
  if (!domain.hasNative || typeof value !== "string" || value.trim() === "") return true;
  const read = domain.read(value, setting, "");
  return read instanceof Refusal || (domain.hasNative(read) && (!isFollowed || isListed(domain, setting, value)));
}

const errorOf = ({ error }: Refusal): string => (error === "invalidValue" ? VALUE : NA);

function native(target: Target, name: string, texts: readonly ArgumentText[]): string {
  const formula = formulaNamed(name);
  if (formula?.result !== "value" || !formula.native) throw new Error(`${name} has no native form.`);
  const { id, parameters, native } = formula;
  if (native.is === "constant") return target.refs.constants.get(id)!;
  const given: Given[] = [];
  const labels = native.is === "expression" ? native.labels : [];
  const settled = (text: string): string => {
    if (literalOf(text) !== undefined) return text;
    const now = target.current(text) ?? "";
    return typeof now === "string" ? quote(now) : String(now);
  };
  for (const [index, parameter] of parameters.entries()) {
    const read = textsOf(texts[index]).map((text) => (labels.includes(parameter.name) ? settled(text) : text));
    const one = parameter.list ? listOf(parameter, read, target.setting) : givenOf(parameter, read[0], target.setting);
    if (one instanceof Refusal) return errorOf(one);
    given.push(one);
  }
  const x = expressions(target);
  if (native.is === "expression") return natives[id]!(x, ...given);
  const { rows, columns, unitless, by } = native;
  const named = (parameter: string): Given => given.find((one) => one.parameter.name === parameter)!;
  const column = columns === "year" ? match(x.year(named("year")), target.refs.years) : x.position(named(columns));
  if (by) {
    /** With the row's text read as the choice says. */
    const valueBy = (choice: string): string => {
      const parameter = by.rows[choice]!;
      const [text] = textsOf(texts[parameters.findIndex(({ name }) => name === parameter.name)]);
      const row = givenOf(parameter, text, target.setting);
      return row instanceof Refusal
        ? errorOf(row)
        : x.table(target.refs.tables.get(tableKey(id, choice))!, [row], column);
    };
    const choice = named(by.parameter);
    if (choice.is === "live") return `CHOOSE(${[x.position(choice), ...Object.keys(by.rows).map(valueBy)].join()})`;
    const { domain, read } = choice.parameter;
    const value = choice.is === "read" ? choice.value : read(null, target.setting);
    return valueBy(domain.entries!(target.setting.main).find(({ id }) => read(id, target.setting) === value)!.id);
  }
  const table = target.refs.tables.get(id)!;
  const wanted = rows.map(named);
  const value = x.table(table, wanted, column);
  const unit = given.find(({ parameter }) => parameter.domain.kind === "unit");
  if (!unit) return value;
  const inUnit = x.inUnit(value, unit, x.year(named("year")));
  if (inUnit === value || unitless === null) return inUnit;
  const last = wanted.at(-1)!;
  const meant =
    last.is === "omitted" ? last.parameter.read(null, target.setting) : last.is === "read" ? last.value : null;
  if (meant !== null && meant !== unitless) return inUnit;
  // What has no unit needs no rate; a unit that nobody knows is an error all the same.
  const plain = unit.is === "live" ? `${value}*${x.position(unit)}^0` : value;
  if (meant !== null) return plain;
  const at = last.parameter.domain.entries!(target.setting.main).findIndex(({ id }) => id === unitless) + 1;
  return `IF(${x.position(last)}=${at},${plain},${inUnit})`;
}

/** Stand for cells, the last of a sheet first: no formula has those. */
const STAND_IN = "$XFD$";
const standIn = (index: number): string => `${STAND_IN}${LAST_ROW - index}`;

/** What `native` gives, which for each of thousands of cells that differ in their references alone is put together once. */
function nativeLike(
  target: Target,
  patterns: Targets["patterns"],
  name: string,
  texts: readonly ArgumentText[],
): string {
  const cells: string[] = [];
  const alike: string[] = [];
  for (const text of texts) {
    if (typeof text !== "string" || text.includes(STAND_IN)) return native(target, name, texts);
    const isCell = literalOf(text) === undefined && referenceOf(text) !== null;
    alike.push(isCell ? standIn(cells.push(text) - 1) : text);
  }
  if (cells.length === 0 || isLabelled(name, texts)) return native(target, name, texts);
  const key = [target.setting.main.report.id, target.anchor, name, ...alike].join("\0");
  let pattern = patterns.get(key);
  if (!pattern) {
    const parts = native(target, name, alike).split(/\$XFD\$(\d+)/);
    patterns.set(key, (pattern = parts.map((part, at) => (at % 2 === 0 ? part : LAST_ROW - Number(part)))));
  }
  return pattern.map((part) => (typeof part === "string" ? part : cells[part]!)).join("");
}

/** A call's native expression, in brackets where it isn't all that the cell has. `owner`: where that isn't to be asked of its texts. */
export function nativeCall(
  targets: Targets,
  name: string,
  args: readonly ArgumentText[],
  alone: boolean,
  owner = ownerOf(targets, name, args)!,
): string {
  const text = nativeLike(
    targetOf(targets, owner),
    targets.patterns,
    name,
    args.map((argument) =>
      typeof argument === "string"
        ? nativeText(targets, argument)
        : argument.map((element) => nativeText(targets, element)),
    ),
  );
  return alone || /^[A-Z]+\([^()]*\)$/.test(text) ? text : `(${text})`;
}

/** A formula's text, or a part of one, with every call of ours in it replaced by its native expression. */
export function nativeText(targets: Targets, text: string, alone = false): string {
  const formula = text.startsWith("=") ? text : `=${text}`;
  let native = "";
  let done = 1;
  for (const { name, args, start, end } of callsIn(formula)) {
    // A call inside another's arguments was replaced with it.
    if (start < done) continue;
    const texts = args.map((argument) => argument.text);
    const before = formula.slice(done, start).replace(/@\s*$/, "");
    native += before + nativeCall(targets, name, texts, alone);
    done = end;
  }
  return native + formula.slice(done);
}
