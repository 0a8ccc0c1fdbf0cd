import { loadStore } from "../stored/originals";
import type { HeldFormulas } from "../types";
import { question, type Operation } from "./operation";

/** How many formulas of ours are values or native formulas now, and numbers formulas of ours, and can come back. */
export const heldFormulas = (): Operation<HeldFormulas> =>
  question("as known", ({ run }) =>
    run(async (context) => {
      const readFrozen = loadStore(context, "frozen");
      const readDetached = loadStore(context, "detached");
      const readLinked = loadStore(context, "linked");
      await context.sync();
      const frozen = await readFrozen();
      const detached = await readDetached();
      const linked = await readLinked();
      return { frozen: frozen.cells.length, detached: detached.cells.length, linked: linked.cells.length };
    }),
  );
