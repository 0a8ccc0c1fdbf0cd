/** Brings formulas back into the cells that still hold what was put there. */
import { cellAddress } from "../../excel/addresses/addresses";
import { covers, placeOf, placesOf } from "../../excel/addresses/places";
import { keptText, type CellsByPlace, type CellValue } from "../../excel/cells/contents";
import type { Table } from "../../excel/cells/tables";
import { namedIn } from "../../excel/formulas/named";
import { sameName } from "../../excel/names/names";
import { joined, writeBlocks } from "../../excel/steps/cells";
import type { Step } from "../../excel/transactions/step";
import { repaired } from "../calls/inFormulas";
import { keepSteps } from "../stored/originals";
import type { Message } from "../messages/messages";
import type { LeftCell } from "../types";
import { besideOn, comesBack, isAsPut, isBackIn, markOf, type Original } from "./original";
import { spillReferences } from "./spills";
import { isWithin, putOn, type CellsNow, type Survey } from "./survey";
import { isLost, isUnwatched, movedInputs, unused, watchStep } from "./watches";

export interface Restorable {
  /** Formulas whose cells still hold what was put there, and whose inputs are where they were. */
  readonly ready: readonly Original[];
  /** Formulas that stand in their cells again: Excel's undo puts them back, and leaves what is kept as it is. */
  readonly back: readonly Original[];
  /** The others, with why. */
  readonly left: readonly LeftCell[];
  /** A protected sheet with any that would be ready. */
  readonly locked: string | null;
}

export function restorable(survey: Survey, { holds }: CellsNow): Restorable {
  const { sheets, store, watches } = survey;
  const sheetOf = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const isMoved = movedInputs(watches, sheets);
  const ready: Original[] = [];
  const back: Original[] = [];
  const left: LeftCell[] = [];
  let locked: string | null = null;
  const reason = (cell: Original): Message | null => {
    const { name, isProtected } = sheetOf.get(cell.sheet)!;
    if (isUnwatched(cell, watches)) return { id: "inputs-unwatched", values: { formula: cell.formula } };
    // A native formula that reads moved cells has changed for that reason alone.
    if (isMoved(cell)) return { id: "inputs-moved", values: { formula: cell.formula } };
    if (isLost(cell, watches)) return { id: "cell-moved", values: { formula: cell.formula } };
    const missing = missingNames(survey, cell, name);
    if (missing.length > 0) return { id: "names-gone", values: { names: missing, formula: cell.formula } };
    if (!isAsPut(cell, name, holds)) return { id: "changed-since" };
    if (isSorted(cell, name)) return { id: "rows-sorted", values: { formula: cell.formula } };
    if (!isProtected) return null;
    locked = name;
    return { id: "sheet-protected", values: { name } };
  };
  const isSorted = sortedRows(survey, holds);
  const standsAgain = (cell: Original): boolean => {
    const { sheet, area, formula } = cell;
    return !isLost(cell, watches) && isBackIn(holds(sheetOf.get(sheet)!.name, area.row, area.column), formula);
  };
  const sort = (cell: Original): void => {
    const { sheet, area } = cell;
    if (standsAgain(cell)) {
      back.push(cell);
      return;
    }
    const message = reason(cell);
    if (message) left.push({ cell: `${sheetOf.get(sheet)!.name}!${cellAddress(area.row, area.column)}`, message });
    else ready.push(cell);
  };
  const here = store.cells.filter(({ sheet }) => sheetOf.has(sheet));
  if (survey.within === null) {
    for (const { sheet, area, formula } of store.cells.filter((cell) => !sheetOf.has(cell.sheet) && !cell.follows)) {
      const cell = cellAddress(area.row, area.column);
      const name = store.sheetNames.get(sheet);
      left.push({
        cell: name === undefined ? cell : `${name}!${cell}`,
        message: { id: "sheet-gone", values: { formula } },
      });
    }
  }
  const isCovered = ({ sheet, area }: Original): boolean => isWithin(survey, sheetOf.get(sheet)!.name, area);
  here.filter((cell) => !cell.follows && isCovered(cell)).forEach(sort);

  // What follows a spill comes back, wherever it is, with the last of those that it follows.
  const placeOfCell = ({ sheet, area }: Original): string => placeOf(sheet, area.row, area.column);
  const comes = new Set([...ready, ...back]);
  const coming = new Set([...comes].map(placeOfCell));
  const kept = new Set(here.filter((cell) => !cell.follows && !comes.has(cell)).map(placeOfCell));
  const idOf = new Map(sheets.map(({ id, name }) => [name.toLowerCase(), id]));
  for (const cell of here.filter(({ follows }) => follows)) {
    const anchors = spillReferences(cell.formula, sheetOf.get(cell.sheet)!.name).map(({ sheet, row, column }) =>
      placeOf(idOf.get(sheet.toLowerCase()) ?? "", row, column),
    );
    if (anchors.some((place) => coming.has(place)) && !anchors.some((place) => kept.has(place))) sort(cell);
  }
  return { ready, back, left, locked };
}

