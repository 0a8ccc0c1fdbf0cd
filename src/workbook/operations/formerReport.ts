import type { Report } from "../../report/types";
import { readFormer } from "../editions/goOver";
import { question, type Operation } from "./operation";

/** The data of the edition before, from the workbook. */
export const formerReport = (): Operation<Report> => question("as known", readFormer);
