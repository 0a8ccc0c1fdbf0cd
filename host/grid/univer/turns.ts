import type { UniverContext } from "./context.js";

/** A calculation has the page to itself for a frame's time, in milliseconds. */
const FRAME = 16;
/** Formulas after which it looks at the clock. */
const LOOK = 8;

/**
 * Univer lets others have their turn after each 500 formulas, which may be a millisecond's work or a second's, and in each
 * turn its interface draws how far the calculation is: here once a frame's time has passed. It divides by the count that it
 * is given, for each formula: 1 divides all, and infinity none.
 */
export function takeTurnsByTime({ injector, modules: { core, engineFormula } }: UniverContext): { dispose(): void } {
  let [since, formulas] = [0, 0];
  const isTurn = (): boolean => ++formulas % LOOK === 0 && performance.now() - since > FRAME;
  const intervalCount = { valueOf: () => (isTurn() ? 1 : Infinity) } as unknown as number;
  injector
    .get(core.IConfigService)
    .setConfig(engineFormula.ENGINE_FORMULA_PLUGIN_CONFIG_KEY, { intervalCount }, { merge: true });
  const told = injector.get(engineFormula.ICalculateFormulaService).executionInProgressListener$.subscribe(() => {
    since = performance.now();
  });
  return { dispose: () => told.unsubscribe() };
}
