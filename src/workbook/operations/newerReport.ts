import type { Report } from "../../report/types";
import { offeredReport } from "./offeredReports";
import { type Operation } from "./operation";

/** The data of the newer edition, from the add-in's site. */
export const newerReport = (): Operation<Report> => ({
  reads: "as known",
  plan: (session, running) => offeredReport(session.newerEdition ?? { report: "", edition: "" }).plan(session, running),
});
