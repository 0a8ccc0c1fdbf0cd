/** The steps that operations are made of. Each knows how to take itself back, whatever came of it. */
import { areaAddress, parseAddress, rectangles, type Area } from "./addresses";
import { FORMATS, written, writtenText, type Cell } from "./cells";
import { NAMESPACE } from "./kept";
import { LOOKS, type Look } from "./looks";
import type { Message } from "./messages";
import type { ChartPlan, SheetPlan } from "./sheets";
import type { CellValue, Grid } from "./tables";
import type { Step } from "./transaction";

type Context = Excel.RequestContext;

const rangeOf = (sheet: Excel.Worksheet, area: Area): Excel.Range => sheet.getRange(areaAddress(area));

/* Writing cells */

type Cells = readonly (readonly (Cell | null)[])[];

const sizeOf = (cells: Cells): Pick<Area, "rows" | "columns"> => ({
  rows: cells.length,
  columns: cells[0]?.length ?? 0,
});

/** Writes contents, number formats and looks. Cells that aren't planned stay as they are. */
function writeCells(sheet: Excel.Worksheet, cells: Cells, at: Pick<Area, "row" | "column">): void {
  const { rows, columns } = sizeOf(cells);
  const cellAt = (row: number, column: number): Cell | undefined => cells[row]?.[column] ?? undefined;
  const move = (area: Area): Area => ({ ...area, row: area.row + at.row, column: area.column + at.column });

  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.format)) {
    // One value for all cells of the range, which the types do not say.
    if (key !== FORMATS.general) rangeOf(sheet, move(area)).numberFormat = key as unknown as string[][];
  }
  for (const { area } of rectangles(rows, columns, (row, column) => {
    const cell = cellAt(row, column);
    return cell && cell.kind !== "spilled" ? true : undefined;
  })) {
    rangeOf(sheet, move(area)).formulas = grid(area, (row, column) => written(cellAt(row, column)!));
  }
  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.style)) {
    applyLook(rangeOf(sheet, move(area)), LOOKS[key]);
  }
}

function grid<T>({ row, column, rows, columns }: Area, at: (row: number, column: number) => T): T[][] {
  return Array.from({ length: rows }, (_, down) =>
    Array.from({ length: columns }, (_unused, right) => at(row + down, column + right)),
  );
}

function applyLook({ format }: Excel.Range, { color, bold, size, fill, align }: Look): void {
  if (color) format.font.color = color;
  if (bold) format.font.bold = true;
  if (size) format.font.size = size;
  if (fill) format.fill.color = fill;
  if (align) format.horizontalAlignment = align;
}

/* Sheets */

/** Points to a character of the default font, about. */
const CHARACTER = 5.6;

/**
 * Makes a sheet with all that is on it. `before` are the ids of the sheets that the workbook had: none of them is
 * taken back, whatever its name.
 */
export function addSheet(
  plan: Omit<SheetPlan, "kind">,
  position: number | null,
  before: ReadonlySet<string>,
  message: Message,
): Step {
  return {
    message,
    apply({ workbook }) {
      const sheet = workbook.worksheets.add(plan.name);
      if (position !== null) sheet.position = position;
      plan.widths.forEach((width, column) => {
        const area = { row: 0, column, rows: 1, columns: 1 };
        rangeOf(sheet, area).format.columnWidth = width * CHARACTER;
      });
      writeCells(sheet, plan.cells, { row: 0, column: 0 });
      for (const { name, area } of plan.tables) addTable(sheet, name, area);
      const { rows, columns } = plan.freeze;
      sheet.freezePanes.freezeAt(rangeOf(sheet, { row: 0, column: 0, rows, columns }));
      for (const chart of plan.charts) addChart(sheet, chart);
    },
    async undo(context) {
      const sheet = context.workbook.worksheets.getItemOrNullObject(plan.name);
      sheet.load("id");
      await context.sync();
      if (sheet.isNullObject || before.has(sheet.id)) return;
      sheet.delete();
      await context.sync();
    },
  };
}

export function addTable(sheet: Excel.Worksheet, name: string, area: Area): Excel.Table {
  const table = sheet.tables.add(areaAddress(area), true);
  table.name = name;
  return table;
}

