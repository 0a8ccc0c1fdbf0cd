import { intersection, quoteSheetName, type Area } from "../address.js";
import type { Book } from "../book.js";
import {
  BUSY,
  type Alone,
  type CalculatedCells,
  type FormulaArgument,
  type FormulaCell,
  type FormulaError,
  type FormulaResult,
  type GridEvent,
} from "../grid/port.js";
import type { StuckCells } from "../faults.js";
import { handle, type Handle } from "../kinds.js";
import { argumentsFor, isError, type Blanks } from "./arguments.js";
import { cancellation, flagsOf, invocation, type Call } from "./calls.js";
import { CellMap, cellRects } from "./cells.js";
import type { FunctionMetadata, FunctionsMetadata } from "./metadata.js";
import { resultOf } from "./results.js";

export type { FunctionsMetadata } from "./metadata.js";

/**
 * Formulas of the add-in. The engine evaluates synchronously and the client's runner answers later, so a call is
 * collected while the grid calculates and its cell shows #BUSY!, as in Excel; it goes to the runner with some hundreds of
 * others, at the latest when the calculation is done. Results of calls alone in their cells are put there and what read
 * those is calculated; all other cells whose results came back are calculated again.
 */
export interface AddInFunctions {
  register(metadata: FunctionsMetadata, namespace: string): () => void;
  /** The service through which the client's runner hands results back. */
  readonly service: Handle;
  /** True while a call waits for its first result. */
  busy(): boolean;
  /** True while calls or results are on their way here, not in the page. */
  working(): boolean;
  /** What the add-in's last result said about the error in a cell; Excel shows it beside the cell. */
  messageAt(cell: FormulaCell): string | undefined;
  /** Resolves when a result has been put into the grid. */
  readonly counters: { calls: number; batches: number };
  dispose(): void;
}

/**
 * What a message holds is all kept until it is gone through: of fewer calls that is garbage before it gets old. One that is
 * full goes out at once: the runner waits from its first result on, and the grid works out the others meanwhile.
 */
const CALLS_IN_A_MESSAGE = 500;

/** Where so many batches follow each other, each on what the one before gave, some cell may wait for itself: */
const LONG = 300;
/** one that is asked for more often from then on does. */
const MOST_IN_A_CIRCLE = 20;
const CIRCULAR: FormulaError = { error: "#NUM!", message: "The formula refers to itself." };

