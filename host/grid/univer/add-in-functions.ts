import type { Nullable } from "@univerjs/core";
import {
  BUSY,
  type Alone,
  type FormulaArgument,
  type FormulaCell,
  type FormulaResult,
  type FormulaScalar,
  type GridFunction,
} from "../port.js";
import type { UniverContext, UniverModules } from "./context.js";
import { countErrorsOnce } from "./counted-errors.js";
import { keepNodes, NodeKind, type Node } from "./kept-nodes.js";
import { errorOf, readCellsPlainly, type ReferenceObject } from "./references.js";
import { shareParts } from "./shared-parts.js";
import { CellType } from "./read.js";

type Engine = UniverModules["engineFormula"];
type ValueObject = InstanceType<Engine["BaseValueObject"]>;

/** What the engine calls for a function of the add-in. */
interface AddInFunction {
  argument(value: ValueObject | ReferenceObject): FormulaArgument;
  call(args: readonly FormulaArgument[], cell: FormulaCell, alone: Alone | null): ValueObject;
}

const isAddIn = (executor: object): executor is AddInFunction => "argument" in executor && "call" in executor;

/** Registers a function of the add-in with the formula engine; arguments arrive and results leave as plain values. */
export function registerFunction(context: UniverContext, definition: GridFunction): () => void {
  const engine = context.modules.engineFormula;

  /** The engine keeps an error of each kind, too, but looks for it long. */
  const busy = engine.ErrorValueObject.create(BUSY.error as never);

  class Executor extends engine.BaseFunction implements AddInFunction {
    override minParams = 0;
    override maxParams = 255;
    override needsReferenceObject = true;
    /** A text stays the text that was written, "12%" too, as in Excel; looking for numbers in it is dear besides. */
    override isArgumentsIgnoreNumberPattern = () => true;
    override calculate(...variants: ValueObject[]): ValueObject {
      const cell = { sheetId: this.subUnitId!, row: this.row, column: this.column };
      return this.call(variants.map(argument), cell, null);
    }
    argument(value: ValueObject | ReferenceObject): FormulaArgument {
      return argument(value);
    }
    call(args: readonly FormulaArgument[], cell: FormulaCell, alone: Alone | null): ValueObject {
      const result = definition.calculate(args, cell, alone);
      return result === BUSY ? busy : resultObject(engine, alone ? alone(result) : result);
    }
  }

  const functions = context.injector.get(engine.IFunctionService);
  const name = definition.name.toUpperCase();
  functions.registerExecutors(new Executor(name));
  // A workbook that is opened may have been read by now: the formulas that name it are parsed anew.
  functions.deleteFormulaAstCacheKey(name);
  functions.registerDescriptions({
    functionName: name,
    functionType: engine.FunctionType.User,
    description: definition.description,
    abstract: definition.description,
    functionParameter: definition.parameters.map((parameter) => ({
      name: parameter.name,
      detail: parameter.description,
      // The grid's help builds an example line of these; a name says more there than a value.
      example: parameter.name,
      require: parameter.optional ? 0 : 1,
      repeat: 0,
    })),
  });
  return () => {
    functions.unregisterExecutors(name);
    functions.unregisterDescriptions(name);
  };
}

const isReference = (value: ValueObject | ReferenceObject): value is ReferenceObject => value.isReferenceObject();

function argument(value: ValueObject | ReferenceObject): FormulaArgument {
  if (isReference(value)) {
    const nowhere = errorOf(value);
    if (nowhere) return [[{ error: nowhere }]];
    return value.isCell() ? [[referred(value)]] : argument(value.toArrayValueObject());
  }
  if (!value.isArray()) return scalar(value);
  const cells = (value as InstanceType<Engine["ArrayValueObject"]>).getArrayValue();
  return cells.map((row) => row.map((cell) => scalar(cell as ValueObject | null)));
}

function scalar(value: Nullable<ValueObject>): FormulaScalar {
  if (!value || value.isNull()) return null;
  const plain = value.getValue();
  return value.isError() ? { error: String(plain) } : (plain as string | number | boolean);
}

