import { isFault } from "../../model";
import { tableFormula } from "../formula";
import { quote, type NativeCell } from "../native";
import type { Outcome } from "../outcome";
import { headers } from "./shared/headers";
import { orSeen, orUnit, theSplit, theTime } from "./shared/parameters";
import { explainedShare, segmentOver } from "./shared/segments";
import { overTime } from "./shared/time";
import { explained, say } from "./shared/values";

const titles = [headers.segment, headers.size, headers.share];

export const split = tableFormula({
  id: "SPLIT",
  summary: { en: "Table of a split's segments with size and share", zh: "某一划分的各细分、规模与份额表" },
  parameters: [theSplit, theTime, orSeen, orUnit],
  evaluate: (setting, split, when, scenario, money) => {
    const { main } = setting;
    const sizes = split.segments.map((segment) => segmentOver(setting, segment, when, scenario, money));
    const [first] = split.segments;
    const isOfMarket = first && "scenario" in main.wholeOf(first);
    const total = isOfMarket
      ? overTime(when, (year) => explained(main.explainSize(scenario ?? main.chosen, year)))
      : sizes.every((size) => !("value" in size)) && sizes[0];
    if (total && !("value" in total)) return total;
    const rows = split.segments.map((segment, index): Outcome[] => {
      const size = sizes[index]!;
      const share = explainedShare(setting, segment, when, scenario ?? main.chosen);
      return [say(segment.name, setting), "value" in size ? size.value : size, isFault(share) ? share : share.value];
    });
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
