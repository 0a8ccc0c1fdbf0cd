import type { IRange } from "@univerjs/core";
import type { FormulaCell, Grid } from "../port.js";
import type { UniverContext } from "./context.js";
import { isFixed } from "./cells.js";
import { isOneCell } from "./dependencies.js";
import { keptAnswer, namesCells, NodeKind, readsTheSame, readsWholeLines, type Node } from "./kept-nodes.js";
import { namesOf, usersOf } from "./names.js";
import { isNowhere } from "./references.js";

interface UnitRange {
  readonly sheetId: string;
  readonly range: IRange;
}

/** What the engine makes of a formula to find in which order they are calculated; with what it keeps to itself. */
interface Tree {
  readonly treeId: number;
  readonly formula: string;
  readonly unitId: string;
  readonly subUnitId: string;
  readonly row: number;
  readonly column: number;
  rowCount: number;
  columnCount: number;
  readonly isVirtual: boolean;
  readonly formulaId?: string | null;
  readonly featureId?: string | null;
  readonly addressFunctionNodes: readonly unknown[];
  isDirty: boolean;
  rangeList: UnitRange[];
  resetState(): void;
}

interface Item {
  readonly f?: string;
  readonly si?: string;
  readonly x?: number;
  readonly y?: number;
}

/** By row and column. */
type Rows = Record<string, Record<string, Item | null> | null>;
/** By workbook and sheet. */
type Formulas = Record<string, Record<string, Rows | null> | null>;
type Sheets = Record<string, Record<string, { readonly rowCount: number; readonly columnCount: number }>>;

interface Manager {
  readonly _allTreeMap: ReadonlyMap<number, unknown>;
  getFormulaDependency(unitId: string, sheetId: string, row: number, column: number): number | null | undefined;
  clearFormulaDependency(...given: unknown[]): void;
  removeFormulaDependency(...given: unknown[]): void;
  removeFormulaDependencyByDefinedName(...given: unknown[]): void;
  reset(): void;
}

interface Config {
  isForceCalculate(): boolean;
  getSheetNameMap(): unknown;
  /** By workbook and sheet. */
  getDirtyNameMap(): Record<string, Record<string, unknown> | undefined> | undefined;
}

/** With its text where that alone says what it refers to. */
type Ranged = readonly [node: Node, text: string | null, isFixed: boolean];

interface NodeData {
  readonly node: Node | null;
  readonly refOffsetX: number;
  readonly refOffsetY: number;
}

interface Referred {
  toUnitRange(): unknown;
  getForcedSheetName?(): string | undefined;
  getForcedSheetId?(): string | undefined;
}

interface Generator {
  readonly _currentConfigService: Config;
  readonly _dependencyManagerService: Manager;
  readonly _dependencyTreeCache: Map<number, Tree>;
  /** Where something changed, by workbook and sheet. */
  readonly _updateRangeFlattenCache: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  _generateTreeList(formulas: Formulas, others: unknown, sheets: Sheets): Promise<Tree[]>;
  _calculateListByFunctionRefNode(trees: readonly Tree[]): Promise<void>;
  _getRangeListByNode(data: NodeData): Promise<unknown[]>;
  _nodeTraversalRef(node: Node, found: Node[]): void;
  readonly _interpreter: { execute(data: NodeData): Referred };
  _executeNode(node: Node, x: number, y: number): Promise<Referred>;
  _createFDtree(...given: unknown[]): object;
  _includeTree(tree: Tree, node: Node | null): boolean;
  _getTreeNode(tree: Tree): Node;
}

/** What became of all formulas of a sheet at the last calculation; of those that aren't kept, where they stand. */
interface Settled {
  readonly rows: Rows;
  readonly trees: readonly Kept[];
  readonly others: readonly (readonly [row: number, column: number])[];
  /** The sheets that the kept ones depend on. */
  readonly sheets: ReadonlySet<string>;
  readonly size: string;
}

interface Kept {
  readonly tree: Tree;
  readonly formula: string | undefined;
  /** What the formula depends on. */
  readonly ranges: readonly UnitRange[];
  readonly hasSheets: boolean;
  readonly hasLines: boolean;
}

const NOBODY: ReadonlySet<number> = new Set();

