import { describe, expect, test } from "vitest";
import { builtInReport, printedIn, sectionName, unitName } from "../../src/report";

describe("a unit's name", () => {
  test.each([
    ["CNY 100m", "亿元"],
    ["CNY/vehicle/year", "元/辆/年"],
    ["USD bn", "十亿美元"],
    ["10k messages/second", "万条/秒"],
    ["100m km/day", "亿公里/日"],
    ["GB/vehicle/day", "GB/辆/日"],
    ["cities", "个城市"],
    ["USD cents/kWh", "美分/kWh"],
    ["EUR cents", "欧分"],
    // No hundredths that have a name here: as it is, never a hundred times as much.
    ["JPY cents/kWh", "JPY cents/kWh"],
    ["%", "%"],
    // Of another report, or no unit at all: as it is.
    ["m barrels", "百万barrel"],
    ["what?", "what?"],
  ])("%s is %s in Chinese", (unit, zh) => {
    expect(unitName(builtInReport, unit, "zh")).toBe(zh);
    expect(unitName(builtInReport, unit, "en")).toBe(unit);
  });

  test("has Chinese for every word of the built-in report's units", () => {
    const stated = [...builtInReport.figures, ...builtInReport.drivers, ...builtInReport.series];
    const left = [...new Set(stated.map(({ unit }) => unit))].filter((unit) =>
      /[a-z]/i.test(unitName(builtInReport, unit, "zh").replace(/GPU|TOPS|[TPEG]B/g, "")),
    );
    expect(left).toEqual([]);
  });

  test("no noun of the built-in report is idle", () => {
    const nouns = builtInReport.nouns!.map(({ en }) => en);
    const text = JSON.stringify(builtInReport.figures.map(({ unit }) => unit)).replaceAll("ies", "y");
    expect(nouns.filter((noun) => !text.includes(noun))).toEqual([]);
  });
});

test("a section's name", () => {
  expect(sectionName("4.2.1", "zh")).toBe("4.2.1");
  expect(sectionName("abstract", "zh")).toBe("摘要");
});

test.each([
  ["12", "p. 12", "第 12 页"],
  ["A-3", "p. A-3", "第 A-3 页"],
  ["xii", "p. xii", "第 xii 页"],
  ["Table 2.3, Total", "Table 2.3, Total", "Table 2.3, Total"],
  ["表 4，第 2 列", "表 4，第 2 列", "表 4，第 2 列"],
])("a place in a document: %s", (page, en, zh) => {
  const figure = { ...builtInReport.figures[0]!, document: "D", page };
  expect(printedIn(figure, "en")).toEqual(["D", en]);
  expect(printedIn(figure, "zh")).toEqual(["D", zh]);
});
