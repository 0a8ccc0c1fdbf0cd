/**
 * Takes somebody's workbook through all that the add-in does to one, and tells what of theirs is another than before:
 * after each step, in the file that is saved, and once all of ours is gone again.
 */
import "../../test/functions/custom-functions.js";
import { strFromU8 } from "fflate";
import { Package } from "../../host/file/package.js";
import {
  contentOf,
  readWorkbook,
  writeWorkbook,
  type OpenedFile,
  type WorkbookContent,
} from "../../host/file/index.js";
import { formulas } from "../../src/functions/formulas/index.js";
import type { LoadAnswer, LoadPreview, SheetKind } from "../../src/workbook/index.js";
import { nextEdition } from "../../test/workbook/edited-report.js";
import { open, type Opened } from "../../test/workbook/workbook.js";
import { changesOf, placeKey, theirsIn, VALUE, type Change, type Theirs } from "./theirs.js";

export interface Fault {
  readonly step: string;
  /** Null where the step itself failed. */
  readonly change: Change | null;
  readonly message?: string;
}

export interface Outcome {
  readonly cells: number;
  /** Cells whose numbers the grid itself calculates otherwise than the file says, or each time anew: not judged. */
  readonly unjudged: readonly Change[];
  readonly steps: number;
  readonly faults: readonly Fault[];
}

const FUNCTIONS = formulas.map(({ id }) => `MARKET.${id}`);
const END = { place: { at: "end" } } as const;

interface Place {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
}

interface Desk {
  opened: Opened;
  base: OpenedFile;
  /** Their sheets, by id. */
  readonly sheets: ReadonlyMap<string, string>;
  /** Where formulas of ours were put on their sheets. */
  readonly ours: Place[];
  readonly kinds: readonly SheetKind[] | undefined;
}

const STEPS: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
  "insert over theirs": insertOver,
  "insert formulas": insertBeside,
  "load the sheets": load,
  refresh: ({ opened }) => opened.book.refresh(),
  "save and open again": reopen,
  freeze: ({ opened }) => opened.book.freeze("workbook", { mark: true }),
  thaw: ({ opened }) => opened.book.thaw("workbook"),
  upgrade: ({ opened }) => opened.book.upgrade(nextEdition()),
  "update the sheets": load,
  detach: ({ opened }) => opened.book.detach(),
  "save and open again, detached": reopen,
  reattach: ({ opened }) => opened.book.reattach(),
  "return to the former edition": ({ opened }) => opened.book.returnToFormer(),
  "update the sheets again": load,
  "remove the formulas": removeInserted,
  "remove the sheets": removeSheets,
};

export interface ThroughOptions {
  readonly progress?: (step: string) => void;
  /** Of the sheets that are loaded; all where it isn't said. */
  readonly kinds?: readonly SheetKind[];
}

export async function takeThrough(
  name: string,
  file: Uint8Array,
  { progress = () => undefined, kinds }: ThroughOptions = {},
): Promise<Outcome> {
  const base = await readWorkbook(file, name, { functions: FUNCTIONS });
  const sheets = new Map(base.content.sheets.map((sheet) => [sheet.id, sheet.name]));
  const desk: Desk = { opened: await open({ content: base.content }), base, sheets, ours: [], kinds };
  const faults: Fault[] = [];
  const isOurs = (sheetId: string, row: number, column: number): boolean =>
    desk.ours.some((one) => one.sheetId === sheetId && one.row === row && one.column === column);
  const theirs = (content: WorkbookContent): Theirs => theirsIn(content, sheets, isOurs);
  const now = (): Theirs => theirs(contentOf(desk.opened.excel.host.book));
  try {
    progress("open");
    const asRead = theirs(base.content);
    const opened = now();
    const { before, changes, unjudged } = await calculated(desk, now, asRead);
    const aside = new Set(unjudged.map(keyOf));
    report("open", changesOf(asRead, opened, aside));
    report("calculate", changes);
    const check = (step: string, found: Theirs): void => report(step, changesOf(before, found, aside));
    for (const [step, act] of Object.entries(STEPS)) {
      progress(step);
      try {
        await act(desk);
        await desk.opened.settled();
      } catch (reason) {
        faults.push({ step, change: null, message: described(reason) });
      }
      check(step, now());
    }
    progress("save");
    const saved = await save(desk);
    const reread = await readWorkbook(saved, name, { functions: FUNCTIONS });
    check("save", theirs(reread.content));
    report("save", partsChanged(file, saved, base, unjudged));
    return { cells: cellsIn(base.content), unjudged, steps: Object.keys(STEPS).length + 2, faults };
  } finally {
    await desk.opened.close();
  }

  function report(step: string, changes: readonly Change[]): void {
    // What is another after one step stays so; it is told once.
    const known = new Set(faults.map(({ change }) => change && keyOf(change)));
    faults.push(...changes.filter((change) => !known.has(keyOf(change))).map((change) => ({ step, change })));
  }
}

