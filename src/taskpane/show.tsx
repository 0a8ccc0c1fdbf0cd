import { createRoot } from "react-dom/client";
import { loadAnalyses } from "../functions/analyses";
import { documentedFormulas } from "../functions/formulas";
import { createModel } from "../model";
import { builtInReport } from "../report";
import type { Workbook } from "../workbook";
import { Pane } from "./Pane";

/** The pane, in the page's element. Without a workbook it shows the formulas and their help. */
export async function showPane(element: HTMLElement, workbook: Workbook | null): Promise<void> {
  const [formulas] = await Promise.all([documentedFormulas(), loadAnalyses()]);
  const { displayLanguage, officeTheme } = Office.context ?? {};
  createRoot(element).render(
    <Pane
      host={{
        workbook,
        formulas,
        model: workbook?.getState().model ?? createModel(builtInReport),
        locale: displayLanguage ?? navigator.language,
        officeTheme,
      }}
    />,
  );
}
