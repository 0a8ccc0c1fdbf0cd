import type { UniverContext } from "./context.js";
import { addressOf, cellOf, isFixed, sheetOf, type NamedCell } from "./cells.js";
import { keptAnswer, NodeKind, type Node } from "./kept-nodes.js";

type Reference = Value & { isCell(): boolean };
type Offset = { setRefOffset(x: number, y: number): void };
type Table = { getRowCount(): number; getColumnCount(): number };
type Value = Exclude<ReturnType<Node["getValue"]>, null | undefined | void>;

/** Univer's, with what it keeps to itself. */
interface Interpreter {
  checkAsyncNode(node: Node): boolean;
  _execute(node: Node, x?: number, y?: number): number;
}

interface Generator {
  generate(...given: unknown[]): Promise<unknown>;
  _detectForcedRecalculationNode(tree: unknown, node: Node | null): boolean;
  _getAddressFunctionNodeList(node: Node | null): readonly Node[];
}

interface Calculating {
  _executeStep(): Promise<unknown>;
}

/** Functions that give the same for the same, wherever they stand. */
const PURE = new Set(
  "AND CLEAN IF IFERROR IFNA INDEX ISNUMBER LOWER MATCH NOT OR SUBSTITUTE TRIM UPPER VLOOKUP".split(" "),
);
/** Univer's LOOKUP changes the references that it is given. */
const CHANGES_REFERENCES = "LOOKUP";

/** What is looked up, and by which cell. */
interface Part {
  /** How it is written, but for which cell's it is. */
  readonly text: string;
  /** The only one that it reads besides ranges, as it is written; "" for none, null for several. */
  readonly cell: string | null;
  /** Whether it reads the same ranges from wherever it is moved to. */
  readonly stays: boolean;
}

interface Shared {
  readonly number: number;
  readonly cell: NamedCell | null;
  readonly stays: boolean;
}

/** Above all rows, and all columns, of a sheet. */
const [ROWS, COLUMNS] = [2 ** 20, 2 ** 14];

/** Null where it is none of the ones that are told apart. */
function keyOf({ number, cell, stays }: Shared, x: number, y: number): number | null {
  if (!stays && (x !== 0 || y !== 0)) return null;
  const row = cell === null ? 0 : cell.row + (cell.fixedRow ? 0 : y);
  const column = cell === null ? 0 : cell.column + (cell.fixedColumn ? 0 : x);
  return row < 0 || column < 0 ? null : (number * ROWS + row) * COLUMNS + column;
}

/**
 * What is looked up by one cell is the same in each formula of a sheet that looks it up: all columns of a table of years ask
 * for their row's name. It is worked out once in a calculation, as Excel remembers what it looked up.
 */
export function shareParts({ injector, modules: { engineFormula } }: UniverContext): (root: Node) => void {
  const interpreter = injector.get(engineFormula.Interpreter) as unknown as Interpreter;
  const generator = injector.get(engineFormula.IFormulaDependencyGenerator) as unknown as Generator;
  const calculating = injector.get(engineFormula.ICalculateFormulaService) as unknown as Calculating;
  const runtime = injector.get(engineFormula.IFormulaRuntimeService);
  const numbers = new Map<string, number>();
  const shared = new WeakMap<Node, Shared>();
  /** By sheet; null while the cells that formulas read may still change. */
  let known: Map<string, Map<number, Value>> | null = null;

  const { generate } = generator;
  generator.generate = async (...given) => {
    known = null;
    const formulas = await generate.apply(generator, given);
    // In a circle no order has all that a cell depends on before it.
    known = runtime.isCycleDependency() ? null : new Map();
    return formulas;
  };
  const { _executeStep: step } = calculating;
  calculating._executeStep = () => step.call(calculating).finally(() => (known = null));

  const plain = new WeakSet<Node>();
  const { _execute: execute } = interpreter;
  interpreter._execute = (root, x = 0, y = 0) => {
    if (!plain.has(root) || runtime.isStopExecution()) return execute.call(interpreter, root, x, y);
    const sheet = runtime.currentSubUnitId;
    if (known && !known.has(sheet)) known.set(sheet, new Map());
    calculate(root, known?.get(sheet), x, y);
    return 0;
  };

  /** As the engine does, which looks for LAMBDA in each node first. */
  function calculate(node: Node, values: Map<number, Value> | undefined, x: number, y: number): void {
    const { nodeType } = node;
    const part = values && nodeType === NodeKind.function ? shared.get(node) : undefined;
    const key = part ? keyOf(part, x, y) : null;
    const before = key === null ? undefined : values!.get(key);
    if (before) return node.setValue(before);
    for (const child of node.getChildren()) calculate(child, values, x, y);
    if (nodeType === NodeKind.reference) (node as Node & Offset).setRefOffset(x, y);
    node.execute();
    if (key === null) return;
    const value = node.getValue();
    if (value && isSingle(value) && !isOwn(node, value)) values!.set(key, value);
  }

  keepAnswers(interpreter, generator);

  return function mark(root) {
    const parts = new Map<Node, Part | null>();
    describe(root, parts);
    if (![...parts.keys()].every(({ nodeType }) => PLAIN.has(nodeType))) return;
    plain.add(root);
    root.resetCalculationState = () => forgetValues(root);
    if ([...parts.keys()].some((node) => node.getToken().toUpperCase() === CHANGES_REFERENCES)) return;
    const number = (node: Node): void => {
      const part = node.nodeType === NodeKind.function ? parts.get(node) : null;
      if (part && part.cell !== null) {
        if (!numbers.has(part.text)) numbers.set(part.text, numbers.size);
        const { cell, stays } = part;
        shared.set(node, { number: numbers.get(part.text)!, cell: cellOf(addressOf(cell)), stays });
      }
      node.getChildren().forEach(number);
    };
    number(root);
  };
}

