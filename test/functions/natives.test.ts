/** Expressions that stand for a formula without the add-in, as they are written; that they come to the same, the workbook's tests show. */
import { describe, expect, test } from "vitest";
import { write as build } from "../../src/functions/formulas/build.native";
import { write as cagr } from "../../src/functions/formulas/cagr.native";
import { write as growth } from "../../src/functions/formulas/growth.native";
import { write as segment } from "../../src/functions/formulas/segment.native";
import { formulas } from "../../src/functions/formulas";
import {
  chosenAt,
  constant,
  expression,
  quote,
  tabulated,
  workedOut,
  type Given,
  type NativeTarget,
} from "../../src/functions/native";
import type { Parameter } from "../../src/functions/parameter";
import { settingOf } from "../../src/functions/setting";
import { createModel, type Model } from "../../src/model";
import { file, type Json } from "../model/cars";
import { must, read } from "../model/support";

const modelOf = (change?: (report: Json) => void): Model => createModel(read(file(change)));
const model = modelOf();

const textOf = (given: Given): string =>
  given.is === "omitted" ? "-" : given.is === "live" ? given.text : given.is === "read" ? idOf(given.value) : "list";
const idOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value ? String(value.id) : String(value);

/** What is asked of it as text: a value as what stands in a table, `SIZE[base]@2025`. */
const targetOf = (main: Model, hasNegative = false): NativeTarget => ({
  setting: settingOf(main),
  hasNegative,
  value: (formula, rows, year) => `${formula}[${rows.map(textOf).join()}]@${year}`,
  year: textOf,
  yearsBetween: (from, to) => `${textOf(to)}-${textOf(from)}`,
  position: (given) => `AT(${textOf(given)})`,
  number: (given, most) => (most === undefined ? textOf(given) : `MOST(${textOf(given)},${most})`),
  inUnit: (value, unit, year) => (unit.is === "omitted" ? value : `IN(${value},${textOf(unit)},${year})`),
  inReportUnit: (value, unit) => `OWN(${value},${unit})`,
  unlessBlank: (given, value, otherwise) =>
    given.is === "live" ? `IF(${given.text}="",${otherwise},${value})` : given.is === "omitted" ? otherwise : value,
});
const target = targetOf(model);

const argument = (id: string, name: string): Parameter =>
  formulas.find((formula) => formula.id === id)!.parameters.find((parameter) => parameter.name === name)!;
const any = argument("SIZE", "scenario");
const omitted: Given = { parameter: any, is: "omitted" };
const live = (text: string): Given => ({ parameter: any, is: "live", text });
const isRead = (value: unknown): Given => ({ parameter: any, is: "read", value });
const list = (...items: Given[]): Given => ({ parameter: any, is: "list", items });
const scenario = (id: string): Given => isRead(must(model.scenario(id)));
const part = (id: string): Given => isRead(must(model.segment(id)));
const driver = (id: string, of = model): Given => isRead(must(of.driver(id)));

describe("what a declaration says of its native form", () => {
  test("in short", () => {
    expect(constant).toEqual({ is: "constant" });
    expect(tabulated(["scenario"])).toEqual({
      ...{ is: "table", rows: ["scenario"], columns: "year", unitless: null, overPeriods: true, by: null, over: [] },
    });
    expect(tabulated(["a"], { columns: "b", unitless: "count", overPeriods: false, over: ["SIZE"] })).toMatchObject({
      columns: "b",
      unitless: "count",
      overPeriods: false,
      over: ["SIZE"],
    });
    expect(expression(["SIZE"])).toEqual({ is: "expression", over: ["SIZE"], labels: [] });
    expect(expression(["SIZE"], ["by"])).toEqual({ is: "expression", over: ["SIZE"], labels: ["by"] });
    expect(quote('a "b"')).toBe('"a ""b"""');
  });

  test("what is chosen by its place, and needs no choice where there is but one", () => {
    expect(chosenAt("X", [0, 0, 0], ["one"])).toBe("one");
    expect(chosenAt("X", [0, 1, 0], ["one", "two"])).toBe("CHOOSE(INDEX({1,2,1},1,X),one,two)");
  });

  test.each([
    ["product", [1000], "A*B*1000"],
    ["product", [1], "A*B"],
    ["ratio", [0.5], "A/B*0.5"],
    ["sum", [1, 1000], "A+B*1000"],
    ["difference", [2, 1], "A*2-B"],
    ["complement", [1, 0.5], "1-A-B*0.5"],
  ] as const)("a %s of drivers", (op, scales, expected) => {
    expect(workedOut(op, ["A", "B"], scales)).toBe(expected);
  });
});

