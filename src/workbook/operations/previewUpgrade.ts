import type { Report } from "../../report/types";
import { examine, target } from "../editions/goOver";
import type { UpgradePreview } from "../editions/types";
import type { RunOptions } from "../types";
import { question, type Operation } from "./operation";

/** What going over to a report, or to another edition, would change. */
export const previewUpgrade = (report: Report, options?: RunOptions): Operation<UpgradePreview> =>
  question(
    "anew",
    async (session, running) => {
      const { report: to } = await target(session, report);
      return examine(session, to, running);
    },
    options,
  );
