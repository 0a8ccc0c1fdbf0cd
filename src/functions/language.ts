import type { Text } from "../report/types";

export type Language = keyof Text;

/** `zh` for any kind of Chinese, else `en`. */
export function languageOf(tag: string | null | undefined): Language {
  return /^zh\b/i.test(tag ?? "") ? "zh" : "en";
}
