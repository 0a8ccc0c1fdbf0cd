/** How a claim was recomputed, in words with the figures that it was recomputed from. */
import type { AuditRow } from "../../../model";
import type { Check, Figure, Text } from "../../../report/types";
import { fill } from "../../fill";
import type { Setting } from "../../setting";
import { amountText, figureText } from "../../source";

const words = {
  cagr: { en: "growth a year from {from} to {to} = {result}", zh: "{from} 至 {to} 的年均增长率 = {result}" },
  growth: { en: "growth from {from} to {to} = {result}", zh: "{from} 至 {to} 的增幅 = {result}" },
  complement: { en: "100% − {parts} = {result}", zh: "100% − {parts} = {result}" },
  "at-most": { en: "at most {limit}", zh: "不超过 {limit}" },
  equal: { en: "stated elsewhere: {to}", zh: "另处所述：{to}" },
  compound: { en: "{from} growing at {rate} = {result}", zh: "{from} 按 {rate} 增长 = {result}" },
} as const satisfies Readonly<Record<string, Text>>;

/** What follows where the report says otherwise. */
const against: Text = { en: "; stated: {stated}", zh: "；报告值：{stated}" };

export function recomputedText({ main, language }: Setting, { claim, stated, recomputed, verdict }: AuditRow): string {
  const { report } = main;
  const shown = (figure: Figure): string => figureText(main, figure, language.cells);
  const named = (id: string): string => shown(report.figures.find((figure) => figure.id === id)!);
  const inUnit = stated.unit === "%" ? recomputed * 100 : recomputed;
  const result = amountText(report, String(Number(inUnit.toPrecision(6))), stated.unit, language.cells);
  const how = text(report.claims.find(({ id }) => id === claim)!.check);
  return verdict === "consistent" ? how : how + fill(against, { stated: shown(stated) }, language.cells);

  function text(check: Check): string {
    const say = (kind: keyof typeof words, values: Readonly<Record<string, string>>): string =>
      fill(words[kind], { ...values, result }, language.cells);
    const joined = (ids: readonly string[], sign: string): string => `${ids.map(named).join(` ${sign} `)} = ${result}`;
    switch (check.kind) {
      case "cagr":
      case "growth":
        return say(check.kind, { from: named(check.from), to: named(check.to) });
      case "ratio":
        return joined([check.numerator, check.denominator], "÷");
      case "product":
        return joined(check.factors, "×");
      case "sum":
        return joined(check.terms, "+");
      case "difference":
        return joined([check.from, check.subtract], "−");
      case "complement":
        return say("complement", { parts: check.parts.map(named).join(" − ") });
      case "at-most": {
        const parts = [check.whole, ...(check.beside ?? [])].map(named);
        return say("at-most", { limit: parts.length > 1 ? `${parts.join(" − ")} = ${result}` : parts[0]! });
      }
      case "shares":
        return say("at-most", { limit: `100% − ${check.parts.map(named).join(" − ")} = ${result}` });
      case "equal":
        return say("equal", { to: named(check.to) });
      case "compound":
        return say("compound", { from: named(check.from), rate: named(check.rate) });
    }
  }
}
