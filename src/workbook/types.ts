/** What operations on a workbook are given and what comes of them. `workbook.ts` has the operations. */
import type { Explanation } from "../functions/explain";
import type { Setting as FormulaSetting } from "../functions/setting";
import type { Assumption, Basis } from "../model/types";
import type { Report, Text } from "../report/types";
import type { FormulaCall } from "../excel/formulas/calls";
import type { Run } from "../excel/transactions/run";
import type { Certainty, Reading } from "./linking";
import type { Message, Words } from "./messages/messages";

export type Language = keyof Text;

/** Everything that the workbook side needs from outside, so that two workbooks share nothing. */
export interface Ports {
  readonly run: Run;
  /** Whether the user is typing in a cell, so that requests wait; without it nobody is told why they do. */
  readonly isTyping?: () => Promise<boolean>;
  /** The formulas that calculate with this workbook's setting. */
  readonly formulas: {
    use(setting: FormulaSetting): void;
    /** Formulas called before it settles wait for it. */
    holdFor(ready: Promise<unknown>): void;
  };
  /** The built-in report. */
  readonly report: Report;
  /** Office's display language: the text language of a workbook that has none yet. */
  readonly language: Language;
  /** Has the add-in loaded along with this workbook from now on; without it edits before the pane is opened are noticed late. */
  readonly loadAlong?: () => Promise<void>;
  /** Reads a text file beside the page, e.g. `reports/index.json`; without it no newer editions are told of. */
  readonly site?: (path: string) => Promise<string>;
}

/** The tables of ours, by their names in Excel. */
export const TABLES = ["MarketAssumptions", "MarketScenarios"] as const;
export type TableName = (typeof TABLES)[number];

export type TableState =
  /** Never made in this workbook. */
  | "none"
  | "present"
  /** The workbook had it, and it is gone or has lost columns. Its last known rows are kept: `restoreTables`. */
  | "lost";

export interface Progress {
  /** What is being done now. */
  readonly message: Message;
  readonly done: number;
  readonly of: number;
}

/** What identifies an assumption. */
export type AssumptionId = Pick<Assumption, "report" | "key" | "scenario" | "year">;

export interface RunOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Cancels between round trips; the workbook is then as it was. */
  readonly signal?: AbortSignal;
  /** How it ended, in words; not called for what is seen at once. */
  readonly onTold?: (told: Told) => void;
}

/** How an operation ended, for ribbon and pane alike. */
export interface Told {
  readonly kind: "done" | "warning" | "failed" | "answer";
  readonly message: Message | Words;
  /** Cells that need a word of their own. */
  readonly cells?: readonly {
    readonly title: Words;
    readonly cells: readonly LeftCell[];
  }[];
  /** The answer to "Where does this number come from?". */
  readonly source?: CellSource;
  /** Nothing was done yet: whoever asked for it has to want it all the same. */
  readonly asks?: "freeze";
}

/* Load defaults */

