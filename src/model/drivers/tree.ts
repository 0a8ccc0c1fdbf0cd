/** Drivers as the report's tree has them: how each is worked out from others, in numbers. */
import { driverTrees } from "../../report/trees";
import type { Driver, Op } from "../../report/types";
import { isWorkedOut } from "../../report/kinds";
import { scaleOf } from "../../report/units/scales";

export interface Node {
  readonly driver: Driver;
  /** Places of what it is worked out from; none for an input. */
  readonly of: readonly number[];
  /** What units come to: one scale for what is multiplied, one for each part of what is added; none for an input. */
  readonly scales: readonly number[];
  /** From the values at those places, each in its own unit, to the driver's unit; null for an input. */
  readonly workOut: ((values: ArrayLike<number>) => number) | null;
}

/** Every driver, after those that it is worked out from. */
export interface Tree {
  readonly nodes: readonly Node[];
  readonly places: ReadonlyMap<string, number>;
}

export function treeOf(drivers: readonly Driver[]): Tree {
  const { inOrder } = driverTrees(drivers);
  const places = new Map(inOrder.map(({ id }, place) => [id, place]));
  const nodes = inOrder.map((driver): Node => {
    if (!isWorkedOut(driver)) return { driver, of: [], scales: [], workOut: null };
    const of = driver.of.map((id) => placeIn(places, id));
    const units = of.map((place) => inOrder[place]!.unit);
    const scales = scalesTo(driver.op, units, driver.unit);
    return { driver, of, scales, workOut: workOutBy(driver.op, of, scales) };
  });
  return { nodes, places };
}

/** A reference that doesn't resolve is a defect of the report's checking, not something that a user can cause. */
export function placeIn(places: ReadonlyMap<string, number>, id: string): number {
  const place = places.get(id);
  if (place === undefined) throw new Error(`The report points at a driver that it doesn't have: ${id}`);
  return place;
}

function scalesTo(op: Op, units: readonly string[], unit: string): readonly number[] {
  const scales = units.map(scaleOf);
  const own = scaleOf(unit);
  switch (op) {
    case "product":
      return [scales.reduce((product, scale) => product * scale, 1) / own];
    case "ratio":
      return [scales[0]! / (scales[1]! * own)];
    default:
      return scales.map((scale) => scale / own);
  }
}

function workOutBy(op: Op, of: readonly number[], scales: readonly number[]): (values: ArrayLike<number>) => number {
  const [first] = of as [number];
  const [scale] = scales as [number];
  const total = (values: ArrayLike<number>, from: number): number => {
    let sum = 0;
    for (let part = from; part < of.length; part++) sum += values[of[part]!]! * scales[part]!;
    return sum;
  };
  switch (op) {
    case "product":
      return (values) => {
        let product = 1;
        for (let part = 0; part < of.length; part++) product *= values[of[part]!]!;
        return product * scale;
      };
    case "ratio":
      return (values) => (values[first]! / values[of[1]!]!) * scale;
    case "sum":
      return (values) => total(values, 0);
    case "difference":
      return (values) => values[first]! * scale - total(values, 1);
    case "complement":
      return (values) => 1 - total(values, 0);
  }
}

/** The places that a place rests on, itself included, each after what it is worked out from. */
export function under({ nodes }: Tree, root: number): readonly number[] {
  const found = new Set<number>();
  const visit = (place: number): void => {
    if (found.has(place)) return;
    nodes[place]!.of.forEach(visit);
    found.add(place);
  };
  visit(root);
  return [...found];
}
