/**
 * One open workbook: reads it, follows edits in it, and offers its operations, one at a time. Everything is in what
 * `openWorkbook` makes, so that two workbooks share nothing.
 */
import { createModel } from "../../model";
import type { Report } from "../../report/types";
import { detach } from "../operations/detach";
import { reattach } from "../operations/reattach";
import { parse } from "../kept/edition";
import { refreshScope } from "../operations/refresh";
import { fetchEdition } from "../editions/site";
import { freeze } from "../operations/freeze";
import { thaw } from "../operations/thaw";
import { TABLES } from "../kept/kept";
import { listFormulas, namesScenario } from "../calls/listing";
import { previewLoad } from "../loading/foresee";
import { WorkbookError } from "../messages/messages";
import { createAssumptions, forgetTables, override, resetAll, restoreTables } from "../operations/assumptions";
import { groundOf, load } from "../operations/loading";
import { chooseScenario, createScenario, removeScenario, renameScenario } from "../operations/scenarios";
import type { Session } from "../operations/session";
import { goTo, insertFormula, onSelection, readSelection, sourceOfSelection } from "../calls/selected";
import { failure } from "../../excel/transactions/transaction";
import type { Ports, RunOptions } from "../types";
import type { Workbook } from "../workbook";
import { createFollowing } from "../edits/following";
import { createQueue } from "./queue";
import { createShown } from "./shown";
import { createStanding } from "./standing";
import { createWriting } from "./writing";

/** Comes when it is first needed. */
const editions = () => import(/* webpackChunkName: "editions" */ "../operations/upgrade");

export function openWorkbook(ports: Ports): Workbook {
  const { run, formulas, site } = ports;
  const standing = createStanding(ports);
  const shown = createShown(ports, standing);
  const writing = createWriting(ports, standing, shown);
  const queue = createQueue(shown, () => ready);
  const following = createFollowing(ports, standing, shown, writing, queue);
  const session = sessionOf();
  let isRead = false;

  function sessionOf(): Session {
    return {
      run,
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
        return shown.state.model;
      },
      get language() {
        return standing.language;
      },
      assumptionsOf: standing.assumptionsOf,
      tableState: standing.tableState,
      isWhole: standing.isWhole,
      readAll: () => standing.readAll(),
      adopt: shown.adopt,
      commit: writing.commit,
    };
  }

  const adoptWhatWasRead = (): void => shown.adopt(createModel(standing.report, standing.assumptionsOf({})));

  async function readFirst(): Promise<void> {
    await standing.readAll(following.listen);
    adoptWhatWasRead();
    isRead = true;
  }

  async function open(): Promise<void> {
    try {
      await readFirst();
    } catch (reason) {
      // Formulas then say so, instead of giving another edition's numbers; the next operation reads once more.
      formulas.holdFor(Promise.reject(failure(reason)));
      shown.report({ kind: "failed", message: failure(reason).note });
    }
    shown.show({ ready: true });
    shown.lookForNewer();
  }

  const operation = <T>(task: (options: RunOptions) => Promise<T>, runOptions?: RunOptions): Promise<T> =>
    queue.operation(async (options) => {
      if (!isRead) await readFirst();
      return task(options);
    }, runOptions);

  /** Of what has to see the workbook as it is. */
  const reading = <T>(task: (options: RunOptions) => Promise<T>, runOptions?: RunOptions): Promise<T> =>
    operation(async (options) => {
      await standing.readAll();
      return task(options);
    }, runOptions);

  async function newerReport(): Promise<Report> {
    const { newerEdition: newer } = shown.state;
    const found = site && newer ? await fetchEdition(site, newer).catch(() => null) : null;
    if (found) return found;
    const { report = "", edition = "" } = newer ?? {};
    throw new WorkbookError({ id: "edition-unavailable", values: { report, edition } });
  }

  /** After going over, another edition is the newer one. */
  async function goingOver<T>(over: Promise<T>): Promise<T> {
    const outcome = await over;
    shown.lookForNewer();
    return outcome;
  }

  const ready = open();
  formulas.holdFor(ready);

  return {
    ready,
    getState: () => shown.state,
    subscribe: shown.subscribe,
    close: following.end,
    report: shown.report,

    refresh: (scope = "workbook", runOptions) =>
      reading(async (options) => {
        adoptWhatWasRead();
        standing.refuseUnreadable();
        return refreshScope(run, scope, await writing.outputSteps(session.model), options);
      }, runOptions),

    readReport: parse,
    newerReport,
    formerReport: () => operation(async () => (await editions()).formerReport(session)),
    previewUpgrade: (to, runOptions) =>
      reading(async (options) => (await editions()).preview(session, to, options), runOptions),
    upgrade: (to, how = {}, runOptions) =>
      reading(async (options) => goingOver((await editions()).upgrade(session, to, how, options)), runOptions),
    returnToFormer: (how = {}, runOptions) =>
      reading(async (options) => goingOver((await editions()).returnToFormer(session, how, options)), runOptions),

    chooseScenario: (id) => operation((options) => chooseScenario(session, id, options)),
    setTextLanguage: (language) =>
      operation((options) => session.commit({ assumptions: session.model.assumptions, language, options })),
    discardKept: () =>
      reading(async (options) => {
        const assumptions = standing.assumptionsOf({});
        if (standing.book.kept !== "part-damaged") return adoptWhatWasRead();
        await session.commit({ assumptions, discards: true, options });
      }),

    createAssumptions: () => operation((options) => createAssumptions(session, options)),
    setOverride: (id, value) => operation((options) => override(session, [[id, value]], options)),
    resetAssumptions: (ids) =>
      operation((options) => {
        const edits = ids.map((id) => [id, null] as const);
        return override(session, edits, options);
      }),
    resetAllAssumptions: () => operation((options) => resetAll(session, options)),
    restoreTables: () => operation((options) => restoreTables(session, options)),
    forgetTables: () => operation((options) => forgetTables(session, options)),
    lostAssumptions: () =>
      TABLES.some((name) => standing.tableState(name) === "lost") ? standing.assumptionsOf({}) : null,

    createScenario: ({ name, basedOn }) => operation((options) => createScenario(session, name, basedOn, options)),
    renameScenario: (id, name) => operation((options) => renameScenario(session, id, name, options)),
    scenarioUses: (id) =>
      operation((options) => listFormulas(run, session.model, options, namesScenario(session.model, id))),
    removeScenario: (id) => operation((options) => removeScenario(session, id, options)),

    previewLoad: (options) => reading(() => previewLoad(groundOf(session), options)),
    load: (options, runOptions) => reading((withProgress) => load(session, options, withProgress), runOptions),

    listFormulas: (runOptions) => operation((options) => listFormulas(run, session.model, options), runOptions),
    goTo: (sheet, address) => operation(() => goTo(run, sheet, address)),
    selection: () => operation(() => readSelection(run)),
    onSelection: (listener) => onSelection(run, listener),
    insertFormula: (formula) => operation(() => insertFormula(run, formula)),
    sourceOfSelection: () => operation(() => sourceOfSelection(run, session.model)),

    freeze: (scope, { mark = false } = {}, runOptions) =>
      operation((options) => freeze(run, scope, mark, options), runOptions),
    thaw: (scope, runOptions) => operation((options) => thaw(run, scope, options), runOptions),
    detach: (runOptions) =>
      operation((options) => {
        const { model, language } = session;
        return detach(run, { model, language }, options);
      }, runOptions),
    reattach: (runOptions) => operation((options) => reattach(run, options), runOptions),
  };
}
