/** Freeze, then thaw: over generated workbooks, everything is what it was. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsIn } from "../../src/workbook/calls/inFormulas";
import { NAMESPACES } from "../../src/workbook/stored/originals";
import { open, type Opened } from "./workbook";

let opened: Opened;
const SHEETS = ["Model", "It's 'ours' & =more", "市场 模型", "Hidden", "Very hidden"] as const;
beforeAll(async () => {
  opened = await open({ sheets: Object.fromEntries(SHEETS.map((name) => [name, []])) });
});
afterAll(() => opened.close());

const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/* What is generated: blocks of cells, each in a place of its own, in which a spill finds room. */

const HEIGHT = 9;
const WIDTH = 5;
const AREA = { row: 0, column: 0, rows: 2 * HEIGHT, columns: 2 * WIDTH };

interface Block {
  /** The contents, given the address of the block's first cell and of what is at its right and below. */
  readonly cells: (at: (down: number, right: number) => string) => readonly (readonly unknown[])[];
  readonly merged?: boolean;
}
const block = (cells: Block["cells"], merged = false): Block => ({ cells, merged });

const year = fc.integer({ min: 2025, max: 2030 });
/** Covers of scenarios differ: where a year is outside, the cell shows an error, which is frozen as one. */
const scenario = fc.constantFrom("vendors", "applications", "caam-idc", "history");
const sheet = fc.constantFrom(...SHEETS);

const blocks: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ year, scenario }).map((each) => block(() => [[`=MARKET.SIZE(${each.year},"${each.scenario}")`]])),
  fc.record({ year, scenario, factor: fc.double({ min: 0.5, max: 2, noNaN: true }) }).map((each) =>
    block((at) => [
      [each.year, each.scenario, `=MARKET.SIZE(${at(0, 0)},${at(0, 1)})*${each.factor}`],
      ["sum", "", `=SUM(${at(0, 2)}:${at(0, 2)})`],
      ["native", "", `=${at(0, 0)}*2`],
    ]),
  ),
  fc
    .record({
      years: fc.array(year, { minLength: 2, maxLength: 3 }),
      scenarios: fc.uniqueArray(scenario, { minLength: 2 }),
    })
    .map(({ years, scenarios }) =>
      block((at) => [
        ["", ...years],
        [scenarios[0], `=MARKET.SIZE(${at(0, 1)}:${at(0, years.length)},${at(1, 0)}:${at(scenarios.length, 0)})`],
        ...scenarios.slice(1).map((each) => [each]),
        [`=SUM(${at(1, 1)}:${at(scenarios.length, years.length)})`],
      ]),
    ),
  fc
    .record({ split: fc.constantFrom("vendor", "application"), year })
    .map((each) =>
      block((at) => [
        [`=MARKET.SPLIT("${each.split}",${each.year})`],
        [],
        [],
        [],
        [],
        [],
        [],
        [`=COUNTA(${at(0, 0)}:${at(5, 2)})`],
      ]),
    ),
  fc.record({ sheet, year }).map((each) =>
    block((at) => [
      [`=IF(${quoted(each.sheet)}!$K$1>0,1,0)`, `=MARKET.SIZE(${each.year})+${quoted(each.sheet)}!$K$1`],
      [`="-"&MARKET.BASIS("size",${each.year})`, `=MARKET.SIZE(${each.year})>${at(0, 0)}`],
    ]),
  ),
  fc.record({ year, scenario }).map((each) =>
    block((at) => [
      [`=IFNA(MARKET.SIZE(${each.year},"${each.scenario}"),"")`, `=IF(ISERROR(${at(0, 0)}+1),"no number","a number")`],
      [`=COUNTA(${at(0, 0)}:${at(0, 0)})`, `=ISBLANK(${at(0, 0)})`],
    ]),
  ),
  fc
    .uniqueArray(scenario, { minLength: 2, maxLength: 3 })
    .map((scenarios) =>
      block((at) => [
        [`=MARKET.TABLE({"${scenarios.join('","')}"},2024,2027)`],
        ...scenarios.map(() => []),
        [`=COUNTA(${at(1, 1)}:${at(scenarios.length, 4)})`, `=IF(ISERROR(${at(1, 1)}+${at(2, 2)}),"none","sum")`],
      ]),
    ),
  fc.constant(
    block(() => [
      ["=MARKET.CHECK()", "=MARKET.VERSION()"],
      ["'=MARKET.SIZE(2030)", "'007", true],
    ]),
  ),
  year.map((each) => block(() => [[`=MARKET.SIZE(${each})`]], true)),
);

const look = fc.record({
  row: fc.nat(AREA.rows - 1),
  column: fc.nat(AREA.columns - 1),
  fill: fc.constantFrom("#FF0000", "#DDEBF7", "#FFFF00", null),
  bold: fc.boolean(),
  format: fc.constantFrom("General", "0.0%", "#,##0.0"),
});
const plans = fc.record({
  sheets: fc.tuple(...SHEETS.map(() => fc.array(blocks, { maxLength: 4 }))),
  looks: fc.array(fc.tuple(fc.nat(SHEETS.length - 1), look), { maxLength: 8 }),
  hiddenRow: fc.nat(AREA.rows - 1),
  hiddenColumn: fc.nat(AREA.columns - 1),
  mark: fc.boolean(),
  scenario: fc.constantFrom("vendors", "applications"),
});
type Plan = typeof plans extends fc.Arbitrary<infer T> ? T : never;

