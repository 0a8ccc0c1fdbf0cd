/** What a workbook has that is somebody's own, piece by piece, and what of it is another than it was. */
import { cellAddress, columnName, rectAddress, type Area } from "../../host/address.js";
import type { FileSheet, WorkbookContent } from "../../host/file/index.js";
import { PLAIN } from "../../host/grid/plain.js";
import type { CellStyle, StoredCell } from "../../host/grid/port.js";

/** Something of theirs that is another than it was. */
export interface Change {
  /** Null for what is the workbook's. */
  readonly sheet: string | null;
  /** The cell, or else what it is: a column's width, a table, a part of the file. */
  readonly place: string;
  readonly what: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** Cells that aren't theirs, on sheets that are. */
export type NotTheirs = (sheetId: string, row: number, column: number) => boolean;

export interface Theirs {
  /** By sheet, then place and what of it; as JSON. What is as Excel would have it unasked isn't there. */
  readonly pieces: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The sheets that were there, by id, with their names. */
  readonly sheets: ReadonlyMap<string, string>;
}

const BOOK = "";
/** Between a piece's place and what of it. */
const OF = "\n";

/** `of`: the sheets that are theirs, and what they were called. */
export function theirsIn(content: WorkbookContent, of: ReadonlyMap<string, string>, notTheirs: NotTheirs): Theirs {
  const pieces = new Map<string, Map<string, string>>();
  const put = (sheet: string, place: string, what: string, value: unknown): void => {
    const there = pieces.get(sheet) ?? new Map<string, string>();
    pieces.set(sheet, there);
    there.set(place + OF + what, canonical(value));
  };
  const at = ({ sheetId, ...area }: Area): unknown => [of.get(sheetId) ?? sheetId, rectAddress(area)];
  const own = content.sheets.filter(({ id }) => of.has(id));
  put(
    BOOK,
    "workbook",
    "order of sheets",
    own.map(({ id }) => of.get(id)),
  );
  put(BOOK, "workbook", "calculation", content.calculationMode);
  for (const sheet of own) putSheet(sheet, (place, what, value) => put(sheet.id, place, what, value), notTheirs);
  for (const { name, sheetId, formula, comment, hidden } of content.names)
    put(sheetId ?? BOOK, `name ${name}`, "meaning", [formula.replaceAll("'", ""), comment, hidden]);
  for (const { id, area, deleted, ...table } of content.tables)
    if (of.has(area.sheetId)) put(area.sheetId, `table ${id}`, "table", [table, at(area)]);
  for (const { id, sheetId, series, source, deleted, ...chart } of content.charts) {
    if (!of.has(sheetId)) continue;
    const lines = series.map(({ values, categories, ...one }) => [
      one,
      values && at(values),
      categories && at(categories),
    ]);
    put(sheetId, `chart ${id}`, "chart", [chart, at(source), lines]);
  }
  for (const { id, xml } of content.xmlParts) put(BOOK, `XML part ${id}`, "text", xml);
  return { pieces, sheets: of };
}

function putSheet(
  sheet: FileSheet,
  put: (place: string, what: string, value: unknown) => void,
  notTheirs: NotTheirs,
): void {
  const { name, visibility, tabColor, showHeadings, gridlines, frozen, rowHeight, columnWidth, print } = sheet;
  const whole = { name, visibility, tabColor, showHeadings, gridlines, frozen, rowHeight, columnWidth, print };
  for (const [what, value] of Object.entries({ ...whole, protected: sheet.protected })) put("sheet", what, value);
  for (const area of sheet.merges) put(rectAddress(area), "merged", true);
  for (const [kind, lines] of [
    ["row", sheet.rows],
    ["column", sheet.columns],
  ] as const)
    for (const [at, { size, hidden, style }] of lines) {
      const place = kind === "row" ? `row ${at + 1}` : `column ${columnName(at)}`;
      if (size !== undefined) put(place, kind === "row" ? "height" : "width", size);
      if (hidden) put(place, "hidden", true);
      if (style) putStyle(place, style, { ...PLAIN, ...sheet.font }, put);
    }
  for (const [row, line] of sheet.cells)
    for (const [column, cell] of line) {
      if (notTheirs(sheet.id, row, column)) continue;
      const place = cellAddress(row, column);
      putContent(place, cell, put);
      const around = sheet.rows.get(row)?.style ?? sheet.columns.get(column)?.style ?? { ...PLAIN, ...sheet.font };
      if (cell.style) putStyle(place, cell.style, around, put);
    }
}

function putContent(
  place: string,
  { value, formula, spill, spilled }: StoredCell,
  put: (place: string, what: string, value: unknown) => void,
): void {
  if (formula) put(place, "formula", formula.replaceAll("'", ""));
  if (value !== null && value !== "") put(place, VALUE, value);
  if (spill) put(place, "cells it fills", spill);
  if (spilled) put(place, "filled by another's formula", true);
}

export const VALUE = "value";

const LOOKS: Readonly<Partial<Record<keyof CellStyle, string>>> = { numberFormat: "number format", fillColor: "fill" };

/** What a cell looks like otherwise than what is around it. */
function putStyle(
  place: string,
  style: CellStyle,
  around: CellStyle,
  put: (place: string, what: string, value: unknown) => void,
): void {
  for (const key of Object.keys(PLAIN) as (keyof CellStyle)[])
    if (canonical(style[key]) !== canonical(around[key])) put(place, LOOKS[key] ?? key, style[key]);
}

/** Whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );

/** Names and XML parts that came are somebody else's; sheets are those of `was`. */
export function changesOf(was: Theirs, is: Theirs, unjudged: ReadonlySet<string> = new Set()): readonly Change[] {
  const found: Change[] = [];
  for (const sheet of new Set([...was.pieces.keys(), ...is.pieces.keys()])) {
    const [before, after] = [was.pieces.get(sheet) ?? NONE, is.pieces.get(sheet) ?? NONE];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(key) === after.get(key)) continue;
      const [place, what] = key.split(OF) as [string, string];
      const name = sheet === BOOK ? null : (was.sheets.get(sheet) ?? sheet);
      if (unjudged.has(placeKey(name, place, what))) continue;
      if (!before.has(key) && /^(?:name|XML part) /.test(place)) continue;
      found.push({ sheet: name, place, what, was: parsed(before.get(key)), is: parsed(after.get(key)) });
    }
  }
  return found;
}

export const placeKey = (sheet: string | null, place: string, what: string): string => [sheet, place, what].join(OF);

const NONE: ReadonlyMap<string, string> = new Map();
const parsed = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));
