/**
 * What formulas spill into, and formulas that refer to it as `A1#`. When the formula in A1 makes way for values or for
 * formulas cell by cell, `A1#` would be an error: those formulas refer to the cells themselves until it is back.
 */
import { cellAddress, parseAddress, type Area } from "../../excel/addresses/addresses";
import { covers, oneCell, placeOf } from "../../excel/addresses/places";
import { isFormula } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { referencesIn } from "../../excel/formulas/references";
import type { OurCell } from "../calls/cells";
import type { Replacement } from "./original";

/** By name of the sheet and place of the formula; those that fill one cell aren't among them. */
export type Spills = ReadonlyMap<string, Area & { readonly sheet: string }>;

/** Asks for them only in pieces of sheets where anything spills. */
export async function spillsOf(
  context: Excel.RequestContext,
  pieces: readonly SheetCells[],
  cells: readonly OurCell[],
): Promise<Spills> {
  const spilling = pieces.filter(({ hasSpill }) => hasSpill !== false);
  const isIn = ({ sheet, row }: OurCell): boolean =>
    spilling.some((piece) => piece.sheet === sheet && row >= piece.row && row < piece.row + piece.formulas.length);
  const asked = cells.filter(isIn).map((cell) => {
    const anchor = context.workbook.worksheets.getItem(cell.sheet).getRange(cell.address);
    const range = anchor.getSpillingToRangeOrNullObject();
    range.load("address");
    return { cell, range };
  });
  if (asked.length === 0) return new Map();
  await context.sync();
  return new Map(
    asked.flatMap(({ cell: { sheet, row, column }, range }) => {
      const area = range.isNullObject ? null : parseAddress(range.address);
      const isMore = area && area.rows * area.columns > 1;
      return isMore ? [[placeOf(sheet, row, column), { ...area, sheet }] as const] : [];
    }),
  );
}

/** The cell, or all that its formula spills into. */
export const areaOf = (spills: Spills, { sheet, row, column }: OurCell): Area =>
  spills.get(placeOf(sheet, row, column)) ?? oneCell({ row, column });

/** Whether Excel shows another cell's formula in it. */
export function isSpilledInto(spills: Spills, cell: OurCell): boolean {
  if (spills.has(placeOf(cell.sheet, cell.row, cell.column))) return false;
  return [...spills.values()].some((area) => area.sheet === cell.sheet && covers(area, cell));
}

export interface SpillReference {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** The places of the formulas whose spills a formula refers to. */
export function spillReferences(formula: string, home: string): readonly SpillReference[] {
  if (!formula.includes("#")) return [];
  return referencesIn(formula).flatMap(({ sheet, address, isSpill, start, end }) => {
    const cell = isSpill ? parseAddress(address) : null;
    return cell ? [{ sheet: sheet ?? home, row: cell.row, column: cell.column, start, end }] : [];
  });
}

/** The formula with the cells themselves where it refers to these spills: `$A$1#` as `$A$1:$C$1`. */
export function withoutSpills(formula: string, home: string, spills: Spills, sheets: readonly string[]): string {
  const nameOf = new Map(sheets.map((name) => [name.toLowerCase(), name]));
  let text = formula;
  for (const { sheet, row, column, start, end } of [...spillReferences(formula, home)].reverse()) {
    const area = spills.get(placeOf(nameOf.get(sheet.toLowerCase()) ?? sheet, row, column));
    if (!area) continue;
    const written = formula.slice(start, end - 1);
    const [, before, $column, $row] = /^(.*!)?(\$?)[A-Z]+(\$?)\d+$/i.exec(written)!;
    const last = /^([A-Z]+)(\d+)$/.exec(cellAddress(area.row + area.rows - 1, area.column + area.columns - 1))!;
    const first = written.slice(before?.length ?? 0);
    text = `${text.slice(0, start)}${before ?? ""}${first}:${$column}${last[1]}${$row}${last[2]}${text.slice(end)}`;
  }
  return text;
}

/**
 * Formulas that refer to these spills, with the cells themselves instead. `isReplaced`: cells whose formulas make way
 * anyway.
 */
export function followersOf(
  pieces: readonly SheetCells[],
  spills: Spills,
  sheets: readonly string[],
  isReplaced: (sheet: string, row: number, column: number) => boolean,
): readonly Replacement[] {
  if (spills.size === 0) return [];
  return pieces.flatMap(({ sheet, row: top, column: left, formulas, values }) =>
    formulas.flatMap((line, down) =>
      line.flatMap((formula, right): Replacement[] => {
        const [row, column, value] = [top + down, left + right, values[down]![right]!];
        if (!isFormula(formula) || !formula.includes("#") || formula === value || isReplaced(sheet, row, column))
          return [];
        const fixed = withoutSpills(formula, sheet, spills, sheets);
        if (fixed === formula) return [];
        return [
          {
            sheet,
            area: oneCell({ row, column }),
            formula,
            values: [[value]],
            contents: [[fixed]],
            follows: true,
            fills: null,
          },
        ];
      }),
    ),
  );
}
