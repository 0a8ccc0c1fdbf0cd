/**
 * Tables of analyses: much code that few cells ask for, so that the first formula doesn't wait for it. A cell that asks waits
 * for it, once.
 */
import { AnalysesMissing, loadAnalyses as loadOfModel } from "../model";
import * as messages from "./messages";
import { Later } from "./outcome";

type Analyses = typeof import("./formulas/analyses");

let here: Analyses | null = null;

/** Rejects when they can't be had; the next try may succeed. Who calculates without waiting loads them before. */
export async function loadAnalyses(): Promise<void> {
  if (here) return;
  const [came] = await Promise.all([import(/* webpackChunkName: "analyses" */ "./formulas/analyses"), loadOfModel()]);
  here = came;
}

export function analyses(): Analyses {
  if (!here) throw missing();
  return here;
}

const missing = (): Later => new Later(loadAnalyses(), () => messages.analysesLoading);

/** What a formula threw, if it is to be asked again later. */
export function laterOf(thrown: unknown): Later | null {
  if (thrown instanceof Later) return thrown;
  return thrown instanceof AnalysesMissing ? missing() : null;
}
