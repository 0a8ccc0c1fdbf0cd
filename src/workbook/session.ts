/**
 * One open workbook: its state, what follows from edits in it, and its operations, one at a time. Everything is in the
 * closure of `openWorkbook`, so that two workbooks share nothing.
 */
import { createModel, isFault, noAssumptions, type Assumptions, type Model, type OwnScenario } from "../model";
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
import { draftOf, stepsTo, withCells, withoutRows, withRows, type CellEdit, type Draft } from "./drafts";
import { freeze, thaw } from "./freeze/freeze";
import { TABLES, writeKept, type Kept } from "./kept";
import { listFormulas, namesScenario } from "./listing";
import { freeName, planLoad, previewLoad, type Ground, type LoadPlan } from "./load";
import { WorkbookError, type Message } from "./messages";
import { queueTables, readBook, type BookRead, type Tables } from "./read";
import { scenarioTable } from "./scenarioTable";
import { insertFormula, readSelection, sourceOfSelection } from "./selected";
import { keepPart, only, renameTable, together } from "./steps";
import {
  COLUMN,
  outputChanges,
  placeOf,
  readOverrides,
  readScenarios,
  rowIndex,
  WIDTH,
  type CellValue,
} from "./tables";
import { SHEET_NAMES } from "./texts";
import { failure, transact, type Finish, type Step } from "./transaction";
import type {
  AssumptionId,
  Language,
  LoadOptions,
  LoadOutcome,
  Outcome,
  Ports,
  RunOptions,
  SheetKind,
  TableName,
  TableState,
  Workbook,
  WorkbookState,
} from "./types";

const NOTHING: BookRead = { sheets: [], active: 0, tables: {}, tableNames: [], part: null, kept: null };
/** Comes when it is first needed. */
const editions = () => import(/* webpackChunkName: "editions" */ "./editions/upgrade");

const FINISHING: Message = { id: "finishing" };
/** Recalculations after which overrides that are formulas are taken to go round in a circle. */
const MOST_ROUNDS = 5;

