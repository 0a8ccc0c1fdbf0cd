import { useMemo } from "react";
import type { Assumption } from "../../../model/types";
import { listed } from "../../../functions/fill";
import { printedIn, sectionName } from "../../../report/names";
import { messageText } from "../../../workbook/messages/messages";
import { NO_YEAR, problemMessage } from "../../../workbook/tables/problems";
import { formatNumber, formatPlain, timesDefault, unitSuffix, withUnit } from "../../amounts";
import { useModel } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { texts } from "./texts";

export const assumptionKey = ({ key, scenario, year }: Assumption): string => `${key}|${scenario ?? ""}|${year ?? ""}`;

/** How an assumption is spoken of. */
export interface AssumptionWords {
  /** The scenario and year it holds for. */
  readonly where: (assumption: Assumption) => string;
  readonly year: (assumption: Assumption) => string;
  /** The sections of the report that its default comes from. */
  readonly source: (assumption: Assumption) => string;
  /** What to print after a number in the unit. */
  readonly unit: (unit: string) => string;
  readonly amount: (value: number, unit: string) => string;
  /** How a number compares with the default where it may be meant in another unit; null where it may not. */
  readonly compared: (value: number, byDefault: number | null) => string | null;
  /** That its override is not used, and why. */
  readonly problem: (assumption: Assumption) => string | null;
}

export function useWords(): AssumptionWords {
  const say = useTexts(texts);
  const language = useLanguage();
  const model = useModel();
  return useMemo(() => {
    const scenarioName = (id: string) => model.scenarios.find((scenario) => scenario.id === id)?.name[language] ?? id;
    const yearText = ({ year }: Pick<Assumption, "year">) =>
      year === null ? say("anyYear") : year === NO_YEAR ? say("unreadYear") : String(year);
    const unit = (text: string) => unitSuffix(model.report, text, language);
    return {
      where: (row) => [row.scenario && scenarioName(row.scenario), yearText(row)].filter(Boolean).join(" · "),
      year: yearText,
      source: ({ figures }) =>
        listed(
          [
            ...new Set(
              figures.flatMap((figure) => {
                const { section } = figure;
                if (section === null) return printedIn(figure, language);
                return section === "abstract" ? sectionName(section, language) : say("section", { section });
              }),
            ),
          ],
          language,
        ),
      unit,
      amount: (value, valueUnit) => withUnit(formatNumber(value, valueUnit, language), unit(valueUnit)),
      compared: (value, byDefault) => {
        const times = timesDefault(value, byDefault);
        if (times === null) return null;
        return Math.abs(times) > 1
          ? say("times", { times: formatPlain(times, language) })
          : say("part", { part: formatNumber(times, "%", language) });
      },
      problem: ({ problem }) => problem && messageText(problemMessage(problem), language),
    };
  }, [say, language, model]);
}
