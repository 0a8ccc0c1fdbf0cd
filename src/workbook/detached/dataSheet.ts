/**
 * The sheet that native formulas look in, as a plan: the tables of the formulas' own values, then every name that stands for
 * a row or a column of one. Years run along the top, in the same columns for every table; what there is no value for is #N/A,
 * so that nobody takes a gap for a zero.
 */
import { answerOf, outcomeOf } from "../../functions/answer";
import {
  anyYear,
  builtScenario,
  period as anyTime,
  unit as unitDomain,
  year as yearDomain,
} from "../../functions/domains";
import type { CellValue } from "../../functions/outcome";
import type { Domain } from "../../functions/parameter";
import type { Setting } from "../../functions/setting";
import { isFault, normalise, type Period, type ScenarioView, type When } from "../../model";
import { isBuilt, unitName } from "../../report";
import type { Driver } from "../../report/types";
import {
  canvas,
  formula as formulaCell,
  FORMATS,
  notAvailable,
  number,
  referrer,
  text,
  type Cell,
} from "../../excel/plans/cells";
import type { FormulaCall } from "../../excel/formulas/calls";
import type { SheetPlan } from "../../excel/plans/sheets";
import { TEXT } from "../sheets/texts";
import { afterId, knownNames, knownPeriods, knownYears, type KnownName } from "./names";
import { overPeriods, type OverPeriods } from "./overPeriods";
import { alike, codeOf, factorOver } from "./periods";
import { DETACHED } from "./texts";
import { flexing, type Flexing } from "./flexing";
import { formulaNamed, tableKey, tablesFor, yearsOf, type Axis, type Place, type ValueTable } from "./valueTables";

type AnyDomain = Domain<unknown>;

/** A table of values, as references for formulas. */
export interface TableRefs {
  readonly values: string;
  /** How many places each row parameter has. */
  readonly axes: readonly number[];
}

export interface NameRefs {
  /** What the names begin with in the list, so that a blank has a key, too, and one kind is told from another. */
  readonly prefix: string;
  /** With the first row, which stands for a blank argument. */
  readonly withBlank: NamesRef;
  /** Without it, for an argument that has to be given. */
  readonly given: NamesRef;
  /** Those that have the report's id before a colon; null where none is listed so. */
  readonly prefixed: NamesRef | null;
}

export interface NamesRef {
  readonly keys: string;
  /** The names with what stands beside each. */
  readonly all: string;
  /** Whether there is a value for each: then one that isn't found is one that nobody knows. */
  readonly haveAll: boolean;
}

/** Where a native formula finds what. */
export interface DataRefs {
  readonly years: string;
  /** By `tableKey`. */
  readonly tables: ReadonlyMap<string, TableRefs>;
  readonly constants: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<AnyDomain, NameRefs>;
  /** Where the ids of a domain's entries stand in their order. */
  readonly ids: ReadonlyMap<AnyDomain, string>;
  /** The same, of those that have no other names. */
  readonly byId: ReadonlyMap<AnyDomain, string>;
  /** The position of what stands for no scenario. */
  readonly chosen: ReadonlyMap<AnyDomain, string>;
  /** Factors of units, a row a unit and a column a year. */
  readonly units: string;
  /** Whether one column is all that they have: no rate differs between times. */
  readonly unitsAlways: boolean;
  /** Whether any column is of a time that isn't a year. */
  readonly hasPeriods: boolean;
  /** Whether a value is below zero, which growth has no meaning for. */
  readonly hasNegative: boolean;
}

export interface DataSheet {
  readonly refs: DataRefs;
  /** `notes` come last: where all else is doesn't depend on them. To be asked for once. */
  readonly plan: (notes: readonly ValueNote[]) => SheetPlan;
}

/** A cell that became a value, and why. */
export interface ValueNote {
  readonly cell: string;
  readonly formula: string;
  readonly reason: string;
}

/** Columns before the values: id, ids within it, name, unit. */
const FIRST_VALUE = 4;
const HEADER = 9;

/** In no look of its own: the many gaps in tables would be written one by one. */
const missing: Cell = notAvailable();
/** In no format of its own: a cell that looks it up would take the format over. */
const plain = (value: number): Cell => number(value, FORMATS.general, "label");

