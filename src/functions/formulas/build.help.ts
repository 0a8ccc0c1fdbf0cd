import type { Text } from "../../report/types";
import type { Help, ParameterHelp } from "../help";
import { orUnit } from "./shared/help";

const amountOf = (summary: Text): ParameterHelp => ({
  summary,
  unit: { en: "as DRIVER gives it", zh: "与 DRIVER 相同" },
});
const rateOf = (summary: Text): ParameterHelp => ({ summary, unit: { en: "fraction", zh: "小数" } });

export const help: Help<
  | "parc"
  | "connectedRate"
  | "cloudPenetration"
  | "arpu"
  | "selfBuiltShare"
  | "regionalFactor"
  | "complianceCost"
  | "unit"
> = {
  gives: { en: "Market size, in the unit asked for", zh: "市场规模，以所选单位计" },
  shows: "amount",
  parameters: {
    parc: amountOf({ en: "Units in use, in the unit of the report's driver", zh: "保有量，以报告驱动因素的单位计" }),
    connectedRate: rateOf({ en: "Share of them that is connected", zh: "联网率" }),
    cloudPenetration: rateOf({ en: "Share of the connected that uses the service", zh: "云服务渗透率" }),
    arpu: amountOf({ en: "Revenue per unit and year", zh: "每单位每年收入" }),
    selfBuiltShare: rateOf({ en: "Share built in-house; without one, 0", zh: "自建份额；省略时为 0" }),
    regionalFactor: { summary: { en: "Regional factor; without one, 1", zh: "区域系数；省略时为 1" } },
    complianceCost: {
      summary: {
        en: "Compliance cost per covered unit and year; without one, 0",
        zh: "每个覆盖单位每年的合规成本；省略时为 0",
      },
      unit: { en: "as arpu", zh: "与 arpu 相同" },
    },
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A", "#NUM!"],
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
};
