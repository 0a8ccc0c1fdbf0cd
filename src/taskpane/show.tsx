import { createRoot } from "react-dom/client";
import { createModel } from "../model";
import { builtInReport } from "../report";
import type { Workbook } from "../workbook";
import { argumentValues } from "../workbook/calls/argumentValues";
import { Pane } from "./Pane";

/** The pane, in the page's element. Without a workbook it shows the formulas and their help. */
export function showPane(element: HTMLElement, workbook: Workbook | null): void {
  const { displayLanguage, officeTheme } = Office.context ?? {};
  createRoot(element).render(
    <Pane
      host={{
        workbook,
        readArguments: (sheet, texts) => argumentValues((batch) => Excel.run(batch), sheet, texts),
        model: workbook?.getState().model ?? createModel(builtInReport),
        locale: displayLanguage ?? navigator.language,
        officeTheme,
      }}
    />,
  );
}
