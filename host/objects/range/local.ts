import { apiNotFound } from "../../errors.js";
import type { Property } from "../../model.js";
import { ENGLISH, type Separators } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { formulas } from "./values.js";

/** Texts, quoted sheets and columns of tables stay; so do dots within names. */
const tokens = ({ decimal, list }: Separators): RegExp =>
  new RegExp(
    `"(?:[^"]|"")*"|'(?:[^']|'')*'|\\[[^\\]]*\\]|(?<number>(?<![\\p{L}\\d_.])\\d*[${decimal}]\\d+)|(?<list>[${list}])|(?<brace>\\{)`,
    "gu",
  );

function translated(content: unknown, from: Separators, to: Separators): unknown {
  if (Array.isArray(content)) return content.map((each) => translated(each, from, to));
  if (typeof content !== "string" || !content.startsWith("=")) return content;
  if (from.decimal === to.decimal && from.list === to.list) return content;
  return content.replace(tokens(from), (token, ...rest) => {
    const { number, list, brace } = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (brace) throw apiNotFound("Range.formulasLocal of an array constant");
    if (number) return number.replace(from.decimal, to.decimal);
    return list ? to.list : token;
  });
}

/** Formulas as the user's locale has them. Functions keep their English names. */
export const formulasLocal: Property<RangeTarget> = {
  get: (target, session) => translated(formulas.get!(target, session), ENGLISH, session.separators),
  set: (target, value, session) => formulas.set!(target, translated(value, session.separators, ENGLISH), session),
};
