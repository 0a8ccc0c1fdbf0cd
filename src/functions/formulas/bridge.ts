import { normalise } from "../../model";
import type { Split } from "../../report/types";
import { analyses } from "../analyses";
import { split, year } from "../domains";
import { tableFormula } from "../formula";
import { optional, required, type Domain } from "../parameter";
import { orSeen, orUnit } from "./shared/parameters";

const DRIVERS = "drivers";
/** Null: the drivers. */
const byWhat: Domain<Split | null> = {
  ...(split as Domain<Split | null>),
  takes: { en: '"drivers", or the id or name of a split', zh: "“drivers”（驱动因素），或划分的标识或名称" },
  read: (value, setting, parameter) =>
    typeof value === "string" && normalise(value) === DRIVERS ? null : split.read(value, setting, parameter),
};

export const bridge = tableFormula({
  id: "BRIDGE",
  summary: {
    en: "What each driver, or each segment, adds to the market between two years",
    zh: "两个年份之间各驱动因素或各细分对市场规模的贡献",
  },
  parameters: [required("from", year), required("to", year), optional("by", byWhat, () => null), orSeen, orUnit],
  evaluate: (...given) => analyses().bridgeTable(...given),
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./bridge.help"),
});
