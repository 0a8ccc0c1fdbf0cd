/** Freeze and thaw: formulas of ours become their values, and values that are still the same become formulas again. */
import { areaAddress, cellAddress, parseAddress, rectangles, type Area } from "../addresses";
import { writtenText } from "../cells";
import { ourCells, readCellsInUse, type OurCell, type SheetCells } from "../formulas";
import { valuesOf, type Values } from "../listing";
import { WorkbookError, type Message } from "../messages";
import { together, writeContents, type Snapshot } from "../steps";
import type { CellValue, Grid } from "../tables";
import { transact, type Step } from "../transaction";
import type { FreezeOutcome, Ports, RunOptions, Scope, ThawOutcome } from "../types";
import { FROZEN_NAMESPACE, isSmall, readFrozen, writeFrozen, type FrozenCell } from "./record";

type Context = Excel.RequestContext;

/** Errors that say that there is no value yet, or no formula of ours: freezing them would keep nothing of worth. */
const NO_VALUE = ["#BUSY!", "#GETTING_DATA", "#NAME?", "#SPILL!", "#CALC!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!"];

interface SheetState {
  readonly id: string;
  readonly name: string;
  readonly isProtected: boolean;
}

/** Excel on the web takes and gives 5 MB at once: so many parts a round trip. */
const PARTS = 2;

interface StoredPart {
  readonly id: string;
  readonly cells: readonly FrozenCell[];
  readonly xml: string;
}

interface Read {
  readonly sheets: readonly SheetState[];
  readonly pieces: readonly SheetCells[];
  readonly values: Values;
  readonly parts: readonly StoredPart[];
  /** Within which cells; null for everything. */
  readonly within: { readonly sheet: string; readonly area: Area | null } | null;
}

/** In one context: every other costs a request to let go of its ranges. */
async function read(context: Context, scope: Scope, options: RunOptions): Promise<Read> {
  const { worksheets, customXmlParts } = context.workbook;
  const stored = customXmlParts.getByNamespace(FROZEN_NAMESPACE);
  stored.load("items/id");
  worksheets.load("items/id,items/name,items/protection/protected");
  const selected = context.workbook.getSelectedRange();
  selected.load("address");
  selected.worksheet.load("name");
  await context.sync();

  const sheets = worksheets.items.map(({ id, name, protection }) => ({ id, name, isProtected: protection.protected }));
  const area = scope === "selection" ? parseAddress(selected.address) : null;
  const within = scope === "workbook" ? null : { sheet: selected.worksheet.name, area };
  const texts: { id: string; xml: OfficeExtension.ClientResult<string> }[] = [];
  for (const part of stored.items) {
    // Together they would be beyond what Excel sends at once.
    // eslint-disable-next-line office-addins/no-context-sync-in-loop
    if (texts.length > 0 && texts.length % PARTS === 0) await context.sync();
    texts.push({ id: part.id, xml: part.getXml() });
  }
  const pieces: SheetCells[] = [];
  // The last texts come along with the first of these round trips.
  await readCellsInUse(
    (batch) => batch(context),
    (piece) => void pieces.push(piece),
    options,
    (sheet) => within === null || sheet === within.sheet,
  );
  return {
    sheets,
    pieces,
    values: valuesOf(pieces),
    parts: texts.map(({ id, xml }) => ({ id, xml: xml.value, cells: frozenIn(xml.value) })),
    within,
  };
}

const covers = ({ within }: Read, sheet: string, row: number, column: number): boolean => {
  if (within === null) return true;
  if (within.sheet !== sheet) return false;
  const { area } = within;
  if (!area) return true;
  return row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
};

function frozenIn(xml: string): readonly FrozenCell[] {
  const cells = readFrozen(xml);
  if (cells === null) throw new WorkbookError({ id: "frozen-damaged" });
  return cells;
}

/* Freeze */

