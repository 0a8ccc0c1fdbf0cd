/** What SOURCE and BASIS can be asked about. */
import { isFault, type Derivation } from "../../../model";
import { item, scenario, year, type Item } from "../../domains";
import type { Explained } from "../../formula";
import * as messages from "../../messages";
import { Refusal, type CellValue } from "../../outcome";
import { optional, required } from "../../parameter";
import type { Setting } from "../../setting";
import type { Fault, ScenarioView } from "../../../model";

export const itemParameters = [
  required("item", item),
  optional("year", year, () => null),
  optional("scenario", scenario, () => null),
] as const;

/** What is told of an item's derivation. */
export function about(
  { main }: Setting,
  item: Item,
  year: number | null,
  scenario: ScenarioView | null,
  tell: (derivation: Derivation) => CellValue,
): Explained | Fault | Refusal {
  if (item.needsYear && year === null) return new Refusal("notAvailable", () => messages.noYearGiven("year"));
  const derivation = item.explain(main, year ?? 0, scenario);
  return isFault(derivation) ? derivation : { value: tell(derivation), derivations: [derivation] };
}
