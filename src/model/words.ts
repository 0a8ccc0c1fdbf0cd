/** Lists of words that formulas give or take. */

/** Where a value comes from. */
export const bases = ["reported", "interpolated", "derived", "overridden", "extrapolated"] as const;

/** What `consensus` gives. */
export const statistics = ["low", "high", "mean", "median", "deviation", "count"] as const;

/** What figures say about a claim, from best to worst. */
export const verdicts = ["consistent", "within rounding", "only as a bound", "inconsistent"] as const;
