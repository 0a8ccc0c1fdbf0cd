/** Sizes and shares of segments, over whatever time is asked for. */
import {
  isFault,
  type Derivation,
  type Fault,
  type Money,
  type Result,
  type ScenarioView,
  type When,
} from "../../../model";
import type { Segment, Split } from "../../../report/types";
import { analyses } from "../../analyses";
import type { Explained } from "../../formula";
import type { Refusal } from "../../outcome";
import type { Setting } from "../../setting";
import { overTime } from "./time";
import { explainedIn } from "./values";

export const segmentOver = (
  { main }: Setting,
  segment: Segment,
  when: When,
  scenario: ScenarioView | null,
  money: Money,
): Explained | Fault | Refusal =>
  overTime(
    when,
    (year) => explainedIn(main.explainSegment(segment, year, scenario), money, year),
    () => analyses().isFlowOf(main, segment),
  );

export const explainedShare = (
  { main }: Setting,
  segment: Segment,
  when: When,
  scenario: ScenarioView,
): Result<Derivation> =>
  typeof when === "number"
    ? main.explainShare(segment, when, scenario)
    : analyses().shareOver(main, segment, when, scenario);

/** The shares of all of a split's segments, with their derivations; a fault where one has none. */
export function explainedShares(
  setting: Setting,
  { segments }: Split,
  when: When,
  scenario: ScenarioView,
): readonly Derivation[] | Fault {
  const shares: Derivation[] = [];
  for (const segment of segments) {
    const share = explainedShare(setting, segment, when, scenario);
    if (isFault(share)) return share;
    shares.push(share);
  }
  return shares;
}
