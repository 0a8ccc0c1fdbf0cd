/**
 * How long and from where the fuzz tests run: `npm test` runs each a little from a fixed seed, `npm run fuzz` long from a
 * seed of its own, which it prints.
 */

/** Calls of formulas in a short run; everything else runs in proportion to what it costs. */
const SHORT = 10_000;

const calls = Number(process.env.FUZZ ?? SHORT);
const seed = Number(process.env.FUZZ_SEED ?? 20_300);

/** Parameters of a property that runs `short` times in `npm test`. */
export function times(short: number): { readonly numRuns: number; readonly seed: number } {
  const numRuns = Math.max(1, Math.round((short * calls) / SHORT));
  return { numRuns, seed };
}

/** Milliseconds that a test may take which takes `short` in `npm test`, on a busy machine. */
export const patience = (short: number): number => Math.max(60_000, (short * 20 * calls) / SHORT);
