/**
 * What the workbook side offers to the pane and the ribbon. Every operation is all or nothing: it either resolves
 * with the workbook changed as asked, or rejects with a `WorkbookError` and the workbook as it was.
 */
import type { Assumptions, Model } from "../model/types";
import type { Parsed } from "../report/parse";
import type { EditionName, EditionOffer } from "./editions/types";
import type { Message } from "./messages/messages";
import type * as all from "./operations";
import type { Operation } from "./operations/operation";
import type { Language, Progress, TableName, TableState, Told } from "./types";

export interface WorkbookState {
  /** False until the workbook has been read; until then the model is the report's, without overrides. */
  readonly ready: boolean;
  readonly model: Model;
  /** The reports that formulas can name besides, each with the edition before; without a model where their data can't be read. */
  readonly others: readonly (EditionName & { readonly model: Model | null; readonly former: EditionName | null })[];
  /** The edition that the workbook pins; null when nothing of ours is kept in it. */
  readonly pinned: EditionName | null;
  /** The edition before, which `returnToFormer` brings back; null when there is none. */
  readonly formerEdition: EditionName | null;
  /** A newer edition of the same report that the add-in's site tells of; null while none is known. */
  readonly newerEdition: EditionOffer | null;
  /** Language of texts in cells. */
  readonly textLanguage: Language;
  readonly tables: Readonly<Record<TableName, TableState>>;
  /** What the user should know, most urgent first: a part that can't be read, a lost table, a circular override. */
  readonly notices: readonly Message[];
  /** The operation that runs now. */
  readonly running: Progress | null;
  /** How the last command of the ribbon or the context menu ended, for the pane to show. */
  readonly outcome: Outcome | null;
}

export interface Outcome extends Told {
  /** Counts up, so that the same outcome twice is seen twice. */
  readonly number: number;
}

type All = typeof all;

/** Each operation of `operations`, carried out. Its declaration says what it takes and does. */
export type Operations = {
  readonly [Name in keyof All]: (
    ...given: Parameters<All[Name]>
  ) => ReturnType<All[Name]> extends Operation<infer Outcome> ? Promise<Outcome> : never;
};

/** Their names, since they themselves are loaded when one of them is first needed. */
export const OPERATIONS = Object.keys({
  addBlock: true,
  addReport: true,
  argumentValues: true,
  check: true,
  checkDraft: true,
  chooseScenario: true,
  createAssumptions: true,
  createScenario: true,
  detach: true,
  discardKept: true,
  extendScenario: true,
  forgetTables: true,
  formerReport: true,
  freeze: true,
  goTo: true,
  heldFormulas: true,
  insertFormula: true,
  licenceOf: true,
  link: true,
  listDrafts: true,
  listFormulas: true,
  load: true,
  newReport: true,
  newerReport: true,
  offeredReport: true,
  offeredReports: true,
  openAsTables: true,
  overrideAllRows: true,
  previewBlock: true,
  previewLinks: true,
  previewLoad: true,
  previewUpgrade: true,
  publishDraft: true,
  reattach: true,
  refresh: true,
  removeExample: true,
  removeReport: true,
  removeScenario: true,
  renameScenario: true,
  reportUses: true,
  resetAllAssumptions: true,
  resetAssumptions: true,
  restoreTables: true,
  returnToFormer: true,
  saveReport: true,
  scenarioUses: true,
  selection: true,
  setOverride: true,
  setTextLanguage: true,
  sourceOfSelection: true,
  thaw: true,
  unlink: true,
  upgrade: true,
} satisfies Record<keyof All, true>) as readonly (keyof All)[];

export interface Workbook extends Operations {
  /** Settles when the workbook has been read and the formulas have its model; never rejects. */
  readonly ready: Promise<void>;
  getState(): WorkbookState;
  /** Calls back after each change of the state; gives a function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Ends the listening to Excel's events. */
  close(): Promise<void>;
  /** Shows in the pane how a command ended. */
  report(told: Told): void;

  /** Reads a report file's text: the report, or everything that is wrong with it by place and reason. */
  readReport(text: string): Promise<Parsed>;
  /** What was in force when a table was lost; null when none is lost. */
  lostAssumptions(): Assumptions | null;
  /** Calls back when another cell is selected; gives a function that ends it. */
  onSelection(listener: () => void): () => void;
}
