import type { TextParser } from "./content.js";

/**
 * Reads a text as Excel does when it is typed: a number with or without thousands separators, a percentage, TRUE and
 * FALSE. Dates are left as text: how Excel reads them depends on the machine's locale.
 */
export const parseText: TextParser = (given) => {
  const text = given.trim();
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === "true" };
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?(e[+-]?\d+)?(%?)$/i.exec(text);
  if (!match || !/\d/.test(text)) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "", percent] = match;
  const value = Number(`${sign}${whole.replaceAll(",", "") || "0"}${fraction}${exponent}`);
  if (!Number.isFinite(value)) return null;
  if (percent) return { value: value / 100, format: fraction ? "0.00%" : "0%" };
  return whole.includes(",") ? { value, format: fraction ? "#,##0.00" : "#,##0" } : { value };
};
