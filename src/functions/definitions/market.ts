/** Size of the market and of its segments. */
import { isFault, type ScenarioView } from "../../model";
import { tableFormula, valueFormula, type Outcome } from "../formula";
import { optional, optionalList, required, scenario, split, year } from "../parameter";
import { Refusal } from "../refusal";
import { headers } from "./headers";
import { inUnit, say } from "./outcome";
import { orScenario, orUnit, orWhole, theSegment, theYear } from "./parameters";

const money = { en: "in the unit asked for", zh: "以所选单位计" };
const fraction = { en: "as a fraction (0.25 is 25 %)", zh: "以小数计（0.25 即 25 %）" };

export const size = valueFormula({
  id: "SIZE",
  summary: { en: "Market size in a year", zh: "某年的市场规模" },
  parameters: [theYear, orScenario, orUnit],
  gives: { en: `Market size, ${money.en}`, zh: `市场规模，${money.zh}` },
  examples: [
    { arguments: [2030], gives: 1800, note: { en: "The workbook's scenario", zh: "工作簿所选情景" } },
    { arguments: ["2027E", "base"], gives: 814.4, note: { en: "Between reported years", zh: "两个报告年份之间" } },
    { arguments: [2030, "vendors", "CNY bn"], gives: 66.54, note: { en: "In another unit", zh: "换用其他单位" } },
    {
      arguments: [[[2025, 2028, 2030]], [["vendors"], ["summary"]]],
      gives: [2, 3],
      note: { en: "A grid in one call", zh: "一次填满一个网格" },
    },
    {
      arguments: [2035],
      gives: { error: "#N/A" },
      note: { en: "Nothing is extrapolated", zh: "不作外推" },
    },
  ],
  evaluate: (model, year, scenario, factor) => inUnit(model.size(scenario, year), factor),
});

export const segment = valueFormula({
  id: "SEGMENT",
  summary: { en: "Size of one segment in a year", zh: "某一细分在某年的规模" },
  parameters: [theSegment, theYear, orScenario, orUnit],
  gives: { en: `Size of the segment, ${money.en}`, zh: `细分规模，${money.zh}` },
  examples: [
    { arguments: ["rd", 2030], gives: 520, note: { en: "By id", zh: "按标识" } },
    { arguments: ["研发云", 2030], gives: 520, note: { en: "By name", zh: "按名称" } },
    {
      arguments: ["huawei", 2030, "vendors"],
      gives: 219.6,
      note: { en: "In the scenario it was published with", zh: "在其原始情景中" },
    },
  ],
  evaluate: (model, segment, year, scenario, factor) => inUnit(model.segmentSize(segment, year, scenario), factor),
});

export const share = valueFormula({
  id: "SHARE",
  summary: { en: "Share of a segment in the market", zh: "细分占市场的份额" },
  parameters: [theSegment, theYear, orScenario],
  gives: { en: `Share, ${fraction.en}`, zh: `份额，${fraction.zh}` },
  examples: [{ arguments: ["marketing", 2025], gives: 0.25, note: { en: "A quarter", zh: "四分之一" } }],
  evaluate: (model, segment, year, scenario) => model.share(segment, year, scenario),
});

export const splitTable = tableFormula({
  id: "SPLIT",
  summary: { en: "Table of a split's segments with size and share", zh: "某一划分的各细分、规模与份额表" },
  parameters: [
    required(split, {
      name: "split",
      summary: { en: "Way of dividing the market: its id or name", zh: "市场划分方式：标识或名称" },
    }),
    theYear,
    orScenario,
    orUnit,
  ],
  gives: { en: "Table: Segment, Size, Share", zh: "表：细分、规模、份额" },
  examples: [
    {
      arguments: ["application", 2030],
      gives: [5, 3],
      note: { en: "A header and four segments", zh: "表头与四个细分" },
    },
  ],
  evaluate: (model, split, year, scenario, factor) => {
    const total = model.size(scenario, year);
    if (isFault(total)) return total;
    const rows = split.segments.map((segment): Outcome[] => [
      say(segment.name),
      inUnit(model.segmentSize(segment, year, scenario), factor),
      model.share(segment, year, scenario),
    ]);
    return [[headers.segment, headers.size, headers.share].map(say), ...rows];
  },
});

