import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaAddress, columnName, columnNumber, parseAddress, rectangles } from "../../src/excel/addresses/addresses";
import { callsIn, mayHaveCalls, onlyCall, repaired } from "../../src/workbook/calls/inFormulas";
import { literalOf, textsIn } from "../../src/excel/formulas/calls";
import { quoteSheet } from "../../src/excel/names/names";
import { referenceOf, refersToSheet } from "../../src/excel/formulas/references";

const shapes = (formula: string) => callsIn(formula).map(({ name, args }) => [name, ...args.map(({ text }) => text)]);

describe("calls of ours in a formula", () => {
  it.each<[string, string[][]]>([
    ["=MARKET.SIZE(2030)", [["SIZE", "2030"]]],
    ['=market.size( 2030 , "base" )*1.1', [["SIZE", "2030", '"base"']]],
    ["=@MARKET.SIZE(A1)", [["SIZE", "A1"]]],
    ["=MARKET.CHECK()", [["CHECK"]]],
    ['=MARKET.SIZE(2030,,"USD bn")', [["SIZE", "2030", "", '"USD bn"']]],
    ["=MARKET.SIZE(,)", [["SIZE", "", ""]]],
    ['="MARKET.SIZE(2030)"', []],
    ["='MARKET.SIZE(1)'!A1", []],
    ["=OTHERMARKET.SIZE(1)+X.MARKET.SIZE(1)", []],
    ['=MARKET.SIZE(2030,"a,""b)")+1', [["SIZE", "2030", '"a,""b)"']]],
    ["=MARKET.SIZE({2025,2026;2027,2028},'It''s, (me)'!A1)", [["SIZE", "{2025,2026;2027,2028}", "'It''s, (me)'!A1"]]],
    [
      '=SUM(MARKET.SIZE(YEAR(A1)),MARKET.SHARE("rd",2030))',
      [
        ["SIZE", "YEAR(A1)"],
        ["SHARE", '"rd"', "2030"],
      ],
    ],
    [
      "=MARKET.CAGR(MARKET.LIST(1),2)",
      [
        ["CAGR", "MARKET.LIST(1)", "2"],
        ["LIST", "1"],
      ],
    ],
    ["=MARKET.SIZE(Table1[[#This Row],[a')],b]])", [["SIZE", "Table1[[#This Row],[a')],b]]"]]],
    ["=_xldudf_MARKET_SIZE(2030)", [["SIZE", "2030"]]],
    ["=MARKET.SIZE(2030", []],
    ["MARKET.SIZE(2030)", []],
  ])("%s", (formula, expected) => expect(shapes(formula)).toEqual(expected));

  it.each([
    ["=MARKET.SIZE(2030)*_xldudf(1)", "=MARKET.SIZE(2030)*_xldudf(1)"],
    ["=_xldudf_MARKET_SIZE(2030)", "=MARKET.SIZE(2030)"],
    ["=[2]!_xldudf_MARKET_SIZE(A1)*2", "=MARKET.SIZE(A1)*2"],
    ["='C:\\Add (ins)\\it''s\\X.XLAM'!_xldudf_MARKET_SIZE(2030)", "=MARKET.SIZE(2030)"],
    ["=X.XLAM!MARKET.SIZE(2030)", "=MARKET.SIZE(2030)"],
    [
      '=IF(A1,[2]!_xldudf_MARKET_SIZE([2]!_xldudf_MARKET_NAME(B1)),_xldudf_MARKET_SHARE("rd",2030))',
      '=IF(A1,MARKET.SIZE(MARKET.NAME(B1)),MARKET.SHARE("rd",2030))',
    ],
    ["=Sheet1!MARKET.SIZE(2030)", "=Sheet1!MARKET.SIZE(2030)"],
    ['="[2]!_xldudf_MARKET_SIZE(1)"&MARKET.CHECK()', '="[2]!_xldudf_MARKET_SIZE(1)"&MARKET.CHECK()'],
  ])("are repaired where Excel left them broken: %s", (formula, expected) => {
    expect(repaired(formula)).toBe(expected);
    expect(repaired(expected)).toBe(expected);
  });

  it("gives back its arguments, whatever texts they hold", () =>
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (texts) => {
        const written = texts.map((text) => `"${text.replaceAll('"', '""')}"`);
        const formula = `=1+MARKET.SIZE(${written.join(",")})&"x"`;
        const [call] = callsIn(formula);
        expect(call?.args.map(({ literal }) => literal)).toEqual(texts);
        expect(formula.slice(call!.start, call!.end)).toBe(`MARKET.SIZE(${written.join(",")})`);
        expect(textsIn(formula)).toEqual([...texts, "x"]);
      }),
    ));

  it("never fails on any text", () =>
    fc.assert(fc.property(fc.string(), (text) => void callsIn(`=MARKET.SIZE(${text}`))));

  it("tells a lone call from one in an expression", () => {
    expect(onlyCall("=MARKET.SIZE(2030)")?.name).toBe("SIZE");
    expect(onlyCall("= @MARKET.SIZE(2030) ")?.name).toBe("SIZE");
    expect(onlyCall("=MARKET.SIZE(2030)*2")).toBeNull();
    expect(onlyCall("=-MARKET.SIZE(2030)")).toBeNull();
    expect(onlyCall("=1")).toBeNull();
  });

  it("has a quick test for cells that may have one", () => {
    expect(mayHaveCalls("=MARKET.SIZE(1)")).toBe(true);
    expect(mayHaveCalls("MARKET.SIZE(1)")).toBe(false);
    expect(mayHaveCalls("=SUM(A1)")).toBe(false);
    expect(mayHaveCalls(12)).toBe(false);
  });
});

