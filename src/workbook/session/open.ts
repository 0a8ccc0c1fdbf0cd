/**
 * One open workbook: reads it, follows edits in it, and carries its operations out, one at a time. Everything is in what
 * `openWorkbook` makes, so that two workbooks share nothing.
 */
import type { Run } from "../../excel/transactions/run";
import { loadAnalyses } from "../../functions/analyses";
import { createModel } from "../../model";
import { loadQuotes } from "../../report";
import { createFollowing } from "../edits/following";
import { onSelection } from "../edits/selection";
import { parse } from "../stored/edition";
import { failure } from "../messages/failure";
import type { Operation, Session } from "../operations/operation";
import { TABLES, type Ports, type Told } from "../types";
import { OPERATIONS, type Operations, type Workbook } from "../workbook";
import { createQueue } from "./queue";
import { createRestored, type RestoredOne } from "./restored";
import { createStanding } from "./standing";
import { createState } from "./state";
import { createTyping } from "./typing";
import { createWriting } from "./writing";

/** They come when one of them is first needed: no formula waits for them. They foresee what cells show, quotes too. */
async function operations() {
  const [all] = await Promise.all([
    import(/* webpackChunkName: "operations" */ "../operations"),
    loadQuotes().catch(() => undefined),
  ]);
  return all;
}

/** A connection that fails once can be there again a moment later. */
const ATTEMPTS = 3;

export function openWorkbook(given: Ports): Workbook {
  const typing = createTyping(given.run, given.isTyping, (now) => state.tellTyping(now));
  const ports: Ports = { ...given, run: typing.run };
  const { run, formulas } = ports;
  const standing = createStanding(ports);
  const state = createState(ports, standing);
  const writing = createWriting(ports, standing, state);
  const queue = createQueue(state, () => ready);
  const restored = createRestored();
  const following = createFollowing(ports, standing, state, writing, queue, typing, { restored, keepRestored });
  let isRead = false;

  const adopt = (): void => state.adopt(createModel(standing.report, standing.assumptionsOf({})));

  const sessionIn = (within: Run): Session => ({
    run: within,
    runAfter: run,
    site: ports.site,
    get book() {
      return standing.book;
    },
    get kept() {
      return standing.kept;
    },
    get edition() {
      return standing.edition;
    },
    get report() {
      return standing.report;
    },
    get others() {
      return standing.others;
    },
    get model() {
      return state.now.model;
    },
    get language() {
      return standing.language;
    },
    get setting() {
      return state.settingFor(state.now.model);
    },
    get newerEdition() {
      return state.now.newerEdition;
    },
    restored,
    assumptionsOf: standing.assumptionsOf,
    tableState: standing.tableState,
    isWhole: standing.isWhole,
    refuseUnreadable: standing.refuseUnreadable,
    readAll: () => within(standing.readIn),
    outputSteps: () => writing.outputSteps(within, state.now.model),
    adopt,
  });

  const tellFailure = (reason: unknown): void => state.report({ kind: "failed", message: failure(reason).note });

  async function readFirst(): Promise<void> {
    await typing.ended(() => standing.readAll(following.listen));
    adopt();
  }

  async function open(): Promise<void> {
    for (let attempt = 1; !isRead && attempt <= ATTEMPTS; attempt++) {
      try {
        await readFirst();
        isRead = true;
        // Formulas have their model by now, and don't wait for what only tables and the pane need.
        await loadAnalyses()
          .then(() => following.catchUp())
          .catch(tellFailure);
      } catch (reason) {
        if (attempt < ATTEMPTS) continue;
        // Formulas then say so, instead of giving another edition's numbers; the next operation reads once more.
        formulas.holdFor(Promise.reject(failure(reason)));
        tellFailure(reason);
      }
    }
    state.show({ ready: true });
    state.lookForNewer();
  }

  /** What could not be read when the workbook was opened; formulas that showed an error since then show their values. */
  async function readLater(): Promise<void> {
    await readFirst();
    await typing.ended(() => writing.recalculateNow(state.now.model));
    isRead = true;
  }

  /** What comes or goes Excel tells of; not where a table is moved or made smaller. */
  async function readTables(context: Excel.RequestContext): Promise<void> {
    if (!TABLES.some((name) => standing.book.tables[name])) return;
    await standing.readTables(context);
    state.tellTables();
  }

  /** An edit in a table of ours is to change formulas, also where nobody opens the pane first. */
  function loadAlong(): void {
    if (loadsAlong || !TABLES.some((name) => standing.book.tables[name])) return;
    loadsAlong = true;
    void given.loadAlong?.().catch(() => (loadsAlong = false));
  }
  let loadsAlong = false;

  /** In one context: every other costs a request to let go of its ranges. */
  const perform = <Outcome>({ reads, plan, told, options }: Operation<Outcome>): Promise<Outcome> =>
    queue.operation(async (running) => {
      // What an operation calculates it calculates at once.
      await loadAnalyses();
      if (!isRead) await readLater();
      const once = () =>
        run(async (context) => {
          const session = sessionIn((batch) => batch(context));
          if (reads === "anew") await session.readAll();
          if (reads === "tables") await readTables(context);
          const found = await plan(session, running);
          await writing.carryOut(found, context, running);
          return found;
        });
      const { outcome, says } = await typing.ended(once, running.signal);
      if (says) loadAlong();
      // After going over, another edition is the newer one.
      if (says?.edition) state.lookForNewer();
      const came = await outcome();
      if (told) running.onTold?.(told(came));
      return came;
    }, options);

  /** What is undone range by range is kept at once, before anything else happens. */
  function keepRestored(changed: RestoredOne): void {
    if (changes.push(changed) > 1) return;
    void perform<readonly Told[]>({
      reads: "as known",
      async plan(session, running) {
        const again = await import(/* webpackChunkName: "operations" */ "../operations/keepRestored");
        return again.keepRestored(changes.splice(0)).plan(session, running);
      },
    }).then((told) => told.forEach(state.report), tellFailure);
  }
  const changes: RestoredOne[] = [];

  const named = Object.fromEntries(
    OPERATIONS.map((name) => [
      name,
      async (...given: never[]) => {
        const all = await operations();
        return perform((all[name] as (...given: never[]) => Operation<unknown>)(...given));
      },
    ]),
  ) as unknown as Operations;

  const ready = open();
  formulas.holdFor(ready);

  return {
    ...named,
    ready,
    getState: () => state.now,
    subscribe: state.subscribe,
    close: following.end,
    report: state.report,
    readReport: parse,
    lostAssumptions: () =>
      TABLES.some((name) => standing.tableState(name) === "lost") ? standing.assumptionsOf({}) : null,
    onSelection: (listener) => onSelection((batch) => typing.ended(() => run(batch)), listener),
  };
}
