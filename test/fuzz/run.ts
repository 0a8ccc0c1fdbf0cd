/**
 * How long and from where the fuzz tests run: `npm test` runs each a little from a fixed seed, `npm run fuzz` long from a
 * seed of its own, which it prints.
 */
import fc from "fast-check";

/** Calls of formulas in a short run; everything else runs in proportion to what it costs. */
const SHORT = 10_000;

const calls = Number(process.env.FUZZ ?? SHORT);
const seed = Number(process.env.FUZZ_SEED ?? 20_300);

/** Parameters of a property that runs `short` times in `npm test`. */
export function times(short: number): { readonly numRuns: number; readonly seed: number } {
  const numRuns = Math.max(1, Math.round((short * calls) / SHORT));
  return { numRuns, seed };
}

/** So many of all cases, by the seed. */
export function sample<T>(all: readonly T[], count: number): readonly T[] {
  const shuffled = fc.sample(fc.shuffledSubarray([...all], { minLength: count, maxLength: count }), {
    seed,
    numRuns: 1,
  });
  return shuffled[0]!;
}

/** Milliseconds that a test may take which takes `short` in `npm test`, on a busy machine. */
export const patience = (short: number): number => Math.max(60_000, (short * 20 * calls) / SHORT);
