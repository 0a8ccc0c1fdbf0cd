import { describe, expect, test } from "vitest";
import { builtInReport, sectionName, unitName } from "../../src/report";

describe("a unit's name", () => {
  test.each([
    ["CNY 100m", "亿元"],
    ["CNY/vehicle/year", "元/辆/年"],
    ["USD bn", "十亿美元"],
    ["10k messages/second", "万条/秒"],
    ["100m km/day", "亿公里/日"],
    ["GB/vehicle/day", "GB/辆/日"],
    ["cities", "个城市"],
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
