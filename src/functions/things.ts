/** What NAME can be asked about. */
import type { ScenarioView } from "../model";
import type { Driver, Figure, Report, Segment, Series, Split } from "../report/types";

/** One thing that has a name. */
export type Thing =
  | { readonly kind: "scenario"; readonly of: ScenarioView }
  | { readonly kind: "segment"; readonly of: Segment }
  | { readonly kind: "split"; readonly of: Split }
  | { readonly kind: "driver"; readonly of: Driver }
  | { readonly kind: "series"; readonly of: Series }
  | { readonly kind: "figure"; readonly of: Figure }
  | { readonly kind: "report"; readonly of: Report };

/** All that one text is a name of, at most one of a kind. The same for texts that mean the same. */
export type Things = readonly Thing[];
