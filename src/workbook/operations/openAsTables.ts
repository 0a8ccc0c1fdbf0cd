import { freeName } from "../../excel/names/names";
import { addSheet, keepInFront } from "../../excel/steps/sheets";
import { only } from "../../excel/transactions/step";
import { loadQuotes, quoteOf } from "../../report";
import type { ReportTables } from "../../report/tables";
import type { Report } from "../../report/types";
import { loadAuthoring } from "../authoring/load";
import { WORDS } from "../authoring/texts";
import { stage } from "../messages/stages";
import type { RunOptions } from "../types";
import type { Operation, Plan, Session } from "./operation";

export interface OpenedDraft {
  readonly suffix: string;
  /** The first of its sheets. */
  readonly sheet: string;
}

const told: Operation<OpenedDraft>["told"] = ({ sheet }) => ({ kind: "done", message: WORDS.opened({ sheet }) });

/** Writes a report, the one in force where none is given, into tables of its own: a draft, which changes no number. */
export const openAsTables = (report: Report | null = null, options?: RunOptions): Operation<OpenedDraft> => ({
  reads: "anew",
  options,
  told,
  async plan(session) {
    const { toTables } = await loadAuthoring();
    const of = report ?? session.report;
    return openTables(session, toTables(await withQuotes(of), session.language));
  },
});

/** Writes the tables of a new report, with a worked example or blank. */
export const newReport = (withExample: boolean, options?: RunOptions): Operation<OpenedDraft> => ({
  reads: "anew",
  options,
  told,
  async plan(session) {
    const { newTables } = await loadAuthoring();
    return openTables(session, newTables(withExample, session.language));
  },
});

async function openTables({ run, book, language }: Session, tables: ReportTables): Promise<Plan<OpenedDraft>> {
  const { freeSuffix, planTables, readNames } = await loadAuthoring();
  const suffix = freeSuffix(await readNames(run));
  const taken = book.sheets.map(({ name }) => name);
  const plans = planTables(tables, suffix, language, (name) => {
    const free = freeName(name, taken);
    taken.push(free);
    return free;
  });
  const before = new Set(book.sheets.map(({ id }) => id));
  const [first] = plans as [(typeof plans)[0]];
  return {
    stages: plans.map((plan, at) =>
      stage({ id: "writing-sheet", values: { name: plan.name } }, [
        ...(at === 0 ? [keepInFront()] : []),
        ...addSheet(plan, null, before),
        ...(at === plans.length - 1
          ? [only(({ workbook }) => workbook.worksheets.getItem(first.name).activate())]
          : []),
      ]),
    ),
    outcome: () => ({ suffix, sheet: first.name }),
  };
}

/** Quotes that are kept apart from the report. */
export async function withQuotes(report: Report): Promise<Report> {
  await loadQuotes().catch(() => undefined);
  return {
    ...report,
    figures: report.figures.map((figure) => {
      const quote = quoteOf(report, figure);
      return typeof quote === "string" ? { ...figure, quote } : figure;
    }),
  };
}
