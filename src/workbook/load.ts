/** Load defaults: what a load would meet, and the load itself. */
import type { Model } from "../model";
import { areaAddress, LAST_COLUMN, LAST_ROW, parseAddress, rectangles, type Area } from "./addresses";
import { written } from "./cells";
import { refersToSheet } from "./formulaText";
import { readCellsInUse } from "./formulas";
import type { Kept } from "./kept";
import { WorkbookError, type Message } from "./messages";
import type { BookRead, SheetInfo } from "./read";
import { planBlock, planSheet, type Setting, type SheetPlan } from "./sheets";
import {
  addSheet,
  overwrite,
  readCells,
  readLooks,
  renameSheet,
  together,
  withoutSpilled,
  writeContents,
  type Snapshot,
} from "./steps";
import { SHEET_NAMES } from "./texts";
import { lackingRows, type CellValue } from "./tables";
import type { Finish, Step } from "./transaction";
import type {
  Language,
  LoadAnswer,
  LoadOptions,
  LoadOutcome,
  LoadPreview,
  Loss,
  Ports,
  SheetKind,
  SheetPreview,
} from "./types";

export const SHEET_KINDS: readonly SheetKind[] = ["market", "segments", "assumptions", "sources", "checks"];

/** What a load starts from. */
export interface Ground {
  readonly run: Ports["run"];
  readonly model: Model;
  readonly language: Language;
  readonly book: BookRead;
  readonly kept: Kept | null;
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const sheetNamed = ({ sheets }: BookRead, name: string): SheetInfo | undefined =>
  sheets.find((sheet) => sameName(sheet.name, name));

/** The sheet of that kind from an earlier load, if the workbook still has it; without its table it is the user's. */
function ours({ book, kept }: Ground, kind: SheetKind): SheetInfo | undefined {
  if (kind === "assumptions" && !book.tables.MarketAssumptions) return undefined;
  const id = kept?.sheets[kind];
  return id === undefined ? undefined : book.sheets.find((sheet) => sheet.id === id);
}

/** Excel's own rules for a sheet's name. */
function checkName(name: string): void {
  const bad =
    name.length === 0 || name.length > 31 || /[:\\/?*[\]]/.test(name) || /^'|'$/.test(name) || /^history$/i.test(name);
  if (bad) throw new WorkbookError({ id: "sheet-name-invalid", values: { name } });
}

export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number++) {
    const candidate = `${name} ${number}`;
    if (!taken.some((one) => sameName(one, candidate))) return candidate;
  }
}

/** Where the assumptions table is, however its sheet came about. */
function elsewhere(ground: Ground, kind: SheetKind): SheetInfo | undefined {
  if (kind !== "assumptions") return undefined;
  return ground.book.tables.MarketAssumptions?.sheet;
}

type Found =
  | { is: "free" }
  | { is: "ours"; sheet: SheetInfo }
  | { is: "taken"; sheet: SheetInfo }
  | { is: "elsewhere"; sheet: SheetInfo };

function find(ground: Ground, kind: SheetKind, name: string): Found {
  const own = ours(ground, kind);
  if (own) return { is: "ours", sheet: own };
  const other = elsewhere(ground, kind);
  if (other) return { is: "elsewhere", sheet: other };
  const taken = sheetNamed(ground.book, name);
  return taken ? { is: "taken", sheet: taken } : { is: "free" };
}

const defaultName = (kind: SheetKind, language: Language): string => SHEET_NAMES[kind][language];

export const wantedSheets = ({ sheets }: LoadOptions): readonly SheetKind[] =>
  SHEET_KINDS.filter((kind) => !sheets || sheets.includes(kind));

/* Preview */

export async function previewLoad(ground: Ground, options: LoadOptions): Promise<LoadPreview> {
  if (options.place.at === "selection") {
    const { area, before, cells } = await readBlock(ground, options.place.block);
    return { sheets: [], block: { address: areaAddress(area), occupied: occupied(before, cells) } };
  }
  const names = ground.book.sheets.map(({ name }) => name);
  const kinds = wantedSheets(options);
  const setting = settingOf(ground, kinds, {});
  const sheets: SheetPreview[] = [];
  for (const kind of kinds) {
    const name = defaultName(kind, ground.language);
    const found = find(ground, kind, name);
    sheets.push({ kind, name, found: await describe(ground, found, kind, setting), freeName: freeName(name, names) });
  }
  return { sheets, block: null };
}

