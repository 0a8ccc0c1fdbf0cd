import type { ICommandInfo } from "@univerjs/core";
import type { Area } from "../../address.js";
import type { Grid } from "../port.js";
import { showBusyLate } from "./busy.js";
import { indexWhatIsCompared } from "./compared.js";
import { SET_VALUES, univerRange, type UniverContext } from "./context.js";
import { keepDependenciesOnce } from "./dependencies.js";
import { parseOncePerForm } from "./forms.js";
import { keepFormulas } from "./kept-formulas.js";
import { keepTrees } from "./kept-trees.js";
import { watchNames } from "./names.js";
import { closeBrackets, keepByText, keepParsedFormulas, keepTexts, substituteTexts } from "./parsed.js";
import { keepFormats, reportResults, sortOut, type CalculationResults, type SheetResults } from "./results.js";
import { tellOfFormulasAtOnce } from "./told.js";
import { takeTurnsByTime } from "./turns.js";
import { unexported } from "./unexported.js";

interface DirtyData {
  readonly dirtyRanges: readonly {
    readonly unitId: string;
    readonly sheetId: string;
    readonly range: ReturnType<typeof univerRange>;
  }[];
  readonly dirtyDefinedNameMap: object;
  readonly forceCalculation: boolean;
}

/**
 * Univer's own trigger of calculations. It waits 100 ms after a change, which is right for a person typing and too
 * long for a request that reads what it wrote; it has no public way to be flushed, so its queue is used (Univer is
 * pinned to one version).
 */
interface Trigger {
  _waitingCommandQueue: unknown[];
  _setTimeoutKey: ReturnType<typeof setTimeout>;
  _executingDirtyData: DirtyData;
  _generateDirty(commands: unknown[]): DirtyData;
  _mergeDirty(a: DirtyData, b: DirtyData): DirtyData;
}

const START = "formula.mutation.set-formula-calculation-start";
const NOTIFY = "formula.mutation.set-formula-calculation-notification";
const RESULT = "formula.mutation.set-formula-calculation-result";

const CALCULATION_LIMIT = 120_000;
const PERSON_DELAY = 100;

type Scope = "changed" | "all" | readonly Area[];

export interface Calculation {
  needed(): boolean;
  run(scope: Scope): Promise<void>;
  /** Does work while nothing is calculated: results would come into cells that the work has moved. */
  apart(work: () => Promise<void>): Promise<void>;
  hurry(): boolean;
  setManual(manual: boolean): void;
  mark(command: ICommandInfo): void;
  readersOf: Grid["readersOf"];
  dispose(): void;
}

