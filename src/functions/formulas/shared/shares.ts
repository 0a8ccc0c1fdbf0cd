import { isFault, type Derivation, type Fault, type ScenarioView } from "../../../model";
import type { Split } from "../../../report/types";
import type { Setting } from "../../setting";

/** The shares of all of a split's segments, with their derivations; a fault where one has none. */
export function explainedShares(
  { main }: Setting,
  { segments }: Split,
  year: number,
  scenario: ScenarioView,
): readonly Derivation[] | Fault {
  const shares: Derivation[] = [];
  for (const segment of segments) {
    const share = main.explainShare(segment, year, scenario);
    if (isFault(share)) return share;
    shares.push(share);
  }
  return shares;
}
