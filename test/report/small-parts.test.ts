/** Small parts of reading and writing tables, each by itself. */
import { describe, expect, test } from "vitest";
import { unitIn } from "../../src/report/blocks/read";
import { csvText, delimiterOf, guarded, readCsv, unguarded } from "../../src/report/packages/csv";
import { checkOf, countFor, operandsOf } from "../../src/report/tables/claims";
import { formulaText, readFormula } from "../../src/report/tables/formulas";
import { ids, slug } from "../../src/report/tables/ids";
import { inferredClaims, type Standing } from "../../src/report/tables/inferred";
import { rolesOf, type Taken, type Taking } from "../../src/report/tables/roles";
import { isDateFormat, isPercentFormat, printedText, readPrinted, readValue } from "../../src/report/tables/values";
import { schemaFaults, type Schema } from "../../src/report/schema";
import type { Check, Period, Value } from "../../src/report/types";

describe("a number as it is printed", () => {
  test.each<[text: string, value: Value, comparator: string, percent: boolean, decimals?: number]>([
    ["320", 320, "=", false],
    ["1,234,567.5", 1234567.5, "=", false],
    ["+5", 5, "=", false],
    ["-5", -5, "=", false],
    ["−5", -5, "=", false],
    ["(5)", -5, "=", false],
    ["( 5.5 % )", -5.5, "=", true],
    [".5", 0.5, "=", false],
    ["1e3", 1000, "=", false],
    ["２４", 24, "=", false],
    ["9.6 %", 9.6, "=", true],
    ["90.0", 90, "=", false, 1],
    ["90.50", 90.5, "=", false, 2],
    ["90.5", 90.5, "=", false],
    ["1.0000000000", 1, "=", false, 10],
    ["1.00000000000", 1, "=", false],
    ["320+", 320, ">", false],
    ["320 以上", 320, ">=", false],
    ["约 320 左右", 320, "~", false],
    ["MORE THAN 5 %", 5, ">", true],
    ["-1.5e-3", -0.0015, "=", false],
    ["~320", 320, "~", false],
    [">= 17", 17, ">=", false],
    ["> 17", 17, ">", false],
    ["<17%", 17, "<", true],
    ["<= 17", 17, "<=", false],
    ["50 to 60", [50, 60], "=", false],
    ["between 50 and 60 %", [50, 60], "=", true],
    ["50–60%", [50, 60], "=", true],
    ["50%–60%", [50, 60], "=", true],
    ["50 至 60", [50, 60], "=", false],
    ["1.0–2.25", [1, 2.25], "=", false],
    ["1.00–2.2", [1, 2.2], "=", false, 2],
    ["-5 to -3", [-5, -3], "=", false],
  ])("%s", (text, value, comparator, percent, decimals) => {
    expect(readPrinted(text)).toEqual({ value, comparator, percent, ...(decimals !== undefined && { decimals }) });
  });

  test.each([
    ["12,5", "decimal-comma"],
    ["1.234,5 %", "decimal-comma"],
    ["€ 12,50", "decimal-comma"],
    ["n.a.", "no-number"],
    ["", "no-number"],
    ["12 34", "no-number"],
    ["12³", "no-number"],
    ["12①", "no-number"],
    ["1,23", "decimal-comma"],
    ["12 to", "no-number"],
    ["5 km", "no-number"],
  ])("%j is none: %s", (text, reason) => expect(readPrinted(text)).toBe(reason));

  test.each<[content: unknown, format: string, expected: unknown]>([
    [0.096, "0.0%", { value: 9.6, comparator: "=", percent: true }],
    [0.1, "0.00%", { value: 10, comparator: "=", percent: true, decimals: 2 }],
    [90, "#,##0.0", { value: 90, comparator: "=", percent: false, decimals: 1 }],
    [90, "#,##0.##", { value: 90, comparator: "=", percent: false }],
    [90, "0.0;-0.000", { value: 90, comparator: "=", percent: false, decimals: 1 }],
    [90, "", { value: 90, comparator: "=", percent: false }],
    [90, "General", { value: 90, comparator: "=", percent: false }],
    [45000, "yyyy-mm-dd", "date"],
    [45000, 'General "days"', { value: 45000, comparator: "=", percent: false }],
    [Infinity, "0", "not-a-value"],
    [true, "General", "not-a-value"],
    [" ~ 5 ", "@", { value: 5, comparator: "~", percent: false }],
    [null, "General", "no-number"],
    [NaN, "0%", "not-a-value"],
    [0.29, "0%", { value: 29, comparator: "=", percent: true }],
  ])("in a cell: %j as %s", (content, format, expected) => {
    expect(readValue({ content: content as never, format })).toEqual(expected);
  });

  test("and formats", () => {
    expect(["d", "h:mm", "yy", "[h]:mm", "ss"].map(isDateFormat)).toEqual([true, true, true, true, true]);
    expect(["0.00", '0 "days"', "[Red]0", "0\\d", "General", "GENERAL"].map(isDateFormat)).toEqual(
      Array(6).fill(false),
    );
    expect(["0%", '0"%"', "0\\%", "0.0 %"].map(isPercentFormat)).toEqual([true, false, false, true]);
  });

  test("is written as it is read", () => {
    for (const text of ["320", "~320", ">17", "50 to 60", "9.6 %", "90.0", "1.00 to 2.20 %", "<=-5"]) {
      const read = readPrinted(text);
      expect(typeof read === "string" ? read : printedText(read)).toBe(text);
    }
  });
});

