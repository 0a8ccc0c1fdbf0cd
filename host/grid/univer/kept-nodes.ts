import type { UniverModules } from "./context.js";
import { isNowhere } from "./references.js";

type Engine = UniverModules["engineFormula"];
type Reference = InstanceType<Engine["BaseReferenceObject"]>;
type Range = ReturnType<Reference["getRangeData"]>;

export type Node = ReturnType<InstanceType<Engine["AstRootNodeFactory"]>["create"]>;

/** The engine's numbers for kinds of nodes in a parsed formula. */
export const NodeKind: Readonly<
  Record<
    "reference" | "value" | "operator" | "function" | "call" | "root" | "range" | "prefix" | "suffix" | "null",
    number
  >
> = {
  reference: 1,
  value: 2,
  operator: 3,
  function: 4,
  /** A formula that is one call of the add-in: the engine has no nodes of this kind itself. */
  call: 8,
  root: 9,
  range: 10,
  prefix: 11,
  suffix: 12,
  null: 13,
};

const COLUMN = "\\$?(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])";
const ROW = "\\$?[1-9][0-9]{0,6}";
const CELL = `${COLUMN}${ROW}`;
const LINES = `${COLUMN}:${COLUMN}|${ROW}:${ROW}`;
const CELLS = new RegExp(`^(?:.*!)?(?:${CELL}(?::${CELL})?|${LINES})$`, "i");
const WHOLE_LINES = new RegExp(`^(?:.*!)?(?:${LINES})$`, "i");

/** Whether a reference says itself which cells it is to: names and columns of tables are references for the engine, too. */
export const namesCells = (node: Node): boolean => node.nodeType === NodeKind.reference && CELLS.test(node.getToken());

/** The answer about each parsed formula, or part of one, asked for once. */
export function keptAnswer<Answer>(ask: (node: Node) => Answer): (node: Node) => Answer {
  const answers = new WeakMap<Node, Answer>();
  return (node) => {
    if (!answers.has(node)) answers.set(node, ask(node));
    return answers.get(node)!;
  };
}

const READING_THE_SAME: ReadonlySet<number> = new Set(
  (["reference", "value", "operator", "function", "call", "root", "range", "null"] as const).map((k) => NodeKind[k]),
);

/**
 * Whether a formula says itself which cells it reads: no name or table does, which may come to mean others, nor what stands
 * in cells; and it doesn't change by itself.
 */
export const readsTheSame = keptAnswer(isOfSame);

function isOfSame(node: Node): boolean {
  const names = (node as unknown as { getDefinedNames?(): readonly string[] | null }).getDefinedNames?.();
  if (names && names.length > 0) return false;
  return (
    (READING_THE_SAME.has(node.nodeType) || isMinus(node)) &&
    (node.nodeType !== NodeKind.reference || namesCells(node)) &&
    !node.isAddress() &&
    !node.isForcedCalculateFunction() &&
    node.getChildren().every(isOfSame)
  );
}

const isMinus = (node: Node): boolean => node.nodeType === NodeKind.prefix && node.getToken() === "-";

/** Whether it reads whole rows or columns, which end where the sheet does. */
export const readsWholeLines = keptAnswer(hasWholeLines);

function hasWholeLines(node: Node): boolean {
  const isLines = node.nodeType === NodeKind.reference && WHOLE_LINES.test(node.getToken());
  return isLines || node.getChildren().some(hasWholeLines);
}

/**
 * Keeps in a parsed formula what the engine would make anew at each calculation, of references even twice: its texts, and the
 * objects that stand for its cells and ranges. What a cell holds is read where it stands.
 */
export function keepNodes(node: Node, engine: Engine): void {
  if (node.nodeType === NodeKind.value) return keepText(node);
  if (node.nodeType === NodeKind.reference) return keepCell(node, engine);
  node.getChildren().forEach((child) => keepNodes(child, engine));
  if (node.nodeType === NodeKind.range) keepRange(node);
}

