import { restrictionOf } from "../editions/licences";
import type { Text } from "../../report/types";
import { loadAuthoring } from "../authoring/load";
import { WorkbookError } from "../messages/messages";
import { withQuotes } from "./openAsTables";
import { question, type Operation } from "./operation";

export interface SavedReport {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly type: string;
}

/** A report as a file: a draft, or the one in force. */
export const saveReport = (suffix: string | null, format: "json" | "zip"): Operation<SavedReport> =>
  question("anew", async (session): Promise<SavedReport> => {
    const { readDraft, zippedPackage } = await loadAuthoring();
    const found = suffix === null ? null : (await readDraft(session.run, suffix)).read;
    if (found && !found.report) throw new WorkbookError({ id: "draft-faulty", values: { count: found.faults.length } });
    const report = await withQuotes(found?.report ?? session.report);
    const name = `${report.id}@${report.edition}.${format}`;
    return format === "json"
      ? { name, type: "application/json", content: JSON.stringify(report, undefined, 2) + "\n" }
      : { name, type: "application/zip", content: zippedPackage(report, session.language) };
  });

/** What is to be said before a copy is made; null where copies may be passed on. */
export const licenceOf = (suffix: string | null): Operation<Text | null> =>
  question("as known", async ({ run, report }) => {
    const { readDraft } = await loadAuthoring();
    return restrictionOf([suffix === null ? report : ((await readDraft(run, suffix)).read.report ?? report)]);
  });
