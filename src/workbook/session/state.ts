/** What an open workbook gives to the formulas and to the pane. */
import { settingOf, type Setting as FormulaSetting } from "../../functions/setting";
import { createModel, type Model } from "../../model";
import { nameOf } from "../stored/edition";
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
  settingFor(model: Model, language?: Language): FormulaSetting;
  /** Gives the formulas a model; a refusal where the workbook's edition can't be used. */
  giveModel(model: Model): void;
  /** Asks the add-in's site for a newer edition. */
  lookForNewer(): void;
}

export function createState({ formulas, report, language, site }: Ports, standing: Standing): State {
  const listeners = new Set<() => void>();
  let outcomes = 0;
  let typing = false;
  let state: WorkbookState = {
    ready: false,
    model: createModel(report),
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

  const notices = (): readonly Message[] => [...(typing ? [TYPING] : []), ...standing.notices];

  const settingFor = (model: Model, cells = standing.language): FormulaSetting =>
    settingOf(model, { pin: standing.kept, cells, messages: language });

  function giveModel(model: Model): void {
    if (standing.unreadable) formulas.holdFor(Promise.reject(standing.unreadable));
    else formulas.use(settingFor(model));
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
      show({ model, pinned, formerEdition: kept?.former ?? null, textLanguage, tables, notices: notices() });
    },
    settingFor,
    giveModel,
    lookForNewer() {
      if (!site) return;
      const name = standing.kept ?? nameOf(standing.report);
      void newerEdition(site, name).then((newer) => show({ newerEdition: newer }));
    },
  };
}
