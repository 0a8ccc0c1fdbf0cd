import { explainedFormula } from "../formula";
import { expression } from "../native";
import { explainedRate } from "./shared/growth";
import { orSeen, orWhole, theYear } from "./shared/parameters";

export const growth = explainedFormula({
  id: "GROWTH",
  summary: { en: "Growth on the year before", zh: "同比增长率" },
  parameters: [theYear, orSeen, orWhole],
  explain: (setting, year, scenario, segment) =>
    explainedRate(setting, setting.main.growth(year, scenario, segment), [year - 1, year], scenario, segment),
  native: expression(["SIZE", "SHARE", "DRIVER"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./growth.help"),
});
