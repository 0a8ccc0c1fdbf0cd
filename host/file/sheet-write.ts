/** A worksheet's part with what changed in the sheet put into it; of a part that is as it was, nothing is touched. */
import { MAX_COLUMNS, MAX_ROWS, cellAddress, contains, rectAddress, tryParseAddress, type Rect } from "../address.js";
import type { PrintState } from "../states.js";
import type { CellValue, GridChange, StoredCell, StoredLine } from "../grid/port.js";
import type { FileSheet } from "./content.js";
import { isPlain, reshaped, shiftedRect, toFile, type AddInNames, type Reshaping } from "./formulas.js";
import {
  columnCharacters,
  isError,
  readCells,
  type CellSource,
  type SheetReading,
  type SheetSources,
} from "./sheet-read.js";
import { styleKey, type Styles } from "./styles.js";
import {
  attribute,
  child,
  children,
  elements,
  escapeExcel,
  escapeXml,
  local,
  numberOf,
  type Xml,
  type XmlElement,
} from "./xml.js";

export interface SheetTarget {
  readonly styles: Styles;
  readonly names: AddInNames;
  /** The number of a text among the workbook's. */
  string(text: string): number;
  /** The number that marks a dynamic array. */
  dynamic(): number;
  /** Formulas came or went: what lists them is void. */
  formulasChanged(): void;
}

export interface SheetChange {
  readonly was: FileSheet;
  readonly is: FileSheet;
  /** What moved cells of this sheet since it was opened. */
  readonly shifts: readonly GridChange[];
  /** The same for formulas that the grid doesn't know of. */
  readonly reshapings: readonly Reshaping[];
}

/** The order that a worksheet's elements have to be in (CT_Worksheet). */
const ORDER =
  "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst".split(
    " ",
  );

/** Puts an element in its place among a worksheet's. */
export function placeElement(xml: Xml, name: string, text: string): void {
  const rank = ORDER.indexOf(name);
  const later = children(xml.root).find((each) => ORDER.indexOf(local(each.name)) > rank);
  if (later) xml.replace(later.start, later.start, text);
  else xml.append(xml.root, text);
}

const prefixOf = (element: XmlElement): string => element.name.slice(0, element.name.indexOf(":") + 1);

const isBlank = (cell: StoredCell | undefined): boolean =>
  !cell || (cell.value === null && !cell.formula && !cell.style && !cell.spilled);

export function sameCell(a: StoredCell | undefined, b: StoredCell | undefined): boolean {
  if (a === b || (isBlank(a) && isBlank(b))) return true;
  if (!a || !b) return isBlank(a) && isBlank(b);
  return a.value === b.value && a.formula === b.formula && sameLooks(a, b) && sameSpill(a, b);
}
const sameLooks = (a: { style?: StoredCell["style"] }, b: { style?: StoredCell["style"] }): boolean =>
  a.style === b.style || styleKey(a.style) === styleKey(b.style);
const sameSpill = (a: StoredCell, b: StoredCell): boolean =>
  a.spill?.rows === b.spill?.rows && a.spill?.columns === b.spill?.columns;
const sameLine = (a: StoredLine | undefined, b: StoredLine | undefined): boolean =>
  a === b ||
  (a?.size === b?.size && (a?.hidden ?? false) === (b?.hidden ?? false) && styleKey(a?.style) === styleKey(b?.style));

/** In the grid a cell without a look has that of its row or column; in a file it says so itself. */
export function withLineLooks(sheet: FileSheet): FileSheet {
  const styled = [...sheet.rows.values(), ...sheet.columns.values()].some(({ style }) => style);
  if (!styled) return sheet;
  const cells = new Map<number, Map<number, StoredCell>>();
  for (const [row, line] of sheet.cells) {
    const of = (column: number) => sheet.rows.get(row)?.style ?? sheet.columns.get(column)?.style;
    cells.set(
      row,
      new Map(
        [...line].map(([column, cell]) => [column, cell.style || !of(column) ? cell : { ...cell, style: of(column) }]),
      ),
    );
  }
  return { ...sheet, cells };
}

