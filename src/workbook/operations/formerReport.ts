import type { Report } from "../../report/types";
import { readFormer } from "../editions/goOver";
import type { UpgradePlace } from "../editions/types";
import { question, type Operation } from "./operation";

/** The data of the edition before, from the workbook; of the main report unless another is named. */
export const formerReport = ({ of }: UpgradePlace = {}): Operation<Report> =>
  question("as known", (session) => readFormer(session, of));
