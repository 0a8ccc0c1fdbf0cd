import type { UniverModules } from "./context.js";

type Engine = UniverModules["engineFormula"];
type Reference = InstanceType<Engine["BaseReferenceObject"]>;

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
const ONE_CELL = new RegExp(`^(?:.*!)?${CELL}$`, "i");
const CELLS = new RegExp(`^(?:.*!)?(?:${CELL}(?::${CELL})?|${COLUMN}:${COLUMN}|${ROW}:${ROW})$`, "i");

/** Whether a reference says itself which cell it is: names and columns of tables are references for the engine, too. */
export const namesCell = (node: Node): boolean =>
  node.nodeType === NodeKind.reference && ONE_CELL.test(node.getToken());
/** The same of several cells, or of whole rows or columns. */
export const namesCells = (node: Node): boolean => node.nodeType === NodeKind.reference && CELLS.test(node.getToken());

/**
 * Keeps in a parsed formula what the engine would make anew at each calculation, of references even twice: its texts, and the
 * objects that stand for its cells and ranges. What a cell holds is read where it stands.
 */
export function keepNodes(node: Node): void {
  if (node.nodeType === NodeKind.value) return keepText(node);
  if (node.nodeType === NodeKind.reference) return keepCell(node);
  node.getChildren().forEach(keepNodes);
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

/**
 * The engine's node of a reference takes a kept object only for columns of tables, and makes that of a cell of its text
 * each time. It tells it all else (which sheet has the name, how far a shared formula was moved) before each use.
 */
function keepCell(node: Node): void {
  const { execute } = node;
  node.execute = function () {
    execute.call(node);
    const value = node.getValue() as Reference;
    if (!isCell(value)) return;
    (node as unknown as { _tableReferenceObject: Reference })._tableReferenceObject = value;
    node.execute = execute;
  };
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
    kept.setUnitData(first.getUnitData());
    kept.setDefaultSheetId(first.getDefaultSheetId());
    kept.setDefaultUnitId(first.getDefaultUnitId());
    kept.setForcedSheetIdDirect(first.getForcedSheetId()!);
    kept.setRuntimeData(first.getRuntimeData());
    kept.setUnitStylesData(first.getUnitStylesData());
    kept.setArrayFormulaCellData(first.getArrayFormulaCellData());
    kept.setRuntimeArrayFormulaCellData(first.getRuntimeArrayFormulaCellData());
    kept.setRuntimeFeatureCellData(first.getRuntimeFeatureCellData());
    const { x, y } = first.getRefOffset();
    kept.setRefOffset(x, y);
    node.setValue(kept);
  };
}

const isCell = (value: Reference | null | undefined): value is Reference =>
  value?.isReferenceObject() === true && value.isCell();
