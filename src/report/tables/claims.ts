/** Claims as rows: a kind, and the figures that it is checked by in the order of the kind's places. */
import type { Check } from "../types";

/** What each kind takes; a list is the last. */
const places: { readonly [K in Check["kind"]]: readonly string[] } = {
  cagr: ["from", "to"],
  growth: ["from", "to"],
  ratio: ["numerator", "denominator"],
  product: ["factors*"],
  sum: ["terms*"],
  difference: ["from", "subtract"],
  complement: ["parts*"],
  equal: ["to"],
  "at-most": ["whole", "beside*"],
  shares: ["parts*"],
  compound: ["from", "rate"],
};

export function operandsOf(check: Check): readonly string[] {
  const given = check as unknown as Readonly<Record<string, string | readonly string[]>>;
  return places[check.kind].flatMap((place) => given[place.replace("*", "")] ?? []);
}

/** How many figures a kind takes; null for any number. */
export function countFor(kind: Check["kind"]): number | null {
  return places[kind].some((place) => place.endsWith("*")) ? null : places[kind].length;
}

export function checkOf(kind: Check["kind"], ids: readonly string[]): Check {
  const entries = places[kind].flatMap((place, at): [string, unknown][] => {
    if (!place.endsWith("*")) return [[place, ids[at]]];
    // What may stand beside a whole needn't.
    return at > 0 && ids.length <= at ? [] : [[place.slice(0, -1), ids.slice(at)]];
  });
  return { kind, ...Object.fromEntries(entries) } as Check;
}
