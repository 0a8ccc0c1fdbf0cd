/** What is wrong with a report's tables, said beside their rows as they are edited. */
import { parseAddress } from "../../excel/addresses/addresses";
import { meets } from "../../excel/addresses/places";
import { transact } from "../../excel/transactions/transact";
import { loadAuthoring } from "../authoring/load";
import type { DraftTable } from "../authoring/drafts";
import { FINISHING, stage } from "../messages/stages";
import type { Queue } from "../session/queue";
import type { Standing } from "../session/standing";
import type { Typing } from "../session/typing";
import type { Ports } from "../types";

/** Milliseconds without an edit, after which a draft is read. */
const REST = 700;

/** A draft of more rows is read only when it is asked for: every reading holds the workbook up. */
const MOST_ROWS = 5_000;

interface Edit {
  readonly sheetId: string;
  readonly address: string;
}

export interface DraftStatus {
  /** Cells changed here, by somebody or by us. */
  heard(edit: Edit): void;
  end(): void;
}

export function createDraftStatus(
  { run }: Ports,
  standing: Standing,
  { exclusive }: Queue,
  typing: Typing,
): DraftStatus {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const edits: Edit[] = [];
  const tooLarge = new Set<string>();

  async function follow(): Promise<void> {
    const all = edits.splice(0);
    const { readDraft, shownSteps, suffixes } = await loadAuthoring();
    const tell = async (context: Excel.RequestContext): Promise<void> => {
      for (const suffix of suffixes(standing.book.tableNames).filter((one) => !tooLarge.has(one))) {
        const draft = await readDraft((batch) => batch(context), suffix);
        const tables = Object.values(draft.tables);
        if (tables.some(({ area }) => area.rows > MOST_ROWS)) tooLarge.add(suffix);
        const edited = all.filter((edit) => tables.some((table) => isIn(table, edit)));
        if (edited.length === 0) continue;
        const steps = await shownSteps((batch) => batch(context), draft, standing.language, "statuses");
        if (steps.length > 0) await transact(run, { stages: [stage(FINISHING, steps)], running: context });
      }
    };
    await typing.ended(() => run(tell));
  }

  return {
    heard(edit) {
      if (!standing.book.tableNames.some((name) => name.startsWith("ReportInfo"))) return;
      edits.push(edit);
      clearTimeout(timer);
      // Where it can't be said, as on a protected sheet, the edit stands all the same, and a check tells why.
      timer = setTimeout(() => void exclusive(follow).catch(() => undefined), REST);
    },
    end() {
      clearTimeout(timer);
    },
  };
}

/**
 * Whether an edit is one of a table's, and not of its status alone: that is ours being undone, and written once more it
 * would be what the next undo takes back, in the place of the user's own edit.
 */
function isIn({ sheetId, area, status }: DraftTable, edit: Edit): boolean {
  if (edit.sheetId !== sheetId) return false;
  const edited = parseAddress(edit.address);
  if (!edited) return true;
  const isStatus = status !== null && edited.columns === 1 && edited.column === area.column + status;
  return !isStatus && meets(edited, area);
}
