import { analyses } from "../analyses";
import { series as takesSeries } from "../domains";
import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { required } from "../parameter";
import { theTime } from "./shared/parameters";
import { overTime } from "./shared/time";
import { explained } from "./shared/values";

export const series = explainedFormula({
  id: "SERIES",
  summary: { en: "A value of one of the report's tables", zh: "报告某一数据列的数值" },
  parameters: [required("series", takesSeries), theTime],
  explain: ({ main }, series, when) =>
    overTime(
      when,
      (year) => explained(main.explainSeries(series, year)),
      () => analyses().isFlow(series),
    ),
  native: tabulated(["series"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./series.help"),
});