export async function freeze(
  run: Ports["run"],
  scope: Scope,
  mark: boolean,
  options: RunOptions = {},
): Promise<FreezeOutcome> {
  return run(async (context) => {
    const found = await read(context, scope, options);
    const skipped: { cell: string; message: Message }[] = [];
    const ours = found.pieces.flatMap(ourCells).filter(({ sheet, row, column }) => covers(found, sheet, row, column));
    const free = ours.filter((cell) => {
      const message = reasonToSkip(found, cell);
      if (message) skipped.push({ cell: `${cell.sheet}!${cell.address}`, message });
      return !message;
    });
    const spills = await spillsOf(context, found, free);
    const idOf = new Map(found.sheets.map(({ id, name }) => [name, id]));
    const placed = ({ sheet, row, column }: OurCell) => ({ sheet: idOf.get(sheet)!, row, column });
    const plain = free
      .filter((cell) => !isSpilledInto(spills, cell))
      .map((cell): FrozenCell => {
        const { rows, columns } = spills.get(placeOf(cell.sheet, cell.row, cell.column)) ?? { rows: 1, columns: 1 };
        const values = Array.from({ length: rows }, (_, down) =>
          Array.from({ length: columns }, (_unused, right) =>
            found.values(cell.sheet, cell.row + down, cell.column + right),
          ),
        );
        return { ...placed(cell), formula: cell.formula, values, fill: null };
      });
    const frozen = mark ? await withFills(context, found, plain) : plain;
    if (frozen.length === 0) return { frozen: 0, skipped };

    await transact(run, stepsFor(found, frozen, "freeze"), options, undefined, context);
    return { frozen: frozen.length, skipped };
  });
}

function reasonToSkip({ sheets }: Read, { sheet, value }: OurCell): Message | null {
  if (sheets.find(({ name }) => name === sheet)?.isProtected) return { id: "sheet-protected", values: { name: sheet } };
  if (NO_VALUE.includes(String(value))) return { id: "not-calculated", values: { value: String(value) } };
  return null;
}

const placeOf = (sheet: string, row: number, column: number): string => `${sheet}\u0000${row}:${column}`;

type Spills = ReadonlyMap<string, Area & { readonly sheet: string }>;

/** The areas that formulas spill over, asked for only in pieces of sheets where anything spills. */
async function spillsOf(context: Context, { pieces }: Read, cells: readonly OurCell[]): Promise<Spills> {
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
    asked.flatMap(({ cell, range }) => {
      const area = range.isNullObject ? null : parseAddress(range.address);
      return area ? [[placeOf(cell.sheet, cell.row, cell.column), { ...area, sheet: cell.sheet }] as const] : [];
    }),
  );
}

/** Whether Excel shows another cell's formula in it. */
function isSpilledInto(spills: Spills, { sheet, row, column }: OurCell): boolean {
  if (spills.has(placeOf(sheet, row, column))) return false;
  return [...spills.values()].some(
    (area) =>
      area.sheet === sheet &&
      row >= area.row &&
      row < area.row + area.rows &&
      column >= area.column &&
      column < area.column + area.columns,
  );
}

/* Marks */

const MARK = "#DDEBF7";
/** What Excel answers for a cell without a fill, too. */
const NO_FILL = "#FFFFFF";

/** So many cells asked one by one stay below what Excel takes at once. */
const ONE_BY_ONE = 2_000;

