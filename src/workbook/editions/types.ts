/** Which edition of a report a workbook is built on, what another would change, and going over to it. */
import type { LeftCell } from "../types";
import type { Figure, Text } from "../../report/types";
import type { Message } from "../messages/messages";

export interface EditionName {
  readonly report: string;
  readonly edition: string;
}

/** An edition that the add-in's site tells of. */
export interface EditionOffer extends EditionName {
  readonly title: Text;
}

/** What is in a report besides figures. */
export type PartKind = "scenario" | "split" | "segment" | "driver" | "series" | "claim";

/** What differs between two reports. */
export interface Difference {
  readonly from: EditionName;
  readonly to: EditionName;
  /** Where the money unit of results differs, the two. */
  readonly unit: { readonly before: string; readonly after: string } | null;
  readonly figures: {
    readonly changed: readonly { readonly before: Figure; readonly after: Figure }[];
    readonly added: readonly Figure[];
    readonly gone: readonly Figure[];
  };
  readonly parts: readonly {
    readonly kind: PartKind;
    readonly id: string;
    readonly change: "changed" | "added" | "gone";
  }[];
}

export type CellContent = string | number | boolean;

/** A cell that would show something else. */
export interface ValueChange {
  readonly sheet: string;
  /** Without the sheet, e.g. `B7`; of a formula that spills, the cell of the spill. */
  readonly address: string;
  readonly formula: string;
  /**
   * The call whose value changes, as written, where the formula has more than that call: before and after are then the
   * call's, not the cell's. Null where the call is the whole formula, or the formula only stands in for its error.
   */
  readonly call: string | null;
  /** Errors as their code, e.g. `#N/A`; "" where a spill didn't reach or no longer does. */
  readonly before: CellContent;
  readonly after: CellContent;
  /** After less before; null where either isn't a number. */
  readonly change: number | null;
}

export interface FormulaPlace {
  readonly sheet: string;
  /** Without the sheet. */
  readonly address: string;
  readonly formula: string;
}

export interface UpgradePreview {
  readonly difference: Difference;
  /** Overrides and own scenarios that hold now and no longer would, each with why. They stay in the sheet. */
  readonly unfit: readonly {
    readonly what: string;
    readonly scenario: string | null;
    readonly year: number | null;
    readonly message: Message;
  }[];
  /** What becomes an error first, then the largest relative change first, then texts. */
  readonly cells: readonly ValueChange[];
  /** How many of them become errors. */
  readonly errors: number;
  /** Cells of the user's without a formula of ours that rest on these, and show something else in turn. */
  readonly dependents: readonly FormulaPlace[];
  /** Names of the sheets that were loaded: all others are the user's own. */
  readonly loaded: readonly string[];
  /** Cells of which only Excel can tell, because an argument is an expression or itself an error. */
  readonly unforeseen: readonly FormulaPlace[];
  /** Cells that have formulas of ours. */
  readonly examined: number;
}

export interface UpgradePlace {
  /**
   * Id of the report that goes over. Default: the one beside the main report that the edition is of, unless it is in that
   * very edition; else the main one.
   */
  readonly of?: string;
}

export interface UpgradeOptions extends UpgradePlace {
  /** Whether to write the changed cells into the sheet "Refresh log", which is made if need be. */
  readonly log?: boolean;
}

export interface UpgradeOutcome {
  /** Whether it is the main report that went over. */
  readonly main: boolean;
  readonly from: EditionName;
  readonly to: EditionName;
  /** Cells of which a change was foreseen. */
  readonly changed: number;
  /** Name of the sheet with the log; null when none was asked for. */
  readonly log: string | null;
}

export interface RefreshOutcome {
  /** Cells with formulas of ours that were calculated. */
  readonly formulas: number;
  /** Of these, how many show another value than before. */
  readonly changed: number;
  /** Of these, how many show an error. */
  readonly errors: number;
  /** Of these, how many were written anew: no calculation cures a call that Excel left broken, or a cell that is stuck. */
  readonly rewritten: number;
  /** Those that couldn't be. */
  readonly left: readonly LeftCell[];
}
