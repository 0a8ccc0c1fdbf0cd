/**
 * Formulas that are the same but for where they stand are parsed once and moved: beside one that is parsed by itself each
 * must come to the same.
 */
import { createRequire } from "node:module";
import type * as EngineFormula from "@univerjs/engine-formula";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CellContent } from "../../host/grid/port.js";
import { createHeadlessGrid } from "../../host/node/grid.js";

const { Lexer } = createRequire(import.meta.url)("@univerjs/engine-formula") as typeof EngineFormula;

const ROWS = 6;
/** Formulas stand to the right of and below all that they read. */
const [ROW, COLUMN] = [8, 12];
const SHEETS = ["Moved", "Parsed"] as const;
const OTHER = "Other sheet";

const fixed = fc.constantFrom("", "", "$");
const cell = fc
  .record({ before: fixed, column: fc.constantFrom(..."ABCDd"), within: fixed, row: fc.integer({ min: 1, max: 6 }) })
  .map(({ before, column, within, row }) => `${before}${column}${within}${row}`);
/** What may look like one, or reaches beyond the sheet. */
const strange = fc.constantFrom("LOG10", "LOG9", "XFD1048576", "XFE1", "A0", "A01", "AMOUNT1", "D9");
const sheet = fc.constantFrom("", "", "", `'${OTHER}'!`, `'${OTHER.toLowerCase()}'!`, "Missing!");
const reference = fc
  .tuple(sheet, fc.oneof({ weight: 9, arbitrary: cell }, { weight: 1, arbitrary: strange }))
  .map(([on, at]) => `${on}${at}`);
