import { build as buildSize, isBottomUp, planOf } from "../../model";
import type { Text } from "../../report/types";
import { number } from "../domains";
import { valueFormula } from "../formula";
import { expression, NA } from "../native";
import { optional, required } from "../parameter";
import { orUnit } from "./shared/parameters";
import { inUnit } from "./shared/values";

const amountTakes: Text = { en: "a number of zero or more", zh: "不小于零的数" };
const amount = number(amountTakes, { least: 0, most: 1e15 });
const rateTakes: Text = { en: "a fraction from 0 to 1 (0.75 or 75%)", zh: "0 至 1 的小数（0.75 或 75%）" };
const rate = number(rateTakes, { least: 0, most: 1 });

export const build = valueFormula({
  id: "BUILD",
  summary: { en: "Bottom-up market size from your own numbers", zh: "用自己的数字自下而上测算市场规模" },
  parameters: [
    required("parc", amount),
    required("connectedRate", rate),
    required("cloudPenetration", rate),
    required("arpu", amount),
    optional("selfBuiltShare", rate, () => 0),
    optional("regionalFactor", amount, () => 1),
    optional("complianceCost", amount, () => 0),
    orUnit,
  ],
  evaluate: (
    { main },
    parc,
    connectedRate,
    cloudPenetration,
    arpu,
    selfBuiltShare,
    regionalFactor,
    complianceCost,
    factor,
  ) => {
    const inputs = { parc, connectedRate, cloudPenetration, arpu, selfBuiltShare, regionalFactor, complianceCost };
    return inUnit(buildSize(main.report, inputs), factor);
  },
  unexplained: "own-numbers",
  native: expression([], (target, ...given) => {
    const { report } = target.setting.main;
    const scenario = report.scenarios.find(isBottomUp);
    const unit = given.at(-1)!;
    const numbers = given.slice(0, -1).map((one) => target.number(one));
    const [factors, [selfBuilt, regional, compliance]] = [numbers.slice(0, 4), numbers.slice(4)];
    if (scenario?.factors.length !== factors.length) return NA;
    const { price, scale, costScale } = planOf(report, scenario);
    const sold = `${[...factors, String(scale)].join("*")}*(1-${selfBuilt})*${regional}`;
    const volume = [...factors.filter((_, index) => index !== price), String(costScale)].join("*");
    return target.inUnit(compliance === "0" ? sold : `(${sold}-${compliance}*${volume})`, unit);
  }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./build.help"),
});