/** Cells side by side are asked together, and one by one only where they differ. */
async function withFills(context: Context, { sheets }: Read, cells: readonly FrozenCell[]): Promise<FrozenCell[]> {
  const ask = (name: string, area: Area) => {
    const { fill } = context.workbook.worksheets.getItem(name).getRange(areaAddress(area)).format;
    fill.load("color");
    return { name, area, fill };
  };
  const side = sheets.flatMap(({ id, name }) => {
    const here = cells.filter(({ sheet }) => sheet === id);
    const places = new Set(here.map(({ row, column }) => `${row}:${column}`));
    const rows = here.reduce((most, { row }) => Math.max(most, row + 1), 0);
    const columns = here.reduce((most, { column }) => Math.max(most, column + 1), 0);
    const isHere = (row: number, column: number) => places.has(`${row}:${column}`) || undefined;
    return rectangles(rows, columns, isHere).map(({ area }) => ask(name, area));
  });
  if (side.length > 0) await context.sync();

  const alike = side.filter(({ fill }) => fill.color);
  const differing = side.filter(({ fill }) => !fill.color);
  const alone: ReturnType<typeof ask>[] = [];
  for (const { name, area } of differing) {
    for (let index = 0; index < area.rows * area.columns; index++) {
      const row = area.row + Math.floor(index / area.columns);
      const column = area.column + (index % area.columns);
      alone.push(ask(name, { row, column, rows: 1, columns: 1 }));
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      if (alone.length % ONE_BY_ONE === 0) await context.sync();
    }
  }
  if (alone.length % ONE_BY_ONE > 0) await context.sync();

  const fills = new Map<string, string>();
  for (const { name, area, fill } of [...alike, ...alone]) {
    for (let row = area.row; row < area.row + area.rows; row++) {
      for (let column = area.column; column < area.column + area.columns; column++) {
        fills.set(placeOf(name, row, column), fill.color);
      }
    }
  }
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
  return cells.map((cell) => ({ ...cell, fill: fills.get(placeOf(nameOf.get(cell.sheet)!, cell.row, cell.column))! }));
}

/** Marks cells, or gives them the fills that they had. */
function markStep({ sheets }: Read, cells: readonly FrozenCell[], does: "freeze" | "thaw", message: Message): Step {
  const marked = cells.filter(({ fill }) => fill !== null);
  const paint = ({ workbook }: Context, what: "freeze" | "thaw"): void => {
    for (const { id, name } of sheets) {
      const here = marked.filter(({ sheet }) => sheet === id);
      if (here.length === 0) continue;
      const fills = new Map(
        here.map(({ row, column, fill }) => [`${row}:${column}`, what === "freeze" ? MARK : fill!]),
      );
      const rows = Math.max(...here.map(({ row }) => row)) + 1;
      const columns = Math.max(...here.map(({ column }) => column)) + 1;
      for (const { area, key } of rectangles(rows, columns, (row, column) => fills.get(`${row}:${column}`))) {
        const { fill } = workbook.worksheets.getItem(name).getRange(areaAddress(area)).format;
        if (key === "" || key.toUpperCase() === NO_FILL) fill.clear();
        else fill.color = key;
      }
    }
  };
  return {
    message,
    apply: (context) => paint(context, does),
    async undo(context) {
      if (marked.length === 0) return;
      paint(context, does === "freeze" ? "thaw" : "freeze");
      await context.sync();
    },
  };
}

/* Thaw */

export async function thaw(run: Ports["run"], scope: Scope, options: RunOptions = {}): Promise<ThawOutcome> {
  return run(async (context) => {
    const found = await read(context, scope, options);
    const nameOf = new Map(found.sheets.map(({ id, name }) => [id, name]));
    const all = found.parts.flatMap(({ cells }) => cells);
    const wanted = all.filter(({ sheet, row, column }) => {
      const name = nameOf.get(sheet);
      return name !== undefined && covers(found, name, row, column);
    });
    const formulas = formulasOf(found.pieces);
    const holds = wanted.filter((cell) => isUnchanged(cell, nameOf.get(cell.sheet)!, found.values, formulas));
    const writable = new Set(found.sheets.filter(({ isProtected }) => !isProtected).map(({ id }) => id));
    const names = new Set(found.sheets.map(({ name }) => name.toLowerCase()));
    const open = holds.filter(({ sheet, formula }) => writable.has(sheet) && refersTo(names, formula));
    const thawed = new Set(open);
    const changed = wanted.filter((cell) => !thawed.has(cell));
    if (open.length > 0) {
      await transact(run, stepsFor(found, open, "thaw"), options, undefined, context);
    }
    return {
      thawed: open.length,
      changed: changed.map(({ sheet, row, column }) => `${nameOf.get(sheet)}!${cellAddress(row, column)}`),
    };
  });
}

