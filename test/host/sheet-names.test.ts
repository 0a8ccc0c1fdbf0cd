/** A formula names a sheet in any case, as in Excel; one to no sheet is an error, whatever reads it. */
import { afterEach, describe, expect, test } from "vitest";
import type { CellContent } from "../../host/grid/port.js";
import { createHeadlessGrid, type HeadlessGrid } from "../../host/node/grid.js";

let opened: HeadlessGrid;
afterEach(() => opened.dispose());

const contentOf = (value: number | string): CellContent =>
  typeof value === "string" ? { kind: "formula", formula: value } : { kind: "value", value };

/** On the first sheet a formula in B1; the second holds the numbers. */
function open(formula: string, second = "Old Sheet") {
  opened = createHeadlessGrid(["Own", second]);
  const { grid } = opened;
  const [own, other] = grid.sheets();
  const area = ({ id }: { readonly id: string }, row: number, column: number, rows = 1, columns = 1) => ({
    sheetId: id,
    row,
    column,
    rows,
    columns,
  });
  const write = (sheet: { readonly id: string }, row: number, column: number, value: number | string) =>
    grid.write(area(sheet, row, column), [[contentOf(value)]]);
  for (const row of [0, 1, 2]) {
    write(own!, row, 0, 1_000);
    write(other!, row, 0, row + 1);
  }
  write(own!, 0, 1, formula);
  const result = async () => {
    await grid.calculate();
    return grid.values(area(own!, 0, 1))[0]![0];
  };
  return { grid, area, write, other: other!, result };
}

describe("in another case than its own", () => {
  test.each([
    ["'old sheet'!A1", 1],
    ["SUM('OLD sheet'!A1:A3)", 6],
    ["SUM('old sheet'!A:A)", 6],
    ["SUMIF('old Sheet'!A1:A3,\">1\")", 5],
    ["COUNTIF('old sheet'!A2:A3,2)", 1],
    ["SUM(INDIRECT(\"'old sheet'!A1:A3\"))", 6],
    ["SUM(OFFSET('old sheet'!A1,1,0,2))", 5],
  ])("%s", async (formula, expected) => {
    const { result, write, other } = open(`=${formula}`);
    expect(await result()).toBe(expected);
    write(other, 0, 0, "=SUM(2,8)");
    write(other, 1, 0, 2);
    const changed = { 1: 10, 6: 15, 5: formula.startsWith("SUMIF") ? 15 : 5 }[expected as 1 | 5 | 6];
    expect(await result()).toBe(formula.startsWith("COUNTIF") ? 1 : changed);
  });

  test("of what a name stands for", async () => {
    const { grid, result, write, other } = open("=RATE*2");
    grid.setName({ name: "RATE", sheetId: null, formula: "='old sheet'!$A$2", comment: "" });
    expect(await result()).toBe(4);
    write(other, 1, 0, 7);
    expect(await result()).toBe(14);
  });

  test("it follows its cells, and its sheet when that is renamed", async () => {
    const { grid, area, result, write, other } = open("='old sheet'!A2");
    await grid.insert(area(other, 0, 0, 1, 100), "down");
    write(other, 1, 0, 50);
    expect(await result()).toBe(2);
    grid.renameSheet(other.id, "New Sheet");
    expect(await result()).toBe(2);
    expect(grid.formulas(area(grid.sheets()[0]!, 0, 1))).toEqual([["='New Sheet'!A3"]]);
  });
});

describe("of no sheet", () => {
  test.each([
    ["Missing!A1", "#REF!"],
    ["SUM(Missing!A1:A3)", "#REF!"],
    ["SUM(Missing!A:A)", "#REF!"],
    ["SUM(A1,Missing!A1)", "#REF!"],
    ["SUMIF(A1:A3,1000,Missing!A1)", "#VALUE!"],
    ["SUMIF(A1:A3,1000,Missing!A1:A3)", "#VALUE!"],
    ["AVERAGEIF(A1:A3,1000,Missing!A1:A3)", "#VALUE!"],
    ["SUM(OFFSET(Missing!A1,1,0))", "#REF!"],
    ['SUM(INDIRECT("Missing!A1:A3"))', "#VALUE!"],
    ["constructor!A1", "#REF!"],
    ["toString!A1", "#REF!"],
  ])("%s is %s", async (formula, error) => {
    expect(await open(`=${formula}`).result()).toBe(error);
  });

  test("a sheet may be called as an object's own members are", async () => {
    const { result } = open("=SUM(CONSTRUCTOR!A1:A3)", "constructor");
    expect(await result()).toBe(6);
  });
});
