/** What follows from edits in the sheet, ours and others': a model, its texts in the table, and a recalculation. */
import { createModel } from "../../model";
import { transact } from "../../excel/transactions/transact";
import type { Step } from "../../excel/transactions/step";
import { failure } from "../messages/failure";
import { FINISHING, stage } from "../messages/stages";
import { TABLES, type Ports } from "../types";
import type { Queue } from "../session/queue";
import type { State } from "../session/state";
import { MOST_ROUNDS, type Standing } from "../session/standing";
import type { Writing } from "../session/writing";

export interface Following {
  /** Listens to Excel's events from the next request on. */
  listen(context: Excel.RequestContext): void;
  end(): Promise<void>;
}

export function createFollowing(
  { run }: Ports,
  standing: Standing,
  state: State,
  writing: Writing,
  { exclusive }: Queue,
): Following {
  const endings: (() => Promise<void>)[] = [];
  let rereading = false;

  const anythingOfOurs = (): boolean =>
    standing.kept !== null || TABLES.some((name) => standing.book.tables[name] !== undefined);

  /** All in one round trip. */
  async function follow(context: Excel.RequestContext, read: Standing["readIn"]): Promise<void> {
    const before = JSON.stringify([state.now.model.assumptions, state.now.tables]);
    await read(context);
    const model = createModel(standing.report, standing.assumptionsOf({}));
    const changed = JSON.stringify([model.assumptions, standing.tables]) !== before;
    state.adopt(model);
    if (standing.unreadable) return;
    const steps: Step[] = [...(await writing.outputSteps((batch) => batch(context), model))];
    const keeping =
      changed && typeof standing.book.kept !== "string" && anythingOfOurs() ? writing.keepSteps(model) : null;
    if (keeping) steps.push(...keeping.steps);
    if (changed) steps.push(writing.recalculate(model));
    if (steps.length === 0) return;
    try {
      await transact(run, { stages: [stage(FINISHING, steps)], running: context });
    } catch (reason) {
      // The edit is the user's and stands; only our texts beside it couldn't be written.
      if (changed) await transact(run, { stages: [{ steps: [writing.recalculate(model)] }] }).catch(() => undefined);
      throw reason;
    }
    keeping?.kept();
  }

  /** Several events of one edit, or of a co-author's many, are one reading. */
  function edited(read: Standing["readIn"] = standing.readTables): Promise<void> {
    if (rereading) return Promise.resolve();
    rereading = true;
    return exclusive(() => {
      rereading = false;
      return run((context) => follow(context, read));
    }).catch((reason: unknown) => {
      state.report({ kind: "failed", message: failure(reason).note });
    });
  }

  const isOurTable = (id: string): boolean => TABLES.some((name) => standing.book.tables[name]?.id === id);
  const isOurSheet = (id: string): boolean => TABLES.some((name) => standing.book.tables[name]?.sheet.id === id);

  return {
    listen({ workbook }) {
      const { tables, worksheets } = workbook;
      const handlers = [
        tables.onChanged.add(async ({ tableId }) => {
          if (!isOurTable(tableId)) return;
          standing.rounds = 0;
          await edited();
        }),
        tables.onAdded.add(async () => edited(standing.readIn)),
        tables.onDeleted.add(async ({ tableId }) => {
          if (isOurTable(tableId)) await edited(standing.readIn);
        }),
        worksheets.onDeleted.add(async ({ worksheetId }) => {
          if (isOurSheet(worksheetId)) await edited(standing.readIn);
        }),
        // Overrides that are formulas change without an edit.
        worksheets.onCalculated.add(async () => {
          if (!standing.book.tables.MarketAssumptions?.hasFormulas || standing.rounds > MOST_ROUNDS) return;
          standing.rounds++;
          await edited();
        }),
      ];
      // Handlers are taken away in the context that they were added in.
      endings.push(async () => {
        handlers.forEach((handler) => handler.remove());
        await handlers[0]!.context.sync();
      });
    },
    async end() {
      // What never began, because the first reading failed, can't be ended.
      for (const ending of endings.splice(0)) await ending().catch(() => undefined);
    },
  };
}
