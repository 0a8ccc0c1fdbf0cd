import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseUnit } from "../../src/report";

describe("a unit", () => {
  test.each([
    ["CNY 100m", 1e8, "CNY", "CNY"],
    ["CNY bn", 1e9, "CNY", "CNY"],
    ["CNY m", 1e6, "CNY", "CNY"],
    ["CNY", 1, "CNY", "CNY"],
    ["USD bn", 1e9, "USD", "USD"],
    ["USD m", 1e6, "USD", "USD"],
    ["EUR tn", 1e12, "EUR", "EUR"],
    ["CNY/vehicle/year", 1, "CNY/vehicle/year", "CNY"],
    ["CNY 100m/year", 1e8, "CNY/year", "CNY"],
    ["100m vehicles", 1e8, "vehicle", undefined],
    ["10k sets/year", 1e4, "set/year", undefined],
    ["k GPU-hours", 1e3, "GPU-hour", undefined],
    ["cities", 1, "city", undefined],
    ["TOPS", 1, "TOPS", undefined],
    ["GB/vehicle/day", 1, "GB/vehicle/day", undefined],
    ["m km/day", 1e6, "km/day", undefined],
  ])("%s", (text, scale, dimension, currency) => {
    expect(parseUnit(text)).toEqual({ scale, dimension, percent: false, ...(currency ? { currency } : {}) });
  });

  test("%", () => expect(parseUnit("%")).toEqual({ scale: 0.01, dimension: "", percent: true }));

  test.each(["", " ", "m", "100m", "CNY vehicles", "CNY 20m", "100 m vehicles", "vehicles per year", "a/", "/a", "% "])(
    "not %j",
    (text) => expect(parseUnit(text)).toBeNull(),
  );

  test("never throws and never gives a scale that isn't positive", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const unit = parseUnit(text);
        return unit === null || (unit.scale > 0 && Number.isFinite(unit.scale));
      }),
    );
  });
});
