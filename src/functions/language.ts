/** The two languages in play: the workbook's, for texts in cells, and the reader's, for error messages. */
import type { Text } from "../report/types";

export type Language = keyof Text;

let text: Language | null = null;
let display: Language | null = null;

/** `zh` for any kind of Chinese, else `en`. */
export function languageOf(tag: string | null | undefined): Language {
  return /^zh\b/i.test(tag ?? "") ? "zh" : "en";
}

/** The language of texts in cells: the workbook's own once it is read, until then the reader's. */
export function textLanguage(): Language {
  return text ?? displayLanguage();
}

export function setTextLanguage(language: Language | null): void {
  text = language;
}

/** The language of error messages: Office's display language unless one is set. */
export function displayLanguage(): Language {
  return display ?? officeLanguage();
}

export function setDisplayLanguage(language: Language | null): void {
  display = language;
}

/** Office may be absent (formulas alone in a script) or not ready yet (no context). */
function officeLanguage(): Language {
  return typeof Office === "undefined" ? "en" : languageOf(Office.context?.displayLanguage);
}
