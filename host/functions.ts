import { cellAddress, intersection, quoteSheetName, type Area } from "./address.js";
import type { Book } from "./book.js";
import type {
  FormulaArgument,
  FormulaCell,
  FormulaError,
  FormulaResult,
  FormulaScalar,
  GridEvent,
} from "./grid/port.js";
import { handle, type Handle, type ObjectType } from "./model.js";
import { CustomFunctionMessage, InvocationFlag, MessageCategory, type EventEntry } from "./protocol.js";

/** functions.json, as far as it decides how a function is called. */
export interface FunctionsMetadata {
  readonly allowErrorForDataTypeAny?: boolean;
  readonly functions: readonly FunctionMetadata[];
}
export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly parameters: readonly ParameterMetadata[];
  readonly options?: {
    readonly stream?: boolean;
    readonly cancelable?: boolean;
    readonly volatile?: boolean;
    readonly requiresAddress?: boolean;
    readonly requiresParameterAddresses?: boolean;
  };
}
export interface ParameterMetadata {
  readonly name: string;
  readonly description?: string;
  readonly type?: string;
  readonly dimensionality?: string;
  readonly optional?: boolean;
  readonly repeating?: boolean;
}

/**
 * Formulas of the add-in. The engine evaluates synchronously and the client's runner answers later, so a call is
 * collected while the grid calculates and its cell shows #BUSY!, as in Excel; when the calculation is done, all
 * calls go to the runner in one message, and the cells whose results came back are calculated again.
 */
export interface AddInFunctions {
  register(metadata: FunctionsMetadata, namespace: string): () => void;
  /** The service through which the client's runner hands results back. */
  readonly service: Handle;
  /** True while a call waits for its first result. */
  busy(): boolean;
  /** What the add-in's last result said about the error in a cell; Excel shows it beside the cell. */
  messageAt(cell: FormulaCell): string | undefined;
  /** Resolves when a result has been put into the grid. */
  readonly counters: { calls: number; batches: number };
  dispose(): void;
}

type CallState = "collected" | "sent" | "done";

interface Call {
  readonly id: number;
  readonly key: string;
  readonly cell: FormulaCell;
  readonly definition: FunctionMetadata;
  readonly args: readonly unknown[];
  state: CallState;
  value: FormulaResult;
  /** The calculation that last asked for it. */
  pass: number;
}

const BUSY: FormulaError = { error: "#BUSY!" };
const INVALID: FormulaError = { error: "#VALUE!" };

/** The runner's numbers for what went wrong. */
const ERROR_CODES: Readonly<Record<number, string>> = {
  1: "#N/A",
  5: "#DIV/0!",
  6: "#NUM!",
  7: "#VALUE!",
  8: "#NULL!",
  9: "#NAME?",
  10: "#NAME?",
};

