import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { mean, quantileSorted, sampleStandardDeviation } from "simple-statistics";
import { evaluator, type Build } from "../drivers/build";
import { varies } from "../sensitivity/sensitivity";
import type { Result, Simulation } from "../types";

export const TRIALS = { least: 100, usual: 10_000, most: 100_000 } as const;

/** Half-width of a driver's distribution, as a fraction of it, where the report gives no range. */
export const SPREAD = 0.1;

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

/** Draws every driver independently of the others. The same seed gives the same answer. `ranges`: by place of the driver. */
export function simulate(
  build: Build,
  ranges: ReadonlyMap<number, readonly [low: number, high: number]>,
  trials: number,
  seed: number,
): Result<Simulation> {
  const count = Math.round(trials);
  if (!(count >= TRIALS.least && count <= TRIALS.most)) return { fault: "nothing", what: "trials" };
  if (!Number.isFinite(seed)) return { fault: "nothing", what: "seed" };
  const drawn = build.inputs.filter(varies).map(({ place, value: mode, highest }) => {
    const [low, high] = ranges.get(place) ?? [mode * (1 - SPREAD), Math.min(mode * (1 + SPREAD), highest)];
    return { place, triangle: { low, mode: Math.min(Math.max(mode, low), high), high } };
  });
  const generator = xoroshiro128plus(seed);
  const { put, result } = evaluator(build);
  const sizes = new Float64Array(count);
  for (let trial = 0; trial < count; trial++) {
    for (const { place, triangle } of drawn) put(place, triangular(triangle, uniformFloat64(generator)));
    sizes[trial] = result();
  }
  const sorted = Array.from(sizes.sort());
  return {
    percentiles: PERCENTILES.map((percentile) => [percentile, quantileSorted(sorted, percentile / 100)] as const),
    mean: mean(sorted),
    deviation: sampleStandardDeviation(sorted),
  };
}
