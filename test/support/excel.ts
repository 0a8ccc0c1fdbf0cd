import { readFileSync } from "node:fs";
import { createHost, type FunctionsMetadata, type Grid, type Host, type HostOptions } from "../../host/index.js";
import { openOfficeClient, type OfficeClient } from "../../host/node/client.js";
import { readDist } from "./dist.js";
import { createHeadlessGrid, type HeadlessGrid, type SavedGrid } from "../../host/node/grid.js";
import { restoreBook as restoreFile, type WorkbookContent } from "../../host/file/index.js";
import { univerFile } from "../../host/grid/univer/stored.js";

/** A workbook as its file holds it: cells with their last values, tables, custom XML parts. */
export interface SavedWorkbook {
  readonly grid: SavedGrid;
  readonly tables: Host["book"]["tables"];
  readonly xmlParts: Host["book"]["xmlParts"];
  readonly lastId: number;
}

/** What the manifest asks for: every Excel that runs the add-in has these sets, and a script may count on no others. */
export const REQUIRED: NonNullable<HostOptions["requirements"]> = Object.fromEntries(
  [...readFileSync("manifest.xml", "utf8").matchAll(/<Set Name="(\w+)" MinVersion="([\d.]+)"/g)].map(
    ([, name, version]) => [name!, version!],
  ),
);

/** Sets that are not told are those that the manifest requires. */
export interface ExcelOptions extends HostOptions {
  /** A workbook that was saved, instead of `sheets`. */
  readonly saved?: SavedWorkbook;
  /** Whether its sheets have the ids that they had when it was saved; kept unless told. */
  readonly sheetIds?: "kept" | "new";
  /** A workbook as it was read from an .xlsx file, instead of `sheets`. */
  readonly content?: WorkbookContent;
  /** Sheets by name, with what stands in them from A1 on. Default: one empty sheet, Sheet1. */
  readonly sheets?: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  /** The add-in's functions script, run in the page as in Excel. */
  readonly functionsScript?: string;
  /** Its functions.json. */
  readonly metadata?: FunctionsMetadata;
  /** Default MARKET. */
  readonly namespace?: string;
  /** What a timer of the page waits for, the formulas' runner among them: skipped unless time is to be measured. */
  readonly pauses?: "taken" | "skipped";
}

export type JoinOptions = HostOptions & Pick<ExcelOptions, "functionsScript" | "metadata" | "namespace" | "pauses">;

export interface ExcelInstance extends Pick<
  OfficeClient,
  "Excel" | "Office" | "OfficeExtension" | "CustomFunctions" | "runScript"
> {
  readonly host: Host;
  readonly grid: Grid;
  /** `Excel.run` of this instance. */
  run<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T>;
  /** Runs code that uses the globals Excel, Office, OfficeExtension and CustomFunctions against this instance. */
  asGlobals<T>(work: () => Promise<T>): Promise<T>;
  save(): SavedWorkbook;
  /** A co-author's Excel on the same workbook, with a page of its own. The workbook is closed by the first's `dispose`. */
  join(options?: JoinOptions): Promise<ExcelInstance>;
  dispose(): Promise<void>;
}

const GLOBALS = ["Excel", "Office", "OfficeExtension", "CustomFunctions"] as const;

let usual: ExcelOptions = {};

/** Has a file's tests run in another Excel than they ask for: where an option isn't told, with these. */
export function usually(options: ExcelOptions): void {
  usual = options;
}

/** A workbook with Microsoft's genuine client on it. Several can be open at once. */
export async function openExcel(asked: ExcelOptions = {}): Promise<ExcelInstance> {
  const options = { ...usual, ...asked };
  const saved = options.saved && options.sheetIds === "new" ? withNewSheetIds(options.saved) : options.saved;
  const { content } = options;
  const { sheets = saved || content ? {} : { Sheet1: [] } } = options;
  const headless = createHeadlessGrid(saved?.grid ?? (content ? univerFile(content) : Object.keys(sheets)));
  const host = createHost(headless.grid, { requirements: REQUIRED, ...options });
  if (saved) restoreBook(host.book, saved);
  const excel = await openInstance(host, headless, options, () => headless.dispose());
  if (content) await restoreFile(host.book, content);
  const contents = Object.entries(sheets).filter(([, rows]) => rows.length > 0);
  if (contents.length > 0) {
    await excel.run(async (context) => {
      for (const [name, rows] of contents) {
        const width = Math.max(...rows.map((row) => row.length));
        const range = context.workbook.worksheets.getItem(name).getRangeByIndexes(0, 0, rows.length, width);
        range.formulas = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
      }
      await context.sync();
    });
    await host.settled();
  }
  host.counters.reset();
  return excel;
}

async function openInstance(
  host: Host,
  headless: HeadlessGrid,
  { functionsScript, metadata, namespace = "MARKET", pauses = "skipped" }: JoinOptions,
  closed: () => void,
): Promise<ExcelInstance> {
  // At once: the grid would take the formulas of a workbook that was saved for unknown names, and go on doing so.
  if (metadata) host.functions.register(metadata, namespace);
  const client = await openOfficeClient(host, pauses, readDist);
  if (functionsScript) client.runScript(functionsScript, "functions.js");
  const run = <T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> =>
    client.Excel.run(batch) as Promise<T>;

  return {
    Excel: client.Excel,
    Office: client.Office,
    OfficeExtension: client.OfficeExtension,
    CustomFunctions: client.CustomFunctions,
    runScript: client.runScript,
    host,
    grid: headless.grid,
    run,
    join: (more = {}) => openInstance(host.join({ requirements: REQUIRED, ...more }), headless, more, () => {}),
    async asGlobals(work) {
      const target = globalThis as Record<string, unknown>;
      const before = GLOBALS.map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
      for (const name of GLOBALS)
        Object.defineProperty(target, name, { value: client[name], configurable: true, writable: true });
      try {
        return await work();
      } finally {
        for (const [name, descriptor] of before) {
          if (descriptor) Object.defineProperty(target, name, descriptor);
          else delete target[name];
        }
      }
    },
    save() {
      const { tables, xmlParts } = host.book;
      return structuredClone({ grid: headless.save(), tables, xmlParts, lastId: host.book.nextId() });
    },
    async dispose() {
      await host.settled();
      host.dispose();
      closed();
    },
  };
}

/** As another session or platform opens it: the same sheets under other ids. */
function withNewSheetIds(saved: SavedWorkbook): SavedWorkbook {
  const ids = saved.grid.workbook.sheetOrder!.join("|");
  const text = JSON.stringify(saved).replace(new RegExp(`(?<![\\w-])(?:${ids})(?![\\w-])`, "g"), "reopened-$&");
  return JSON.parse(text) as SavedWorkbook;
}

function restoreBook(book: Host["book"], saved: SavedWorkbook): void {
  const { tables, xmlParts } = structuredClone(saved);
  book.tables.push(...tables);
  book.xmlParts.push(...xmlParts);
  tables.forEach((table) => book.publishTable(table));
  while (book.nextId() < saved.lastId) continue;
}
