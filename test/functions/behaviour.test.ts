import { describe, expect, test } from "vitest";
import { formulas } from "../../src/functions/formulas";
import type { Formula } from "../../src/functions/formula";
import type { Parameter } from "../../src/functions/parameter";
import { runner } from "../../src/functions/run";
import type { Setting } from "../../src/functions/setting";
import type { ScenarioView } from "../../src/model";
import { call, cells, errorOf, speak, westernBesideHan } from "./calls";
import { CellError } from "./custom-functions";

/** Arguments that each formula answers, one for each of its parameters. */
const usual: Readonly<Record<string, readonly unknown[]>> = {
  SIZE: [2027, "base", "CNY bn"],
  SEGMENT: ["rd", 2027, "base", "CNY bn"],
  SHARE: ["rd", 2027, "base"],
  SPLIT: ["application", 2027, "base", "CNY bn"],
  RANK: ["rd", 2027, "base"],
  CONCENTRATION: ["vendor", 2027, "cr3", "vendors"],
  CAGR: [2026, 2027, "base", "rd"],
  GROWTH: [2027, "base", "rd"],
  DRIVER: ["parc", 2027, "bottom-up"],
  BUILD: [2027, "arpu", 500, "bottom-up", "CNY bn"],
  TABLE: ["base", 2025, 2027, "CNY bn"],
  SERIES: ["gross-margin", 2027],
  FIGURE: ["size-2030-applications", "value"],
  NAME: ["data-loop", "section", "segment"],
  SOURCE: ["size", 2027, "base"],
  BASIS: ["size", 2027, "base"],
  CONSENSUS: [2027, "median", "CNY bn", "base"],
  RECONCILE: [2027, "base", "CNY bn", "bottom-up"],
  SENSITIVITY: [2027, "bottom-up", 0.1, "CNY bn"],
  SIMULATE: [2027, "bottom-up", 200, 1, "CNY bn"],
  FAN: [2027, 2028, "bottom-up", 200, 1, "CNY bn"],
  BRIDGE: [2026, 2027, "application", "base", "CNY bn"],
  AUDIT: ["1.2.2"],
  CHECK: [],
  LIST: ["scenarios"],
  VERSION: [],
};

const argumentsOf = ({ id }: Formula): unknown[] => [...usual[id]!];

function changed(args: readonly unknown[], index: number, value: unknown): unknown[] {
  return args.map((argument, at) => (at === index ? value : argument));
}

const isOk = (answer: unknown): boolean => cells(answer).every((cell) => !(cell instanceof CellError));

function* parametersOf(kind: (parameter: Parameter, formula: Formula) => boolean) {
  for (const formula of formulas) {
    for (const [index, parameter] of formula.parameters.entries()) {
      if (kind(parameter, formula)) yield { formula, index, parameter };
    }
  }
}

describe.each(formulas.map((formula) => ({ id: formula.id, formula })))("$id", ({ id, formula }) => {
  const args = argumentsOf(formula);
  const answer = call(id, ...args);

  test("answers usual arguments", () => {
    expect(args).toHaveLength(formula.parameters.length);
    expect(isOk(answer)).toBe(true);
  });

  test.each(formula.parameters.map(({ name }, index) => ({ name, index })))(
    "$name given as [[x]] is x",
    ({ index }) => {
      const wrapped = call(id, ...changed(args, index, [[args[index]]]));
      expect(cells(wrapped)).toEqual(cells(answer));
    },
  );

  test("takes blank, missing and null for what is optional", () => {
    const needed = formula.parameters.filter(({ optional }) => !optional).length;
    const short = call(id, ...args.slice(0, needed));
    for (const blank of [null, undefined, "", "  "]) {
      expect(call(id, ...args.map((argument, index) => (index < needed ? argument : blank)))).toEqual(short);
    }
    // BASIS and SOURCE can do without a year for a figure alone.
    if (id !== "SOURCE" && id !== "BASIS") expect(isOk(short)).toBe(true);
  });

  test("ignores the invocation object, last or in the place of a missing argument", () => {
    const invocation = { functionName: id, address: "Sheet1!A1" };
    expect(call(id, ...args, invocation)).toEqual(answer);
    const needed = formula.parameters.filter(({ optional }) => !optional).length;
    expect(call(id, ...args.slice(0, needed), invocation)).toEqual(call(id, ...args.slice(0, needed)));
  });

  test("hands an error among its arguments on", () => {
    for (const index of args.keys()) {
      const error = new CellError("#DIV/0!");
      expect(cells(call(id, ...changed(args, index, error)))).toContain(error);
    }
  });
});