describe("a formula of a line", () => {
  const lines = ["Homes", "Rate", "R&D - own", "A×B"];
  const read = (text: string) => readFormula(text, (one) => lines.includes(one));

  test.each<[text: string, expected: object]>([
    ["rest", { is: "rest" }],
    [" = Rest", { is: "rest" }],
    ["Homes", { is: "line", of: "Homes" }],
    ["= Homes", { is: "line", of: "Homes" }],
    ["Nobody", { is: "line", of: "Nobody" }],
    ["R&D - own", { is: "line", of: "R&D - own" }],
    ["A×B", { is: "line", of: "A×B" }],
    ["Homes × Rate × Price", { is: "operation", op: "product", of: ["Homes", "Rate", "Price"] }],
    ["Homes* Rate", { is: "operation", op: "product", of: ["Homes", "Rate"] }],
    ["Homes+ A×B", { is: "mixed" }],
    ["1 + 2 − Rate", { is: "mixed" }],
    ["2 − Rate", { is: "operation", op: "difference", of: ["2", "Rate"] }],
    ["0 × Rate", { is: "operation", op: "product", of: ["0", "Rate"] }],
    ["其余", { is: "rest" }],
    ["Homes*Rate", { is: "operation", op: "product", of: ["Homes", "Rate"] }],
    ["Homes + Rate", { is: "operation", op: "sum", of: ["Homes", "Rate"] }],
    ["Homes − Rate − X", { is: "operation", op: "difference", of: ["Homes", "Rate", "X"] }],
    ["Homes - Rate", { is: "operation", op: "difference", of: ["Homes", "Rate"] }],
    ["Homes-Rate", { is: "line", of: "Homes-Rate" }],
    ["Homes / Rate", { is: "operation", op: "ratio", of: ["Homes", "Rate"] }],
    ["Homes÷Rate", { is: "operation", op: "ratio", of: ["Homes", "Rate"] }],
    ["1 − Rate", { is: "operation", op: "complement", of: ["Rate"] }],
    ["1 × Rate", { is: "operation", op: "product", of: ["Rate"] }],
    ["0 + Rate", { is: "operation", op: "sum", of: ["Rate"] }],
    ["1 + Rate", { is: "operation", op: "sum", of: ["1", "Rate"] }],
    ["0 − Rate", { is: "operation", op: "difference", of: ["0", "Rate"] }],
    ["Homes × Rate + X", { is: "mixed" }],
  ])("%s", (text, expected) => expect(read(text)).toEqual(expected));

  test.each([
    ["product", ["A", "B"], "A × B"],
    ["product", ["A"], "1 × A"],
    ["sum", ["A", "B", "C"], "A + B + C"],
    ["sum", ["A"], "0 + A"],
    ["difference", ["A", "B"], "A − B"],
    ["ratio", ["A", "B"], "A / B"],
    ["complement", ["A", "B"], "1 − A − B"],
  ] as const)("%s of %j", (op, names, text) => {
    expect(formulaText(op, names)).toBe(text);
    expect(readFormula(text, () => false)).toEqual({ is: "operation", op, of: names });
  });
});

