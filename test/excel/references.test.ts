/** Forms of formulas that are easily misread: names that look like cells, sheets that are gone, other workbooks. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellAddress } from "../../src/excel/addresses/addresses";
import { callsIn, textsIn } from "../../src/excel/formulas/calls";
import { referenceOf, referencesIn, refersToSheet } from "../../src/excel/formulas/references";
import { tokensOf } from "../../src/excel/formulas/tokens";
import { quoteSheet } from "../../src/excel/names/names";
import { elementsOf, isScalar } from "../../src/workbook/detached/elements";

const found = (formula: string): readonly string[] =>
  referencesIn(formula).map(({ sheet, address, isSpill }) => `${sheet ?? ""}!${address}${isSpill ? "#" : ""}`);

describe("references in a formula", () => {
  it.each<[string, string[]]>([
    ["=A1+$B$2:C3", ["!A1", "!B2:C3"]],
    ["=SUM(A:B,$1:2)", ["!A:B", "!1:2"]],
    // Beyond the last column, or the last row, it is a name.
    ["=YOY2027*2", []],
    ["=XFD1+XFE1", ["!XFD1"]],
    ["=A1048576+A1048577", ["!A1048576"]],
    ["=Rate1+tax.2027+_A1+\\A1", []],
    ["=LET(x1,2,x1+A1)", ["!X1", "!X1", "!A1"]],
    // The sheet is gone.
    ["=#REF!A1+B1", ["!B1"]],
    ["=#REF!$A$1:$B$2", []],
    ["='Sheet2'! A1", ["Sheet2!A1"]],
    ["=Sheet2!A1+'It''s ours'!B2:C3", ["Sheet2!A1", "It's ours!B2:C3"]],
    ["=!$B1", ["!B1"]],
    ["=SUM(First:Last!A1)", ["First:Last!A1"]],
    ["=SUM('First one:Last'!A:A)", ["First one:Last!A:A"]],
    ["=市场!A1#+A1#", ["市场!A1#", "!A1#"]],
    ["=@A1:A3", ["!A1:A3"]],
    ["=A1.:.B9", ["!A1:B9"]],
    ["=A1:INDEX(B:B,3)", ["!A1", "!B:B"]],
    ['="A1"&"it\'s A1"', []],
    ["={1,2}+A1", ["!A1"]],
    ["=Table1[A1]+Table1[[#This Row],[It's B2]]+[@C3]", []],
    ["=LOG10(A1)+ATAN2(B1,2)+F1(C1)", ["!A1", "!B1", "!C1"]],
    // Of other workbooks: open, closed, on a server, as files have them.
    ["=[Book.xlsx]Sheet1!A1+B1", ["!B1"]],
    ["='[Book one.xlsx]Sheet1'!A1+B1", ["!B1"]],
    ["='C:\\Books\\[Book.xlsx]It''s'!A1+B1", ["!B1"]],
    ["='https://host/a b/[Book.xlsx]Sheet1'!A1+B1", ["!B1"]],
    ["=[1]Sheet1!A1+[2]!Name+B1", ["!B1"]],
    ["A1", []],
  ])("%s", (formula, expected) => expect(found(formula)).toEqual(expected));

  it("stand where they are written, whatever the sheet's name", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            sheet: fc.option(
              fc.string({ minLength: 1, maxLength: 12 }).filter((name) => /^[^[\]:\\/?*']+$/.test(name)),
            ),
            row: fc.nat(1_048_575),
            column: fc.nat(16_383),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        (places) => {
          const texts = places.map(
            ({ sheet, row, column }) => (sheet === null ? "" : `${quoteSheet(sheet)}!`) + cellAddress(row, column),
          );
          const formula = `=${texts.join("+")}`;
          const all = referencesIn(formula);
          expect(all.map(({ start, end }) => formula.slice(start, end))).toEqual(texts);
          expect(all.map(({ sheet }) => sheet)).toEqual(places.map(({ sheet }) => sheet));
        },
      ),
    ));
});

it("takes any text apart and loses nothing of it", () =>
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-C0-9!'"[\](){},;:#@$ .+*-]*$/)), (text) => {
      const formula = `=${text}`;
      expect(
        tokensOf(formula)
          .map((token) => token.text)
          .join(""),
      ).toBe(formula);
    }),
    { numRuns: 1_000 },
  ));

it.each(["YOY2027", "#REF!A1", "A1.:.B2", "First:Last!A1", "'First:Last one'!A1", "A1 B2", "!A1", "[1]Sheet1!A1"])(
  "%s is no plain reference to cells of one sheet of this workbook",
  (text) => expect(referenceOf(text)).toBeNull(),
);

describe("references to a sheet", () => {
  it.each<[string, string, boolean]>([
    ["='Sheet2'! A1", "Sheet2", true],
    ["=SUM(First:Last!A1)", "last", true],
    ["=Market!Name+1", "market", true],
    ["='Market'!Table1[a]", "Market", true],
    ["='[Market.xlsx]Sheet1'!A1", "Market", false],
    ["=Market", "Market", false],
  ])("%s refers to %s: %s", (formula, sheet, expected) => expect(refersToSheet(formula, sheet)).toBe(expected));
});

describe("calls in a formula", () => {
  const calls = (formula: string) =>
    callsIn(formula, (name) => (/^OURS\./i.test(name) ? name.slice(5) : null)).map(({ name, args }) => [
      name,
      ...args.map(({ text }) => text),
    ]);

  it.each<[string, string[][]]>([
    ["=OURS.F('C:\\a,b\\[c).xlsx]d'!A1,2)", [["F", "'C:\\a,b\\[c).xlsx]d'!A1", "2"]]],
    ["=OURS.F (1)", [["F", "1"]]],
    ["=OURS.F(\n  1,\n  2\n)", [["F", "1", "2"]]],
    // As Excel leaves calls where it lost the add-in; a sheet has no functions.
    [
      "=[2]!OURS.F(1)+Sheet!OURS.F(2)+'C:\\x.xlam'!OURS.F(3)",
      [
        ["F", "1"],
        ["F", "3"],
      ],
    ],
    ["=OURS.F(Table1[[a,b]:[c)]],1)", [["F", "Table1[[a,b]:[c)]]", "1"]]],
    ['=OURS.F((A1,B1),{"a,b";"}"})', [["F", "(A1,B1)", '{"a,b";"}"}']]],
    ["=OURS.F(#REF!A1,#N/A)", [["F", "#REF!A1", "#N/A"]]],
    ["=LAMBDA(x,OURS.F(x))(OURS.G())", [["F", "x"], ["G"]]],
  ])("%s", (formula, expected) => expect(calls(formula)).toEqual(expected));
});

it("finds the texts of a formula, and takes no sheet's name for one", () =>
  expect(textsIn(`=IF('a "b" c'!A1="d""e","f",[@[g "h"]])`)).toEqual(['d"e', "f"]));

describe("arguments taken apart", () => {
  it.each<[string, boolean]>([
    ["A1+1", true],
    ['Sheet1!$A$1&"x:y"', true],
    ["[@Year]", true],
    ["Table1[[#This Row],[Year]]", true],
    ["Table1[[#This Row],[a]:[b]]", false],
    ["Table1[Year]", false],
    ["A1:B1", false],
    ["SUM(A1:B1)", false],
    ["YOY2027", false],
    ["A1#", false],
    ["{1,2}", false],
  ])("%s is sure to be one value: %s", (text, expected) => expect(isScalar(text)).toBe(expected));

  it("reads constants whatever their texts hold", () => {
    const elements = elementsOf('{"a,b","c;d";-1,"}"}')!;
    expect([elements.rows, elements.columns]).toEqual([2, 2]);
    expect([elements.at(0, 0), elements.at(0, 1), elements.at(1, 0), elements.at(1, 1)]).toEqual([
      '"a,b"',
      '"c;d"',
      "-1",
      '"}"',
    ]);
    expect(elementsOf("{1,2}*2")).toBeNull();
  });
});