function addChart(sheet: Excel.Worksheet, { name, title, type, categories, series, place }: ChartPlan): void {
  const all = series.map(({ values }) => values);
  const [first] = all;
  if (!first) return;
  const chart = sheet.charts.add(type, rangeOf(sheet, first), "Rows");
  chart.name = name;
  chart.title.text = title;
  series.forEach((line, index) => {
    const one = index === 0 ? chart.series.getItemAt(0) : chart.series.add(line.name);
    one.name = line.name;
    one.setValues(rangeOf(sheet, line.values));
    one.setXAxisValues(rangeOf(sheet, categories));
  });
  const corner = (row: number, column: number): Excel.Range => rangeOf(sheet, { row, column, rows: 1, columns: 1 });
  chart.setPosition(
    corner(place.row, place.column),
    corner(place.row + place.rows - 1, place.column + place.columns - 1),
  );
}

export function renameSheet(from: string, to: string, message: Message): Step {
  return {
    message,
    apply({ workbook }) {
      workbook.worksheets.getItem(from).name = to;
    },
    async undo(context) {
      const sheet = context.workbook.worksheets.getItemOrNullObject(to);
      sheet.load("name");
      await context.sync();
      if (sheet.isNullObject) return;
      sheet.name = from;
      await context.sync();
    },
  };
}

/* Cells of sheets that exist */

/** Cells as they were, to be brought back. */
export interface Snapshot {
  readonly sheet: string;
  readonly area: Area;
  /** What has to be written for each cell to be what it was. */
  readonly contents: Grid;
  /** Whether a formula spills from, or into, any of them. */
  readonly spills?: boolean;
  /** Left alone where contents are all that changes. */
  readonly formats?: readonly (readonly string[])[];
}

/** Queues the reading of cells; what comes back is to be called after the next sync. */
export function readCells(context: Context, sheet: string, area: Area): () => Snapshot {
  const range = rangeOf(context.workbook.worksheets.getItem(sheet), area);
  range.load("formulas,values,numberFormat,hasSpill");
  return () => ({
    sheet,
    area,
    // Null where some do, which the types do not say.
    spills: range.hasSpill !== false,
    contents: range.formulas.map((row, down) =>
      row.map((formula: CellValue, right) => contentOf(formula, range.values[down]![right] as CellValue)),
    ),
    formats: range.numberFormat as string[][],
  });
}

/**
 * The same without what formulas spill: written back as constants, it would stand in their way. A round trip more, and
 * only where anything spills.
 */
export async function withoutSpilled(context: Context, snapshots: readonly Snapshot[]): Promise<readonly Snapshot[]> {
  const pending = snapshots.map((snapshot) => {
    if (snapshot.spills !== true) return null;
    const range = rangeOf(context.workbook.worksheets.getItem(snapshot.sheet), snapshot.area);
    return snapshot.contents.map((line, row) =>
      line.map((content, column) => {
        if (content === "") return null;
        const cell = range.getCell(row, column);
        const parent = cell.getSpillParentOrNullObject();
        cell.load("address");
        parent.load("address");
        return { cell, parent };
      }),
    );
  });
  if (pending.every((cells) => cells === null)) return snapshots;
  await context.sync();
  const isSpilledInto = (asked: { cell: Excel.Range; parent: Excel.Range } | null): boolean =>
    asked !== null && !asked.parent.isNullObject && asked.parent.address !== asked.cell.address;
  return snapshots.map((snapshot, index) => ({
    ...snapshot,
    contents: snapshot.contents.map((line, row) =>
      line.map((content, column) => (isSpilledInto(pending[index]?.[row]?.[column] ?? null) ? "" : content)),
    ),
  }));
}

/** A text constant reads as itself in both; only a formula reads differently from its value. */
export function contentOf(formula: CellValue, value: CellValue): CellValue {
  const isText = typeof value === "string" && formula === value;
  return isText ? writtenText(value) : formula;
}

function restore(sheet: Excel.Worksheet, { area, contents, formats }: Snapshot): void {
  const range = rangeOf(sheet, area);
  if (formats) range.numberFormat = formats as string[][];
  range.formulas = contents as CellValue[][];
}

