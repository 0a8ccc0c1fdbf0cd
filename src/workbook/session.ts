/**
 * One open workbook: its state, what follows from edits in it, and its operations, one at a time. Everything is in the
 * closure of `openWorkbook`, so that two workbooks share nothing.
 */
import { createModel, noAssumptions, type Assumptions, type Model } from "../model";
import type { Report } from "../report/types";
import {
  editionFor,
  editionOf,
  nameOf,
  parse,
  storeEdition,
  type Edition,
  type EditionFault,
} from "./editions/edition";
import { refit } from "./editions/refit";
import { refreshScope } from "./editions/refresh";
import { fetchEdition, newerEdition } from "./editions/site";
import type { Ground as EditionGround } from "./editions/upgrade";
import { detach } from "./detach/detach";
import { reattach } from "./detach/reattach";
import { draftOf, stepsTo, withCells } from "./drafts";
import { freeze, thaw } from "./freeze/freeze";
import { TABLES, writeKept, type Kept } from "./kept";
import { listFormulas, namesScenario } from "./listing";
import { previewLoad } from "./load";
import { WorkbookError, type Message } from "./messages";
import { queueTables, readBook, type BookRead, type Tables } from "./read";
import { createAssumptions, forgetTables, override, resetAll, restoreTables } from "./operations/assumptions";
import { groundOf, load } from "./operations/loading";
import { chooseScenario, createScenario, removeScenario, renameScenario } from "./operations/scenarios";
import type { Change, Drafts, Session } from "./operations/session";
import { insertFormula, readSelection, sourceOfSelection } from "./selected";
import { keepPart, only, together } from "./steps";
import { outputChanges, readOverrides, readScenarios } from "./tables";
import { failure, transact, type Step } from "./transaction";
import type { Language, Outcome, Ports, RunOptions, TableName, TableState, Workbook, WorkbookState } from "./types";

const NOTHING: BookRead = { sheets: [], active: 0, tables: {}, tableNames: [], part: null, kept: null };
/** Comes when it is first needed. */
const editions = () => import(/* webpackChunkName: "editions" */ "./editions/upgrade");

const FINISHING: Message = { id: "finishing" };
/** Recalculations after which overrides that are formulas are taken to go round in a circle. */
const MOST_ROUNDS = 5;

