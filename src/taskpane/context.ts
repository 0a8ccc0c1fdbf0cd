/** What every view needs: the workbook, its state, and the model in force. */
import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { DocumentedFormula } from "../functions/formulas";
import { settingOf, type Setting } from "../functions/setting";
import type { Model, OfReport } from "../model/types";
import type { Workbook, WorkbookState } from "../workbook";
import { useLanguage } from "./language";
import type { OfficeTheme } from "./theme";

/** What the pane needs from the page that opens it. */
export interface PaneHost {
  /** Null outside Excel: the pane then shows the formulas and their help only. */
  readonly workbook: Workbook | null;
  readonly formulas: readonly DocumentedFormula[];
  /** The model while there is no workbook. */
  readonly model: Model;
  /** Office's display language, e.g. `zh-CN`. */
  readonly locale: string;
  readonly officeTheme?: OfficeTheme | undefined;
}

export interface Pane {
  readonly workbook: Workbook;
  readonly state: WorkbookState;
}

/** Null outside Excel. */
export const PaneContext = createContext<Pane | null>(null);

export const FormulasContext = createContext<readonly DocumentedFormula[]>([]);

/** Every formula with its help. */
export const useFormulas = (): readonly DocumentedFormula[] => useContext(FormulasContext);

export const ModelContext = createContext<Model | null>(null);

export function useModel(): Model {
  const model = useContext(ModelContext);
  if (!model) throw new Error("No model is provided to this view.");
  return model;
}

const ALONE: WorkbookState["others"] = [];

/** What formulas calculate with. */
export function useSetting(): Setting {
  const model = useModel();
  const messages = useLanguage();
  const { pinned = null, others = ALONE, textLanguage: cells = messages } = useOptionalPane()?.state ?? {};
  return useMemo(() => {
    const models = others.flatMap(({ model }) => model ?? []);
    return settingOf(model, { pin: pinned, others: models, otherPins: others, cells, messages });
  }, [model, others, pinned, cells, messages]);
}

export const useOptionalPane = (): Pane | null => useContext(PaneContext);

/** For the views that are shown in Excel only. */
export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (!pane) throw new Error("This view needs a workbook.");
  return pane;
}

/** Whose numbers the assumptions show. */
export interface Editing {
  /** The id of a report; where there is no such one beside the main one, that. */
  readonly report: string;
  readonly chooseReport: (report: string) => void;
  /** One of the user's own scenarios; null for the numbers of every scenario. */
  readonly scenario: string | null;
  readonly choose: (scenario: string | null) => void;
  /** Goes to the assumptions of a scenario. */
  readonly open: (scenario: string) => void;
}

/** The models of the workbook's reports, the main one's first. */
export function useModels(): readonly Model[] {
  const { model, others } = usePane().state;
  return [model, ...others.flatMap((other) => other.model ?? [])];
}

/** The report whose assumptions and scenarios are shown, as operations name it. */
export function useOf(): OfReport {
  const { report } = useModel();
  return report === usePane().state.model.report ? {} : { report: report.id };
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("This view is not in the frame.");
  return editing;
}

const never = () => () => {};
const nothing = () => null;

export function useWorkbookState(workbook: Workbook | null): WorkbookState | null {
  return useSyncExternalStore<WorkbookState | null>(workbook?.subscribe ?? never, workbook?.getState ?? nothing);
}
