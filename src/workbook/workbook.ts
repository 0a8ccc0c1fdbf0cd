/**
 * What the workbook side offers to the pane and the ribbon. Every operation is all or nothing: it either resolves
 * with the workbook changed as asked, or rejects with a `WorkbookError` and the workbook as it was.
 */
import type { Assumptions, Model } from "../model/types";
import type { EditionName, EditionOffer, Editions } from "./editions/types";
import type { Message } from "./messages/messages";
import type {
  AssumptionId,
  CellSource,
  DetachOutcome,
  FormulaCell,
  FreezeOutcome,
  Language,
  LoadOptions,
  LoadOutcome,
  LoadPreview,
  Progress,
  ReattachOutcome,
  RunOptions,
  Scope,
  Selection,
  TableName,
  TableState,
  ThawOutcome,
} from "./types";

export interface WorkbookState {
  /** False until the workbook has been read; until then the model is the report's, without overrides. */
  readonly ready: boolean;
  readonly model: Model;
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

export interface Outcome {
  readonly kind: "done" | "failed" | "answer";
  readonly message: Message;
  /** The answer to "Where does this number come from?". */
  readonly source?: CellSource;
  /** Counts up, so that the same outcome twice is seen twice. */
  readonly number: number;
}

export interface Workbook extends Editions {
  /** Settles when the workbook has been read and the formulas have its model; never rejects. */
  readonly ready: Promise<void>;
  getState(): WorkbookState;
  /** Calls back after each change of the state; gives a function that ends it. */
  subscribe(listener: () => void): () => void;
  /** Ends the listening to Excel's events. */
  close(): Promise<void>;

  chooseScenario(id: string): Promise<void>;
  setTextLanguage(language: Language): Promise<void>;

  /** Makes the tables and their sheet if the workbook has none. */
  createAssumptions(): Promise<void>;
  /** Sets an override in the sheet; null takes it away. Makes the table if need be. */
  setOverride(id: AssumptionId, value: number | null): Promise<void>;
  resetAssumptions(ids: readonly AssumptionId[]): Promise<void>;
  resetAllAssumptions(): Promise<void>;
  /** Makes lost tables again, with their last known rows. One that has lost columns stays as it is, under another name. */
  restoreTables(): Promise<void>;
  /** Accepts that lost tables are gone: the report's defaults hold again. One that has lost columns gets another name. */
  forgetTables(): Promise<void>;
  /**
   * Writes anew what the workbook keeps about its report where that is damaged (the notice `part-damaged`). Overrides and
   * own scenarios in the tables stay; the chosen scenario, the pinned edition and the one before it are forgotten, so that
   * the workbook is then built on the add-in's own edition. What a newer version of the add-in wrote isn't touched.
   */
  discardKept(): Promise<void>;
  /** What was in force when a table was lost; null when none is lost. */
  lostAssumptions(): Assumptions | null;

  /** Gives the new scenario's id. */
  createScenario(scenario: { readonly name: string; readonly basedOn: string }): Promise<string>;
  renameScenario(id: string, name: string): Promise<void>;
  /** The cells whose formulas name the scenario, as text or through a cell that holds its id or name. */
  scenarioUses(id: string): Promise<readonly FormulaCell[]>;
  /** Takes away the scenario and its overrides. */
  removeScenario(id: string): Promise<void>;

  previewLoad(options: LoadOptions): Promise<LoadPreview>;
  load(options: LoadOptions, run?: RunOptions): Promise<LoadOutcome>;

  listFormulas(run?: RunOptions): Promise<readonly FormulaCell[]>;
  goTo(sheet: string, address: string): Promise<void>;
  selection(): Promise<Selection>;
  /** Calls back when another cell is selected; gives a function that ends it. */
  onSelection(listener: () => void): () => void;
  /** Writes an English, comma-separated formula into the selection's first cell; gives it in the user's locale. */
  insertFormula(formula: string): Promise<string>;
  sourceOfSelection(): Promise<CellSource>;

  freeze(scope: Scope, options?: { readonly mark?: boolean }, run?: RunOptions): Promise<FreezeOutcome>;
  thaw(scope: Scope, run?: RunOptions): Promise<ThawOutcome>;

  /** Makes every formula of ours a native one over a sheet with the model's values, for readers without the add-in. */
  detach(run?: RunOptions): Promise<DetachOutcome>;
  /** Brings each detached formula back whose cells still hold what was put there. */
  reattach(run?: RunOptions): Promise<ReattachOutcome>;

  /** Shows in the pane how a command ended. */
  report(outcome: Omit<Outcome, "number">): void;
}
