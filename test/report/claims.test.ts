import { describe, expect, test } from "vitest";
import { builtInReport as report, type Check, type Claim } from "../../src/report";
import { figure } from "./helpers";

const of = <K extends Check["kind"]>(kind: K) =>
  report.claims.filter((claim): claim is Claim & { check: Extract<Check, { kind: K }> } => claim.check.kind === kind);

const percent = (id: string) => figure(id).unit === "%";

describe("claims", () => {
  test("are many, of every kind that the report has, and in the section that states them", () => {
    expect(report.claims.length).toBeGreaterThanOrEqual(100);
    for (const { id, section, stated, check } of report.claims) {
      expect(section).toBe(figure(stated).section);
      expect(id.startsWith(`${stated}.${check.kind}`), id).toBe(true);
    }
  });

  test("no claim is made twice", () => {
    const made = report.claims.map(({ stated, check }) => JSON.stringify([stated, check]));
    expect(new Set(made).size).toBe(made.length);
  });

  test("growth is stated in %, of two figures in one unit and in order of year", () => {
    for (const { id, stated, check } of [...of("cagr"), ...of("growth")]) {
      const [from, to] = [figure(check.from), figure(check.to)];
      expect(percent(stated) && from.unit === to.unit && Number(from.year) < Number(to.year), id).toBe(true);
    }
  });

  test("figures that are multiplied, divided, added or compared are of one year", () => {
    const operands = (check: Check) => Object.values(check).flat().slice(1) as string[];
    for (const { id, stated, check, note } of report.claims) {
      if (["cagr", "growth", "compound"].includes(check.kind)) continue;
      const { year } = figure(stated);
      // What is said of the present is taken for a year that the note names.
      const taken = year ?? Number(/\d{4}/.exec(note?.en ?? "")?.[0]);
      for (const operand of operands(check)) expect(figure(operand).year, id).toBe(taken);
    }
  });
});

describe("every statement that can be checked has a claim", () => {
  test("what a capacity, a number of vehicles or a market of the same year limits", () => {
    const limits: readonly (readonly [part: RegExp, whole: (year: string) => string])[] = [
      [/^(?:output|volume)-(\d+)$/, (year) => `capacity-${year}`],
      [/^cockpit-users-(\d+)$/, (year) => `cockpit-vehicles-${year}`],
      [/^cockpit-market-(\d+)$/, (year) => `size-${year}-vendors`],
      [/^size-(\d+)-iaas-paas$/, (year) => `size-${year}-infrastructure`],
      [/^size-(\d+)-data-loop-services$/, (year) => `size-${year}-data-loop`],
      [/^connected-vehicles-(\d+)$/, (year) => `parc-${year}`],
    ];
    const made = new Set(of("at-most").map(({ stated, check }) => `${stated} ${check.whole}`));
    for (const [part, whole] of limits) {
      const parts = report.figures.flatMap(({ id }) => part.exec(id) ?? []).filter((_, at) => at % 2 === 0);
      expect(parts.length).toBeGreaterThan(0);
      for (const id of parts) expect(made).toContain(`${id} ${whole(part.exec(id)![1]!)}`);
    }
  });

  test("a price that another section gives under another name, each year", () => {
    const made = new Set(of("equal").map(({ stated, check }) => `${stated} ${check.to}`));
    const prices = report.figures.flatMap(({ id }) => /^unit-price-(\d+)$/.exec(id)?.[1] ?? []);
    expect(prices).toHaveLength(6);
    for (const year of prices) expect(made).toContain(`unit-price-${year} price-${year}-vendors`);
  });

  const claimed = new Set(report.claims.map(({ stated }) => stated));

  test("growth rates, but for those whose ends the report doesn't state", () => {
    const growth = report.figures.filter(({ metric, unit }) => unit === "%" && /growth|\bfall\b/i.test(metric.en));
    const unchecked = growth.filter(({ id }) => !claimed.has(id)).map(({ id }) => id);
    expect(unchecked).toEqual([
      "cagr-2015-2018-early",
      "cagr-2025-2030-tencent",
      "edge-module-cost-cut-2022-2025",
      // Is itself the rate of the claim about the parc of 2030.
      "parc-growth",
    ]);
    expect(of("compound").map(({ check }) => check.rate)).toEqual(["parc-growth"]);
  });

  test("whole-market sizes that more than one section states for a year", () => {
    const sizes = report.figures.filter(({ metric }) => metric.en === "Automotive cloud market size");
    const compared = new Set(of("equal").flatMap(({ stated, check }) => [stated, check.to]));
    for (const { id, year, section } of sizes) {
      const elsewhere = sizes.some((other) => other.year === year && other.section !== section);
      if (elsewhere) expect(compared, id).toContain(id);
    }
  });

  test("every row of the tables", () => {
    for (const prefix of ["utilisation-", "cockpit-users-", "share-other-vendors-"]) {
      for (const { id } of report.figures.filter(({ id }) => id.startsWith(prefix))) expect(claimed).toContain(id);
    }
    for (const { id } of report.figures.filter(({ id }) => /^size-\d+-volumes$/.test(id))) {
      expect(of("product").map(({ stated }) => stated)).toContain(id);
    }
  });
});
