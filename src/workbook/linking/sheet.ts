/** A sheet as one reads it: where its tables are, and which of its cells are years. */
import { isError, isFormula, type CellValue } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { periodIn } from "../../report/blocks";
import { numberIn } from "./typed";

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Held extends Place {
  /** What it shows: "" for nothing. */
  readonly value: CellValue;
  /** What it holds as a number, or as a text that is one; null for anything else. */
  readonly number: number | null;
  readonly isAsText: boolean;
  /** Of a number as a text the one that it was typed in. */
  readonly format: string;
  readonly isFormula: boolean;
  /** Years that it stands for as a header, `2027` or `2025–2030`; null where it is none. */
  readonly period: string | null;
}

/** Cells that touch each other, as Excel's current region has them. */
export interface Region {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly hasNumbers: boolean;
}

export interface Sheet {
  readonly name: string;
  readonly cells: readonly Held[];
  readonly regions: readonly Region[];
  at(row: number, column: number): Held | undefined;
  /** Of a cell that isn't empty. */
  regionOf(place: Place): Region;
}

/** So many years a header may step over. */
const WIDEST_STEP = 10;
const EARLIEST = 1950;
const LATEST = 2100;

const key = ({ row, column }: Place): string => `${row}:${column}`;

export const isNumber = (cell: Held | undefined): boolean =>
  cell != null && cell.number !== null && cell.period === null;
export const isText = (cell: Held | undefined): cell is Held & { readonly value: string } =>
  typeof cell?.value === "string" && cell.value.trim() !== "" && cell.number === null && cell.period === null;

/** `isNamed`: whether a text names something that the report has numbers of; beside one a 2030 is a number. */
export function sheetsOf(pieces: readonly SheetCells[], isNamed: (text: string) => boolean): readonly Sheet[] {
  const names = [...new Set(pieces.map(({ sheet }) => sheet))];
  return names.map((name) =>
    sheetOf(
      name,
      pieces.filter(({ sheet }) => sheet === name),
      isNamed,
    ),
  );
}

function sheetOf(name: string, pieces: readonly SheetCells[], isNamed: (text: string) => boolean): Sheet {
  const plain = new Map<string, Held>();
  for (const { row, column, formulas, values, formats } of pieces) {
    values.forEach((line, down) =>
      line.forEach((value, right) => {
        if (value === "") return;
        const place = { row: row + down, column: column + right };
        const formula = formulas[down]![right]!;
        const format = String(formats?.[down]?.[right] ?? "General");
        const asText = typeof value === "string" ? numberIn(value) : null;
        plain.set(key(place), {
          ...place,
          value,
          number: typeof value === "number" ? value : (asText?.number ?? null),
          isAsText: asText !== null,
          format: asText?.format ?? format,
          isFormula: isFormula(formula) && formula !== value,
          period: null,
        });
      }),
    );
  }
  const headers = headersIn(plain, isNamed);
  const cells = [...plain.values()].map((cell) => ({ ...cell, period: headers.get(key(cell)) ?? null }));
  const byPlace = new Map(cells.map((cell) => [key(cell), cell]));
  const { regions, regionOf } = regionsOf(byPlace);
  return { name, cells, regions, at: (row, column) => byPlace.get(`${row}:${column}`), regionOf };
}

const yearsOf = (period: string): readonly number[] => period.replace("FY", "").split("–").map(Number);

/** A year as a text is one anywhere; as a number it is one in a line of years, or above numbers on its own. */
function headersIn(cells: ReadonlyMap<string, Held>, isNamed: (text: string) => boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const periods = new Map<string, string>();
  for (const [place, cell] of cells) {
    const period = isError(cell.value) ? null : periodIn({ content: cell.value, format: cell.format });
    if (period === null || !yearsOf(period).every((year) => year >= EARLIEST && year <= LATEST)) continue;
    periods.set(place, period);
    if (typeof cell.value === "string") found.set(place, period);
  }
  const at = (row: number, column: number): Held | undefined => cells.get(`${row}:${column}`);
  const isNumeric = (cell: Held | undefined): boolean =>
    cell !== undefined && (cell.number !== null || periods.has(key(cell)));
  const labelled = (cell: Held | undefined): boolean => typeof cell?.value === "string" && isNamed(cell.value);

  for (const [place, cell] of cells) {
    if (!periods.has(place)) continue;
    for (const [down, right] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const step = (from: Held, by: number): Held | undefined => at(from.row + by * down, from.column + by * right);
      if (isNumeric(step(cell, -1))) continue;
      const run: Held[] = [cell];
      for (let next = step(cell, 1); next && isNumeric(next); next = step(next, 1)) run.push(next);
      if (run.length < 2 || labelled(step(cell, -1)) || !areYears(run.map((one) => periods.get(key(one))))) continue;
      for (const one of run) found.set(key(one), periods.get(key(one))!);
    }
  }
  for (const [place, cell] of cells) {
    if (!periods.has(place) || found.has(place)) continue;
    const { row, column } = cell;
    const isAlone = ![at(row, column - 1), at(row, column + 1), at(row - 1, column)].some(isNumeric);
    if (isAlone && isNumeric(at(row + 1, column)) && !labelled(at(row, column - 1)))
      found.set(place, periods.get(place)!);
  }
  return found;
}

/** One after the other, forwards or backwards. Spans among them, as of a growth rate, don't count. */
function areYears(periods: readonly (string | undefined)[]): boolean {
  if (periods.some((period) => period === undefined)) return false;
  const years = periods.flatMap((period) => (yearsOf(period!).length === 1 ? yearsOf(period!) : []));
  const steps = years.slice(1).map((year, index) => year - years[index]!);
  return (
    years.length > 0 &&
    steps.every((step) => step !== 0 && Math.sign(step) === Math.sign(steps[0]!) && Math.abs(step) <= WIDEST_STEP)
  );
}

function regionsOf(cells: ReadonlyMap<string, Held>): Pick<Sheet, "regions" | "regionOf"> {
  const known = new Map<string, Region>();
  const regions: Region[] = [];
  for (const [start, first] of cells) {
    if (known.has(start)) continue;
    const members = [first];
    const seen = new Set([start]);
    for (let at = 0; at < members.length; at++) {
      const { row, column } = members[at]!;
      for (let down = -1; down <= 1; down++) {
        for (let right = -1; right <= 1; right++) {
          const place = `${row + down}:${column + right}`;
          const cell = cells.get(place);
          if (!cell || seen.has(place)) continue;
          seen.add(place);
          members.push(cell);
        }
      }
    }
    const region = members.reduce<Region>(
      (so, { row, column, number, period }) => ({
        top: Math.min(so.top, row),
        bottom: Math.max(so.bottom, row),
        left: Math.min(so.left, column),
        right: Math.max(so.right, column),
        hasNumbers: so.hasNumbers || (number !== null && period === null),
      }),
      { top: first.row, bottom: first.row, left: first.column, right: first.column, hasNumbers: false },
    );
    regions.push(region);
    for (const place of seen) known.set(place, region);
  }
  return { regions, regionOf: (place) => known.get(key(place))! };
}
