/** A worksheet's part, read (ECMA-376 part 1, 18.3). */
import { plainPrint, type PrintState } from "../states.js";
import { parseAddress, tryParseAddress, type Rect } from "../address.js";
import type { CellValue, StoredCell, StoredLine } from "../grid/port.js";
import type { FileSheet } from "./content.js";
import { colorOf } from "./colors.js";
import { toCell, translated, type AddInNames } from "./formulas.js";
import { FileProblem } from "./problems.js";
import { PLAIN } from "../grid/plain.js";
import type { Styles } from "./styles.js";
import {
  attribute,
  child,
  children,
  descendants,
  elements,
  flagOf,
  local,
  numberOf,
  textOf,
  unescapeExcel,
  type XmlElement,
} from "./xml.js";

/** What the grid can't show, and the file keeps. */
export type Unshown =
  | "arrays"
  | "charts"
  | "chartSheets"
  | "comments"
  | "conditionalFormats"
  | "dataTables"
  | "dataValidation"
  | "drawings"
  | "externalLinks"
  | "filters"
  | "links"
  | "macros"
  | "outline"
  | "patterns"
  | "pivotTables"
  | "protection"
  | "richText"
  | "since1904"
  | "sparklines";

export interface SharedString {
  readonly text: string;
  readonly rich: boolean;
}

export interface SheetSources {
  readonly styles: Styles;
  readonly strings: readonly SharedString[];
  readonly names: AddInNames;
  /** Which numbers of cell metadata mark a dynamic array. */
  readonly dynamic: ReadonlySet<number>;
  readonly unshown: Set<Unshown>;
  count(cells: number): void;
}

/** Of a cell, what its part says beside what it holds and how it looks. */
export interface CellSource {
  readonly element: XmlElement;
  readonly style: number;
  /** The shared formula that it takes part in. */
  readonly shared?: string;
}

export interface SheetReading {
  readonly cells: Map<number, Map<number, StoredCell>>;
  readonly sources: Map<number, Map<number, CellSource>>;
  readonly rowElements: Map<number, XmlElement>;
  readonly dynamic: Set<string>;
}

export type SheetLines = Pick<FileSheet, "rows" | "columns">;

const ERRORS = new Set([
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CALC!",
  "#BUSY!",
  "#FIELD!",
  "#BLOCKED!",
  "#CONNECT!",
  "#UNKNOWN!",
]);
export const isError = (value: CellValue): value is string => typeof value === "string" && ERRORS.has(value);

export function readCells(root: XmlElement, sources: SheetSources, lines: SheetLines): SheetReading {
  const { styles, strings, names, dynamic, unshown, count } = sources;
  const reading: SheetReading = { cells: new Map(), sources: new Map(), rowElements: new Map(), dynamic: new Set() };
  const shared = new Map<string, { row: number; column: number; formula: string }>();
  const arrays: Rect[] = [];
  let row = -1;
  for (const rowElement of elements(child(root, "sheetData"), "row")) {
    row = (numberOf(rowElement, "r") ?? row + 2) - 1;
    reading.rowElements.set(row, rowElement);
    const line = new Map<number, StoredCell>();
    const sourceLine = new Map<number, CellSource>();
    let column = -1;
    for (const element of elements(rowElement, "c")) {
      const address = attribute(element, "r");
      column = address === undefined ? column + 1 : parsedCell(address).column;
      const index = numberOf(element, "s") ?? 0;
      const type = attribute(element, "t") ?? "n";
      const f = child(element, "f");
      // A plain cell in a line with a look of its own is plain all the same.
      const style =
        styles.at(index) ?? (lines.rows.get(row)?.style || lines.columns.get(column)?.style ? PLAIN : undefined);
      let source: CellSource = { element, style: index };
      let cell: StoredCell = { value: valueOf(element, type, strings, unshown), ...(style ? { style } : {}) };
      if (f) {
        const kind = attribute(f, "t") ?? "normal";
        const text = textOf(f);
        if (kind === "dataTable") unshown.add("dataTables");
        else if (kind === "shared") {
          const key = attribute(f, "si") ?? "";
          source = { ...source, shared: key };
          if (text !== "" && !shared.has(key)) shared.set(key, { row, column, formula: toCell(text, names) });
          const master = shared.get(key);
          if (master)
            cell = {
              ...cell,
              formula: text === "" ? translated(master.formula, master, { row, column }) : toCell(text, names),
            };
        } else if (text !== "") {
          cell = { ...cell, formula: toCell(text, names) };
          const filled = kind === "array" ? tryParseAddress(attribute(f, "ref") ?? "") : null;
          if (filled) {
            if (!dynamic.has(numberOf(element, "cm") ?? 0)) {
              unshown.add("arrays");
            } else reading.dynamic.add(`${row}:${column}`);
            if (filled.rows * filled.columns > 1) {
              cell = { ...cell, spill: { rows: filled.rows, columns: filled.columns } };
              arrays.push(filled);
            }
          }
        }
        if (/(?:^|[^\w.])\[\d+\]/.test(text)) unshown.add("externalLinks");
      }
      line.set(column, cell);
      sourceLine.set(column, source);
    }
    count(line.size);
    if (line.size > 0) {
      reading.cells.set(row, line);
      reading.sources.set(row, sourceLine);
    }
  }
  for (const array of arrays) {
    if (array.rows * array.columns > 1_000_000) throw new FileProblem("huge", "An array of more than a million cells.");
    for (let down = 0; down < array.rows; down++) {
      const line = reading.cells.get(array.row + down);
      for (let right = 0; right < array.columns; right++) {
        const held = line?.get(array.column + right);
        if ((down > 0 || right > 0) && held && !held.formula)
          line!.set(array.column + right, { ...held, spilled: true });
      }
    }
  }
  return reading;
}