/** What the grid, which knows dynamic arrays alone, made of other formulas: as Excel would have them. */
export function withFixedSizes(change: SheetChange): SheetChange {
  const { was, is, shifts } = change;
  const origin = origins(shifts);
  const cells = new Map(is.cells);
  const put = (row: number, column: number, cell: StoredCell): unknown =>
    cells.set(row, new Map([...(cells.get(row) ?? []), [column, cell]]));
  for (const [row, line] of is.cells)
    for (const [column, cell] of line) {
      const from = cell.formula ? origin(row, column) : null;
      const old = from && was.cells.get(from[0])?.get(from[1]);
      const isBlocked = cell.value === "#SPILL!";
      if (!old?.formula || !(cell.spill || old.spill || isBlocked) || was.dynamic?.has(from!.join(":"))) continue;
      if (shifts.length === 0 && cell.formula !== old.formula) continue;
      const array = { row: from![0], column: from![1], ...(old.spill ?? { rows: 1, columns: 1 }) };
      const now = shiftedBy(array, shifts);
      if (!now) continue;
      const { spill, ...own } = cell;
      put(row, column, {
        ...own,
        value: isBlocked ? old.value : cell.value,
        ...(old.spill ? { spill: { rows: now.rows, columns: now.columns } } : {}),
      });
      forEachPlace({ ...now, ...spill }, (at, beside) => {
        const held = is.cells.get(at)?.get(beside);
        if (!held?.spilled || contains(now, { row: at, column: beside, rows: 1, columns: 1 })) return;
        const { spilled, ...bare } = held;
        put(at, beside, { ...bare, value: null });
      });
      forEachPlace(now, (at, beside) => {
        const held = is.cells.get(at)?.get(beside);
        if ((at === row && beside === column) || held?.spilled) return;
        const value = was.cells.get(array.row + at - row)?.get(array.column + beside - column)?.value ?? null;
        put(at, beside, { ...held, value, spilled: true });
      });
    }
  return { ...change, is: { ...is, cells } };
}

function forEachPlace({ row, column, rows, columns }: Rect, visit: (row: number, column: number) => void): void {
  for (let down = 0; down < rows; down++)
    for (let right = 0; right < columns; right++) visit(row + down, column + right);
}

/** Whether the sheet is as its part says, without reading that again. */
export function sameSheet({ was, is, shifts }: SheetChange): boolean {
  return (
    shifts.length === 0 &&
    sameCells(was, is) &&
    sameLines(was.rows, is.rows) &&
    sameLines(was.columns, is.columns) &&
    sameShape(was, is)
  );
}

function sameCells(was: FileSheet, is: FileSheet): boolean {
  for (const [row, line] of is.cells) {
    const old = was.cells.get(row);
    for (const [column, cell] of line) if (!sameCell(cell, old?.get(column))) return false;
  }
  for (const [row, line] of was.cells) {
    const now = is.cells.get(row);
    for (const [column, cell] of line) if (!now?.has(column) && !isBlank(cell)) return false;
  }
  return true;
}

function sameLines(was: FileSheet["rows"], is: FileSheet["rows"]): boolean {
  return [...new Set([...was.keys(), ...is.keys()])].every((at) => sameLine(was.get(at), is.get(at)));
}

const rects = (list: readonly Rect[]): string => list.map(rectAddress).sort().join(" ");

const sameShape = (was: FileSheet, is: FileSheet): boolean =>
  rects(was.merges) === rects(is.merges) &&
  was.frozen.rows === is.frozen.rows &&
  was.frozen.columns === is.frozen.columns &&
  was.gridlines === is.gridlines &&
  was.showHeadings === is.showHeadings &&
  was.protected === is.protected &&
  JSON.stringify(was.print) === JSON.stringify(is.print) &&
  was.tabColor.toUpperCase() === is.tabColor.toUpperCase();

