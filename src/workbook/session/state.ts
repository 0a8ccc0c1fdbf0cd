/** What an open workbook gives to the formulas and to the pane. */
import { reportIdsIn, settingOf, type Setting as FormulaSetting } from "../../functions/setting";
import { createModel, modelBeside, type Model } from "../../model";
import { nameOf, type OtherReport } from "../stored/edition";
import { newerEdition } from "../editions/site";
import type { Message } from "../messages/messages";
import type { Language, Ports, Told } from "../types";
import type { WorkbookState } from "../workbook";
import type { Standing } from "./standing";

const TYPING: Message = { id: "typing" };

export interface State {
  readonly now: WorkbookState;
  show(change: Partial<WorkbookState>): void;
  subscribe(listener: () => void): () => void;
  /** Tells how a command ended. */
  report(told: Told): void;
  /** That everything waits while the user types in a cell, or doesn't any more. */
  tellTyping(typing: boolean): void;
  /** Which of our tables the workbook has now. */
  tellTables(): void;
  /** Gives the formulas and the pane what was read. */
  adopt(model: Model): void;
  /** What formulas calculate with where the model is in force; in the workbook's language unless it is going over to another. */
  settingFor(model: Model, language?: Language, others?: readonly OtherReport[]): FormulaSetting;
  /** Gives the formulas a model; a refusal where the workbook's edition can't be used. */
  giveModel(model: Model): void;
  /** What the cells were calculated with when that was last asked for; null where it isn't known, or formulas refused. */
  calculated: FormulaSetting | null;
  /** Asks the add-in's site for a newer edition. */
  lookForNewer(): void;
}

/** Whether formulas give the same in both, those of other reports that can't be read the same error. */
export function givesTheSame(one: FormulaSetting, other: FormulaSetting): boolean {
  const models = [...one.models.values()];
  const others = [...other.models.values()];
  return (
    one.language.cells === other.language.cells &&
    models.length === others.length &&
    models.every(
      ({ report, assumptions }, place) =>
        report === others[place]!.report && JSON.stringify(assumptions) === JSON.stringify(others[place]!.assumptions),
    ) &&
    reportIdsIn(one).join() === reportIdsIn(other).join()
  );
}

export function createState({ formulas, report, language, site }: Ports, standing: Standing): State {
  const listeners = new Set<() => void>();
  let outcomes = 0;
  let typing = false;
  let state: WorkbookState = {
    ready: false,
    model: createModel(report),
    others: [],
    pinned: null,
    formerEdition: null,
    newerEdition: null,
    textLanguage: language,
    tables: { MarketAssumptions: "none", MarketScenarios: "none" },
    notices: [],
    running: null,
    outcome: null,
  };

  function show(change: Partial<WorkbookState>): void {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  }

  let calculated: FormulaSetting | null = null;

  const notices = (): readonly Message[] => [...(typing ? [TYPING] : []), ...standing.notices];

  /** What was made of them last: settings are asked for more often than anything of theirs changes. */
  let beside: { main: Model; others: readonly OtherReport[]; models: readonly Model[] } | null = null;

  function modelsBeside(main: Model, others: readonly OtherReport[]): readonly Model[] {
    if (beside?.main === main && beside.others === others) return beside.models;
    const models = others.flatMap(({ edition }) =>
      typeof edition === "string" ? [] : [modelBeside(main, edition.report)],
    );
    beside = { main, others, models };
    return models;
  }

  const settingFor = (model: Model, cells = standing.language, others = standing.others): FormulaSetting =>
    settingOf(model, {
      pin: standing.kept,
      others: modelsBeside(model, others),
      otherPins: others.map(({ pin }) => pin),
      cells,
      messages: language,
    });

  function giveModel(model: Model): void {
    if (standing.unreadable) {
      formulas.holdFor(Promise.reject(standing.unreadable));
      calculated = null;
    } else {
      const setting = settingFor(model);
      formulas.use(setting);
      // Once the workbook was read, cells are that wait for it; what is adopted later they aren't calculated with by that.
      calculated ??= setting;
    }
  }

  return {
    get now() {
      return state;
    },
    show,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    report: (told) => show({ outcome: { ...told, number: ++outcomes } }),
    tellTyping(next) {
      typing = next;
      show({ notices: notices() });
    },
    tellTables: () => show({ tables: standing.tables, notices: notices() }),
    adopt(model) {
      const { kept, language: textLanguage, tables } = standing;
      const pinned = kept && { report: kept.report, edition: kept.edition };
      giveModel(model);
      const models = modelsBeside(model, standing.others);
      const others = standing.others.map(({ pin: { report: id, edition, former } }) => ({
        report: id,
        edition,
        former,
        model: models.find(({ report }) => report.id === id) ?? null,
      }));
      show({ model, others, pinned, formerEdition: kept?.former ?? null, textLanguage, tables, notices: notices() });
    },
    settingFor,
    giveModel,
    get calculated() {
      return calculated;
    },
    set calculated(setting) {
      calculated = setting;
    },
    lookForNewer() {
      if (!site) return;
      const name = standing.kept ?? nameOf(standing.report);
      void newerEdition(site, name).then((newer) => show({ newerEdition: newer }));
    },
  };
}
