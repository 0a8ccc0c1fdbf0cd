/**
 * A formula that is one call of the add-in is parsed into a node of the host's own: the same call with something around it
 * goes the engine's way, and both must be given the same. What formulas share is worked out once: beside one that shares
 * nothing each must come to the same.
 */
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { createHeadlessGrid } from "../../host/node/grid.js";
import { openExcel, type ExcelInstance } from "../support/excel.js";

const FUNCTIONS = {
  allowErrorForDataTypeAny: true,
  functions: [
    { id: "ALL", name: "ALL", parameters: [{ name: "given", type: "any", dimensionality: "matrix", repeating: true }] },
    { id: "ONE", name: "ONE", parameters: [{ name: "given", type: "any", optional: true }] },
    { id: "NUMBER", name: "NUMBER", parameters: [{ name: "given", type: "number" }] },
    { id: "TEXT", name: "TEXT", parameters: [{ name: "given", type: "string" }] },
    { id: "SOME", name: "SOME", parameters: [{ name: "given", type: "any" }] },
    { id: "TWICE", name: "TWICE", parameters: [{ name: "given", type: "number" }] },
    { id: "EACH", name: "EACH", parameters: [{ name: "given", type: "any", dimensionality: "matrix" }] },
  ],
};
/** Each gives what it was given. */
const SCRIPT = `
  const shown = (key, value) => value instanceof CustomFunctions.Error ? { error: value.code } : value;
  for (const id of ["ALL", "ONE", "NUMBER", "TEXT"])
    CustomFunctions.associate(id, (given) => JSON.stringify(given, shown));
  const none = new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "none");
  const some = (given) => typeof given === "number" ? JSON.stringify(given) : none;
  CustomFunctions.associate("SOME", some);
  CustomFunctions.associate("EACH", (given) => given.map((row) => row.map(some)));
  CustomFunctions.associate("TWICE", (given) => given < 0 ? none : 2 * given);`;

const ROWS = 5;
const COLUMNS = ["A", "B", "C", "D"];
const SHEETS = ["Data", "Other sheet"];

const content = fc.oneof(
  fc.constantFrom(2030, 0, -1.5, 1e300, true, false, ""),
  fc.constantFrom("base", "'12%", "12%", "'2030", "'TRUE", "'#N/A", "'", "1/2/2030", "it's", '"quoted"', "年"),
  fc.constantFrom("=1/0", "=NA()", "=A1", '=A1&"x"', "=1=1", '="12%"', "=SEQUENCE(2,2)", "=T.ONE(A1)", "=T.TEXT(2)"),
);
/** What goes round in a circle comes to whatever it was calculated with last. */
const isCircle = (row: number, column: number, content: unknown): boolean =>
  row === 0 && column === 0 && /A1/.test(String(content));
/** Of two that spill into each other the engine takes now one and now the other: they come into one cell only. */
const isInTheWay = (row: number, column: number, content: unknown): boolean =>
  /SEQUENCE/.test(String(content)) && (row !== ROWS - 2 || column !== COLUMNS.length - 2);
const isUnsure = (row: number, column: number, content: unknown): boolean =>
  isCircle(row, column, content) || isInTheWay(row, column, content);
const sheet = fc.constantFrom(...SHEETS.keys());
const at = fc.record({
  sheet,
  // Often the first, which others name.
  row: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: ROWS - 1 })),
  column: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: COLUMNS.length - 1 })),
});

const cell = fc
  .record({
    row: fc.integer({ min: 1, max: ROWS + 2 }),
    column: fc.constantFrom(...COLUMNS, "F"),
    fixed: fc.constantFrom("", "$"),
  })
  .map(({ row, column, fixed }) => `${fixed}${column}${fixed}${row}`);
const reference = fc
  .tuple(fc.constantFrom("Data!", "data!", "'Other sheet'!", "Missing!", ""), fc.oneof(cell, fc.constant("ZZ3")))
  // The calls' own columns are left out: a call of itself is no call to compare.
  .map(([sheet, address]) => (sheet === "" ? `$H${address.replace(/\D/g, "")}` : `${sheet}${address}`));
const range = fc
  .tuple(fc.constantFrom("Data!", "'Other sheet'!", "Missing!"), cell, cell)
  .map(([sheet, from, to]) => `${sheet}${from}:${to}`);
