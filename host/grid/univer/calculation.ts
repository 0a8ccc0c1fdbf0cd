import type { ICommandInfo } from "@univerjs/core";
import type { Area } from "../../address.js";
import { univerRange, type UniverContext } from "./context.js";
import { keepParsedFormulas, keepTexts } from "./parsed.js";
import { hasFormula } from "./read.js";
import { spillAnchor } from "./spills.js";

interface DirtyData {
  readonly dirtyRanges: readonly {
    readonly unitId: string;
    readonly sheetId: string;
    readonly range: ReturnType<typeof univerRange>;
  }[];
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

function triggerOf(context: UniverContext): Trigger {
  const { dependencyCollection } = context.injector as unknown as {
    dependencyCollection: { dependencyMap: Map<unknown, unknown> };
  };
  for (const token of dependencyCollection.dependencyMap.keys()) {
    const isTrigger = typeof token === "function" && token.prototype && "_generateDirty" in (token.prototype as object);
    if (isTrigger) return context.injector.get(token as never) as unknown as Trigger;
  }
  throw new Error("This version of Univer has no calculation trigger that the host knows.");
}

export interface Calculation {
  needed(): boolean;
  run(scope: "changed" | "all" | readonly Area[]): Promise<void>;
  /** Does work while nothing is calculated: results would come into cells that the work has moved. */
  apart(work: () => Promise<void>): Promise<void>;
  setManual(manual: boolean): void;
  mark(command: ICommandInfo): void;
  dispose(): void;
}

export function createCalculation(context: UniverContext): Calculation {
  const trigger = triggerOf(context);
  keepParsedFormulas(context.modules);
  keepTexts(context);
  let manual = false;
  /** Calculations that wait for another to end. */
  let asked = 0;
  let running: Promise<void> | undefined;
  let finish: (() => void) | undefined;
  let ownStart = false;

  const listener = context.commands.onCommandExecuted((command) => {
    if (manual) clearTimeout(trigger._setTimeoutKey);
    if (command.id === START && !ownStart) {
      // Univer started one by itself (a person edited a cell): whoever needs results waits for it too.
      running ??= new Promise<void>((resolve) => (finish = resolve));
    } else if (command.id === NOTIFY && (command.params as { stageInfo?: unknown }).stageInfo == null) {
      finish?.();
      running = finish = undefined;
    } else if (command.id === RESULT) {
      reportResults(context, command.params as ResultParams);
    }
  });

  async function start(dirty: DirtyData): Promise<void> {
    while (running) await running;
    const done = (running = new Promise<void>((resolve) => (finish = resolve)));
    ownStart = true;
    try {
      context.run(START, { ...dirty }, { onlyLocal: true });
    } finally {
      ownStart = false;
    }
    // The engine says nothing when a formula brings it down: better an error than waiting for ever.
    const watchdog = setTimeout(() => {
      console.error("host: the grid's calculation didn't end");
      finish?.();
      running = finish = undefined;
    }, CALCULATION_LIMIT);
    await done;
    clearTimeout(watchdog);
  }

  function pending(): DirtyData {
    clearTimeout(trigger._setTimeoutKey);
    const dirty = trigger._mergeDirty(
      trigger._executingDirtyData,
      trigger._generateDirty(trigger._waitingCommandQueue),
    );
    trigger._waitingCommandQueue = [];
    trigger._executingDirtyData = dirty;
    return dirty;
  }

  return {
    needed: () => trigger._waitingCommandQueue.length > 0 || running !== undefined || asked > 0,
    async apart(work) {
      while (running) await running;
      clearTimeout(trigger._setTimeoutKey);
      let end = () => {};
      const busy = new Promise<void>((resolve) => (end = resolve));
      running = busy;
      try {
        await work();
      } finally {
        if (running === busy) running = undefined;
        end();
      }
    },
    async run(scope) {
      asked++;
      while (running) await running;
      asked--;
      const dirty = pending();
      if (scope === "all") return start({ ...dirty, forceCalculation: true });
      if (scope === "changed") return context.formulasSeen ? start(dirty) : forget(trigger, dirty);
      const areas = scope.map((area) => ({ unitId: context.unitId, sheetId: area.sheetId, range: univerRange(area) }));
      return start({ ...dirty, dirtyRanges: [...dirty.dirtyRanges, ...areas] });
    },
    setManual(next) {
      manual = next;
      if (manual) clearTimeout(trigger._setTimeoutKey);
    },
    mark: (command) => void trigger._waitingCommandQueue.push(command),
    dispose() {
      clearTimeout(trigger._setTimeoutKey);
      listener.dispose();
    },
  };
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

interface ResultParams {
  readonly unitData: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<number, Readonly<Record<number, unknown>>>> | null>>>
  >;
}

/** Results of a calculation that cells were moved under come where their formulas were: nothing is to stand there. */
function takeBack(context: UniverContext, sheetId: string, cells: readonly (readonly [number, number])[]): void {
  const cellValue: Record<number, Record<number, null>> = {};
  for (const [row, column] of cells) {
    const isOwn = hasFormula(context, sheetId, row, column) || spillAnchor(context, sheetId, row, column) !== null;
    if (!isOwn) (cellValue[row] ??= {})[column] = null;
  }
  if (Object.keys(cellValue).length === 0) return;
  const { unitId } = context;
  context.runQuietly("sheet.mutation.set-range-values", { unitId, subUnitId: sheetId, cellValue }, { onlyLocal: true });
}

function reportResults(context: UniverContext, params: ResultParams): void {
  const cells = new Map<string, (readonly [number, number])[]>();
  for (const [sheetId, rows] of Object.entries(params.unitData[context.unitId] ?? {})) {
    const list: (readonly [number, number])[] = [];
    for (const [row, line] of Object.entries(rows ?? {})) {
      for (const column of Object.keys(line ?? {})) list.push([Number(row), Number(column)]);
    }
    takeBack(context, sheetId, list);
    if (list.length > 0) cells.set(sheetId, list);
  }
  if (cells.size > 0) context.emit({ type: "calculated", cells });
}
