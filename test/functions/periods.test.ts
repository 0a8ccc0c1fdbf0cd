import fc from "fast-check";
import { afterEach, describe, expect, it, test } from "vitest";
import { formulas } from "../../src/functions/formulas";
import { explain } from "../../src/functions/explain";
import { use } from "../../src/functions/registration";
import { settingOf, type Setting } from "../../src/functions/setting";
import { type Override } from "../../src/model";
import { builtInReport, type Report } from "../../src/report";
import { checkAll, close } from "../model/recompute";
import { modelWith, override } from "../model/support";
import { call, cells, errorOf, speak } from "./calls";

let setting: Setting;
function withReport(report: Report, ...overrides: readonly Override[]): void {
  setting = settingOf(modelWith(report, ...overrides), { cells: "en", messages: "en" });
  use(setting);
}
const given = (...overrides: readonly Override[]) => withReport(builtInReport, ...overrides);
const yearEnd = (month: number) => override("period.year-end", month);
const quarters = (...shares: readonly number[]) => shares.map((share, at) => override(`period.q${at + 1}`, share));
const number = (id: string, ...args: unknown[]): number => {
  const answer = call(id, ...args);
  if (typeof answer !== "number") throw new Error(`${id}(${args.join()}): ${JSON.stringify(answer)}`);
  return answer;
};
/** What a value over a period takes of each year, from its explanation. */
function weightsOf(id: string, ...args: readonly unknown[]): readonly number[] {
  const { derivations } = explain(
    formulas.find((one) => one.id === id)!,
    setting,
    args,
  );
  const { step } = derivations[0]!;
  return step.kind === "period" ? step.weights.map(({ weight }) => weight) : [1];
}
afterEach(() => speak("en"));

const anyMonth = fc.integer({ min: 1, max: 12 });
const anyYear = fc.integer({ min: 2026, max: 2029 });
/** Shares of quarters that sum to one. */
const anyQuarters = fc
  .tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 1, max: 100 })))
  .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)));

describe("fiscal years", () => {
  it("are the plain years where the workbook's end with the report's", () => {
    for (const text of ["FY2027", "FY27", "FY2026/27", "FY2026-2027", "CY2027", "cy 2027E", "2027"])
      expect(number("SIZE", text)).toBe(number("SIZE", 2027));
    expect(errorOf(call("SIZE", "FY2026/28")).code).toBe("#VALUE!");
    expect(errorOf(call("SIZE", "CY27")).code).toBe("#VALUE!");
  });

  it("never mean the calendar's where the year ends in another month", () => {
    given(yearEnd(3));
    close(number("SIZE", "FY2027"), 0.75 * number("SIZE", 2026) + 0.25 * number("SIZE", 2027));
    for (const text of ["FY27", "FY2026/27", "FY2027E", "fy 2027年"])
      expect(number("SIZE", text)).toBe(number("SIZE", "FY2027"));
    for (const text of ["2027", "2027E", "CY2027", "CY2027A"]) expect(number("SIZE", text)).toBe(number("SIZE", 2027));
    expect(call("BASIS", "size", "FY2027")).toBe("derived");
    expect(call("SOURCE", "size", "FY2027")).toMatch(/FY2027 derived: 75% × 2026 \+ 25% × 2027$/);
  });

  it("of a report whose years end in March are its own, and calendar years aren't", () => {
    withReport({ ...builtInReport, yearEnd: 3 });
    expect(number("SIZE", "FY2027")).toBe(number("SIZE", 2027));
    close(number("SIZE", "CY2027"), 0.25 * number("SIZE", 2027) + 0.75 * number("SIZE", 2028));
  });

  it("beyond the years that there are have no value", () => {
    given(yearEnd(3));
    expect(errorOf(call("SIZE", "FY2025"))).toEqual({
      code: "#N/A",
      message: "year: there is no value for 2024, only for 2025 to 2030.",
    });
  });

  it("take all that a year is, whatever the month and the quarters", () => {
    fc.assert(
      fc.property(anyMonth, anyQuarters, anyYear, (month, shares, year) => {
        given(yearEnd(month), ...quarters(...shares));
        // Of a line that stays as it is, every year is the same.
        const [before, at] = [number("SIZE", year - 1), number("SIZE", year)];
        const fiscal = number("SIZE", `FY${year}`);
        expect(fiscal).toBeGreaterThanOrEqual(Math.min(before, at) * (1 - 1e-12));
        expect(fiscal).toBeLessThanOrEqual(Math.max(before, at) * (1 + 1e-12));
        const weights = weightsOf("SIZE", `FY${year}`);
        close(
          weights.reduce((sum, weight) => sum + weight, 0),
          1,
        );
      }),
    );
  });

  it("grow as their sizes do, over the years between them", () => {
    given(yearEnd(3));
    close(number("CAGR", "FY2026", "FY2029"), (number("SIZE", "FY2029") / number("SIZE", "FY2026")) ** (1 / 3) - 1);
    close(number("GROWTH", "FY2028"), number("SIZE", "FY2028") / number("SIZE", "FY2027") - 1);
    // From the end of March to that of December.
    close(number("CAGR", "FY2026", 2027), (number("SIZE", 2027) / number("SIZE", "FY2026")) ** (1 / 1.75) - 1);
    expect(number("CAGR", "FY2029", "FY2026")).toBe(number("CAGR", "FY2026", "FY2029"));
  });
});

