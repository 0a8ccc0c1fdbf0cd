import { formulas } from "../functions/definitions";
import { displayLanguage } from "../functions/language";

/** Lists the formulas with what each gives. */
export function showPane(element: HTMLElement): void {
  const list = document.createElement("dl");
  for (const { id, summary } of formulas) {
    const term = document.createElement("dt");
    const description = document.createElement("dd");
    term.textContent = id;
    description.textContent = summary[displayLanguage()];
    list.append(term, description);
  }
  element.replaceChildren(list);
}
