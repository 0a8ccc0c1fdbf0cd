/** A built scenario in one year, with other numbers in it. */
import type { BuiltScenario, Driver, Report } from "../../report/types";
import { scaleOf } from "../../report/units/scales";
import { finite } from "../faults";
import type { Range, Result } from "../types";
import { placeIn, under, type Tree } from "./tree";

/** What a built scenario is in every year. */
export interface Frame {
  readonly tree: Tree;
  /** Place of the driver that is the size. */
  readonly size: number;
  /** The places that the size rests on, each after what it is worked out from. */
  readonly order: readonly number[];
  /** From the size's own unit to the report's. */
  readonly scale: number;
  /** Given and assumed drivers that the size rests on, in the report's order. */
  readonly inputs: readonly { readonly place: number; readonly driver: Driver }[];
}

export interface Build extends Frame {
  /** Of every driver in that year; NaN where a driver that the size doesn't rest on has none. */
  readonly values: readonly number[];
  readonly inputs: readonly Input[];
}

export interface Input {
  readonly place: number;
  readonly driver: Driver;
  readonly value: number;
  /** The highest that it can be. */
  readonly highest: number;
  /** Null where nobody says that it could be otherwise. */
  readonly range: Range | null;
}

export function frameOf({ drivers, unit }: Report, tree: Tree, { size }: BuiltScenario): Frame {
  const root = placeIn(tree.places, size);
  const order = under(tree, root);
  const used = new Set(order);
  const inputs = drivers
    .map((driver) => ({ place: placeIn(tree.places, driver.id), driver }))
    .filter(({ place }) => used.has(place) && tree.nodes[place]!.workOut === null);
  return { tree, size: root, order, inputs, scale: scaleOf(tree.nodes[root]!.driver.unit) / scaleOf(unit) };
}

/** Scratch space for one evaluation after the other, in which numbers are put at these places and no others. */
export function evaluator(
  { tree, values, size, order, scale }: Build,
  changed: ReadonlySet<number>,
): {
  readonly put: (place: number, value: number) => void;
  readonly result: () => number;
} {
  const scratch = Float64Array.from(values);
  const isLive = new Set<number>(changed);
  const steps: ((values: Float64Array) => void)[] = [];
  for (const place of order) {
    const { of, workOut } = tree.nodes[place]!;
    // What has a number of its own is no longer worked out, and what rests on none of them stays as it is.
    if (!workOut || changed.has(place)) continue;
    if (!of.some((part) => isLive.has(part))) continue;
    isLive.add(place);
    steps.push((values) => void (values[place] = workOut(values)));
  }
  const count = steps.length;
  return {
    put: (place, value) => void (scratch[place] = value),
    result() {
      for (let step = 0; step < count; step++) steps[step]!(scratch);
      return scratch[size]! * scale;
    },
  };
}

/** The size with these numbers in the drivers' places, in the report's unit. */
export function sizeWith(build: Build, changed: readonly (readonly [place: number, value: number])[]): number {
  const { put, result } = evaluator(build, new Set(changed.map(([place]) => place)));
  for (const [place, value] of changed) put(place, value);
  return result();
}

export function buildWith(build: Build, values: ReadonlyMap<string, number>): Result {
  return finite(
    sizeWith(
      build,
      [...values].map(([id, value]) => [placeIn(build.tree.places, id), value] as const),
    ),
  );
}