export function createFunctions(book: Book, send: (entries: readonly EventEntry[]) => void): AddInFunctions {
  const { grid } = book;
  const calls = new Map<number, Call>();
  const byCell = new Map<string, Map<string, Call>>();
  let queue: Call[] = [];
  let lastId = 0;
  let pass = 0;
  let sending = false;
  /** Whether the page has said that its runner listens; until then calls are kept. */
  let listening = false;
  let resuming = 0;
  /** Whether everything calculated since calls went out was nothing but those calls: then nothing reads their cells. */
  let onlyCalls = true;
  let applying = false;
  const counters = { calls: 0, batches: 0 };
  const messages = new Map<string, string>();

  function remember({ cell, value }: Call): void {
    const rows = (Array.isArray(value) ? value : [[value]]) as readonly (readonly FormulaResult[])[];
    rows.forEach((row, i) =>
      row.forEach((each, j) => {
        const place = keyOf({ sheetId: cell.sheetId, row: cell.row + i, column: cell.column + j });
        if (isError(each) && each.message) messages.set(place, each.message);
        else messages.delete(place);
      }),
    );
  }

  function evaluate(
    definition: FunctionMetadata,
    allowErrors: boolean,
    given: readonly FormulaArgument[],
    cell: FormulaCell,
  ): FormulaResult {
    const prepared = argumentsFor(definition, given, allowErrors);
    if ("error" in prepared) return prepared;
    const cellKey = keyOf(cell);
    const key = `${definition.id}(${JSON.stringify(prepared.args)})`;
    let ofCell = byCell.get(cellKey);
    if (!ofCell) byCell.set(cellKey, (ofCell = new Map()));
    const known = ofCell.get(key);
    if (known) {
      known.pass = pass;
      return known.state === "done" ? known.value : BUSY;
    }
    const call: Call = {
      id: ++lastId,
      key,
      cell,
      definition,
      args: prepared.args,
      state: "collected",
      value: BUSY,
      pass,
    };
    calls.set(call.id, call);
    ofCell.set(key, call);
    queue.push(call);
    return BUSY;
  }

  function dispatch(): void {
    sending = false;
    if (!listening) return;
    const batch = queue.filter((call) => calls.has(call.id));
    queue = [];
    if (batch.length === 0) return;
    for (const call of batch) call.state = "sent";
    counters.calls += batch.length;
    counters.batches++;
    send(batch.map(invocation));
  }

  function invocation(call: Call): EventEntry {
    const { options = {} } = call.definition;
    let flags = 0;
    if (options.cancelable) flags |= InvocationFlag.cancelable;
    if (options.stream) flags |= InvocationFlag.streaming;
    if (hasErrors(call.args)) flags |= InvocationFlag.allowErrors;
    const sheet = grid.sheets().find((each) => each.id === call.cell.sheetId);
    const address = `${quoteSheetName(sheet?.name ?? "")}!${cellAddress(call.cell.row, call.cell.column)}`;
    return {
      messageCategory: MessageCategory.customFunction,
      messageType: CustomFunctionMessage.invoke,
      targetId: "",
      message: JSON.stringify([call.id, call.definition.id, call.args, address, flags]),
    };
  }

  function drop(call: Call): void {
    calls.delete(call.id);
    const cellKey = keyOf(call.cell);
    const ofCell = byCell.get(cellKey);
    ofCell?.delete(call.key);
    if (ofCell?.size === 0) byCell.delete(cellKey);
  }

  /** Excel cancels a call when its formula was edited or deleted, or its arguments changed. */
  function cancel(dropped: readonly Call[]): void {
    const running = dropped.filter((call) => call.state === "sent" || call.definition.options?.stream);
    dropped.forEach(drop);
    if (running.length === 0) return;
    send(
      running.map((call) => ({
        messageCategory: MessageCategory.customFunction,
        messageType: CustomFunctionMessage.cancel,
        targetId: "",
        message: JSON.stringify({ invocationId: call.id }),
      })),
    );
  }

  /** After a calculation: what it no longer asked for is stale, and cells that have all their results are done. */
  function calculated(cells: ReadonlyMap<string, readonly (readonly [number, number])[]>): void {
    const stale: Call[] = [];
    for (const [sheetId, list] of cells) {
      for (const [row, column] of list) {
        const ofCell = byCell.get(keyOf({ sheetId, row, column }));
        if (!ofCell) {
          onlyCalls = false;
          continue;
        }
        if (onlyCalls && !(ofCell.size === 1 && isCallAlone(sheetId, row, column))) onlyCalls = false;
        const all = [...ofCell.values()];
        const current = all.filter((call) => call.pass === pass);
        stale.push(...all.filter((call) => call.pass !== pass));
        if (current.every((call) => call.state === "done" && !call.definition.options?.stream)) current.forEach(drop);
      }
    }
    pass++;
    cancel(stale);
    if (queue.length > 0 && !sending) {
      sending = true;
      setTimeout(dispatch, 0);
    }
  }

  /** True of "=NS.NAME(…)" with nothing around the call. */
  function isCallAlone(sheetId: string, row: number, column: number): boolean {
    const formula = grid.formulas({ sheetId, row, column, rows: 1, columns: 1 })[0]![0];
    return formula !== null && formula !== undefined && spansWhole(formula);
  }

  function edited(area: Area): void {
    if (byCell.size === 0) return;
    const gone: Call[] = [];
    for (const call of calls.values()) {
      const { sheetId, row, column } = call.cell;
      const touched = sheetId === area.sheetId && intersection(area, { row, column, rows: 1, columns: 1 });
      if (touched && !grid.hasFormula(sheetId, row, column)) gone.push(call);
    }
    cancel(gone);
  }

  const unsubscribe = grid.onEvent((event: GridEvent) => {
    if (event.type === "calculated" && !applying) calculated(event.cells);
    // A call on its way was made before: what it gives may rest on what is no longer so.
    if (event.type === "recalculating") cancel([...calls.values()]);
    if (event.type === "sheetDeleted")
      cancel([...calls.values()].filter((call) => call.cell.sheetId === event.sheetId));
    if (event.type !== "changed") return;
    if (event.change.kind === "RangeEdited") return edited(event.change.area);
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
      const direct = onlyCalls && ready.every((call) => !Array.isArray(call.value) && !call.definition.options?.stream);
      if (direct && !grid.needsCalculation()) return apply(ready);
      await grid.calculate(cellRects(ready.map((call) => call.cell)));
    } finally {
      resuming--;
      if (calls.size === 0) onlyCalls = true;
    }
  }

  /** Nothing reads these cells, so their results need no calculation: for thousands of them that is half the time. */
  function apply(ready: readonly Call[]): void {
    const results = new Map<string, Map<number, Map<number, string | number | boolean>>>();
    for (const call of ready) {
      const { sheetId, row, column } = call.cell;
      let rows = results.get(sheetId);
      if (!rows) results.set(sheetId, (rows = new Map()));
      let line = rows.get(row);
      if (!line) rows.set(row, (line = new Map()));
      const value = call.value as string | number | boolean | FormulaError;
      line.set(column, typeof value === "object" ? value.error : value);
      drop(call);
    }
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
          calculate: (args, cell) => evaluate(definition, metadata.allowErrorForDataTypeAny ?? false, args, cell),
        }),
      );
      return () => removals.forEach((remove) => remove());
    },
    service: handle(service, {
      receive,
      listen() {
        listening = true;
        dispatch();
      },
    }),
    messageAt: (cell) => messages.get(keyOf(cell)),
    busy: () => queue.length > 0 || resuming > 0 || [...calls.values()].some((call) => call.state !== "done"),
    counters,
    dispose: unsubscribe,
  };
}

