/** Texts with values in them, in the reader's language. */
import type { Text } from "../report/types";
import type { Language } from "./language";

/** What stands in place of a text's `{name}`: as it is, in the reader's language, or several of these as a list. */
export type Filling = string | number | Text | readonly (string | Text)[];

export type Fillings = Readonly<Record<string, Filling>>;

const comma: Text = { en: ", ", zh: "、" };

/** Several names in a row, as the language writes them. */
export const listed = (names: readonly (string | Text)[], language: Language): string =>
  names.map((name) => (typeof name === "string" ? name : name[language])).join(comma[language]);

const words = (value: Filling, language: Language): string => {
  if (typeof value !== "object") return String(value);
  return "en" in value ? value[language] : listed(value, language);
};

/** Puts values in place of `{name}`; a name without a value stays as it is. */
export const fill = (text: Text, values: Fillings, language: Language): string =>
  text[language].replace(/\{(\w+)\}/g, (slot, name: string) =>
    Object.hasOwn(values, name) ? words(values[name]!, language) : slot,
  );
