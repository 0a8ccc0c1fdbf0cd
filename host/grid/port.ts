import type { Area, Rect } from "../address.js";

/** What a cell holds. An error is its text ("#N/A"); an empty cell is null. */
export type CellValue = string | number | boolean | null;

/** What is written into a cell: its content (a value or a formula), and a number format that came with it. */
export type CellContent =
  | {
      readonly kind: "value";
      readonly value: string | number | boolean;
      readonly text?: boolean;
      readonly format?: string;
    }
  | { readonly kind: "formula"; readonly formula: string }
  | { readonly kind: "empty" };

export type HorizontalAlignment = "General" | "Left" | "Center" | "Right" | "Justify" | "Distributed";
export type VerticalAlignment = "Top" | "Center" | "Bottom";

export interface BorderLine {
  readonly style: string;
  readonly weight: string;
  readonly color: string;
}
export type BorderEdge = "top" | "bottom" | "left" | "right";

/** How a cell looks, in Excel's terms. What isn't set is Excel's default. */
export interface CellStyle {
  readonly numberFormat: string;
  readonly fillColor: string | null;
  readonly fontName: string;
  readonly fontSize: number;
  readonly fontColor: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strikethrough: boolean;
  readonly horizontal: HorizontalAlignment;
  readonly vertical: VerticalAlignment;
  readonly wrap: boolean;
  readonly indent: number;
  readonly borders: Readonly<Partial<Record<BorderEdge, BorderLine>>>;
}

/** A change of style: null takes the property away again. */
export type StyleChange = {
  readonly [K in keyof Omit<CellStyle, "borders">]?: CellStyle[K] | null;
} & { readonly borders?: Readonly<Partial<Record<BorderEdge, BorderLine | null>>> };

export interface SheetInfo {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly tabColor: string;
}

/** A change of cells, as the grid reports it. */
export interface GridChange {
  readonly area: Area;
  readonly kind:
    "RangeEdited" | "RowInserted" | "RowDeleted" | "ColumnInserted" | "ColumnDeleted" | "CellInserted" | "CellDeleted";
  /** Where the cells behind inserted or deleted ones went. */
  readonly shift?: "down" | "right" | "up" | "left";
  /** Of a single cell: what it held before. */
  readonly before?: CellValue;
}

export type GridEvent =
  | { readonly type: "changed"; readonly change: GridChange }
  | { readonly type: "activated"; readonly sheetId: string; readonly previous: string | null }
  | { readonly type: "selected"; readonly area: Area }
  /** Formulas have been worked out, and their results are about to be put into cells. */
  | { readonly type: "workedOut" }
  /** Something else came into these cells, or they were cleared, while their formulas were worked out. */
  | { readonly type: "overtaken"; readonly cells: CalculatedCells }
  | { readonly type: "calculated"; readonly cells: CalculatedCells }
  /** Everything is about to be calculated anew. */
  | { readonly type: "recalculating" }
  | { readonly type: "sheetAdded"; readonly sheetId: string }
  | { readonly type: "sheetDeleted"; readonly sheetId: string };

/** By sheet. */
export type CalculatedCells = ReadonlyMap<string, readonly (readonly [row: number, column: number])[]>;

/** An argument as a formula hands it over: a missing one and a blank cell are both null. */
export type FormulaScalar = string | number | boolean | null | FormulaError;
export type FormulaArgument = FormulaScalar | readonly (readonly FormulaScalar[])[];
export interface FormulaError {
  readonly error: string;
  /** What the add-in says about it. */
  readonly message?: string;
}

/** What a formula gives whose call is under way. */
export const BUSY: FormulaError = { error: "#BUSY!" };

export interface FormulaCell {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
}

export type FormulaResult =
  string | number | boolean | FormulaError | readonly (readonly (string | number | boolean | FormulaError)[])[];

export interface GridFunction {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly description: string; readonly optional: boolean }[];
  /** `alone`: null where the call isn't all that its cell's formula calls. */
  readonly calculate: (args: readonly FormulaArgument[], cell: FormulaCell, alone: Alone | null) => FormulaResult;
}

/** What a formula that calls nothing else shows for what its call gives: the same, or as in `IFNA(call,"")`. */
export type Alone = (result: FormulaResult) => FormulaResult;

/** A name of the workbook or of one sheet, known to formulas. */
export interface GridName {
  readonly name: string;
  readonly sheetId: string | null;
  readonly formula: string;
  readonly comment: string;
}

/** A table as structured references need it. */
export interface GridTable {
  readonly name: string;
  /** Its totals included, where it shows any. */
  readonly area: Area;
  readonly totals: boolean;
  readonly columns: readonly string[];
}

/** A cell as a file keeps it. Looks are shared: one object for each. */
export interface StoredCell {
  readonly value: CellValue;
  readonly formula?: string;
  /** How many cells the formula fills, its own among them. */
  readonly spill?: { readonly rows: number; readonly columns: number };
  /** The value was spilled here by a formula elsewhere. */
  readonly spilled?: true;
  readonly style?: CellStyle;
}

