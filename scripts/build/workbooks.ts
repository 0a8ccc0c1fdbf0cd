/**
 * The starter workbooks: the report defaults with live formulas, and the same with native ones, which calculate without the
 * add-in. Both hold calculated values, so that they read right before anything is calculated.
 */
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import { loadAnalyses } from "../../src/functions/analyses";
import { formulas } from "../../src/functions/formulas";
import { runner } from "../../src/functions/run";
import { settingOf } from "../../src/functions/setting";
import { planDetach, type Native, type Source } from "../../src/workbook/detached/plan";
import { callsIn } from "../../src/workbook/calls/inFormulas";
import { planSheet } from "../../src/workbook/sheets";
import { DETACHED } from "../../src/workbook/detached/texts";
import { SHEET_NAMES } from "../../src/workbook/sheets/texts";
import type { CellValue } from "../../src/excel/cells/contents";
import type { SheetKind } from "../../src/workbook/types";
import { calculateSheets, type Plan, type Sheets } from "./workbooks/calculate";
import { storeAt, writeWorkbook, type AddInReference } from "../../host/file";
import { contentOf } from "./workbooks/content";

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

export async function buildWorkbooks({ provider: author, ...addIn }: AddIn): Promise<Workbooks> {
  await loadAnalyses();
  const model = createModel(builtInReport);
  const names = Object.fromEntries(KINDS.map((kind) => [kind, SHEET_NAMES[kind][LANGUAGE]]));
  const plans = KINDS.map((kind) => planSheet(kind, { model, language: LANGUAGE, names, withScenarios: false }));
  const runners = new Map(formulas.map((formula) => [formula.id, runner(formula) as (...args: unknown[]) => unknown]));
  const tables = new Set(formulas.filter(({ result }) => result === "table").map(({ id }) => id));
  const live = calculateSheets(plans, runners, tables);

  const sources = plans.flatMap((plan) => sourcesIn(plan, live));
  const name = DETACHED.sheet[LANGUAGE];
  const detached = planDetach(
    { setting: settingOf(model, { messages: LANGUAGE }), name, lookUp: () => undefined },
    sources,
  );
  const nativePlans = [...plans.map((plan) => replaced(plan, detached.natives)), detached.plan];
  const native = calculateSheets(nativePlans, new Map(), new Set());
  const title = builtInReport.title[LANGUAGE];
  const functions = formulas.map(({ id }) => `MARKET.${id}`);
  return {
    live: await writeWorkbook(contentOf(plans, live, title), { functions, addIn, author }),
    native: await writeWorkbook(contentOf(nativePlans, native, title), { author }),
  };
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