const keyOf = ({ sheetId, row, column }: FormulaCell): string => `${sheetId}!${row},${column}`;

function spansWhole(formula: string): boolean {
  const open = /^=[\p{L}_][\p{L}\p{N}_.]*\(/u.exec(formula);
  if (!open || !formula.endsWith(")")) return false;
  let depth = 1;
  let quoted = false;
  for (let index = open[0].length; index < formula.length - 1; index++) {
    const character = formula[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "(") depth++;
    else if (!quoted && character === ")" && --depth === 0) return false;
  }
  // A call among the arguments is evaluated first: such a cell takes two rounds.
  return depth === 1 && !/[\p{L}]\(/u.test(formula.slice(open[0].length));
}

/** The cells as rectangles: runs down a column are joined. */
function cellRects(cells: readonly FormulaCell[]): Area[] {
  const sorted = [...cells].sort((a, b) =>
    a.sheetId < b.sheetId ? -1 : a.sheetId > b.sheetId ? 1 : a.column - b.column || a.row - b.row,
  );
  const rects: { sheetId: string; row: number; column: number; rows: number; columns: number }[] = [];
  for (const { sheetId, row, column } of sorted) {
    const last = rects.at(-1);
    if (last && last.sheetId === sheetId && last.column === column && last.row + last.rows >= row)
      last.rows = row - last.row + 1;
    else rects.push({ sheetId, row, column, rows: 1, columns: 1 });
  }
  return rects;
}

// ---- arguments ----

type Prepared = { readonly args: readonly unknown[] } | FormulaError;

const isError = (value: unknown): value is FormulaError =>
  typeof value === "object" && value !== null && "error" in value;

/** Arguments in the form the runner takes, by the function's metadata; an error where Excel wouldn't call it. */
function argumentsFor(definition: FunctionMetadata, given: readonly FormulaArgument[], allowErrors: boolean): Prepared {
  const { parameters } = definition;
  const args: unknown[] = [];
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.repeating) {
      const rest: unknown[] = [];
      for (const each of given.slice(index)) {
        const converted = convert(parameter, each, allowErrors);
        if (isError(converted)) return converted;
        rest.push(converted);
      }
      args.push(rest);
      return { args };
    }
    if (index >= given.length) {
      if (!parameter.optional) return INVALID;
      args.push(null);
      continue;
    }
    const converted = convert(parameter, given[index]!, allowErrors);
    if (isError(converted)) return converted;
    args.push(converted);
  }
  return given.length > parameters.length ? INVALID : { args };
}