type PlainAlignment = `${Excel.HorizontalAlignment}`;

/** What a cell looks like, as far as planned cells change it. */
interface PlainLook {
  readonly color: string;
  readonly bold: boolean;
  readonly size: number;
  readonly fill: string;
  readonly align: PlainAlignment;
}

export interface Looks {
  readonly area: Area;
  readonly looks: readonly (readonly PlainLook[])[];
  /** Parts that nobody had touched: a look of their own, even a plain one, would count them among the cells in use. */
  readonly untouched: readonly Area[];
}

/** One more round trip, two where the cells don't all look alike. */
export async function readLooks(context: Context, sheet: string, area: Area): Promise<Looks> {
  const worksheet = context.workbook.worksheets.getItem(sheet);
  const range = rangeOf(worksheet, area);
  const whole = queueLook(range);
  const used = worksheet.getUsedRangeOrNullObject();
  used.load("address");
  await context.sync();
  const common = whole();
  const untouched = partsOutside(area, used.isNullObject ? null : parseAddress(used.address));
  if (Object.values(common).every((value) => value !== null && value !== ""))
    return { area, untouched, looks: grid(area, () => common) };
  const pending = grid({ ...area, row: 0, column: 0 }, (row, column) => queueLook(range.getCell(row, column)));
  await context.sync();
  return { area, untouched, looks: pending.map((row) => row.map((look) => look())) };
}

function partsOutside(area: Area, used: Area | null): readonly Area[] {
  const isInside = (row: number, column: number): boolean =>
    used !== null &&
    row >= used.row &&
    row < used.row + used.rows &&
    column >= used.column &&
    column < used.column + used.columns;
  const outside = rectangles(area.rows, area.columns, (row, column) =>
    isInside(area.row + row, area.column + column) ? undefined : true,
  );
  return outside.map(({ area: part }) => ({ ...part, row: part.row + area.row, column: part.column + area.column }));
}

function queueLook({ format }: Excel.Range): () => PlainLook {
  format.font.load("color,bold,size");
  format.fill.load("color");
  format.load("horizontalAlignment");
  return () => ({
    color: format.font.color,
    bold: format.font.bold,
    size: format.font.size,
    fill: format.fill.color,
    align: format.horizontalAlignment as PlainAlignment,
  });
}

/** What Excel answers for a cell without a fill, too. */
const NO_FILL = "#FFFFFF";

function restoreLooks(sheet: Excel.Worksheet, { area, looks }: Looks): void {
  const keys = looks.map((row) => row.map((look) => JSON.stringify(look)));
  for (const { area: part, key } of rectangles(area.rows, area.columns, (row, column) => keys[row]?.[column])) {
    const look = JSON.parse(key) as PlainLook;
    const { format } = rangeOf(sheet, { ...part, row: part.row + area.row, column: part.column + area.column });
    format.font.color = look.color;
    format.font.bold = look.bold;
    format.font.size = look.size;
    format.horizontalAlignment = look.align;
    if (look.fill.toUpperCase() === NO_FILL || look.fill === "") format.fill.clear();
    else format.fill.color = look.fill;
  }
}

/** Writes planned cells, with their looks, into a sheet that is there. */
export function overwrite(
  sheet: string,
  cells: Cells,
  at: Pick<Area, "row" | "column">,
  before: Snapshot,
  looks: Looks,
  message: Message,
): Step {
  return {
    message,
    apply: ({ workbook }) => writeCells(workbook.worksheets.getItem(sheet), cells, at),
    async undo(context) {
      await bringBackWithLooks(context, before, looks);
    },
  };
}

/** Writes contents alone, leaving formats and looks. */
export function writeContents(
  changes: readonly { readonly sheet: string; readonly area: Area; readonly contents: Grid }[],
  before: readonly Snapshot[],
  message: Message,
): Step {
  return {
    message,
    apply({ workbook }) {
      for (const { sheet, area, contents } of changes) {
        rangeOf(workbook.worksheets.getItem(sheet), area).formulas = contents as CellValue[][];
      }
    },
    undo: (context) => bringBack(context, before),
  };
}

