import type { UniverContext } from "./context.js";

/** A calculation has the page to itself for a frame's time, in milliseconds. */
const FRAME = 16;
/** Formulas after which it looks at the clock. */
const LOOK = 8;

/**
 * Univer lets others have their turn after each 500 formulas, which may be a millisecond's work or a second's, and in each
 * turn its interface draws how far the calculation is: here once a frame's time has passed. It divides by the count that it
 * is given, for each formula: 1 divides all, and infinity none. Once all is worked out that is told at once: what the add-in
 * is asked needn't wait until results are gathered, and put into cells.
 */
export function takeTurnsByTime(context: UniverContext): { dispose(): void } {
  const { injector, modules } = context;
  const { ENGINE_FORMULA_PLUGIN_CONFIG_KEY, FormulaExecuteStageType, ICalculateFormulaService } = modules.engineFormula;
  let [since, formulas] = [0, 0];
  const isTurn = (): boolean => ++formulas % LOOK === 0 && performance.now() - since > FRAME;
  const intervalCount = { valueOf: () => (isTurn() ? 1 : Infinity) } as unknown as number;
  injector
    .get(modules.core.IConfigService)
    .setConfig(ENGINE_FORMULA_PLUGIN_CONFIG_KEY, { intervalCount }, { merge: true });
  const told = injector.get(ICalculateFormulaService).executionInProgressListener$.subscribe(({ stage }) => {
    since = performance.now();
    if (stage === FormulaExecuteStageType.CALCULATION_COMPLETED) context.emit({ type: "workedOut" });
  });
  return { dispose: () => told.unsubscribe() };
}
