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
  /** What stands before its names: nothing, or the id and a colon of a report that isn't the workbook's main one. */
  readonly prefix: string;
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
  /** The workbook's other reports. */
  readonly others?: readonly Model[];
  /** Their editions, those included that can't be read. */
  readonly otherPins?: readonly Pin[];
  readonly cells?: Language;
  readonly messages?: Language;
}

/** The setting of a workbook. The language of cells is the reader's where it isn't given. */
export function settingOf(
  main: Model,
  { pin = null, others = [], otherPins = [], messages = officeLanguage(), cells = messages }: Given = {},
): Setting {
  return {
    models: new Map([main, ...others].map((model) => [model.report.id, model])),
    main,
    prefix: "",
    pins: pin ? [pin, ...otherPins] : otherPins,
    language: { cells, messages },
  };
}

/** The workbook's reports by their ids, those included that can't be read. */
export const reportIdsIn = ({ models, pins }: Setting): readonly string[] => [
  ...new Set([...models.keys(), ...pins.map(({ report }) => report)]),
];

/** Office's display language. Office may be absent (formulas alone in a script) or not ready yet (no context). */
export function officeLanguage(): Language {
  return typeof Office === "undefined" ? "en" : languageOf(Office.context?.displayLanguage);
}
