/** A load as the session carries it out: its sheets, and what the workbook says of itself with them. */
import { freeName } from "../../excel/names/names";
import { keepInFront } from "../../excel/steps/sheets";
import { only, type Step } from "../../excel/transactions/step";
import { createModel, modelBeside, type Assumptions, type Model } from "../../model";
import { WorkbookError } from "../messages/messages";
import { FINISHING, stage, type SaidStage } from "../messages/stages";
import type { Setting } from "../../functions/setting";
import type { Plan, Session } from "../operations/operation";
import { SHEET_NAMES } from "../sheets/texts";
import { draftOf, withNames, withRows } from "../tables/drafts";
import { refuseProtected, type Tables } from "../tables/read";
import { modelsOf } from "../tables/tables";
import { scenarioTable } from "../tables/scenarioTable";
import { TABLES, type LoadAnswer, type LoadOptions, type LoadOutcome, type SheetKind, type TableName } from "../types";
import { keyOf, type Beginning } from "./found";
import { planLoad } from "./plan";
import type { Reasons } from "./reasons";

export const beginningOf = (
  { run, model, setting, language, book, kept }: Session,
  { report }: Pick<LoadOptions, "report"> = {},
  former: readonly Model[] = [],
): Beginning => ({
  run,
  ...modelOf(setting, model, report),
  others: modelsOf(setting).slice(1),
  language,
  book,
  kept,
  former,
});

function modelOf({ models }: Setting, main: Model, report: string | undefined): Pick<Beginning, "model" | "prefix"> {
  if (report === undefined || report === main.report.id) return { model: main, prefix: "" };
  const model = models.get(report);
  if (!model) throw new WorkbookError({ id: "report-not-there", values: { report } });
  return { model, prefix: `${report}:` };
}

/** What a load starts from, where that isn't the workbook as it is. */
export interface Given {
  /** What the sheets are to show. */
  readonly assumptions: Assumptions;
  /** Done before. */
  readonly stages?: readonly SaidStage[];
  /** Tables of ours that are left then. */
  readonly tables?: Tables;
  /** Why, of a lost table. */
  readonly reasons?: Reasons;
}

export async function loadWhole(session: Session, options: LoadOptions, given?: Given): Promise<Plan<LoadOutcome>> {
  if (typeof session.book.kept === "string") throw new WorkbookError({ id: session.book.kept });
  const model = given ? createModel(session.report, given.assumptions) : session.model;
  const present = given?.tables ?? session.book.tables;
  const beginning = beginningOf(session, options);
  const { prefix, others: reports = [] } = beginning;
  const { stages, finish, outcome, rows, columns, created, show } = await planLoad(
    {
      ...beginning,
      ...(given && { model, others: reports.map(({ report }) => modelBeside(model, report)) }),
      ...(given?.reasons && { reasons: given.reasons }),
      book: { ...session.book, tables: present },
    },
    options,
  );
  const made = new Map<string, Excel.Worksheet>();
  const identify: Step["apply"] = ({ workbook }) => {
    for (const { name } of created) {
      const sheet = workbook.worksheets.getItem(name);
      sheet.load("id");
      made.set(name, sheet);
    }
  };
  const tables = tablesAfter(
    present,
    created.map(({ kind }) => kind),
    model,
  );
  const table = present.MarketAssumptions;
  const wide = table && (columns === null ? draftOf(table) : withNames(draftOf(table), session.language, columns));
  const draft = wide && rows.length > 0 ? withRows(wide, rows) : columns === null ? undefined : wide;
  const [start, ...others] = stages;
  const all = start && show !== null ? [stage(start.message, [keepInFront(), ...start.steps]), ...others] : stages;
  const last = all.at(-1);
  return {
    stages: [
      ...(given?.stages ?? []),
      ...all.slice(0, -1),
      ...(last ? [stage(last.message, [...last.steps, only(identify)])] : []),
    ],
    ...(finish && { finish }),
    says: {
      drafts: draft ? { MarketAssumptions: draft } : {},
      assumptions: model.assumptions,
      keeps: () => ({
        sheets: {
          ...session.kept?.sheets,
          ...Object.fromEntries(created.map(({ kind, name }) => [keyOf(prefix, kind), made.get(name)!.id])),
        },
        ...(given?.tables ? { tables } : {}),
      }),
      tables,
      sheets: () => [
        ...session.book.sheets.filter(({ name }) => !created.some((one) => one.name === name)),
        ...created.map(({ name }) => ({ id: made.get(name)!.id, name })),
      ],
      also: ({ workbook }) => {
        if (show !== null) workbook.worksheets.getItem(show).activate();
      },
    },
    outcome: () => outcome,
  };
}

function tablesAfter(present: Tables, created: readonly SheetKind[], model: Model): readonly TableName[] {
  const comes = (name: TableName): boolean =>
    created.includes("assumptions") && (name === "MarketAssumptions" || model.assumptions.scenarios.length > 0);
  return TABLES.filter((name) => present[name] !== undefined || comes(name));
}

/** Makes the tables and their sheet, under a free name or in the place of what is left of them, holding what they are to hold. */
export async function makeTables(session: Session, given: Given, replaces = false): Promise<Plan<void>> {
  const names = session.book.sheets.map((sheet) => sheet.name);
  const name = freeName(SHEET_NAMES.assumptions[session.language], names);
  const answer: LoadAnswer = replaces ? { answer: "replace" } : { answer: "rename", name };
  const options: LoadOptions = { sheets: ["assumptions"], place: { at: "end" }, answers: { assumptions: answer } };
  return { ...(await loadWhole(session, options, given)), outcome: () => undefined };
}

/** Makes the table of own scenarios beside that of the assumptions. */
export async function addScenarioTable(session: Session, { assumptions, stages = [] }: Given): Promise<Plan<void>> {
  const { MarketAssumptions: beside, MarketScenarios: former = null } = session.book.tables;
  refuseProtected(beside!.sheet);
  const steps = await scenarioTable(session.run, beside!, former, assumptions.scenarios, session.language);
  return {
    stages: [...stages, stage(FINISHING, steps)],
    says: { assumptions, tables: [...TABLES] },
    outcome: () => undefined,
  };
}
