/** The user's number for a key and a year, and what rests on it. */
import type { Derivation, Override } from "../types";

/** In a year, the number that the user put, if any. */
export type Pick = (year: number) => Override | undefined;

/** For a key, as one scenario sees it. */
export type PickFor = (key: string) => Pick;

/** As the scenarios of a chain see it, nearest first. */
export type PickIn = (chain: readonly string[]) => PickFor;

export const noPick: Pick = () => undefined;

export const noOverrides: PickIn = () => () => noPick;

export function explainOverride(override: Override, unit: string): Derivation {
  return { value: override.value, unit, basis: "overridden", step: { kind: "override", override }, from: [] };
}
