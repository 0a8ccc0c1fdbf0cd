/** The bottom-up model and its inputs. */
import { build as buildSize, type BuildInputs } from "../../model";
import type { Text } from "../../report/types";
import { valueFormula } from "../formula";
import { driver, number, optional, required, type Parameter } from "../parameter";
import { inUnit } from "./outcome";
import { orBuilt, orUnit, theYear } from "./parameters";

export const driverValue = valueFormula({
  id: "DRIVER",
  summary: { en: "A driver of the bottom-up model in a year", zh: "自下而上模型的某一驱动因素" },
  parameters: [
    required(driver, { name: "driver", summary: { en: "Driver: its id or name", zh: "驱动因素：标识或名称" } }),
    theYear,
    orBuilt,
  ],
  gives: {
    en: 'The driver in its own unit (=MARKET.LIST("drivers") shows it), rates as fractions',
    zh: '驱动因素，以其自身单位计（见 =MARKET.LIST("drivers")），比率以小数计',
  },
  examples: [
    {
      arguments: ["parc", 2030],
      gives: 4.35,
      note: { en: "Vehicles on the road, 100 million", zh: "汽车保有量，亿辆" },
    },
    { arguments: ["cloud-penetration", 2027], gives: 0.6, note: { en: "A rate", zh: "比率" } },
    {
      arguments: ["arpu", 2030, "base"],
      gives: { error: "#N/A" },
      note: { en: "Not built from drivers", zh: "不是由驱动因素构建" },
    },
  ],
  evaluate: (model, driver, year, scenario) => model.driverValue(driver, year, scenario),
});

const anyAmount = number({ en: "a number of zero or more", zh: "不小于零的数" }, { least: 0, most: 1e15 });
const rate = number(
  { en: "a fraction from 0 to 1 (0.75 or 75%)", zh: "0 至 1 的小数（0.75 或 75%）" },
  { least: 0, most: 1 },
);
const asDriver: Text = { en: "as DRIVER gives it", zh: "与 DRIVER 相同" };
const aFraction: Text = { en: "fraction", zh: "小数" };

type Input = (name: keyof BuildInputs, summary: Text) => Parameter<number>;
const amountOf: Input = (name, summary) => required(anyAmount, { name, summary, unit: asDriver });
const rateOf: Input = (name, summary) => required(rate, { name, summary, unit: aFraction });

export const build = valueFormula({
  id: "BUILD",
  summary: { en: "Bottom-up market size from your own numbers", zh: "用自己的数字自下而上测算市场规模" },
  parameters: [
    amountOf("parc", { en: "Units in use, in the unit of the report's driver", zh: "保有量，以报告驱动因素的单位计" }),
    rateOf("connectedRate", { en: "Share of them that is connected", zh: "联网率" }),
    rateOf("cloudPenetration", { en: "Share of the connected that uses the service", zh: "云服务渗透率" }),
    amountOf("arpu", { en: "Revenue per unit and year", zh: "每单位每年收入" }),
    optional(
      rate,
      {
        name: "selfBuiltShare",
        summary: { en: "Share built in-house; without one, 0", zh: "自建份额；省略时为 0" },
        unit: aFraction,
      },
      () => 0,
    ),
    optional(
      anyAmount,
      { name: "regionalFactor", summary: { en: "Regional factor; without one, 1", zh: "区域系数；省略时为 1" } },
      () => 1,
    ),
    optional(
      anyAmount,
      {
        name: "complianceCost",
        summary: {
          en: "Compliance cost per covered unit and year; without one, 0",
          zh: "每个覆盖单位每年的合规成本；省略时为 0",
        },
        unit: { en: "as arpu", zh: "与 arpu 相同" },
      },
      () => 0,
    ),
    orUnit,
  ],
  gives: { en: "Market size, in the unit asked for", zh: "市场规模，以所选单位计" },
  examples: [
    {
      arguments: [4.35, 0.83, 0.75, 600],
      gives: 1624.7,
      note: { en: "The report's own drivers for 2030", zh: "报告的 2030 年驱动因素" },
    },
    {
      arguments: [4.35, 0.83, 0.75, 600, "10%", 1, 20],
      gives: 1408.1,
      note: { en: "A tenth built in-house, and a cost of complying", zh: "一成自建，并计合规成本" },
    },
    {
      arguments: [4.35, 83, 0.75, 600],
      gives: { error: "#VALUE!" },
      note: { en: "83 is no fraction: 0.83 or 83%", zh: "83 不是小数：应为 0.83 或 83%" },
    },
  ],
  evaluate: (
    model,
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
    return inUnit(buildSize(model.report, inputs), factor);
  },
});
