/** Thaws: values that are still those that were frozen become formulas again. */
import type { Message } from "../messages/messages";
import { readGround, shownIn } from "../originals/ground";
import { restorable, restoreSteps } from "../originals/restore";
import { together, transact } from "../../excel/transactions/transaction";
import type { Ports, RunOptions, Scope, ThawOutcome } from "../types";
import { markStep } from "../originals/marks";

const THAWING: Message = { id: "thawing" };

export function thaw(run: Ports["run"], scope: Scope, options: RunOptions = {}): Promise<ThawOutcome> {
  return run(async (context) => {
    const ground = await readGround(context, "frozen", scope, options);
    const shown = shownIn(ground.pieces);
    const { ready, left } = restorable(ground, shown);
    const nameOf = new Map(ground.sheets.map(({ id, name }) => [id, name]));
    if (ready.length > 0) {
      const marked = ready.map(({ sheet, area, fills }) => ({ sheet: nameOf.get(sheet)!, area, fills }));
      const [first, ...others] = restoreSteps(ground, shown, ready, THAWING);
      const steps = [together(THAWING, [markStep(marked, "unmark", THAWING), first!]), ...others];
      await transact(run, steps, options, undefined, context);
    }
    return { thawed: ready.filter(({ follows }) => !follows).length, left };
  });
}