export function createFunctions(
  book: Book,
  send: (entries: readonly string[]) => void,
  blanks: Blanks,
  stuck: StuckCells,
): AddInFunctions {
  const { grid } = book;
  const calls = new Map<number, Call>();
  const byCell = new CellMap<readonly Call[]>();
  let queue: Call[] = [];
  let lastId = 0;
  /** Ids up to this one aren't given again: the page may still answer one of them, or keep what belongs to it. */
  let spentId = 0;
  let pass = 0;
  let sending = false;
  /** Whether calls of the calculation that goes on are out, and no others. */
  let begun = false;
  /** Whether the page has said that its runner listens; until then calls are kept. */
  let listening = false;
  let resuming = 0;
  /** What was calculated while calls were under way: nothing else has read their cells. */
  let meanwhile: { readonly pass: number; readonly cells: CalculatedCells }[] = [];
  let applying = false;
  /** Batches since nothing was under way. */
  let following = 0;
  /** How often cells were asked for once those were many. */
  let asked = new CellMap<number>();
  const counters = { calls: 0, batches: 0 };
  const messages = new CellMap<string>();

  function remember({ cell, value }: Call): void {
    if (!Array.isArray(value)) return note(cell, value as FormulaResult);
    (value as readonly (readonly FormulaResult[])[]).forEach((row, i) =>
      row.forEach((each, j) => note({ sheetId: cell.sheetId, row: cell.row + i, column: cell.column + j }, each)),
    );
  }

  function note(place: FormulaCell, result: FormulaResult): void {
    if (isError(result) && result.message) messages.set(place, result.message);
    else messages.delete(place);
  }

  function evaluate(
    definition: FunctionMetadata,
    allowErrors: boolean,
    given: readonly FormulaArgument[],
    cell: FormulaCell,
    alone: Alone | null,
  ): FormulaResult {
    if (stuck.holds(cell)) return { error: "#NAME?" };
    const prepared = argumentsFor(definition, given, allowErrors, blanks);
    if ("error" in prepared) return prepared;
    const args = JSON.stringify(prepared.args);
    const ofCell = byCell.get(cell);
    const known = ofCell?.find((call) => call.definition === definition && call.args === args);
    if (known) {
      known.pass = pass;
      known.alone = alone;
      return known.state === "done" ? known.value : BUSY;
    }
    if (calls.size === 0 && resuming === 0) beginAnew();
    if (following > LONG && isInCircle(cell)) return CIRCULAR;
    const { cancelable, stream } = definition.options ?? {};
    if (cancelable || stream) spentId = lastId + 1;
    const call: Call = {
      id: ++lastId,
      cell,
      definition,
      args,
      flags: flagsOf(definition, prepared.args),
      alone,
      state: "collected",
      value: BUSY,
      since: pass,
      pass,
    };
    calls.set(call.id, call);
    byCell.set(cell, ofCell ? [...ofCell, call] : [call]);
    queue.push(call);
    const isFull = queue.length === CALLS_IN_A_MESSAGE && listening;
    if (isFull && (begun || calls.size === queue.length) && grid.hurry()) post();
    return BUSY;
  }

  /** Nothing is under way. The runner keeps results by ids, which is slow for high ones. */
  function beginAnew(): void {
    lastId = spentId;
    if (following > LONG) asked = new CellMap();
    following = 0;
  }

  function isInCircle(cell: FormulaCell): boolean {
    const times = (asked.get(cell) ?? 0) + 1;
    asked.set(cell, times);
    return times > MOST_IN_A_CIRCLE;
  }

  function dispatch(): void {
    sending = false;
    if (listening) post();
    begun = false;
  }

  function post(): void {
    const batch = queue.filter((call) => calls.get(call.id) === call);
    queue = [];
    if (batch.length === 0) return;
    for (const call of batch) call.state = "sent";
    counters.calls += batch.length;
    if (!begun) {
      counters.batches++;
      following++;
    }
    begun = true;
    const sheets = new Map(grid.sheets().map(({ id, name }) => [id, quoteSheetName(name)]));
    const invocations = (calls: readonly Call[]) =>
      calls.map((call) => invocation(call, sheets.get(call.cell.sheetId) ?? ""));
    for (let sent = 0; sent < batch.length; sent += CALLS_IN_A_MESSAGE)
      send(invocations(batch.slice(sent, sent + CALLS_IN_A_MESSAGE)));
  }

  function drop(call: Call): void {
    calls.delete(call.id);
    const ofCell = byCell.get(call.cell) ?? [];
    const only = ofCell.length === 1 && ofCell[0] === call;
    const rest = only ? [] : ofCell.filter((other) => other !== call);
    if (rest.length > 0) byCell.set(call.cell, rest);
    else byCell.delete(call.cell);
  }

  function waiting(): boolean {
    for (const { state } of calls.values()) if (state !== "done") return true;
    return false;
  }

  /** Excel cancels a call when its formula was edited or deleted, or its arguments changed. */
  function cancel(dropped: readonly Call[]): void {
    const running = dropped.filter((call) => call.state === "sent" || call.definition.options?.stream);
    dropped.forEach(drop);
    if (running.length === 0) return;
    spentId = lastId;
    send(running.map(cancellation));
  }

  /** After a calculation: what it no longer asked for is stale, and cells that have all their results are done. */
  function calculated(cells: CalculatedCells): void {
    const stale: Call[] = [];
    for (const [sheetId, list] of cells) {
      for (const [row, column] of list) {
        const ofCell = byCell.get({ sheetId, row, column });
        if (!ofCell) continue;
        let waits = false;
        for (const call of ofCell) {
          if (call.pass !== pass) stale.push(call);
          else if (call.state !== "done" || call.definition.options?.stream) waits = true;
        }
        if (!waits) ofCell.filter((call) => call.pass === pass).forEach(drop);
      }
    }
    meanwhile.push({ pass, cells });
    forgetPast();
    pass++;
    begun = false;
    cancel(stale);
    dispatchSoon();
  }

  /** Without a turn between: the runner waits from its first result on, and the grid may go on meanwhile. */
  function dispatchSoon(): void {
    if (queue.length === 0 || sending) return;
    sending = true;
    queueMicrotask(dispatch);
  }

  function edited(area: Area): void {
    if (calls.size === 0) return;
    const gone: Call[] = [];
    for (const call of calls.values()) {
      const { sheetId, row, column } = call.cell;
      const touched = sheetId === area.sheetId && intersection(area, { row, column, rows: 1, columns: 1 });
      if (touched && !grid.hasFormula(sheetId, row, column)) gone.push(call);
    }
    cancel(gone);
  }

  /** Cells that had lost their formulas when these were worked out asked for calls all the same. */
  function overtaken(cells: CalculatedCells): void {
    const gone = [...cells].flatMap(([sheetId, list]) =>
      list.flatMap(([row, column]) => byCell.get({ sheetId, row, column }) ?? []),
    );
    cancel(gone);
  }

  const unsubscribe = grid.onEvent((event: GridEvent) => {
    // Where others are under way, some of which this calculation may not have asked for, those are cancelled first.
    if (event.type === "workedOut" && (begun || calls.size === queue.length)) dispatch();
    if (event.type === "overtaken") overtaken(event.cells);
    if (event.type === "calculated" && !applying) calculated(event.cells);
    // A call on its way was made before: what it gives may rest on what is no longer so.
    if (event.type === "recalculating") cancel([...calls.values()]);
    if (event.type === "sheetDeleted")
      cancel([...calls.values()].filter((call) => call.cell.sheetId === event.sheetId));
    if (event.type !== "changed") return;
    if (event.change.kind === "RangeEdited") {
      stuck.written(event.change.area);
      return edited(event.change.area);
    }
    // Cells moved under calls that are on their way: they are asked for anew.
    if (calls.size > 0) {
      cancel([...calls.values()]);
      void grid.calculate("all");
    }
  });

  function receive(results: readonly (readonly unknown[])[]): void {
    const ready: Call[] = [];
    for (const result of results) {
      const call = calls.get(result[0] as number);
      if (!call) continue;
      call.value = resultOf(result);
      call.state = "done";
      remember(call);
      ready.push(call);
    }
    if (ready.length > 0) void resume(ready);
  }

  async function resume(ready: readonly Call[]): Promise<void> {
    resuming++;
    try {
      const plain = ready.filter(isPlain);
      const readers = grid.needsCalculation() ? null : readersOf(plain);
      if (readers) apply(plain);
      const rest = ready.filter((call) => !readers || !isPlain(call)).map(({ cell }) => cell);
      const dirty = [...rest, ...(readers ?? [])];
      if (dirty.length > 0) await grid.calculate(cellRects(dirty));
    } finally {
      resuming--;
      forgetPast();
    }
  }

  /** What has read the cells of calls while those were under way; null where that isn't known. */
  function readersOf(some: readonly Call[]): readonly FormulaCell[] | null {
    const first = earliest(some);
    const among = meanwhile.filter((of) => of.pass >= first).map(({ cells }) => cells);
    return grid.readersOf(
      some.map(({ cell }) => cell),
      among,
    );
  }

  /** What was calculated before any call that is under way was asked for: that can't have read its cell. */
  function forgetPast(): void {
    if (meanwhile.length === 0) return;
    const first = earliest(calls.values());
    meanwhile = meanwhile.filter((of) => of.pass >= first);
  }

  const earliest = (some: Iterable<Call>): number => {
    let first = Infinity;
    for (const { since } of some) first = Math.min(first, since);
    return first;
  };

  const isPlain = ({ alone, value, definition }: Call): boolean =>
    alone !== null && !Array.isArray(value) && !definition.options?.stream;

  /** What comes into cells of such calls needs no calculation of theirs: for thousands of them that is half the time. */
  function apply(ready: readonly Call[]): void {
    const results = ready.map(({ cell, value, alone }) => ({
      cell,
      value: shown(alone!(value) as Plain | FormulaError),
    }));
    ready.forEach(drop);
    applying = true;
    try {
      grid.applyResults(results);
    } finally {
      applying = false;
    }
  }

  return {
    register(metadata, namespace) {
      const removals = metadata.functions.map((definition) =>
        grid.registerFunction({
          name: `${namespace}.${definition.name}`,
          description: definition.description ?? "",
          parameters: definition.parameters.map((parameter) => ({
            name: parameter.name,
            description: parameter.description ?? "",
            optional: parameter.optional ?? false,
          })),
          calculate: (args, cell, alone) =>
            evaluate(definition, metadata.allowErrorForDataTypeAny ?? false, args, cell, alone),
        }),
      );
      return () => removals.forEach((remove) => remove());
    },
    service: handle("CustomFunctions", {
      receive,
      listen() {
        listening = true;
        dispatch();
      },
    }),
    messageAt: (cell) => messages.get(cell),
    busy: () => queue.length > 0 || resuming > 0 || waiting(),
    working: () => sending || resuming > 0,
    counters,
    dispose: unsubscribe,
  };
}

type Plain = string | number | boolean;

const shown = (value: Plain | FormulaError): Plain => (typeof value === "object" ? value.error : value);