/**
 * Whether the sheets that a formula refers to are there: Excel refuses a formula with another, and all that is written
 * with it. Formulas are kept as they read, so that of one whose input was moved since, it is the old place that is read.
 */
function refersTo(names: ReadonlySet<string>, formula: string): boolean {
  const textOrSheet = /"(?:[^"]|"")*"|'((?:[^']|'')+)'!|([\p{L}_][\p{L}\p{N}_.]*)!/gu;
  return [...formula.matchAll(textOrSheet)].every(([, quoted, plain]) => {
    const reference = quoted?.replaceAll("''", "'") ?? plain;
    if (reference === undefined || reference.includes("[")) return true;
    return reference.split(":").every((name) => names.has(name.toLowerCase()));
  });
}

function formulasOf(pieces: readonly SheetCells[]): Values {
  return valuesOf(pieces.map((piece) => ({ ...piece, values: piece.formulas })));
}

/** Every cell still holds, as a constant, the value that was frozen. */
function isUnchanged({ row, column, values }: FrozenCell, sheet: string, now: Values, formulas: Values): boolean {
  return values.every((line, down) =>
    line.every((value, right) => {
      const [at, across] = [row + down, column + right];
      const isFormula =
        String(formulas(sheet, at, across)).startsWith("=") && now(sheet, at, across) !== formulas(sheet, at, across);
      return !isFormula && now(sheet, at, across) === value;
    }),
  );
}

/* Both */

const MESSAGES = { freeze: { id: "freezing" }, thaw: { id: "thawing" } } as const;
/** So many cells a round trip, and so many characters of formulas and values in them. */
const CHUNK = { cells: 20_000, characters: 1_000_000 };

function chunksOf(cells: readonly FrozenCell[]): readonly (readonly FrozenCell[])[] {
  const chunks: FrozenCell[][] = [];
  let characters = Infinity;
  for (const cell of cells) {
    const length = JSON.stringify([cell.formula, cell.values]).length;
    if (characters + length > CHUNK.characters || chunks.at(-1)!.length === CHUNK.cells) {
      chunks.push([]);
      characters = 0;
    }
    chunks.at(-1)!.push(cell);
    characters += length;
  }
  return chunks;
}

/** What each cell of a frozen formula holds when frozen, and when thawed. */
function contentsOf({ formula, values }: FrozenCell, does: "freeze" | "thaw"): Grid {
  return values.map((line, down) =>
    line.map((value, right) => {
      if (does === "freeze") return typeof value === "string" ? frozenText(value) : value;
      return down === 0 && right === 0 ? formula : "";
    }),
  );
}

