/** Loading the report's defaults, and the tables on their own. */
import { createModel, type Assumptions, type Model } from "../../model";
import { draftOf, withRows } from "../tables/drafts";
import { TABLES } from "../kept/kept";
import type { Ground } from "../loading/found";
import { planLoad } from "../loading/plan";
import { WorkbookError } from "../messages/messages";
import type { Tables } from "../kept/read";
import { freeName } from "../../excel/names/names";
import { SHEET_NAMES } from "../sheets/texts";
import { only, together, type Step } from "../../excel/transactions/transaction";
import type { LoadOptions, LoadOutcome, RunOptions, SheetKind, TableName } from "../types";
import type { Session } from "./session";

export const groundOf = (session: Session, model = session.model): Ground => ({
  run: session.run,
  model,
  language: session.language,
  book: session.book,
  kept: session.kept,
});

/** What a load starts from, where that isn't the workbook as it is. */
export interface Start {
  /** What the sheets are to show. */
  readonly assumptions: Assumptions;
  /** Done before. */
  readonly steps?: readonly Step[];
  /** Ours that are left then. */
  readonly tables?: Tables;
}

export async function load(
  session: Session,
  options: LoadOptions,
  runOptions: RunOptions,
  start?: Start,
): Promise<LoadOutcome> {
  if (typeof session.book.kept === "string") throw new WorkbookError({ id: session.book.kept });
  const model = start ? createModel(session.report, start.assumptions) : session.model;
  const present = start?.tables ?? session.book.tables;
  const plan = await planLoad({ ...groundOf(session, model), book: { ...session.book, tables: present } }, options);
  const made = new Map<string, Excel.Worksheet>();
  const identify: Step["apply"] = ({ workbook }) => {
    for (const { kind, name } of plan.created) {
      const sheet = workbook.worksheets.getItem(name);
      sheet.load("id");
      made.set(kind, sheet);
    }
  };
  const tables = tablesAfter(
    present,
    plan.created.map(({ kind }) => kind),
    model,
  );
  const [last, ...others] = [...plan.steps].reverse();
  const table = present.MarketAssumptions;
  await session.commit({
    drafts:
      table && plan.rows.length > 0
        ? { MarketAssumptions: withRows(draftOf(table), plan.rows, table.area.columns) }
        : {},
    assumptions: model.assumptions,
    steps: [
      ...(start?.steps ?? []),
      ...(last ? [...others.reverse(), together(last.message, [last, only(last.message, identify)])] : []),
    ],
    finish: plan.finish,
    keeps: () => ({
      sheets: { ...session.kept?.sheets, ...Object.fromEntries([...made].map(([kind, { id }]) => [kind, id])) },
      ...(start?.tables ? { tables } : {}),
    }),
    tables,
    sheets: () => [
      ...session.book.sheets.filter(({ name }) => !plan.created.some((one) => one.name === name)),
      ...plan.created.map(({ kind, name }) => ({ id: made.get(kind)!.id, name })),
    ],
    also: ({ workbook }) => plan.show !== null && workbook.worksheets.getItem(plan.show).activate(),
    options: runOptions,
  });
  return plan.outcome;
}

function tablesAfter(present: Tables, created: readonly SheetKind[], model: Model): readonly TableName[] {
  const comes = (name: TableName): boolean =>
    created.includes("assumptions") && (name === "MarketAssumptions" || model.assumptions.scenarios.length > 0);
  return TABLES.filter((name) => present[name] !== undefined || comes(name));
}

/** Makes the tables and their sheet, under a free name, holding what they are to hold. */
export async function makeTables(session: Session, start: Start, options: RunOptions): Promise<void> {
  const names = session.book.sheets.map((sheet) => sheet.name);
  const answer = { answer: "rename", name: freeName(SHEET_NAMES.assumptions[session.language], names) } as const;
  await load(
    session,
    { sheets: ["assumptions"], place: { at: "end" }, answers: { assumptions: answer } },
    options,
    start,
  );
}
