/** Formulas that no calculation cures: calls that Excel left in another form, and cells that are stuck. */
import { afterEach, expect, it } from "vitest";
import { noteOf } from "./faults";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const BROKEN = [
  "=_xldudf_MARKET_SIZE(2030)",
  "=[2]!_xldudf_MARKET_SIZE(2030)*2",
  "='C:\\Add ins\\X.XLAM'!_xldudf_MARKET_SIZE(2025)",
];
const WHOLE = ["=MARKET.SIZE(2030)", "=MARKET.SIZE(2030)*2", "=MARKET.SIZE(2025)"];
const VALUES = [1800, 3600, 480];

const change = async (batch: (workbook: Excel.Workbook) => void): Promise<void> => {
  await opened.excel.run(async (context) => {
    batch(context.workbook);
    await context.sync();
  });
  await opened.settled();
};

it("are listed as broken, and repaired by a refresh", async () => {
  opened = await open({ sheets: { Model: [BROKEN, ["=SUM(A1:C1)", "=MARKET.SIZE(2030)"]], Locked: [[BROKEN[0]]] } });
  await opened.settled();
  await change(({ worksheets }) => worksheets.getItem("Locked").protection.protect());
  const listed = await opened.book.listFormulas();
  expect(listed.map(({ error }) => error?.message?.en.includes("Refresh repairs it") ?? false)).toEqual([
    ...BROKEN.map(() => true),
    false,
    true,
  ]);
  expect(await opened.book.refresh()).toMatchObject({
    formulas: 5,
    changed: 3,
    rewritten: 3,
    left: [{ cell: "Locked!A1", message: { id: "sheet-protected", values: { name: "Locked" } } }],
  });
  expect(await opened.formulas("Model", "A1:C1")).toEqual([WHOLE]);
  expect(await opened.values("Model", "A1:C2")).toEqual([VALUES, [5880, 1800, ""]]);
  expect(await opened.formulas("Locked", "A1")).toEqual([[BROKEN[0]]]);
});

it("are repaired in the selection alone, in a table's column too, and left as they were by a fault", async () => {
  opened = await open({
    sheets: {
      Model: [
        ["Size", "Other"],
        [BROKEN[0], 1],
        [7, 2],
        [BROKEN[1], 3],
      ],
    },
  });
  await opened.settled();
  await change(({ tables }) => tables.add("Model!A1:B4", true));
  const contents = await opened.formulas("Model", "A1:B4");
  await opened.book.goTo("Model", "A4");
  for (let request = 1, done = false; !done; request++) {
    opened.excel.host.faults.fail({ request, kind: "half" });
    done = (await noteOf(opened.book.refresh("selection"))) === "done";
    opened.excel.host.faults.clear();
    if (!done) expect(await opened.formulas("Model", "A1:B4"), `request ${request}`).toEqual(contents);
  }
  expect(await opened.formulas("Model", "A1:A4")).toEqual([["Size"], [BROKEN[0]], [7], [WHOLE[1]]]);
});

it("are brought back repaired where they were frozen broken", async () => {
  opened = await open({ sheets: { Model: [["=MARKET.SIZE(2030)"]] } });
  await opened.settled();
  await opened.book.freeze("workbook");
  const part = opened.excel.host.book.xmlParts.find(({ xml }) => xml.includes("=MARKET.SIZE(2030)"))!;
  part.xml = part.xml.replace("=MARKET.SIZE(2030)", "=[2]!_xldudf_MARKET_SIZE(2030)");
  expect(await opened.book.thaw("workbook")).toEqual({ thawed: 1, left: [] });
  expect(await opened.formulas("Model", "A1")).toEqual([["=MARKET.SIZE(2030)"]]);
});

it("are written again where they are stuck, and nothing else is", async () => {
  opened = await open({ sheets: { Model: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2025)", "=A1+1"]] } });
  await opened.settled();
  const sheetId = opened.excel.grid.sheets()[0]!.id;
  opened.excel.host.faults.stick({ sheetId, row: 0, column: 0, rows: 1, columns: 1 });
  await change(({ application }) => application.calculate("Full"));
  expect(await opened.values("Model", "A1:B1")).toEqual([["#NAME?", 480]]);
  expect(await opened.book.refresh()).toEqual({ formulas: 2, changed: 1, errors: 0, rewritten: 1, left: [] });
  expect(await opened.values("Model", "A1:C1")).toEqual([[1800, 480, 1801]]);
  expect(await opened.book.refresh()).toMatchObject({ rewritten: 0 });
});

it("a refresh calculates our formulas of this workbook, and no others", async () => {
  opened = await open({ sheets: { Model: [["=MARKET.SIZE(2030)", "=A1*2", "=MARKET.SIZE(2025)"]] } });
  await opened.settled();
  const asked: unknown[] = [];
  const { grid } = opened.excel;
  const calculate = grid.calculate.bind(grid);
  grid.calculate = (what) => {
    asked.push(what);
    return calculate(what);
  };
  await opened.book.refresh();
  const sheetId = grid.sheets()[0]!.id;
  const areas = [0, 2].map((column) => ({ sheetId, row: 0, column, rows: 1, columns: 1 }));
  expect(asked).toContainEqual(areas);
  expect(asked).not.toContain("all");
});
