import { EditionsView } from "../editions/EditionsView";
import { Drafts } from "./Drafts";

/** The report that the workbook is built on, and reports as tables in it. */
export function ReportsView() {
  return (
    <>
      <EditionsView />
      <Drafts />
    </>
  );
}