const keyOf = ({ sheet, place, what }: Change): string => placeKey(sheet, place, what);
const described = (reason: unknown): string =>
  reason instanceof Error
    ? `${reason.message} ${JSON.stringify((reason as { note?: unknown }).note ?? "")}`
    : String(reason);

const cellsIn = ({ sheets }: WorkbookContent): number =>
  sheets.reduce((sum, { cells }) => [...cells.values()].reduce((count, line) => count + line.size, sum), 0);

/**
 * Everything calculated twice: what the grid doesn't calculate as the file says is the grid's doing, and what differs
 * between the two is volatile.
 */
async function calculated(
  { opened }: Desk,
  now: () => Theirs,
  asRead: Theirs,
): Promise<{ readonly before: Theirs; readonly changes: readonly Change[]; readonly unjudged: readonly Change[] }> {
  const { grid, host } = opened.excel;
  await grid.calculate("all");
  await host.settled();
  const before = now();
  await grid.calculate("all");
  await host.settled();
  const again = now();
  const found = [...changesOf(asRead, before), ...changesOf(before, again)];
  return {
    before,
    changes: found.filter((change) => !isCalculated(change)),
    unjudged: found.filter(isCalculated),
  };

  function isCalculated({ what }: Change): boolean {
    return what === VALUE || what === "cells it fills" || what === "filled by another's formula";
  }
}

/* Steps */

const visible = (desk: Desk) =>
  contentOf(desk.opened.excel.host.book).sheets.filter(
    ({ id, visibility, protected: isProtected }) => desk.sheets.has(id) && visibility === "Visible" && !isProtected,
  );

/** Asked for over a cell of theirs, a formula isn't inserted unasked. */
async function insertOver(desk: Desk): Promise<void> {
  for (const sheet of visible(desk)) {
    const found = [...sheet.cells].flatMap(([row, line]) =>
      [...line].flatMap(([column, { value, formula }]) =>
        formula || (value !== null && value !== "") ? [{ row, column }] : [],
      ),
    );
    const [first] = found;
    if (!first) continue;
    await select(desk, sheet.name, first.row, first.column);
    const outcome = await desk.opened.book.insertFormula('=MARKET.SIZE(2030,"base")');
    if (!("holds" in outcome)) throw new Error(`${sheet.name}: a formula was inserted over something of theirs`);
  }
}

/** On each sheet, behind all that is in use. */
async function insertBeside(desk: Desk): Promise<void> {
  for (const sheet of visible(desk)) {
    const used = desk.opened.excel.grid.usedBounds(sheet.id, false);
    const row = used ? used.row : 0;
    const column = used ? used.column + used.columns + 1 : 1;
    desk.ours.push({ sheetId: sheet.id, row, column });
    await select(desk, sheet.name, row, column);
    const outcome = await desk.opened.book.insertFormula('=MARKET.SIZE(2030,"base")', { formats: [["#,##0.0"]] });
    if ("holds" in outcome) throw new Error(`${sheet.name}: an empty cell is taken for one in use`);
  }
}

async function select({ opened }: Desk, sheet: string, row: number, column: number): Promise<void> {
  await opened.excel.run(async (context) => {
    const found = context.workbook.worksheets.getItem(sheet);
    found.activate();
    found.getCell(row, column).select();
    await context.sync();
  });
}

/** All five; those that are there are updated, and where a name is theirs another one is taken. */
async function load({ opened: { book }, kinds }: Desk): Promise<void> {
  const which = { ...END, ...(kinds && { sheets: kinds }) };
  const { sheets } = await book.previewLoad(which);
  await book.load({
    ...which,
    answers: Object.fromEntries(sheets.flatMap((sheet) => answerTo(sheet).map((answer) => [sheet.kind, answer]))),
  });
}

