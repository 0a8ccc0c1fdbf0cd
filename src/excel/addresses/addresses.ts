/** Cell addresses: A1 notation and rectangles, rows and columns counted from 0 as Office.js does. */

export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

export function columnNumber(name: string): number {
  return [...name.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export const cellAddress = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

export function areaAddress({ row, column, rows, columns }: Area): string {
  const first = cellAddress(row, column);
  return rows === 1 && columns === 1 ? first : `${first}:${cellAddress(row + rows - 1, column + columns - 1)}`;
}

const ADDRESS = /^(?:.*!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i;

/** Reads `A1`, `$A$1:B2`, `'Sheet'!A1`; null for whole rows or columns and for what is no address. */
export function parseAddress(address: string): Area | null {
  const match = ADDRESS.exec(address);
  if (!match) return null;
  const [column, row] = [columnNumber(match[1]!), Number(match[2]) - 1];
  const [toColumn, toRow] = match[3] ? [columnNumber(match[3]), Number(match[4]) - 1] : [column, row];
  return {
    row: Math.min(row, toRow),
    column: Math.min(column, toColumn),
    rows: Math.abs(toRow - row) + 1,
    columns: Math.abs(toColumn - column) + 1,
  };
}

/** The same, and of `A:B` and `1:2` the whole columns and rows. */
export function referencedArea(address: string): Area | null {
  const [, columns, rows] = /^(?:.*!)?(?:(\$?[A-Z]{1,3}:\$?[A-Z]{1,3})|(\$?\d{1,7}:\$?\d{1,7}))$/i.exec(address) ?? [];
  const ends = (columns ?? rows)?.replaceAll("$", "").split(":");
  if (!ends) return parseAddress(address);
  const [from = 0, to = 0] = ends.map((end) => (columns ? columnNumber(end) : Number(end) - 1));
  const [first, count] = [Math.min(from, to), Math.abs(to - from) + 1];
  return columns
    ? { row: 0, column: first, rows: LAST_ROW, columns: count }
    : { row: first, column: 0, rows: count, columns: LAST_COLUMN };
}

/** The smallest that holds them all. */
export function areaAround(areas: readonly Area[]): Area {
  const least = (of: (area: Area) => number): number =>
    areas.reduce((found, area) => Math.min(found, of(area)), Infinity);
  const [row, column] = [least((area) => area.row), least((area) => area.column)];
  const [end, right] = [-least((area) => -area.row - area.rows), -least((area) => -area.column - area.columns)];
  return { row, column, rows: end - row, columns: right - column };
}

/**
 * Covers cells with few rectangles: runs along each row, and equal runs of rows that follow each other are one.
 * Cells with different keys don't share a rectangle.
 */
export function rectangles<K>(
  rows: number,
  columns: number,
  keyAt: (row: number, column: number) => K | undefined,
): readonly { readonly area: Area; readonly key: K }[] {
  const done: { area: Area; key: K }[] = [];
  let open = new Map<string, { area: Area; key: K }>();
  for (let row = 0; row < rows; row++) {
    const here = new Map<string, { area: Area; key: K }>();
    for (let column = 0; column < columns;) {
      const key = keyAt(row, column);
      let end = column + 1;
      while (end < columns && keyAt(row, end) === key) end++;
      if (key !== undefined) {
        const run = `${column}:${end}`;
        const above = open.get(run);
        const joined = above && above.key === key;
        here.set(run, {
          key,
          area: joined ? { ...above.area, rows: above.area.rows + 1 } : { row, column, rows: 1, columns: end - column },
        });
        if (joined) open.delete(run);
      }
      column = end;
    }
    done.push(...open.values());
    open = here;
  }
  return [...done, ...open.values()];
}
