/** The report's tables were printed as runs of digits; their own arithmetic shows that they were taken apart rightly. */
import { describe, expect, test } from "vitest";
import { decimals, figure, printed, rounded, single, years } from "./helpers";

/** The figure's printed number is this one, rounded to the decimals that it is printed with. */
function isPrinted(id: string, singleUnits: number) {
  const scale = single(id) / printed(id);
  expect(rounded(singleUnits / scale, decimals(figure(id))), id).toBe(printed(id));
}

describe("capacity and demand", () => {
  test.each(years(2025, 2030))("%i: output over capacity is utilisation", (year) => {
    isPrinted(`utilisation-${year}`, single(`output-${year}`) / single(`capacity-${year}`));
  });
  test.each(years(2025, 2030))("%i: demand is within output, output within capacity", (year) => {
    expect(printed(`demand-${year}`)).toBeLessThanOrEqual(printed(`output-${year}`));
    expect(printed(`output-${year}`)).toBeLessThanOrEqual(printed(`capacity-${year}`));
  });
});

describe("vendors", () => {
  const vendors = ["huawei", "alibaba", "tencent", "baidu", "other-vendors"];
  test.each(years(2025, 2030))("%i: shares add to the whole", (year) => {
    expect(vendors.reduce((sum, vendor) => sum + printed(`share-${vendor}-${year}`), 0)).toBe(100);
  });
  test.each(years(2026, 2030))("%i: size over the year before is growth", (year) => {
    // Growth was printed from sizes before they were rounded: 2026's 30.6 is 30.5 from the printed ones.
    const half = 0.05;
    const [size, before] = [printed(`size-${year}-vendors`), printed(`size-${year - 1}-vendors`)];
    const [least, most] = [(size - half) / (before + half) - 1, (size + half) / (before - half) - 1];
    const growth = printed(`growth-${year}-vendors`);
    expect(growth + half).toBeGreaterThanOrEqual(least * 100);
    expect(growth - half).toBeLessThanOrEqual(most * 100);
  });
  test("the price falls by 10 a year", () => {
    expect(years(2025, 2030).map((year) => printed(`price-${year}-vendors`))).toEqual([320, 310, 300, 290, 280, 270]);
  });
});

describe("volumes and prices", () => {
  test.each(years(2025, 2030))("%i: volume by unit price is size", (year) => {
    isPrinted(`size-${year}-volumes`, single(`volume-${year}`) * single(`unit-price-${year}`));
  });
  test("the gross margin rises every year", () => {
    const margins = years(2025, 2030).map((year) => printed(`gross-margin-${year}`));
    expect(margins).toEqual([...margins].sort((a, b) => a - b));
  });
});

describe("cockpit", () => {
  test.each(years(2025, 2029))("%i: vehicles by upload rate is users", (year) => {
    isPrinted(`cockpit-users-${year}`, single(`cockpit-vehicles-${year}`) * single(`cockpit-upload-rate-${year}`));
  });
  test("revenue per user rises every year", () => {
    const perUser = years(2025, 2029).map((year) => single(`cockpit-market-${year}`) / single(`cockpit-users-${year}`));
    expect(perUser).toEqual([...perUser].sort((a, b) => a - b));
  });
});

describe("parts and wholes", () => {
  test.each([2025, 2030])("%i: the four applications add to the whole", (year) => {
    const parts = ["rd", "manufacturing", "marketing", "operations"].map((id) => printed(`size-${year}-${id}`));
    expect(parts.reduce((sum, part) => sum + part)).toBe(printed(`size-${year}-applications`));
  });
  test.each([2025, 2030])("%i: shares of their totals", (year) => {
    isPrinted(`size-${year}-iaas-paas`, single(`size-${year}-infrastructure`) * single(`share-infrastructure-${year}`));
    isPrinted(`size-${year}-data-loop-services`, single(`size-${year}-data-loop`) * single(`share-data-loop-${year}`));
  });
  test("the vehicles that cloud services cover", () => {
    const factors = ["parc-2030", "connected-rate-2030", "cloud-penetration-2030"];
    isPrinted(
      "covered-vehicles-2030",
      factors.reduce((product, id) => product * single(id), 1),
    );
  });
});
