/** A load of the defaults: which sheets are made, replaced and updated, and in which steps. */
import { freeName, isSheetName, sameName } from "../../excel/names/names";
import { writeBlocks } from "../../excel/steps/cells";
import { rename } from "../../excel/steps/rename";
import { addSheet, deleteSheets } from "../../excel/steps/sheets";
import { WorkbookError } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import { planSheet } from "../sheets";
import type { SheetInfo } from "../tables/read";
import type { LoadAnswer, LoadOptions, SheetKind } from "../types";
import { planBlockLoad } from "./block";
import { defaultName, find, settingOf, sheetNamed, wantedSheets, type Beginning, type Found } from "./found";
import { writing, type LoadPlan } from "./job";
import { addedRows, changesTo, planArea, readSheets } from "./update";

interface Job {
  readonly kind: SheetKind;
  readonly name: string;
  readonly does: "create" | "replace" | "update";
  readonly sheet: SheetInfo | null;
}

/** Decides for each sheet what is done; refuses what the user hasn't been asked about. */
function jobsOf(
  beginning: Beginning,
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
    const name = answer?.answer === "rename" ? answer.name.trim() : defaultName(kind, beginning.language);
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

export async function planLoad(beginning: Beginning, options: LoadOptions): Promise<LoadPlan> {
  if (options.place.at === "selection") return planBlockLoad(beginning, options.place.block, options.answers?.block);
  const { jobs, skipped } = jobsOf(beginning, options);
  const setting = settingOf(beginning, [], Object.fromEntries(jobs.map(({ kind, name }) => [kind, name])));
  const position = options.place.at === "before-active" ? beginning.book.active : null;

  const updates = jobs.filter(({ does, kind }) => does === "update" && kind !== "assumptions");
  const plans = new Map(jobs.map((job) => [job, planSheet(job.kind, setting)]));
  const found = await readSheets(
    beginning.run,
    updates.map((job) => ({ name: job.name, area: planArea(plans.get(job)!.cells) })),
  );
  const before = new Map(updates.map((job, index) => [job, found[index]!]));

  const replaced = jobs.filter(({ does }) => does === "replace");
  const names = beginning.book.sheets.map(({ name }) => name);
  /** Where a sheet waits until the new one stands; deleted at the very end, since that can't be undone. */
  const aside = new Map<Job, string>();
  for (const job of replaced) aside.set(job, freeName("~replaced", [...names, ...aside.values()]));
  let next = position;
  const stages = jobs.flatMap((job): SaidStage[] => {
    const plan = plans.get(job)!;
    if (job.does === "update") {
      const found = before.get(job);
      return found ? [stage(writing(job.name), writeBlocks(changesTo(plan.cells, found)))] : [];
    }
    const add = addSheet(plan, next, new Set(beginning.book.sheets.map(({ id }) => id)));
    if (next !== null) next++;
    const away = aside.get(job);
    return [stage(writing(job.name), away ? [rename("worksheets", job.name, away), ...add] : add)];
  });
  return {
    stages: merged(stages),
    ...(replaced.length > 0 ? { finish: deleteSheets([...aside.values()]) } : {}),
    outcome: {
      created: jobs.filter(({ does }) => does !== "update").map(({ name }) => name),
      updated: jobs.filter(({ does }) => does === "update").map(({ name }) => name),
      skipped: skipped.map((kind) => defaultName(kind, beginning.language)),
    },
    rows: jobs.some(({ does, kind }) => does === "update" && kind === "assumptions") ? addedRows(beginning) : [],
    created: jobs.filter(({ does }) => does !== "update").map(({ kind, name }) => ({ kind, name })),
    show: jobs.find(({ does }) => does !== "update")?.name ?? null,
  };
}

/** No more than three round trips of writing: the last sheets are small and share one. */
const MOST_STAGES = 3;

function merged(stages: readonly SaidStage[]): readonly SaidStage[] {
  const [first, ...others] = stages.slice(MOST_STAGES - 1);
  if (!first || others.length === 0) return stages;
  const steps = [first, ...others].flatMap((one) => one.steps);
  return [...stages.slice(0, MOST_STAGES - 1), stage(first.message, steps)];
}
