/** What formulas give over a report: as cells show it, with the message that a cell's error carries. */
import { HyperFormula } from "hyperformula";
import { literalOf } from "../../src/excel/formulas/calls";
import { loadAnalyses } from "../../src/functions/analyses";
import { formulas } from "../../src/functions/formulas";
import type { Language } from "../../src/functions/language";
import { calculator } from "../../src/functions/run";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import type { Assumptions, Override } from "../../src/model";
import type { Report } from "../../src/report";
import { onlyCall } from "../../src/workbook/calls/inFormulas";
import { withFunctions, type Runner } from "../build/workbooks/calculate";
import { problemText } from "./problems";

type Plain = number | string | boolean;
type Failed = { readonly error: string; readonly message: string };
type Shown = Plain | Failed;
/** A table is rows of cells. */
export type Value = Shown | readonly (readonly Shown[])[];

export async function evaluate(
  report: Report,
  assumptions: Assumptions,
  texts: readonly string[],
  language: Language,
): Promise<{ readonly values: readonly Value[] } | { readonly refused: readonly string[] }> {
  await loadAnalyses();
  const model = createModel(report, assumptions);
  const refused = model.problems().filter(({ check }) => check === "override");
  if (refused.length > 0) return { refused: refused.map((problem) => problemText(problem, language)) };
  const setting = settingOf(model, { messages: language });
  const runners = new Map(
    formulas.map((formula): [string, Runner] => {
      const calculate = calculator(formula);
      return [formula.id, (...args) => calculate(setting, args)];
    }),
  );
  return { values: texts.map((text) => valueOf(text)) };

  function valueOf(text: string): Value {
    const call = onlyCall(text);
    const args = call?.args.map((argument) => argumentOf(argument.text));
    const run = call && runners.get(call.name);
    if (run && args && !args.includes(undefined)) return shown(run(...args));
    const engine = withFunctions(runners, () =>
      HyperFormula.buildFromArray([[text]], { licenseKey: "gpl-v3", useArrayArithmetic: true }),
    );
    const value = engine.getCellValue({ sheet: 0, row: 0, col: 0 });
    if (value === null) return "";
    return typeof value === "object" ? { error: value.value, message: value.message } : value;
  }
}

function shown(answer: unknown): Value {
  if (!Array.isArray(answer)) return cell(answer);
  const rows = (answer as readonly (readonly unknown[])[]).map((row) => row.map(cell));
  // A range of one is a value.
  return rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0]! : rows;
}

function cell(value: unknown): Shown {
  if (value instanceof CustomFunctions.Error) return { error: value.code, message: value.message ?? "" };
  return value as Plain;
}

/** A literal or an array constant; undefined where it has to be calculated. */
function argumentOf(text: string): unknown {
  const constant = /^\{(.*)\}$/s.exec(text);
  if (!constant) return literalOf(text);
  const rows = separated(constant[1]!, ";").map((row) => separated(row, ",").map((one) => literalOf(one.trim())));
  return rows.flat().includes(undefined) ? undefined : rows;
}

/** Texts between signs that stand in no text of their own. */
const separated = (text: string, sign: "," | ";"): readonly string[] =>
  text.match(sign === "," ? /(?:"(?:[^"]|"")*"|[^,"])+/g : /(?:"(?:[^"]|"")*"|[^;"])+/g) ?? [];

/** `KEY=NUMBER`, `KEY:YEAR=NUMBER`, `KEY@SCENARIO:YEAR=NUMBER`; percentages as fractions. */
export function overrideOf(text: string): Override | null {
  const [, key, scenario, year, number] = /^([^@:=]+)(?:@([^:=]+))?(?::(\d{4}))?=(.+)$/.exec(text) ?? [];
  const value = Number(number);
  if (key === undefined || number?.trim() === "" || !Number.isFinite(value)) return null;
  return { key, scenario: scenario ?? null, year: year === undefined ? null : Number(year), value };
}
