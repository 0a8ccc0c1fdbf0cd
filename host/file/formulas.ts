/** Formulas as cells show them and as files keep them, and what becomes of them when rows, columns or sheets change. */
import {
  isCallNode,
  isLambdaNode,
  isLetNode,
  isReferenceNode,
  mergeRefTokens,
  parse,
  parseA1Ref,
  stringifyA1Ref,
  stringifyTokens,
  tokenize,
  translateFormulaToA1,
  translateFormulaToR1C1,
  type Node,
  type ReferenceA1Xlsx,
  type Token,
} from "@borgar/fx/xlsx";
import { MAX_COLUMNS, MAX_ROWS, cellAddress, contains, type Area, type Rect } from "../address.js";
import { shiftedArea } from "../shift.js";
import type { GridChange } from "../grid/port.js";
import { LATER_FUNCTIONS, SHEET_FUNCTIONS, TAKES_RANGES } from "./function-names.js";

/** Functions of the add-in by the names that files have for them. */
export type AddInNames = ReadonlyMap<string, string>;

/** `MARKET.SIZE` stands as `_xldudf_MARKET_SIZE`. */
export const addInNames = (functions: readonly string[]): AddInNames =>
  new Map(functions.map((name) => [`_XLDUDF_${name.toUpperCase().replaceAll(".", "_")}`, name]));

const tokens = (formula: string): Token[] => mergeRefTokens(tokenize(formula)) as Token[];

/** A file's formula as the cell shows it, with its equals sign. */
export function toCell(stored: string, names: AddInNames): string {
  const formula = `=${stored.startsWith("=") ? stored.slice(1) : stored}`;
  if (!/_xl/i.test(formula)) return formula;
  const list = tokens(formula);
  for (let at = 0; at < list.length; at++) {
    const token = list[at]!;
    if (token.type === "range_named") token.value = token.value.replace(/^_xlpm\./i, "");
    if (token.type !== "func") continue;
    const own = names.get(token.value.toUpperCase());
    if (own) {
      // A workbook's reference before it, as a colleague's file may have one, stays: it is what is wrong with the cell.
      token.value = own;
      continue;
    }
    const plain = token.value.replace(/^(?:_xlfn\.|_xlws\.|_xludf\.)+/i, "");
    const special = plain.toUpperCase();
    if (special === "SINGLE" || special === "ANCHORARRAY") unwrap(list, at, special === "SINGLE");
    else token.value = plain;
  }
  return stringifyTokens(list.filter(({ value }) => value !== ""));
}

/** `SINGLE(x)` shows as `@x`, `ANCHORARRAY(x)` as `x#`. */
function unwrap(list: Token[], at: number, before: boolean): void {
  let depth = 0;
  for (let end = at + 1; end < list.length; end++) {
    const token = list[end]!;
    if (token.value === "(") depth++;
    else if (token.value === ")" && --depth === 0) {
      list[at]!.value = before ? "@" : "";
      list[at + 1]!.value = "";
      token.value = before ? "" : "#";
      return;
    }
  }
}

/** A cell's formula as the file keeps it, without its equals sign. */
export function toFile(formula: string, names: AddInNames): string {
  const list = tokens(formula);
  const own = new Map(
    [...names].map(([, name]) => [name.toUpperCase(), `_xldudf_${name.toUpperCase().replaceAll(".", "_")}`]),
  );
  const parameters = declared(formula);
  list.forEach((token, at) => {
    if (token.type === "func") {
      const name = token.value.toUpperCase();
      if (own.has(name)) token.value = own.get(name)!;
      else if (SHEET_FUNCTIONS.has(name)) token.value = `_xlfn._xlws.${token.value}`;
      else if (LATER_FUNCTIONS.has(name)) token.value = `_xlfn.${token.value}`;
    } else if (token.type === "range_named" && parameters.has(token.value.toUpperCase()))
      token.value = `_xlpm.${token.value}`;
    else if (token.value === "#" && at > 0 && isReference(list[at - 1]!)) {
      list[at - 1]!.value = `_xlfn.ANCHORARRAY(${list[at - 1]!.value})`;
      token.value = "";
    } else if (token.value === "@" && list[at + 1] && isReference(list[at + 1]!)) {
      token.value = "";
      list[at + 1]!.value = `_xlfn.SINGLE(${list[at + 1]!.value})`;
    }
  });
  return stringifyTokens(list.filter(({ value }) => value !== "")).slice(1);
}

const isReference = ({ type }: Token): boolean =>
  type === "range" || type === "range_beam" || type === "range_named" || type === "structured";

/** The names that LET and LAMBDA declare. */
function declared(formula: string): ReadonlySet<string> {
  const names = new Set<string>();
  if (!/\b(?:LET|LAMBDA)\s*\(/i.test(formula)) return names;
  walk(formula, (node) => {
    if (isLetNode(node)) for (const each of node.declarations) names.add(each.id.name.toUpperCase());
    if (isLambdaNode(node)) for (const each of node.params) names.add(each.name.toUpperCase());
  });
  return names;
}

/** False where the formula can't be read. */
function walk(formula: string, visit: (node: Node, parents: readonly Node[]) => void): boolean {
  let root: Node;
  try {
    root = parse(tokens(formula)) as Node;
  } catch {
    return false;
  }
  const step = (node: Node, parents: readonly Node[]): void => {
    visit(node, parents);
    for (const value of Object.values(node) as unknown[]) {
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(each)) step(each, [...parents, node]);
      }
    }
  };
  step(root, []);
  return true;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

/**
 * Whether a formula gives the same in a cell as Excel before dynamic arrays read it: then it is kept plainly. Otherwise it is kept as
 * an array, of one cell if need be; plainly, Excel would take of a range the one cell in the formula's own row.
 */