/** Names, tables and columns of its formula that the workbook doesn't have any more. */
function missingNames({ names, tables }: Survey, { area, formula }: Original, home: string): readonly string[] {
  const found = namedIn(formula);
  const tableOf = (name: string): Table | undefined =>
    name === ""
      ? tables.find((table) => table.sheet === home && covers(table.area, area))
      : tables.find((table) => sameName(table.name, name));
  return [
    ...found.names.filter((name) => !names.has(name.toLowerCase()) && !tableOf(name)),
    ...found.columns
      .filter(({ table, column }) => !tableOf(table)?.columns.some((name) => sameName(name, column)))
      .map(({ table, column }) => `${table}[${column}]`),
  ];
}

/** Whether what stood beside a cell stands beside another now that has the same in it. */
function sortedRows(survey: Survey, holds: CellsByPlace): (cell: Original, name: string) => boolean {
  const isPut = putOn(survey);
  const sheets = new Map<string, { readonly beside: (row: number) => CellValue; readonly rows: readonly number[] }>();
  const rowsOf = (name: string): readonly number[] =>
    survey.pieces.flatMap(({ sheet, row, formulas }) => (sheet === name ? formulas.map((_, down) => row + down) : []));
  return ({ area: { row, column }, put, beside }, name) => {
    if (beside === null || beside === "") return false;
    const on = sheets.get(name) ?? {
      beside: besideOn(name, survey.pieces, (place) => isPut(name, place)),
      rows: rowsOf(name),
    };
    sheets.set(name, on);
    if (on.beside(row) === beside) return false;
    return on.rows.some(
      (other) => other !== row && on.beside(other) === beside && markOf(holds(name, other, column)) === put[0],
    );
  };
}

/** `dropSheets`: ids of the sheets that belonged to what was put there, and aren't needed any more. */
export async function restoreSteps(
  context: Excel.RequestContext,
  survey: Survey,
  now: CellsNow,
  { ready, back }: Pick<Restorable, "ready" | "back">,
  dropSheets: ReadonlySet<string> = new Set(),
): Promise<readonly Step[]> {
  const { sheets, store, tables, watches } = survey;
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
  const drop = new Set([...ready, ...back]);
  const remaining = store.cells.filter((cell) => !drop.has(cell));
  // The cells beside the first have to be empty for the formula to spill.
  const cells = ready.flatMap(({ sheet: id, area, formula, put }) => {
    const sheet = nameOf.get(id)!;
    return placesOf(area).map(({ row, column }, at) => ({
      sheet,
      row,
      column,
      before: put[at] === "" ? keptText("") : now.content(sheet, row, column),
      after: at === 0 ? comesBack(repaired(formula)) : "",
      format: now.format(sheet, row, column),
    }));
  });
  // Forgotten only once everything is back.
  return [
    ...writeBlocks(await joined(context, cells, { tables, ...now })),
    watchStep([], unused(watches, remaining)),
    ...keepSteps(store, { drop, add: [], dropSheets, sheets }),
  ];
}
