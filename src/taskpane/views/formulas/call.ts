/** Between what stands in the builder's fields and a formula's text. English, with commas: Excel writes it in the user's locale. */
import type { Formula } from "../../../functions/formula";
import type { Parameter } from "../../../functions/parameter";
import type { FormulaArgument, FormulaCall } from "../../../excel/formulas/calls";

/** What stands in a field: a literal as a person writes it, or an expression after `=`; "" for none. */
export type Setting = string;

export const isExpression = (setting: Setting): boolean => setting.startsWith("=") && setting.length > 1;

export const expressionOf = (setting: Setting): string => setting.slice(1).trim();

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?%?$/i;

/** Whether Excel would take it for a number: one beyond what a cell can hold is a text. */
const isNumeral = (text: string): boolean => numeral.test(text) && Math.abs(parseFloat(text)) < 1e308;

const takesNumbers = ({ domain }: Parameter): boolean => domain.kind === "year" || domain.kind === "number";

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Full-width digits are digits; nothing else about the text changes. */
const plain = (setting: Setting): string => setting.normalize("NFKC").trim();

/** The argument as it stands in a formula. What a user typed is always one text or number, never part of a formula, unless it starts with `=`. */
export function argumentText(parameter: Parameter, setting: Setting): string {
  if (setting.trim() === "") return "";
  if (isExpression(setting)) return expressionOf(setting);
  if (takesNumbers(parameter) && isNumeral(plain(setting))) return plain(setting);
  return quote(setting.trim());
}

/** The value that the argument has; undefined for an expression, null for none. */
export function argumentValue(parameter: Parameter, setting: Setting): string | number | null | undefined {
  if (setting.trim() === "") return null;
  if (isExpression(setting)) return undefined;
  const text = plain(setting);
  if (!takesNumbers(parameter) || !isNumeral(text)) return setting.trim();
  return text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
}

/** `MARKET.SIZE(2030,"base")`; arguments left out at the end are left out altogether. */
export function callText(formula: Formula, settings: readonly Setting[]): string {
  const texts = formula.parameters.map((parameter, index) => argumentText(parameter, settings[index] ?? ""));
  const length = texts.map((text) => text !== "").lastIndexOf(true) + 1;
  return `MARKET.${formula.id}(${texts.slice(0, length).join(",")})`;
}

function settingOf({ text, literal }: FormulaArgument): Setting {
  if (literal === null) return "";
  return literal === undefined || typeof literal === "boolean"
    ? `=${text}`
    : typeof literal === "number"
      ? text
      : literal;
}

/** What the builder's fields show for a call that stands in a cell. */
export const settingsOf = (formula: Formula, call: FormulaCall): readonly Setting[] =>
  formula.parameters.map((_, index) => {
    const argument = call.args[index];
    return argument ? settingOf(argument) : "";
  });

/** A cell's formula with one of its calls written anew. */
export const replaceCall = (formula: string, call: Pick<FormulaCall, "start" | "end">, text: string): string =>
  formula.slice(0, call.start) + text + formula.slice(call.end);

/** Whether every argument that a formula can't do without is there. */
export const isComplete = (formula: Formula, settings: readonly Setting[]): boolean =>
  formula.parameters.every(({ optional }, index) => optional || (settings[index] ?? "").trim() !== "");
