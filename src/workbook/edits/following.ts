/** What follows from edits in the sheet, ours and others': a model, its texts in the table, and a recalculation. */
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import { covers } from "../../excel/addresses/places";
import { isBusy } from "../../excel/cells/contents";
import { isInCellEdit } from "../../excel/transactions/run";
import { transact } from "../../excel/transactions/transact";
import type { Step } from "../../excel/transactions/step";
import { createDraftStatus } from "./drafts";
import { createModel, type Model } from "../../model";
import { failure } from "../messages/failure";
import { FINISHING, stage } from "../messages/stages";
import type { Queue } from "../session/queue";
import type { Restored, RestoredOne } from "../session/restored";
import { MOST_ROUNDS, storable, type Standing } from "../session/standing";
import type { State } from "../session/state";
import type { Typing } from "../session/typing";
import type { Writing } from "../session/writing";
import { WorkbookError } from "../messages/messages";
import type { Drafts } from "../operations/operation";
import { draftOf } from "../tables/drafts";
import { changedOverrides, withoutFilling } from "../tables/filling";
import { renamed } from "../tables/renamed";
import { inputsOf, type Tables } from "../tables/read";
import { COLUMN, modelsOf } from "../tables/tables";
import { TABLES, type Ports } from "../types";

export interface Following {
  /** Listens to Excel's events from the next request on. */
  listen(context: Excel.RequestContext): void;
  /** Follows what was done to the tables while nobody listened. */
  catchUp(): Promise<void>;
  end(): Promise<void>;
}

/** Milliseconds in which a circle goes on. */
const PAUSE = 10_000;

/** What was heard of since the tables were last read. */
interface Heard {
  /** Somebody did something here, or only a co-author, whose own add-in writes what follows from it; else formulas were calculated. */
  edited: "here" | "elsewhere" | null;
  /** A table may have come or gone, and not only changed. */
  anew: boolean;
  /** Cells that were edited one by one. */
  readonly cells: Area[];
}

