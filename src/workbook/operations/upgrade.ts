import type { Report } from "../../report/types";
import { goOver, toldOfUpgrade } from "../editions/goOver";
import type { UpgradeOptions, UpgradeOutcome } from "../editions/types";
import type { RunOptions } from "../types";
import type { Operation } from "./operation";

/** Builds the workbook on a report from here on, or formulas that name another on another edition of it. Overrides are kept. */
export const upgrade = (report: Report, how: UpgradeOptions = {}, options?: RunOptions): Operation<UpgradeOutcome> => ({
  reads: "anew",
  options,
  plan: (session, running) => goOver(session, report, how, running),
  told: toldOfUpgrade,
});
