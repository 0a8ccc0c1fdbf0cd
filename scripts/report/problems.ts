import type { IntegrityProblem } from "../../src/model";
import type { Language } from "../../src/functions/language";
import { messageText } from "../../src/workbook/messages/messages";
import { problemMessage } from "../../src/workbook/tables/problems";

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;

/** What keeps a model's numbers from being whole, in words. */
export function problemText(problem: IntegrityProblem, language: Language): string {
  switch (problem.check) {
    case "split-sum": {
      const { split, segment, scenario, year, sum } = problem;
      if (segment !== null) {
        return {
          en: `${split} / ${segment}: ${percent(sum)} of the whole in ${year} (scenario ${scenario}) can't be.`,
          zh: `${split} / ${segment}：${year} 年占整体 ${percent(sum)}（情景 ${scenario}），不可能。`,
        }[language];
      }
      return {
        en: `${split}: its segments add to ${percent(sum)} in ${year} (scenario ${scenario}), which isn't a matter of rounding.`,
        zh: `${split}：${year} 年各细分合计 ${percent(sum)}（情景 ${scenario}），并非四舍五入所致。`,
      }[language];
    }
    case "override": {
      const { key, scenario, year, problem: why } = problem.assumption;
      const place = key + (scenario === null ? "" : `@${scenario}`) + (year === null ? "" : `:${year}`);
      return `${place}: ${why ? messageText(problemMessage(why), language) : ""}`;
    }
    case "chosen":
      return problem.text;
    case "scenario":
      return `${problem.scenario.id}: ${problem.reason}`;
  }
}