function valueCell(value: CellValue | null): Cell {
  if (value === null) return missing;
  if (typeof value === "boolean") return formulaCell(value ? "TRUE()" : "FALSE()", FORMATS.general);
  if (typeof value === "number") return plain(value);
  // Looked up, an empty cell is a zero.
  return value === "" ? formulaCell('""', FORMATS.general) : text(value);
}

interface Flexed extends Flexing {
  readonly over: OverPeriods;
}

const blockHeight = ({ rows }: Flexing): number => rows.length + 3;

/** A value's native form where it follows from drivers, or from the years that it is put together of. */
function nativeAt(flex: Flexed, id: string, places: readonly Place[], year: When): string | null {
  if (typeof year !== "number") return flex.over(id, places, year);
  const [scenario, driver] = places.map(({ value }) => value) as [ScenarioView, Driver];
  if (id === "SIZE") return flex.size(scenario, year);
  return id === "DRIVER" ? flex.driver(scenario, driver, year) : null;
}

/** A name as it stands in the list. */
export const nameKeyOf = (prefix: string, name: string): string => prefix + normalise(name);

export interface Asked {
  /** With the report as its main one that the calls are of. */
  readonly setting: Setting;
  /** Those that are to become native. */
  readonly calls: readonly FormulaCall[];
  /** The times in them that aren't years. */
  readonly periods: readonly Period[];
  /** Whether cells have the report's id before its names. */
  readonly isPrefixed: boolean;
}

