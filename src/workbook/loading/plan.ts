/** A load of the defaults: which sheets are made, replaced and updated, and in which steps. */
import { freeName, isSheetName, sameName } from "../../excel/names/names";
import { rename } from "../../excel/steps/rename";
import { addSheet, deleteSheets } from "../../excel/steps/sheets";
import type { Finish } from "../../excel/transactions/step";
import { WorkbookError } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import { refuseProtected } from "../tables/read";
import type { LoadAnswer, LoadOptions, SheetKind } from "../types";
import { planBlockLoad } from "./block";
import { defaultName, find, settingOf, sheetNamed, wantedSheets, type Beginning, type Found } from "./found";
import { writing, type LoadPlan } from "./job";
import { addedRows, foreseeSheets, updateSteps, type Wanted } from "./update";

interface Job {
  readonly kind: SheetKind;
  readonly name: string;
  readonly does: "create" | "replace" | "update";
  readonly renew: boolean;
}

/** Decides for each sheet what is done; refuses what the user hasn't been asked about. */
function jobsOf(
  beginning: Beginning,
  options: LoadOptions,
): { readonly jobs: readonly Job[]; readonly skipped: readonly SheetKind[] } {
  const jobs: Job[] = [];
  const skipped: SheetKind[] = [];
  const taken: string[] = [];
  for (const kind of wantedSheets(beginning, options)) {
    const answer: LoadAnswer | undefined = options.answers?.[kind];
    if (answer?.answer === "skip") {
      skipped.push(kind);
      continue;
    }
    const name = answer?.answer === "rename" ? answer.name.trim() : defaultName(kind, beginning);
    if (!isSheetName(name)) throw new WorkbookError({ id: "sheet-name-invalid", values: { name } });
    const found = find(beginning, kind, name);
    if (found.is === "elsewhere") {
      skipped.push(kind);
      continue;
    }
    if (taken.some((one) => sameName(one, name))) throw new WorkbookError({ id: "sheet-taken", values: { name } });
    jobs.push(jobFor(beginning, kind, name, found, answer));
    taken.push(jobs.at(-1)!.name);
  }
  return { jobs, skipped };
}

function jobFor({ book }: Beginning, kind: SheetKind, name: string, found: Found, answer: LoadAnswer | undefined): Job {
  if (found.is === "free") return { kind, name, does: "create", renew: false };
  const sheet = found.is === "elsewhere" ? null : found.sheet;
  if (answer?.answer === "rename") {
    // One's own sheet stays as it is, and the new one becomes ours.
    const other = sheetNamed(book, name);
    if (other) throw new WorkbookError({ id: "sheet-taken", values: { name: other.name } });
    if (kind === "assumptions" && found.is === "ours" && book.tables.MarketAssumptions)
      throw new WorkbookError({ id: "sheet-taken", values: { name: sheet!.name } });
    return { kind, name, does: "create", renew: false };
  }
  if (found.is === "ours" && answer?.answer === "update")
    return { kind, name: sheet!.name, does: "update", renew: answer.renew ?? false };
  if (found.is === "taken" && answer?.answer === "replace")
    return { kind, name: sheet!.name, does: "replace", renew: false };
  throw new WorkbookError({ id: "sheet-taken", values: { name: sheet!.name } });
}

/** What is asked for, with the sheets as they would be planned. */
function wantedOf(beginning: Beginning, jobs: readonly Job[]): Wanted {
  return {
    setting: settingOf(beginning, [], Object.fromEntries(jobs.map(({ kind, name }) => [kind, name]))),
    updated: jobs.flatMap(({ kind, does, renew }) => (does === "update" ? [{ kind, renew }] : [])),
    created: jobs.flatMap(({ kind, does }) => (does === "update" ? [] : [kind])),
  };
}

export async function planLoad(beginning: Beginning, options: LoadOptions): Promise<LoadPlan> {
  if (options.place.at === "selection") return planBlockLoad(beginning, options.place.block, options.answers?.block);
  const { jobs, skipped } = jobsOf(beginning, options);
  const position = options.place.at === "before-active" ? beginning.book.active : null;
  const foreseen = await foreseeSheets(beginning, wantedOf(beginning, jobs));
  const updates = await updateSteps(beginning, foreseen);
  for (const { kind, name, does } of jobs)
    if (does === "update" && updates.stages.get(kind)?.steps.length) refuseProtected(sheetNamed(beginning.book, name)!);
  const plans = new Map(foreseen.created.map((plan) => [plan.kind, plan]));

  const replaced = jobs.filter(({ does }) => does === "replace");
  const names = beginning.book.sheets.map(({ name }) => name);
  /** Where a sheet waits until the new one stands; deleted at the very end, since that can't be undone. */
  const aside = new Map<Job, string>();
  for (const job of replaced) aside.set(job, freeName("~replaced", [...names, ...aside.values()]));
  let next = position;
  const stages = jobs.flatMap((job): SaidStage[] => {
    if (job.does === "update") return [updates.stages.get(job.kind) ?? []].flat();
    const add = addSheet(plans.get(job.kind)!, next, new Set(beginning.book.sheets.map(({ id }) => id)));
    if (next !== null) next++;
    const away = aside.get(job);
    return [stage(writing(job.name), away ? [rename("worksheets", job.name, away), ...add] : add)];
  });
  const [start, ...others] = merged(stages);
  const end = others.at(-1) ?? start;
  const finishes = [
    ...(updates.finish ? [updates.finish] : []),
    ...(replaced.length > 0 ? [deleteSheets([...aside.values()])] : []),
  ];
  return {
    stages: start
      ? [
          stage(start.message, [...updates.first, ...start.steps, ...(start === end ? updates.last : [])]),
          ...others.map((one) => (one === end ? stage(one.message, [...one.steps, ...updates.last]) : one)),
        ]
      : [],
    ...(finishes.length > 0 ? { finish: together(finishes) } : {}),
    outcome: {
      created: jobs.filter(({ does }) => does !== "update").map(({ name }) => name),
      updated: jobs.filter(({ does }) => does === "update").map(({ name }) => name),
      skipped: skipped.map((kind) => defaultName(kind, beginning)),
    },
    rows: jobs.some(({ does, kind }) => does === "update" && kind === "assumptions") ? addedRows(beginning) : [],
    columns: updates.columns,
    created: jobs.filter(({ does }) => does !== "update").map(({ kind, name }) => ({ kind, name })),
    show: jobs.find(({ does }) => does !== "update")?.name ?? null,
  };
}

/** In one request. */
const together = (finishes: readonly Finish[]): Finish => ({
  apply: (context) => finishes.forEach((one) => one.apply(context)),
  async begun(context) {
    for (const one of finishes) if (await one.begun(context)) return true;
    return false;
  },
});

/** No more than three round trips of writing: the last sheets are small and share one. */
const MOST_STAGES = 3;

function merged(stages: readonly SaidStage[]): readonly SaidStage[] {
  const [first, ...others] = stages.slice(MOST_STAGES - 1);
  if (!first || others.length === 0) return stages;
  const steps = [first, ...others].flatMap((one) => one.steps);
  return [...stages.slice(0, MOST_STAGES - 1), stage(first.message, steps)];
}
