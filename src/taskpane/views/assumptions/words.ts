import { useMemo } from "react";
import type { Assumption } from "../../../model/types";
import { listed } from "../../../functions/fill";
import { sectionName } from "../../../report/names";
import { messageText } from "../../../workbook/messages";
import { problemMessage } from "../../../workbook/tables";
import { formatNumber, unitSuffix, withUnit } from "../../amounts";
import { useModel } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { texts } from "./texts";

export const assumptionKey = ({ key, scenario, year }: Assumption): string => `${key}|${scenario ?? ""}|${year ?? ""}`;

/** How an assumption is spoken of. */
export interface AssumptionWords {
  /** The scenario and year it holds for. */
  readonly where: (assumption: Assumption) => string;
  /** The sections of the report that its default comes from. */
  readonly source: (assumption: Assumption) => string;
  /** What to print after a number in the unit. */
  readonly unit: (unit: string) => string;
  readonly amount: (value: number, unit: string) => string;
  /** Why its override is not used. */
  readonly problem: (assumption: Assumption) => string | null;
}

export function useWords(): AssumptionWords {
  const say = useTexts(texts);
  const language = useLanguage();
  const model = useModel();
  return useMemo(() => {
    const scenarioName = (id: string) => model.scenarios.find((scenario) => scenario.id === id)?.name[language] ?? id;
    const unit = (text: string) => unitSuffix(model.report, text, language);
    return {
      where: ({ scenario, year }) =>
        [scenario && scenarioName(scenario), year === null ? say("anyYear") : String(year)].filter(Boolean).join(" · "),
      source: ({ figures }) =>
        listed(
          [...new Set(figures.map(({ section }) => section))].map((section) =>
            section === "abstract" ? sectionName(section, language) : say("section", { section }),
          ),
          language,
        ),
      unit,
      amount: (value, valueUnit) => withUnit(formatNumber(value, valueUnit, language), unit(valueUnit)),
      problem: ({ problem }) => problem && say("notUsed", { problem: messageText(problemMessage(problem), language) }),
    };
  }, [say, language, model]);
}