async function describe(
  ground: Ground,
  found: Found,
  kind: SheetKind,
  setting: Setting,
): Promise<SheetPreview["found"]> {
  if (found.is === "free") return found;
  if (found.is === "elsewhere") return { is: "elsewhere", sheet: found.sheet.name };
  if (found.is === "taken") return { is: "taken", loss: await lossOf(ground, found.sheet.name) };
  if (kind === "assumptions") {
    const changes = addedRows(ground).flat().length;
    return { is: "ours", name: found.sheet.name, changes, edited: [] };
  }
  const plan = planSheet(kind, { ...setting, names: { ...setting.names, [kind]: found.sheet.name } });
  const before = await snapshot(ground.run, found.sheet.name, planArea(plan));
  const different = differences(plan, before);
  return {
    is: "ours",
    name: found.sheet.name,
    changes: different.length,
    edited: different.slice(0, 20).map(({ row, column }) => areaAddress({ row, column, rows: 1, columns: 1 })),
  };
}

const planArea = ({ cells }: Pick<SheetPlan, "cells">): Area => ({
  row: 0,
  column: 0,
  rows: cells.length,
  columns: cells[0]?.length ?? 1,
});

const normalised = (content: unknown): unknown => (typeof content === "string" ? content.replace(/^'/, "") : content);

/** Planned cells that the sheet doesn't hold as planned. */
function differences(
  { cells }: Pick<SheetPlan, "cells">,
  { contents }: Snapshot,
): readonly { row: number; column: number }[] {
  return cells.flatMap((line, row) =>
    line.flatMap((cell, column) =>
      cell && cell.kind !== "spilled" && normalised(written(cell)) !== normalised(contents[row]![column])
        ? [{ row, column }]
        : [],
    ),
  );
}

/** Contents alone: how the sheet looks is the user's by now. */
function changesOf(plan: SheetPlan, before: Snapshot) {
  const changed = new Set(differences(plan, before).map(({ row, column }) => `${row}:${column}`));
  const { rows, columns } = planArea(plan);
  return rectangles(rows, columns, (row, column) => (changed.has(`${row}:${column}`) ? true : undefined)).map(
    ({ area }) => ({
      sheet: before.sheet,
      area,
      contents: plan.cells
        .slice(area.row, area.row + area.rows)
        .map((line) => line.slice(area.column, area.column + area.columns).map((cell) => written(cell!))),
    }),
  );
}

/** What an update adds to the assumptions table: all else in it is the user's, or is kept right as the user edits. */
function addedRows({ model, language, book }: Ground): readonly (readonly CellValue[])[] {
  const table = book.tables.MarketAssumptions;
  if (!table) return [];
  if (table.lost.length > 0) throw new WorkbookError({ id: "tables-lost" });
  return lackingRows(model, table.rows, language);
}

/** Contents of a part of a snapshot that begins at A1. */
const pieceOf = ({ sheet, contents }: Snapshot, area: Area): Snapshot => ({
  sheet,
  area,
  contents: contents
    .slice(area.row, area.row + area.rows)
    .map((line) => line.slice(area.column, area.column + area.columns)),
});

async function snapshot(run: Ports["run"], sheet: string, area: Area): Promise<Snapshot> {
  return run(async (context) => {
    const read = readCells(context, sheet, area);
    await context.sync();
    const [found] = await withoutSpilled(context, [read()]);
    return found!;
  });
}

async function lossOf({ run }: Ground, name: string): Promise<Loss> {
  const about = await run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name);
    const used = sheet.getUsedRangeOrNullObject(true);
    used.load("address");
    sheet.tables.load("items/name");
    sheet.charts.load("items/name");
    await context.sync();
    return {
      used: used.isNullObject ? null : used.address.slice(used.address.lastIndexOf("!") + 1),
      tables: sheet.tables.items.map((table) => table.name),
      charts: sheet.charts.items.map((chart) => chart.name),
    };
  });
  const references: string[] = [];
  await readCellsInUse(run, ({ sheet, row, column, formulas }) => {
    if (sameName(sheet, name)) return;
    formulas.forEach((line, down) =>
      line.forEach((formula, right) => {
        const refers = typeof formula === "string" && formula.startsWith("=") && refersToSheet(formula, name);
        if (!refers || references.length >= 100) return;
        references.push(`${sheet}!${areaAddress({ row: row + down, column: column + right, rows: 1, columns: 1 })}`);
      }),
    );
  });
  return { ...about, references };
}

/* Load */

export interface LoadPlan {
  readonly steps: readonly Step[];
  readonly finish?: Finish;
  readonly outcome: LoadOutcome;
  /** Rows that the assumptions table gets. */
  readonly rows: readonly (readonly CellValue[])[];
  /** Sheets to be kept as ours: by name until they exist. */
  readonly created: readonly { readonly kind: SheetKind; readonly name: string }[];
  /** Where the sheets begin, to show the first of them; null when nothing was made. */
  readonly show: string | null;
}