export function patchSheet(xml: Xml, change: SheetChange, sources: SheetSources, target: SheetTarget): void {
  const { was, is, shifts, reshapings } = change;
  const reading = readCells(xml.root, sources, was);
  patchCells(xml, change, reading, target);
  patchColumns(xml, change, target);
  patchViews(xml, was, is);
  const moved = was.merges.flatMap((each) => shiftedBy(each, shifts) ?? []);
  if (shifts.length > 0 || rects(moved) !== rects(is.merges)) patchMerges(xml, is.merges);
  patchProperties(xml, was, is);
  if (was.protected !== is.protected) {
    const element = child(xml.root, "sheetProtection");
    if (element) xml.replaceElement(element, "");
    if (is.protected)
      placeElement(
        xml,
        "sheetProtection",
        `<${prefixOf(xml.root)}sheetProtection sheet="1" objects="1" scenarios="1"/>`,
      );
  }
  if (reshapings.length > 0) followKept(xml, was.name, shifts, reshapings);
  patchPrint(xml, was.print, is.print);
}

export const shiftedBy = (rect: Rect, shifts: readonly GridChange[]): Rect | undefined => {
  let at: Rect | undefined = rect;
  for (const shift of shifts) at = at && shiftedRect(at, shift);
  return at;
};

/* Cells */

type Place = readonly [row: number, column: number];

/** Where what stands in a cell now was when the workbook was opened; null for what came since. */
function origins(shifts: readonly GridChange[]): (row: number, column: number) => Place | null {
  if (shifts.length === 0) return (row, column) => [row, column];
  const back = [...shifts].reverse();
  return (row, column) => {
    let at: [number, number] = [row, column];
    for (const { kind, area } of back) {
      const rows = kind.startsWith("Row");
      const inLane = rows
        ? at[1] >= area.column && at[1] < area.column + area.columns
        : at[0] >= area.row && at[0] < area.row + area.rows;
      if (!inLane) continue;
      const [from, count] = rows ? [area.row, area.rows] : [area.column, area.columns];
      const place = rows ? at[0] : at[1];
      if (place < from) continue;
      if (kind.endsWith("Inserted") && place < from + count) return null;
      const before = kind.endsWith("Inserted") ? place - count : place + count;
      at = rows ? [before, at[1]] : [at[0], before];
    }
    return at;
  };
}

/** The shifts of whole rows, or of whole columns: lines of the sheet move with those alone. */
const wholeLines = (shifts: readonly GridChange[], what: "Row" | "Column"): GridChange[] =>
  shifts.filter(
    ({ kind, area }) =>
      kind.startsWith(what) && (what === "Row" ? area.columns === MAX_COLUMNS : area.rows === MAX_ROWS),
  );

