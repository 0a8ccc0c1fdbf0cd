import { goBack, toldOfUpgrade } from "../editions/goOver";
import type { UpgradeOptions, UpgradeOutcome } from "../editions/types";
import type { RunOptions } from "../types";
import type { Operation } from "./operation";

/** Back to the former edition, of the main report unless another is named; the one that is left can be gone back to in turn. */
export const returnToFormer = (how: UpgradeOptions = {}, options?: RunOptions): Operation<UpgradeOutcome> => ({
  reads: "anew",
  options,
  plan: (session, running) => goBack(session, how, running),
  told: toldOfUpgrade,
});
