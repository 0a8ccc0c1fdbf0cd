/** The user's native cells that rest on cells which would change. What they would show only Excel can tell. */
import { cellAddress, referencedArea, type Area } from "../../excel/addresses/addresses";
import { covers } from "../../excel/addresses/places";
import { isFormula } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { queueTables, type Table } from "../../excel/cells/tables";
import { namedIn, type Named, type TablePart } from "../../excel/formulas/named";
import { referencesIn } from "../../excel/formulas/references";
import { sameName } from "../../excel/names/names";
import { readNames, type DefinedName } from "../../excel/names/read";
import type { Run } from "../../excel/transactions/run";
import { callsIn } from "../calls/inFormulas";
import type { FormulaPlace } from "./types";

interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

interface Dependent extends Place {
  readonly formula: string;
  readonly reads: readonly { readonly sheet: string; readonly area: Area }[];
}

/** Longer chains are a slip, or go round. */
const MOST_ROUNDS = 100;

/** What names and tables stand for. */
interface Defined {
  readonly names: readonly DefinedName[];
  readonly tables: readonly Table[];
}

/**
 * Followed from cell to cell through references, names, also of a sheet and of other names, and columns of tables. Not
 * through a name that calls a formula of ours itself: whether that changes isn't foreseen.
 */
export async function dependentsOf(
  run: Run,
  pieces: readonly SheetCells[],
  changed: readonly Place[],
  isUsers: (sheet: string) => boolean,
): Promise<readonly FormulaPlace[]> {
  if (changed.length === 0) return [];
  const natives = pieces.flatMap((piece) => (isUsers(piece.sheet) ? nativeCells(piece) : []));
  const defined = natives.some(({ formula }) => isNamed(namedIn(formula))) ? await readDefined(run) : NOTHING;
  let waiting = natives.flatMap((cell): Dependent[] => {
    const reads = readsOf(cell.formula, cell, defined);
    return reads.length === 0 ? [] : [{ ...cell, reads }];
  });
  const found: Dependent[] = [];
  let last = changed;
  for (let round = 0; last.length > 0 && round < MOST_ROUNDS; round++) {
    const bySheet = new Map<string, Place[]>();
    for (const place of last) {
      const key = place.sheet.toLowerCase();
      const here = bySheet.get(key);
      if (here) here.push(place);
      else bySheet.set(key, [place]);
    }
    const next: Dependent[] = [];
    const others: Dependent[] = [];
    for (const cell of waiting) {
      const rests = cell.reads.some(({ sheet, area }) => bySheet.get(sheet)?.some((place) => covers(area, place)));
      (rests ? next : others).push(cell);
    }
    found.push(...next);
    waiting = others;
    last = next;
  }
  return found.map(({ sheet, row, column, formula }) => ({ sheet, address: cellAddress(row, column), formula }));
}

const NOTHING: Defined = { names: [], tables: [] };

const isNamed = ({ scoped, tables }: Named): boolean => scoped.length + tables.length > 0;

const readDefined = async (run: Run): Promise<Defined> => ({
  names: await readNames(run),
  tables: await run(async (context) => {
    const place = queueTables(context);
    await context.sync();
    const read = place();
    await context.sync();
    return read();
  }),
});

const nativeCells = ({ sheet, row, column, formulas }: SheetCells): Omit<Dependent, "reads">[] =>
  formulas.flatMap((line, down) =>
    line.flatMap((formula, right) =>
      isFormula(formula) && callsIn(formula).length === 0
        ? [{ sheet, row: row + down, column: column + right, formula }]
        : [],
    ),
  );

/** `passed`: names on the way here, which may go round. */
function readsOf(
  formula: string,
  home: Place,
  defined: Defined,
  passed: readonly DefinedName[] = [],
): Dependent["reads"] {
  const cells = referencesIn(formula).flatMap((reference) => {
    const area = referencedArea(reference.address);
    return area ? [{ sheet: (reference.sheet ?? home.sheet).toLowerCase(), area }] : [];
  });
  const { scoped, tables } = namedIn(formula);
  return [
    ...cells,
    ...tables.flatMap((part) => areaOf(part, home, defined) ?? []),
    ...scoped.flatMap(({ sheet, name }) => {
      const whole = tableNamed(name, defined);
      if (whole) return [{ sheet: whole.sheet.toLowerCase(), area: whole.area }];
      const found = nameFor(sheet, name, home, defined);
      if (!found || passed.includes(found)) return [];
      // What a name of a sheet refers to without one is on that sheet.
      return readsOf(found.formula, { ...home, sheet: found.sheet ?? home.sheet }, defined, [...passed, found]);
    }),
  ];
}

/** The sheet's own name comes before the workbook's. */
function nameFor(sheet: string | null, name: string, home: Place, { names }: Defined): DefinedName | undefined {
  const of = (scope: string | null): DefinedName | undefined =>
    names.find(
      (one) => sameName(one.name, name) && (scope === null ? one.sheet === null : sameName(one.sheet ?? "", scope)),
    );
  return of(sheet ?? home.sheet) ?? of(null);
}

const tableNamed = (name: string, { tables }: Defined): Table | undefined =>
  tables.find((table) => sameName(table.name, name));

function areaOf({ table: name, columns, rows: which }: TablePart, home: Place, defined: Defined) {
  const table =
    name === ""
      ? defined.tables.find(({ sheet, area }) => sameName(sheet, home.sheet) && covers(area, home))
      : tableNamed(name, defined);
  if (!table) return null;
  const at = columns.map((column) => table.columns.findIndex((one) => sameName(one, column)));
  if (at.includes(-1)) return null;
  const [first, last] = at.length === 0 ? [0, table.columns.length - 1] : [Math.min(...at), Math.max(...at)];
  const { row: top, rows: height } = table.area;
  const rows = {
    data: { row: top, rows: height },
    this: { row: home.row, rows: 1 },
    headers: { row: top - 1, rows: 1 },
    totals: { row: top + height, rows: 1 },
  }[which];
  const area: Area = { ...rows, column: table.area.column + first, columns: last - first + 1 };
  return [{ sheet: table.sheet.toLowerCase(), area }];
}