/** Texts in formulas that are no numbers, which is looked for long; by how they are written. */
const texts = new Map<string, ReturnType<Node["getValue"]>>();
const MOST_TEXTS = 10_000;

function keepText(node: Node): void {
  const { execute } = node;
  node.execute = function () {
    const token = node.getToken();
    if (!texts.has(token)) {
      execute.call(node);
      const value = node.getValue() as ReturnType<Node["getValue"]> & { isString?(): boolean };
      if (!value.isString?.()) return;
      if (texts.size >= MOST_TEXTS) texts.clear();
      texts.set(token, value);
    }
    const text = texts.get(token)!;
    node.execute = () => node.setValue(text);
    node.setValue(text);
  };
}

interface ReferenceNode {
  _tableReferenceObject: Reference;
  getRefOffset(): { x: number; y: number };
  setRefOffset(x: number, y: number): void;
}

/**
 * The engine's node of a reference takes a kept object only for columns of tables, and makes that of a cell of its text
 * each time. It tells it all else (which sheet has the name) before each use. For a formula that was moved from where it is
 * parsed it is put where it comes to stand: told how far, not all functions of the engine heed it. One to no sheet is an
 * error, as in Excel: some functions of the engine would take it for one to the formula's own.
 */
function keepCell(node: Node, { ErrorValueObject, ErrorType }: Engine): void {
  const executeNode = node.execute.bind(node);
  const execute = (): void => {
    executeNode();
    if (isNowhere(node.getValue() as Reference)) node.setValue(ErrorValueObject.create(ErrorType.REF));
  };
  const reference = node as unknown as ReferenceNode;
  node.execute = function () {
    execute();
    const cell = node.getValue() as Reference;
    if (!isCell(cell)) return;
    const written = cell.getRangeData();
    reference._tableReferenceObject = cell;
    node.execute = () => {
      const { x, y } = reference.getRefOffset();
      cell.setRangeData(moved(written, x, y));
      reference.setRefOffset(0, 0);
      execute();
      reference.setRefOffset(x, y);
    };
    node.execute();
  };
}

/** The engine's marks of what a dollar sign is before. */
const FIXED_ROW = 1;
const FIXED_COLUMN = 2;

function moved(cell: Range, columns: number, rows: number): Range {
  const fixed = cell.startAbsoluteRefType ?? 0;
  const row = cell.startRow + (fixed & FIXED_ROW ? 0 : rows);
  const column = cell.startColumn + (fixed & FIXED_COLUMN ? 0 : columns);
  return { ...cell, startRow: row, endRow: row, startColumn: column, endColumn: column };
}

/** Between two cells: told what its first was told. */
function keepRange(node: Node): void {
  const { execute } = node;
  let kept: Reference | undefined;
  node.execute = function () {
    const [first, last] = node.getChildren().map((child) => child.getValue() as Reference | null);
    if (!isCell(first) || !isCell(last)) return execute.call(node);
    if (!kept) {
      execute.call(node);
      const value = node.getValue() as Reference;
      if (value.isReferenceObject() && value.isRange()) kept = value;
      return;
    }
    kept.setRangeData(first.unionRange(first.getRangeData(), last.getRangeData()));
    kept.setUnitData(first.getUnitData());
    kept.setDefaultSheetId(first.getDefaultSheetId());
    kept.setDefaultUnitId(first.getDefaultUnitId());
    kept.setForcedSheetIdDirect(first.getForcedSheetId()!);
    kept.setRuntimeData(first.getRuntimeData());
    kept.setUnitStylesData(first.getUnitStylesData());
    kept.setArrayFormulaCellData(first.getArrayFormulaCellData());
    kept.setRuntimeArrayFormulaCellData(first.getRuntimeArrayFormulaCellData());
    kept.setRuntimeFeatureCellData(first.getRuntimeFeatureCellData());
    node.setValue(kept);
  };
}

const isCell = (value: Reference | null | undefined): value is Reference =>
  value?.isReferenceObject() === true && value.isCell();
