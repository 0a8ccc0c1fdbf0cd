import type { Report } from "../../report/types";
import type { EditionName } from "../editions/types";
import { WorkbookError, words } from "../messages/messages";
import { stage } from "../messages/stages";
import { editionOf, fitsInWorkbook, isStored, nameOf, pinOf, storeEdition } from "../stored/edition";
import type { RunOptions } from "../types";
import type { Operation } from "./operation";

const ADDED = words("report-added", {
  en: "Formulas can now name the report {report}, edition {edition}: “{report}:” before a name.",
  zh: "公式现可使用报告 {report}（版本 {edition}）：在名称前加“{report}:”。",
});

/** Keeps a report in the workbook beside its main one, so that formulas can name it. */
export const addReport = (report: Report, options?: RunOptions): Operation<EditionName> => ({
  reads: "anew",
  options,
  async plan(session) {
    session.refuseUnreadable();
    const added = await editionOf(report);
    const { id } = report;
    // One whose data can't be read is replaced.
    const there = session.others.find(({ pin }) => pin.report === id);
    if (id === session.report.id || (there && typeof there.edition !== "string")) {
      throw new WorkbookError({ id: "report-there", values: { report: id } });
    }
    if (!fitsInWorkbook(added)) throw new WorkbookError({ id: "report-too-large", values: { report: id } });
    const former = there?.pin.former ?? null;
    const pin = { ...pinOf(added), former: former?.hash === added.hash ? null : former };
    const isHeld = await isStored(session.run, added);
    return {
      stages: isHeld ? [] : [stage({ id: "storing-report" }, storeEdition(added))],
      says: { others: [...session.others.filter((other) => other !== there), { pin, edition: added }] },
      outcome: () => nameOf(report),
    };
  },
  told: (name) => ({ kind: "done", message: ADDED({ ...name }) }),
});