/** `workbook`: the setting in which names are read as they stand in cells. */
export function planDataSheet(
  { setting, calls, periods: asked, isPrefixed }: Asked,
  workbook: Setting,
  name: string,
): DataSheet {
  const { main } = setting;
  const { report, chosen } = main;
  const language = setting.language.cells;
  const sheet = canvas();
  const at = referrer(sheet, name);
  const tables = tablesFor(calls, setting, asked.length > 0);
  const years = yearsOf(tables, setting);
  const periods = alike(asked, years, setting);
  const times: readonly When[] = [...years, ...periods];
  const say = (key: keyof typeof DETACHED): string => DETACHED[key][language];
  const inWords = (unit: string): string => unitName(report, unit, language);
  let next = HEADER + 1;
  const flex = flexed();
  // Drivers that are changed may leave less than nothing.
  let hasNegative = flex !== null;

  const header = (row: number, column: number, titles: readonly string[]): void =>
    titles.forEach((title, index) => sheet.put(row, column + index, text(title, "header")));

  sheet.put(0, 0, text(`${say("sheet")}: ${report.title[language]}`, "title"));
  sheet.put(1, 0, text(say("explanation"), "note"));
  sheet.row(5, 0, [text(TEXT.unit[language]), text(inWords(report.unit))]);
  sheet.row(6, 0, [
    text(TEXT.chosen[language]),
    text(setting.prefix + chosen.id, "input"),
    text(say("chosenNote"), "note"),
  ]);
  header(
    HEADER,
    0,
    [TEXT.key, TEXT.key, TEXT.name, TEXT.unit].map((title) => title[language]),
  );
  times.forEach((time, column) => {
    sheet.put(HEADER, FIRST_VALUE + column, { ...plain(codeOf(time, setting)), style: "header" });
    if (typeof time !== "number") sheet.put(HEADER - 1, FIRST_VALUE + column, text(time.name, "header"));
  });

  const constants = new Map<string, string>();
  ["VERSION", "CHECK"].forEach((id, index) => {
    const one = formulaNamed(id)!;
    if (one.result !== "value") return;
    const answer = answerOf(one, outcomeOf(one)(workbook), []);
    sheet.row(3 + index, 0, [
      text(say(id === "CHECK" ? "checks" : "version")),
      valueCell(typeof answer === "object" ? null : answer),
    ]);
    constants.set(id, at.cell(3 + index, 1, "both"));
  });

  if (flex) driverNumbers(flex);
  const tableRefs = new Map<string, TableRefs>();
  const idRefs = new Map<AnyDomain, string>();
  const byId = new Map<AnyDomain, string>();
  for (const table of tables) tableRefs.set(tableKey(table.formula.id, table.choice), layOut(table));

  const units = layOutUnits();
  sheet.put(next++, 0, text(say("names"), "heading"));
  sheet.put(next++, 0, text(say("namesNote"), "note"));
  const chosenRefs = new Map<AnyDomain, string>();
  const nameRefs = new Map<AnyDomain, NameRefs>();
  // The places of the chosen scenario are looked up among the names, and stand for a blank there.
  for (const { domain } of axes().map(({ parameter }) => parameter)) {
    if ((domain.kind === "scenario" || domain.kind === "nameable") && !chosenRefs.has(domain))
      chosenRefs.set(domain, at.cell(6 + chosenRefs.size, 3, "both"));
  }
  for (const axis of axes()) {
    const { domain } = axis.parameter;
    if (byId.has(domain) || nameRefs.has(domain)) continue;
    const others = domain === builtScenario ? main.scenarios : [];
    nameSection(domain, knownNames(domain, setting, others), blankOf(axis));
  }
  nameSection(unitDomain, knownNames(unitDomain, setting), plain(1));
  yearNames();
  let row = 6;
  for (const [domain] of chosenRefs) {
    const { prefix, given, prefixed } = nameRefs.get(domain)!;
    const note = domain.kind === "nameable" ? "nameableNote" : "builtNote";
    const found = `VLOOKUP(${keyOf(prefix, at.cell(6, 1, "both"), prefixed !== null)},${given.all},2,0)`;
    if (row > 6) sheet.put(row, 2, text(say(note), "note"));
    // Of those built from drivers the report's first, where the chosen one isn't.
    sheet.put(row, 3, formulaCell(domain === builtScenario ? `IFERROR(${found},1)` : found, FORMATS.general));
    row++;
  }

  return {
    plan(notes) {
      valueNotes(notes);
      return {
        name,
        cells: sheet.finish(),
        widths: [26, 20, 34, 16, ...times.map(() => 12)],
        freeze: { rows: HEADER + 1, columns: FIRST_VALUE },
        print: { titleRows: HEADER + 1, breaks: [] },
        tables: [],
        charts: [],
      };
    },
    refs: {
      years: at.range(HEADER, FIRST_VALUE, 1, Math.max(1, times.length)),
      tables: tableRefs,
      constants,
      names: nameRefs,
      ids: idRefs,
      byId,
      chosen: chosenRefs,
      ...units,
      hasPeriods: periods.length > 0,
      hasNegative,
    },
  };

  /** What values are multiplied by, of each year where that isn't always the same. */
  function layOutUnits(): Pick<DataRefs, "units" | "unitsAlways"> {
    const factors = main.units.map(({ id }) => {
      const money = main.money(id);
      return times.map((time) => (isFault(money) ? null : factorOver(money, time)));
    });
    const unitsAlways = factors.every((row) => row.every((factor) => factor === row[0]));
    sheet.put(next++, 0, text(say(unitsAlways ? "factorsAlways" : "factors"), "heading"));
    const first = next;
    main.units.forEach(({ id, name }, index) => {
      sheet.row(next, 0, [text(id), null, text(name[language])]);
      const shown = unitsAlways ? factors[index]!.slice(0, 1) : factors[index]!;
      sheet.row(next++, FIRST_VALUE, shown.map(valueCell));
    });
    next++;
    const width = unitsAlways ? 1 : times.length;
    return { units: at.range(first, FIRST_VALUE, main.units.length, width), unitsAlways };
  }

  /** Rows of values under a heading. */
  function layOut(table: ValueTable): TableRefs {
    const { formula, form, choice, axes, columns, rows } = table;
    const title = formula.summary[language];
    sheet.put(next++, 0, text(choice === null ? title : `${title}${TEXT.colon[language]}${choice}`, "heading"));
    if (columns)
      header(
        next++,
        FIRST_VALUE,
        columns.places.map(({ id }) => id),
      );
    const first = next;
    const inMoney = formula.parameters.some(({ domain }) => domain.kind === "unit");
    rows.forEach((places, index) => {
      const last = places.at(-1)!;
      const inside = places.slice(1).map(({ id }) => id);
      const unit = inMoney ? (last.id === form.unitless ? "" : report.unit) : (last.unit ?? "");
      const label = (last.label ?? last.name)?.[language] ?? "";
      sheet.row(
        first + index,
        0,
        [places[0]!.id, inside.join(" "), label, inWords(unit)].map((part) => text(part)),
      );
      const keys = columns ? columns.places.map((_, column) => column) : times;
      keys.forEach((key, column) => {
        const value = typeof key === "number" || form.overPeriods ? table.valueAt(index, key) : null;
        hasNegative ||= typeof value === "number" && value < 0;
        const native = value === null || !flex ? null : nativeAt(flex, formula.id, places, key);
        sheet.put(
          first + index,
          FIRST_VALUE + column,
          native === null ? valueCell(value) : formulaCell(native, FORMATS.general),
        );
      });
    });
    next = first + rows.length + 1;
    const height = Math.max(1, rows.length);
    const width = Math.max(1, columns ? columns.places.length : times.length);
    const { domain } = axes.at(-1)!.parameter;
    // With more than two the ids of one stand in no column of their own.
    if (axes.length <= 2 && !idRefs.has(domain)) {
      const ids = at.range(first, axes.length - 1, Math.max(1, axes.at(-1)!.places.length), 1);
      idRefs.set(domain, ids);
      if (domain.kind === "figure" && !isPrefixed) byId.set(domain, ids);
    }
    if (columns) idRefs.set(columns.parameter.domain, at.range(first - 1, FIRST_VALUE, 1, width));
    return {
      values: at.range(first, FIRST_VALUE, height, width),
      axes: axes.map(({ places }) => places.length),
    };
  }

  /** How built scenarios follow from their drivers; null where the sheet has none. */
  function flexed(): Flexed | null {
    const table = tables.find(({ formula }) => formula.id === "DRIVER");
    if (!table || table.rows.length === 0 || !main.scenarios.some(({ source }) => isBuilt(source))) return null;
    const columnOf = (year: number): number => FIRST_VALUE + year - years[0]!;
    const own = referrer(sheet);
    const rows = new Map<string, number>();
    const valueAt = (formula: string, ids: readonly string[], year: number): string =>
      own.cell(rows.get([formula, ...ids].join(" "))!, columnOf(year));
    const flex: Flexing = flexing(main, years, {
      number: (row, year) => own.cell(HEADER + 3 + row, columnOf(year)),
      value: (scenario, driver, year) => valueAt("DRIVER", [scenario.id, driver.id], year),
      year: (year) => own.cell(HEADER, columnOf(year), "row"),
    });
    let first = HEADER + 1 + blockHeight(flex);
    for (const { formula, columns, rows: lines } of tables) {
      first += columns ? 2 : 1;
      lines.forEach((places, index) => rows.set([formula.id, ...places.map(({ id }) => id)].join(" "), first + index));
      first += lines.length + 1;
    }
    return { ...flex, over: overPeriods(main, valueAt) };
  }

  /** Names of years, then those of other whole years, then of parts of one, so that each kind of argument finds its own. */
  function yearNames(): void {
    const plainYears = knownYears(yearDomain, years, setting);
    const [whole, parts] = [true, false].map((isWhole) =>
      knownPeriods(
        periods.filter(({ months }) => (months === 12) === isWhole),
        setting,
      ),
    ) as [readonly KnownName[], readonly KnownName[]];
    const first = next;
    nameSection(yearDomain, [...plainYears, ...whole, ...parts], missing);
    const upTo = (count: number): NameRefs => namesAt(nameRefs.get(yearDomain)!.prefix, first, { count });
    nameRefs.set(anyTime, nameRefs.get(yearDomain)!);
    nameRefs.set(anyYear, upTo(plainYears.length + whole.length));
    nameRefs.set(yearDomain, upTo(plainYears.length));
  }

  /** The drivers' numbers under a heading and a note, with an empty row after them. */
  function driverNumbers({ rows }: Flexing): void {
    sheet.put(next++, 0, text(say("drivers"), "heading"));
    sheet.put(next++, 0, text(say("driversNote"), "note"));
    for (const { driver, scenario, helper, cellAt } of rows) {
      const labels = helper
        ? ["", "", say(helper)]
        : [driver.id, scenario.id, driver.name[language], inWords(driver.unit)];
      sheet.row(
        next,
        0,
        labels.map((label) => (label === "" ? null : text(label, helper ? "note" : "label"))),
      );
      sheet.row(next++, FIRST_VALUE, years.map(cellAt));
    }
    next++;
  }

  function axes(): readonly Axis[] {
    return tables.flatMap(({ choices, axes, columns }) => [choices, ...axes, columns].filter((axis) => axis !== null));
  }

  /** What a blank stands for. */
  function blankOf({ parameter, places }: Axis): Cell {
    const chosen = chosenRefs.get(parameter.domain);
    if (chosen) return formulaCell(chosen, FORMATS.general);
    if (!parameter.optional) return missing;
    const otherwise = parameter.read(null, setting);
    return plain(places.findIndex(({ value }) => value === otherwise) + 1);
  }

  /** The names of one domain; the first row stands for a blank argument, those with the report's id before them come last. */
  function nameSection(domain: AnyDomain, entries: readonly KnownName[], blank: Cell): void {
    // Two kinds of scenario, and several choices, have lists of their own.
    const alike = [...nameRefs.keys()].filter(({ kind }) => kind === domain.kind).length;
    const prefix = `${domain.kind}${alike > 0 ? alike + 1 : ""}:`;
    const first = next;
    const prefixed = isPrefixed && domain.ofReport ? afterId(report.id, entries, domain, workbook) : [];
    // A plain scenario is the main report's.
    const isMain = setting.prefix === "";
    const plainly = domain.kind === "scenario" && !isMain ? [] : entries;
    sheet.row(first, 0, [text(prefix), blank]);
    [...plainly, ...prefixed].forEach(({ key, target }, index) => {
      sheet.row(first + 1 + index, 0, [text(prefix + key), target === null ? missing : plain(target)]);
    });
    next = first + plainly.length + prefixed.length + 1;
    const haveAll = [...plainly, ...prefixed].every(({ target }) => target !== null);
    const sizes = { count: plainly.length, prefixed: prefixed.length };
    nameRefs.set(domain, namesAt(prefix, first, sizes, { given: haveAll, withBlank: haveAll && blank !== missing }));
  }

  /** `first`: the row that stands for a blank argument, before so many names. */
  function namesAt(
    prefix: string,
    first: number,
    { count, prefixed = 0 }: { readonly count: number; readonly prefixed?: number },
    haveAll = { given: false, withBlank: false },
  ): NameRefs {
    const names = (row: number, height: number, haveAll: boolean): NamesRef => {
      return { keys: at.range(row, 0, height, 1), all: at.range(row, 0, height, 2), haveAll };
    };
    return {
      prefix,
      withBlank: names(first, count + prefixed + 1, haveAll.withBlank),
      given: names(first + 1, Math.max(1, count + prefixed), haveAll.given),
      prefixed: prefixed === 0 ? null : names(first + 1 + count, prefixed, haveAll.given),
    };
  }

  function valueNotes(notes: readonly ValueNote[]): void {
    if (notes.length === 0) return;
    next++;
    sheet.put(next++, 0, text(say("values"), "heading"));
    header(next++, 0, [say("cell"), say("reason"), say("formula")]);
    for (const { cell, reason, formula } of notes) sheet.row(next++, 0, [text(cell), text(reason), text(formula)]);
  }
}

/**
 * A text without spaces, no-break and ideographic ones, line breaks and tabs among them, which come along when texts are
 * pasted.
 */
export const withoutSpaces = (expression: string): string =>
  [" ", "\u00a0", "\u3000"].reduce((inner, space) => `SUBSTITUTE(${inner},"${space}","")`, `CLEAN(${expression})`);

/**
 * What stands for a text among the names: without spaces; characters that MATCH would take for wildcards are escaped. Ids of
 * figures stand for themselves. `isPrefixed`: a report's id may stand before it, and a colon of either width.
 */
export function keyOf(prefix: string | null, expression: string, isPrefixed = false): string {
  const plain = withoutSpaces(expression);
  const escaped = ["~", "*", "?"].reduce(
    (inner, sign) => `SUBSTITUTE(${inner},"${sign}","~${sign}")`,
    isPrefixed ? `SUBSTITUTE(${plain},"：",":")` : plain,
  );
  return prefix === null ? escaped : `"${prefix}"&${escaped}`;
}
