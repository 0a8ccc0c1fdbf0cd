/** How cells look, by what they are. */
import type { Style } from "../plans/cells";

export interface Look {
  readonly color?: string;
  readonly bold?: true;
  readonly size?: number;
  readonly fill?: string;
  readonly align?: "Right";
}

/** Of tables. Excel's own would write headers in white, on the light fill that headers of ours have. */
export const TABLE_STYLE = "TableStyleLight1";

/** Modelling convention: blue inputs, black formulas, green links to other sheets. */
export const STYLES: Readonly<Record<Style, Look>> = {
  title: { bold: true, size: 14 },
  heading: { bold: true, size: 12 },
  header: { bold: true, fill: "#E7EDF3" },
  "number-header": { bold: true, fill: "#E7EDF3", align: "Right" },
  year: { bold: true, color: "#0000FF", fill: "#E7EDF3" },
  note: { color: "#595959" },
  label: {},
  input: { color: "#0000FF" },
  // Grey on white as light as can still be read.
  inferred: { color: "#767676" },
  // Of a column that is there to be typed into.
  entry: { color: "#0000FF", fill: "#FFF8E1" },
  formula: {},
  link: { color: "#007A33" },
  total: { bold: true },
  check: { bold: true, align: "Right" },
};
