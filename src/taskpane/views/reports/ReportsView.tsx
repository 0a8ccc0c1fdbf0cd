import { EditionsView } from "../editions/EditionsView";
import { Drafts } from "./Drafts";
import { Others } from "./Others";

/** The report that the workbook is built on, those beside it, and reports as tables. */
export function ReportsView() {
  return (
    <>
      <EditionsView />
      <Others />
      <Drafts />
    </>
  );
}
