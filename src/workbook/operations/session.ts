/** What an operation sees of the open workbook, and how it changes it. */
import type { Assumptions, Model } from "../../model";
import type { Report } from "../../report/types";
import type { Draft } from "../tables/drafts";
import type { Edition } from "../kept/edition";
import { TABLES, type Kept } from "../kept/kept";
import { WorkbookError } from "../messages/messages";
import type { BookRead, SheetInfo } from "../kept/read";
import type { Finish, Step } from "../../excel/transactions/transaction";
import type { Language, Ports, RunOptions, TableName, TableState } from "../types";

export interface Session {
  readonly run: Ports["run"];
  /** As last read. */
  readonly book: BookRead;
  readonly kept: Kept | null;
  /** In force; null where the edition that the workbook names can't be read. */
  readonly edition: Edition | null;
  readonly report: Report;
  readonly model: Model;
  readonly language: Language;
  /** From rows of the tables, or from what was last known of a lost one. */
  assumptionsOf(drafts: Drafts): Assumptions;
  tableState(name: TableName): TableState;
  isWhole(name: TableName): boolean;
  /** Reads everything anew. */
  readAll(): Promise<void>;
  /** Gives the formulas and the pane what was read. */
  adopt(model: Model): void;
  /** Every operation ends here: table cells, the kept part, the model and the recalculation, all or nothing. */
  commit(change: Change): Promise<void>;
}

/** Rows of the tables being edited. */
export type Drafts = Readonly<Partial<Record<TableName, Draft>>>;

/** What an operation makes of the workbook. */
export interface Change {
  readonly drafts?: Drafts;
  /** What the workbook then holds, where that doesn't follow from the drafts. */
  readonly assumptions?: Assumptions;
  /** The edition that the workbook goes over to. */
  readonly edition?: Edition;
  /** The language that texts in cells go over to. */
  readonly language?: Language;
  /** What is kept besides; asked for when the steps have been carried out. */
  readonly keeps?: () => Partial<Kept>;
  /** Writes over a part that can't be read. */
  readonly discards?: true;
  /** Tables that the workbook then has. Default: those it has. */
  readonly tables?: readonly TableName[];
  /** Sheets that the workbook then has, where others came or went. */
  readonly sheets?: () => readonly SheetInfo[];
  /** What else is done, before the rest. */
  readonly steps?: readonly Step[];
  readonly finish?: Finish;
  /** Done along with the last step, leaving no trace. */
  readonly also?: Step["apply"];
  readonly options?: RunOptions;
}

/** A lost table's rows can't be edited before it is restored or let go. */
export function refuseLost(session: Session): void {
  if (TABLES.some((name) => session.tableState(name) === "lost")) throw new WorkbookError({ id: "tables-lost" });
}