describe("what a figure is to its line", () => {
  const taken = (period: Period, value: Value | null = 1, unit = "USD m", role: Taken["role"] = null): Taken => ({
    ...{ period, value, unit, role },
  });
  test.each<[what: string, taking: Taking, figures: Taken[], expected: string[]]>([
    ["points of a market", "published", [taken(2024), taken(2030)], ["point", "point"]],
    ["a growth beside one end", "published", [taken(2024), taken([2024, 2030], 5, "%")], ["point", "growth"]],
    [
      ...(["a growth beside two", "published"] as const),
      [taken(2024), taken(2030), taken([2024, 2030], 5, "%")],
      ["point", "point", "claim"],
    ],
    ["a growth of one year", "published", [taken(2024), taken(2025, 5, "%")], ["point", "claim"]],
    ["an estimate of a built one", "built", [taken(2024)], ["stated"]],
    ["what the row says", "built", [taken(2024, 1, "USD m", "point")], ["point"]],
    ["a part of a year", "points", [taken("2024Q1"), taken(2024)], ["part", "point"]],
    ["a range beside a point", "given", [taken(2024, [1, 3]), taken(2024, 2)], ["range", "point"]],
    ["a range after a point", "given", [taken(2024, 2), taken(2024, [1, 3])], ["point", "range"]],
    ["a range alone", "given", [taken(2024, [1, 3]), taken(2025, 2)], ["point", "point"]],
    ["two numbers of a year", "given", [taken(2024, 2), taken(2024, 3)], ["point", "point"]],
    [
      ...(["a range that the row calls the point", "given"] as const),
      [taken(2024, [1, 3], "USD m", "point"), taken(2024, 2)],
      ["point", "point"],
    ],
    ["shares of a segment", "points", [taken(2024, 5, "%"), taken([2024, 2025], 5, "%")], ["point", "point"]],
  ])("%s", (_, taking, figures, expected) => expect(rolesOf(taking, figures)).toEqual(expected));
});

