import type { UniverContext } from "./context.js";

/** A calculation has the page to itself for a frame's time, in milliseconds. */
const FRAME = 16;
/** For longer, where results come with the turns: what isn't among the first of them is handed over 200 ms later. */
const HURRY = 250;
/** A calculation of so many formulas has as a rule ended when the runner hands over what it got first, 50 ms later. */
const SHORT = 12_000;
/** Formulas after which it looks at the clock. */
const LOOK = 8;

/**
 * Univer lets others have their turn after each 500 formulas, which may be a millisecond's work or a second's, and in each
 * turn its interface draws how far the calculation is: here once a frame's time has passed. It divides by the count that it
 * is given, for each formula: 1 divides all, and infinity none.
 */
export function takeTurnsByTime({ injector, modules: { core, engineFormula } }: UniverContext): {
  /** Until the calculation that goes on has ended; false where it's long. */
  hurry(): boolean;
  dispose(): void;
} {
  let [since, formulas] = [0, 0];
  let [most, all] = [FRAME, 0];
  const isTurn = (): boolean => ++formulas % LOOK === 0 && performance.now() - since > most;
  const intervalCount = { valueOf: () => (isTurn() ? 1 : Infinity) } as unknown as number;
  injector
    .get(core.IConfigService)
    .setConfig(engineFormula.ENGINE_FORMULA_PLUGIN_CONFIG_KEY, { intervalCount }, { merge: true });
  const told = injector
    .get(engineFormula.ICalculateFormulaService)
    .executionInProgressListener$.subscribe(({ stage, totalFormulasToCalculate }) => {
      since = performance.now();
      all = totalFormulasToCalculate;
      if (stage === engineFormula.FormulaExecuteStageType.CALCULATION_COMPLETED) most = FRAME;
    });
  return {
    hurry() {
      if (all <= SHORT) most = HURRY;
      return all <= SHORT;
    },
    dispose: () => told.unsubscribe(),
  };
}
