import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { errorFunction, mean, quantileSorted, sampleStandardDeviation } from "simple-statistics";
import { evaluator, type Build } from "../drivers/build";
import type { Result, Simulation } from "../types";
import { cholesky, type Matrix } from "./correlation";
import { TRIALS } from "./trials";

const PERCENTILES = [5, 10, 25, 50, 75, 90, 95] as const;

/** A triangular distribution. */
export interface Triangle {
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/** Inverse of the triangular distribution function; https://en.wikipedia.org/wiki/Triangular_distribution. */
export function triangular({ low, mode, high }: Triangle, uniform: number): number {
  const width = high - low;
  if (width <= 0) return mode;
  return uniform < (mode - low) / width
    ? low + Math.sqrt(uniform * width * (mode - low))
    : high - Math.sqrt((1 - uniform) * width * (high - mode));
}

/** The standard normal distribution function. */
const normalShare = (value: number): number => (1 + errorFunction(value / Math.SQRT2)) / 2;

/**
 * Draws every driver from its range, those that are correlated together. The same seed gives the same answer.
 * `correlations`: of the inputs that have a range, in their order.
 */
export function simulate(build: Build, correlations: Matrix, trials: number, seed: number): Result<Simulation> {
  const count = Math.round(trials);
  if (!(count >= TRIALS.least && count <= TRIALS.most)) return { fault: "nothing", what: "trials" };
  if (!Number.isFinite(seed)) return { fault: "nothing", what: "seed" };
  const drawn = build.inputs.flatMap(({ place, value, range }) => {
    if (!range) return [];
    const { low, high } = range;
    return [{ place, low, mode: Math.min(Math.max(value, low), high), high }];
  });
  const factor = cholesky(correlations);
  if (!factor) return { fault: "nothing", what: "correlation" };
  const isTied = correlations.map((row) => row.filter((value) => value !== 0).length > 1);
  const generator = xoroshiro128plus(seed);
  const normals = new Float64Array(drawn.length);
  const { put, result } = evaluator(build, new Set(drawn.map(({ place }) => place)));
  const sizes = new Float64Array(count);
  const [drivers, uniforms] = [drawn.length, new Float64Array(drawn.length)];
  for (let trial = 0; trial < count; trial++) {
    for (let at = 0; at < drivers; at++) {
      uniforms[at] = uniformFloat64(generator);
      // By Box and Muller.
      if (isTied[at])
        normals[at] = Math.sqrt(-2 * Math.log(1 - uniforms[at]!)) * Math.cos(2 * Math.PI * uniformFloat64(generator));
    }
    for (let at = 0; at < drivers; at++) {
      if (isTied[at]) {
        let tied = 0;
        for (let term = 0; term <= at; term++) tied += factor[at]![term]! * normals[term]!;
        uniforms[at] = normalShare(tied);
      }
      const driver = drawn[at]!;
      put(driver.place, triangular(driver, uniforms[at]!));
    }
    sizes[trial] = result();
  }
  // They read what is sorted by index alone.
  const sorted = sizes.sort() as unknown as number[];
  return {
    percentiles: PERCENTILES.map((percentile) => [percentile, quantileSorted(sorted, percentile / 100)] as const),
    mean: mean(sorted),
    deviation: sampleStandardDeviation(sorted),
  };
}
