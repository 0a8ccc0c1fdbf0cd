/** numfmt for the grid, which asks it of each text in sight, at each drawing, whether it is a date. */
// @ts-expect-error The package's own module, which comes without types.
import * as numfmt from "../node_modules/numfmt/lib/index.js";

// @ts-expect-error The same, which comes without types.
export * from "../node_modules/numfmt/lib/index.js";

type Parse = (text: string, options?: object) => object | null;
const parse = (numfmt as { readonly parseDate: Parse }).parseDate;

/** Texts that are no date, so many at most. */
const KEPT = 50_000;
const others = new Set<string>();

export const parseDate: Parse = (text, options) => {
  if (options) return parse(text, options);
  if (others.has(text)) return null;
  const date = parse(text);
  if (date === null) {
    if (others.size >= KEPT) others.clear();
    others.add(text);
  }
  return date;
};