describe("claims that go without saying", () => {
  let index = 0;
  const at = (point: Standing["point"], period: Period, unit = "USD m"): Standing => ({
    ...{ row: { index: index++ }, point, period, unit, value: 1 },
  });
  const claimsOf = (given: Partial<Parameters<typeof inferredClaims>[0]>) =>
    inferredClaims({ growth: [], flows: [], sums: [], ...given }).map(({ id, check }) => [id, check]);

  test("of growth, where both ends stand", () => {
    const beside = [at("a", 2024), at("b", 2025), at("c", 2030), at({ ratio: ["a", "b"] }, 2031), at("p", 2032, "%")];
    const growth = (period: Period) => claimsOf({ growth: [{ figure: at("rate", period, "%"), beside }] });
    expect(growth([2024, 2030])).toEqual([["rate.cagr", { kind: "cagr", from: "a", to: "c" }]]);
    expect(growth(2025)).toEqual([["rate.growth", { kind: "growth", from: "a", to: "b" }]]);
    for (const none of [2024, 2030, 2031, "2025Q1", null, [2024, 2032], [2024, 2031]] as const)
      expect(growth(none)).toEqual([]);
    expect(claimsOf({ growth: [{ figure: at({ ratio: ["a", "b"] }, 2025), beside }] })).toEqual([]);
  });

  test("of a year from its quarters and its halves, and of a half from its quarters", () => {
    const quarters = [1, 2, 3, 4].map((quarter) => at(`q${quarter}`, `2024Q${quarter}` as Period));
    const halves = [1, 2].map((half) => at(`h${half}`, `2024H${half}` as Period));
    const all = [at("year", 2024), ...quarters, ...halves];
    const sum = (...terms: string[]) => ({ kind: "sum", terms });
    expect(claimsOf({ flows: [all] })).toEqual([
      ["year.quarters", sum("q1", "q2", "q3", "q4")],
      ["year.halves", sum("h1", "h2")],
      ["h1.quarters", sum("q1", "q2")],
      ["h2.quarters", sum("q3", "q4")],
    ]);
    expect(claimsOf({ flows: [all.slice(0, 4)] })).toEqual([]);
    // What has no number of its own, or is a rate, is neither a sum nor a part of one.
    const ratio = at({ ratio: ["a", "b"] }, 2024);
    expect(claimsOf({ flows: [[ratio, ...all.slice(1, 5)]] })).toEqual([]);
    expect(claimsOf({ flows: [[{ ...all[0]!, unit: "%" }, ...quarters]] })).toEqual([]);
    expect(claimsOf({ flows: [[all[0]!, { ...quarters[0]!, unit: "%" }, ...quarters.slice(1)]] })).toEqual([]);
    expect(
      claimsOf({ flows: [[all[0]!, { ...quarters[0]!, point: { ratio: ["a", "b"] } }, ...quarters.slice(1)]] }),
    ).toEqual([]);
    expect(claimsOf({ flows: [all.map((one) => ({ ...one, unit: "%" }))] })).toEqual([]);
    expect(claimsOf({ flows: [all.slice(1)] }).map(([id]) => id)).toEqual(["h1.quarters", "h2.quarters"]);
  });

  test("of a market from its segments, two of them at least", () => {
    const whole = [at("m-2024", 2024), at("m-2025", 2025), at("m-rate", 2024, "%"), at("m-q", "2024Q1")];
    const parts = ["a", "b"].map((id) => [at(`${id}-2024`, 2024), at(`${id}-q`, "2024Q1")]);
    expect(claimsOf({ sums: [{ whole, parts }] })).toEqual([
      ["m-2024.sum", { kind: "sum", terms: ["a-2024", "b-2024"] }],
    ]);
    expect(claimsOf({ sums: [{ whole, parts: parts.slice(1) }] })).toEqual([]);
    expect(claimsOf({ sums: [{ whole, parts: [...parts, []] }] })).toEqual([]);
    const rates = parts.map((part) => part.map((one) => ({ ...one, unit: "%" })));
    expect(claimsOf({ sums: [{ whole: [at("m", 2024, "%")], parts: rates }] })).toEqual([]);
    expect(claimsOf({ sums: [{ whole: [at("m", 2024, "%")], parts }] })).toEqual([]);
    expect(claimsOf({ sums: [{ whole: [at({ ratio: ["a", "b"] }, 2024)], parts }] })).toEqual([]);
    expect(claimsOf({ sums: [{ whole: [at("m", "2024Q1")], parts }] })).toEqual([]);
    const given = { growth: [], flows: [], sums: [{ whole, parts }] };
    expect(inferredClaims(given)).toMatchObject([{ stated: "m-2024", row: whole[0]!.row.index }]);
  });
});

describe("claims as rows", () => {
  test.each<[check: Check, ids: string[], count: number | null]>([
    [{ kind: "cagr", from: "a", to: "b" }, ["a", "b"], 2],
    [{ kind: "growth", from: "a", to: "b" }, ["a", "b"], 2],
    [{ kind: "ratio", numerator: "a", denominator: "b" }, ["a", "b"], 2],
    [{ kind: "difference", from: "a", subtract: "b" }, ["a", "b"], 2],
    [{ kind: "equal", to: "a" }, ["a"], 1],
    [{ kind: "compound", from: "a", rate: "b" }, ["a", "b"], 2],
    [{ kind: "product", factors: ["a", "b", "c"] }, ["a", "b", "c"], null],
    [{ kind: "sum", terms: ["a"] }, ["a"], null],
    [{ kind: "complement", parts: ["a", "b"] }, ["a", "b"], null],
    [{ kind: "shares", parts: ["a", "b"] }, ["a", "b"], null],
    [{ kind: "at-most", whole: "a" }, ["a"], null],
    [{ kind: "at-most", whole: "a", beside: ["b", "c"] }, ["a", "b", "c"], null],
  ])("%j", (check, given, count) => {
    expect(operandsOf(check)).toEqual(given);
    expect(checkOf(check.kind, given)).toEqual(check);
    expect(countFor(check.kind)).toBe(count);
  });
});