export function createFollowing(
  ports: Ports,
  standing: Standing,
  state: State,
  writing: Writing,
  queue: Queue,
  typing: Typing,
  { restored, keepRestored }: { readonly restored: Restored; keepRestored(changed: RestoredOne): void },
): Following {
  const endings: (() => Promise<void>)[] = [];
  let heard: Heard | null = null;
  const { run } = ports;
  const { exclusive } = queue;
  const draftStatus = createDraftStatus(ports, standing, queue, typing);

  const anythingOfOurs = (): boolean =>
    standing.kept !== null || TABLES.some((name) => standing.book.tables[name] !== undefined);

  const contentNow = (): string => JSON.stringify([state.now.model.assumptions, state.now.tables]);

  /** Cells of a protected sheet can be unlocked: what is typed there counts, whether our texts beside it can be written or not. */
  const textsBeside = (context: Excel.RequestContext, model: Model, drafts?: Drafts): Promise<readonly Step[]> =>
    writing
      .outputSteps((batch) => batch(context), model, drafts)
      .catch((reason: unknown) => {
        if (!(reason instanceof WorkbookError)) throw reason;
        state.report({ kind: "failed", message: reason.note });
        return [];
      });

  /** All in one round trip. `before`: what formulas were last calculated with, and how the table of overrides was. */
  async function follow(
    context: Excel.RequestContext,
    { edited, anew, cells }: Heard,
    before: { readonly content: string; readonly inputs: string; readonly tables: Tables },
  ): Promise<void> {
    await (anew ? standing.readIn(context) : standing.readTables(context));
    const { MarketAssumptions: table } = standing.book.tables;
    const isWhole = standing.isWhole("MarketAssumptions");
    const former = before.tables.MarketAssumptions;
    const filling = edited === "here" && isWhole && former ? withoutFilling(former, table!, cells) : null;
    if (filling) standing.filled = filling.cell;
    else if (!former || !table || changedOverrides(former, table).length > 0) standing.filled = null;
    const isUndone = edited === "here" && isWhole && former ? writing.isUndone(former, table!) : false;
    const renaming =
      edited === "here" && !anew
        ? renamed(before.tables, standing.book.tables, modelsOf(state.settingFor(state.now.model)))
        : null;
    const drafts = filling ? { MarketAssumptions: draftOf(filling.table) } : (renaming?.drafts ?? {});
    const said = standing.assumptionsOf(drafts);
    const assumptions = renaming ? { ...said, chosen: renaming.chosen(said.chosen) } : said;
    const changed = JSON.stringify([assumptions, standing.tables]) !== before.content;
    const isEdit = edited && (anew || JSON.stringify(inputsOf(standing.book.tables)) !== before.inputs);
    if (isEdit) standing.rounds = 0;
    else if (isWhole && table!.rows.some((row) => isBusy(row[COLUMN.override]!))) return;
    else if (!goesOn(changed, JSON.stringify(assumptions)) && (changed || !edited)) return state.tellTables();

    const model = createModel(standing.report, assumptions);
    state.adopt(model);
    if (standing.unreadable) return;
    const steps: Step[] = [];
    const writes = edited !== "elsewhere";
    if (writes && !isUndone) steps.push(...(await textsBeside(context, model, drafts)));
    const keeping =
      writes && changed && typeof standing.book.kept !== "string" && anythingOfOurs() ? writing.keepSteps(model) : null;
    if (keeping) steps.push(...keeping.steps);
    if (changed) steps.push(writing.recalculate(model));
    if (steps.length === 0) return;
    try {
      await transact(run, { stages: [stage(FINISHING, steps)], running: context });
    } catch (reason) {
      // The edit is the user's and stands; only our texts beside it couldn't be written.
      if (changed && !isInCellEdit(reason)) await writing.recalculateNow(model).catch(() => undefined);
      throw reason;
    }
    keeping?.kept();
    if (renaming) await standing.readTables(context);
    if (filling) standing.take({ tables: { ...standing.book.tables, MarketAssumptions: filling.table } });
  }

  /**
   * Whether to follow what a calculation changed. Many in a row, with no edit anywhere and no pause between them, are
   * taken to go round in a circle; then only what something else changes is followed again.
   */
  function goesOn(changed: boolean, content: string): boolean {
    const isCircle = standing.rounds > MOST_ROUNDS;
    if (!changed) {
      if (isCircle) standing.rounds = 0;
      return false;
    }
    const isAnother = editedSince || Date.now() - lastAt > PAUSE;
    const isSame = content === leftAt;
    leftAt = content;
    // What the last round calculated may come late.
    if (isCircle && (isSame || !isAnother)) return false;
    if (isAnother) standing.rounds = 0;
    [editedSince, lastAt] = [false, Date.now()];
    return ++standing.rounds <= MOST_ROUNDS;
  }
  let editedSince = false;
  let lastAt = 0;
  let leftAt = "";

  /** Several events of one edit, or of a co-author's many, are one reading. */
  async function hear(edited: Heard["edited"], { anew = false, cell = null as Area | null } = {}): Promise<void> {
    const isFirst = heard === null;
    heard ??= { edited: null, anew: false, cells: [] };
    if (edited !== null && heard.edited !== "here") heard.edited = edited;
    heard.anew ||= anew;
    if (cell) heard.cells.push(cell);
    if (!isFirst) return;
    await exclusive(async () => {
      const what = heard!;
      heard = null;
      const { tables } = standing.book;
      const before = {
        content: contentNow(),
        inputs: JSON.stringify(inputsOf(tables)),
        tables,
      };
      await typing.ended(() => run((context) => follow(context, what, before)));
    }).catch((reason: unknown) => {
      state.report({ kind: "failed", message: failure(reason).note });
    });
  }

  const isOurTable = (id: string): boolean => TABLES.some((name) => standing.book.tables[name]?.id === id);
  const isOurSheet = (id: string): boolean => TABLES.some((name) => standing.book.tables[name]?.sheet.id === id);
  const isInOurTables = (sheet: string, address: string): boolean => {
    const area = parseAddress(address);
    return TABLES.some((name) => {
      const table = standing.book.tables[name];
      return table?.sheet.id === sheet && area !== null && covers(table.area, area);
    });
  };
  const where = (source: string): "here" | "elsewhere" => (source === "Remote" ? "elsewhere" : "here");

  return {
    listen({ workbook }) {
      const { tables, worksheets } = workbook;
      const handlers = [
        tables.onChanged.add(async ({ tableId, source, address, changeType }) => {
          if (!isOurTable(tableId)) return;
          const area = changeType === "RangeEdited" ? parseAddress(address) : null;
          const isOne = area?.rows === 1 && area.columns === 1;
          await hear(where(source), { cell: isOne ? area : null });
        }),
        tables.onAdded.add(async ({ source }) => hear(where(source), { anew: true })),
        tables.onDeleted.add(async ({ tableId, source }) => {
          if (isOurTable(tableId)) await hear(where(source), { anew: true });
        }),
        worksheets.onDeleted.add(async ({ worksheetId, source }) => {
          if (isOurSheet(worksheetId)) await hear(where(source), { anew: true });
        }),
        worksheets.onChanged.add(async ({ worksheetId, address, source, changeType }) => {
          if (!isInOurTables(worksheetId, address)) editedSince = true;
          // Where cells move, Excel adjusts the formulas that stand in cells, and none that is remembered.
          if (changeType !== "RangeEdited") restored.clear();
          if (where(source) === "elsewhere") return;
          draftStatus.heard({ sheetId: worksheetId, address });
          const changed = restored.firstIn(worksheetId, address);
          if (changed) keepRestored(changed);
        }),
        // Overrides that are formulas change without an edit. It comes once a sheet, and again with late results.
        worksheets.onCalculated.add(async () => {
          if (standing.book.tables.MarketAssumptions?.hasFormulas) await hear(null);
        }),
      ];
      // Handlers are taken away in the context that they were added in.
      endings.push(async () => {
        handlers.forEach((handler) => handler.remove());
        await handlers[0]!.context.sync();
      });
    },
    async catchUp() {
      const { kept } = standing;
      const read = standing.assumptionsOf({});
      if (!kept || standing.unreadable || JSON.stringify(kept.assumptions) === JSON.stringify(storable(read))) return;
      const model = createModel(standing.report, read);
      await typing.ended(() =>
        run(async (context) => {
          const outputs = await textsBeside(context, model);
          const keeping = writing.keepSteps(model);
          const steps = [...outputs, ...keeping.steps, writing.recalculate(model)];
          await transact(run, { stages: [stage(FINISHING, steps)], running: context });
          keeping.kept();
        }),
      );
    },
    async end() {
      draftStatus.end();
      // What never began, because the first reading failed, can't be ended.
      for (const ending of endings.splice(0)) await ending().catch(() => undefined);
    },
  };
}
