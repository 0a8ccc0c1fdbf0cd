/** A load of the defaults: which sheets are made, replaced and updated, and in which steps. */
import type { Message } from "../messages/messages";
import { WorkbookError } from "../messages/messages";
import type { SheetInfo } from "../kept/read";
import { checkName, freeName, sameName } from "../../excel/names/names";
import { planSheet } from "../sheets";
import { writeContents } from "../../excel/steps/cells";
import { addSheet, deleteSheets, renameSheet } from "../../excel/steps/sheets";
import type { CellValue } from "../tables/tables";
import { together, type Finish, type Step } from "../../excel/transactions/transaction";
import type { LoadAnswer, LoadOptions, LoadOutcome, SheetKind } from "../types";
import { planBlockLoad } from "./block";
import { defaultName, find, settingOf, sheetNamed, wantedSheets, type Found, type Ground } from "./found";
import { addedRows, changesOf, pieceOf, planArea, readSheets } from "./update";

export interface LoadPlan {
  readonly steps: readonly Step[];
  readonly finish?: Finish;
  readonly outcome: LoadOutcome;
  /** Rows that the assumptions table gets. */
  readonly rows: readonly (readonly CellValue[])[];
  /** Sheets to be kept as ours: by name until they exist. */
  readonly created: readonly { readonly kind: SheetKind; readonly name: string }[];
  /** Where the sheets begin, to show the first of them; null when nothing was made. */
  readonly show: string | null;
}

interface Job {
  readonly kind: SheetKind;
  readonly name: string;
  readonly does: "create" | "replace" | "update";
  readonly sheet: SheetInfo | null;
}

/** Decides for each sheet what is done; refuses what the user hasn't been asked about. */
function jobsOf(
  ground: Ground,
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
    const name = answer?.answer === "rename" ? answer.name.trim() : defaultName(kind, ground.language);
    checkName(name);
    const found = find(ground, kind, name);
    if (found.is === "elsewhere") {
      skipped.push(kind);
      continue;
    }
    if (taken.some((one) => sameName(one, name))) throw new WorkbookError({ id: "sheet-taken", values: { name } });
    jobs.push(jobFor(ground, kind, name, found, answer));
    taken.push(jobs.at(-1)!.name);
  }
  return { jobs, skipped };
}

function jobFor({ book }: Ground, kind: SheetKind, name: string, found: Found, answer: LoadAnswer | undefined): Job {
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

export const writing = (name: string): Message => ({ id: "writing-sheet", values: { name } });

export async function planLoad(ground: Ground, options: LoadOptions): Promise<LoadPlan> {
  if (options.place.at === "selection") return planBlockLoad(ground, options.place.block, options.answers?.block);
  const { jobs, skipped } = jobsOf(ground, options);
  const setting = settingOf(ground, [], Object.fromEntries(jobs.map(({ kind, name }) => [kind, name])));
  const position = options.place.at === "before-active" ? ground.book.active : null;

  const updates = jobs.filter(({ does, kind }) => does === "update" && kind !== "assumptions");
  const plans = new Map(jobs.map((job) => [job, planSheet(job.kind, setting)]));
  const found = await readSheets(
    ground.run,
    updates.map((job) => ({ name: job.name, area: planArea(plans.get(job)!) })),
  );
  const before = new Map(updates.map((job, index) => [job, found[index]!]));

  const replaced = jobs.filter(({ does }) => does === "replace");
  const names = ground.book.sheets.map(({ name }) => name);
  /** Where a sheet waits until the new one stands; deleted at the very end, since that can't be undone. */
  const aside = new Map<Job, string>();
  for (const job of replaced) aside.set(job, freeName("~replaced", [...names, ...aside.values()]));
  let next = position;
  const steps = jobs.flatMap((job): Step[] => {
    const plan = plans.get(job)!;
    const message = writing(job.name);
    if (job.does === "update") {
      const found = before.get(job);
      if (!found) return [];
      const changes = changesOf(plan, found);
      // Taking back only what is written leaves alone the cells that a formula on the sheet spills into.
      const former = changes.map(({ area }) => pieceOf(found, area));
      return [writeContents(changes, former, message)];
    }
    const add = addSheet(plan, next, new Set(ground.book.sheets.map(({ id }) => id)), message);
    if (next !== null) next++;
    const away = aside.get(job);
    return [away ? together(message, [renameSheet(job.name, away, message), add]) : add];
  });
  return {
    steps: merged(steps),
    ...(replaced.length > 0 ? { finish: deleteSheets([...aside.values()]) } : {}),
    outcome: {
      created: jobs.filter(({ does }) => does !== "update").map(({ name }) => name),
      updated: jobs.filter(({ does }) => does === "update").map(({ name }) => name),
      skipped: skipped.map((kind) => defaultName(kind, ground.language)),
    },
    rows: jobs.some(({ does, kind }) => does === "update" && kind === "assumptions") ? addedRows(ground) : [],
    created: jobs.filter(({ does }) => does !== "update").map(({ kind, name }) => ({ kind, name })),
    show: jobs.find(({ does }) => does !== "update")?.name ?? null,
  };
}

/** No more than three round trips of writing: the last sheets are small and share one. */
const MOST_STEPS = 3;

function merged(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps;
  const last = steps.slice(MOST_STEPS - 1);
  return [...steps.slice(0, MOST_STEPS - 1), together(last[0]!.message, last)];
}
