/**
 * What each driver adds to a built size between two years. The change of a product is a sum of its factors' changes, each
 * with a weight: by the logarithmic mean (https://en.wikipedia.org/wiki/Logarithmic_mean), which leaves nothing over and
 * treats all alike, or, where a factor isn't above zero, by Shapley's average over every order of changing them. The
 * weights of sums are those of their parts, so that the weight of a driver is what leads from the size down to it.
 */
import type { WorkedOutDriver } from "../../report/types";
import { sizeWith, type Build } from "../drivers/build";
import type { Node } from "../drivers/tree";
import type { Bridge } from "../types";

/** The mean by which ln(a/b) leads to a − b. */
export function logarithmicMean(one: number, other: number): number {
  const change = Math.log1p((one - other) / other);
  return change === 0 ? other : (one - other) / change;
}

/** Of each of several factors, the average of the product of the others, over every order of changing them. */
export function shapleyWeights(before: readonly number[], after: readonly number[]): readonly number[] {
  return before.map((_, own) => {
    // By how many of the others have changed: sums of the products in which just so many have.
    let sums = [1];
    before.forEach((start, other) => {
      if (other === own) return;
      const end = after[other]!;
      sums = [...sums, 0].map((sum, count) => sum * start + (count === 0 ? 0 : sums[count - 1]! * end));
    });
    const count = before.length;
    // Each number of changed ones is as likely, and each choice of that many.
    let ways = 1;
    return sums.reduce((weight, sum, changed) => {
      if (changed > 0) ways = (ways * (count - changed)) / changed;
      return weight + sum / (ways * count);
    }, 0);
  });
}

/** What the change of each part is multiplied by to add to that of the whole. */
function weightsOf(
  { driver, of, scales }: Node,
  place: number,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): readonly number[] {
  const { op } = driver as WorkedOutDriver;
  if (op === "sum") return scales;
  if (op === "difference") return scales.map((scale, part) => (part === 0 ? scale : -scale));
  if (op === "complement") return scales.map((scale) => -scale);
  const [scale] = scales as [number];
  const [starts, ends] = [before, after].map((values) => of.map((part) => values[part]!)) as [number[], number[]];
  if ([...starts, ...ends].every((value) => value > 0)) {
    const whole = logarithmicMean(after[place]!, before[place]!);
    const signs = of.map((_, part) => (op === "ratio" && part > 0 ? -1 : 1));
    return of.map((_, part) => (signs[part]! * whole) / logarithmicMean(ends[part]!, starts[part]!));
  }
  if (op === "product") return shapleyWeights(starts, ends).map((weight) => weight * scale);
  const [over, under] = shapleyWeights([starts[0]!, 1 / starts[1]!], [ends[0]!, 1 / ends[1]!]) as [number, number];
  return [over * scale, (-under * scale) / (starts[1]! * ends[1]!)];
}

/** `before` and `after` are the same scenario in two years. */
export function bridge(before: Build, after: Build): Bridge {
  const { tree, size, order, scale } = before;
  const weights = new Map([[size, scale]]);
  for (const place of [...order].reverse()) {
    const node = tree.nodes[place]!;
    const own = weights.get(place)!;
    if (!node.workOut) continue;
    weightsOf(node, place, before.values, after.values).forEach((weight, index) => {
      const part = node.of[index]!;
      weights.set(part, (weights.get(part) ?? 0) + own * weight);
    });
  }
  return {
    start: sizeWith(before, []),
    end: sizeWith(after, []),
    parts: before.inputs.map(({ place, driver }) => {
      const change = after.values[place]! - before.values[place]!;
      return { name: driver.name, change: change === 0 ? 0 : change * weights.get(place)! };
    }),
  };
}
