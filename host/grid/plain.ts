import type { CellStyle } from "./port.js";

/** Excel's looks of a cell that nobody formatted. */
export const PLAIN: CellStyle = {
  numberFormat: "General",
  fillColor: null,
  fontName: "Calibri",
  fontSize: 11,
  fontColor: "#000000",
  bold: false,
  italic: false,
  underline: false,
  strikethrough: false,
  horizontal: "General",
  vertical: "Bottom",
  wrap: false,
  indent: 0,
  borders: {},
};
