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
  { explain, isFlow }: Item,
  when: When | null,
  scenario: ScenarioView | null,
  tell: (derivation: Derivation) => CellValue,
): Explained | Fault | Refusal {
  if (isFlow !== null && when === null) return new Refusal("notAvailable", () => messages.noYearGiven("year"));
  const at = (year: number) => explain(main, year, scenario);
  const derivation =
    isFlow === null || when === null || typeof when === "number"
      ? at(Number(when))
      : analyses().over(when, isFlow(main), at);
  return isFault(derivation) ? derivation : { value: tell(derivation), derivations: [derivation] };
}