const literal = fc.constantFrom(
  "1",
  "-2.5",
  "12%",
  '"base"',
  '"12%"',
  '"say ""no"""',
  '""',
  "TRUE",
  "#N/A",
  '{1,"a";2,3}',
);
const given = fc.oneof(reference, reference, literal, range, fc.constantFrom("", "Data!A1+1", "-Data!A1", "YEARS"));
const call = fc.oneof(
  fc.array(given, { minLength: 1, maxLength: 3 }).map((all) => `T.ALL(${all.join(",")})`),
  fc.tuple(fc.constantFrom("T.ONE", "t.number", "T.TEXT", "T.SOME"), given).map(([name, one]) => `${name}(${one})`),
);
const formula = fc
  .tuple(call, fc.constantFrom(null, '"none"', '""'))
  .map(([called, instead]) => (instead === null ? called : `IFNA(${called},${instead})`));

const line = fc.integer({ min: 1, max: 4 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ step: fc.constant("write" as const), at, content })
      .filter(({ at: { row, column }, content }) => !isUnsure(row, column, content)),
  },
  fc.record({ step: fc.constant("insert row" as const), sheet: fc.constantFrom(0, 1, 2), line }),
  fc.record({ step: fc.constant("delete row" as const), sheet, line }),
  fc.record({ step: fc.constant("insert column" as const), sheet }),
  fc.record({ step: fc.constant("rename" as const), name: fc.constantFrom("Renamed", "It's new", "Missing") }),
  fc.record({ step: fc.constant("calculate" as const) }),
);

async function take(next: Parameters<Parameters<typeof step.map>[0]>[0]): Promise<void> {
  await excel!.run(async (context) => {
    const sheets = context.workbook.worksheets.load("items");
    await context.sync();
    const on = sheets.items["sheet" in next ? next.sheet : "at" in next ? next.at.sheet : 0]!;
    if (next.step === "write") on.getCell(next.at.row, next.at.column).formulas = [[next.content]];
    else if (next.step === "insert row") on.getRange(`${next.line}:${next.line}`).insert("Down");
    else if (next.step === "delete row") on.getRange(`${next.line}:${next.line}`).delete("Up");
    else if (next.step === "insert column") on.getRange("B:B").insert("Right");
    else if (next.step === "rename") on.name = next.name;
    else context.workbook.application.calculate("Full");
    await context.sync();
  });
}

let excel: ExcelInstance | undefined;
afterEach(async () => {
  await excel?.dispose();
  excel = undefined;
});

/** Every call alone, and beside it with something around it. */
async function rows(sheet = "Calls", from = 0): Promise<readonly (readonly unknown[])[]> {
  await excel!.host.settled();
  return excel!.run(async (context) => {
    const range = context.workbook.worksheets.getItem(sheet).getUsedRange().load("values,formulas");
    await context.sync();
    return range.values
      .map((line, index) => [range.formulas[index]![from], line[from], line[from + 1]] as const)
      .filter(([formula]) => formula !== "");
  });
}

test("a call alone is given what it is given with something around it, whatever becomes of the workbook", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(content, { minLength: COLUMNS.length, maxLength: COLUMNS.length }), {
        minLength: 2 * ROWS,
        maxLength: 2 * ROWS,
      }),
      fc.array(formula, { minLength: 8, maxLength: 8 }),
      fc.array(step, { maxLength: 6 }),
      async (any, calls, steps) => {
        const contents = any.map((line, index) =>
          line.map((one, column) => (isUnsure(index % ROWS, column, one) ? "base" : one)),
        );
        // In one write with what they name: each is calculated while that is.
        const written = calls.map((each, row) => [
          `=${each}`,
          `=${each}&""`,
          ...Array(5).fill(""),
          row % 2 ? row : `${row}%`,
        ]);
        excel = await openExcel({
          metadata: FUNCTIONS,
          functionsScript: SCRIPT,
          namespace: "T",
          sheets: { Data: contents.slice(0, ROWS), "Other sheet": contents.slice(ROWS), Calls: written },
        });
        await excel.run(async (context) => {
          context.workbook.names.add("YEARS", "=Data!$A$1:$A$2");
          await context.sync();
        });
        for (const [formula, alone, around] of await rows()) expect([formula, alone]).toEqual([formula, around]);
        for (const next of steps) {
          await take(next);
          for (const [formula, alone, around] of await rows()) expect([formula, alone]).toEqual([formula, around]);
        }
        await excel.dispose();
        excel = undefined;
      },
    ),
    { numRuns: 30 },
  );
});

/** What native forms are made of: each part's key is a cell that the same part has in several formulas. */
const PARTS = ["Data!$B$2", "$H2", "$H3", "'Other sheet'!A1"].flatMap((key) => [
  `INDEX(Data!$A$1:$D$5,MATCH(SUBSTITUTE(CLEAN(${key})," ",""),Data!$A$1:$A$5,0),2)`,
  `VLOOKUP(${key},Data!$A$1:$C$5,3,0)`,
  `IF(OR(${key}=0,${key}=""),"none",${key})`,
  `IFERROR(MATCH("b"&${key},Data!$A$1:$A$5,0),NOT(ISNUMBER(${key})))`,
]);
/** With which a formula shares nothing. */
const SHARES_NOTHING = "LOOKUP(1,{1})";