describe("a value and the schema", () => {
  const letters = { type: "string", minLength: 2, maxLength: 3, pattern: "^[a-z]*$" };
  const number = { type: "number", minimum: 1, maximum: 3 };
  const list = { type: "array", minItems: 1, maxItems: 2, items: { type: "integer" } };
  const pair: Schema = {
    type: "array",
    minItems: 2,
    prefixItems: [{ type: "integer" }, { type: "null" }],
    items: false,
  };
  const entry: Schema = {
    ...{ type: "object", required: ["a/b"], additionalProperties: false },
    properties: { "a/b": { type: "boolean" }, "c~": { enum: ["x", "y"] } },
  };
  const open: Schema = { type: "object", properties: { a: { const: "x" } } };
  const kinds: Schema = {
    anyOf: [
      { type: "object", required: ["n"], properties: { kind: { enum: ["one", "uno"] }, n: { type: "number" } } },
      { type: "object", properties: { kind: { const: "two" } }, additionalProperties: false },
    ],
  };
  const either: Schema = {
    anyOf: [
      { type: "object", required: ["a", "b"] },
      { type: "object", required: ["a"] },
    ],
  };
  test.each<[value: unknown, schema: Schema, faults: string[]]>([
    ["ab", letters, []],
    ["abc", letters, []],
    ["a", letters, [" too-short 2"]],
    ["abcd", letters, [" too-long 3"]],
    ["AB", letters, [" bad-form ^[a-z]*$"]],
    ["😀😀😀", { type: "string", maxLength: 3 }, []],
    ["😀😀😀😀", { type: "string", maxLength: 3 }, [" too-long 3"]],
    [1, letters, [" wrong-type string"]],
    [1, number, []],
    [3, number, []],
    [0.9, number, [" too-small 1"]],
    [3.1, number, [" too-great 3"]],
    [Infinity, { type: "number" }, [" wrong-type number"]],
    [1.5, { type: "integer" }, [" wrong-type integer"]],
    [1, { type: ["null", "number"] }, []],
    [null, { type: ["null", "number"] }, []],
    ["1", { type: ["null", "number"] }, [" wrong-type null, number"]],
    [[1], list, []],
    [[1, 2], list, []],
    [[], list, [" too-few 1"]],
    [[1, 2, 3], list, [" too-many 2"]],
    [[1, "2"], list, ["/1 wrong-type integer"]],
    [{}, list, [" wrong-type array"]],
    [[], { type: "object" }, [" wrong-type object"]],
    [null, { type: "object" }, [" wrong-type object"]],
    [[1, null], pair, []],
    [[1], pair, [" too-few 2"]],
    [[1, null, 2], pair, [" too-many 2"]],
    [[null, 1], pair, ["/0 wrong-type integer", "/1 wrong-type null"]],
    [{ "a/b": true, "c~": "y" }, entry, []],
    [{ "c~": "z", d: 1 }, entry, [" missing a/b", "/c~0 not-allowed x, y", " unknown-property d a/b, c~"]],
    [{ "a/b": 1 }, entry, ["/a~1b wrong-type boolean"]],
    [{ a: "y", b: 1 }, open, ["/a not-allowed x"]],
    [{ kind: "uno", n: 1 }, kinds, []],
    [{ kind: "one" }, kinds, [" missing n"]],
    [{ kind: "two", n: 1 }, kinds, [" unknown-property n kind"]],
    [{ kind: "three" }, kinds, ["/kind not-allowed one, uno, two"]],
    [{ kind: 3 }, kinds, ["/kind not-allowed two"]],
    [{ n: 1 }, kinds, []],
    [{}, kinds, []],
    [{ kind: "one" }, either, [" missing a"]],
    [{ b: 1 }, either, [" missing a"]],
    ["x", either, [" wrong-type object"]],
  ])("%j against %j", (value, schema, faults) => {
    expect(
      schemaFaults(value, schema).map(({ path, code, params }) =>
        [`${path} ${code}`, ...Object.values(params)].join(" "),
      ),
    ).toEqual(faults);
  });

  test("tells no more faults than one above the limit", () => {
    const many = [["a", "b"], ["c", "d"], ["e"]];
    const lists: Schema = { type: "array", items: { type: "array", items: { type: "null" } } };
    expect(schemaFaults(many, lists, "", 4).map(({ path }) => path)).toEqual(["/0/0", "/0/1", "/1/0", "/1/1", "/2/0"]);
    expect(schemaFaults(many, lists, "/x", 2).map(({ path }) => path)).toEqual([
      "/x/0/0",
      "/x/0/1",
      "/x/1/0",
      "/x/1/1",
    ]);
  });
});