describe("quarters and halves", () => {
  it("are read as analysts write them", () => {
    for (const text of ["2027Q3", "2027 q3", "2027Q3E", "2027年第三季度", "2027年3季度", "２０２７Ｑ３"])
      expect(number("SIZE", text)).toBe(number("SIZE", 2027) / 4);
    for (const text of ["2027H1", "2027 H2", "2027年上半年", "2027年下半年", "FY2027H1", "CY2027 H1"])
      expect(number("SIZE", text)).toBe(number("SIZE", 2027) / 2);
    for (const text of ["2027Q5", "2027H3", "2027Q", "2027Q34", "Q3", "27Q3", "2027/28Q1"])
      expect(errorOf(call("SIZE", text)).code).toBe("#VALUE!");
    expect(call("SIZE", [["2027Q1", 2027, "FY2027Q4"]])).toEqual([
      [number("SIZE", 2027) / 4, number("SIZE", 2027), number("SIZE", 2027) / 4],
    ]);
  });

  it.each(["SIZE", "SEGMENT"])("of %s sum to halves and years of any kind, whatever each takes", (id) => {
    const at = (text: string) => (id === "SIZE" ? number(id, text) : number(id, "rd", text));
    fc.assert(
      fc.property(anyMonth, anyQuarters, anyYear, fc.constantFrom("", "FY", "CY"), (month, shares, year, kind) => {
        given(yearEnd(month), ...quarters(...shares));
        const [q1, q2, q3, q4] = [1, 2, 3, 4].map((quarter) => at(`${kind}${year}Q${quarter}`)) as [
          number,
          number,
          number,
          number,
        ];
        close(q1 + q2, at(`${kind}${year}H1`));
        close(q3 + q4, at(`${kind}${year}H2`));
        close(q1 + q2 + q3 + q4, at(kind + year));
        if (kind === "") [q1, q2, q3, q4].forEach((value, index) => close(value, at(String(year)) * shares[index]!));
      }),
    );
  });

  it("of one kind of year make up the others': there and back", () => {
    fc.assert(
      fc.property(fc.constantFrom(3, 6, 9), anyQuarters, anyYear, (month, shares, year) => {
        given(yearEnd(month), ...quarters(...shares));
        // A calendar year is the last quarters of one fiscal year and the first of the next.
        const inside = month / 3;
        const own = [1, 2, 3, 4].map((quarter) =>
          quarter <= inside
            ? number("SIZE", `FY${year}Q${4 - inside + quarter}`)
            : number("SIZE", `FY${year + 1}Q${quarter - inside}`),
        );
        own.forEach((value, index) => close(value, number("SIZE", `CY${year}Q${index + 1}`)));
        close(
          own.reduce((sum, value) => sum + value, 0),
          number("SIZE", year),
        );
      }),
    );
  });

  it("of rates and levels are the year's own, of what comes in a year a part", () => {
    for (const driver of ["cloud-penetration", "parc", "connected-rate"])
      close(number("DRIVER", driver, "2027Q2"), number("DRIVER", driver, 2027));
    close(number("DRIVER", "arpu", "2027Q2"), number("DRIVER", "arpu", 2027) / 4);
    close(number("SERIES", "gross-margin", "2027Q2"), number("SERIES", "gross-margin", 2027));
    close(number("SHARE", "rd", "2027Q2"), number("SHARE", "rd", 2027));
    given(yearEnd(3));
    close(
      number("DRIVER", "parc", "FY2027"),
      0.75 * number("DRIVER", "parc", 2026) + 0.25 * number("DRIVER", "parc", 2027),
    );
    // A level of a fiscal quarter is that of its year.
    expect(number("DRIVER", "parc", "FY2027Q4")).toBe(number("DRIVER", "parc", "FY2027"));
  });

  it("of a line that says so are a part, or not, whatever its unit", () => {
    const drivers = builtInReport.drivers.map((driver) =>
      driver.id === "parc" ? { ...driver, flow: true } : driver.id === "arpu" ? { ...driver, flow: false } : driver,
    );
    withReport({ ...builtInReport, drivers });
    close(number("DRIVER", "parc", "2027Q2"), number("DRIVER", "parc", 2027) / 4);
    close(number("DRIVER", "arpu", "2027Q2"), number("DRIVER", "arpu", 2027));
  });

  it("of the drivers build the market's", () => {
    given(...quarters(0.1, 0.2, 0.3, 0.4));
    const built = number("SIZE", "2027Q4", "bottom-up");
    const drivers = builtInReport.drivers.find(({ id }) => id === "arpu")!;
    expect(drivers.unit).toBe("CNY/vehicle/year");
    close(built, number("SIZE", 2027, "bottom-up") * 0.4);
    close(number("DRIVER", "arpu", "2027Q4"), number("DRIVER", "arpu", 2027) * 0.4);
  });
});