function convert(parameter: ParameterMetadata, value: FormulaArgument, allowErrors: boolean): unknown {
  const matrix = parameter.dimensionality === "matrix";
  const type = parameter.type ?? "any";
  const element = (scalar: FormulaScalar): unknown => {
    if (isError(scalar))
      return allowErrors && type === "any" ? { type: "CustomFunctionError", code: scalar.error } : scalar;
    return coerce(type, scalar);
  };
  if (!matrix) {
    const single = Array.isArray(value) ? soleElement(value as FormulaScalar[][]) : (value as FormulaScalar);
    if (single === undefined) return INVALID;
    if (single === null && parameter.optional) return null;
    return element(single);
  }
  if (value === null && parameter.optional) return null;
  const rows = Array.isArray(value) ? (value as FormulaScalar[][]) : [[value as FormulaScalar]];
  const converted = rows.map((row) => row.map(element));
  return converted.flat().find(isError) ?? converted;
}

const soleElement = (value: readonly (readonly FormulaScalar[])[]): FormulaScalar | undefined =>
  value.length === 1 && value[0]!.length === 1 ? value[0]![0]! : undefined;

function coerce(type: string, value: Exclude<FormulaScalar, FormulaError>): unknown {
  switch (type) {
    case "number": {
      if (value === null) return 0;
      const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
      return Number.isFinite(number) ? number : INVALID;
    }
    case "string":
      return value === null ? "" : typeof value === "boolean" ? String(value).toUpperCase() : String(value);
    case "boolean":
      if (typeof value === "string") return /^(true|false)$/i.test(value) ? value.toLowerCase() === "true" : INVALID;
      return Boolean(value);
    default:
      return value;
  }
}

function hasErrors(args: readonly unknown[]): boolean {
  return args.some((each) =>
    Array.isArray(each)
      ? hasErrors(each)
      : typeof each === "object" && each !== null && (each as { type?: unknown }).type === "CustomFunctionError",
  );
}

// ---- results ----

/** [id, succeeded, value or message, error code]: a value, an array of rows, or what went wrong. */
function resultOf([, succeeded, value, code]: readonly unknown[]): FormulaResult {
  if (succeeded !== true) return errorOf(ERROR_CODES[code as number] ?? "#VALUE!", value);
  if (!Array.isArray(value)) return element(value);
  const rows = value as unknown[];
  if (rows.length === 0 || !rows.every((row) => Array.isArray(row) && row.length > 0)) return INVALID;
  const width = (rows[0] as unknown[]).length;
  if (rows.some((row) => (row as unknown[]).length !== width)) return INVALID;
  // One cell spills nowhere: it needs no calculation to be put in its place.
  if (rows.length === 1 && width === 1) return element((rows as unknown[][])[0]![0]);
  return (rows as unknown[][]).map((row) => row.map(element));
}

function errorOf(error: string, message: unknown): FormulaError {
  return typeof message === "string" && message !== "" ? { error, message } : { error };
}

type Element = string | number | boolean | FormulaError;

/** A cell of a result: plain, an error object, or a rich value, of which the cell shows the basic value. */
function element(value: unknown): Element {
  if (value === null || value === undefined) return 0;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  const rich = value as {
    readonly type?: string;
    readonly code?: string;
    readonly basicValue?: unknown;
    readonly message?: unknown;
  };
  if (rich.type === "Error" || rich.type === "CustomFunctionError")
    return errorOf(rich.code ?? String(rich.basicValue ?? "#VALUE!"), rich.message);
  if (
    typeof rich.basicValue === "string" ||
    typeof rich.basicValue === "number" ||
    typeof rich.basicValue === "boolean"
  )
    return rich.basicValue;
  return INVALID;
}

interface ServiceTarget {
  readonly receive: (results: readonly (readonly unknown[])[]) => void;
  readonly listen: () => void;
}

/** Which of the runner's own improvements are on: retrying large results, and shorter pauses between batches. */
const RUNNER_FEATURES = [1, 2, 4];

const service: ObjectType<ServiceTarget> = {
  name: "CustomFunctions",
  properties: {},
  methods: {
    SetInvocationArrayResults: {
      run: (target, _session, results) => target.receive(results as readonly (readonly unknown[])[]),
    },
    _GetEnabledFeatures: { run: () => RUNNER_FEATURES },
    _SetOsfControlContainerReadyForCustomFunctions: {
      run: (target) => {
        target.listen();
        return null;
      },
    },
  },
};