export function createCalculation(context: UniverContext): Calculation {
  const trigger = unexported<Trigger>(context.injector, "_generateDirty");
  tellOfFormulasAtOnce(context);
  keepByText(context.modules);
  keepParsedFormulas(context.modules);
  indexWhatIsCompared(context.modules);
  closeBrackets(context.modules);
  keepTexts(context);
  substituteTexts(context);
  keepFormulas(context);
  keepDependenciesOnce(context);
  parseOncePerForm(context);
  const readersOf = keepTrees(context);
  const names = watchNames(context);
  const turns = takeTurnsByTime(context);
  let manual = false;
  let itsTimer = trigger._setTimeoutKey;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Calculations and shifts that run or wait for their turn. */
  let inLine = 0;
  let last: Promise<unknown> = Promise.resolve();
  let ended: (() => void) | undefined;
  let ownStart = false;

  /**
   * One at a time: Univer starts a calculation though another runs, and then the first that ends looks like both; and
   * the results of one come into cells that were moved meanwhile.
   */
  function inTurn(work: () => Promise<void>): Promise<void> {
    inLine++;
    const done = last.then(work).finally(() => inLine--);
    last = done.catch(() => {});
    return done;
  }

  const waiting = showBusyLate(context);
  /** What was edited since the last calculation. */
  let edited: DirtyData["dirtyRanges"] = [];
  const looks = context.commands.beforeCommandExecuted((command, options) => {
    // Between the results and their coming into cells there are turns, in which others write.
    if (command.id !== SET_VALUES || !options?.applyFormulaCalculationResult) return;
    const results = command.params as SheetResults;
    const { overtaken, busy } = sortOut(context, results);
    if (overtaken.length > 0) context.emit({ type: "overtaken", cells: new Map([[results.subUnitId, overtaken]]) });
    if (busy.length > 0) waiting.add(results.subUnitId, busy);
    keepFormats(results, edited);
  });

  const { FormulaExecuteStageType, ICalculateFormulaService } = context.modules.engineFormula;
  const engine = context.injector.get(ICalculateFormulaService);
  // What the add-in is asked needn't wait until results are gathered, and put into cells.
  const stages = engine.executionInProgressListener$.subscribe(({ stage }) => {
    if (stage === FormulaExecuteStageType.CALCULATION_COMPLETED) context.emit({ type: "workedOut" });
  });

  const end = () => new Promise<void>((resolve) => (ended = resolve));

  const listener = context.commands.onCommandExecuted((command) => {
    if (trigger._setTimeoutKey !== itsTimer) calculateSoon();
    if (command.id === START && !ownStart) {
      // Univer started one by itself, as when it opens a workbook: whoever needs results waits for it too.
      edited = [];
      const done = end();
      void inTurn(() => done);
    } else if (command.id === NOTIFY && (command.params as { stageInfo?: unknown }).stageInfo == null) {
      ended?.();
      ended = undefined;
    } else if (command.id === RESULT) {
      reportResults(context, command.params as CalculationResults);
    }
  });

  /** What a person changed is calculated in a moment, in its turn: Univer's own timer knows of no turns. */
  function calculateSoon(): void {
    itsTimer = trigger._setTimeoutKey;
    clearTimeout(itsTimer);
    clearTimeout(timer);
    if (!manual) timer = setTimeout(() => void inTurn(() => calculate("changed")), PERSON_DELAY);
  }

  async function start(dirty: DirtyData): Promise<void> {
    const done = end();
    ownStart = true;
    try {
      context.run(START, { ...dirty }, { onlyLocal: true });
    } finally {
      ownStart = false;
    }
    // The engine says nothing when a formula brings it down: better an error than waiting for ever.
    const watchdog = setTimeout(() => {
      console.error("host: the grid's calculation didn't end");
      ended?.();
      ended = undefined;
    }, CALCULATION_LIMIT);
    await done;
    clearTimeout(watchdog);
  }

  function pending(): DirtyData {
    clearTimeout(trigger._setTimeoutKey);
    clearTimeout(timer);
    const dirty = trigger._mergeDirty(
      trigger._executingDirtyData,
      trigger._generateDirty(trigger._waitingCommandQueue),
    );
    trigger._waitingCommandQueue = [];
    trigger._executingDirtyData = dirty;
    return dirty;
  }

  async function calculate(scope: Scope): Promise<void> {
    const known = pending();
    edited = known.dirtyRanges;
    const dirty = { ...known, dirtyRanges: [...edited, ...names.users()] };
    if (scope === "all") return start({ ...dirty, forceCalculation: true });
    if (scope === "changed") return context.formulasSeen && !isNothing(dirty) ? start(dirty) : forget(trigger, dirty);
    const areas = scope.map((area) => ({ unitId: context.unitId, sheetId: area.sheetId, range: univerRange(area) }));
    return start({ ...dirty, dirtyRanges: [...dirty.dirtyRanges, ...areas] });
  }

  return {
    needed: () => trigger._waitingCommandQueue.length > 0 || inLine > 0,
    apart: inTurn,
    run: (scope) => inTurn(() => calculate(scope)),
    hurry: () => turns.hurry(),
    setManual(next) {
      manual = next;
      if (manual) clearTimeout(timer);
    },
    mark: (command) => void trigger._waitingCommandQueue.push(command),
    readersOf,
    dispose() {
      clearTimeout(trigger._setTimeoutKey);
      clearTimeout(timer);
      listener.dispose();
      looks.dispose();
      waiting.dispose();
      names.dispose();
      turns.dispose();
      stages.unsubscribe();
    },
  };
}

/** Nothing has changed, or names alone: the formulas that use those are among the ranges. */
function isNothing({ dirtyRanges, dirtyDefinedNameMap: _, forceCalculation, ...others }: DirtyData): boolean {
  const isEmpty = (changed: object): boolean => Object.keys(changed).length === 0;
  return !forceCalculation && dirtyRanges.length === 0 && Object.values<object>(others).every(isEmpty);
}

/** Nothing to calculate: what was marked is dropped, as Univer does at the end of a calculation. */
function forget(trigger: Trigger, dirty: DirtyData): void {
  trigger._executingDirtyData = Object.fromEntries(
    Object.entries(dirty).map(([key, value]) => [
      key,
      Array.isArray(value) ? [] : typeof value === "boolean" ? false : {},
    ]),
  ) as unknown as DirtyData;
}
