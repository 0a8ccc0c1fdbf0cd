/** The assumptions table of a workbook that goes over to another report. */
import type { Model } from "../../model";
import type { CellValue } from "../../excel/cells/contents";
import { withoutRows, withRows, type Draft } from "../tables/drafts";
import { assumptionsOf, COLUMN, lackingRows } from "../tables/tables";
import type { Language } from "../types";

const isBlank = (value: CellValue | undefined): boolean => String(value ?? "").trim() === "";

/**
 * With rows for the assumptions that the new report brings, without those of the ones that are gone. A row with an
 * override or with anything in the user's own columns stays, and says if its override no longer fits.
 */
export function refit(draft: Draft, before: Model, after: Model, language: Language, columns: number): Draft {
  const [was, is] = [before, after].map((model) => assumptionsOf(model, draft.rows));
  const gone = new Set(
    draft.rows.filter((row, index) => {
      // What stands beyond our columns, and why, are the user's.
      const isUsers = [row[COLUMN.override], ...row.slice(Math.min(draft.ours, COLUMN.why))].some(
        (value) => !isBlank(value),
      );
      return !isUsers && was![index] && !is![index];
    }),
  );
  const added = lackingRows(after, draft.rows, language);
  const stays = gone.size === 0 ? draft : withoutRows(draft, (row) => gone.has(row));
  return added.length === 0 ? stays : withRows(stays, added, columns);
}