/** What formulas are made of that define no function of their own. */
const PLAIN: ReadonlySet<number> = new Set(Object.values(NodeKind));

/** The engine goes through all of a formula; what was shared has nothing calculated below it. */
function forgetValues(node: Node): void {
  if (!node.getValue()) return;
  node.setValue(null);
  node.getChildren().forEach(forgetValues);
}

/** A cell or a value, which look-ups give as a table of one. */
function isSingle(value: Value): boolean {
  if (value.isReferenceObject()) return (value as Reference).isCell();
  if (!value.isArray()) return true;
  const table = value as unknown as Table;
  return table.getRowCount() === 1 && table.getColumnCount() === 1;
}

/** Whether it stands for a cell that the formula names, and for another one once that is moved. */
const isOwn = (node: Node, value: Value): boolean =>
  value.isReferenceObject() && node.getChildren().some((child) => child.getValue() === value || isOwn(child, value));

/** Null where it may not be the same in another formula. */
function describe(node: Node, parts: Map<Node, Part | null>): Part | null {
  const children = node.getChildren().map((child) => describe(child, parts));
  const part = partOf(node, children);
  parts.set(node, part);
  return part;
}

function partOf(node: Node, children: readonly (Part | null)[]): Part | null {
  const { nodeType } = node;
  const token = node.getToken();
  if (children.includes(null)) return null;
  const text = `${nodeType} ${token}(${children.map((child) => child!.text).join()})`;
  const cells = new Set(children.map((child) => child!.cell).filter((cell) => cell !== ""));
  const [cell = ""] = cells;
  const among = cells.size > 1 ? null : cell;
  const stays = children.every((child) => child!.stays);
  switch (nodeType) {
    case NodeKind.value:
    case NodeKind.null:
      return { text, cell: "", stays };
    case NodeKind.reference:
      return cellOf(addressOf(token)) ? { text: `${nodeType} ${sheetOf(token)}`, cell: token, stays } : null;
    case NodeKind.range: {
      const ends = node.getChildren();
      if (!ends.every((end) => end.nodeType === NodeKind.reference)) return null;
      const tokens = ends.map((end) => end.getToken());
      return {
        text: `${nodeType} ${tokens.join(":")}`,
        cell: "",
        stays: tokens.every(isFixed),
      };
    }
    case NodeKind.function:
      return PURE.has(token.toUpperCase()) ? { text, cell: among, stays } : null;
    case NodeKind.operator:
      return { text, cell: among, stays };
    default:
      return null;
  }
}

/** What the engine goes through all of a formula for at each calculation, and finds the same. */
function keepAnswers(interpreter: Interpreter, generator: Generator): void {
  const isAsync = interpreter.checkAsyncNode.bind(interpreter);
  interpreter.checkAsyncNode = keptAnswer(isAsync);
  const detect = generator._detectForcedRecalculationNode.bind(generator);
  const isForced = keptAnswer((node) => detect(null, node));
  generator._detectForcedRecalculationNode = (_tree, node) => node !== null && isForced(node);
  const addressing = keptAnswer(generator._getAddressFunctionNodeList.bind(generator));
  generator._getAddressFunctionNodeList = (node) => (node === null ? [] : addressing(node));
}