interface Job {
  readonly kind: SheetKind;
  readonly name: string;
  readonly does: "create" | "replace" | "update";
  readonly sheet: SheetInfo | null;
}

function settingOf(
  ground: Ground,
  kinds: readonly SheetKind[],
  names: Readonly<Partial<Record<SheetKind, string>>>,
): Setting {
  const present = SHEET_KINDS.flatMap((kind) => {
    const name =
      names[kind] ??
      ours(ground, kind)?.name ??
      (kinds.includes(kind) ? defaultName(kind, ground.language) : undefined);
    return name === undefined ? [] : [[kind, name] as const];
  });
  const withScenarios = ground.book.tables.MarketScenarios === undefined;
  return { model: ground.model, language: ground.language, names: Object.fromEntries(present), withScenarios };
}

/** Decides for each sheet what is done; refuses what the user hasn't been asked about. */
function jobsOf(
  ground: Ground,
  options: LoadOptions,
): { readonly jobs: readonly Job[]; readonly skipped: readonly SheetKind[] } {
  const jobs: Job[] = [];
  const skipped: SheetKind[] = [];
  const taken: string[] = [];
  for (const kind of wantedSheets(options)) {
    const answer: LoadAnswer | undefined = options.answers?.[kind];
    if (answer?.answer === "skip") {
      skipped.push(kind);
      continue;
    }
    const name = answer?.answer === "rename" ? answer.name.trim() : defaultName(kind, ground.language);
    checkName(name);
    const found = find(ground, kind, name);
    if (found.is === "elsewhere") {
      skipped.push(kind);
      continue;
    }
    if (taken.some((one) => sameName(one, name))) throw new WorkbookError({ id: "sheet-taken", values: { name } });
    jobs.push(jobFor(ground, kind, name, found, answer));
    taken.push(jobs.at(-1)!.name);
  }
  return { jobs, skipped };
}

function jobFor({ book }: Ground, kind: SheetKind, name: string, found: Found, answer: LoadAnswer | undefined): Job {
  if (found.is === "free") return { kind, name, does: "create", sheet: null };
  const sheet = found.is === "elsewhere" ? null : found.sheet;
  if (answer?.answer === "rename") {
    // One's own sheet stays as it is, and the new one becomes ours.
    const other = sheetNamed(book, name);
    if (other) throw new WorkbookError({ id: "sheet-taken", values: { name: other.name } });
    if (kind === "assumptions" && found.is === "ours" && book.tables.MarketAssumptions)
      throw new WorkbookError({ id: "sheet-taken", values: { name: sheet!.name } });
    return { kind, name, does: "create", sheet: null };
  }
  if (found.is === "ours" && answer?.answer === "update") return { kind, name: sheet!.name, does: "update", sheet };
  if (found.is === "taken" && answer?.answer === "replace") return { kind, name: sheet!.name, does: "replace", sheet };
  throw new WorkbookError({ id: "sheet-taken", values: { name: sheet!.name } });
}

const writing = (name: string): Message => ({ id: "writing-sheet", values: { name } });

export async function planLoad(ground: Ground, options: LoadOptions): Promise<LoadPlan> {
  if (options.place.at === "selection") return planBlockLoad(ground, options.place.block, options.answers?.block);
  const { jobs, skipped } = jobsOf(ground, options);
  const names = Object.fromEntries(jobs.map(({ kind, name }) => [kind, name]));
  const setting = settingOf(ground, [], names);
  const position = options.place.at === "before-active" ? ground.book.active : null;

  const updates = jobs.filter(({ does, kind }) => does === "update" && kind !== "assumptions");
  const plans = new Map(jobs.map((job) => [job, planSheet(job.kind, setting)]));
  const before = new Map(
    await readAll(
      ground.run,
      updates.map((job) => [job, planArea(plans.get(job)!)] as const),
    ),
  );

  const replaced = jobs.filter(({ does }) => does === "replace");
  const aside = new Map(replaced.map((job, index) => [job, asideName(ground.book, index)]));
  let next = position;
  const steps = jobs.flatMap((job): Step[] => {
    const plan = plans.get(job)!;
    const message = writing(job.name);
    if (job.does === "update") {
      const found = before.get(job);
      if (!found) return [];
      const changes = changesOf(plan, found);
      // Taking back only what is written leaves alone the cells that a formula on the sheet spills into.
      const former = changes.map(({ area }) => pieceOf(found, area));
      return [writeContents(changes, former, message)];
    }
    const add = addSheet(plan, next, new Set(ground.book.sheets.map(({ id }) => id)), message);
    if (next !== null) next++;
    const away = aside.get(job);
    return [away ? together(message, [renameSheet(job.name, away, message), add]) : add];
  });
  return {
    steps: merged(steps),
    ...(replaced.length > 0 ? { finish: deletion([...aside.values()]) } : {}),
    outcome: {
      created: jobs.filter(({ does }) => does !== "update").map(({ name }) => name),
      updated: jobs.filter(({ does }) => does === "update").map(({ name }) => name),
      skipped: skipped.map((kind) => defaultName(kind, ground.language)),
    },
    rows: jobs.some(({ does, kind }) => does === "update" && kind === "assumptions") ? addedRows(ground) : [],
    created: jobs.filter(({ does }) => does !== "update").map(({ kind, name }) => ({ kind, name })),
    show: jobs.find(({ does }) => does !== "update")?.name ?? null,
  };
}

