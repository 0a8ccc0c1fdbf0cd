import { anyYear } from "../domains";
import { explainedFormula } from "../formula";
import { expression } from "../native";
import { required } from "../parameter";
import { rateBetween } from "./shared/growth";
import { orSeen, orWhole } from "./shared/parameters";

export const growth = explainedFormula({
  id: "GROWTH",
  summary: { en: "Growth on the year before", zh: "同比增长率" },
  parameters: [required("year", anyYear), orSeen, orWhole],
  explain: (setting, when, scenario, segment) =>
    rateBetween(setting, typeof when === "number" ? when - 1 : when.before(), when, scenario, segment),
  native: expression(["SIZE", "SHARE", "DRIVER"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./growth.help"),
});
