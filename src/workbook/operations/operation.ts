/** What an operation is: what it reads, what it makes of the workbook, and how it says that. */
import type { Run } from "../../excel/transactions/run";
import type { Finish, Step } from "../../excel/transactions/step";
import type { Setting } from "../../functions/setting";
import type { Assumptions, Model } from "../../model";
import type { Report } from "../../report/types";
import type { EditionOffer } from "../editions/types";
import type { Edition, OtherReport } from "../stored/edition";
import type { Kept } from "../stored/kept";
import { WorkbookError } from "../messages/messages";
import type { SaidStage } from "../messages/stages";
import type { BookRead } from "../session/book";
import type { Restored } from "../session/restored";
import type { Draft } from "../tables/drafts";
import type { SheetInfo } from "../tables/read";
import { TABLES, type Language, type RunOptions, type TableName, type TableState, type Told } from "../types";

/** One operation, with what it was asked for. Nothing has happened yet: the session carries it out. */
export interface Operation<Outcome> {
  /**
   * `anew`: it has to see the workbook as it is. `tables`: it writes our tables, whose places Excel may not have told of
   * when they moved. Else what was last read will do.
   */
  readonly reads: "anew" | "tables" | "as known";
  plan(session: Session, options: RunOptions): Promise<Plan<Outcome>>;
  /** How it ended, in words; left out where that is seen at once. */
  readonly told?: (outcome: Outcome) => Told;
  readonly options?: RunOptions | undefined;
}

/** What an operation comes to: all of it happens, or nothing. */
export interface Plan<Outcome> {
  readonly stages?: readonly SaidStage[];
  /** What the workbook then says, where it says something else than before: kept and calculated with the last stage. */
  readonly says?: Says;
  /** What can't be taken back, after all else. */
  readonly finish?: Finish;
  /** Asked for when everything has been carried out. */
  outcome(): Outcome | Promise<Outcome>;
}

/** What a workbook says of the market: its tables, and what is kept of it. */
export interface Says {
  /** Tables being edited. */
  readonly drafts?: Drafts;
  /** Where the assumptions don't follow from the drafts. */
  readonly assumptions?: Assumptions;
  /** The edition that the workbook goes over to. */
  readonly edition?: Edition;
  /** The other reports that the workbook then has. */
  readonly others?: readonly OtherReport[];
  /** The language that texts in cells go over to. */
  readonly language?: Language;
  /** What is kept besides; asked for when the stages have been carried out. */
  readonly keeps?: () => Partial<Kept>;
  /** Writes over a part that can't be read. */
  readonly discards?: true;
  /** Tables that the workbook then has. Default: those it has. */
  readonly tables?: readonly TableName[];
  /** Sheets that the workbook then has, where others came or went. */
  readonly sheets?: () => readonly SheetInfo[];
  /** Done along with it, leaving no trace. */
  readonly also?: Step["apply"];
}

/** Rows of the tables being edited. */
export type Drafts = Readonly<Partial<Record<TableName, Draft>>>;

/** The open workbook, as an operation sees it. */
export interface Session {
  /** In the operation's own context, so that all of it shares one. */
  readonly run: Run;
  /** In a context of its own: for what is asked once everything has been carried out. */
  readonly runAfter: Run;
  /** As last read. */
  readonly book: BookRead;
  readonly kept: Kept | null;
  /** In force; null where the edition that the workbook names can't be read. */
  readonly edition: Edition | null;
  readonly report: Report;
  readonly others: readonly OtherReport[];
  readonly model: Model;
  readonly language: Language;
  /** What formulas calculate with. */
  readonly setting: Setting;
  readonly restored: Restored;
  /** A newer edition that the add-in's site tells of. */
  readonly newerEdition: EditionOffer | null;
  /** Reads a text file of the add-in's site. */
  readonly site: ((path: string) => Promise<string>) | undefined;
  /** From rows of the tables, or from what was last known of a lost one. */
  assumptionsOf(drafts: Drafts): Assumptions;
  tableState(name: TableName): TableState;
  isWhole(name: TableName): boolean;
  /** Reads everything anew. */
  readAll(): Promise<void>;
  /** Gives the formulas and the pane what was read. */
  adopt(): void;
  /** Refuses where the workbook's edition can't be used. */
  refuseUnreadable(): void;
  /** The table's own texts that no longer say what the model does. */
  outputSteps(): Promise<readonly Step[]>;
}

/** Asks something of the workbook, changing nothing. */
export const question = <Answer>(
  reads: Operation<Answer>["reads"],
  answer: (session: Session, options: RunOptions) => Promise<Answer>,
  options?: RunOptions,
): Operation<Answer> => ({
  reads,
  options,
  async plan(session, run) {
    const found = await answer(session, run);
    return { outcome: () => found };
  },
});

/** Nothing to do. */
export const nothing: Plan<void> = { outcome: () => undefined };

/** A lost table's rows can't be edited before it is restored or let go. */
export function refuseLost(session: Session): void {
  if (TABLES.some((name) => session.tableState(name) === "lost")) throw new WorkbookError({ id: "tables-lost" });
}