function answerTo({ found, freeName }: LoadPreview["sheets"][number]): readonly LoadAnswer[] {
  if (found.is === "ours") return [{ answer: "update" }];
  if (found.is === "taken") return [{ answer: "rename", name: freeName }];
  return found.is === "elsewhere" ? [{ answer: "skip" }] : [];
}

const save = ({ opened: { excel }, base }: Desk): Promise<Uint8Array> =>
  writeWorkbook(contentOf(excel.host.book), { base, shifts: excel.host.book.shifts, functions: FUNCTIONS });

async function reopen(desk: Desk): Promise<void> {
  const saved = await save(desk);
  const { name } = desk.base.content;
  await desk.opened.close();
  desk.base = await readWorkbook(saved, name, { functions: FUNCTIONS });
  desk.opened = await open({ content: desk.base.content });
}

async function removeInserted({ opened: { excel }, ours }: Desk): Promise<void> {
  const names = new Map(excel.grid.sheets().map(({ id, name }) => [id, name]));
  await excel.run(async (context) => {
    for (const { sheetId, row, column } of ours)
      context.workbook.worksheets.getItem(names.get(sheetId)!).getCell(row, column).clear();
    await context.sync();
  });
}

/** The user deletes our sheets, and says that they needn't come back. */
async function removeSheets({ opened: { excel, book }, sheets }: Desk): Promise<void> {
  const ours = excel.grid.sheets().filter(({ id }) => !sheets.has(id));
  await excel.run(async (context) => {
    for (const { name } of ours) context.workbook.worksheets.getItem(name).delete();
    await context.sync();
  });
  await excel.host.settled();
  await book.forgetTables();
}

/** Parts of the file that say of others, and are rewritten as those come and go. */
const COMMON =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/.*|xl\/(?:workbook|styles|sharedStrings|metadata)\.xml|xl\/_rels\/workbook\.xml\.rels)$/;
/** The order in which Excel calculates, which it makes anew where it is missing. */
const ORDER = "xl/calcChain.xml";

function partsChanged(
  before: Uint8Array,
  after: Uint8Array,
  { content, parts }: OpenedFile,
  unjudged: readonly Change[],
): readonly Change[] {
  const [was, is] = [Package.open(before), Package.open(after)];
  const names = new Map(content.sheets.map(({ id, name }) => [parts.sheets.get(id), name]));
  const text = (file: Package, path: string): string => {
    const bytes = file.bytes(path)!;
    const sheet = names.get(path);
    if (sheet === undefined) return strFromU8(bytes, true);
    const aside = new Set(unjudged.flatMap((change) => (change.sheet === sheet ? [change.place] : [])));
    return withoutTraces(
      strFromU8(bytes).replace(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>.*?<\/c>)/gs, (cell, place: string) =>
        aside.has(place) ? "" : cell,
      ),
    );
  };
  return was.paths.flatMap((path) => {
    if (path === ORDER || (is.has(path) && (COMMON.test(path) || text(was, path) === text(is, path)))) return [];
    const [one, other] = [text(was, path), is.has(path) ? text(is, path) : null];
    const at = Math.max(0, [...one].findIndex((each, index) => each !== other?.[index]) - 10);
    return [{ sheet: null, place: path, what: "part", was: one.slice(at), is: other?.slice(at) ?? null }];
  });
}

/** A sheet without what an edit leaves that was undone, and which says nothing; and without values, which are judged by cell. */
const withoutTraces = (xml: string): string =>
  xml
    .replace(/<(\w+:)?dimension\b[^>]*\/>/, "")
    .replace(/ tabSelected="(?:1|true)"/, "")
    .replace(/ spans="[\d: ]+"/g, "")
    .replace(/<c r="[A-Z]+\d+"\s*(?:\/>|><\/c>)/g, "")
    .replace(/(<f\b[^>]*(?:\/>|>[^<]*<\/f>))<v\b[^>]*(?:\/>|>[^<]*<\/v>)/g, "$1")
    .replace(/<row r="\d+"(?: x14ac:dyDescent="[\d.]+")?\s*(?:\/>|><\/row>)/g, "")
    .replace(/<sheetData><\/sheetData>/, "<sheetData/>");