/** A single cell is read where it stands: the engine would make an object of it first, and of a number another. */
function referred(cell: ReferenceObject): FormulaScalar {
  const { startRow, startColumn } = cell.getRangePosition();
  const data = cell.getCellData(startRow, startColumn);
  if (data && !data.p) {
    if (data.t === CellType.number && Number.isFinite(data.v) && !data.s) return data.v as number;
    const isText = data.t === CellType.text || data.t === CellType.forcedText;
    // A text may be an error, and an empty one no text.
    if (isText && typeof data.v === "string" && /^[^#]/.test(data.v)) return data.v;
  }
  let read: FormulaScalar = null;
  cell.iterator((value) => {
    read = scalar(value);
    return false;
  });
  return read;
}

function resultObject(engine: Engine, value: FormulaResult): ValueObject {
  if (!Array.isArray(value)) return valueObject(engine, value);
  const rows = value as readonly (readonly unknown[])[];
  return engine.ArrayValueObject.create({
    calculateValueList: rows.map((row) => row.map((each) => valueObject(engine, each))) as never,
    rowCount: rows.length,
    columnCount: rows[0]?.length ?? 0,
    unitId: "",
    sheetId: "",
    row: -1,
    column: -1,
  });
}

function valueObject(engine: Engine, value: unknown): ValueObject {
  if (value === null || value === undefined) return engine.StringValueObject.create("");
  if (typeof value === "object" && "error" in value) return engine.ErrorValueObject.create(value.error as never);
  if (typeof value === "number") return engine.NumberValueObject.create(value);
  if (typeof value === "boolean") return engine.BooleanValueObject.create(value);
  return engine.StringValueObject.create(String(value));
}

/** What an argument is made of that calls nothing. */
const CALLING_NOTHING: ReadonlySet<number> = new Set(
  (["reference", "value", "operator", "range", "prefix", "suffix", "null"] as const).map((kind) => NodeKind[kind]),
);

const asItIs: Alone = (result) => result;

/** What IFNA makes of results. */
const ifNA = (instead: Result): Alone => {
  const one = (result: Result): Result => (typeof result === "object" && result.error === "#N/A" ? instead : result);
  return (result) => (isMatrix(result) ? result.map((row) => row.map(one)) : one(result));
};

type Result = Exclude<FormulaResult, readonly unknown[]>;
const isMatrix = (result: FormulaResult): result is Exclude<FormulaResult, Result> => Array.isArray(result);

/**
 * A formula that is one call of the add-in, or one within IFNA, is parsed into a node of its own, which knows what its texts
 * and numbers are.
 */
export function parseCallsAlone(context: UniverContext): void {
  const { injector, modules } = context;
  const engine = modules.engineFormula;
  const builder = injector.get(engine.AstTreeBuilder);
  const functions = injector.get(engine.IFunctionService);
  const runtime = injector.get(engine.IFormulaRuntimeService);
  const nodes = new engine.AstRootNodeFactory();
  const parse = builder.parse.bind(builder);
  const markParts = shareParts(context);
  readCellsPlainly(engine);

  builder.parse = (lexed) => {
    const root = parse(lexed);
    if (!root) return root;
    countErrorsOnce(root, engine);
    keepNodes(root, engine);
    const node = aloneOf(root) ?? root;
    markParts(node);
    return node;
  };

  function aloneOf(root: Node): Node | null {
    const [first, ...others] = root.nodeType === NodeKind.root ? root.getChildren() : [];
    if (!first || others.length > 0 || first.nodeType !== NodeKind.function) return null;
    const [call = first, instead] = isIfNA(first) ? first.getChildren() : [];
    if (call.nodeType !== NodeKind.function) return null;
    const executor = functions.getExecutor(call.getToken() as never);
    const isAlone = executor && isAddIn(executor) && call.getChildren().every(callsNothing);
    if (!isAlone) return null;
    instead?.execute();
    return callAlone(root, call, executor, instead ? ifNA(scalar(instead.getValue() as ValueObject) ?? "") : asItIs);
  }

  function callAlone(root: Node, call: Node, executor: AddInFunction, shown: Alone): Node {
    const alone = nodes.create(root.getToken());
    const names = root.getDefinedNames();
    if (names) alone.setDefinedNames(names);
    const args = call.getChildren().map((node) => {
      if (node.nodeType === NodeKind.value || node.nodeType === NodeKind.null) {
        node.execute();
        const literal = executor.argument(node.getValue()!);
        return () => literal;
      }
      node.setParent(alone);
      return () => executor.argument(node.getValue()!);
    });
    alone.execute = () => {
      const cell = { sheetId: runtime.currentSubUnitId, row: runtime.currentRow, column: runtime.currentColumn };
      const result = executor.call(
        args.map((given) => given()),
        cell,
        shown,
      );
      if (result.isArray()) runtime.setUnitArrayFormulaEmbeddedMap();
      alone.setValue(result);
    };
    return alone;
  }
}

/** `IFNA(…,"a text")`, or a number. */
const isIfNA = (node: Node): boolean => {
  const [, instead, ...others] = node.getChildren();
  const isLiteral = instead?.nodeType === NodeKind.value && others.length === 0;
  return isLiteral && node.getToken().toUpperCase() === "IFNA";
};

const callsNothing = (node: Node): boolean =>
  CALLING_NOTHING.has(node.nodeType) && node.getChildren().every(callsNothing);