export const cagr = valueFormula({
  id: "CAGR",
  summary: { en: "Compound annual growth rate between two years", zh: "两个年份之间的年均复合增长率" },
  parameters: [
    required(year, { name: "from", summary: { en: "First year", zh: "起始年份" } }),
    required(year, { name: "to", summary: { en: "Last year", zh: "终止年份" } }),
    orScenario,
    orWhole,
  ],
  gives: { en: `Growth a year, ${fraction.en}`, zh: `每年增长率，${fraction.zh}` },
  examples: [
    { arguments: [2025, 2030], gives: 0.3026, note: { en: "The whole market", zh: "整个市场" } },
    { arguments: [2025, 2030, null, "rd"], gives: 0.3096, note: { en: "One segment", zh: "一个细分" } },
    { arguments: [2025, 2025], gives: { error: "#NUM!" }, note: { en: "No time, no rate", zh: "同一年份没有增长率" } },
  ],
  evaluate: (model, from, to, scenario, segment) => model.cagr(from, to, scenario, segment),
});

export const growth = valueFormula({
  id: "GROWTH",
  summary: { en: "Growth on the year before", zh: "同比增长率" },
  parameters: [theYear, orScenario, orWhole],
  gives: { en: `Growth, ${fraction.en}`, zh: `增长率，${fraction.zh}` },
  examples: [
    { arguments: [2028, "vendors"], gives: 0.3036, note: { en: "From 2027 to 2028", zh: "2027 年至 2028 年" } },
  ],
  evaluate: (model, year, scenario, segment) => model.growth(year, scenario, segment),
});

export const table = tableFormula({
  id: "TABLE",
  summary: { en: "Table of market sizes: a row a scenario, a column a year", zh: "市场规模表：每行一个情景，每列一年" },
  parameters: [
    optionalList(scenario, {
      name: "scenarios",
      summary: { en: "Scenarios, one or a range; without any, all", zh: "一个或一组情景；省略时为全部" },
    }),
    optional(
      year,
      {
        name: "from",
        summary: { en: "First year; without one, the first there is", zh: "起始年份；省略时取最早年份" },
      },
      () => null,
    ),
    optional(
      year,
      { name: "to", summary: { en: "Last year; without one, the last there is", zh: "终止年份；省略时取最晚年份" } },
      () => null,
    ),
    orUnit,
  ],
  gives: {
    en: `Table: Scenario, then a size for each year, ${money.en}; blank where there is none`,
    zh: `表：情景及各年规模，${money.zh}；没有数值处为空白`,
  },
  examples: [
    {
      arguments: [[["base", "low", "high"]], 2025, 2030],
      gives: [4, 7],
      note: { en: "Three scenarios, six years", zh: "三个情景、六个年份" },
    },
  ],
  evaluate: (model, scenarios, from, to, factor) => {
    const chosen = scenarios ?? model.scenarios;
    const views = chosen.filter((one): one is ScenarioView => !(one instanceof Refusal));
    // All names wrong: their own errors say so, over whatever years were asked for.
    const spans = views.length > 0 ? views : model.scenarios;
    const first = from ?? Math.min(...spans.map((view) => view.from));
    const last = to ?? Math.max(...spans.map((view) => view.to));
    const [start, end] = first <= last ? [first, last] : [last, first];
    const years = Array.from({ length: end - start + 1 }, (_, index) => start + index);
    const rows = chosen.map((one): Outcome[] => {
      if (one instanceof Refusal) return [one, ...years.map(() => one)];
      return [say(one.name), ...years.map((year) => sizeOrBlank(model.size(one, year), factor))];
    });
    return [[say(headers.scenario), ...years], ...rows];
  },
});

/** Blank where the scenario doesn't cover the year; an empty text, which Excel shows as nothing. */
function sizeOrBlank(size: ReturnType<typeof inUnit>, factor: number): Outcome {
  return isFault(size) && size.fault === "no-year" ? "" : inUnit(size, factor);
}
