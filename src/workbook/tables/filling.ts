/**
 * Excel fills a table's column with a formula that is typed into one of its cells, unless the user has turned that off. An
 * override that is typed in is meant for its own row.
 */
import { cellAddress, type Area } from "../../excel/addresses/addresses";
import { isFormula, type CellValue } from "../../excel/cells/contents";
import { filledInto, relativeAt } from "../../excel/formulas/relative";
import { draftOf, type Draft } from "./drafts";
import type { TableRead } from "./read";
import { COLUMN } from "./tables";

export interface Filling {
  /** Where the formula was typed. */
  readonly cell: string;
  /** The table as only that would have left it. */
  readonly table: TableRead;
}

const column = COLUMN.override;

const placeIn = ({ area }: TableRead, row: number) => ({ row: area.row + 1 + row, column: area.column + column });

/** Rows whose override is another than it was. */
export const changedOverrides = (before: TableRead, after: TableRead): readonly number[] =>
  after.formulas.flatMap((line, row) => (before.formulas[row]?.[column] === line[column] ? [] : [row]));

/** Null where Excel filled nothing. What a formula refers to may be none of the sheet's cells in another row. `edited`: the cells that were edited one by one between the two readings. */
export function withoutFilling(before: TableRead, after: TableRead, edited: readonly Area[]): Filling | null {
  if (before.formulas.length !== after.formulas.length) return null;
  const changed = changedOverrides(before, after);
  const typed = changed.find((row) => {
    const place = placeIn(after, row);
    return edited.some((area) => area.row === place.row && area.column === place.column);
  });
  if (typed === undefined || changed.length === 1) return null;
  const relative = (row: number): CellValue => {
    const content = after.formulas[row]![column];
    return isFormula(content) ? relativeAt(content, placeIn(after, row)) : "";
  };
  const formula = relative(typed);
  const isFilled = (row: number): boolean =>
    relative(row) === formula || String(after.formulas[row]![column]).includes("#REF!");
  if (formula === "" || !changed.every(isFilled)) return null;
  const back = new Set(changed.filter((row) => row !== typed));
  const mixed = (what: "rows" | "formulas" | "contents") =>
    after[what].map((line, row) =>
      back.has(row) ? line.map((value, at) => (at === column ? before[what][row]![column]! : value)) : line,
    );
  const { row, column: at } = placeIn(after, typed);
  const table = { ...after, rows: mixed("rows"), formulas: mixed("formulas"), contents: mixed("contents") };
  return { cell: cellAddress(row, at), table };
}

/** The table with the formula of one row's override in every row, whose values Excel has yet to calculate. */
export function filled(table: TableRead, row: number): Draft {
  const formula = String(table.formulas[row]![column]);
  const draft = draftOf(table);
  const give = (lines: Draft["rows"], value: (row: number) => CellValue) =>
    lines.map((line, at) => (at === row ? line : line.map((one, place) => (place === column ? value(at) : one))));
  return {
    ...draft,
    rows: give(draft.rows, () => ""),
    contents: give(draft.contents, (at) => filledInto(formula, placeIn(table, row), placeIn(table, at))),
  };
}