export function openWorkbook(ports: Ports): Workbook {
  const { run, formulas, site } = ports;
  const builtIn = editionOf(ports.report);
  /** In force: the built-in one unless the workbook is built on another. */
  let report = ports.report;
  /** The same with what is written of it; null until the workbook has been read. */
  let edition: Edition | null = null;
  /** Why the edition that the workbook is built on can't be used. Formulas then give no value instead of another's. */
  let unreadable: EditionFault | null = null;
  let isRead = false;
  const listeners = new Set<() => void>();
  const endings: (() => Promise<void>)[] = [];
  let book = NOTHING;
  let language: Language = ports.language;
  let lastTask: Promise<unknown> = Promise.resolve();
  let outcomes = 0;
  let rounds = 0;
  let rereading = false;
  let state: WorkbookState = {
    ready: false,
    model: createModel(report),
    pinned: null,
    formerEdition: null,
    newerEdition: null,
    textLanguage: language,
    tables: { MarketAssumptions: "none", MarketScenarios: "none" },
    notices: [],
    running: null,
    outcome: null,
  };

  function show(change: Partial<WorkbookState>): void {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  }

  /* What the workbook says */

  const kept = (): Kept | null => (typeof book.kept === "string" ? null : book.kept);
  const isWhole = (name: TableName): boolean => book.tables[name]?.lost.length === 0;

  function tableState(name: TableName): TableState {
    if (isWhole(name)) return "present";
    return book.tables[name] || kept()?.tables.includes(name) ? "lost" : "none";
  }

  /** From rows of the tables, or from what was last known of a lost one. */
  function assumptionsOf(drafts: Drafts, chosen = kept()?.assumptions.chosen ?? null): Assumptions {
    const last = kept()?.assumptions ?? noAssumptions;
    const rowsOf = (name: TableName) => drafts[name]?.rows ?? (isWhole(name) ? book.tables[name]!.rows : null);
    const [overrides, scenarios] = [rowsOf("MarketAssumptions"), rowsOf("MarketScenarios")];
    const lost = (name: TableName) => tableState(name) === "lost";
    return {
      overrides: overrides ? readOverrides(overrides) : lost("MarketAssumptions") ? last.overrides : [],
      scenarios: scenarios ? readScenarios(scenarios) : lost("MarketScenarios") ? last.scenarios : [],
      chosen,
    };
  }

  function notices(): readonly Message[] {
    const all: Message[] = [];
    if (typeof book.kept === "string") all.push({ id: book.kept });
    for (const table of TABLES) {
      if (tableState(table) !== "lost") continue;
      const lost = book.tables[table]?.lost ?? [];
      all.push(
        lost.length > 0
          ? { id: "columns-lost", values: { table, columns: lost } }
          : { id: "table-lost", values: { table } },
      );
    }
    if (unreadable) all.push(unreadableNote(unreadable));
    if (rounds > MOST_ROUNDS) all.push({ id: "circular-overrides", values: { count: MOST_ROUNDS } });
    return all;
  }

  const unreadableNote = (id: EditionFault): Message => {
    const { report = "", edition = "" } = kept() ?? {};
    return { id, values: { report, edition } };
  };

  function refuseUnreadable(): void {
    if (unreadable) throw new WorkbookError(unreadableNote(unreadable));
  }

  function giveModel(model: Model): void {
    if (unreadable) formulas.holdFor(Promise.reject(new WorkbookError(unreadableNote(unreadable))));
    else formulas.setModel(model);
  }

  /** Gives the formulas and the pane what `book` says. */
  function adopt(model: Model): void {
    const pin = kept();
    language = pin?.textLanguage ?? ports.language;
    formulas.setTextLanguage(language);
    formulas.setPin(pin && { report: pin.report, edition: pin.edition });
    giveModel(model);
    show({
      model,
      pinned: pin && { report: pin.report, edition: pin.edition },
      formerEdition: pin?.former ?? null,
      textLanguage: language,
      tables: { MarketAssumptions: tableState("MarketAssumptions"), MarketScenarios: tableState("MarketScenarios") },
      notices: notices(),
    });
  }

  /** What is to be kept of a model: with the tables that the workbook then has. */
  function keptWith(model: Model, change: Partial<Kept> = {}): Kept {
    const pin = kept();
    return {
      ...(pin ?? { ...nameOf(report), former: null }),
      hash: unreadable || !edition ? (pin?.hash ?? null) : edition.hash,
      textLanguage: language,
      sheets: pin?.sheets ?? {},
      tables: TABLES.filter((name) => tableState(name) !== "none"),
      ...change,
      assumptions: storable(model.assumptions),
    };
  }

  /** One thing after the other: an edit waits for the operation that runs. */
  function exclusive<T>(task: () => Promise<T>): Promise<T> {
    const result = lastTask.then(task, task);
    lastTask = result.catch(() => undefined);
    return result;
  }

  function operation<T>(task: (options: RunOptions) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const onProgress: RunOptions["onProgress"] = (running) => {
      show({ running });
      options.onProgress?.(running);
    };
    return ready
      .then(() =>
        exclusive(async () => {
          if (!isRead) await readFirst();
          return task({ ...options, onProgress });
        }),
      )
      .catch((reason: unknown) => {
        throw failure(reason, options.signal);
      })
      .finally(() => state.running && show({ running: null }));
  }

  /* Reading, and following edits */

  async function readIn(context: Excel.RequestContext): Promise<void> {
    book = await readBook(context);
    await readEdition();
  }

  async function readAll(first?: (context: Excel.RequestContext) => void): Promise<void> {
    book = await run((context) => readBook(context, first && (() => first(context))));
    await readEdition();
  }

  /** No round trip while the workbook is built on the edition in force or on the built-in one. */
  async function readEdition(): Promise<void> {
    const found = await editionFor(run, kept(), await builtIn, edition);
    unreadable = typeof found === "string" ? found : null;
    edition = typeof found === "string" ? null : found;
    report = edition?.report ?? ports.report;
  }

  /** One round trip while the tables are where they were; everything is read anew where they aren't. */
  async function readTables(context: Excel.RequestContext): Promise<void> {
    const names = TABLES.filter((name) => book.tables[name]);
    if (names.length === 0) return readIn(context);
    try {
      const pending = queueTables(context, names);
      await context.sync();
      book = { ...book, tables: pending() };
    } catch {
      await readAll();
    }
  }

  /** The table's own texts that no longer say what the model does. */
  function outputSteps(model: Model): Promise<readonly Step[]> {
    const table = book.tables.MarketAssumptions;
    if (!table || !isWhole("MarketAssumptions")) return Promise.resolve([]);
    const draft = draftOf(table);
    const changed = withCells(draft, outputChanges(model, draft.rows, language));
    return stepsTo(run, "MarketAssumptions", table, changed, FINISHING);
  }

  /** After an edit in the sheet: a model, its texts in the table, and a recalculation, in one round trip. */
  async function follow(context: Excel.RequestContext, read: typeof readIn): Promise<void> {
    const before = JSON.stringify([state.model.assumptions, state.tables]);
    await read(context);
    const model = createModel(report, assumptionsOf({}));
    const changed = JSON.stringify([model.assumptions, tablesNow()]) !== before;
    adopt(model);
    if (unreadable) return;
    const steps = [...(await outputSteps(model))];
    const keeping = changed && typeof book.kept !== "string" && anythingOfOurs() ? keepStep(model) : null;
    if (keeping) steps.push(...storing(), keeping);
    if (changed) steps.push(recalculate());
    if (steps.length === 0) return;
    try {
      await transact(run, [together(FINISHING, steps)], {}, undefined, context);
    } catch (reason) {
      // The edit is the user's and stands; only our texts beside it couldn't be written.
      if (changed) await transact(run, [recalculate()]).catch(() => undefined);
      throw reason;
    }
    if (keeping) book = { ...book, part: keeping.after(), kept: keptWith(model) };
  }

  const tablesNow = (): WorkbookState["tables"] => ({
    MarketAssumptions: tableState("MarketAssumptions"),
    MarketScenarios: tableState("MarketScenarios"),
  });
  const anythingOfOurs = (): boolean => kept() !== null || TABLES.some((name) => book.tables[name]);

  /** The data of the edition in force goes into the workbook along with its name. */
  const storing = (): readonly Step[] =>
    edition && kept()?.hash !== edition.hash ? [storeEdition(edition, FINISHING)] : [];

  const keepStep = (model: Model) => keepPart(book.part, () => writeKept(keptWith(model)), FINISHING);

  /** Reruns our formulas with a model; Excel has no narrower way to. Taken back, they run with the former one again. */
  function recalculate(model: Model = state.model, former: Model = model): Step {
    const calculate = ({ workbook }: Excel.RequestContext): void => {
      workbook.application.calculate("Full");
    };
    return {
      message: FINISHING,
      apply(context) {
        formulas.setPin(nameOf(model.report));
        formulas.setModel(model);
        calculate(context);
      },
      async undo(context) {
        formulas.setPin(kept());
        giveModel(former);
        calculate(context);
        await context.sync();
      },
    };
  }

  /** Several events of one edit, or of a co-author's many, are one reading. */
  function edited(read = readTables): Promise<void> {
    if (rereading) return Promise.resolve();
    rereading = true;
    return exclusive(() => {
      rereading = false;
      return run((context) => follow(context, read));
    }).catch((reason: unknown) => {
      command({ kind: "failed", message: failure(reason).note });
    });
  }

  const isOurTable = (id: string): boolean => TABLES.some((name) => book.tables[name]?.id === id);
  const isOurSheet = (id: string): boolean => TABLES.some((name) => book.tables[name]?.sheet.id === id);

  function listen({ workbook }: Excel.RequestContext): void {
    const { tables, worksheets } = workbook;
    const handlers = [
      tables.onChanged.add(async ({ tableId }) => {
        if (!isOurTable(tableId)) return;
        rounds = 0;
        await edited();
      }),
      tables.onAdded.add(async () => edited(readIn)),
      tables.onDeleted.add(async ({ tableId }) => {
        if (isOurTable(tableId)) await edited(readIn);
      }),
      worksheets.onDeleted.add(async ({ worksheetId }) => {
        if (isOurSheet(worksheetId)) await edited(readIn);
      }),
      // Overrides that are formulas change without an edit.
      worksheets.onCalculated.add(async () => {
        if (!book.tables.MarketAssumptions?.hasFormulas || rounds > MOST_ROUNDS) return;
        rounds++;
        await edited();
      }),
    ];
    // Handlers are taken away in the context that they were added in.
    endings.push(async () => {
      handlers.forEach((handler) => handler.remove());
      await handlers[0]!.context.sync();
    });
  }

  async function readFirst(): Promise<void> {
    await readAll(listen);
    adopt(createModel(report, assumptionsOf({})));
    isRead = true;
  }

  async function open(): Promise<void> {
    try {
      await readFirst();
    } catch (reason) {
      // Formulas then say so, instead of giving another edition's numbers; the next operation reads once more.
      formulas.holdFor(Promise.reject(failure(reason)));
      command({ kind: "failed", message: failure(reason).note });
    }
    show({ ready: true });
    lookForNewer();
  }

  function lookForNewer(): void {
    if (site) void newerEdition(site, kept() ?? nameOf(report)).then((newer) => show({ newerEdition: newer }));
  }

  /* Changing what the workbook says */

  /** Every operation ends here: table cells, the kept part, the model and the recalculation, all or nothing. */
  async function commit(change: Change): Promise<void> {
    if (typeof book.kept === "string" && !change.discards) throw new WorkbookError({ id: book.kept });
    if (!change.edition) refuseUnreadable();
    const { drafts = {}, steps = [], finish, options } = change;
    const tables = change.tables ?? TABLES.filter((name) => book.tables[name]);
    const model = createModel(change.edition?.report ?? report, change.assumptions ?? assumptionsOf(drafts));
    const completed = withOutputs(drafts, model);
    const edits: Step[] = [];
    for (const name of TABLES) {
      const [table, draft] = [book.tables[name], completed[name]];
      if (table && draft) edits.push(...(await stepsTo(run, name, table, draft, FINISHING)));
    }
    const keeps = (): Kept => keptWith(model, { tables: keptTables(tables), ...change.keeps?.() });
    const keeping = keepPart(book.part, () => writeKept(keeps()), FINISHING);
    let reread = (): Tables => ({});
    const last = together(FINISHING, [
      ...edits,
      ...(change.edition ? [] : storing()),
      keeping,
      only(FINISHING, (context) => {
        change.also?.(context);
        reread = queueTables(context, tables);
      }),
      recalculate(model, state.model),
    ]);
    await transact(run, [...steps, last], options, finish);
    book = {
      ...book,
      part: keeping.after(),
      kept: keeps(),
      tables: reread(),
      sheets: change.sheets?.() ?? book.sheets,
    };
    if (change.edition) {
      edition = change.edition;
      report = edition.report;
      unreadable = null;
    }
    adopt(model);
  }

  /** A table that was lost stays known as such until it is restored or forgotten. */
  const keptTables = (present: readonly TableName[]): readonly TableName[] =>
    TABLES.filter((name) => present.includes(name) || tableState(name) === "lost");

  function withOutputs(drafts: Drafts, model: Model): Drafts {
    const table = book.tables.MarketAssumptions;
    if (!table || !isWhole("MarketAssumptions")) return drafts;
    const draft = drafts.MarketAssumptions ?? draftOf(table);
    return { ...drafts, MarketAssumptions: withCells(draft, outputChanges(model, draft.rows, language)) };
  }

  /* Editions */

  function editionGround(): EditionGround {
    return {
      run,
      language,
      sheets: book.sheets,
      kept: kept(),
      edition,
      model: state.model,
      assumptions: state.model.assumptions,
      async commit(to, former, steps, options) {
        const table = isWhole("MarketAssumptions") ? book.tables.MarketAssumptions! : null;
        const after = createModel(to.report, state.model.assumptions);
        await commit({
          edition: to,
          drafts: table
            ? { MarketAssumptions: refit(draftOf(table), state.model, after, language, table.area.columns) }
            : {},
          steps,
          keeps: () => ({ ...nameOf(to.report), hash: to.hash, former }),
          options,
        });
        lookForNewer();
      },
    };
  }

  async function newerReport(): Promise<Report> {
    const newer = state.newerEdition;
    const found = site && newer ? await fetchEdition(site, newer).catch(() => null) : null;
    if (found) return found;
    const { report = "", edition = "" } = newer ?? {};
    throw new WorkbookError({ id: "edition-unavailable", values: { report, edition } });
  }

  /* Commands */

  function command(outcome: Omit<Outcome, "number">): void {
    show({ outcome: { ...outcome, number: ++outcomes } });
  }

  async function listenToSelection(listener: () => void): Promise<() => Promise<void>> {
    const handler = await run(async (context) => {
      const added = context.workbook.onSelectionChanged.add(async () => listener());
      await context.sync();
      return added;
    });
    return async () => {
      handler.remove();
      await handler.context.sync();
    };
  }

  const session: Session = {
    run,
    get book() {
      return book;
    },
    get kept() {
      return kept();
    },
    get report() {
      return report;
    },
    get model() {
      return state.model;
    },
    get language() {
      return language;
    },
    assumptionsOf,
    tableState,
    isWhole,
    readAll: () => readAll(),
    adopt,
    commit,
  };

  const ready = open();
  formulas.holdFor(ready);

  return {
    ready,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      // What never began, because the first reading failed, can't be ended.
      for (const end of endings.splice(0)) await end().catch(() => undefined);
    },

    refresh: (scope = "workbook", runOptions) =>
      operation(async (options) => {
        await readAll();
        adopt(createModel(report, assumptionsOf({})));
        refuseUnreadable();
        return refreshScope(run, scope, await outputSteps(state.model), options);
      }, runOptions),

    readReport: parse,
    newerReport,
    formerReport: () => operation(async () => (await editions()).formerReport({ run, kept: kept() })),
    previewUpgrade: (to, runOptions) =>
      operation(async (options) => {
        await readAll();
        return (await editions()).preview(editionGround(), to, options);
      }, runOptions),
    upgrade: (to, upgradeOptions = {}, runOptions) =>
      operation(async (options) => {
        await readAll();
        return (await editions()).upgrade(editionGround(), to, upgradeOptions, options);
      }, runOptions),
    returnToFormer: (upgradeOptions = {}, runOptions) =>
      operation(async (options) => {
        await readAll();
        const { formerReport, upgrade } = await editions();
        const former = await formerReport({ run, kept: kept() });
        return upgrade(editionGround(), former, upgradeOptions, options);
      }, runOptions),
    chooseScenario: (id) => operation((options) => chooseScenario(session, id, options)),
    discardKept: () =>
      operation(async (options) => {
        await readAll();
        const assumptions = assumptionsOf({});
        if (book.kept === "part-damaged") await commit({ assumptions, discards: true, options });
        else adopt(createModel(report, assumptions));
      }),
    setTextLanguage: (textLanguage) =>
      operation(async (options) => {
        const former = language;
        language = textLanguage;
        formulas.setTextLanguage(textLanguage);
        try {
          await commit({ assumptions: state.model.assumptions, options });
        } catch (reason) {
          language = former;
          formulas.setTextLanguage(former);
          throw reason;
        }
      }),

    createAssumptions: () => operation((options) => createAssumptions(session, options)),
    setOverride: (id, value) => operation((options) => override(session, [[id, value]], options)),
    resetAssumptions: (ids) =>
      operation((options) =>
        override(
          session,
          ids.map((id) => [id, null] as const),
          options,
        ),
      ),
    resetAllAssumptions: () => operation((options) => resetAll(session, options)),
    restoreTables: () => operation((options) => restoreTables(session, options)),
    forgetTables: () => operation((options) => forgetTables(session, options)),
    lostAssumptions: () => (TABLES.some((name) => tableState(name) === "lost") ? assumptionsOf({}) : null),

    createScenario: ({ name, basedOn }) => operation((options) => createScenario(session, name, basedOn, options)),
    renameScenario: (id, name) => operation((options) => renameScenario(session, id, name, options)),
    scenarioUses: (id) =>
      operation((options) => listFormulas(run, state.model, options, namesScenario(state.model, id))),
    removeScenario: (id) => operation((options) => removeScenario(session, id, options)),

    previewLoad: (options) =>
      operation(async () => {
        await readAll();
        return previewLoad(groundOf(session), options);
      }),
    load: (options, runOptions) =>
      operation(async (withProgress) => {
        await readAll();
        return load(session, options, withProgress);
      }, runOptions),

    listFormulas: (runOptions) => operation((options) => listFormulas(run, state.model, options), runOptions),
    goTo: (sheet, address) =>
      operation(() =>
        run(async (context) => {
          context.workbook.worksheets.getItem(sheet).activate();
          context.workbook.worksheets.getItem(sheet).getRange(address).select();
          await context.sync();
        }),
      ),
    selection: () => operation(() => readSelection(run)),
    onSelection(listener) {
      const listening = listenToSelection(listener);
      listening.catch(() => undefined);
      return () => void listening.then((end) => end()).catch(() => undefined);
    },
    insertFormula: (formula) => operation(() => insertFormula(run, formula)),
    sourceOfSelection: () => operation(() => sourceOfSelection(run, state.model)),

    freeze: (scope, { mark = false } = {}, runOptions) =>
      operation((options) => freeze(run, scope, mark, options), runOptions),
    thaw: (scope, runOptions) => operation((options) => thaw(run, scope, options), runOptions),

    detach: (runOptions) => operation((options) => detach(run, { model: state.model, language }, options), runOptions),
    reattach: (runOptions) => operation((options) => reattach(run, options), runOptions),

    report: command,
  };
}

/** What isn't a number can't be stored as one; its row in the table still says so. */
const storable = ({ overrides, scenarios, chosen }: Assumptions): Assumptions => ({
  overrides: overrides.filter(({ value }) => Number.isFinite(value)),
  scenarios,
  chosen,
});
