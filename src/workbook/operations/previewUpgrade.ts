import type { Report } from "../../report/types";
import { preview } from "../editions/goOver";
import type { UpgradePlace, UpgradePreview } from "../editions/types";
import type { RunOptions } from "../types";
import { question, type Operation } from "./operation";

/** What going over to a report, or to another edition, would change. */
export const previewUpgrade = (
  report: Report,
  place: UpgradePlace = {},
  options?: RunOptions,
): Operation<UpgradePreview> =>
  question("anew", (session, running) => preview(session, report, place, running), options);