/** Sheets of the report's defaults, in the order in which they are made. */
export const SHEET_KINDS = ["market", "segments", "assumptions", "sources", "checks"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

/** A sheet of the main report by its kind; of another report with that one's id and a colon before it. */
export type SheetKey = SheetKind | `${string}:${SheetKind}`;

/** Those of which a block alone fits at a selected cell, and which other reports than the main one have. */
export const BLOCK_KINDS = ["market", "segments", "sources"] as const satisfies readonly SheetKind[];
export type BlockKind = (typeof BLOCK_KINDS)[number];

export type LoadPlace =
  | { readonly at: "end" }
  | { readonly at: "before-active" }
  /** One block at the selected cell of the active sheet. */
  | { readonly at: "selection"; readonly block: BlockKind };

export interface LoadOptions {
  /** The id of one of the workbook's reports. Default: the main one. */
  readonly report?: string;
  /** Which sheets; ignored for a block. Default: all that the report has. */
  readonly sheets?: readonly SheetKind[];
  readonly place: LoadPlace;
  /** What to do where something stands already; a sheet that is not named here and exists is a `LoadConflict`. */
  readonly answers?: Readonly<Partial<Record<SheetKind | "block", LoadAnswer>>>;
}

export type LoadAnswer =
  /**
   * Only for a sheet that is ours: it becomes what is planned, and what the user changed stays. The assumptions table
   * gets the rows that it lacks, and one of 1.0 its columns for names and reasons. `renew`: what the user changed in cells of ours is put back.
   */
  | { readonly answer: "update"; readonly renew?: boolean }
  | { readonly answer: "replace" }
  | { readonly answer: "rename"; readonly name: string }
  | { readonly answer: "skip" };

/** What a load would meet. */
export interface LoadPreview {
  readonly sheets: readonly SheetPreview[];
  /** For a block: the cells it would fill, and those of them that are not empty. */
  readonly block: { readonly address: string; readonly occupied: number } | null;
}

export interface SheetPreview {
  readonly kind: SheetKind;
  /** The name it would have. */
  readonly name: string;
  readonly found:
    | { readonly is: "free" }
    /** Ours, from an earlier load, with what an update would change. */
    | ({ readonly is: "ours"; readonly name: string } & SheetChanges)
    /** Somebody else's sheet of that name. */
    | { readonly is: "taken"; readonly loss: Loss }
    /** The workbook has the table on a sheet already, which serves instead. */
    | { readonly is: "elsewhere"; readonly sheet: string };
  /** A free name to offer instead. */
  readonly freeName: string;
}

/** What an update of a sheet comes to. */
export interface SheetChanges {
  /** Cells, rows, columns and charts that are written, come or go. */
  readonly changes: number;
  /** Cells of ours that the user changed, which stay so. */
  readonly edited: readonly string[];
  /** Lines and years that come, by id, and columns of a table, by title. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** Lines and years that aren't in this edition and stay, since something of the user's is in them or refers to them; each with its cell. */
  readonly left: readonly string[];
}

/** What replacing a sheet would lose. */
export interface Loss {
  /** Address of the cells in use; null when empty. */
  readonly used: string | null;
  readonly tables: readonly string[];
  readonly charts: readonly string[];
  /** Cells on other sheets whose formulas refer to it, as `Sheet!A1`, at most 100. */
  readonly references: readonly string[];
}

export interface LoadOutcome {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly skipped: readonly string[];
}

/* In this workbook */

export interface FormulaCell {
  readonly sheet: string;
  /** Without the sheet, e.g. `B7`. */
  readonly address: string;
  readonly formula: string;
  readonly value: string | number | boolean;
  /** The error in the cell, e.g. `#N/A`, with why where the formula can tell; null when it has a value. */
  readonly error: { readonly code: string; readonly message: Text | null } | null;
  /** Of the first of its formulas that has one. */
  readonly basis: Basis | null;
  readonly state: FormulaState;
}

/** Whether a formula of ours calculates, is kept behind a value or a native formula, or is written in a form that Excel can't calculate. */
export const FORMULA_STATES = ["live", "frozen", "detached", "broken"] as const;
export type FormulaState = (typeof FORMULA_STATES)[number];

/** The selected cell. */
export interface Selection {
  readonly sheet: string;
  /** Of the whole selection, without the sheet. */
  readonly address: string;
  /** Of its first cell, in English with commas; "" for an empty cell. */
  readonly formula: string;
  /** The same in the user's locale. */
  readonly formulaLocal: string;
  /** Our formulas in it. */
  readonly calls: readonly FormulaCall[];
  readonly cells: number;
}

export interface Insertion {
  /** Number formats of the values, row by row, as many as the formula fills cells; null where one needs none. */
  readonly formats?: readonly (readonly (string | null)[])[];
  /** What the user knows will be lost: the formula that is being edited, in English, or the answer to an attempt before. */
  readonly over?: string | Occupied;
}

export interface Inserted {
  /** The formula in the user's locale. */
  readonly local: string;
}

/** Why nothing was inserted yet: what the formula would take the place of, or has no room for. */
export interface Occupied {
  /** What the cell holds, as the user reads it; "" for an empty cell. */
  readonly holds: string;
  /** The cell whose formula fills this one, and would show #SPILL!; null where none does. */
  readonly filledBy: string | null;
  /** The cells that the formula fills, where they are several; null for one. */
  readonly needs: string | null;
  /** Those of them, besides the first, that aren't empty: until they are it shows #SPILL!. */
  readonly inTheWay: readonly string[];
}

/** Where the number in a cell comes from. */
export interface CellSource {
  readonly sheet: string;
  readonly address: string;
  /** The formula of ours that it has, or had; else whatever it holds. */
  readonly formula: string;
  readonly value: string | number | boolean;
  /** As the cell shows it, in its own number format. */
  readonly text: string;
  /** Null where it has, and had, no formula of ours. */
  readonly state: FormulaState | null;
  /** One for each of our formulas in the cell; none when it has none. */
  readonly calls: readonly CallSource[];
  /** The cells with formulas of ours that a native formula rests on, nearest first. */
  readonly rests: readonly CellSource[];
  /** Whether it rests on more cells than were followed. */
  readonly restsOnMore: boolean;
}

export interface CallSource extends Explanation {
  readonly call: FormulaCall;
  /** The arguments as they were evaluated; undefined for one that is an expression. */
  readonly arguments: readonly ArgumentValue[];
}

/** Of a list all its values. */
export type ArgumentValue = string | number | boolean | null | undefined | readonly (string | number | boolean)[];

/* Freeze and thaw */

/** Formulas of ours that are values or native formulas now, and typed numbers that are formulas of ours: all can come back. */
export interface HeldFormulas {
  readonly frozen: number;
  readonly detached: number;
  readonly linked: number;
}

/** A cell that an operation leaves as it is, with why. */
export interface LeftCell {
  readonly cell: string;
  readonly message: Message;
}

export type Scope = "selection" | "sheet" | "workbook";

export interface FreezeOutcome {
  readonly frozen: number;
  /** What is to be said before copies are passed on; left out where they may be. */
  readonly licence?: Text;
  /** Nothing was frozen because of that, as nobody has been asked. */
  readonly asks?: true;
  readonly left: readonly LeftCell[];
}

export interface ThawOutcome {
  readonly thawed: number;
  readonly left: readonly LeftCell[];
}

/* Link and take back */

/** A typed number that the report knows. */
export interface ProposedLink {
  readonly sheet: string;
  /** Without the sheet. */
  readonly address: string;
  readonly typed: number;
  /** Where it stands as a text, that text. */
  readonly text?: string;
  readonly certainty: Certainty;
  /** Best first; several where they agree equally well. */
  readonly readings: readonly [Reading, ...Reading[]];
}

/** A proposal that is taken up, with one of its formulas. */
export interface LinkChoice extends Pick<ProposedLink, "sheet" | "address" | "typed"> {
  readonly formula: string;
}

export interface LinkOutcome {
  readonly linked: number;
}

export interface UnlinkOutcome {
  readonly unlinked: number;
  readonly left: readonly LeftCell[];
}

/* Detach and reattach */

export interface DetachOutcome {
  /** The sheet with the model's values. */
  readonly sheet: string;
  /** How many formulas of ours were replaced. */
  readonly formulas: number;
  /** How many of them are values now. */
  readonly values: number;
  /** Cells that are values, wholly or in part, with why. The data sheet lists them too. */
  readonly notes: readonly LeftCell[];
  /** Cells that showed a value, and show an error without the add-in. */
  readonly errors: readonly LeftCell[];
}

export interface ReattachOutcome {
  readonly restored: number;
  readonly left: readonly LeftCell[];
  /** Data sheets that stay, each with why: something refers to them, something of the user's is on them, or Excel keeps them. */
  readonly kept: readonly LeftCell[];
}

/** Why nothing was reattached yet: numbers on the data sheet that the user changed, and live formulas wouldn't use. */
export interface ReattachQuestion {
  readonly changed: readonly ChangedNumber[];
}

/** A cell that is there to be changed, and was. */
export interface ChangedNumber {
  readonly cell: string;
  readonly was: string | number | boolean;
  readonly is: string | number | boolean;
}
