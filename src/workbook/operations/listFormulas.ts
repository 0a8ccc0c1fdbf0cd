import { queueHeld } from "../calls/held";
import { listFormulas as list } from "../calls/listing";
import type { FormulaCell, RunOptions } from "../types";
import { question, type Operation } from "./operation";

/** Lists the cells that have formulas of ours, and those that have had: as frozen values, or as native formulas. */
export const listFormulas = (options?: RunOptions): Operation<readonly FormulaCell[]> =>
  question(
    "as known",
    ({ run, setting }, running) =>
      run(async (context) => {
        const readHeld = queueHeld(context);
        await context.sync();
        const held = await readHeld();
        return list((batch) => batch(context), setting, running, undefined, held);
      }),
    options,
  );
