/** The grid keeps what it found out about formulas that a change doesn't touch: it must calculate as if it had looked at all. */
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { openExcel, type ExcelInstance } from "../support/excel.js";

const ROWS = 4;
const COLUMNS = ["A", "B", "C"];
/** Formulas read the sheets before theirs, so that none goes in circles. */
const SHEETS = ["Data", "Other sheet", "Last"];

const column = fc.constantFrom(...COLUMNS, "F");
const cell = fc
  .tuple(fc.constantFrom("", "$"), column, fc.constantFrom("", "$"), fc.integer({ min: 1, max: ROWS + 2 }))
  .map((parts) => parts.join(""));
const constant = fc.constantFrom(2030, 0, 1, 2, -1.5, true, "", "text");

function formulaOn(sheet: number): fc.Arbitrary<string> {
  const sheetName = fc.constantFrom(...["Data!", "'Other sheet'!"].slice(0, sheet));
  const range = fc.oneof(
    fc.tuple(sheetName, cell, cell).map(([name, from, to]) => `${name}${from}:${to}`),
    fc.tuple(sheetName, column).map(([name, letter]) => `${name}${letter}:${letter}`),
    fc.constantFrom("RATE", "YEARS", "YOY2027", "Table1[One]", "Table1", ...(sheet > 1 ? ["OTHERS"] : [])),
  );
  const reference = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(sheetName, cell).map((parts) => parts.join("")) },
    { weight: 1, arbitrary: fc.constantFrom("RATE", "YOY2027") },
  );
  return fc.oneof(
    reference.map((one) => `=${one}`),
    fc.tuple(reference, reference).map(([one, other]) => `=${one}+2*${other}`),
    range.map((one) => `=SUM(${one})`),
    fc.tuple(reference, range).map(([one, other]) => `=IFERROR(1*${one},COUNT(${other}))`),
    reference.map((one) => `=T.DOUBLE(${one})`),
    range.map((one) => `=-T.DOUBLE(SUM(${one}))`),
    fc.constantFrom("=OFFSET(Data!A1,1,0)", "=RATE", "=ROWS(Table1)"),
  );
}
const NAMES = { RATE: "=Data!$A$2", YEARS: "=Data!$A$1:$A$3", YOY2027: "=0.1", OTHERS: "='Other sheet'!$A$1:$A$2" };
/** What else they come to mean: one cell where formulas take one, lest they spill into each other's ways. */
const MEANT: { [name in keyof typeof NAMES]: string[] } = {
  RATE: ["=Data!$A$1", "=0.5"],
  YEARS: ["=Data!$A$1", "=Data!$B$1:$B$3", "=0.5"],
  YOY2027: ["=Data!$A$1", "=0.5"],
  OTHERS: ["='Other sheet'!$B$1:$B$3", "=Data!$A$1", "=0.5"],
};
const contentOn = (sheet: number) => (sheet === 0 ? constant : fc.oneof(constant, formulaOn(sheet), formulaOn(sheet)));

const cellsOf = (sheet: number) =>
  fc.array(fc.array(contentOn(sheet), { minLength: COLUMNS.length, maxLength: COLUMNS.length }), {
    minLength: ROWS,
    maxLength: ROWS,
  });