/** An error stays an error; any other text stays a text. */
const frozenText = (value: string): string => (/^#[A-Z/0]+[!?A]$/.test(value) ? value : writtenText(value));

function stepsFor(read: Read, cells: readonly FrozenCell[], does: "freeze" | "thaw"): readonly Step[] {
  const nameOf = new Map(read.sheets.map(({ id, name }) => [id, name]));
  const message = MESSAGES[does];
  const contents = chunksOf(cells).map((chunk) => {
    const sheets = [...new Set(chunk.map(({ sheet }) => sheet))];
    const write = (what: "freeze" | "thaw"): readonly Snapshot[] =>
      sheets.flatMap((sheet) => {
        const onIt = chunk.filter((cell) => cell.sheet === sheet);
        return areasOf(onIt, nameOf.get(sheet)!, what);
      });
    return writeContents(write(does), write(does === "freeze" ? "thaw" : "freeze"), message);
  });
  const [first, ...others] = [...partSteps(read.parts, cells, does, message), markStep(read, cells, does, message)];
  // What most workbooks have goes in one round trip.
  return others.length === 1 && contents.length === 1
    ? [together(message, [first!, ...others, ...contents])]
    : [first!, ...others, ...contents];
}

/** Cells side by side are written as one range. */
function areasOf(cells: readonly FrozenCell[], sheet: string, does: "freeze" | "thaw"): readonly Snapshot[] {
  const contents = new Map<string, CellValue>();
  let [rows, columns] = [0, 0];
  for (const cell of cells) {
    contentsOf(cell, does).forEach((line, down) =>
      line.forEach((content, right) => {
        contents.set(`${cell.row + down}:${cell.column + right}`, content);
        rows = Math.max(rows, cell.row + down + 1);
        columns = Math.max(columns, cell.column + right + 1);
      }),
    );
  }
  const has = (row: number, column: number) => (contents.has(`${row}:${column}`) ? true : undefined);
  return rectangles(rows, columns, has).map(({ area }) => ({
    sheet,
    area,
    contents: Array.from({ length: area.rows }, (_, down) =>
      Array.from({ length: area.columns }, (_unused, right) =>
        contents.get(`${area.row + down}:${area.column + right}`)!,
      ),
    ),
  }));
}

/**
 * Keeps what is frozen, or forgets what is thawed. Parts that have nothing to do with it stay as they are, but for
 * small ones, so that many small freezes don't leave as many parts.
 */
function partSteps(
  parts: readonly StoredPart[],
  cells: readonly FrozenCell[],
  does: "freeze" | "thaw",
  message: Message,
): readonly Step[] {
  const keyOf = ({ sheet, row, column }: FrozenCell): string => placeOf(sheet, row, column);
  const places = new Set(cells.map(keyOf));
  const touched = parts.filter(({ xml, cells: old }) => isSmall(xml) || old.some((cell) => places.has(keyOf(cell))));
  const kept = touched.flatMap(({ cells: old }) => old.filter((cell) => !places.has(keyOf(cell))));
  const texts = writeFrozen(does === "freeze" ? [...kept, ...cells] : kept);
  const known = new Set(parts.map(({ id }) => id));

  const added: Step[] = [];
  for (let start = 0; start < texts.length; start += PARTS) {
    added.push(addParts(texts.slice(start, start + PARTS), known, message));
  }
  const [first = addParts([], known, message), ...others] = added;
  return [together(message, [deleteParts(touched, message), first]), ...others];
}

async function idsOfParts(context: Context): Promise<readonly string[]> {
  const found = context.workbook.customXmlParts.getByNamespace(FROZEN_NAMESPACE);
  found.load("items/id");
  await context.sync();
  return found.items.map(({ id }) => id);
}

/** Taken back, the same texts are in the workbook as before, in parts with other ids. */
function deleteParts(parts: readonly StoredPart[], message: Message): Step {
  const restored = new Map(parts.map((part) => [part.id, part.id]));
  return {
    message,
    apply({ workbook }) {
      for (const { id } of parts) workbook.customXmlParts.getItem(id).delete();
    },
    async undo(context) {
      const there = new Set(await idsOfParts(context));
      for (const { id, xml } of parts) {
        if (there.has(restored.get(id)!)) continue;
        const added = context.workbook.customXmlParts.add(xml);
        added.load("id");
        // One text a round trip: together they may be beyond what Excel takes.
        // eslint-disable-next-line office-addins/no-context-sync-in-loop
        await context.sync();
        restored.set(id, added.id);
      }
    },
  };
}

/** `known` are the ids of the parts that the workbook had. */
function addParts(texts: readonly string[], known: ReadonlySet<string>, message: Message): Step {
  return {
    message,
    apply({ workbook }) {
      for (const xml of texts) workbook.customXmlParts.add(xml);
    },
    async undo(context) {
      for (const id of await idsOfParts(context)) {
        if (!known.has(id)) context.workbook.customXmlParts.getItem(id).delete();
      }
      await context.sync();
    },
  };
}