export interface StoredLine {
  /** Height or width in points; without it the sheet's own. */
  readonly size?: number;
  readonly hidden?: boolean;
  /** The look of its cells that have none. */
  readonly style?: CellStyle;
}

/** A sheet as a file keeps it. */
export interface StoredSheet extends SheetInfo {
  readonly cells: ReadonlyMap<number, ReadonlyMap<number, StoredCell>>;
  readonly rows: ReadonlyMap<number, StoredLine>;
  readonly columns: ReadonlyMap<number, StoredLine>;
  readonly rowHeight: number;
  readonly columnWidth: number;
  readonly merges: readonly Rect[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly gridlines: boolean;
  /** What cells are written in that don't say; Calibri 11 unless told. */
  readonly font?: Pick<CellStyle, "fontName" | "fontSize">;
}

/**
 * The grid, as the host needs it. Everything that knows which grid it is lives behind this; the object model
 * above it doesn't.
 */
export interface Grid {
  readonly name: string;

  sheets(): readonly SheetInfo[];
  activeSheetId(): string;
  activateSheet(sheetId: string): void;
  addSheet(name: string): string;
  removeSheet(sheetId: string): void;
  renameSheet(sheetId: string, name: string): void;
  moveSheet(sheetId: string, position: number): void;
  setSheetHidden(sheetId: string, hidden: boolean): void;
  setTabColor(sheetId: string, color: string): void;
  setGridlines(sheetId: string, shown: boolean): void;
  gridlines(sheetId: string): boolean;
  freeze(sheetId: string, rows: number, columns: number): void;
  frozen(sheetId: string): { readonly rows: number; readonly columns: number };

  selection(): Area;
  select(area: Area): void;

  /** The bounds of what isn't empty; `valuesOnly` leaves cells out that only look. Null for an empty sheet. */
  usedBounds(sheetId: string, valuesOnly: boolean): Rect | null;
  values(area: Area): CellValue[][];
  texts(area: Area): string[][];
  /** A formula, or null where the cell has none. */
  formulas(area: Area): (string | null)[][];
  formula(sheetId: string, row: number, column: number): string | null;
  formats(area: Area): string[][];
  hasFormula(sheetId: string, row: number, column: number): boolean;
  styles(area: Area): CellStyle[][];
  /** The whole spill that the cell is the anchor of. */
  spillFrom(sheetId: string, row: number, column: number): Rect | null;
  /** All that formulas on the sheet spill into, their own cells among it. */
  spills(sheetId: string): readonly Rect[];
  /** The anchor of the spill that covers the cell. */
  spillAnchor(sheetId: string, row: number, column: number): { readonly row: number; readonly column: number } | null;

  /** Undefined leaves a cell as it is. */
  write(area: Area, contents: readonly (readonly (CellContent | undefined)[])[]): void;
  writeFormats(area: Area, formats: readonly (readonly (string | undefined)[])[]): void;
  style(area: Area, change: StyleChange): void;
  clear(area: Area, what: "all" | "contents" | "formats"): void;
  insert(area: Area, shift: "down" | "right"): Promise<void>;
  remove(area: Area, shift: "up" | "left"): Promise<void>;
  /** The formula as it reads so many rows and columns further: relative references move along. */
  movedFormula(formula: string, rows: number, columns: number): string;
  merge(area: Area, across: boolean): void;
  unmerge(area: Area): void;
  /** Merged cells of a sheet. */
  merges(sheetId: string): readonly Area[];

  columnWidth(sheetId: string, column: number): number;
  setColumnWidth(area: Area, points: number): void;
  rowHeight(sheetId: string, row: number): number;
  setRowHeight(area: Area, points: number): void;
  hiddenRows(area: Area): boolean[];
  hiddenColumns(area: Area): boolean[];
  setHidden(area: Area, what: "rows" | "columns", hidden: boolean): void;

  /** The sheets with all that a file keeps of them. */
  stored(): readonly StoredSheet[];

  names(): readonly GridName[];
  setName(name: GridName): void;
  removeName(name: string, sheetId: string | null): void;
  setTable(table: GridTable): void;
  removeTable(name: string): void;

  /** Formulas whose result isn't settled wait until `calculate`, which settles them. */
  needsCalculation(): boolean;
  calculate(scope?: "changed" | "all" | readonly Area[]): Promise<void>;
  /**
   * Whether the calculation that goes on is so short that what calls give for it, where they go out now, won't come before
   * it ends. It gives others their turn less often then.
   */
  hurry(): boolean;
  /** In manual mode nothing is calculated but by `calculate`. */
  setManual(manual: boolean): void;
  /** Which of some read any of the cells; null where that isn't known of all. */
  readersOf(cells: readonly FormulaCell[], among: readonly CalculatedCells[]): readonly FormulaCell[] | null;
  /** Puts results where they belong without a calculation of theirs: what read them is to be calculated. */
  applyResults(results: readonly { readonly cell: FormulaCell; readonly value: string | number | boolean }[]): void;

  registerFunction(definition: GridFunction): () => void;
  onEvent(listener: (event: GridEvent) => void): () => void;
  dispose(): void;
}
