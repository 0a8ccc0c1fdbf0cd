import { isFault } from "../../model";
import { tableFormula } from "../formula";
import { quote, type NativeCell } from "../native";
import type { Outcome } from "../outcome";
import { headers } from "./shared/headers";
import { orScenario, orUnit, theSplit, theYear } from "./shared/parameters";
import { inMoney, say } from "./shared/values";

const titles = [headers.segment, headers.size, headers.share];

export const split = tableFormula({
  id: "SPLIT",
  summary: { en: "Table of a split's segments with size and share", zh: "某一划分的各细分、规模与份额表" },
  parameters: [theSplit, theYear, orScenario, orUnit],
  evaluate: (setting, split, year, scenario, money) => {
    const { main } = setting;
    const total = main.size(scenario, year);
    if (isFault(total)) return total;
    const rows = split.segments.map((segment): Outcome[] => [
      say(segment.name, setting),
      inMoney(main.segmentSize(segment, year, scenario), money, year),
      main.share(segment, year, scenario),
    ]);
    return [titles.map((title) => say(title, setting)), ...rows];
  },
  unexplained: "table",
  native: {
    is: "cells",
    over: ["SEGMENT", "SHARE"],
    labels: ["split"],
    cells: (setting, [, year = "", scenario = "", unit = ""], split) => [
      titles.map((title) => say(title, setting)),
      ...split!.segments.map(({ id, name }): NativeCell[] => [
        say(name, setting),
        ["SEGMENT", quote(id), year, scenario, unit],
        ["SHARE", quote(id), year, scenario],
      ]),
    ],
  },
  loadHelp: () => import(/* webpackChunkName: "help" */ "./split.help"),
});