it.each([
  ["", null],
  ["2030", 2030],
  ["-1.5e3", -1500],
  ["10%", 0.1],
  ['"a""b"', 'a"b'],
  ["true", true],
  ["A1", undefined],
  ["2030+1", undefined],
  ['"a"&"b"', undefined],
])("the literal %s", (text, value) => expect(literalOf(text)).toBe(value));

it.each([
  ["A1", { sheet: null, address: "A1" }],
  ["$b$2:C9", { sheet: null, address: "B2:C9" }],
  ["Market!A1", { sheet: "Market", address: "A1" }],
  ["'It''s'!A1", { sheet: "It's", address: "A1" }],
  ["市场!A1#", { sheet: "市场", address: "A1" }],
  ["'[Book.xlsx]S'!A1", null],
  ["A:A", null],
  ["Table1[Year]", null],
  ["A1+1", null],
])("the reference %s", (text, reference) => expect(referenceOf(text)).toEqual(reference));

it("finds references to a sheet, and not in texts or in longer names", () => {
  expect(refersToSheet("=Market!A1", "market")).toBe(true);
  expect(refersToSheet(`=1+${quoteSheet("It's ours")}!A1`, "It's ours")).toBe(true);
  expect(refersToSheet("=SuperMarket!A1", "Market")).toBe(false);
  expect(refersToSheet('="Market!A1"', "Market")).toBe(false);
  expect(refersToSheet("='Market 2'!A1", "Market")).toBe(false);
});

describe("addresses", () => {
  it("names columns and back", () =>
    fc.assert(
      fc.property(fc.nat(16_383), (column) => {
        expect(columnNumber(columnName(column))).toBe(column);
      }),
    ));

  it("reads areas", () => {
    expect(parseAddress("'a!b'!$B$2:D4")).toEqual({ row: 1, column: 1, rows: 3, columns: 3 });
    expect(areaAddress({ row: 1, column: 1, rows: 3, columns: 3 })).toBe("B2:D4");
    expect(parseAddress("A:C")).toBeNull();
  });

  it("covers every cell once, with rectangles of one key", () =>
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom("a", "b", undefined), { minLength: 4, maxLength: 4 })), (grid) => {
        const covered = grid.map((row) => row.map((): string | undefined => undefined));
        for (const { area, key } of rectangles(grid.length, 4, (row, column) => grid[row]![column])) {
          for (let row = area.row; row < area.row + area.rows; row++) {
            for (let column = area.column; column < area.column + area.columns; column++) {
              expect(covered[row]![column]).toBeUndefined();
              covered[row]![column] = key;
            }
          }
        }
        expect(covered).toEqual(grid);
      }),
    ));
});