/** No more than three round trips of writing: the last sheets are small and share one. */
const MOST_STEPS = 3;

function merged(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps;
  const last = steps.slice(MOST_STEPS - 1);
  return [...steps.slice(0, MOST_STEPS - 1), together(last[0]!.message, last)];
}

/** Where a sheet that is replaced waits until the new one stands; deleted at the very end, since that can't be undone. */
function asideName({ sheets }: BookRead, index: number): string {
  return freeName("~replaced", [
    ...sheets.map(({ name }) => name),
    ...Array.from({ length: index }, (_, at) => `~replaced ${at + 2}`),
  ]);
}

function deletion(names: readonly string[]): Finish {
  const find = (context: Excel.RequestContext) =>
    names.map((name) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject(name);
      sheet.load("name");
      return sheet;
    });
  let begun = false;
  return {
    apply({ workbook }) {
      for (const name of names) workbook.worksheets.getItemOrNullObject(name).delete();
    },
    async begun(context) {
      const sheets = find(context);
      await context.sync();
      begun ||= sheets.some(({ isNullObject }) => isNullObject);
      return begun;
    },
  };
}

async function readAll(
  run: Ports["run"],
  wanted: readonly (readonly [Job, Area])[],
): Promise<readonly (readonly [Job, Snapshot])[]> {
  if (wanted.length === 0) return [];
  return run(async (context) => {
    const pending = wanted.map(([job, area]) => [job, readCells(context, job.name, area)] as const);
    await context.sync();
    const found = await withoutSpilled(
      context,
      pending.map(([, read]) => read()),
    );
    return pending.map(([job], index) => [job, found[index]!] as const);
  });
}

/* A block at the selected cell */

async function readBlock(ground: Ground, block: Parameters<typeof planBlock>[0]) {
  return ground.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("address");
    cell.worksheet.load("name");
    await context.sync();
    const origin = parseAddress(cell.address)!;
    const cells = planBlock(block, settingOf(ground, [], {}), origin);
    const { rows, columns } = planArea({ cells });
    const area: Area = { row: origin.row, column: origin.column, rows, columns };
    if (area.row + rows > LAST_ROW || area.column + columns > LAST_COLUMN) {
      throw new WorkbookError({ id: "no-room", values: { address: areaAddress(origin) } });
    }
    const read = readCells(context, cell.worksheet.name, area);
    const looks = await readLooks(context, cell.worksheet.name, area);
    const [before] = await withoutSpilled(context, [read()]);
    return { sheet: cell.worksheet.name, area, cells, before: before!, looks };
  });
}

/** Cells that a block would overwrite. */
function occupied({ contents }: Snapshot, cells: SheetPlan["cells"]): number {
  return contents.flatMap((line, row) => line.filter((content, column) => content !== "" && cells[row]?.[column]))
    .length;
}

async function planBlockLoad(
  ground: Ground,
  block: Parameters<typeof planBlock>[0],
  answer: LoadAnswer | undefined,
): Promise<LoadPlan> {
  const { sheet, area, cells, before, looks } = await readBlock(ground, block);
  const count = occupied(before, cells);
  const address = areaAddress(area);
  if (count > 0 && answer?.answer !== "replace") {
    throw new WorkbookError({ id: "cells-occupied", values: { count, address } });
  }
  const name = `${sheet}!${address}`;
  return {
    steps: [overwrite(sheet, cells, area, before, looks, writing(name))],
    outcome: { created: [name], updated: [], skipped: [] },
    rows: [],
    created: [],
    show: null,
  };
}
