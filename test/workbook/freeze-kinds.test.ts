/** Kinds of formulas and of edits that freezing and detaching have to bring back from, or name. */
import { afterEach, describe, expect, it } from "vitest";
import type { LeftCell } from "../../src/workbook";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const change = async (batch: (workbook: Excel.Workbook) => void): Promise<void> => {
  await opened.excel.run(async (context) => {
    batch(context.workbook);
    await context.sync();
  });
  await opened.settled();
};

const brief = (cells: readonly LeftCell[]) => cells.map(({ cell, message }) => `${cell} ${message.id}`);

/** Frozen and thawed, or detached and reattached, with something done in between. */
const ROUNDS: readonly [string, () => Promise<unknown>, () => Promise<{ count: number; left: readonly LeftCell[] }>][] =
  [
    [
      "frozen",
      () => opened.book.freeze("workbook"),
      async () => {
        const { thawed: count, left } = await opened.book.thaw("workbook");
        return { count, left };
      },
    ],
    [
      "detached",
      () => opened.book.detach(),
      async () => {
        const outcome = await opened.book.reattach();
        if ("changed" in outcome) throw new Error("Nothing to ask about.");
        return { count: outcome.restored, left: outcome.left };
      },
    ],
  ];

describe.each(ROUNDS)("%s", (kind, there, back) => {
  it("formulas with names that read like cells, spaces in references, and references that are gone come back", async () => {
    opened = await open({ sheets: { Model: [[""]], "My sheet": [[2029]] } });
    await change(({ names, worksheets }) => {
      names.add("YOY2027", worksheets.getItem("My sheet").getRange("B9"));
      names.add("XFE1", worksheets.getItem("My sheet").getRange("B9"));
      worksheets.getItem("My sheet").getRange("B9").values = [[2027]];
    });
    await opened.write("Model", "A1:A4", [
      ["=MARKET.SIZE(YOY2027)+XFE1"],
      ["=MARKET.SIZE('My sheet'! A1)"],
      ["=IFERROR(MARKET.SIZE(#REF!A1),7)+MARKET.SIZE(2030)"],
      ["=LET(a,2030,MARKET.SIZE(a))"],
    ]);
    const before = await opened.formulas("Model", "A1:A4");
    const values = await opened.values("Model", "A1:A2");
    expect(values.flat()[0]).toBeCloseTo(480 * 3.75 ** 0.4 + 2027, 6);
    await there();
    await change(({ worksheets }) => worksheets.getItem("Model").getRange("A:A").insert("Right"));
    const { left } = await back();
    expect(brief(left)).toEqual([]);
    expect(await opened.formulas("Model", "B1:B4")).toEqual(before);
    expect(await opened.values("Model", "B1:B2")).toEqual(values);
  });

  it("a formula whose table, column or name has another name now is named, and comes back with it", async () => {
    opened = await open({
      sheets: {
        Model: [
          ["Year", "Size"],
          [2027, ""],
          [2028, ""],
        ],
        Other: [[2030]],
      },
    });
    await change(({ tables, names, worksheets }) => {
      tables.add("Model!A1:B3", true).name = "Sales";
      names.add("Horizon", worksheets.getItem("Other").getRange("A1"));
      worksheets.getItem("Model").names.add("Local", worksheets.getItem("Other").getRange("A1"));
    });
    await opened.write("Model", "D1:D4", [
      ["=MARKET.SIZE(MAX(Sales[Year]))"],
      ["=MARKET.SIZE(Horizon)"],
      ["=MARKET.SIZE(Local)"],
      ["=MARKET.SIZE(2025)"],
    ]);
    const before = await opened.formulas("Model", "D1:D4");
    await there();
    await change(({ tables, names }) => {
      tables.getItem("Sales").columns.getItem("Year").name = "When";
      names.getItem("Horizon").delete();
    });
    const first = await back();
    expect(
      first.left.filter(({ message }) => message.id === "names-gone").map(({ message }) => message.values),
    ).toEqual([
      { names: ["Sales[Year]"], formula: before[0]![0] },
      { names: ["Horizon"], formula: before[1]![0] },
    ]);
    expect(first.count).toBe(2);
    await change(({ tables, names, worksheets }) => {
      tables.getItem("Sales").columns.getItem("When").name = "Year";
      names.add("Horizon", worksheets.getItem("Other").getRange("A1"));
    });
    const then = await back();
    if (kind === "frozen") expect(then).toEqual({ count: 2, left: [] });
  });
});

describe("frozen", () => {
  it("formulas that totals leave out stay formulas, and the totals what they are", async () => {
    const rows = [
      [4],
      [6],
      ["=SUBTOTAL(9,A1:A2)*MARKET.SIZE(2030)/MARKET.SIZE(2030)"],
      ["=SUBTOTAL(9,A1:A3)"],
      ["=MARKET.SIZE(2030)"],
    ];
    opened = await open({ sheets: { Model: rows } });
    await opened.settled();
    const { frozen, left } = await opened.book.freeze("workbook");
    expect(frozen).toBe(1);
    expect(brief(left)).toEqual(["Model!A3 counted-in-totals"]);
    expect(await opened.formulas("Model", "A1:A5")).toEqual([...rows.slice(0, 4), [1800]]);
  });

  const ROWS = [
    ["Total", "=MARKET.SIZE(2030)"],
    ["Same", '=MARKET.SIZE(2030,"applications")'],
    ["Other", "=MARKET.SIZE(2025)"],
  ];
  const sort = (order: readonly number[]) =>
    opened.values("Model", "A1:B3").then((rows) =>
      opened.write(
        "Model",
        "A1:B3",
        order.map((row) => rows[row]!),
      ),
    );

  it("formulas with equal values in rows that were sorted are named, and come back with the rows", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    await opened.settled();
    await opened.book.freeze("workbook");
    await sort([1, 0, 2]);
    const { thawed, left } = await opened.book.thaw("workbook");
    expect({ thawed, left: brief(left) }).toEqual({
      thawed: 1,
      left: ["Model!B1 rows-sorted", "Model!B2 rows-sorted"],
    });
    await opened.write("Model", "A1:A2", [["Total"], ["Same"]]);
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 2, left: [] });
    expect(await opened.formulas("Model", "A1:B3")).toEqual(ROWS);
  });

  it("formulas with equal values come back where labels were edited, or rows inserted", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    await opened.settled();
    await opened.book.freeze("workbook");
    await opened.write("Model", "A1", [["The total"]]);
    await opened.write("Model", "D2", [["a note"]]);
    await change(({ worksheets }) => worksheets.getItem("Model").getRange("2:2").insert("Down"));
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 3, left: [] });
    expect((await opened.formulas("Model", "B1:B4")).flat()).toEqual([ROWS[0]![1], "", ROWS[1]![1], ROWS[2]![1]]);
  });
});