function patchCells(xml: Xml, { was, is, shifts }: SheetChange, reading: SheetReading, target: SheetTarget): void {
  if (shifts.length > 0) target.formulasChanged();
  const origin = origins(shifts);
  const lineOrigin = origins(wholeLines(shifts, "Row"));
  const prefix = prefixOf(xml.root);
  const loosened = loosenedGroups(reading, is, shifts.length > 0);

  const cellText = (row: number, column: number, cell: StoredCell | undefined): string => {
    const from = origin(row, column);
    const old = from && reading.cells.get(from[0])?.get(from[1]);
    const source = from ? reading.sources.get(from[0])?.get(from[1]) : undefined;
    const stays = from !== null && from[0] === row && from[1] === column;
    const loose = source?.shared !== undefined && loosened.has(source.shared);
    if (sameCell(cell, old ?? undefined) && !loose) {
      if (!source) return "";
      if (stays) return xml.source(source.element);
      if (isBlank(cell))
        return source.style === 0 ? "" : `<${prefix}c r="${cellAddress(row, column)}" s="${source.style}"/>`;
    }
    if (isBlank(cell)) {
      if (old?.formula) target.formulasChanged();
      return "";
    }
    if (Boolean(old?.formula) !== Boolean(cell!.formula)) target.formulasChanged();
    return writeCell(
      xml,
      prefix,
      { row, column, cell: cell!, old: old ?? undefined, source, stays: stays && !loose },
      target,
    );
  };

  const data = child(xml.root, "sheetData");
  const rowText = (row: number): string => {
    const from = lineOrigin(row, 0)?.[0];
    const element = from === undefined ? undefined : reading.rowElements.get(from);
    const columns = new Set(is.cells.get(row)?.keys());
    if (shifts.length === 0) for (const column of reading.sources.get(row)?.keys() ?? []) columns.add(column);
    else for (const column of keptColumns(row)) columns.add(column);
    const line = is.cells.get(row);
    const cells = [...columns]
      .sort((a, b) => a - b)
      .map((column) => cellText(row, column, line?.get(column)))
      .join("");
    const old = from === undefined ? undefined : was.rows.get(from);
    const attributes = rowAttributes(xml, element, row, old, is.rows.get(row), from === row, target);
    if (cells === "" && attributes === "") return "";
    return `<${prefix}row r="${row + 1}"${attributes}${cells === "" ? "/>" : `>${cells}</${prefix}row>`}`;
  };

  /** Cells of the file that only look, and stand in this row now. */
  const places = new Map<number, number[]>();
  if (shifts.length > 0) {
    for (const [row, line] of reading.sources) {
      for (const column of line.keys()) {
        const now = shiftedBy({ row, column, rows: 1, columns: 1 }, shifts);
        if (now) (places.get(now.row) ?? places.set(now.row, []).get(now.row)!).push(now.column);
      }
    }
  }
  const keptColumns = (row: number): readonly number[] => places.get(row) ?? [];

  if (shifts.length > 0 || !data) {
    const rows = new Set([...is.cells.keys(), ...is.rows.keys(), ...places.keys()]);
    for (const row of reading.rowElements.keys()) {
      const now = shiftedBy({ row, column: 0, rows: 1, columns: MAX_COLUMNS }, wholeLines(shifts, "Row"));
      if (now) rows.add(now.row);
    }
    const text = [...rows]
      .sort((a, b) => a - b)
      .map(rowText)
      .join("");
    if (data) xml.replaceContent(data, text);
    else placeElement(xml, "sheetData", `<${prefix}sheetData>${text}</${prefix}sheetData>`);
  } else {
    patchRows(xml, data, reading, { was, is, loosened, rowText });
  }
  patchDimension(xml, is);
}

/** Rows that changed are written anew where they stand, new ones between them. */
function patchRows(
  xml: Xml,
  data: XmlElement,
  reading: SheetReading,
  {
    was,
    is,
    loosened,
    rowText,
  }: { was: FileSheet; is: FileSheet; loosened: ReadonlySet<string>; rowText: (row: number) => string },
): void {
  const existing = [...reading.rowElements].sort(([a], [b]) => a - b);
  const changed = (row: number): boolean => {
    if (!sameLine(was.rows.get(row), is.rows.get(row))) return true;
    const [old, now] = [reading.cells.get(row), is.cells.get(row)];
    for (const [column, cell] of now ?? []) if (!sameCell(cell, old?.get(column))) return true;
    for (const [column, cell] of old ?? []) if (!now?.has(column) && !isBlank(cell)) return true;
    if (loosened.size > 0)
      for (const source of reading.sources.get(row)?.values() ?? [])
        if (source.shared !== undefined && loosened.has(source.shared)) return true;
    return false;
  };
  for (const [row, element] of existing) if (changed(row)) xml.replaceElement(element, rowText(row));
  const added = [...new Set([...is.cells.keys(), ...is.rows.keys()])]
    .filter((row) => !reading.rowElements.has(row))
    .sort((a, b) => a - b);
  let at = 0;
  const tail: string[] = [];
  for (const row of added) {
    const text = rowText(row);
    if (text === "") continue;
    while (at < existing.length && existing[at]![0] < row) at++;
    const next = existing[at]?.[1];
    if (next) xml.replace(next.start, next.start, text);
    else tail.push(text);
  }
  if (tail.length > 0) xml.append(data, tail.join(""));
}

/** Shared formulas of which a cell has another formula now, or none: each cell of them says its own from now on. */
function loosenedGroups(reading: SheetReading, is: FileSheet, all: boolean): ReadonlySet<string> {
  const loosened = new Set<string>();
  for (const [row, line] of reading.sources) {
    for (const [column, { shared }] of line) {
      if (shared === undefined || loosened.has(shared)) continue;
      if (all || reading.cells.get(row)?.get(column)?.formula !== is.cells.get(row)?.get(column)?.formula)
        loosened.add(shared);
    }
  }
  return loosened;
}

