/** Calls in a workbook of several reports: a name of another report has that report's id and a colon before it. */
import { normalise, type Model, type Money, type Result, type ScenarioView } from "../model";
import type { Text } from "../report/types";
import type { Call, Formula } from "./formula";
import { Refusal } from "./outcome";
import { isBlankFor, type Parameter } from "./parameter";
import { reportIdsIn, type Setting } from "./setting";

/** A text of a call with the report that it is of; null for what any report may have. */
interface Told {
  readonly report: string | null;
  readonly text: unknown;
  /** Whether it stood before a colon. */
  readonly split: boolean;
}

/** Whose names the texts of a call are. */
export interface Naming {
  /** By parameter, of a list by its elements. */
  readonly told: readonly (readonly Told[])[];
  /** The place of the parameter whose scenarios are of several reports; none where no such is among them. */
  readonly several: number | null;
  /** The report that the call is of, and the place of the parameter that first says so; null where only a list says any. */
  readonly first: { readonly report: string; readonly at: number } | null;
}

/** Null where no text has a report's id before a colon. */
export function namingOf(
  { parameters }: Pick<Formula, "parameters">,
  setting: Setting,
  args: readonly unknown[],
): Naming | Refusal | null {
  const among = parameters.map((parameter, index) => elementsOf(parameter, args[index]).map(toldBy(parameter)));
  const all = among.flatMap((texts, at) => texts.map((one) => ({ ...one, at })));
  if (!all.some(({ split }) => split)) return null;

  const unread = all.find(({ report }) => report !== null && !setting.models.has(report));
  if (unread) {
    return new Refusal("notAvailable", () => messages.unread(parameters[unread.at]!.name, unread.report!));
  }
  const several = among.findIndex((texts, index) => {
    const { list, domain } = parameters[index]!;
    return list && domain.kind === "scenario" && reportsOf(texts).size > 1;
  });
  const [first, ...others] = all.filter(({ report, at }) => report !== null && at !== several);
  const other = others.find(({ report }) => report !== first!.report);
  if (first && other) {
    const [one, another] = [parameters[first.at]!.name, parameters[other.at]!.name];
    return new Refusal("invalidValue", () => messages.twoReports([one, first.report!], [another, other.report!]));
  }
  return {
    told: among,
    several: several < 0 ? null : several,
    first: first ? { report: first.report!, at: first.at } : null,
  };

  function toldBy(parameter: Parameter) {
    const { domain, element = parameter } = parameter;
    return (text: unknown): Told => {
      const none = { report: null, text, split: false };
      const isName = typeof text === "string" || typeof text === "number";
      if (!domain.ofReport || !isName || isBlankFor(domain, text)) return none;
      const isUnknown = typeof text === "string" && element.read(text, setting) instanceof Refusal;
      const split = isUnknown ? splitOf(setting, text) : null;
      if (split) return split;
      // A plain scenario is the main report's; other plain names are of the report of the scenario that they are seen in.
      return domain.kind === "scenario" ? { ...none, report: setting.main.report.id } : none;
    };
  }
}

/**
 * Reads a call of which at least one name isn't known in the main report: in the report that the names before a colon say.
 * Null where none of them says one.
 */
export function readAmong(
  formula: Pick<Formula, "parameters">,
  setting: Setting,
  args: readonly unknown[],
): Call | Refusal | null {
  const naming = namingOf(formula, setting, args);
  if (naming === null || naming instanceof Refusal) return naming;
  const { told, several, first } = naming;
  const own = settingOfReport(setting, first?.report ?? null);
  const values: unknown[] = [];
  for (const [index, parameter] of formula.parameters.entries()) {
    const texts = told[index]!;
    const value =
      index === several
        ? texts.flatMap(({ report, text }) =>
            isBlankFor(parameter.domain, text) && report === null
              ? []
              : [parameter.element!.read(text, settingOfReport(setting, report))],
          )
        : parameter.read(parameter.list ? texts.map(({ text }) => text) : texts[0]!.text, own);
    if (value instanceof Refusal) return value;
    values.push(value);
  }
  return { setting: own, values };
}

const elementsOf = ({ list }: Parameter, argument: unknown): readonly unknown[] =>
  list && Array.isArray(argument) ? argument.flat(2) : [argument];

const reportsOf = (texts: readonly Told[]): ReadonlySet<string> => new Set(texts.flatMap(({ report }) => report ?? []));

const COLON = /[:：]/;

/** What stands before a text's first colon, as names are compared; null where it has none. */
export const reportBefore = (text: string): string | null =>
  COLON.test(text) ? normalise(text.slice(0, text.search(COLON))) : null;

/** At its first colon, if the id of a report stands before it. */
function splitOf(setting: Setting, text: string): Told | null {
  const before = reportBefore(text);
  const report = reportIdsIn(setting).find((id) => normalise(id) === before);
  return report === undefined ? null : { report, text: text.slice(text.search(COLON) + 1), split: true };
}

/** With that report in the main one's place; null: as it is. */
export function settingOfReport(setting: Setting, report: string | null): Setting {
  const main = report === null ? setting.main : setting.models.get(report)!;
  return main === setting.main ? setting : { ...setting, main, prefix: `${main.report.id}:` };
}

/** The report that a scenario is of. */
export const modelOf = ({ main, models }: Setting, scenario: ScenarioView): Model =>
  [main, ...models.values()].find(({ scenarios }) => scenarios.includes(scenario)) ?? main;

/** Money in the words of another report: what is a multiple of its own, and at which rates. */
export const moneyIn = ({ main }: Setting, model: Model, money: Money): Result<Money> =>
  model === main ? money : model.money(money.id);

const messages = {
  twoReports: (
    [one, itsReport]: readonly [parameter: string, report: string],
    [other, otherReport]: readonly [parameter: string, report: string],
  ): Text => ({
    en: `${one} is of the report "${itsReport}", ${other} of "${otherReport}": one call takes names of one report. Before a name of another than the main one stand its id and a colon.`,
    zh: `${one} 属于报告 "${itsReport}"，${other} 属于 "${otherReport}"：一次调用只能使用同一报告的名称。非主报告的名称前须加其标识和冒号。`,
  }),
  unread: (parameter: string, report: string): Text => ({
    en: `${parameter}: the data of the report "${report}" can't be read from this workbook. Add the report again.`,
    zh: `${parameter}：无法从此工作簿读取报告 "${report}" 的数据。请重新添加该报告。`,
  }),
};
