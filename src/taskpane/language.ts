/** Texts in the reader's language. Each concern keeps its texts in a `texts.ts` of its own, both languages side by side. */
import { createContext, useContext, useMemo } from "react";
import { fill, type Fillings } from "../functions/fill";
import type { Language } from "../functions/language";
import type { Text } from "../report/types";

export { languageOf, type Language } from "../functions/language";

export const LanguageContext = createContext<Language>("en");

export const useLanguage = (): Language => useContext(LanguageContext);

/** Gives `say`, which looks a text up in the reader's language and fills its values in. */
export function useTexts<Key extends string>(texts: Readonly<Record<Key, Text>>) {
  const language = useLanguage();
  return useMemo(
    () =>
      (key: Key, values: Fillings = {}): string =>
        fill(texts[key], values, language),
    [texts, language],
  );
}
