import { afterEach, describe, expect, test } from "vitest";
import { formulas } from "../../src/functions/formulas";
import { builtInReport } from "../../src/report";
import { call, cells, errorOf, speak } from "./calls";
import { CellError } from "./custom-functions";

type Row = readonly (number | string)[];
const tableOf = (id: string, ...args: unknown[]): readonly Row[] => call(id, ...args) as unknown as Row[];
const sum = (values: readonly unknown[]): number => (values as number[]).reduce((total, value) => total + value, 0);

afterEach(() => speak("en"));

describe("SPLIT", () => {
  test("parts add up to the whole", () => {
    const [, ...rows] = tableOf("SPLIT", "vendor", 2027, "vendors");
    expect(sum(rows.map(([, size]) => size))).toBeCloseTo(call("SIZE", 2027, "vendors") as number, 9);
    expect(sum(rows.map(([, , share]) => share))).toBeCloseTo(1, 9);
  });
  test("speaks the workbook's language, and its names are accepted back", () => {
    speak("en", "zh");
    const [head, first] = tableOf("SPLIT", "application", 2030);
    expect(head).toEqual(["细分", "规模", "份额"]);
    expect(call("SEGMENT", first![0], 2030)).toBe(first![1]);
  });
});

describe("TABLE", () => {
  test("is blank where a scenario has no value", () => {
    const [head, ...rows] = tableOf("TABLE", [["base"], ["history"]], 2024, 2026);
    expect(head!.slice(1)).toEqual([2024, 2025, 2026]);
    expect(rows[0]![1]).toBe("");
    expect(rows[1]!.slice(1)).toEqual([340, "", ""]);
  });
  test("an unknown scenario is an error in its own row", () => {
    const [, good, bad] = tableOf("TABLE", [["base"], ["nope"]], 2025, 2026);
    expect(good!.slice(1).every((cell) => typeof cell === "number")).toBe(true);
    expect(bad!.every((cell) => (cell as unknown) instanceof CellError)).toBe(true);
  });
  test("without arguments has every scenario over every year", () => {
    const [head, ...rows] = tableOf("TABLE");
    expect(rows).toHaveLength(tableOf("LIST", "scenarios").length - 1);
    expect(head![1]).toBe(2019);
    expect(head!.at(-1)).toBe(2030);
  });
});

describe("RECONCILE", () => {
  test("putting what is needed in place of one driver gives the scenario's size", () => {
    const [, size, ...drivers] = tableOf("RECONCILE", 2030, "base");
    expect(size![3]).toBe(1800);
    expect(drivers).toHaveLength(7);
    const possible = drivers.filter(
      ([, unit, , needed]) => Number(needed) >= 0 && (unit !== "%" || Number(needed) <= 1),
    );
    expect(possible.length).toBeGreaterThan(3);
    for (const [name, , , needed] of possible) {
      expect(cells(call("BUILD", 2030, name, needed))[0]).toBeCloseTo(1800, 6);
    }
  });
});

describe("SENSITIVITY", () => {
  test("is widest first around the bottom-up size", () => {
    const [, ...rows] = tableOf("SENSITIVITY", 2030, "bottom-up", 0.05);
    const widths = rows.map((row) => row[4] as number);
    expect(widths).toEqual([...widths].sort((one, other) => other - one));
    for (const row of rows) expect(row[2]).toBeCloseTo(call("SIZE", 2030, "bottom-up") as number, 9);
    expect(rows[0]![1]).toBeCloseTo((rows[0]![2] as number) * 0.95, 9);
  });
});

describe("SIMULATE", () => {
  test("the same seed gives the same answer, another seed another", () => {
    const one = tableOf("SIMULATE", 2030, null, 500, 7);
    expect(tableOf("SIMULATE", 2030, null, 500, 7)).toEqual(one);
    expect(tableOf("SIMULATE", 2030, null, 500, 8)).not.toEqual(one);
  });
  test("percentiles rise", () => {
    const values = tableOf("SIMULATE", 2030)
      .slice(1, 8)
      .map((row) => row[1] as number);
    expect(values).toEqual([...values].sort((one, other) => one - other));
  });
});

