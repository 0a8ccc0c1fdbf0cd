import type { Model } from "../model";
import { languageOf, type Language } from "./language";

/** An edition of a report. */
export interface Pin {
  readonly report: string;
  readonly edition: string;
}

/** All that a formula calculates with, besides its arguments. Immutable: whatever changes makes a new one. */
export interface Setting {
  /** By the ids of their reports. */
  readonly models: ReadonlyMap<string, Model>;
  /** The one that a plain name means. */
  readonly main: Model;
  /** The editions that the workbook was built on, at most one of a report; none where nothing of ours is kept in it. */
  readonly pins: readonly Pin[];
  readonly language: {
    /** Of texts in cells: the workbook's, so that everyone reads the same. */
    readonly cells: Language;
    /** Of error messages: the reader's. */
    readonly messages: Language;
  };
}

interface Given {
  readonly pin?: Pin | null;
  readonly cells?: Language;
  readonly messages?: Language;
}

/** A setting with one report. The language of cells is the reader's where it isn't given. */
export function settingOf(
  main: Model,
  { pin = null, messages = officeLanguage(), cells = messages }: Given = {},
): Setting {
  return {
    models: new Map([[main.report.id, main]]),
    main,
    pins: pin ? [pin] : [],
    language: { cells, messages },
  };
}

/** Office's display language. Office may be absent (formulas alone in a script) or not ready yet (no context). */
export function officeLanguage(): Language {
  return typeof Office === "undefined" ? "en" : languageOf(Office.context?.displayLanguage);
}
