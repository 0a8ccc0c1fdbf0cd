/** What SOURCE and BASIS can be asked about. */
import { isFault, type Derivation } from "../../../model";
import { item, period, scenario, type Item } from "../../domains";
import { analyses } from "../../analyses";
import type { Explained } from "../../formula";
import * as messages from "../../messages";
import { Refusal, type CellValue } from "../../outcome";
import { optional, required } from "../../parameter";
import type { Setting } from "../../setting";
import type { Fault, ScenarioView, When } from "../../../model";

export const itemParameters = [
  required("item", item),
  optional("year", period, () => null),
  optional("scenario", scenario, () => null),
] as const;

/** What is told of an item's derivation. */
export function about(
  { main }: Setting,
  item: Item,
  when: When | null,
  scenario: ScenarioView | null,
  tell: (derivation: Derivation) => CellValue,
): Explained | Fault | Refusal {
  if (item.needsYear && when === null) return new Refusal("notAvailable", () => messages.noYearGiven("year"));
  const at = (year: number) => item.explain(main, year, scenario);
  const isYear = typeof when === "number" || when === null || !item.needsYear;
  const derivation = isYear ? at(typeof when === "number" ? when : 0) : analyses().over(when, item.isFlow(main), at);
  return isFault(derivation) ? derivation : { value: tell(derivation), derivations: [derivation] };
}
