/**
 * The starter workbooks: the report defaults with live formulas, and the same with native ones, which calculate without the
 * add-in. And a workbook that keeps another report. All hold calculated values, so that they read right before anything
 * is calculated.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createModel, type Model } from "../../src/model";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { loadAnalyses } from "../../src/functions/analyses";
import { formulas } from "../../src/functions/formulas";
import { calculator } from "../../src/functions/run";
import type { Language } from "../../src/functions/language";
import { settingOf } from "../../src/functions/setting";
import { planDetach, type Native, type Source } from "../../src/workbook/detached/plan";
import { callsIn } from "../../src/workbook/calls/inFormulas";
import { planSheet } from "../../src/workbook/sheets";
import { DETACHED } from "../../src/workbook/detached/texts";
import { SHEET_NAMES } from "../../src/workbook/sheets/texts";
import type { CellValue } from "../../src/excel/cells/contents";
import type { SheetKind } from "../../src/workbook/types";
import { editionOf, nameOf, partsFor } from "../../src/workbook/stored/edition";
import { writeKept } from "../../src/workbook/stored/kept";
import { calculateSheets, type Plan, type Runner, type Sheets } from "./workbooks/calculate";
import { storeAt, writeWorkbook, type AddInReference, type WorkbookContent } from "../../host/file";
import { contentOf } from "./workbooks/content";
import { ELECTRICITY, planElectricity } from "./workbooks/electricity";

const KINDS: readonly SheetKind[] = ["market", "segments", "assumptions", "sources", "checks"];
const LANGUAGE = "en";

export interface Workbooks {
  readonly live: Uint8Array;
  readonly native: Uint8Array;
}

/** The add-in as its manifest has it, and where users' Excel gets it. */
export interface AddIn extends AddInReference {
  readonly provider: string;
}

export async function buildWorkbooks(
  { provider: author, ...addIn }: AddIn,
  calculated = calculateWorkbooks(),
): Promise<Workbooks> {
  const { live, native } = await calculated;
  return {
    live: await writeWorkbook(live, { functions: FUNCTIONS, addIn, author }),
    native: await writeWorkbook(native, { author }),
  };
}

/** What they hold, whichever add-in they tell of. */
export async function calculateWorkbooks(): Promise<Readonly<Record<keyof Workbooks, WorkbookContent>>> {
  await loadAnalyses();
  const model = createModel(builtInReport);
  const names = Object.fromEntries(KINDS.map((kind) => [kind, SHEET_NAMES[kind][LANGUAGE]]));
  const plans = KINDS.map((kind) => planSheet(kind, { model, language: LANGUAGE, names, withScenarios: false }));
  const live = calculateSheets(plans, runnersOver(model, LANGUAGE), TABLES);

  const sources = plans.flatMap((plan) => sourcesIn(plan, live));
  const name = DETACHED.sheet[LANGUAGE];
  const detached = planDetach(
    { setting: settingOf(model, { messages: LANGUAGE }), nameOf: () => name, lookUp: () => undefined },
    sources,
  );
  const nativePlans = [...plans.map((plan) => replaced(plan, detached.natives)), ...detached.sheets];
  const native = calculateSheets(nativePlans, new Map(), new Set());
  const title = builtInReport.title[LANGUAGE];
  return { live: contentOf(plans, live, title), native: contentOf(nativePlans, native, title) };
}

const FUNCTIONS = formulas.map(({ id }) => `MARKET.${id}`);
const TABLES: ReadonlySet<string> = new Set(formulas.filter(({ result }) => result === "table").map(({ id }) => id));

function runnersOver(model: Model, language: Language): ReadonlyMap<string, Runner> {
  const setting = settingOf(model, { messages: language });
  return new Map(
    formulas.map((formula): [string, Runner] => {
      const calculate = calculator(formula);
      return [formula.id, (...args) => calculate(setting, args)];
    }),
  );
}

/** A workbook that is built on the second report and keeps it. */
export async function buildElectricity({ provider: author, ...addIn }: AddIn, language: Language): Promise<Uint8Array> {
  await loadAnalyses();
  const report = await shippedReport(ELECTRICITY);
  const plan = planElectricity(language);
  const sheets = calculateSheets([plan], runnersOver(createModel(report), language), TABLES);
  const edition = await editionOf(report);
  const kept = writeKept({
    ...nameOf(report),
    hash: edition.hash,
    former: null,
    others: [],
    textLanguage: language,
    sheets: {},
    tables: [],
    assumptions: { overrides: [], scenarios: [], chosen: null },
  });
  const content = contentOf([plan], sheets, report.title[language]);
  const xmlParts = [kept, ...partsFor(edition)].map((xml, at) => ({
    id: `{${String(at + 1).padStart(8, "0")}-0000-4000-8000-000000000000}`,
    xml,
    namespaceUri: /xmlns="([^"]+)"/.exec(xml)![1]!,
  }));
  return writeWorkbook({ ...content, xmlParts }, { functions: FUNCTIONS, addIn, author });
}

/** A report file as it stands in the source. */
async function shippedReport(id: string): Promise<Report> {
  const folder = fileURLToPath(new URL("../../src/report", import.meta.url));
  const parsed = parseReport(await readFile(path.join(folder, `${id}.json`), "utf8"));
  if ("faults" in parsed) throw new Error(`${id}: ${JSON.stringify(parsed.faults)}`);
  return parsed.report;
}

/** What a manifest says of the add-in; `store` where it isn't where the manifest's address tells. */
export function addInOf(manifest: string, store?: string): AddIn {
  const [id, version, provider] = ["Id", "Version", "ProviderName"].map(
    (name) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(manifest)![1]!,
  );
  const [, address] = /<SourceLocation DefaultValue="([^"]+)"/.exec(manifest)!;
  return { id: id!, version: version!, provider: provider!, store: store ?? storeAt(address!) };
}

/** The cells with formulas of ours and all that they show. */
function sourcesIn({ name, cells }: Plan, sheets: Sheets): readonly Source[] {
  const calculated = sheets.get(name)!;
  const valueAt = (row: number, column: number): CellValue => {
    const value = calculated[row]?.[column]?.value ?? "";
    return typeof value === "object" ? value.error : value;
  };
  return cells.flatMap((line, row) =>
    line.flatMap((cell, column): Source[] => {
      if (cell?.kind !== "formula" || callsIn(String(cell.content)).length === 0) return [];
      const { rows, columns } = calculated[row]![column]!;
      const values = Array.from({ length: rows }, (_, down) =>
        Array.from({ length: columns }, (_unused, right) => valueAt(row + down, column + right)),
      );
      return [{ sheet: name, row, column, formula: String(cell.content), values }];
    }),
  );
}

/** The plan with what stands in place of formulas of ours, in their looks and formats. */
function replaced(plan: Plan, natives: readonly Native[]): Plan {
  const cells = plan.cells.map((row) => [...row]);
  for (const { row, column, values, contents } of natives.filter(({ sheet }) => sheet === plan.name)) {
    const { style, format } = cells[row]![column]!;
    contents.forEach((line, down) =>
      line.forEach((content, right) => {
        const isFormula = String(content).startsWith("=");
        const value = isFormula ? content : values[down]![right]!;
        const kind = isFormula ? "formula" : typeof value === "number" ? "number" : "text";
        (cells[row + down] ??= [])[column + right] = { kind, content: value as string | number, style, format };
      }),
    );
  }
  const width = Math.max(...cells.map((row) => row?.length ?? 0));
  const whole = Array.from(cells, (row) => Array.from({ length: width }, (_, column) => row?.[column] ?? null));
  return { ...plan, cells: whole };
}
