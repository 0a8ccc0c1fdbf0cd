/** Analyses are much code that few cells ask for: it comes when it is first asked for, and the first formula doesn't wait for it. */
type Analyses = typeof import("./code");

let here: Analyses | null = null;

/** Rejects when they can't be had. */
export async function loadAnalyses(): Promise<void> {
  here ??= await import(/* webpackChunkName: "analyses" */ "./code");
}

/** What a model throws that is asked for an analysis before they are here. */
export class AnalysesMissing extends Error {}

export function analyses(): Analyses {
  if (!here) throw new AnalysesMissing("The analyses aren't loaded.");
  return here;
}
