import type { Language } from "./messages";

export interface Settings {
  readonly language: Language;
  readonly dark: boolean;
}

/** What the address asks for (`?lang=zh&theme=dark`), else what the browser prefers. */
export function readSettings(location: Location, navigator: Navigator): Settings {
  const asked = new URLSearchParams(location.search);
  const language = asked.get("lang") ?? navigator.language;
  const theme = asked.get("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  return { language: language.toLowerCase().startsWith("zh") ? "zh" : "en", dark: theme === "dark" };
}

/** The page's address with other settings: switching loads the page anew, as Excel does for its display language. */
export function addressFor(settings: Settings): string {
  return `?${new URLSearchParams({ lang: settings.language, theme: settings.dark ? "dark" : "light" })}`;
}
