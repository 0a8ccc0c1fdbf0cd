/** The assumptions table of a workbook that goes over to another report. */
import type { CellValue } from "../../excel/cells/contents";
import { withoutRows, withRows, withRowsAt, type Draft } from "../tables/drafts";
import type { Counts } from "../stored/edition";
import { assumptionsOf, COLUMN, lackingRows, placeOf, type Models } from "../tables/tables";
import type { AssumptionId, Language } from "../types";

const isBlank = (value: CellValue | undefined): boolean => String(value ?? "").trim() === "";

/**
 * With rows for the assumptions that a new main report brings, without those of the ones that are gone. A row with an
 * override or with anything in the user's own columns stays, and says if its override no longer fits; so do the first
 * rows, so many as are pinned. What stood behind rows of the user's comes again behind as many: `behind`, by its place, of
 * an earlier refit.
 */
export async function refit(
  draft: Draft,
  before: Models,
  after: Models,
  { language, pinned, behind }: { language: Language; pinned: () => Promise<number>; behind: Counts },
): Promise<{ readonly draft: Draft; readonly behind: Counts }> {
  const [was, is] = [before, after].map((models) => assumptionsOf(models, draft));
  const isGone = (row: readonly CellValue[], index: number): boolean => {
    // What stands beyond our columns, and why, are the user's.
    const from = Math.min(draft.ours, COLUMN.why);
    const isUsers = row.some(
      (value, at) => (at === COLUMN.override || at >= from) && at !== draft.report && !isBlank(value),
    );
    return !isUsers && !!was![index] && !is![index];
  };
  const isMain = before[0].report !== after[0].report;
  const added = isMain ? lackingRows(after[0], draft, language) : [];
  if (added.length === 0 && !draft.rows.some(isGone)) return { draft, behind: {} };
  const fixed = await pinned();
  const goes = draft.rows.map((row, index) => index >= fixed && isGone(row, index));
  const gone = new Set(draft.rows.filter((_, index) => goes[index]));
  const stays = gone.size === 0 ? draft : withoutRows(draft, (row) => gone.has(row));
  const counts: Record<string, number> = {};
  let theirs = 0;
  was!.forEach((one, index) => {
    if (one && goes[index] && theirs > 0 && theirs < index) counts[placeOf(one)] = theirs;
    theirs = one ? 0 : theirs + 1;
  });
  return { draft: placed(stays, after, added, fixed, behind), behind: counts };
}

/**
 * New rows beside those that the report has before them, whichever way the table is sorted, below the pinned ones; else at
 * the end.
 */
function placed(
  draft: Draft,
  models: Models,
  added: readonly (readonly CellValue[])[],
  fixed: number,
  behind: Counts,
): Draft {
  const order = models[0].assumptionRows().map(placeOf);
  const coming = new Map(added.map((row) => [placeOf(assumptionIn(row)), row]));
  const there = assumptionsOf(models, draft).map((assumption) => assumption && placeOf(assumption));
  const last: (readonly CellValue[])[] = [];
  const found = order.reduce((to, place, index) => {
    const row = coming.get(place);
    if (!row) return to;
    const before = index === 0 ? -1 : there.lastIndexOf(order[index - 1]!);
    const next = order.slice(index + 1).find((one) => !coming.has(one));
    const isBackwards = before > 0 && next !== undefined && there[before - 1] === next;
    const theirs = there.slice(before + 1).findIndex((one) => one !== null);
    const at = isBackwards ? before : before + 1 + Math.min(behind[place] ?? 0, Math.max(0, theirs));
    if (at < fixed || (before < 0 && index > 0)) {
      last.push(row);
      return to;
    }
    there.splice(at, 0, place);
    return withRowsAt(to, at, [row]);
  }, draft);
  return last.length === 0 ? found : withRows(found, last);
}

const assumptionIn = (row: readonly CellValue[]): AssumptionId => ({
  key: String(row[COLUMN.key]),
  scenario: isBlank(row[COLUMN.scenario]) ? null : String(row[COLUMN.scenario]),
  year: isBlank(row[COLUMN.year]) ? null : Number(row[COLUMN.year]),
});
