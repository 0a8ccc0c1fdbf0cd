/** How many trials a simulation takes. */
export const TRIALS = { least: 100, usual: 10_000, most: 100_000 } as const;
