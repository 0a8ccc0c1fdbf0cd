import type { UniverContext } from "./context.js";
import { addressOf, cellOf, type Place } from "./cells.js";
import { keptAnswer, NodeKind, readsTheSame, type Node } from "./kept-nodes.js";

/** Of the engine's, what is parsed and how far that is moved; with what it keeps to itself. */
interface Tree {
  readonly unitId: string;
  readonly row: number;
  readonly column: number;
  formula: string;
  refOffsetX: number;
  refOffsetY: number;
}

interface Generator {
  generate(...given: unknown[]): Promise<unknown>;
  _createFDtree(unitId: string, sheetId: string, row: number, column: number, ...given: [unknown, Item]): Tree;
  _getTreeNode(tree: Pick<Tree, "unitId" | "formula">): Node;
}

interface Item {
  readonly si?: string;
}

interface Parsed extends Place {
  readonly formula: string;
  /** What was taken for cells in it. */
  readonly cells: string;
}

/** Forms that are kept, each with the first formula that had it. */
const KEPT = 50_000;

/**
 * The formulas of a column are the same but for their row: they have one form, in which each cell is told by how far it is
 * from the formula's own, as in R1C1. One of a form is parsed, and the others are that one moved, where the engine would
 * parse each and keep what it made of it.
 */
export function parseOncePerForm({ injector, modules: { engineFormula } }: UniverContext): void {
  const generator = injector.get(engineFormula.IFormulaDependencyGenerator) as unknown as Generator;
  const functions = injector.get(engineFormula.IFunctionService);
  const forms = new Map<string, Parsed>();

  const allKnown = (node: Node): boolean =>
    (node.nodeType !== NodeKind.function || functions.hasExecutor(node.getToken() as never)) &&
    node.getChildren().every(allKnown);
  /** Null where more than its cells is moved with a formula, or may come to be. */
  const movable = keptAnswer((node) => (readsTheSame(node) && allKnown(node) ? listOf(cellsRead(node)) : null));

  /** While the formulas are put in order: the engine looks for each by all its text, and for names in it. */
  let nodes: Map<string, Node> | null = null;
  const { generate, _getTreeNode: getNode } = generator;
  generator._getTreeNode = (tree) => {
    const before = nodes?.get(tree.formula);
    if (before) return before;
    const node = getNode.call(generator, tree);
    nodes?.set(tree.formula, node);
    return node;
  };
  generator.generate = async (...given) => {
    nodes = new Map();
    try {
      return await generate.apply(generator, given);
    } finally {
      nodes = null;
    }
  };

  const create = generator._createFDtree.bind(generator);
  generator._createFDtree = (unitId, sheetId, row, column, sheets, item) => {
    const tree = create(unitId, sheetId, row, column, sheets, item);
    const { formula } = tree;
    const found = item.si === undefined ? formOf(formula, tree) : null;
    if (!found) return tree;
    const first = forms.get(found.form);
    if (!first) {
      if (forms.size >= KEPT) forms.clear();
      forms.set(found.form, { formula, row, column, cells: listOf(found.cells) });
    } else if (
      first.formula !== formula &&
      movable(generator._getTreeNode({ unitId, formula: first.formula })) === first.cells
    ) {
      tree.formula = first.formula;
      tree.refOffsetX = column - first.column;
      tree.refOffsetY = row - first.row;
    }
    return tree;
  };
}

const listOf = (cells: readonly string[]): string => [...cells].sort().join();

/** The addresses of the cells that a parsed formula names, without their sheets. */
function cellsRead(node: Node): string[] {
  if (node.nodeType === NodeKind.reference) return [addressOf(node.getToken())];
  return node.getChildren().flatMap(cellsRead);
}

/** What words are of, cells among them. */
const WORD = /[\w.$\\?]/;
const IS_WORD = Uint8Array.from({ length: 128 }, (_, code) => Number(WORD.test(String.fromCharCode(code))));
const isWord = (code: number): boolean => code >= IS_WORD.length || IS_WORD[code] === 1;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where a text, or a quoted sheet, ends that begins here: a quote in it is written twice. */
function endOfQuoted(formula: string, start: number): number {
  const quote = formula[start]!;
  let end = start;
  do {
    const next = formula.indexOf(quote, end + 1);
    if (next < 0) return formula.length;
    end = next + 1;
  } while (formula[end] === quote);
  return end;
}

interface Form {
  readonly form: string;
  readonly cells: readonly string[];
}

/** Null where a formula names no cell, or tables, in whose names anything may stand. */
function formOf(formula: string, { row, column }: Place): Form | null {
  if (formula.includes("[")) return null;
  const cells: string[] = [];
  let form = "";
  let end = 0;
  for (let at = 0; at < formula.length;) {
    const start = at;
    if (formula[at] === '"' || formula[at] === "'") {
      at = endOfQuoted(formula, at);
      continue;
    }
    while (at < formula.length && isWord(formula.charCodeAt(at))) at++;
    if (at === start) at++;
    // Most words are functions.
    if (!isDigit(formula.charCodeAt(at - 1)) || formula[at] === "(" || formula[at] === "!") continue;
    const word = formula.slice(start, at);
    const cell = cellOf(word);
    if (!cell) continue;
    cells.push(word);
    form += formula.slice(end, start);
    form += cell.fixedColumn ? `\0$${cell.column}` : `\0${cell.column - column}`;
    form += cell.fixedRow ? `$${cell.row}` : `,${cell.row - row}`;
    form += "\0";
    end = at;
  }
  return cells.length === 0 ? null : { form: form + formula.slice(end), cells };
}
