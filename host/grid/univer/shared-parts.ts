import type { UniverContext } from "./context.js";
import { namesCell, NodeKind, type Node } from "./kept-nodes.js";

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

interface Part {
  readonly text: string;
  /** The only cell that it reads besides ranges; "" for none, null for several. */
  readonly cell: string | null;
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
  const numberOf = new WeakMap<Node, number>();
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
    const values = x === 0 && y === 0 ? known?.get(sheet) : undefined;
    calculate(root, values, x, y);
    return 0;
  };

  /** As the engine does, which looks for LAMBDA in each node first. */
  function calculate(node: Node, values: Map<number, Value> | undefined, x: number, y: number): void {
    const { nodeType } = node;
    const number = values && nodeType === NodeKind.function ? numberOf.get(node) : undefined;
    const before = number === undefined ? undefined : values!.get(number);
    if (before) return node.setValue(before);
    for (const child of node.getChildren()) calculate(child, values, x, y);
    if (nodeType === NodeKind.reference) (node as Node & Offset).setRefOffset(x, y);
    node.execute();
    if (number === undefined) return;
    const value = node.getValue();
    if (value && isSingle(value)) values!.set(number, value);
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
        numberOf.set(node, numbers.get(part.text)!);
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
  switch (nodeType) {
    case NodeKind.value:
    case NodeKind.null:
      return { text, cell: "" };
    case NodeKind.reference:
      return namesCell(node) ? { text, cell: token } : null;
    case NodeKind.range:
      return node.getChildren().every((end) => end.nodeType === NodeKind.reference) ? { text, cell: "" } : null;
    case NodeKind.function:
      return PURE.has(token.toUpperCase()) ? { text, cell: among } : null;
    case NodeKind.operator:
      return { text, cell: among };
    default:
      return null;
  }
}

export function keptAnswer<Answer>(ask: (node: Node) => Answer): (node: Node) => Answer {
  const answers = new WeakMap<Node, Answer>();
  return (node) => {
    if (!answers.has(node)) answers.set(node, ask(node));
    return answers.get(node)!;
  };
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