interface CellWriting {
  readonly row: number;
  readonly column: number;
  readonly cell: StoredCell;
  readonly old: StoredCell | undefined;
  readonly source: CellSource | undefined;
  /** The cell is where it was, and its formula's text can stay. */
  readonly stays: boolean;
}

function writeCell(
  xml: Xml,
  prefix: string,
  { row, column, cell, old, source, stays }: CellWriting,
  target: SheetTarget,
): string {
  const attributes = new Map<string, string>([["r", cellAddress(row, column)]]);
  const style =
    source && old && sameLooks(old, cell) ? source.style : target.styles.indexOf(cell.style, source?.style ?? 0);
  if (style !== 0) attributes.set("s", String(style));
  let formula = "";
  if (cell.formula) {
    const f = source && child(source.element, "f");
    const metadata = source && attribute(source.element, "cm");
    const wasArray = f !== undefined && attribute(f, "t") === "array";
    if (f && stays && old?.formula === cell.formula && sameSpill(old, cell)) {
      formula = xml.source(f);
      if (metadata) attributes.set("cm", metadata);
    } else {
      const text = escapeXml(toFile(cell.formula, target.names));
      const sameKind = old?.formula === cell.formula && !wasArray;
      const plain = !cell.spill && (sameKind || isPlain(cell.formula, target.names));
      if (plain) formula = `<${prefix}f>${text}</${prefix}f>`;
      else {
        const ref = rectAddress({ row, column, rows: cell.spill?.rows ?? 1, columns: cell.spill?.columns ?? 1 });
        formula = `<${prefix}f t="array" ref="${ref}">${text}</${prefix}f>`;
        if (!wasArray || metadata) attributes.set("cm", metadata ?? String(target.dynamic()));
      }
    }
  }
  const [type, content] = valueText(
    // A formula may give, and spill, a text of nothing, which isn't no value.
    cell.formula || cell.spilled ? (cell.value ?? "") : cell.value,
    cell.formula !== undefined || cell.spilled === true,
    prefix,
    target,
  );
  if (type) attributes.set("t", type);
  const list = ["r", "s", "t", "cm"]
    .flatMap((name) => (attributes.has(name) ? [` ${name}="${attributes.get(name)!}"`] : []))
    .join("");
  const inside = formula + content;
  return inside === "" ? `<${prefix}c${list}/>` : `<${prefix}c${list}>${inside}</${prefix}c>`;
}

function valueText(
  value: CellValue,
  calculated: boolean,
  prefix: string,
  target: SheetTarget,
): readonly [type: string | null, content: string] {
  if (value === null) return [null, ""];
  const v = (text: string) => `<${prefix}v>${text}</${prefix}v>`;
  if (typeof value === "number") return Number.isFinite(value) ? [null, v(String(value))] : ["e", v("#NUM!")];
  if (typeof value === "boolean") return ["b", v(value ? "1" : "0")];
  if (isError(value)) return ["e", v(storedError(value))];
  return calculated ? ["str", v(escapeXml(escapeExcel(value)))] : ["s", v(String(target.string(value)))];
}

/** Errors that came after the file format have a stand-in there. */
const storedError = (error: string): string =>
  /^#(?:SPILL!|CALC!|BUSY!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!)$/.test(error) ? "#VALUE!" : escapeXml(error);

