import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInReport, parseReport, readUnit, spell, type ReportFault } from "../../src/report";
import { dimensionText, nearestUnit, productUnit, reconciles, type Unit } from "../../src/report/units/dimensions";
import scales from "../../src/report/units/built-in.json";
import { changed } from "./helpers";

const read = (text: string): Unit => {
  const unit = readUnit(text);
  if (!unit) throw new Error(`No unit: ${text}`);
  return unit;
};

/** What a value in the product of the one units is in the other, or null where they don't reconcile. */
function factor(over: readonly string[], to: string, under: readonly string[] = []): number | null {
  const product = productUnit(over.map(read), under.map(read));
  return reconciles(product, read(to)) ? product.scale / read(to).scale : null;
}

describe("a unit", () => {
  test.each([
    ["CNY 100m", 1e8, "CNY"],
    ["CNY bn", 1e9, "CNY"],
    ["CNY m", 1e6, "CNY"],
    ["CNY mn", 1e6, "CNY"],
    ["RMB million", 1e6, "CNY"],
    ["亿元", 1e8, "CNY"],
    ["億元", 1e8, "CNY"],
    ["百万美元", 1e6, "USD"],
    ["$m", 1e6, "USD"],
    ["USD thousand", 1e3, "USD"],
    ["EUR tn", 1e12, "EUR"],
    ["USD cents", 0.01, "USD"],
    ["USD cents/kWh", 1e-5, "USD/Wh"],
    ["US cents per kWh", 1e-5, "USD/Wh"],
    ["¢/kWh", 1e-5, "USD/Wh"],
    ["美分/kWh", 1e-5, "USD/Wh"],
    ["EUR cent/kWh", 1e-5, "EUR/Wh"],
    ["CNY/vehicle/year", 1, "CNY/vehicle/year"],
    ["CNY/vehicle/month", 12, "CNY/vehicle/year"],
    ["CNY per vehicle per month", 12, "CNY/vehicle/year"],
    ["CNY 100m/year", 1e8, "CNY/year"],
    ["100m vehicles", 1e8, "vehicle"],
    ["万辆", 1e4, "辆"],
    ["10k sets/year", 1e4, "set/year"],
    ["k GPU-hours", 1e3, "GPU-hour"],
    ["cities", 1, "city"],
    ["TOPS", 1, "TOPS"],
    ["m active users", 1e6, "active user"],
    ["GB/vehicle/day", 365e9, "B/vehicle/year"],
    ["m km/day", 365e9, "m/year"],
    ["GWh", 1e9, "Wh"],
    ["gwh", 1e9, "Wh"],
    ["USD/kwh", 1e-3, "USD/Wh"],
    ["EUR/MWh", 1e-6, "EUR/Wh"],
    ["GW", 8760e9, "Wh/year"],
    ["USD/m2", 1, "USD/m2"],
    ["USD/m²", 1, "USD/m2"],
    ["ha", 1e4, "m2"],
    ["t", 1e3, "kg"],
    ["mn t", 1e9, "kg"],
    ["kt", 1e6, "kg"],
    ["%", 1, "1"],
  ])("%s is %d %s", (text, scale, dimension) => {
    expect(read(text).scale / scale).toBeCloseTo(1, 14);
    expect(dimensionText(read(text))).toBe(dimension);
  });

  test.each([
    ...[" ", "m", "100m", "million", "CNY vehicles", "CNY 20m", "a/", "/a", "% ", "usd bn", "FTE 100m", "mWh", "mwh"],
    ...["CNY/", "12", "a\u0000b", "<b>", "kg bn", "USD m cents", "10 USD cents", "cents USD"],
  ])("not %j", (text) => expect(readUnit(text)).toBeNull());

  test("never throws and never gives a scale that isn't positive", () => {
    const words = fc.constantFrom(
      "CNY",
      "USD",
      "100m",
      "mn",
      "亿",
      "元",
      "t",
      "kWh",
      "car",
      "/",
      " ",
      "month",
      "m2",
      "$",
      "%",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((words) => words.join("")),
        ),
        (text) => {
          const unit = readUnit(text);
          return unit === null || (unit.scale > 0 && Number.isFinite(unit.scale) && spell(text) !== null);
        },
      ),
    );
  });
});

describe("what is multiplied comes out", () => {
  test.each([
    [["GWh", "USD/kWh"], "USD", 1e6],
    [["GWh", "USD/kwh"], "USD m", 1],
    [["100m vehicles", "%", "%", "CNY/vehicle/year"], "CNY 100m", 1],
    [["m cars", "%", "%", "USD/car/month"], "USD m", 12],
    [["m cars", "USD/car/year"], "USD m/year", 1],
    [["GW", "hours/year"], "GWh", 1],
    [["km2", "EUR/m2"], "EUR m", 1],
    [["kt", "USD/t"], "USD m", 1e-3],
  ])("%j in %s", (over, to, expected) => expect(factor(over, to)! / expected).toBeCloseTo(1, 12));

  test.each([
    // Power isn't energy without hours, one currency isn't another, and a cell isn't a car.
    [["GW", "USD/kWh"], "USD m"],
    [["GWh", "USD/cell"], "USD m"],
    [["m cars", "USD/car"], "GBP m"],
    [["m cars"], "USD m"],
    [["%", "%"], "CNY 100m"],
  ])("%j is not %s", (over, to) => expect(factor(over, to)).toBeNull());

  const units = fc.constantFrom(
    ...["USD m", "CNY 100m", "GWh", "kWh", "USD/kWh", "USD/car/month", "m cars", "cars", "%", "t", "EUR/MWh", "TB/day"],
  );
  test("a product is divided by what it is a product of", () => {
    fc.assert(
      fc.property(units, units, (one, other) => {
        expect(factor([one, other], one, [other])! / 1).toBeCloseTo(1, 12);
      }),
    );
  });

  test("in whatever order", () => {
    fc.assert(
      fc.property(fc.array(units, { minLength: 1, maxLength: 5 }), units, (over, to) => {
        const [one, other] = [factor(over, to), factor([...over].reverse(), to)];
        expect(other === null).toBe(one === null);
        if (one !== null) expect(other! / one).toBeCloseTo(1, 12);
      }),
    );
  });
});

test("the scales that ship are those of the built-in report's units", () => {
  const { figures, drivers, series, unit } = builtInReport;
  const units = new Set([unit, ...[...figures, ...drivers, ...series].map(({ unit }) => unit)]);
  units.delete("%");
  units.delete("");
  expect(scales).toEqual(Object.fromEntries([...units].map((unit) => [unit, read(unit).scale])));
});

test("what a text that is no unit may have been meant to be", () => {
  const known = ["CNY 100m", "100m vehicles"];
  expect(nearestUnit("mWh", known)).toBe("MWh");
  expect(nearestUnit("usd bn", known)).toBe("USD bn");
  expect(nearestUnit("% ", known)).toBe("%");
  expect(nearestUnit("100 m vehicls 7", known)).toBe("100m vehicles");
  expect(nearestUnit("?".repeat(30), known)).toBeNull();
});

test("a fault names figure, line and both units", () => {
  const parsed = parseReport(changed((r) => (r.series[0].points[1] = "utilisation-2026")));
  const [fault] = (parsed as { faults: ReportFault[] }).faults;
  expect(fault).toMatchObject({
    code: "other-dimension",
    params: { what: "utilisation-2026", unit: "%", line: "capacity", expected: "10k sets/year" },
  });
});