/** Numbers below zero are #N/A. */
const twice = (given: unknown): unknown => (typeof given !== "number" ? given : given < 0 ? "#N/A" : 2 * given);

test("what reads calls alone reads what they gave, though they aren't calculated again", async () => {
  const inputs = fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      inputs,
      fc.array(fc.record({ row: fc.nat(11), to: fc.integer({ min: -3, max: 9 }) }), { maxLength: 4 }),
      // Few read others: where those are many, all is calculated again.
      fc.array(fc.tuple(fc.nat(11), fc.constantFrom("SUM", "T.TWICE", "IFNA")), { minLength: 1, maxLength: 5 }),
      async (given, edits, readers) => {
        const formulas = readers.map(([row, how], index) => {
          const at = `C${row + 1}`;
          if (how === "SUM") return `=SUM(C1:${at})`;
          return how === "IFNA" ? `=IFNA(T.TWICE(${at}),-5)` : `=T.TWICE(${index > 0 ? `D${index}` : at})`;
        });
        const written = given.map((number, row) => [
          number,
          `=T.TWICE(A${row + 1})`,
          `=IFNA(T.TWICE(A${row + 1}),"none")`,
          formulas[row] ?? "",
        ]);
        excel = await openExcel({
          metadata: FUNCTIONS,
          functionsScript: SCRIPT,
          namespace: "T",
          sheets: { Calls: written },
        });
        const now = [...given];
        const compare = async () => {
          await excel!.host.settled();
          const values = await excel!.run(async (context) => {
            const range = context.workbook.worksheets.getItem("Calls").getRange("A1:D12").load("values");
            await context.sync();
            return range.values as unknown[][];
          });
          const alone = now.map((number) => (number < 0 ? "none" : 2 * number));
          const read: unknown[] = [];
          for (const [index, [row, how]] of readers.entries()) {
            const sum = alone
              .slice(0, row + 1)
              .reduce<number>((all, one) => all + (one === "none" ? 0 : Number(one)), 0);
            if (how === "SUM") read.push(sum);
            else {
              const from = how === "T.TWICE" && index > 0 ? read[index - 1] : alone[row];
              const twiceOf = from === "none" ? "#VALUE!" : twice(from);
              read.push(how === "IFNA" && twiceOf === "#N/A" ? -5 : twiceOf);
            }
          }
          expect(values.map((line) => line.slice(1, 3))).toEqual(now.map((one, row) => [twice(one), alone[row]]));
          expect(values.slice(0, readers.length).map((line) => line[3])).toEqual(read);
        };
        await compare();
        for (const { row, to } of edits) {
          await excel.run(async (context) => {
            context.workbook.worksheets.getItem("Calls").getCell(row, 0).values = [[to]];
            await context.sync();
          });
          now[row] = to;
          await compare();
        }
        await excel.dispose();
        excel = undefined;
      },
    ),
    { numRuns: 30 },
  );
});

test("a call alone that reads another, errors and all, waits for it", async () => {
  excel = await openExcel({
    metadata: FUNCTIONS,
    functionsScript: SCRIPT,
    namespace: "T",
    sheets: { Calls: [["=T.TEXT(2)", "=T.ALL(A1)", "=T.ONE(A1)", "=T.ALL(B1,C1)"]] },
  });
  await excel.host.settled();
  const values = await excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem("Calls").getRange("A1:D1").load("values");
    await context.sync();
    return range.values[0] as string[];
  });
  expect(values.slice(0, 3)).toEqual(['"2"', '[[["\\"2\\""]]]', '"\\"2\\""']);
  expect(values[3]).not.toContain("#BUSY!");
});

test("IFNA around a call that spills is there for each of its cells", async () => {
  excel = await openExcel({
    metadata: FUNCTIONS,
    functionsScript: SCRIPT,
    namespace: "T",
    sheets: {
      Calls: [
        [1, "a", '=IFNA(T.EACH(A1:B2),"none")'],
        ["", 2],
        ["", "", "=IFNA(T.SOME(B1),-2)"],
      ],
    },
  });
  await excel.host.settled();
  const values = await excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem("Calls").getRange("C1:D3").load("values");
    await context.sync();
    return range.values as unknown[][];
  });
  expect(values).toEqual([
    ["1", "none"],
    ["none", "2"],
    [-2, ""],
  ]);
});