function rowAttributes(
  xml: Xml,
  element: XmlElement | undefined,
  row: number,
  was: StoredLine | undefined,
  is: StoredLine | undefined,
  stays: boolean,
  { styles }: SheetTarget,
): string {
  const attributes = new Map(Object.entries(element?.attributes ?? {}));
  attributes.delete("r");
  if (!stays || element) attributes.delete("spans");
  if (!sameLine(was, is))
    lineAttributes(attributes, was, is, styles, { size: "ht", custom: "customHeight", style: "s" }, (points) => points);
  if (is?.style && !sameLooks(is, was ?? {})) attributes.set("customFormat", "1");
  return [...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("");
}

function lineAttributes(
  attributes: Map<string, string>,
  was: StoredLine | undefined,
  is: StoredLine | undefined,
  styles: Styles,
  names: { size: string; custom: string; style: string },
  measure: (points: number) => number,
): void {
  if (was?.size !== is?.size) {
    if (is?.size === undefined) {
      attributes.delete(names.size);
      attributes.delete(names.custom);
    } else attributes.set(names.size, String(measure(is.size))).set(names.custom, "1");
  }
  if (is?.hidden) attributes.set("hidden", "1");
  else if (was?.hidden) attributes.delete("hidden");
  if (!sameLooks(was ?? {}, is ?? {}))
    attributes.set(names.style, String(styles.indexOf(is?.style, Number(attributes.get(names.style) ?? 0))));
}

function patchDimension(xml: Xml, is: FileSheet): void {
  const element = child(xml.root, "dimension");
  if (!element) return;
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  for (const [row, line] of is.cells) {
    for (const [column, cell] of line) {
      if (isBlank(cell)) continue;
      [top, left, bottom, right] = [
        Math.min(top, row),
        Math.min(left, column),
        Math.max(bottom, row),
        Math.max(right, column),
      ];
    }
  }
  const old = tryParseAddress(attribute(element, "ref") ?? "");
  const grown =
    bottom >= 0 &&
    (!old || top < old.row || left < old.column || bottom >= old.row + old.rows || right >= old.column + old.columns);
  if (grown)
    xml.setAttribute(
      element,
      "ref",
      rectAddress({ row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 }),
    );
}

/* Columns, views, the rest */

const SHOWN = 1024;

function patchColumns(xml: Xml, { was, is, shifts }: SheetChange, { styles }: SheetTarget): void {
  const moves = wholeLines(shifts, "Column");
  if (moves.length === 0 && sameLines(was.columns, is.columns)) return;
  const old = child(xml.root, "cols");
  const given = new Map<number, Map<string, string>>();
  const tail: string[] = [];
  for (const each of children(old, "col")) {
    const [first, last] = [numberOf(each, "min") ?? 1, numberOf(each, "max") ?? 1];
    const attributes = new Map(Object.entries(each.attributes).filter(([name]) => name !== "min" && name !== "max"));
    for (let at = first - 1; at < Math.min(last, SHOWN); at++) given.set(at, attributes);
    if (last > SHOWN) tail.push(columnText(prefixOf(xml.root), Math.max(first, SHOWN + 1), last, attributes));
  }
  const origin = origins(moves);
  const lines: string[] = [];
  let run: { from: number; to: number; attributes: Map<string, string>; key: string } | undefined;
  const close = (): void =>
    void (run && lines.push(columnText(prefixOf(xml.root), run.from + 1, run.to + 1, run.attributes)));
  for (let column = 0; column < SHOWN; column++) {
    const from = origin(0, column)?.[1];
    const attributes = new Map(from === undefined ? [] : given.get(from));
    const [before, after] = [from === undefined ? undefined : was.columns.get(from), is.columns.get(column)];
    if (!sameLine(before, after)) {
      lineAttributes(
        attributes,
        before,
        after,
        styles,
        { size: "width", custom: "customWidth", style: "style" },
        columnCharacters,
      );
    }
    // A column always says how wide it is.
    if (attributes.size > 0 && !attributes.has("width"))
      attributes.set("width", String(columnCharacters(is.columnWidth)));
    const key = JSON.stringify([...attributes]);
    if (run && run.key === key) run.to = column;
    else {
      close();
      run = attributes.size > 0 ? { from: column, to: column, attributes, key } : undefined;
    }
  }
  close();
  const content = [...lines, ...tail].join("");
  if (old)
    xml.replaceElement(old, content === "" ? "" : `<${prefixOf(xml.root)}cols>${content}</${prefixOf(xml.root)}cols>`);
  else if (content !== "")
    placeElement(xml, "cols", `<${prefixOf(xml.root)}cols>${content}</${prefixOf(xml.root)}cols>`);
}

const columnText = (prefix: string, min: number, max: number, attributes: ReadonlyMap<string, string>): string =>
  `<${prefix}col min="${min}" max="${max}"${[...attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join("")}/>`;

function patchViews(xml: Xml, was: FileSheet, is: FileSheet): void {
  const prefix = prefixOf(xml.root);
  const frozen = was.frozen.rows === is.frozen.rows && was.frozen.columns === is.frozen.columns;
  if (frozen && was.gridlines === is.gridlines && was.showHeadings === is.showHeadings) return;
  const view = child(xml.root, "sheetViews", "sheetView");
  if (!view) {
    const flags = `${is.gridlines ? "" : ' showGridLines="0"'}${is.showHeadings ? "" : ' showRowColHeaders="0"'}`;
    const pane = paneText(prefix, is.frozen);
    placeElement(
      xml,
      "sheetViews",
      `<${prefix}sheetViews><${prefix}sheetView${flags} workbookViewId="0">${pane}</${prefix}sheetView></${prefix}sheetViews>`,
    );
    return;
  }
  if (was.gridlines !== is.gridlines) xml.setAttribute(view, "showGridLines", is.gridlines ? null : "0");
  if (was.showHeadings !== is.showHeadings) xml.setAttribute(view, "showRowColHeaders", is.showHeadings ? null : "0");
  if (frozen) return;
  const kept = children(view).filter((each) => !["pane", "selection"].includes(local(each.name)));
  xml.replaceContent(view, paneText(prefix, is.frozen) + kept.map((each) => xml.source(each)).join(""));
}

function paneText(prefix: string, { rows, columns }: FileSheet["frozen"]): string {
  if (rows === 0 && columns === 0) return "";
  const pane = rows > 0 && columns > 0 ? "bottomRight" : rows > 0 ? "bottomLeft" : "topRight";
  const splits = `${columns > 0 ? ` xSplit="${columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""}`;
  return `<${prefix}pane${splits} topLeftCell="${cellAddress(rows, columns)}" activePane="${pane}" state="frozen"/><${prefix}selection pane="${pane}"/>`;
}

function patchMerges(xml: Xml, merges: readonly Rect[]): void {
  const prefix = prefixOf(xml.root);
  const list = merges.map((each) => `<${prefix}mergeCell ref="${rectAddress(each)}"/>`).join("");
  const text = merges.length === 0 ? "" : `<${prefix}mergeCells count="${merges.length}">${list}</${prefix}mergeCells>`;
  const old = child(xml.root, "mergeCells");
  if (old) xml.replaceElement(old, text);
  else if (text !== "") placeElement(xml, "mergeCells", text);
}

const isFitted = ({ pagesWide, pagesTall }: PrintState): boolean => pagesWide !== null || pagesTall !== null;

function patchProperties(xml: Xml, was: FileSheet, is: FileSheet): void {
  const prefix = prefixOf(xml.root);
  const properties = child(xml.root, "sheetPr");
  const texts = new Map<string, string>();
  if (was.tabColor.toUpperCase() !== is.tabColor.toUpperCase()) {
    const color = `<${prefix}tabColor rgb="FF${is.tabColor.slice(1).toUpperCase()}"/>`;
    texts.set("tabColor", is.tabColor === "" ? "" : color);
  }
  if (isFitted(was.print) !== isFitted(is.print))
    texts.set("pageSetUpPr", `<${prefix}pageSetUpPr fitToPage="${isFitted(is.print) ? 1 : 0}"/>`);
  if (!properties) {
    const text = [...texts.values()].join("");
    if (text !== "") placeElement(xml, "sheetPr", `<${prefix}sheetPr>${text}</${prefix}sheetPr>`);
    return;
  }
  // The color comes first, the pages last.
  const rank = ["tabColor", "outlinePr", "pageSetUpPr"];
  const kept = children(properties).map((each) => [local(each.name), xml.source(each)] as const);
  const all = new Map([...kept, ...texts]);
  if (texts.size === 0) return;
  const content = [...all].sort(([one], [other]) => rank.indexOf(one) - rank.indexOf(other)).map(([, text]) => text);
  xml.replaceContent(properties, content.join(""));
}

function patchPrint(xml: Xml, was: PrintState, is: PrintState): void {
  const prefix = prefixOf(xml.root);
  const setup = new Map([
    ["orientation", is.landscape ? "landscape" : "portrait"],
    ...(isFitted(is)
      ? ([
          ["fitToWidth", String(is.pagesWide ?? 0)],
          ["fitToHeight", String(is.pagesTall ?? 0)],
        ] as const)
      : ([["scale", String(is.scale)]] as const)),
  ]);
  const said = ({ landscape, pagesWide, pagesTall, scale }: PrintState): string =>
    JSON.stringify([landscape, pagesWide, pagesTall, scale]);
  if (said(was) !== said(is)) {
    const old = child(xml.root, "pageSetup");
    if (old) for (const [name, value] of setup) xml.setAttribute(old, name, value);
    else {
      const attributes = [...setup].map(([name, value]) => ` ${name}="${value}"`).join("");
      placeElement(xml, "pageSetup", `<${prefix}pageSetup${attributes}/>`);
    }
  }
  if (is.breaks.length === 0) return;
  const old = child(xml.root, "rowBreaks");
  const known = children(old, "brk").map((each) => numberOf(each, "id"));
  const added = is.breaks.map(({ row }) => row).filter((row) => !known.includes(row));
  const texts = added.map((row) => `<${prefix}brk id="${row}" max="${MAX_COLUMNS - 1}" man="1"/>`).join("");
  const count = String(known.length + added.length);
  if (!old) {
    const counts = `count="${count}" manualBreakCount="${count}"`;
    placeElement(xml, "rowBreaks", `<${prefix}rowBreaks ${counts}>${texts}</${prefix}rowBreaks>`);
  } else if (added.length > 0) {
    xml.append(old, texts);
    for (const name of ["count", "manualBreakCount"]) xml.setAttribute(old, name, count);
  }
}

/** What the grid doesn't know, and refers to cells: formats by condition, validation, links, filters, page breaks. */
function followKept(xml: Xml, sheet: string, shifts: readonly GridChange[], reshapings: readonly Reshaping[]): void {
  const follow = (element: XmlElement): void => {
    const name = local(element.name);
    if (["sheetData", "cols", "mergeCells", "sheetViews", "dimension", "tableParts"].includes(name)) return;
    if (["formula", "formula1", "formula2", "f"].includes(name) && element.text !== "") {
      const text = reshaped(`=${element.text}`, sheet, reshapings).slice(1);
      if (text !== element.text && element.children.every(({ type }) => type !== "element"))
        xml.replaceContent(element, escapeXml(text));
    }
    if (name === "sqref") {
      const text = movedList(element.text, shifts);
      if (text !== element.text) xml.replaceContent(element, text);
    }
    for (const key of ["sqref", "ref"]) {
      const value = element.attributes[key];
      if (value === undefined) continue;
      const text = movedList(value, shifts);
      if (text === "" && value !== "") return xml.replaceElement(element, "");
      if (text !== value) xml.setAttribute(element, key, text);
    }
    for (const each of elements(element)) follow(each);
  };
  for (const each of elements(xml.root)) follow(each);
  for (const [list, what] of [
    ["rowBreaks", "Row"],
    ["colBreaks", "Column"],
  ] as const) {
    for (const each of children(child(xml.root, list), "brk")) {
      const id = numberOf(each, "id");
      if (id === undefined) continue;
      const rect =
        what === "Row"
          ? { row: id, rows: 1, column: 0, columns: MAX_COLUMNS }
          : { column: id, columns: 1, row: 0, rows: MAX_ROWS };
      const now = shiftedBy(rect, shifts);
      if (!now) xml.replaceElement(each, "");
      else if ((what === "Row" ? now.row : now.column) !== id)
        xml.setAttribute(each, "id", String(what === "Row" ? now.row : now.column));
    }
  }
}

/** Of a list of ranges, those that are left, where they are now. */
function movedList(list: string, shifts: readonly GridChange[]): string {
  return list
    .split(/\s+/)
    .flatMap((each) => {
      const rect = tryParseAddress(each);
      if (!rect) return [each];
      const now = shiftedBy(rect, shifts);
      return now === undefined ? [] : now === rect ? [each] : [rectAddress(now)];
    })
    .join(" ");
}