function parsedCell(address: string): Rect {
  const rect = tryParseAddress(address);
  if (!rect) throw new FileProblem("broken", `A cell's address reads ${address}.`);
  return rect;
}

function valueOf(
  element: XmlElement,
  type: string,
  strings: readonly SharedString[],
  unshown: Set<Unshown>,
): CellValue {
  if (type === "inlineStr") {
    const inline = child(element, "is");
    if (child(inline, "r")) unshown.add("richText");
    return inline ? stringOf(inline) : null;
  }
  const v = child(element, "v");
  if (!v) return null;
  const text = textOf(v);
  switch (type) {
    case "s": {
      const found = strings[Number(text)];
      if (!found) throw new FileProblem("broken", `There is no text number ${text}.`);
      if (found.rich) unshown.add("richText");
      return found.text;
    }
    case "str":
      // A formula may give a text of nothing; that isn't one that has no value yet.
      return unescapeExcel(text);
    case "e":
      return text;
    case "b":
      return text === "1" || text === "true";
    case "d": {
      const time = Date.parse(/Z$|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
      return Number.isNaN(time) ? text : time / 86_400_000 + 25_569;
    }
    default: {
      const value = Number(text);
      return text.trim() === "" || Number.isNaN(value) ? null : value;
    }
  }
}

/** The text of a string, of all its runs; how to pronounce it isn't part of it. */
export function stringOf(element: XmlElement | undefined): string {
  if (!element) return "";
  let text = "";
  for (const each of elements(element)) {
    const name = local(each.name);
    if (name === "t") text += textOf(each);
    else if (name === "r") text += textOf(child(each, "t"));
  }
  return unescapeExcel(text);
}

/** Pixels of the digit that widths count: of Calibri 11. */
const DIGIT = 7;
const POINTS = 0.75;

export const columnPoints = (characters: number): number =>
  Math.trunc(((256 * characters + Math.trunc(128 / DIGIT)) / 256) * DIGIT) * POINTS;
export const columnCharacters = (points: number): number => Math.trunc((points / POINTS / DIGIT) * 256) / 256;
/** The grid's rows are whole pixels high. */
export const rowPoints = (points: number): number => Math.max(0, Math.round(points / POINTS)) * POINTS;

const MAX_COLUMNS_SHOWN = 1024;

function readRows(root: XmlElement, { styles, unshown }: SheetSources): Map<number, StoredLine> {
  const rows = new Map<number, StoredLine>();
  let row = -1;
  for (const each of elements(child(root, "sheetData"), "row")) {
    row = (numberOf(each, "r") ?? row + 2) - 1;
    if ((numberOf(each, "outlineLevel") ?? 0) > 0) unshown.add("outline");
    const line = lineOf(
      numberOf(each, "ht"),
      rowPoints,
      each,
      flagOf(each, "customFormat") ? numberOf(each, "s") : undefined,
      styles,
    );
    if (line) rows.set(row, line);
  }
  return rows;
}

function readColumns(root: XmlElement, { styles, unshown }: SheetSources, usual: number): Map<number, StoredLine> {
  const columns = new Map<number, StoredLine>();
  for (const each of children(child(root, "cols"), "col")) {
    const [first, last] = [numberOf(each, "min") ?? 1, numberOf(each, "max") ?? 1];
    if ((numberOf(each, "outlineLevel") ?? 0) > 0) unshown.add("outline");
    const width = numberOf(each, "width");
    // A column always says how wide it is, if only as wide as any other.
    const own =
      width !== undefined && (flagOf(each, "customWidth") || columnPoints(width) !== usual) ? width : undefined;
    const line = lineOf(own, columnPoints, each, numberOf(each, "style"), styles);
    // The tail to the sheet's end is its default, said otherwise.
    if (line) for (let at = first - 1; at < Math.min(last, MAX_COLUMNS_SHOWN); at++) columns.set(at, line);
  }
  return columns;
}

function lineOf(
  size: number | undefined,
  points: (size: number) => number,
  element: XmlElement,
  styleIndex: number | undefined,
  styles: Styles,
): StoredLine | undefined {
  const hidden = flagOf(element, "hidden");
  const style = styleIndex === undefined ? undefined : styles.at(styleIndex);
  if (size === undefined && !hidden && !style) return undefined;
  return {
    // A hidden line is as high as it will be when it is shown again; a height of nothing hides it, too.
    ...(size === undefined || (hidden && size === 0) ? {} : { size: points(size) }),
    ...(hidden || size === 0 ? { hidden: true } : {}),
    ...(style ? { style } : {}),
  };
}

export function readSheet(
  root: XmlElement,
  sources: SheetSources,
  about: Pick<FileSheet, "id" | "name" | "visibility">,
): FileSheet {
  const { styles, unshown } = sources;
  const view = child(root, "sheetViews", "sheetView");
  const pane = child(view, "pane");
  const frozen = pane && /^frozen/.test(attribute(pane, "state") ?? "");
  const defaults = child(root, "sheetFormatPr");
  const width = numberOf(defaults, "defaultColWidth");
  // So many digits and a margin, up to a multiple of eight pixels.
  const baseWidth = Math.ceil(((numberOf(defaults, "baseColWidth") ?? 8) * DIGIT + 5) / 8) * 8 * POINTS;
  note(root, unshown);
  const columnWidth = width === undefined ? baseWidth : columnPoints(width);
  const lines = { rows: readRows(root, sources), columns: readColumns(root, sources, columnWidth) };
  const { cells, dynamic } = readCells(root, sources, lines);
  const tab = colorOf(child(root, "sheetPr", "tabColor"), styles.palette);
  return {
    ...about,
    hidden: about.visibility !== "Visible",
    tabColor: tab ?? "",
    protected: flagOf(child(root, "sheetProtection"), "sheet"),
    showHeadings: flagOf(view, "showRowColHeaders", true),
    gridlines: flagOf(view, "showGridLines", true),
    frozen: {
      rows: frozen ? (numberOf(pane, "ySplit") ?? 0) : 0,
      columns: frozen ? (numberOf(pane, "xSplit") ?? 0) : 0,
    },
    cells,
    ...lines,
    rowHeight: rowPoints(numberOf(defaults, "defaultRowHeight") ?? 15),
    columnWidth,
    font: styles.font,
    print: readPrint(root),
    merges: children(child(root, "mergeCells"), "mergeCell").map((each) =>
      parseAddress(attribute(each, "ref") ?? "A1"),
    ),
    ...(dynamic.size > 0 ? { dynamic } : {}),
  };
}

function readPrint(root: XmlElement): PrintState {
  const setup = child(root, "pageSetup");
  const fits = flagOf(child(root, "sheetPr", "pageSetUpPr"), "fitToPage");
  // Excel writes 0 for as many pages as it takes, and no 1.
  const pages = (name: string): number | null => (fits ? (numberOf(setup, name) ?? 1) : 0) || null;
  return {
    ...plainPrint(),
    landscape: attribute(setup, "orientation") === "landscape",
    pagesWide: pages("fitToWidth"),
    pagesTall: pages("fitToHeight"),
    scale: numberOf(setup, "scale") ?? 100,
  };
}

function note(root: XmlElement, unshown: Set<Unshown>): void {
  if (
    child(root, "conditionalFormatting") ||
    [...descendants(child(root, "extLst"), "conditionalFormatting")].length > 0
  )
    unshown.add("conditionalFormats");
  if (child(root, "dataValidations") || [...descendants(child(root, "extLst"), "dataValidation")].length > 0)
    unshown.add("dataValidation");
  if (child(root, "autoFilter")) unshown.add("filters");
  if (child(root, "hyperlinks")) unshown.add("links");
  if (child(root, "sheetProtection")) unshown.add("protection");
  if ([...descendants(child(root, "extLst"), "sparklineGroup")].length > 0) unshown.add("sparklines");
}
