/**
 * One open workbook: reads it, follows edits in it, and carries its operations out, one at a time. Everything is in what
 * `openWorkbook` makes, so that two workbooks share nothing.
 */
import type { Run } from "../../excel/transactions/run";
import { createModel } from "../../model";
import { loadQuotes } from "../../report";
import { createFollowing } from "../edits/following";
import { onSelection } from "../edits/selection";
import { parse } from "../stored/edition";
import { failure } from "../messages/failure";
import type { Operation, Session } from "../operations/operation";
import { TABLES, type Ports } from "../types";
import { OPERATIONS, type Operations, type Workbook } from "../workbook";
import { createQueue } from "./queue";
import { createStanding } from "./standing";
import { createState } from "./state";
import { createWriting } from "./writing";

/** They come when one of them is first needed: no formula waits for them. They foresee what cells show, quotes too. */
async function operations() {
  const [all] = await Promise.all([
    import(/* webpackChunkName: "operations" */ "../operations"),
    loadQuotes().catch(() => undefined),
  ]);
  return all;
}

export function openWorkbook(ports: Ports): Workbook {
  const { run, formulas } = ports;
  const standing = createStanding(ports);
  const state = createState(ports, standing);
  const writing = createWriting(ports, standing, state);
  const queue = createQueue(state, () => ready);
  const following = createFollowing(ports, standing, state, writing, queue);
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
    assumptionsOf: standing.assumptionsOf,
    tableState: standing.tableState,
    isWhole: standing.isWhole,
    refuseUnreadable: standing.refuseUnreadable,
    readAll: () => within(standing.readIn),
    outputSteps: () => writing.outputSteps(within, state.now.model),
    adopt,
  });

  async function readFirst(): Promise<void> {
    await standing.readAll(following.listen);
    adopt();
    isRead = true;
  }

  async function open(): Promise<void> {
    try {
      await readFirst();
    } catch (reason) {
      // Formulas then say so, instead of giving another edition's numbers; the next operation reads once more.
      formulas.holdFor(Promise.reject(failure(reason)));
      state.report({ kind: "failed", message: failure(reason).note });
    }
    state.show({ ready: true });
    state.lookForNewer();
  }

  /** In one context: every other costs a request to let go of its ranges. */
  const perform = <Outcome>({ reads, plan, told, options }: Operation<Outcome>): Promise<Outcome> =>
    queue.operation(async (running) => {
      if (!isRead) await readFirst();
      const { outcome, says } = await run(async (context) => {
        const session = sessionIn((batch) => batch(context));
        if (reads === "anew") await session.readAll();
        const found = await plan(session, running);
        await writing.carryOut(found, context, running);
        return found;
      });
      // After going over, another edition is the newer one.
      if (says?.edition) state.lookForNewer();
      const came = await outcome();
      if (told) running.onTold?.(told(came));
      return came;
    }, options);

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
    onSelection: (listener) => onSelection(run, listener),
  };
}