describe("parts over a period", () => {
  it("sum to the whole, each its share of it", () => {
    fc.assert(
      fc.property(
        anyMonth,
        anyQuarters,
        anyYear,
        fc.constantFrom("FY", "FY-Q2", "Q3", "H2"),
        fc.constantFrom("application", "layer"),
        (month, shares, year, kind, split) => {
          given(yearEnd(month), ...quarters(...shares));
          const [before, part = ""] = kind.startsWith("FY") ? kind.split("-") : ["", kind];
          const when = `${before}${year}${part}`;
          const table = call("SPLIT", split, when) as (string | number)[][];
          const total = number("SIZE", when);
          close(
            table.slice(1).reduce((sum, [, size]) => sum + (size as number), 0),
            total,
          );
          for (const [, size, share] of table.slice(1)) close((share as number) * total, size as number);
        },
      ),
    );
  });

  it("are converted at each year's own rate", () => {
    given(yearEnd(6), override("fx.usd-cny", 7, 2026), override("fx.usd-cny", 8, 2027));
    close(number("SIZE", "FY2027", null, "USD bn"), number("SIZE", 2026) / 70 / 2 + number("SIZE", 2027) / 80 / 2);
  });
});

describe("what takes whole years alone", () => {
  it("says so", () => {
    given(yearEnd(3));
    expect(errorOf(call("CAGR", "2026Q1", 2027))).toEqual({
      code: "#VALUE!",
      message: "from takes whole years, such as 2027 or FY2027; it got 2026Q1.",
    });
    for (const [id, ...args] of [
      ["BUILD", "2027Q1"],
      ["CONSENSUS", "FY2027"],
      ["SIMULATE", "FY2027"],
      ["SENSITIVITY", "2027H1"],
      ["RECONCILE", "FY2027"],
      ["TABLE", null, "FY2026", 2030],
      ["BRIDGE", "FY2026", 2030],
      ["FAN", 2026, "FY2027"],
    ] as const) {
      const { code, message } = errorOf(call(id, ...args));
      expect([id, code]).toEqual([id, "#VALUE!"]);
      expect(message).toMatch(/takes the report's own years, such as 2027; \w+ isn't one of them\.$/);
    }
  });
});

describe("the assumptions about time", () => {
  test.each([
    [[override("period.q1", 0.4)], "quarters-do-not-sum"],
    [[yearEnd(13)], "out-of-range"],
    [[yearEnd(2.5)], "out-of-range"],
    [[override("period.year-end", 3, 2027)], "not-by-year"],
    [[override("period.year-end", 3, null, "base")], "not-by-scenario"],
  ])("%j: %s, and not used", (overrides, problem) => {
    given(...overrides);
    expect(setting.main.problems().map((one) => one.check === "override" && one.assumption.problem?.problem)).toEqual([
      problem,
    ]);
    expect(number("SIZE", "FY2027Q1")).toBe(number("SIZE", 2027) / 4);
  });

  it("are rows of the sheet, with the report's own as defaults", () => {
    withReport({ ...builtInReport, yearEnd: 3 });
    const rows = setting.main.assumptionRows().filter(({ key }) => key.startsWith("period."));
    expect(rows.map(({ key, default: value }) => [key, value])).toEqual([
      ["period.year-end", 3],
      ...[1, 2, 3, 4].map((quarter) => [`period.q${quarter}`, 0.25]),
    ]);
  });
});

it("explains the very value that the cell shows", () => {
  const texts = fc.tuple(fc.constantFrom("", "FY", "CY"), anyYear, fc.constantFrom("", "Q1", "Q4", "H2"));
  fc.assert(
    fc.property(anyMonth, anyQuarters, texts, (month, shares, [kind, year, part]) => {
      given(yearEnd(month), ...quarters(...shares));
      const when = kind + year + part;
      for (const [id, ...args] of [
        ["SIZE", when],
        ["SEGMENT", "rd", when],
        ["SHARE", "rd", when],
        ["DRIVER", "arpu", when],
        ["DRIVER", "parc", when, "bottom-up"],
        ["SERIES", "gross-margin", when],
      ] as const) {
        const { value, derivations } = explain(
          formulas.find((one) => one.id === id)!,
          setting,
          args,
        );
        expect(value).toBe(cells(call(id, ...args))[0]);
        expect(derivations[0]!.value).toBe(value);
        checkAll(derivations[0]!, builtInReport, new Set());
      }
    }),
    { numRuns: 50 },
  );
});
