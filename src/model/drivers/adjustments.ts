/** The three adjustments of the bottom-up size: the report says that they must be included and gives no numbers. */
import type { Name } from "../../report/types";
import { explainOverride, type PickFor } from "../overrides/pick";
import type { Adjustments, Derivation } from "../types";
import type { Plan } from "./bottom-up";

interface Adjustment {
  readonly is: keyof Adjustments;
  /** Of the assumption that sets it. */
  readonly key: string;
  readonly name: Name;
  readonly unit: (plan: Plan) => string;
  /** Changes nothing. */
  readonly neutral: number;
  readonly most: number;
}

/** Beyond any market; keeps every product of numbers that users type within what a number holds. */
export const MOST = 1e15;

/** In the order in which they are shown. */
export const adjustments: readonly Adjustment[] = [
  {
    is: "selfBuiltShare",
    key: "self-built-share",
    name: { en: "Self-built share", zh: "自建比例", zhHant: "自建比例" },
    unit: () => "%",
    neutral: 0,
    most: 1,
  },
  {
    is: "regionalFactor",
    key: "regional-factor",
    name: { en: "Regional factor", zh: "区域系数", zhHant: "區域係數" },
    unit: () => "",
    neutral: 1,
    most: 1000,
  },
  {
    is: "complianceCost",
    key: "compliance-cost",
    name: { en: "Compliance cost", zh: "合规成本", zhHant: "合規成本" },
    unit: ({ costUnit }) => costUnit,
    neutral: 0,
    most: MOST,
  },
];

/** A neutral default isn't the report's: it is derived. */
export function neutralDefault({ key, neutral, unit }: Adjustment, plan: Plan): Derivation {
  return { value: neutral, unit: unit(plan), basis: "derived", step: { kind: "default", key }, from: [] };
}

export type ExplainedAdjustments = Readonly<Record<keyof Adjustments, Derivation>>;

export function explainAdjustments(plan: Plan, pick: PickFor, year: number): ExplainedAdjustments {
  const explained = adjustments.map((adjustment) => {
    const override = pick(adjustment.key)(year);
    const unit = adjustment.unit(plan);
    return [adjustment.is, override ? explainOverride(override, unit) : neutralDefault(adjustment, plan)] as const;
  });
  return Object.fromEntries(explained) as ExplainedAdjustments;
}

export function adjustmentValues(explained: ExplainedAdjustments): Adjustments {
  const values = adjustments.map(({ is }) => [is, explained[is].value] as const);
  return Object.fromEntries(values) as unknown as Adjustments;
}