const write = fc.constantFrom(...SHEETS.keys()).chain((sheet) =>
  fc.record({
    step: fc.constant("write" as const),
    sheet: fc.constant(sheet),
    row: fc.integer({ min: 0, max: ROWS }),
    column: fc.constantFrom(0, 1, 2),
    content: contentOn(sheet),
  }),
);
const line = fc.integer({ min: 1, max: 4 });
const step = fc.oneof(
  { weight: 6, arbitrary: write },
  fc.record({ step: fc.constant("insert row" as const), sheet: fc.constantFrom(0, 1), line }),
  fc.record({ step: fc.constant("delete row" as const), sheet: fc.constantFrom(0, 1), line }),
  fc.record({ step: fc.constant("insert column" as const), sheet: fc.constantFrom(0, 1) }),
  fc.record({ step: fc.constant("rename" as const), name: fc.constantFrom("Renamed", "It's new", "Later") }),
  fc.record({ step: fc.constant("add" as const), name: fc.constantFrom("Later", "Renamed"), content: constant }),
  fc.record({ step: fc.constant("remove" as const), name: fc.constantFrom("Later", "Renamed") }),
  ...Object.entries(MEANT).map(([name, meant]) =>
    fc.record({ step: fc.constant("name" as const), name: fc.constant(name), means: fc.constantFrom(...meant) }),
  ),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Cells = (string | number | boolean)[][];

let excel: ExcelInstance | undefined;
afterEach(async () => {
  await excel?.dispose();
  excel = undefined;
});

async function take(next: Step): Promise<void> {
  await excel!.run(async (context) => {
    const { worksheets, names } = context.workbook;
    worksheets.load("items/name");
    names.load("items/name");
    await context.sync();
    const on = worksheets.items["sheet" in next ? next.sheet : 0]!;
    const called = (name: string) => worksheets.items.find((sheet) => sheet.name === name);
    /** The first sheet may have another name by now. */
    const now = (formula: string) =>
      formula.replaceAll("Data!", `'${worksheets.items[0]!.name.replaceAll("'", "''")}'!`);
    if (next.step === "write") {
      const { content } = next;
      on.getCell(next.row, next.column).formulas = [[typeof content === "string" ? now(content) : content]];
    } else if (next.step === "insert row") on.getRange(`${next.line}:${next.line}`).insert("Down");
    else if (next.step === "delete row") on.getRange(`${next.line}:${next.line}`).delete("Up");
    else if (next.step === "insert column") on.getRange("B:B").insert("Right");
    else if (next.step === "rename") {
      if (!called(next.name)) on.name = next.name;
    } else if (next.step === "add") {
      if (!called(next.name)) worksheets.add(next.name).getRange("A1").formulas = [[next.content]];
    } else if (next.step === "remove") {
      if (worksheets.items.indexOf(called(next.name)!) >= SHEETS.length) called(next.name)!.delete();
    } else {
      names.items.find(({ name }) => name === next.name)?.delete();
      names.add(next.name, now(next.means));
    }
    await context.sync();
  });
}

async function shown(): Promise<unknown> {
  await excel!.host.settled();
  return excel!.run(async (context) => {
    const sheets = context.workbook.worksheets.load("items/name");
    await context.sync();
    const used = sheets.items.map((sheet) => sheet.getRange("A1:I12").load("values,formulas"));
    await context.sync();
    return used.map(({ values, formulas }, place) => [
      sheets.items[place]!.name,
      values.map((row, i) => row.map((value: unknown, j) => [formulas[i]![j], value])),
    ]);
  });
}

/** A name that comes to mean another cell, which then changes. */
const renamed: [[Cells, Cells, Cells], Step[]] = [
  [[[2030], [2030]], [["=RATE", "=OFFSET(Data!A1,1,0)", "=T.DOUBLE(Data!A1)"]], [["=2*RATE"]]],
  [
    { step: "name", name: "RATE", means: "=Data!$A$1" },
    { step: "write", sheet: 0, row: 0, column: 0, content: 2 },
  ],
];

test("what a change calculates is what a calculation of everything would give", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(cellsOf(0), cellsOf(1), cellsOf(2)),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      async (contents, steps) => {
        excel = await openExcel({
          metadata: {
            functions: [{ id: "DOUBLE", name: "DOUBLE", parameters: [{ name: "of", type: "any" }] }],
          },
          functionsScript: 'CustomFunctions.associate("DOUBLE", (of) => 2 * of);',
          namespace: "T",
          sheets: Object.fromEntries(SHEETS.map((name) => [name, []])),
        });
        await excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getItem(SHEETS[0]!);
          sheet.getRange("H20:H22").values = [["One"], [1], [2]];
          sheet.tables.add("H20:H22", true).name = "Table1";
          for (const [name, means] of Object.entries(NAMES)) context.workbook.names.add(name, means);
          await context.sync();
          for (const [place, cells] of contents.entries())
            context.workbook.worksheets
              .getItem(SHEETS[place]!)
              .getRange("A1")
              .getAbsoluteResizedRange(cells.length, cells[0]!.length).formulas = cells;
          await context.sync();
        });
        await excel.host.settled();
        for (const next of steps) await take(next);
        const after = await shown();
        await excel.run(async (context) => {
          context.workbook.application.calculate("Full");
          await context.sync();
        });
        expect(after).toEqual(await shown());
        await excel.dispose();
        excel = undefined;
      },
    ),
    { numRuns: Number(process.env.CHANGES ?? 8), endOnFailure: true, examples: [renamed] },
  );
});
