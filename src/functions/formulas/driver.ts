import { analyses } from "../analyses";
import { driver as takesDriver } from "../domains";
import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { required } from "../parameter";
import { orBuilt, theTime } from "./shared/parameters";
import { overTime } from "./shared/time";
import { explained } from "./shared/values";

export const driver = explainedFormula({
  id: "DRIVER",
  summary: { en: "A driver of the bottom-up model in a year", zh: "自下而上模型的某一驱动因素" },
  parameters: [required("driver", takesDriver), theTime, orBuilt],
  explain: ({ main }, driver, when, scenario) =>
    overTime(
      when,
      (year) => explained(main.explainDriver(driver, year, scenario)),
      () => analyses().isFlow(driver),
    ),
  native: tabulated(["scenario", "driver"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./driver.help"),
});