/** Rows of the tables being edited. */
type Drafts = Readonly<Partial<Record<TableName, Draft>>>;

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
          ? { id: "columns-lost", values: { table, columns: lost.join(", ") } }
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

  interface Change {
    readonly drafts?: Drafts;
    /** What the workbook then holds, where that doesn't follow from the drafts. */
    readonly assumptions?: Assumptions;
    /** The edition that the workbook goes over to. */
    readonly edition?: Edition;
    /** What is kept besides; asked for when the steps have been carried out. */
    readonly keeps?: () => Partial<Kept>;
    /** Writes over a part that can't be read. */
    readonly discards?: true;
    /** Tables that the workbook then has. Default: those it has. */
    readonly tables?: readonly TableName[];
    /** What else is done, before the rest. */
    readonly steps?: readonly Step[];
    readonly finish?: Finish;
    /** Done along with the last step, leaving no trace. */
    readonly also?: Step["apply"];
    readonly options?: RunOptions;
  }

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
    book = { ...book, part: keeping.after(), kept: keeps(), tables: reread() };
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

  function refuseLost(): void {
    if (TABLES.some((name) => tableState(name) === "lost")) throw new WorkbookError({ id: "tables-lost" });
  }

  const groundOf = (model: Model): Ground => ({ run, model, language, book, kept: kept() });

  /** What a load starts from, where that isn't the workbook as it is. */
  interface Start {
    /** What the sheets are to show. */
    readonly assumptions: Assumptions;
    /** Done before. */
    readonly steps?: readonly Step[];
    /** Ours that are left then. */
    readonly tables?: Tables;
  }

  async function load(options: LoadOptions, runOptions: RunOptions, start?: Start): Promise<LoadOutcome> {
    if (typeof book.kept === "string") throw new WorkbookError({ id: book.kept });
    const model = start ? createModel(report, start.assumptions) : state.model;
    const present = start?.tables ?? book.tables;
    const plan = await planLoad({ ...groundOf(model), book: { ...book, tables: present } }, options);
    const made = new Map<string, Excel.Worksheet>();
    const identify: Step["apply"] = ({ workbook }) => {
      for (const { kind, name } of plan.created) {
        const sheet = workbook.worksheets.getItem(name);
        sheet.load("id");
        made.set(kind, sheet);
      }
    };
    const tables = tablesAfter(
      present,
      plan.created.map(({ kind }) => kind),
      model,
    );
    const [last, ...others] = [...plan.steps].reverse();
    const table = present.MarketAssumptions;
    await commit({
      drafts:
        table && plan.rows.length > 0
          ? { MarketAssumptions: withRows(draftOf(table), plan.rows, table.area.columns) }
          : {},
      assumptions: model.assumptions,
      steps: [
        ...(start?.steps ?? []),
        ...(last ? [...others.reverse(), together(last.message, [last, only(last.message, identify)])] : []),
      ],
      finish: plan.finish,
      keeps: () => ({
        sheets: { ...kept()?.sheets, ...Object.fromEntries([...made].map(([kind, { id }]) => [kind, id])) },
        ...(start?.tables ? { tables } : {}),
      }),
      tables,
      also: ({ workbook }) => plan.show !== null && workbook.worksheets.getItem(plan.show).activate(),
      options: runOptions,
    });
    book = { ...book, sheets: sheetsAfter(plan.created, made) };
    return plan.outcome;
  }

  function tablesAfter(present: Tables, created: readonly SheetKind[], model: Model): readonly TableName[] {
    const comes = (name: TableName): boolean =>
      created.includes("assumptions") && (name === "MarketAssumptions" || model.assumptions.scenarios.length > 0);
    return TABLES.filter((name) => present[name] !== undefined || comes(name));
  }

  const sheetsAfter = (created: LoadPlan["created"], made: ReadonlyMap<string, Excel.Worksheet>) => [
    ...book.sheets.filter(({ name }) => !created.some((one) => one.name === name)),
    ...created.map(({ kind, name }) => ({ id: made.get(kind)!.id, name })),
  ];

  /** Makes the tables and their sheet, under a free name, holding what they are to hold. */
  async function makeTables(start: Start, options: RunOptions): Promise<void> {
    const name = SHEET_NAMES.assumptions[language];
    const names = book.sheets.map((sheet) => sheet.name);
    const taken = names.some((one) => one.toLowerCase() === name.toLowerCase());
    const answer = { answer: "rename", name: taken ? freeName(name, names) : name } as const;
    await load({ sheets: ["assumptions"], place: { at: "end" }, answers: { assumptions: answer } }, options, start);
  }

  /* Assumptions */

  /** Puts values into the Override column; rows that the table lacks are added. */
  async function override(
    edits: readonly (readonly [AssumptionId, number | null])[],
    options: RunOptions,
  ): Promise<void> {
    refuseLost();
    const table = book.tables.MarketAssumptions;
    if (!table) {
      const places = new Set(edits.map(([id]) => placeOf(id)));
      const others = state.model.assumptions.overrides.filter((one) => !places.has(placeOf(one)));
      const added = edits.flatMap(([id, value]) => (value === null ? [] : [{ ...id, value }]));
      await readAll();
      return makeTables({ assumptions: { ...state.model.assumptions, overrides: [...others, ...added] } }, options);
    }
    let draft = draftOf(table);
    for (const [id, value] of edits) {
      const row = rowIndex(state.model, draft.rows, id);
      if (row >= 0) draft = withCells(draft, [{ row, column: COLUMN.override, value: value ?? "" }]);
      else if (value !== null) draft = withRows(draft, [newOverrideRow(id, value)], table.area.columns);
    }
    await commit({ drafts: { MarketAssumptions: draft }, options });
  }

  /** Every override that the table holds, also one that can't be used. */
  async function resetAll(options: RunOptions): Promise<void> {
    refuseLost();
    const table = book.tables.MarketAssumptions;
    if (!table) return;
    const draft = draftOf(table);
    const edits = draft.rows.flatMap((row, index): CellEdit[] =>
      row[COLUMN.override] === "" ? [] : [{ row: index, column: COLUMN.override, value: "" }],
    );
    if (edits.length > 0) await commit({ drafts: { MarketAssumptions: withCells(draft, edits) }, options });
  }

  /** Tables of ours that have lost columns make way: they keep their cells and get another name. */
  function makeWay(): readonly Step[] {
    const broken = TABLES.filter((name) => book.tables[name] && !isWhole(name));
    const steps = broken.map((name) => renameTable(name, freeTableName(`${name}_old`, book.tableNames), FINISHING));
    return steps.length > 0 ? [together(FINISHING, steps)] : [];
  }

  async function restoreTables(options: RunOptions): Promise<void> {
    await readAll();
    const assumptions = assumptionsOf({});
    const lost = TABLES.filter((name) => tableState(name) === "lost");
    if (lost.length === 0) return adopt(createModel(report, assumptions));
    const tables: Tables = Object.fromEntries(TABLES.filter(isWhole).map((name) => [name, book.tables[name]]));
    const start: Start = { assumptions, steps: makeWay(), tables };
    if (lost.includes("MarketAssumptions")) await makeTables(start, options);
    else if (assumptions.scenarios.length > 0) await addScenarioTable(start, options);
    else await forgetTables(options);
  }

  async function forgetTables(options: RunOptions): Promise<void> {
    const present = TABLES.filter(isWhole);
    const { overrides, scenarios, chosen } = assumptionsOf({});
    await commit({
      assumptions: {
        overrides: isWhole("MarketAssumptions") ? overrides : [],
        scenarios: isWhole("MarketScenarios") ? scenarios : [],
        chosen,
      },
      steps: makeWay(),
      keeps: () => ({ tables: present }),
      tables: present,
      options,
    });
  }

  /* Scenarios */

  function own(id: string): OwnScenario {
    const scenario = state.model.assumptions.scenarios.find((one) => one.id === id);
    if (scenario) return scenario;
    const found = state.model.scenario(id);
    throw new WorkbookError(
      isFault(found)
        ? { id: "no-such-scenario", values: { name: id } }
        : { id: "not-own-scenario", values: { name: found.name[language] } },
    );
  }

  /** A name is free if it means no scenario yet, by id, alias or name in any language. */
  function freeScenarioName(name: string, except?: string): string {
    const trimmed = name.trim();
    if (trimmed === "") throw new WorkbookError({ id: "scenario-name-empty" });
    const found = state.model.scenario(trimmed);
    if (!isFault(found) && found.id !== except) {
      throw new WorkbookError({ id: "scenario-name-taken", values: { name: trimmed } });
    }
    return trimmed;
  }

  async function createScenario(name: string, basedOn: string, options: RunOptions): Promise<string> {
    refuseLost();
    const free = freeScenarioName(name);
    const base = state.model.scenario(basedOn);
    if (isFault(base)) throw new WorkbookError({ id: "no-such-scenario", values: { name: basedOn } });
    const scenario: OwnScenario = { id: newScenarioId(state.model), name: free, basedOn: base.id };
    const assumptions = { ...state.model.assumptions, scenarios: [...state.model.assumptions.scenarios, scenario] };
    const table = book.tables.MarketScenarios;
    if (table) {
      const row = [scenario.id, scenario.name, scenario.basedOn];
      const draft = withRows(draftOf(table), [row], table.area.columns);
      await commit({ drafts: { MarketScenarios: draft }, options });
    } else if (book.tables.MarketAssumptions) await addScenarioTable({ assumptions }, options);
    else {
      await readAll();
      await makeTables({ assumptions }, options);
    }
    return scenario.id;
  }

  /** Makes the table of own scenarios beside that of the assumptions. */
  async function addScenarioTable({ assumptions, steps = [] }: Start, options: RunOptions): Promise<void> {
    const { MarketAssumptions: beside, MarketScenarios: former = null } = book.tables;
    const step = await scenarioTable(run, beside!, former, assumptions.scenarios, language, FINISHING);
    await commit({ assumptions, steps: [...steps, step], tables: [...TABLES], options });
  }

  const scenarioRow = (draft: Draft, id: string): number =>
    draft.rows.findIndex(([first]) => String(first).trim() === id);

  async function renameScenario(id: string, name: string, options: RunOptions): Promise<void> {
    refuseLost();
    own(id);
    const free = freeScenarioName(name, id);
    const draft = draftOf(book.tables.MarketScenarios!);
    const renamed = withCells(draft, [{ row: scenarioRow(draft, id), column: 1, value: free }]);
    await commit({ drafts: { MarketScenarios: renamed }, options });
  }

  async function removeScenario(id: string, options: RunOptions): Promise<void> {
    refuseLost();
    own(id);
    const { scenarios, chosen } = state.model.assumptions;
    const follower = scenarios.find((one) => one.basedOn === id);
    if (follower) throw new WorkbookError({ id: "scenario-in-use", values: { name: follower.name } });
    const means = (value: unknown): boolean => {
      const found = state.model.scenario(String(value).trim());
      return !isFault(found) && found.id === id;
    };
    const assumptionsTable = book.tables.MarketAssumptions;
    const drafts: Drafts = {
      MarketScenarios: withoutRows(draftOf(book.tables.MarketScenarios!), ([first]) => String(first).trim() === id),
      ...(assumptionsTable && {
        MarketAssumptions: withoutRows(draftOf(assumptionsTable), (row) => means(row[COLUMN.scenario])),
      }),
    };
    const left = assumptionsOf(drafts);
    await commit({ drafts, assumptions: { ...left, chosen: chosen === id ? null : chosen }, options });
  }

  async function chooseScenario(id: string, options: RunOptions): Promise<void> {
    const found = state.model.scenario(id);
    if (isFault(found)) throw new WorkbookError({ id: "no-such-scenario", values: { name: id } });
    await commit({ assumptions: { ...state.model.assumptions, chosen: found.id }, options });
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
    chooseScenario: (id) => operation((options) => chooseScenario(id, options)),
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

    createAssumptions: () =>
      operation(async (options) => {
        refuseLost();
        if (book.tables.MarketAssumptions) return;
        await readAll();
        await makeTables({ assumptions: state.model.assumptions }, options);
      }),
    setOverride: (id, value) => operation((options) => override([[id, value]], options)),
    resetAssumptions: (ids) =>
      operation((options) =>
        override(
          ids.map((id) => [id, null] as const),
          options,
        ),
      ),
    resetAllAssumptions: () => operation(resetAll),
    restoreTables: () => operation(restoreTables),
    forgetTables: () => operation(forgetTables),
    lostAssumptions: () => (TABLES.some((name) => tableState(name) === "lost") ? assumptionsOf({}) : null),

    createScenario: ({ name, basedOn }) => operation((options) => createScenario(name, basedOn, options)),
    renameScenario: (id, name) => operation((options) => renameScenario(id, name, options)),
    scenarioUses: (id) =>
      operation((options) => listFormulas(run, state.model, options, namesScenario(state.model, id))),
    removeScenario: (id) => operation((options) => removeScenario(id, options)),

    previewLoad: (options) =>
      operation(async () => {
        await readAll();
        return previewLoad(groundOf(state.model), options);
      }),
    load: (options, runOptions) =>
      operation(async (withProgress) => {
        await readAll();
        return load(options, withProgress);
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

function newOverrideRow({ key, scenario, year }: AssumptionId, value: number): readonly CellValue[] {
  const row = Array<CellValue>(WIDTH.MarketAssumptions).fill("");
  row[COLUMN.key] = key;
  row[COLUMN.scenario] = scenario ?? "";
  row[COLUMN.year] = year ?? "";
  row[COLUMN.override] = value;
  return row;
}

/** Ids of own scenarios don't follow their names, so that a renamed one is still found by its formulas. */
function newScenarioId(model: Model): string {
  for (let number = 1; ; number++) {
    const id = `own-${number}`;
    if (isFault(model.scenario(id))) return id;
  }
}

function freeTableName(name: string, taken: readonly string[]): string {
  const isFree = (candidate: string) => !taken.some((one) => one.toLowerCase() === candidate.toLowerCase());
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (isFree(candidate)) return candidate;
  }
}
