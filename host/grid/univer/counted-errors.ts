import type { UniverModules } from "./context.js";
import { namesCells, NodeKind, type Node } from "./kept-nodes.js";
import { errorOf, type ReferenceObject } from "./references.js";

type Engine = UniverModules["engineFormula"];

/**
 * `SUMPRODUCT(--ISERROR(range))`, by which a sheet tells of the errors on another: the engine makes five tables of the range for
 * it, which for sheets of a hundred thousand cells is a tenth of loading them. Here they are gone through once.
 */
export function countErrorsOnce(node: Node, engine: Engine): void {
  const steps = stepsOf(node);
  if (!steps) return node.getChildren().forEach((child) => countErrorsOnce(child, engine));
  const [range, ...others] = steps;
  const children = node.getChildren();
  const theirs = [...children];
  const { execute } = node;
  children.splice(0);
  range.setParent(node);
  node.execute = () => {
    const read = range.getValue() as ReferenceObject;
    if (read.isReferenceObject() && !errorOf(read))
      return node.setValue(engine.NumberValueObject.create(errorsIn(read)));
    for (const step of others) step.execute();
    const ours = children.splice(0, 1, ...theirs);
    execute.call(node);
    children.splice(0, 1, ...ours);
  };
}

/** The range and what is made of it in turn; null where the formula is another one. The engine reads `--x` as `0-(-x)`. */
function stepsOf(node: Node): readonly [range: Node, ...others: Node[]] | null {
  const difference = onlyChild(node, NodeKind.function, "SUMPRODUCT");
  if (difference?.nodeType !== NodeKind.operator || difference.getToken() !== "-") return null;
  const [zero, negative] = difference.getChildren();
  if (zero?.getToken() !== "0" || !negative) return null;
  const called = onlyChild(negative, NodeKind.prefix, "-");
  const range = called && onlyChild(called, NodeKind.function, "ISERROR");
  if (!range) return null;
  const ends = range.nodeType === NodeKind.range ? range.getChildren() : [range];
  return ends.every(namesCells) ? [range, called, negative, zero, difference] : null;
}

function onlyChild(node: Node, kind: number, token: string): Node | null {
  const [child, ...others] = node.getChildren();
  return node.nodeType === kind && node.getToken().toUpperCase() === token && others.length === 0
    ? (child ?? null)
    : null;
}

function errorsIn(range: ReferenceObject): number {
  const { startRow, startColumn, endRow, endColumn } = range.getRangePosition();
  let errors = 0;
  for (let row = startRow; row <= endRow; row++)
    for (let column = startColumn; column <= endColumn; column++) {
      const cell = range.getCellData(row, column);
      if (typeof cell?.v === "string" && cell.v.startsWith("#") && range.getCellValueObject(cell).isError()) errors++;
    }
  return errors;
}