async function bringBack(context: Context, snapshots: readonly Snapshot[]): Promise<void> {
  for (const snapshot of snapshots) restore(context.workbook.worksheets.getItem(snapshot.sheet), snapshot);
  await context.sync();
}

async function bringBackWithLooks(context: Context, before: Snapshot, looks: Looks): Promise<void> {
  const sheet = context.workbook.worksheets.getItem(before.sheet);
  restoreLooks(sheet, looks);
  await bringBack(context, [before]);
  for (const area of looks.untouched) rangeOf(sheet, area).clear();
  await context.sync();
}

/** Gives a table another size, and the cells of both sizes, which `before` covers, other contents. */
export function reshapeTable(
  name: string,
  before: Snapshot,
  from: Area,
  to: Area,
  contents: Grid,
  message: Message,
): Step {
  const resize = (context: Context, area: Area): void => {
    const table = context.workbook.tables.getItem(name);
    table.resize(areaAddress(area));
  };
  return {
    message,
    apply(context) {
      resize(context, to);
      rangeOf(context.workbook.worksheets.getItem(before.sheet), before.area).formulas = contents as CellValue[][];
    },
    async undo(context) {
      resize(context, from);
      await bringBack(context, [before]);
    },
  };
}

/**
 * Makes a table over cells that it fills; taken back, the cells are what they were. `former` is the id of a table of that
 * name that has made way, which isn't the one to be taken back.
 */
export function addTableTo(
  sheet: string,
  name: string,
  former: string | null,
  cells: Cells,
  at: Pick<Area, "row" | "column">,
  before: Snapshot,
  looks: Looks,
  message: Message,
): Step {
  return {
    message,
    apply({ workbook }) {
      const target = workbook.worksheets.getItem(sheet);
      writeCells(target, cells, at);
      addTable(target, name, { ...at, ...sizeOf(cells) });
    },
    async undo(context) {
      const table = context.workbook.tables.getItemOrNullObject(name);
      table.load("id");
      await context.sync();
      if (!table.isNullObject && table.id !== former) table.convertToRange();
      await bringBackWithLooks(context, before, looks);
    },
  };
}

/* What is kept in the workbook */

export interface Part {
  readonly id: string;
  readonly xml: string;
}

/** Writes our custom XML part; `write` is called when the steps before have been carried out. `after` is the part as it then is. */
export function keepPart(
  before: Part | null,
  write: () => string,
  message: Message,
): Step & { readonly after: () => Part } {
  let added: Excel.CustomXmlPart | null = null;
  let xml = "";
  return {
    message,
    apply({ workbook }) {
      xml = write();
      if (before) {
        workbook.customXmlParts.getItem(before.id).setXml(xml);
        return;
      }
      added = workbook.customXmlParts.add(xml);
      added.load("id");
    },
    async undo(context) {
      const parts = context.workbook.customXmlParts.getByNamespace(NAMESPACE);
      parts.load("items/id");
      await context.sync();
      for (const part of parts.items) {
        if (part.id === before?.id) context.workbook.customXmlParts.getItem(part.id).setXml(before.xml);
        else if (!before) context.workbook.customXmlParts.getItem(part.id).delete();
      }
      await context.sync();
    },
    after: () => ({ id: before?.id ?? added!.id, xml }),
  };
}

/** Several steps in one round trip. */
export function together(message: Message, steps: readonly Step[]): Step {
  return {
    message,
    apply: (context) => steps.forEach((step) => step.apply(context)),
    async undo(context) {
      for (const step of [...steps].reverse()) await step.undo(context);
    },
  };
}

/** Asks Excel for something that leaves no trace in the workbook. */
export const only = (message: Message, apply: Step["apply"]): Step => ({ message, apply, undo: async () => {} });

/** Renames a table that is in the way of a new one. */
export function renameTable(from: string, to: string, message: Message): Step {
  return {
    message,
    apply({ workbook }) {
      workbook.tables.getItem(from).name = to;
    },
    async undo(context) {
      const table = context.workbook.tables.getItemOrNullObject(to);
      table.load("name");
      await context.sync();
      if (table.isNullObject) return;
      table.name = from;
      await context.sync();
    },
  };
}
