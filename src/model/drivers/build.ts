/** A built scenario in one year, with other numbers in it. */
import type { BuiltScenario, Driver, Report } from "../../report/types";
import { scaleOf } from "../../report/units/scales";
import { finite } from "../faults";
import type { Result } from "../types";
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

/** Scratch space for one evaluation after the other. */
export function evaluator({ tree, values, size, order, scale }: Build): {
  /** Puts a number in a driver's place; a worked-out one is then no longer worked out. */
  readonly put: (place: number, value: number) => void;
  readonly result: () => number;
} {
  const scratch = Float64Array.from(values);
  let steps = order.filter((place) => tree.nodes[place]!.workOut !== null);
  return {
    put(place, value) {
      scratch[place] = value;
      if (tree.nodes[place]!.workOut !== null) steps = steps.filter((step) => step !== place);
    },
    result() {
      for (const place of steps) scratch[place] = tree.nodes[place]!.workOut!(scratch);
      return scratch[size]! * scale;
    },
  };
}

/** The size with these numbers in the drivers' places, in the report's unit. */
export function sizeWith(build: Build, changed: readonly (readonly [place: number, value: number])[]): number {
  const { put, result } = evaluator(build);
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