test("what several formulas look up alike is what each would look up, whatever becomes of the workbook", async () => {
  const parts = PARTS.map((part) => `IFERROR(${part},"none")`);
  const written = parts.map((one, row) => {
    const both = `${one}&"|"&${parts[(row + 5) % parts.length]!}`;
    return [`=${both}`, `=IF(${SHARES_NOTHING}=1,${both})`, `=${both}&""`, `=IF(${SHARES_NOTHING}=1,${both}&"")`];
  });
  // The same keys hold something else on the other sheet.
  const held = (keys: readonly unknown[]): unknown[][] =>
    written.map((line, row) => [...line, "", "", "", keys[row % keys.length]]);
  excel = await openExcel({
    sheets: {
      Data: [
        ["base", 1, "one", ""],
        ["low", "high", "two", ""],
        ["high", 3, "three", ""],
        ["bbase", 4, "four", ""],
        ["b2030", 5, "five", ""],
      ],
      "Other sheet": [["low"]],
      Calls: held(["low", "high", "ba se"]),
      Again: held([2030, "base", "low"]),
    },
  });
  const seen = new Set<unknown>();
  const compare = async () => {
    for (const sheet of ["Calls", "Again"])
      for (const [formula, shared, alone] of [...(await rows(sheet)), ...(await rows(sheet, 2))]) {
        expect([formula, shared]).toEqual([formula, alone]);
        seen.add(shared);
      }
  };
  await compare();
  const steps: readonly Parameters<typeof take>[0][] = [
    { step: "write", at: { sheet: 0, row: 1, column: 1 }, content: "base" },
    { step: "write", at: { sheet: 1, row: 0, column: 0 }, content: 2030 },
    { step: "insert row", sheet: 2, line: 1 },
    { step: "insert row", sheet: 0, line: 3 },
    { step: "rename", name: "It's new" },
    { step: "delete row", sheet: 1, line: 1 },
    { step: "calculate" },
  ];
  for (const next of steps) {
    await take(next);
    await compare();
  }
  expect(seen.size).toBeGreaterThan(20);
});

describe("a cell that is handed over", () => {
  test("is what the workbook says it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 12, maxLength: 12 }), async (contents) => {
        excel = await openExcel({
          metadata: FUNCTIONS,
          functionsScript: SCRIPT,
          namespace: "T",
          sheets: { Data: contents.map((each) => [each]) },
        });
        await excel.run(async (context) => {
          const calls = context.workbook.worksheets.getItem("Data").getRange("F1:F12");
          calls.formulas = contents.map((_, index) => [`=T.ONE(A${index + 1})`]);
          await context.sync();
        });
        await excel.host.settled();
        const [held, handed] = await excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getItem("Data");
          const [cells, calls] = [sheet.getRange("A1:A12").load("values"), sheet.getRange("F1:F12").load("values")];
          await context.sync();
          return [cells.values.flat() as unknown[], calls.values.flat() as string[]];
        });
        for (const [index, value] of held.entries()) {
          if (typeof value === "string" && value.startsWith("#")) continue;
          // Blank cells and empty texts are both "" there.
          expect([contents[index], JSON.parse(handed[index]!) ?? ""]).toEqual([contents[index], value]);
        }
        await excel.dispose();
        excel = undefined;
      }),
      { numRuns: 20 },
    );
  });
});

test.each([
  ["=T.F()", true],
  ['=T.F(1,"base",TRUE,,{1,2})', true],
  ["=t.f(A1,$B$2,Sheet1!C3)", true],
  ["=T.F(A1:B2,A:A,A1+1,-A1,12%)", true],
  ["=T.F(A1)+1", false],
  ["=-T.F(A1)", false],
  ["=T.F(T.F(A1))", false],
  ["=T.F(SUM(A1:A2))", false],
  ["=SUM(T.F(A1),1)", false],
  ['=IFNA(T.F(A1),"")', true],
  ["=ifna(T.F(A1),1)", true],
  ["=IFNA(T.F(A1),A2)", false],
  ["=IFNA(T.F(A1),T.F(A2))", false],
  ["=IFNA(T.F(T.F(A1)),1)", false],
  ["=IFERROR(T.F(A1),1)", false],
])("%s is a call alone: %s", async (formula, expected) => {
  const { grid, dispose } = createHeadlessGrid();
  const seen = new Set<boolean>();
  grid.registerFunction({
    name: "T.F",
    description: "",
    parameters: [],
    calculate: (_args, _cell, alone) => {
      seen.add(alone !== null);
      return 1;
    },
  });
  const area = { sheetId: grid.sheets()[0]!.id, row: 5, column: 5, rows: 1, columns: 1 };
  grid.write(area, [[{ kind: "formula", formula }]]);
  await grid.calculate();
  dispose();
  expect([...seen]).toEqual([expected]);
});