const range = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(sheet, cell, cell).map(([on, from, to]) => `${on}${from}:${to}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("A:B", "$A:$B", "2:3", "$2:$3", "YEARS", "Sales[Size]", "A1:INDEX(A1:C3,2,2)"),
  },
);
const line = fc.constantFrom("B2:B4", "$B2:$B4", "B$2:C$4", "$B$2:$B$3", "B$2:B4");
const single = fc.oneof(
  { weight: 4, arbitrary: reference },
  {
    weight: 1,
    arbitrary: fc.constantFrom("2", '"A1"', '"it\'s $B$2"', '"say ""A1"""', "TRUE", "RATE", "UNKNOWN", "12%", "ROW()"),
  },
);
/** What is compared is no error: what the engine makes of one depends on what it compared before. */
const sure = fc.oneof({ weight: 4, arbitrary: cell }, { weight: 1, arbitrary: fc.constantFrom("2", '"A1"', "TRUE") });
const kinds = "+ - * & ^".split(" ");
const { formula } = fc.letrec<{ formula: string; part: string }>((tie) => ({
  part: fc.oneof({ depthSize: "small" }, single, tie("formula")),
  formula: fc.oneof(
    fc.tuple(tie("part"), fc.constantFrom(...kinds), tie("part")).map((all) => all.join("")),
    fc.tuple(fc.constantFrom("-", "+", ""), single, fc.constantFrom("%", "")).map((all) => all.join("")),
    fc
      .tuple(fc.constantFrom("SUM", "COUNT", "ROWS", "SUBTOTAL"), range)
      .map(([name, all]) => `${name}(${name === "SUBTOTAL" ? "9," : ""}${all})`),
    fc.tuple(range, tie("part")).map(([all, one]) => `SUM(INDEX(${all},2,1),${one})`),
    fc.tuple(sure, fc.constantFrom("=", "<>", "<"), sure).map((all) => all.join("")),
    fc.tuple(sure, range).map(([one, all]) => `MATCH(${one},${all},0)`),
    fc.tuple(sure, range).map(([one, all]) => `VLOOKUP(${one},${all},2,FALSE)`),
    fc.tuple(range, sure, reference).map((all) => `SUMIF(${all.join()})`),
    fc.tuple(range, sure, range).map((all) => `AVERAGEIF(${all.join()})`),
    fc.tuple(range, sure).map((all) => `COUNTIF(${all.join()})`),
    fc.constantFrom("LOG10(A3)", "SUM({1,2},B2)", "SUM(B2 , $C3)", "LET(x,A2,x+B$1)"),
    fc
      .tuple(fc.constantFrom("ROW", "COLUMN", "ISBLANK", "N", "T", "ISERROR"), reference)
      .map(([name, at]) => `${name}(${at})`),
    fc.tuple(tie("part"), tie("part"), tie("part")).map((all) => `IF(${all.join()})`),
    fc.tuple(tie("part"), tie("part")).map((all) => `IFERROR(${all.join()})`),
    fc.tuple(single, range).map((all) => `T.F(${all.join()})`),
  ),
}));

/** Which the engine works out beforehand, or by what it compared before where they are part of another. */
const byThemselves = fc.oneof(
  // The engine breaks down over one that is no range.
  fc.tuple(cell, line, line).map((all) => `SUM(LOOKUP(${all.join()}))`),
  reference.map((at) => `SUM(OFFSET(${at},1,0))`),
  fc.constantFrom('SUM(INDIRECT("A1"))', 'SUM(INDIRECT("B"&ROW(A2)))'),
);

const content = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, -1.5, 2030),
  fc.constantFrom("base", "a", ""),
  fc.constantFrom("=ROW()*2", '=COLUMN()&"x"'),
);
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ row: fc.nat(ROWS - 1), column: fc.nat(3), content }) },
  { weight: 2, arbitrary: fc.constantFrom("insert row", "delete row", "insert column", "rename", "name", "all") },
);

const contentOf = (value: unknown): CellContent =>
  value === ""
    ? { kind: "empty" }
    : typeof value === "string" && value.startsWith("=")
      ? { kind: "formula", formula: value }
      : { kind: "value", value: value as string | number };

/** Nothing that names tables has a form. */
const BY_ITSELF = '"["';

let close: (() => void) | undefined;
afterEach(() => {
  close?.();
  close = undefined;
  vi.restoreAllMocks();
});

function openGrid(names: readonly string[]) {
  const { grid, dispose } = createHeadlessGrid(names);
  close = dispose;
  const id = new Map(grid.sheets().map((each) => [each.name, each.id]));
  const area = (name: string, row: number, column: number, rows = 1, columns = 1) => ({
    sheetId: id.get(name)!,
    row,
    column,
    rows,
    columns,
  });
  return { grid, area };
}
type Opened = ReturnType<typeof openGrid>;

async function take({ grid, area }: Opened, next: typeof change extends fc.Arbitrary<infer T> ? T : never) {
  if (typeof next === "object") {
    for (const name of [...SHEETS, OTHER]) grid.write(area(name, next.row, next.column), [[contentOf(next.content)]]);
    return;
  }
  const line = (name: string) => area(name, 2, 0, 1, 100);
  if (next === "insert row") for (const name of [...SHEETS, OTHER]) await grid.insert(line(name), "down");
  if (next === "delete row") for (const name of [...SHEETS, OTHER]) await grid.remove(line(name), "up");
  if (next === "insert column") for (const name of SHEETS) await grid.insert(area(name, 0, 1, 1_000, 1), "right");
  if (next === "rename") grid.renameSheet(area(OTHER, 0, 0).sheetId, "Missing");
  if (next === "name") grid.setName({ name: "UNKNOWN", sheetId: null, formula: `='${OTHER}'!$B$2`, comment: "" });
  if (next === "all") await grid.calculate("all");
}

test("a formula that is moved comes to what it comes to by itself, whatever becomes of the workbook", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(content, { minLength: 4, maxLength: 4 }), { minLength: ROWS, maxLength: ROWS }),
      fc.array(fc.oneof({ weight: 9, arbitrary: formula }, { weight: 1, arbitrary: byThemselves }), {
        minLength: 12,
        maxLength: 12,
      }),
      fc.array(change, { maxLength: 4 }),
      async (contents, formulas, changes) => {
        const opened = openGrid([...SHEETS, OTHER]);
        const { grid, area } = opened;
        grid.registerFunction({
          name: "T.F",
          description: "",
          parameters: [],
          calculate: (args) => JSON.stringify(args),
        });
        for (const name of [...SHEETS, OTHER])
          grid.write(
            area(name, 0, 0, ROWS, 4),
            contents.map((line) => line.map(contentOf)),
          );
        grid.setName({ name: "YEARS", sheetId: null, formula: `='${OTHER}'!$A$1:$A$3`, comment: "" });
        grid.setName({ name: "RATE", sheetId: null, formula: `='${OTHER}'!$B$2`, comment: "" });
        grid.setTable({
          name: "Sales",
          area: area(OTHER, 0, 0, 3, 2),
          totals: false,
          columns: ["Size", "Year"],
        } as never);
        // Each three times across and three times down, the first in the middle.
        const moves = [0, 1, -1];
        const written = moves.flatMap((down) =>
          formulas.map((each) => moves.map((right) => grid.movedFormula(`=${each}`, down, right).slice(1))),
        );
        const place = (index: number) => ({
          row: ROW + (moves[Math.floor(index / formulas.length)]! + 1) + 3 * (index % formulas.length),
          columns: moves.map((right) => COLUMN + right),
        });
        const all: (readonly [row: number, column: number, text: string])[] = written.flatMap((line, index) =>
          line.map((text, at) => [place(index).row, place(index).columns[at]!, text] as const),
        );
        for (const [row, column, text] of all) {
          const alone = text.startsWith("T.F(");
          grid.write(area("Moved", row, column), [[contentOf(alone ? `=${text}` : `=IF(1=1,${text},"x")`)]]);
          grid.write(area("Parsed", row, column), [[contentOf(`=IF(1=1,${text},${BY_ITSELF})`)]]);
        }
        const compare = async () => {
          await grid.calculate();
          const whole = (name: string) => grid.values(area(name, 0, 0, 60, 20));
          const formulasOf = grid.formulas(area("Moved", 0, 0, 60, 20));
          const [moved, parsed] = [whole("Moved"), whole("Parsed")];
          moved.forEach((line, row) =>
            line.forEach((value, column) => {
              if (Object.is(value, parsed[row]![column])) return;
              expect([formulasOf[row]![column], value]).toEqual([formulasOf[row]![column], parsed[row]![column]]);
            }),
          );
        };
        await compare();
        for (const next of changes) {
          await take(opened, next);
          await compare();
        }
        close!();
        close = undefined;
      },
    ),
    { numRuns: 12 },
  );
});

describe("parsed once", () => {
  /** How many are parsed of formulas in a row below each other, once all are calculated. */
  async function parsed(each: (row: number) => string): Promise<number> {
    const { grid, area } = openGrid(["Sheet1"]);
    const lexed = vi.spyOn(Lexer.prototype, "treeBuilder");
    const formulas = Array.from({ length: 20 }, (_, row) => each(row + 1));
    grid.write(
      area("Sheet1", 0, 5, 20, 1),
      formulas.map((formula) => [contentOf(formula)]),
    );
    await grid.calculate();
    // Another file's workbook may still calculate in this process.
    return lexed.mock.calls.filter(([formula]) => formulas.includes(formula)).length;
  }

  test.each<[string, (row: number) => string, number]>([
    ["of one form", (row) => `=IF($A${row}="A1",B${row}*C$1,SUM($D$1:D${row}))`, 1],
    ["of several", (row) => (row % 2 ? `=A${row}` : `=B${row}`), 2],
    ["of texts that differ", (row) => `=A${row}&"A${row}"`, 20],
    ["of cells in small letters", (row) => `=b2+A${row}`, 20],
    ["of whole rows", (row) => `=SUM(A1:B1)+SUM(${row + 30}:${row + 31})`, 20],
  ])("%s", async (_, each, times) => {
    expect(await parsed(each)).toBe(times);
  });
});
