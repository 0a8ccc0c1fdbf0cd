import { messages } from "./messages";
import { addressFor, type Settings } from "./settings";

export function showTitleBar(bar: HTMLElement, settings: Settings): void {
  const text = messages[settings.language];
  document.title = text.title;
  const title = Object.assign(document.createElement("strong"), { textContent: text.title });
  const subtitle = Object.assign(document.createElement("span"), { textContent: text.subtitle });
  const theme = link(settings.dark ? text.light : text.dark, { ...settings, dark: !settings.dark });
  const language = link(text.otherLanguage, { ...settings, language: settings.language === "zh" ? "en" : "zh" });
  bar.replaceChildren(title, subtitle, theme, language);
}

function link(textContent: string, settings: Settings): HTMLAnchorElement {
  return Object.assign(document.createElement("a"), { textContent, href: addressFor(settings) });
}