/** Above all columns of a sheet. */
const COLUMNS = 2 ** 14;
const placeOf = (row: number, column: number): number => row * COLUMNS + column;

type Place = readonly [unitId: string, sheetId: string, row: number, column: number];

/**
 * Univer makes the trees of all of a workbook's formulas anew at each calculation, twice where one of them spills, however
 * little was changed: for a few thousand that took longer than their calculation. Here the tree of a formula stays for as long
 * as that reads the same cells, whatever stands in them. So it is known which of some formulas read which cells.
 */
export function keepTrees(context: UniverContext): Grid["readersOf"] {
  const { injector, modules, unitId } = context;
  const { engineFormula } = modules;
  const generator = injector.get(engineFormula.IFormulaDependencyGenerator) as unknown as Generator;
  const { _currentConfigService: config, _dependencyManagerService: manager } = generator;
  const generate = generator._generateTreeList.bind(generator);
  const calculateAddresses = generator._calculateListByFunctionRefNode.bind(generator);
  const kept = new Map<string, Map<number, Kept>>();
  const settled = new Map<string, Settled>();
  let sheetNames = "";
  let knownNames: ReadonlySet<string> = new Set();
  let reused: readonly Tree[] = [];

  const allNames = namesOf(context);
  const functions = injector.get(engineFormula.IFunctionService);
  const unsettle = (): void => settled.clear();
  const forget = (): void => {
    kept.clear();
    unsettle();
  };
  before(manager, "clearFormulaDependency", forget);
  before(manager, "reset", forget);
  before(functions, "registerExecutors", forget);
  before(functions, "unregisterExecutors", forget);
  before(manager, "removeFormulaDependency", unsettle);
  before(manager, "removeFormulaDependencyByDefinedName", unsettle);

  function before<Name extends string>(
    service: Record<Name, (...given: never[]) => void>,
    name: Name,
    first: () => void,
  ): void {
    const change = service[name].bind(service);
    service[name] = (...given) => {
      first();
      change(...given);
    };
  }

  /** A sheet's name may come to mean another one. */
  function forgetRenamed(): void {
    const names = JSON.stringify(config.getSheetNameMap());
    if (names === sheetNames) return;
    sheetNames = names;
    unsettle();
    for (const sheet of kept.values()) for (const [place, { hasSheets }] of sheet) if (hasSheets) sheet.delete(place);
  }

  /** A word of a formula may come to be a name. */
  function forgetNamed(names: ReadonlySet<string>): void {
    const added = new Set([...names].filter((name) => !knownNames.has(name)));
    knownNames = names;
    if (added.size === 0) return;
    unsettle();
    const uses = usersOf(added);
    for (const sheet of kept.values())
      for (const [place, { formula }] of sheet) if (uses(formula ?? "")) sheet.delete(place);
  }

  function isStill(
    { tree, formula, ranges, hasLines }: Kept,
    { f, si, x, y }: Item,
    [unitId, sheetId, row, column]: Place,
    sheets: Sheets,
  ) {
    const { rowCount, columnCount } = sheets[unitId]![sheetId]!;
    return (
      f === formula &&
      si === undefined &&
      !x &&
      !y &&
      (!hasLines || (rowCount === tree.rowCount && columnCount === tree.columnCount)) &&
      manager.getFormulaDependency(unitId, sheetId, row, column) === tree.treeId &&
      (ranges.length === 0 || manager._allTreeMap.has(tree.treeId))
    );
  }

  function settle(
    rows: Rows,
    [unitId, sheetId]: readonly [string, string],
    sheets: Sheets,
  ): Omit<Settled, "rows" | "size"> {
    const ofSheet = kept.get(sheetId);
    const trees: Kept[] = [];
    const others: [number, number][] = [];
    const read = new Set<string>();
    for (const row in rows) {
      const [line, number] = [rows[row], Number(row)];
      for (const column in line) {
        const item = line[column];
        if (!item) continue;
        const one = ofSheet?.get(placeOf(number, Number(column)));
        if (one && isStill(one, item, [unitId, sheetId, number, Number(column)], sheets)) {
          trees.push(one);
          for (const range of one.ranges) read.add(range.sheetId);
        } else others.push([number, Number(column)]);
      }
    }
    return { trees, others, sheets: read };
  }

  /** Tells which kept formulas of a sheet are in a place that changed, or depend on a sheet that has another name; null for none. */
  function changedIn(
    unitId: string,
    sheetId: string,
    read: ReadonlySet<string>,
  ): ((tree: Tree, ranges: readonly UnitRange[]) => boolean) | null {
    const named = config.getDirtyNameMap()?.[unitId] ?? {};
    const isNamed = (id: string): boolean => named[id] != null;
    const hasPlaces = isNamed(sheetId) || generator._updateRangeFlattenCache.get(unitId)?.has(sheetId);
    const dependsOnNamed = [...read].some(isNamed);
    if (!hasPlaces && !dependsOnNamed) return null;
    return (tree, ranges) =>
      generator._includeTree(tree, null) || (dependsOnNamed && ranges.some((range) => isNamed(range.sheetId)));
  }

  const none: UnitRange[] = [];
  const runtime = injector.get(engineFormula.IFormulaRuntimeService);
  const readRanges = readRangesOnce(generator, () => runtime.currentSubUnitId);

  // Nothing of the engine ever asks for who depends on whom: it looks where their ranges are.
  const create = generator._createFDtree.bind(generator);
  generator._createFDtree = (...given) => Object.assign(create(...given), { children: NOBODY, parents: NOBODY });

  const include = generator._includeTree.bind(generator);
  // The engine looks for each name that changed in each formula.
  generator._includeTree = (tree, node) => include(tree, node && readsTheSame(node) ? null : node);

  generator._generateTreeList = async (formulas, others, sheets) => {
    readRanges.forget();
    if (config.isForceCalculate()) forget();
    forgetRenamed();
    const names = allNames();
    forgetNamed(names);
    const rest: Formulas = {};
    const trees: Tree[] = [];
    for (const [unitId, unit] of Object.entries(formulas))
      for (const [sheetId, rows] of Object.entries(unit ?? {})) {
        if (!rows) continue;
        const { rowCount, columnCount } = sheets[unitId]![sheetId]!;
        const size = `${rowCount}×${columnCount}`;
        let known = settled.get(sheetId);
        if (known?.rows !== rows || known.size !== size) {
          known = { rows, size, ...settle(rows, [unitId, sheetId], sheets) };
          settled.set(sheetId, known);
        }
        const isChanged = changedIn(unitId, sheetId, known.sheets);
        for (const { tree, ranges } of known.trees) {
          tree.resetState();
          // The sheet may have grown.
          tree.rowCount = rowCount;
          tree.columnCount = columnCount;
          tree.rangeList = none;
          tree.isDirty = isChanged !== null && isChanged(tree, ranges);
          trees.push(tree);
          generator._dependencyTreeCache.set(tree.treeId, tree);
        }
        for (const [row, column] of known.others)
          (((rest[unitId] ??= {})[sheetId] ??= {})[row] ??= {})[column] = rows[row]![column]!;
      }
    reused = trees;
    const made = await generate(rest, others, sheets);
    // Of most names that a formula uses the engine's nodes say nothing: they are read as what they mean.
    const usesNames = usersOf(names);
    for (const tree of made) {
      if (tree.isVirtual || tree.formulaId != null || tree.featureId != null || !tree.formula) continue;
      const { row, column, unitId, subUnitId } = tree;
      const item = formulas[unitId]?.[subUnitId]?.[row]?.[column];
      let ofSheet = kept.get(subUnitId);
      if (!ofSheet) kept.set(subUnitId, (ofSheet = new Map()));
      const place = placeOf(row, column);
      const isOwn = item && item.si === undefined && !usesNames(item.f ?? "");
      if (isOwn && readsTheSame(generator._getTreeNode(tree))) {
        const [formula, ranges] = [item.f, [...tree.rangeList]];
        const hasLines = readsWholeLines(generator._getTreeNode(tree));
        ofSheet.set(place, { tree, formula, ranges, hasSheets: tree.formula.includes("!"), hasLines });
        settled.delete(subUnitId);
      } else ofSheet.delete(place);
    }
    return [...trees, ...made];
  };

  // Whether functions like OFFSET are in any of them, which is dear to look for in all.
  generator._calculateListByFunctionRefNode = async (made) => {
    if (made.some(({ addressFunctionNodes }) => addressFunctionNodes.length > 0))
      await calculateAddresses([...reused, ...made]);
  };

  return (cells, among) => {
    const isRead = readIn(cells);
    const readers: FormulaCell[] = [];
    for (const [sheetId, list] of among.flatMap((sheets) => [...sheets])) {
      const ofSheet = kept.get(sheetId);
      for (const [row, column] of list) {
        const one = ofSheet?.get(placeOf(row, column));
        // Of the others nobody knows what they read without working them out.
        if (one?.tree.treeId !== manager.getFormulaDependency(unitId, sheetId, row, column)) return null;
        if (!one) continue;
        const cell = { sheetId, row, column };
        for (const range of one.ranges) {
          // A cell that reads itself would go on for ever.
          if (isItself(range, cell) || !isRead(range)) continue;
          readers.push(cell);
          break;
        }
      }
    }
    return readers;
  };
}

