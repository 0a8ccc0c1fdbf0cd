/** A workbook with the add-in's own formulas in it, opened through Microsoft's client, and its workbook side. */
import { build } from "esbuild";
import { buildMetadata } from "../../src/functions/metadata";
import { runIn } from "../../src/excel/transactions/run";
import { builtInReport } from "../../src/report";
import { openWorkbook, type Language, type Ports, type Workbook } from "../../src/workbook";
import { openExcel, type ExcelInstance, type ExcelOptions } from "../support/excel";

/** The formulas with what the workbook side tells them, as one script for the page that holds them. */
const script = build({
  stdin: {
    contents: `
      import "./src/functions/index";
      import { currentSetting, holdFor, use } from "./src/functions/registration";
      // The workbook side of the tests runs outside of the page, with another Promise than the page's.
      const hold = (ready) => holdFor(new Promise((resolve, reject) => ready.then(resolve, reject)));
      globalThis.marketFormulas = { currentSetting, holdFor: hold, use };
    `,
    resolveDir: process.cwd(),
  },
  bundle: true,
  write: false,
  format: "iife",
  loader: { ".json": "json" },
}).then(({ outputFiles }) => outputFiles[0]!.text);

export interface Opened {
  readonly excel: ExcelInstance;
  readonly book: Workbook;
  readonly ports: Ports;
  /** Values of cells, calculated. */
  values(sheet: string, address: string): Promise<unknown[][]>;
  value(sheet: string, address: string): Promise<unknown>;
  formulas(sheet: string, address: string): Promise<unknown[][]>;
  write(sheet: string, address: string, values: unknown[][]): Promise<void>;
  /** Everything that a user could see of the workbook, to compare before and after. */
  dump(): Promise<unknown>;
  requests(): number;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openExcelWithFormulas(
  options: ExcelOptions = {},
): Promise<{ excel: ExcelInstance; ports: Ports }> {
  return withPorts(await openExcel({ ...options, ...(await formulas()) }));
}

/** A co-author's Excel on the same workbook, with the add-in. */
export async function join({ excel: first }: Opened): Promise<Opened> {
  const { excel, ports } = withPorts(await first.join(await formulas()));
  const book = openWorkbook(ports);
  await book.ready;
  return wrap(excel, book, ports);
}

const metadata = buildMetadata("en");

const formulas = async () => ({ functionsScript: await script, metadata: (await metadata) as never });

function withPorts(excel: ExcelInstance): { excel: ExcelInstance; ports: Ports } {
  // The page's own module, as the workbook side of the real page has it.
  let formulas: Ports["formulas"] | undefined;
  (excel.Office as unknown as { marketTest: unknown }).marketTest = (found: Ports["formulas"]) => (formulas = found);
  excel.runScript("Office.marketTest(globalThis.marketFormulas);");
  const ports: Ports = { run: runIn(excel.Excel), formulas: formulas!, report: builtInReport, language: "en" };
  return { excel, ports };
}

export async function open(options: ExcelOptions & { readonly textLanguage?: Language } = {}): Promise<Opened> {
  const { excel, ports: found } = await openExcelWithFormulas(options);
  const ports = { ...found, language: options.textLanguage ?? "en" };
  const book = openWorkbook(ports);
  await book.ready;
  await excel.host.settled();
  excel.host.counters.reset();
  return wrap(excel, book, ports);
}

export function wrap(excel: ExcelInstance, book: Workbook, ports: Ports): Opened {
  const settled = (): Promise<void> => excel.host.settled();
  const read = (sheet: string, address: string, what: "values" | "formulas") =>
    excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem(sheet).getRange(address);
      range.load(what);
      await context.sync();
      return range[what] as unknown[][];
    });
  return {
    excel,
    book,
    ports,
    settled,
    async values(sheet, address) {
      await settled();
      return read(sheet, address, "values");
    },
    async value(sheet, address) {
      await settled();
      return (await read(sheet, address, "values"))[0]![0];
    },
    formulas: (sheet, address) => read(sheet, address, "formulas"),
    async write(sheet, address, values) {
      await excel.run(async (context) => {
        context.workbook.worksheets.getItem(sheet).getRange(address).formulas = values;
        await context.sync();
      });
      await settled();
    },
    async dump() {
      await settled();
      return dumpOf(excel);
    },
    requests: () => excel.host.counters.requests,
    async close() {
      await settled();
      await book.close();
      await excel.dispose();
    },
  };
}

const COLUMNS = "font/color,font/bold,font/size,fill/color,columnWidth,horizontalAlignment";

/** Sheets in order with cells, formats, tables and charts; names; custom XML parts; the active sheet. */
async function dumpOf(excel: ExcelInstance): Promise<unknown> {
  return excel.run(async (context) => {
    const { worksheets, tables, customXmlParts, names } = context.workbook;
    names.load("items/name,items/formula");
    worksheets.load("items/name,items/visibility");
    tables.load("items/name");
    const kept = ["workbook", "sheets"].map((what) => customXmlParts.getByNamespace(`urn:market-model:${what}`));
    kept.forEach((parts) => parts.load("items/id"));
    const active = worksheets.getActiveWorksheet();
    active.load("name");
    await context.sync();
    const xml = kept.flatMap((parts) => parts.items.map((part) => part.getXml()));
    const sheets = worksheets.items.map((sheet) => {
      const used = sheet.getUsedRangeOrNullObject();
      used.load("address,values,formulas,numberFormat");
      used.format.load(COLUMNS);
      sheet.charts.load("items/name");
      return { sheet, used };
    });
    const areas = tables.items.map((table) => {
      const range = table.getRange();
      range.load("address");
      return { table, range };
    });
    await context.sync();
    return {
      active: active.name,
      sheets: sheets.map(({ sheet, used }) => ({
        name: sheet.name,
        visibility: sheet.visibility,
        charts: sheet.charts.items.map(({ name }) => name),
        used: used.isNullObject ? null : { ...used.toJSON() },
      })),
      tables: areas.map(({ table, range }) => [table.name, range.address]),
      names: names.items
        .map(({ name, formula }) => `${name}${String(formula).replaceAll("'", "")}`)
        .sort((one, other) => (one < other ? -1 : 1)),
      xml: xml.map(({ value }) => value),
    };
  });
}