describe("years", () => {
  const years = [...parametersOf(({ domain }) => domain.kind === "year")].map(({ formula, index, parameter }) => ({
    id: formula.id,
    name: parameter.name,
    args: argumentsOf(formula),
    index,
    optional: parameter.optional,
  }));

  describe.each(years)("$id: $name", ({ id, name, args, index, optional }) => {
    const given = args[index] as number;
    const at = (year: unknown) => call(id, ...changed(args, index, year));

    test("as analysts write them", () => {
      const short = String(given).slice(2);
      const wide = String(given).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
      const written = [`${given}`, `${given}E`, `${given}F`, `${given}A`, `${given}e`, ` ${given} `, `FY${given}`];
      for (const text of [...written, `FY${short}`, `fy ${given}E`, `${given}年`, `${given}年E`, wide, `${wide}年`]) {
        expect(at(text)).toEqual(call(id, ...args));
      }
    });

    test("a date, a fraction, a truth value and a stray text are refused by name", () => {
      expect(errorOf(at(46023))).toEqual({ code: "#VALUE!", message: `${name}: 46023 looks like a date: use YEAR().` });
      for (const [wrong, shown] of [
        [2027.5, "2027.5"],
        [true, "TRUE"],
        ["soon", '"soon"'],
        [27, "27"],
        [-2027, "-2027"],
        ["2027-12-31", '"2027-12-31"'],
      ] as const) {
        const { code, message } = errorOf(at(wrong));
        expect(code).toBe("#VALUE!");
        expect(message).toContain(name);
        expect(message).toContain(shown);
      }
    });

    test.skipIf(optional)("no year is #N/A", () => {
      for (const blank of [null, "", 0]) {
        expect(errorOf(at(blank))).toEqual({ code: "#N/A", message: `${name}: no year is given.` });
      }
    });
  });

  const beyond = years.filter(({ id }) => id !== "TABLE");
  test.each(beyond)("$id: $name beyond the report's years names them", ({ id, name, args, index }) => {
    const { code, message } = errorOf(call(id, ...changed(args, index, 2099)));
    expect(code).toBe("#N/A");
    // Growth looks for the year before first.
    const year = id === "GROWTH" ? 2098 : 2099;
    expect(message).toMatch(new RegExp(`^${name}: there is no value for ${year}, only for \\d{4} to \\d{4}\\.$`));
  });

  test.each(beyond)("$id: $name answers from the first year that it names to the last", ({ id, args, index }) => {
    const at = (year: number) => call(id, ...changed(args, index, year));
    const [, from, to] = /only for (\d{4}) to (\d{4})/.exec(errorOf(at(2099)).message)!.map(Number);
    // Growth needs the year before.
    const first = id === "GROWTH" ? from! + 1 : from!;
    for (const year of [first, to!]) expect(isOk(at(year))).toBe(true);
    for (const year of [first - 1, to! + 1]) expect(errorOf(at(year)).code).toBe("#N/A");
  });
});