const addressOf = (row: number, column: number): string => `$${String.fromCharCode(65 + column)}$${row + 1}`;

async function build({ sheets, looks, hiddenRow, hiddenColumn }: Plan): Promise<void> {
  const { grid, host } = opened.excel;
  // A run that failed leaves its frozen cells, of which the next smaller one isn't to hear.
  const rest = host.book.xmlParts.filter(({ namespaceUri }) => namespaceUri !== NAMESPACES.frozen);
  host.book.xmlParts.splice(0, Infinity, ...rest);
  const ids = grid.sheets().map(({ id }) => id);
  for (const sheetId of ids) {
    const all = { sheetId, row: 0, column: 0, rows: 60, columns: 20 };
    grid.unmerge(all);
    grid.clear(all, "all");
    grid.setHidden(all, "rows", false);
    grid.setHidden(all, "columns", false);
  }
  await opened.excel.run(async (context) => {
    const { worksheets } = context.workbook;
    for (const [index, { row, column, fill, bold, format }] of looks) {
      const cell = worksheets.getItem(SHEETS[index]!).getCell(row, column);
      if (fill) cell.format.fill.color = fill;
      cell.format.font.bold = bold;
      cell.numberFormat = [[format]];
    }
    sheets.forEach((list, index) => {
      const target = worksheets.getItem(SHEETS[index]!);
      target.getRange("K1").values = [[index]];
      list.forEach(({ cells, merged }, place) => {
        const top = (place % 2) * HEIGHT;
        const left = Math.floor(place / 2) * WIDTH;
        if (merged) target.getRangeByIndexes(top, left, 2, 2).merge();
        const lines = cells((down, right) => addressOf(top + down, left + right));
        lines.forEach((line, down) => {
          line.forEach((content, right) => {
            if (content !== "") target.getCell(top + down, left + right).formulas = [[content]];
          });
        });
      });
    });
    const first = worksheets.getItem(SHEETS[0]);
    first.getRangeByIndexes(hiddenRow, 0, 1, 1).rowHidden = true;
    first.getRangeByIndexes(0, hiddenColumn, 1, 1).columnHidden = true;
    worksheets.getItem("Hidden").visibility = "Hidden";
    worksheets.getItem("Very hidden").visibility = "VeryHidden";
    await context.sync();
  });
  await opened.settled();
}

/** Contents, values and every cell's looks, of every sheet; what is hidden. */
async function everything() {
  const { grid } = opened.excel;
  const formats = grid.sheets().map(({ id: sheetId, name, hidden }) => {
    const area = { sheetId, row: 0, column: 0, rows: 30, columns: 12 };
    return [name, hidden, grid.styles(area), grid.formats(area), grid.hiddenRows(area), grid.hiddenColumns(area)];
  });
  const cells = await opened.excel.run(async (context) => {
    const ranges = SHEETS.map((name) => context.workbook.worksheets.getItem(name).getRange("A1:L30"));
    ranges.forEach((range) => range.load("values,formulas"));
    await context.sync();
    return ranges.map(({ values, formulas }) => ({ values: values as unknown[][], formulas: formulas as unknown[][] }));
  });
  return { cells, formats };
}
type Everything = Awaited<ReturnType<typeof everything>>;

const ourFormulas = ({ cells }: Everything): readonly unknown[] =>
  cells.flatMap(({ formulas, values }) =>
    formulas.flatMap((row, down) =>
      row.filter((formula, right) => {
        const text = String(formula);
        return formula !== values[down]![right] && text.startsWith("=") && callsIn(text).length > 0;
      }),
    ),
  );

it("is the identity on formulas, values and formats", { timeout: 240_000 }, async () => {
  let [formulas, spilled] = [0, 0];
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      await build(plan);
      const before = await everything();
      const count = ourFormulas(before).length;
      const { frozen, left } = await opened.book.freeze("workbook", { mark: plan.mark });
      expect(left).toEqual([]);
      expect(frozen).toBe(count);
      await opened.settled();
      const while_ = await everything();
      expect(ourFormulas(while_)).toEqual([]);
      expect(while_.cells.map(({ values }) => values)).toEqual(before.cells.map(({ values }) => values));
      if (!plan.mark) expect(while_.formats).toEqual(before.formats);
      await opened.book.chooseScenario(plan.scenario);
      expect(await everything()).toEqual(while_);
      await opened.book.chooseScenario("applications");
      expect(await opened.book.freeze("workbook")).toEqual({ frozen: 0, left: [] });
      expect(await opened.book.thaw("workbook")).toEqual({ thawed: count, left: [] });
      await opened.settled();
      expect(await everything()).toEqual(before);
      formulas += count;
      spilled += before.cells.flatMap(({ values }) => values.flat()).filter((value) => value === "Share").length;
    }),
    { numRuns: 25 },
  );
  expect(formulas).toBeGreaterThan(50);
  expect(spilled).toBeGreaterThan(3);
});
