/** The assumptions table of a workbook that goes over to another report. */
import type { CellValue } from "../../excel/cells/contents";
import { withoutRows, withRows, withRowsAt, type Draft } from "../tables/drafts";
import type { Stood } from "../stored/edition";
import { assumptionsOf, COLUMN, lackingRows, placeOf, type Models } from "../tables/tables";
import type { AssumptionId, Language } from "../types";

const isBlank = (value: CellValue | undefined): boolean => String(value ?? "").trim() === "";

/** So many of the rows that go are put back where they stood, at most: what is kept of them is kept in every workbook. */
const MOST_REMEMBERED = 1000;

interface Refitting {
  readonly language: Language;
  /** How many of the first rows stay where they are. */
  readonly pinned: () => Promise<number>;
  /** Of some rows, those that the user marked. */
  readonly marked: (rows: readonly number[]) => Promise<readonly number[]>;
  readonly stood: Stood;
}

/**
 * With rows for the assumptions that a new main report brings, without those of the ones that are gone. A row with an
 * override, with looks of the user's or with anything in their own columns stays, and says if its override no longer fits; so do the first
 * rows, so many as are pinned. `stood` says of an earlier refit where the rows stood that went then.
 */
export async function refit(
  draft: Draft,
  before: Models,
  after: Models,
  { language, pinned, marked, stood }: Refitting,
): Promise<{ readonly draft: Draft; readonly stood: Stood }> {
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
  if (added.length === 0 && !draft.rows.some(isGone)) return { draft, stood: {} };
  const fixed = await pinned();
  const going = draft.rows.flatMap((row, index) => (index >= fixed && isGone(row, index) ? [index] : []));
  const rows = new Set(going);
  for (const index of going.length > 0 ? await marked(going) : []) rows.delete(index);
  const goes = draft.rows.map((_, index) => rows.has(index));
  const gone = new Set(draft.rows.filter((_, index) => goes[index]));
  const stays = gone.size === 0 ? draft : withoutRows(draft, (row) => gone.has(row));
  return { draft: placed(stays, after, added, fixed, stood), stood: stoodIn(was!, before, goes) };
}

/** Of rows that go, unless they stood where they would come again by themselves. */
function stoodIn(was: readonly (AssumptionId | null)[], models: Models, goes: readonly boolean[]): Stood {
  const order = models[0].assumptionRows().map(placeOf);
  const planned = new Map(order.map((place, index) => [place, order[index - 1] ?? ""]));
  const found: [string, Stood[string]][] = [];
  let [last, theirs] = ["", 0];
  was.forEach((one, index) => {
    const place = one && placeOf(one);
    if (place !== null && goes[index] && (theirs > 0 || planned.get(place) !== last))
      found.push([place, [last, theirs]]);
    [last, theirs] = place === null ? [last, theirs + 1] : [place, 0];
  });
  return found.length > MOST_REMEMBERED ? {} : Object.fromEntries(found);
}

/**
 * New rows where they stood, or else beside those that the report has before them, whichever way the table is sorted, below
 * the pinned ones; else at the end.
 */
function placed(
  draft: Draft,
  models: Models,
  added: readonly (readonly CellValue[])[],
  fixed: number,
  stood: Stood,
): Draft {
  const order = models[0].assumptionRows().map(placeOf);
  const planned = new Map(order.map((place, index) => [place, index]));
  const coming = new Map(added.map((row) => [placeOf(assumptionIn(row)), row]));
  const there = assumptionsOf(models, draft).map((assumption) => assumption && placeOf(assumption));
  const last: (readonly CellValue[])[] = [];
  const done = new Set<string>();
  let found = draft;
  order.forEach(put);
  return last.length === 0 ? found : withRows(found, last);

  function put(place: string): void {
    const row = coming.get(place);
    if (!row || done.has(place)) return;
    done.add(place);
    const at = whereItStood(place) ?? besidePlanned(place);
    if (at === null || at < fixed) {
      last.push(row);
      return;
    }
    there.splice(at, 0, place);
    found = withRowsAt(found, at, [row]);
  }

  function whereItStood(place: string): number | null {
    const [before, theirs] = stood[place] ?? [];
    if (before === undefined || theirs === undefined) return null;
    put(before);
    const from = before === "" ? 0 : there.lastIndexOf(before) + 1;
    if (before !== "" && from === 0) return null;
    let at = from;
    while (at < from + theirs && there[at] === null) at++;
    return at;
  }

  function besidePlanned(place: string): number | null {
    const index = planned.get(place)!;
    const before = index === 0 ? -1 : there.lastIndexOf(order[index - 1]!);
    if (before < 0 && index > 0) return null;
    const next = order.slice(index + 1).find((one) => !coming.has(one));
    const isBackwards = before > 0 && next !== undefined && there[before - 1] === next;
    return isBackwards ? before : before + 1;
  }
}

const assumptionIn = (row: readonly CellValue[]): AssumptionId => ({
  key: String(row[COLUMN.key]),
  scenario: isBlank(row[COLUMN.scenario]) ? null : String(row[COLUMN.scenario]),
  year: isBlank(row[COLUMN.year]) ? null : Number(row[COLUMN.year]),
});