describe("names", () => {
  const named = [
    "scenario",
    "segment",
    "split",
    "driver",
    "series",
    "figure",
    "unit",
    "item",
    "nameable",
    "choice",
    "section",
  ];
  const all = [...parametersOf(({ domain }) => named.includes(domain.kind))].map(({ formula, index, parameter }) => ({
    id: formula.id,
    name: parameter.name,
    args: argumentsOf(formula),
    index,
  }));

  test.each(all)("$id: an unknown $name is #VALUE! and named in both languages", ({ id, name, args, index }) => {
    for (const language of ["en", "zh"] as const) {
      speak(language);
      for (const wrong of ["no such thing", "constructor", "__proto__", true]) {
        const { code, message } = errorOf(call(id, ...changed(args, index, wrong)));
        expect(code).toBe("#VALUE!");
        expect(message).toContain(name);
        expect(message).toContain(wrong === true ? "TRUE" : wrong);
        expect(/\p{Script=Han}/u.test(message)).toBe(language === "zh");
        expect(message).not.toMatch(westernBesideHan);
      }
    }
    speak("en");
  });

  test("the nearest known name and where to list them are given", () => {
    expect(errorOf(call("SIZE", 2030, "vendorz")).message).toBe(
      'scenario: scenario "vendorz" is not known. Did you mean "vendors"? =MARKET.LIST("scenarios") lists them.',
    );
    expect(errorOf(call("CONSENSUS", 2030, "medium")).message).toContain('Did you mean "median"?');
  });
});

describe("numbers", () => {
  const numbers = [...parametersOf(({ domain }) => domain.kind === "number")].map(({ formula, index, parameter }) => ({
    id: formula.id,
    name: parameter.name,
    args: argumentsOf(formula),
    index,
  }));

  test.each(numbers)(
    "$id: $name also as a text, and refused by name out of its domain",
    ({ id, name, args, index }) => {
      expect(call(id, ...changed(args, index, ` ${String(args[index])} `))).toEqual(call(id, ...args));
      for (const wrong of [-1, Infinity, NaN, 1e300, "many", "0x10", "1,5", true]) {
        const { code, message } = errorOf(call(id, ...changed(args, index, wrong)));
        expect(code).toBe("#VALUE!");
        expect(message).toContain(name);
      }
    },
  );

  /** Each domain's ends, and the nearest number beyond each. */
  const ends: Readonly<Record<string, readonly [within: readonly number[], beyond: readonly number[]]>> = {
    values: [
      [1e-9, 1e15],
      [-1e-9, 1.1e15],
    ],
    share: [
      [0, 1],
      [-1e-9, 1.000001],
    ],
    trials: [
      [100, 100_000],
      [99, 100_001, 100.5],
    ],
    seed: [
      [0, 4_294_967_295],
      [-1, 4_294_967_296, 0.5],
    ],
  };

  test.each(numbers)("$id: $name up to the ends of its domain", ({ id, name, args, index }) => {
    const [within, beyond] = ends[name in ends ? name : "share"]!;
    for (const number of within) expect(isOk(call(id, ...changed(args, index, number)))).toBe(true);
    for (const number of beyond) expect(errorOf(call(id, ...changed(args, index, number))).code).toBe("#VALUE!");
  });

  test("percent texts are fractions", () => {
    expect(cells(call("BUILD", 2030, [["connected-rate", "arpu"]], [["41.5 %", "1200"]]))[0]).toBeCloseTo(1624.725, 9);
  });
});

describe("what else can be missing", () => {
  test("an exchange rate", () => {
    expect(errorOf(call("SIZE", 2030, null, "USD bn"))).toEqual({
      code: "#N/A",
      message: "unit: there is no fx.usd-cny for 2030. Set fx.usd-cny in the assumptions.",
    });
  });
  test("drivers", () => {
    for (const id of ["SENSITIVITY", "SIMULATE"]) {
      const { code, message } = errorOf(call(id, 2030, "base"));
      expect([code, message]).toEqual(["#N/A", 'scenario: "applications" is not built from drivers.']);
    }
  });
  test("a growth rate over no time", () => {
    expect(errorOf(call("CAGR", 2027, 2027))).toEqual({ code: "#NUM!", message: "" });
    expect(call("CAGR", 2030, 2025)).toBeCloseTo(call("CAGR", 2025, 2030) as number, 12);
  });
  test("what a figure doesn't state", () => {
    expect(errorOf(call("FIGURE", "size-2025-summary", "publisher")).message).toContain("publisher");
  });
});

