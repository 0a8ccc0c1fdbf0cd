import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInReport } from "../../src/report";
import {
  editableNumber,
  formatChange,
  formatExact,
  formatFixed,
  formatNumber,
  formatPlain,
  parseAmount,
  timesDefault,
  unitSuffix,
} from "../../src/taskpane/amounts";

describe("reading what a user typed", () => {
  it.each([
    ["60%", "%", 0.6],
    ["60 ％", "%", 0.6],
    ["0.6", "%", 0.6],
    ["90", "%", 0.9],
    ["90,5", "%", 0.905],
    ["-5", "%", -0.05],
    ["1", "%", 0.01],
    ["0.999", "%", 0.999],
    ["150%", "%", 1.5],
    ["９０", "%", 0.9],
    ["４．３５", "100m vehicles", 4.35],
    ["1,234.5", "CNY 100m", 1234.5],
    ["1,234", "CNY 100m", 1234],
    ["4,35", "100m vehicles", 4.35],
    ["-2", "CNY/vehicle/year", -2],
    ["1e3", "CNY 100m", 1000],
  ])("%s in %s is %d", (text, unit, value) => {
    expect(parseAmount(text, unit)).toBe(value);
  });

  it.each(["", "abc", "1.2.3", "60%%", "12 kg", "=A1", "1,2,3"])("%s is no number", (text) => {
    expect(parseAmount(text, "%")).toBeNull();
  });

  it("takes no percentage where the unit is none", () => {
    expect(parseAmount("60%", "CNY 100m")).toBeNull();
  });

  it("reads back what it offers for editing", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.constantFrom("%", "CNY 100m"),
        (value, unit) => {
          const read = parseAmount(editableNumber(value, unit), unit);
          expect(Math.abs(read! - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-11 + (unit === "%" ? 1e-300 : 0));
        },
      ),
    );
  });
});

describe("showing", () => {
  it("prints percentages with their sign and groups thousands", () => {
    expect(formatNumber(0.5217, "%", "en")).toBe("52.17%");
    expect(formatNumber(1624.68, "CNY 100m", "en")).toBe("1,624.7");
    expect(formatNumber(0.0125, "CNY 100m", "en")).toBe("0.0125");
    expect(unitSuffix(builtInReport, "%", "zh")).toBe("");
    expect(unitSuffix(builtInReport, "100m vehicles", "zh")).toBe("亿辆");
  });
});

describe("what isn't a number", () => {
  const shown = (value: number): readonly string[] =>
    (["en", "zh"] as const).flatMap((language) => [
      ...["%", "CNY 100m", ""].map((unit) => formatNumber(value, unit, language)),
      formatFixed(value, language),
      formatPlain(value, language),
      formatChange(value, language),
      formatExact(value, 1, language),
      ...["%", "CNY 100m"].map((unit) => editableNumber(value, unit)),
    ]);

  it.each([NaN, Infinity, -Infinity])("%d shows as nothing", (value) => {
    expect(new Set(shown(value))).toEqual(new Set([""]));
  });

  it("never stands among digits", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(shown(value).join(" ")).not.toMatch(/NaN|Infinity|∞|非数/);
      }),
    );
  });
});

describe("a number that may be meant in another unit", () => {
  it.each([
    [435, 4.35, 100],
    [0.435, 4.35, 0.1],
    [43.5, 4.35, 10],
    [0.06, 0.6, 0.1],
    [-60, 6, -10],
  ])("%d beside a default of %d is %d times it", (value, byDefault, times) => {
    expect(timesDefault(value, byDefault)).toBe(times);
  });

  it.each([
    [40, 4.35],
    [0.5, 4.35],
    [0, 4.35],
    [5, 0],
    [7.1, null],
    [NaN, 4.35],
  ])("%d beside a default of %s is not", (value, byDefault) => {
    expect(timesDefault(value, byDefault)).toBeNull();
  });
});
