/** Texts in the reader's language. Each concern keeps its texts in a `texts.ts` of its own, both languages side by side. */
import { createContext, useContext, useMemo } from "react";
import type { Language } from "../functions/language";
import type { Text } from "../report/types";

export { languageOf, type Language } from "../functions/language";

type Values = Readonly<Record<string, string | number>>;

/** Puts values in place of `{name}`. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (slot, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : slot));

export const LanguageContext = createContext<Language>("en");

export const useLanguage = (): Language => useContext(LanguageContext);

/** Gives `say`, which looks a text up in the reader's language and fills its values in. */
export function useTexts<Key extends string>(texts: Readonly<Record<Key, Text>>) {
  const language = useLanguage();
  return useMemo(
    () =>
      (key: Key, values: Values = {}): string =>
        fill(texts[key][language], values),
    [texts, language],
  );
}
