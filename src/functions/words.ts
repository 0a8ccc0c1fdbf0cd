/** The words that formulas take besides the model's own, the same in every language. */

/** What FIGURE tells of a figure. */
export const FIELDS = [
  "value",
  "low",
  "high",
  "comparator",
  "unit",
  "year",
  "publisher",
  "section",
  "document",
  "page",
  "quote",
] as const;
export type Field = (typeof FIELDS)[number];

/** What NAME tells of what has a name. */
export const NAME_FIELDS = ["name", "section", "unit", "scope", "years"] as const;
export type NameField = (typeof NAME_FIELDS)[number];

/** What NAME can be asked for; `any`: the first of the others that the text is a name of. */
export const NAMED = ["any", "scenario", "segment", "split", "driver", "series", "figure", "report"] as const;
export type NamedKind = Exclude<(typeof NAMED)[number], "any">;

/** What LIST lists. */
export const KINDS = [
  "scenarios",
  "splits",
  "segments",
  "drivers",
  "series",
  "figures",
  "units",
  "functions",
  "reports",
] as const;
export type ListKind = (typeof KINDS)[number];

/** How concentrated a split is: the Herfindahl-Hirschman index, or the share of so many largest. */
export const MEASURES = ["hhi", "cr1", "cr2", "cr3", "cr4", "cr5"] as const;