describe("AUDIT", () => {
  test("verdicts stay as they are in either language", () => {
    const verdicts = new Set(["consistent", "within rounding", "only as a bound", "inconsistent"]);
    speak("en", "zh");
    const [head, ...rows] = tableOf("AUDIT");
    expect(head).toEqual(["论断", "章节", "报告值", "重算值", "差异", "结论", "重算方法"]);
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) expect(verdicts).toContain(row[5]);
  });
  test("says how each claim was recomputed, in its own unit, and what the report says instead", () => {
    const rows = tableOf("AUDIT").slice(1) as (readonly [string, string, number, number, number, string, string])[];
    builtInReport.claims.forEach(({ stated, check }, index) => {
      const [, , , recomputed, , verdict, how] = rows[index]!;
      const isPercent = builtInReport.figures.find(({ id }) => id === stated)!.unit === "%";
      const shown = String(Number((isPercent ? recomputed * 100 : recomputed).toPrecision(6))) + (isPercent ? "%" : "");
      if (!["equal", "at-most"].includes(check.kind)) expect(how).toContain(`= ${shown}`);
      expect(how.includes("; stated: "), how).toBe(verdict !== "consistent");
      expect(how).not.toMatch(/undefined|NaN|\{/);
    });
    const growth = builtInReport.claims.findIndex(({ check }) => check.kind === "cagr");
    expect(rows[growth]![6]).toMatch(/^growth a year from .+ \(20\d\d\) to .+ \(20\d\d\) = [\d.]+%/);
  });
  test("takes a section that Excel turned into a number", () => {
    expect(tableOf("AUDIT", 1.1)).toEqual(tableOf("AUDIT", "1.1"));
    expect(errorOf(call("AUDIT", "9.9")).message).toContain("section");
  });
});

describe("LIST", () => {
  test.each([
    ["scenarios", "SIZE", (id: string) => ["", id]],
    ["segments", "SHARE", (id: string) => [id, 2030]],
    ["drivers", "DRIVER", (id: string) => [id, 2030]],
    ["series", "SERIES", (id: string) => [id, 2027]],
  ] as const)("%s: names in every language equal the id", (kind, formula, args) => {
    for (const row of tableOf("LIST", kind).slice(1)) {
      const [id, english, chinese] = row as readonly string[];
      const withYear = (name: string) => args(name).map((argument) => (argument === "" ? 2030 : argument));
      const answer = call(formula, ...withYear(id!));
      for (const name of [english!, chinese!, ` ${english!.toUpperCase()} `]) {
        expect(call(formula, ...withYear(name))).toEqual(answer);
      }
    }
  });
  test("every unit in it is taken, by any of its names", () => {
    for (const [unit, ...names] of tableOf("LIST", "units").slice(1)) {
      for (const name of names) expect(call("SIZE", 2030, "", name)).toEqual(call("SIZE", 2030, "", unit));
      const answer = call("SIZE", 2030, "", unit);
      if (String(unit).startsWith("USD")) expect(errorOf(answer).code).toBe("#N/A");
      else expect(answer).toBeGreaterThan(0);
    }
  });
  test("every figure in it is answered", () => {
    const figures = tableOf("LIST", "figures").slice(1);
    expect(figures.length).toBeGreaterThan(250);
    for (const [id] of figures) expect(typeof call("FIGURE", id)).toBe("number");
  });
  test("functions are all there are", () => {
    expect(
      tableOf("LIST", "functions")
        .slice(1)
        .map(([id]) => id),
    ).toEqual(formulas.map(({ id }) => `MARKET.${id}`));
  });
});

test("names units and sections in the workbook's language, and takes a section by that name", () => {
  const english = call("AUDIT", "abstract") as unknown[][];
  speak("en", "zh");
  expect(call("FIGURE", "capacity-2025", "section")).toBe("摘要");
  expect(call("FIGURE", "size-2030-applications", "unit")).toBe("亿元");
  expect(call("SIZE", 2030, "base", call("FIGURE", "size-2030-applications", "unit"))).toBe(1800);
  const chinese = call("AUDIT", "摘要") as unknown[][];
  expect(chinese.slice(1).map(([, section]) => section)).toEqual(english.slice(1).map(() => "摘要"));
  expect(chinese.map((row) => row.slice(2, 6)).slice(1)).toEqual(english.map((row) => row.slice(2, 6)).slice(1));
});