describe("ids", () => {
  test.each([
    ["Heat pumps 2024–2030", "heat-pumps-2024-2030"],
    ["R&D", "r-and-d"],
    ["Café d’été", "cafe-dete"],
    ["  -- x --  ", "x"],
    ["汽车", ""],
    ["Ａ１", "a1"],
    [`${"a".repeat(59)} b`, "a".repeat(59)],
    ["a".repeat(61), "a".repeat(60)],
  ])("of %j", (name, id) => expect(slug(name)).toBe(id));

  test("are given once", () => {
    const unused = ids(["taken", "taken-2"]);
    expect(["free", "taken", "free", "free", "taken"].map(unused)).toEqual([
      "free",
      "taken-3",
      "free-2",
      "free-3",
      "taken-4",
    ]);
  });
});

describe("CSV", () => {
  test.each<[text: string, rows: string[][]]>([
    [
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["\uFEFFa", [["a"]]],
    ["", []],
    ["a,", [["a", ""]]],
    ["\n", [[""]]],
    ['"a ""b""",c', [['a "b"', "c"]]],
    ['"a,b\r\nc",d', [["a,b\r\nc", "d"]]],
    ['a"b,c', [['a"b', "c"]]],
    ['"never closed', [["never closed"]]],
    ['"",x', [["", "x"]]],
    ["a\rb", [["a\rb"]]],
  ])("%j", (text, rows) => expect(readCsv(text)).toEqual(rows));

  test("is written as it is read", () => {
    const rows = [
      ["a", 'b "c"', "d,e"],
      [" f", "g\nh", ""],
      ["i ", "'", "j\r"],
    ];
    expect(readCsv(csvText(rows))).toEqual(rows);
    expect(csvText([["a b", " c", 'd"', "e,f"]])).toBe('\uFEFFa b," c","d""","e,f"\r\n');
  });

  test.each([
    ["a;b\nc;d", ";"],
    ["a\tb,c\nd\te", "\t"],
    ["a,b;c\nd,e", ","],
    ["a\nb", ","],
    ["", ","],
    ['"a;b",c\n"d;e",f', ","],
    ["\n\na;b", ";"],
  ])("%j is divided by %j", (text, sign) => expect(delimiterOf(text)).toBe(sign));

  test.each([
    ["=1+1", "'=1+1"],
    ["@x", "'@x"],
    ["+x", "'+x"],
    ["-x", "'-x"],
    ["'=x", "''=x"],
    ["\tx", "'\tx"],
    ["-5", "-5"],
    ["-1,234.5", "-1,234.5"],
    ["x=1", "x=1"],
    ["'x", "'x"],
  ])("%j is guarded as %j", (text, safe) => {
    expect(guarded(text)).toBe(safe);
    expect(unguarded(safe)).toBe(text);
  });
});

describe("a unit in a text", () => {
  test.each<[text: string, unit: string | null]>([
    ["USD bn", "USD bn"],
    ["Sales (USD bn)", "USD bn"],
    ["Sales [EUR m]", "EUR m"],
    ["销售额（亿元）", "亿元"],
    ["Sales, m cars", "m cars"],
    ["Sales in USD bn", "USD bn"],
    ["Unit: %", "%"],
    ["Sales (2024) (USD m)", "USD m"],
    ["Sales (cars)", null],
    ["Sales", null],
    ["", null],
  ])("%j: %j", (text, unit) => expect(unitIn(text)).toBe(unit));
});