export function isPlain(formula: string, names: AddInNames): boolean {
  const own = new Set([...names].map(([, name]) => name.toUpperCase()));
  let plain = true;
  const readable = walk(formula, (node, parents) => {
    if (isCallNode(node)) {
      const name = node.callee.type === "Identifier" ? node.callee.name.toUpperCase() : "";
      if (
        own.has(name) ||
        LATER_FUNCTIONS.has(name) ||
        SHEET_FUNCTIONS.has(name) ||
        name === "OFFSET" ||
        name === "INDIRECT"
      )
        plain = false;
    } else if (isLetNode(node) || isLambdaNode(node) || node.type === "ArrayExpression") plain = false;
    else if (isReferenceNode(node) && !isCell(node.value)) {
      const parent = parents.at(-1);
      const direct =
        parent && isCallNode(parent) && parent.callee.type === "Identifier"
          ? TAKES_RANGES.get(parent.callee.name.toUpperCase())
          : undefined;
      const place = parent && isCallNode(parent) ? parent.arguments.indexOf(node as never) : -1;
      if (!direct || !(direct === "all" || direct.includes(place))) plain = false;
    }
  });
  return readable && plain;
}

function isCell(reference: string): boolean {
  const range = rangeOf(parseA1Ref(reference))?.range;
  return (
    range !== undefined &&
    range.top !== null &&
    range.top === range.bottom &&
    range.left !== null &&
    range.left === range.right
  );
}

const rangeOf = (reference: ReturnType<typeof parseA1Ref>): ReferenceA1Xlsx | undefined =>
  reference && "range" in reference && reference.range ? reference : undefined;

/** A shared formula as it reads in another cell: relative references move along. */
export function translated(
  formula: string,
  from: Pick<Rect, "row" | "column">,
  to: Pick<Rect, "row" | "column">,
): string {
  if (from.row === to.row && from.column === to.column) return formula;
  return translateFormulaToA1(
    translateFormulaToR1C1(formula, cellAddress(from.row, from.column)),
    cellAddress(to.row, to.column),
  );
}

/** What happened to the workbook's shape since it was opened: cells that moved first, sheets by their names of then. */
export type Reshaping =
  | { readonly kind: "shifted"; readonly change: GridChange; readonly sheet: string }
  /** All at once: two sheets may have changed their names. The old ones are in small letters. */
  | { readonly kind: "renamed"; readonly names: ReadonlyMap<string, string> }
  | { readonly kind: "deleted"; readonly sheet: string };

/** A formula of a sheet that goes by `home`, after all that. Only for formulas that the grid doesn't keep itself. */
export function reshaped(formula: string, home: string, reshapings: readonly Reshaping[]): string {
  if (reshapings.length === 0) return formula;
  let list = tokens(formula);
  for (const each of reshapings) {
    list = list.map((token) => {
      if (token.type !== "range" && token.type !== "range_beam" && token.type !== "range_ternary") return token;
      const reference = rangeOf(parseA1Ref(token.value, { allowTernary: true }));
      if (!reference || reference.workbookName) return token;
      const own = reference.sheetName || home;
      const value = moved(reference, own.toLowerCase(), each);
      return value === undefined ? token : { ...token, value };
    });
  }
  return stringifyTokens(list);
}

function moved(reference: ReferenceA1Xlsx, sheet: string, reshaping: Reshaping): string | undefined {
  if (reshaping.kind === "deleted") return sheet === reshaping.sheet.toLowerCase() ? "#REF!" : undefined;
  if (reshaping.kind === "renamed") {
    const sheetName = reference.sheetName ? reshaping.names.get(sheet) : undefined;
    return sheetName === undefined ? undefined : stringifyA1Ref({ ...reference, sheetName } as never);
  }
  if (sheet !== reshaping.sheet.toLowerCase()) return undefined;
  const { top, bottom, left, right } = reference.range;
  const rect: Rect = {
    row: top ?? 0,
    rows: (bottom ?? MAX_ROWS - 1) - (top ?? 0) + 1,
    column: left ?? 0,
    columns: (right ?? MAX_COLUMNS - 1) - (left ?? 0) + 1,
  };
  const after = shiftedRect(rect, reshaping.change);
  if (!after) return "#REF!";
  if (after === rect) return undefined;
  const range = { ...reference.range };
  if (top !== null && top !== undefined) range.top = after.row;
  if (bottom !== null && bottom !== undefined) range.bottom = after.row + after.rows - 1;
  if (left !== null && left !== undefined) range.left = after.column;
  if (right !== null && right !== undefined) range.right = after.column + after.columns - 1;
  return stringifyA1Ref({ ...reference, range } as never);
}

/** Where a rectangle is after a change of its sheet; itself where nothing moved it, undefined where it is gone. */
export function shiftedRect(rect: Rect, change: GridChange): Rect | undefined {
  const { area } = change;
  const rows = change.kind.startsWith("Row");
  const lane: Rect = rows ? { ...area, row: 0, rows: MAX_ROWS } : { ...area, column: 0, columns: MAX_COLUMNS };
  const everything = rows ? rect.rows === MAX_ROWS : rect.columns === MAX_COLUMNS;
  if (everything || !contains(lane, rect)) return rect;
  const shifted = shiftedArea({ ...rect, sheetId: area.sheetId } as Area, change);
  if (!shifted) return undefined;
  const { row, column, rows: height, columns } = shifted;
  const same = row === rect.row && column === rect.column && height === rect.rows && columns === rect.columns;
  return same ? rect : { row, column, rows: height, columns };
}