describe("growth", () => {
  const [from, to] = [live("2025"), live("2030")];

  test("is between two sizes, by the year", () => {
    expect(cagr(target, from, to, scenario("built"), omitted)).toBe(
      "((SIZE[built]@2030)/(SIZE[built]@2025))^(1/(2030-2025))-1",
    );
    expect(growth(target, live("2026"), live("B1"), omitted)).toBe("((SIZE[B1]@2026)/(SIZE[B1]@2026-1))-1");
  });

  test("is none in no time, which two years that are written needn't be asked", () => {
    expect(cagr(target, from, from, scenario("built"), omitted)).toContain("IF(2025=2025,SQRT(-1),");
    for (const [one, other] of [
      [live("A1"), to],
      [from, live("A2")],
      [live("A1"), live("20x5")],
    ] as const)
      expect(cagr(target, one, other, scenario("built"), omitted)).toMatch(/^IF\(.+=.+,SQRT\(-1\),\(\(SIZE/);
  });

  test("is none from or to less than nothing", () => {
    const negative = targetOf(model, true);
    expect(growth(negative, live("2026"), scenario("built"), omitted)).toBe(
      "(SQRT(SIZE[built]@2026)/SQRT(SIZE[built]@2026-1))^2-1",
    );
    expect(cagr(negative, from, to, scenario("built"), omitted)).toContain("^(2/(2030-2025))-1");
  });

  test("of a segment is between its sizes, of a blank one between the whole's", () => {
    expect(growth(target, live("2026"), scenario("stated"), part("vendor-a"))).toBe(
      "((SIZE[stated]@2026*SHARE[stated,vendor-a]@2026)/(SIZE[stated]@2026-1*SHARE[stated,vendor-a]@2026-1))-1",
    );
    expect(growth(target, live("2026"), scenario("stated"), live("C1"))).toContain('(IF(C1="",SIZE[stated]@2026,');
  });
});

describe("a segment", () => {
  const written = (one: Given, unit: Given = omitted, main = target) =>
    segment(main, one, live("2022"), scenario("built"), unit);
  const share = (id: string) => `SHARE[built,${id}]@2022`;

  test("is its share of what its split divides: the market, a driver, another segment", () => {
    expect(written(part("vendor-a"))).toBe(`SIZE[built]@2022*${share("vendor-a")}`);
    expect(written(part("china"))).toBe(`OWN(DRIVER[built,cars]@2022,m cars)*${share("china")}`);
    expect(written(part("bev"))).toBe(`OWN(DRIVER[built,market]@2022,USD m)*${share("bev")}`);
    expect(written(part("china-bev"))).toBe(
      `(OWN(DRIVER[built,cars]@2022,m cars)*${share("china")})*${share("china-bev")}`,
    );
  });

  test("of money is in any unit, of anything else in its own", () => {
    const [own, other] = ["USD bn", "USD m"].map((text) => isRead(must(model.money(text)))) as [Given, Given];
    expect(written(part("vendor-a"), other)).toBe(`IN(SIZE[built]@2022,USD m,2022)*${share("vendor-a")}`);
    expect(written(part("bev"), other)).toBe(`IN(OWN(DRIVER[built,market]@2022,USD m),USD m,2022)*${share("bev")}`);
    const cars = `OWN(DRIVER[built,cars]@2022,m cars)`;
    for (const [unit, expected] of [
      [own, cars],
      [other, "#VALUE!"],
      [live("D1"), `IF(AT(D1)=1,${cars},#VALUE!)`],
    ] as const)
      expect(written(part("china"), unit)).toBe(`${expected}*${share("china")}`);
    expect(written(part("china-bev"), live("D1"))).toBe(
      `IF(AT(D1)=1,(${cars}*${share("china")}),#VALUE!)*${share("china-bev")}`,
    );
  });

  test("that a cell names is one of all: each whole is written once", () => {
    // In the report's order: region, china-powertrain, powertrain, vendor.
    const [cars, china] = ["OWN(DRIVER[built,cars]@2022,m cars)", share("china")];
    expect(written(live("A1"))).toBe(
      `CHOOSE(INDEX({1,1,2,2,3,3,4,4,4},1,AT(A1)),${cars},(${cars}*${china}),` +
        `OWN(DRIVER[built,market]@2022,USD m),SIZE[built]@2022)*SHARE[built,A1]@2022`,
    );
    const none = modelOf((report) => (report.splits = []));
    expect(written(live("A1"), omitted, targetOf(none))).toBe("NA()");
  });
});

describe("a built size", () => {
  const written = (
    drivers: readonly Given[],
    values: readonly Given[],
    unit: Given = omitted,
    of = scenario("built"),
  ) => build(target, live("2022"), list(...drivers), list(...values), of, unit);
  const table = (id: string) => `DRIVER[built,${id}]@2022`;
  // Cars × price is in millions: a thousandth of the report's billions.
  const own = `(${table("market")}*0.001)`;
  const sized = (size: string, zeros: string) =>
    `(0*${table("market")}+IFERROR(((${size}*0.001)^IF(OR(${zeros}),-1,1))^IF(OR(${zeros}),-1,1),"?"))`;

  test("without numbers of the caller's is the scenario's", () => {
    expect(written([], [])).toBe(own);
    expect(build(target, live("2022"), omitted, omitted, scenario("built"), omitted)).toBe(own);
    expect(written([driver("cars")], [omitted])).toBe(own);
    expect(written([], [], live("D1"))).toBe(`IN(${own},D1,2022)`);
  });

  test("is worked out again from what is given, which a blank cell leaves as it is", () => {
    expect(written([driver("cars")], [isRead(7)])).toBe(`(0*${table("market")}+(7*${table("price")})*0.001)`);
    expect(written([driver("cars")], [live("B1")])).toBe(
      sized(`(IF(B1="",${table("cars")},B1)*${table("price")})`, 'IF(B1="",FALSE(),B1=0)'),
    );
    expect(written([driver("price"), driver("cars")], [isRead(0), isRead(3)])).toBe(sized(`(3*0)`, "0=0"));
    expect(written([driver("market")], [isRead(5)])).toBe(`(0*${table("market")}+5*0.001)`);
  });

  test("refuses a number without a name, and two for one driver", () => {
    expect(written([], [live("B1")])).toContain('IF(AND(IF(B1="",0,1)<=0),');
    expect(written([driver("cars"), driver("cars")], [live("B1"), live("B2")])).toContain(
      'IF(AND(IF(B1="",0,1)+IF(B2="",0,1)<=1),',
    );
    expect(written([driver("cars"), driver("cars")], [live("B1"), live("B2")])).toContain(
      `(IF(B1="",IF(B2="",${table("cars")},B2),B1)*`,
    );
  });

  test("asks that what isn't used is a number all the same", () => {
    // What is given for the whole leaves nothing to be worked out.
    expect(written([driver("market"), driver("cars")], [live("B1"), live("B2")])).toContain(
      'IF(AND(ISNUMBER(IF(B2="",0,B2))),',
    );
    expect(written([driver("market"), driver("cars")], [live("B1"), isRead(4)])).not.toContain("ISNUMBER");
  });

  test("is one of several where a cell names the scenario, and none where nothing is built", () => {
    const two = modelOf((report) => {
      report.drivers.push({ ...report.drivers[2], id: "half", name: { en: "half", zh: "half" } });
      report.scenarios.push(
        { ...report.scenarios[1], id: "other", name: { en: "other", zh: "other" }, size: "half" },
        { ...report.scenarios[1], id: "third", name: { en: "third", zh: "third" } },
      );
    });
    const text = build(targetOf(two), live("2022"), list(), list(), live("C1"), omitted);
    const sizes = ["market", "half"].map((id) => `DRIVER[C1,${id}]@2022*0.001`);
    expect(text).toBe(`(CHOOSE(INDEX({1,2,1},1,AT(C1)),${sizes.join()}))`);
    expect(written([], [], omitted, scenario("stated"))).toBe("NA()");
    const none = modelOf((report) => {
      report.scenarios.pop();
    });
    expect(build(targetOf(none), live("2022"), list(), list(), live("C1"), omitted)).toBe("NA()");
  });

  test("takes a rate of one at most", () => {
    const rated = modelOf((report) => {
      report.figures.push(
        { ...report.figures[3], id: "rate-2020", value: 50, unit: "%", year: 2020 },
        { ...report.figures[3], id: "rate-2024", value: 60, unit: "%", year: 2024 },
      );
      report.drivers.splice(2, 0, {
        ...{ id: "rate", name: { en: "rate", zh: "rate" }, unit: "%", method: "linear" },
        points: ["rate-2020", "rate-2024"],
      });
      report.drivers[3].of.push("rate");
    });
    const built = isRead(must(rated.scenario("built")));
    const [drivers, values] = [list(driver("rate", rated)), list(live("B1"))];
    expect(build(targetOf(rated), live("2022"), drivers, values, built, omitted)).toContain("MOST(B1,1)");
  });
});