describe("ranges", () => {
  /** Of so many rows, of which nobody asks for more than the first. */
  const rowsOf = (length: number, first: readonly unknown[]): unknown[][] => Object.assign([[...first]], { length });
  const rowOf = (length: number, first: unknown): unknown[][] => [Array<unknown>(length).fill(first)];

  test.each<[id: string, args: readonly unknown[], en: string, zh: string]>([
    [
      ...(["SIZE", [rowsOf(1_048_576, [2030])]] as const),
      "year: a whole column, more than the 1000000 cells that one formula fills. Give the cells in use, such as A2:A100 or A2:INDEX(A:A,COUNTA(A:A)).",
      "year：不能使用整列（一个公式最多填充 1000000 个单元格）。请只给出已使用的单元格，例如 A2:A100 或 A2:INDEX(A:A,COUNTA(A:A))。",
    ],
    [
      ...(["SEGMENT", ["rd", rowOf(16_384, 2030)]] as const),
      "year: a whole row, more than the 1000000 cells that one formula fills. Give the cells in use, such as B1:K1 or B1:INDEX(1:1,COUNTA(1:1)).",
      "year：不能使用整行（一个公式最多填充 1000000 个单元格）。请只给出已使用的单元格，例如 B1:K1 或 B1:INDEX(1:1,COUNTA(1:1))。",
    ],
    [
      ...(["BUILD", [2030, rowsOf(1_048_576, ["arpu"]), [[1]]]] as const),
      "drivers: a whole column, more than the 1000000 cells that one formula fills. Give the cells in use, such as A2:A100 or A2:INDEX(A:A,COUNTA(A:A)).",
      "drivers：不能使用整列（一个公式最多填充 1000000 个单元格）。请只给出已使用的单元格，例如 A2:A100 或 A2:INDEX(A:A,COUNTA(A:A))。",
    ],
    [
      ...(["SIZE", [rowsOf(1_000_001, [2030])]] as const),
      "year, scenario, unit: together 1000001 cells; one formula fills at most 1000000, since Excel hangs over more.",
      "year、scenario、unit：合计 1000001 个单元格；一个公式最多填充 1000000 个，再多 Excel 会停止响应。",
    ],
    // A thousand and one by a thousand.
    [
      ...(["SIZE", [rowsOf(1_001, rowOf(1_000, 2030)[0]!)]] as const),
      "year, scenario, unit: together 1001000 cells; one formula fills at most 1000000, since Excel hangs over more.",
      "year、scenario、unit：合计 1001000 个单元格；一个公式最多填充 1000000 个，再多 Excel 会停止响应。",
    ],
    [
      ...(["SIZE", [rowOf(1_000, 2030), Array.from({ length: 1_001 }, () => ["base"])]] as const),
      "year, scenario, unit: together 1001000 cells; one formula fills at most 1000000, since Excel hangs over more.",
      "year、scenario、unit：合计 1001000 个单元格；一个公式最多填充 1000000 个，再多 Excel 会停止响应。",
    ],
  ])("of more cells than Excel can show are refused: %s", (id, args, en, zh) => {
    expect(errorOf(call(id, ...args))).toEqual({ code: "#VALUE!", message: en });
    speak("zh");
    expect(errorOf(call(id, ...args)).message).toBe(zh);
    speak("en");
  });

  test("of a row's cells but one, and of a million, are filled", () => {
    const [row] = call("SIZE", rowOf(16_383, 2030)) as unknown[][];
    expect([row!.length, new Set(row)]).toEqual([16_383, new Set([1800])]);
    const [one] = rowOf(1_000, 2030);
    const block = call("SIZE", Array<unknown>(1_000).fill(one)) as unknown[][];
    expect([block.length, block[999]!.length, block[999]![999]]).toEqual([1_000, 1_000, 1800]);
  });

  describe("that repeat a few values", () => {
    /** What was asked for, in order. */
    const counting = () => {
      const asked: string[] = [];
      const evaluate = (_: Setting, year: number, scenario: ScenarioView): number =>
        asked.push(`${year} ${scenario.id}`);
      return { asked, call: runner({ ...size, explain: undefined, evaluate, unexplained: "no-number" } as never) };
    };
    const size = formulas.find(({ id }) => id === "SIZE")!;
    const given = (...years: readonly number[]) => years.map((year) => [year]);

    test.each<[name: string, args: readonly unknown[], expected: readonly unknown[], asked: number]>([
      ["down", [given(2030, 2027, 2030, 2027)], [[1], [2], [1], [2]], 2],
      ["across", [[[2030, 2027, 2030]]], [[1, 2, 1]], 2],
      [
        ...([
          "in a block",
          [
            [
              [2030, 2027],
              [2027, 2030],
            ],
          ],
        ] as const),
        ...([
          [
            [1, 2],
            [2, 1],
          ],
          2,
        ] as const),
      ],
      ["down, with one value beside", [given(2030, 2030), [["base"]]], [[1], [1]], 1],
      [
        ...(["down and across", [given(2030, 2027, 2030), [["base", "vendors"]]]] as const),
        ...([
          [
            [1, 2],
            [3, 4],
            [1, 2],
          ],
          4,
        ] as const),
      ],
      // Rows that two columns tell apart.
      [...(["twice down", [given(2030, 2030), [["base"], ["vendors"]]]] as const), ...([[[1], [2]], 2] as const)],
    ])("%s are calculated once for each", (_, args, expected, count) => {
      const { asked, call } = counting();
      const answer = call(...args) as unknown[][];
      expect(answer).toEqual(expected);
      expect(asked).toHaveLength(count);
      expect(new Set(asked).size).toBe(count);
    });

    test("give rows of their own: whoever takes the result may change one of it", () => {
      const [first, , last] = counting().call(given(2030, 2027, 2030), [["base", "vendors"]]) as unknown[][];
      expect(last).not.toBe(first);
    });

    test("are of rows as long as the longest", () => {
      const [first, second] = call("SIZE", [[2030], [2027, 2025]]) as unknown[][];
      expect([first![0], second]).toEqual([1800, [call("SIZE", 2027), call("SIZE", 2025)]]);
      expect(errorOf(first![1])).toEqual({ code: "#N/A", message: "year: no year is given." });
    });
  });

  // A list is read whole.
  const values = [...parametersOf(({ list }, { result }) => result === "value" && !list)].map(
    ({ formula, index, parameter }) => ({
      id: formula.id,
      name: parameter.name,
      args: argumentsOf(formula),
      index,
    }),
  );

  test.each(values)("$id: $name as a column and a row gives what each cell gives alone", ({ id, args, index }) => {
    const given = [args[index], "no such thing", "", args[index], true];
    const alone = given.map((one) => call(id, ...changed(args, index, one)));
    expect(call(id, ...changed(args, index, [given]))).toEqual([alone]);
    expect(
      call(
        id,
        ...changed(
          args,
          index,
          given.map((one) => [one]),
        ),
      ),
    ).toEqual(alone.map((one) => [one]));
  });

  test("a row and a column make a grid, as native functions do", () => {
    const grid = call("SIZE", [[2025, 2027, 2030]], [["base"], ["vendors"]]) as unknown[][];
    expect(grid).toEqual([
      [2025, 2027, 2030].map((year) => call("SIZE", year, "base")),
      [2025, 2027, 2030].map((year) => call("SIZE", year, "vendors")),
    ]);
  });
  test("BUILD takes names beside numbers, a column a year or a row a year", () => {
    const alone = (year: number, ...values: number[]) => cells(call("BUILD", year, [["arpu", "parc"]], [values]))[0];
    const expected = [alone(2027, 500, 4), alone(2030, 700, 5)];
    const columns = [
      [500, 700],
      [4, 5],
    ];
    const rows = [
      [500, 4],
      [700, 5],
    ];
    expect(call("BUILD", [[2027, 2030]], [["arpu"], ["parc"]], columns)).toEqual([expected]);
    expect(call("BUILD", [[2027], [2030]], [["arpu", "parc"]], rows)).toEqual(expected.map((one) => [one]));
    expect(call("BUILD", 2030, [["arpu"], ["parc"]], columns)).toEqual([[alone(2030, 500, 4), alone(2030, 700, 5)]]);
    expect(call("BUILD", 2030, "arpu", [[500, 600]])).toEqual([[alone(2030, 500), alone(2030, 600)]]);
    expect(call("BUILD", 2030, "arpu", 500, [["bottom-up"], ["bottom-up-low"]])).toEqual([
      [call("BUILD", 2030, "arpu", 500, "bottom-up")],
      [call("BUILD", 2030, "arpu", 500, "bottom-up-low")],
    ]);
  });

  test("BUILD without drivers is the scenario's own size; a blank number leaves its driver as it is", () => {
    expect(cells(call("BUILD", 2027, null, null, "bottom-up-low"))).toEqual([call("SIZE", 2027, "bottom-up-low")]);
    expect(cells(call("BUILD", 2027, [["arpu"], ["parc"]], [[""], [null]]))).toEqual([call("SIZE", 2027, "bottom-up")]);
  });

  test("BUILD says what is wrong with its names and numbers", () => {
    const refused = (...args: unknown[]) => errorOf(call("BUILD", ...args));
    expect(refused(4.35, 0.83, 0.75, 600)).toMatchObject({
      code: "#VALUE!",
      message: expect.stringContaining("names"),
    });
    expect(refused(2030, 0.83, 0.75)).toMatchObject({ code: "#VALUE!", message: expect.stringContaining("names") });
    expect(refused(2030, "arpu", 0)).toMatchObject({ code: "#VALUE!", message: expect.stringContaining("blank") });
    expect(refused(2030, "arpuu", 1)).toMatchObject({ code: "#VALUE!", message: expect.stringContaining('"arpu"') });
    expect(refused(2030, "arpu", [[1], [2]])).toMatchObject({ code: "#VALUE!" });
    expect(refused(2030, [["arpu", "ARPU"]], [[1, 2]])).toMatchObject({ message: expect.stringContaining("twice") });
    expect(refused(2030, "connected-rate", 83)).toMatchObject({ message: expect.stringContaining("fraction") });
    expect(refused(2030, null, 5)).toMatchObject({ message: expect.stringContaining("no driver's name") });
    expect(refused(2030, "arpu", 5, "vendors")).toMatchObject({ code: "#N/A" });
  });

  test("where a range is too short there is #N/A", () => {
    const grid = call("SIZE", [[2025, 2026, 2027]], [["base", "vendors"]]) as unknown[][];
    expect(grid[0]!.slice(0, 2).every((cell) => typeof cell === "number")).toBe(true);
    expect(errorOf(grid[0]![2])).toEqual({ code: "#N/A", message: "scenario has 1 × 2 cells: none for this one." });
  });
  test("one bad element is one error cell", () => {
    const grid = call("SIZE", [[2025], ["soon"], [""], [2030]]) as unknown[][];
    expect(grid.map(([cell]) => (cell instanceof CellError ? cell.code : typeof cell))).toEqual([
      "number",
      "#VALUE!",
      "#N/A",
      "number",
    ]);
  });
  test("a blank in an optional range is the default", () => {
    expect(call("SIZE", 2030, [["vendors", ""]])).toEqual([[call("SIZE", 2030, "vendors"), call("SIZE", 2030)]]);
  });
  test("a table takes one value for a parameter", () => {
    expect(errorOf(call("SPLIT", "application", [[2025, 2026]])).message).toBe(
      "year takes one value; it got a range of 1 × 2 cells.",
    );
  });
  test("two whole columns across each other are refused, not attempted", () => {
    const long = Array.from({ length: 3000 }, () => [2030]);
    const wide = [Array.from({ length: 3000 }, () => "base")];
    expect(errorOf(call("SIZE", long, wide)).code).toBe("#VALUE!");
  });
});