const isItself = (read: UnitRange, { sheetId, row, column }: FormulaCell): boolean =>
  read.sheetId === sheetId && isOneCell(read) && read.range.startRow === row && read.range.startColumn === column;

/** Tells of a range whether any of the cells is in it. */
function readIn(cells: readonly FormulaCell[]): (range: UnitRange) => boolean {
  const sheets = new Map<string, Set<number>>();
  for (const { sheetId, row, column } of cells) {
    let places = sheets.get(sheetId);
    if (!places) sheets.set(sheetId, (places = new Set()));
    places.add(placeOf(row, column));
  }
  return (read) => {
    const places = sheets.get(read.sheetId);
    if (!places) return false;
    const { startRow, startColumn, endRow, endColumn } = read.range;
    if (isOneCell(read)) return places.has(placeOf(startRow, startColumn));
    for (const place of places) {
      const [row, column] = [Math.floor(place / COLUMNS), place % COLUMNS];
      // Of whole rows or columns the ends are no numbers.
      if (!(row < startRow || row > endRow || column < startColumn || column > endColumn)) return true;
    }
    return false;
  };
}

/**
 * The engine works out where a reference is, for all of a formula's, of which many are the same, and the same as in others of
 * the sheet: here once a sheet.
 */
function readRangesOnce(generator: Generator, sheet: () => string): { forget(): void } {
  const getRanges = generator._getRangeListByNode.bind(generator);
  const interpreter = generator._interpreter;
  const known = new Map<string, Map<string, unknown>>();
  const references = keptAnswer((node) => {
    const found: Node[] = [];
    generator._nodeTraversalRef(node, found);
    const all = found.map((one): Ranged => [one, textOf(one), endsOf(one).every((end) => isFixed(end.getToken()))]);
    const texts = all.map(([, text]) => text);
    return all.filter(([, text], index) => text === null || texts.indexOf(text) === index);
  });
  generator._getRangeListByNode = async (data) => {
    const { node, refOffsetX, refOffsetY } = data;
    if (node === null) return getRanges(data);
    const isMoved = refOffsetX !== 0 || refOffsetY !== 0;
    const home = sheet();
    let ofSheet = known.get(home);
    if (!ofSheet) known.set(home, (ofSheet = new Map<string, unknown>()));
    const ranges: unknown[] = [];
    for (const [one, text, fixed] of references(node)) {
      const key = isMoved && !fixed ? null : text;
      let range = key === null ? undefined : ofSheet.get(key);
      if (range === undefined) {
        const nodeData = { node: one, refOffsetX, refOffsetY };
        const reference =
          text === null ? await generator._executeNode(one, refOffsetX, refOffsetY) : interpreter.execute(nodeData);
        range = isNowhere(reference) ? null : reference.toUnitRange();
        one.setValue(null);
        if (key !== null) ofSheet.set(key, range);
      }
      if (range !== null) ranges.push(range);
    }
    return ranges;
  };
  return { forget: () => known.clear() };
}

const endsOf = (node: Node): readonly Node[] => (node.nodeType === NodeKind.range ? node.getChildren() : [node]);

/** Null where what it refers to isn't said by its text alone. */
function textOf(node: Node): string | null {
  const ends = endsOf(node);
  return ends.length > 0 && ends.every(namesCells) ? ends.map((end) => end.getToken()).join(":") : null;
}
