import type { DocumentedFormula } from "../../../functions/formulas";
import { normalise } from "../../../model";

/** What a formula can be found by: its name, and its summary and its parameters in both languages. */
const wordsOf = ({ id, summary, help: { gives }, parameters }: DocumentedFormula): string =>
  normalise(
    [id, `market.${id}`, summary.en, summary.zh, gives.en, gives.zh, ...parameters.map(({ name }) => name)].join("\n"),
  );

/** Those that hold every word of the query, a formula whose name starts with it first. */
export function searchFormulas(formulas: readonly DocumentedFormula[], query: string): readonly DocumentedFormula[] {
  const words = query
    .trim()
    .split(/\s+/u)
    .map(normalise)
    .filter((word) => word !== "");
  const found = formulas.filter((formula) => words.every((word) => wordsOf(formula).includes(word)));
  const [first = ""] = words;
  const rank = ({ id }: DocumentedFormula) => (first !== "" && normalise(id).startsWith(first) ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}
