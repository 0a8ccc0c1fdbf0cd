import { afterEach, describe, expect, test } from "vitest";
import { cellAddress } from "../../src/excel/addresses/addresses";
import { documentedFormulas } from "../../src/functions/formulas";
import { formulaText } from "../../src/functions/help";
import type { Failure } from "../../host/faults";
import { detach } from "../../src/workbook/operations/detach";
import { usually } from "../support/excel";
import { open, type Opened } from "./workbook";

// Many other tests load and detach; these do where Excel hands blank cells over as 0, as some of its builds do.
usually({ blanks: "zero" });

let opened: Opened | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const SHEETS = {
  Model: [
    ["", 2025, "2027E", 2030],
    ["base", "=MARKET.SIZE(B$1,$A2)", "=MARKET.SIZE(C$1,$A2)*1.1", '=IF(D1>2026,MARKET.SIZE(D$1,$A2,"CNY bn"),0)'],
    ["", '=MARKET.SHARE("rd",B1)', "=MARKET.CAGR(2025,2030)", "=SUM(B2:D2)"],
    ["", '=MARKET.SOURCE("size",2027)', "=MARKET.VERSION()", "=MARKET.CHECK()"],
    ["", '=MARKET.SIZE(1999,"base")', "text", 7],
    [],
    ["", '=MARKET.SIZE(B1:D1,{"base";"vendors"})'],
    [],
    [],
    ["", '=MARKET.SPLIT("application",D1)'],
  ],
  Other: [['=MARKET.SEGMENT("rd",Model!D1)', '="=MARKET.SIZE(2030)"']],
};

/** Everything in the cells and parts, without the notes of what Excel was asked. */
async function state(book: Opened): Promise<string> {
  await book.settled();
  const rest = await book.excel.run(async (context) => {
    const parts = context.workbook.customXmlParts.getByNamespace("urn:market-model:detached");
    parts.load("items/id");
    await context.sync();
    const xml = parts.items.map((part) => part.getXml());
    await context.sync();
    return xml.map(({ value }) => value);
  });
  return JSON.stringify([await book.dump(), rest], null, 1);
}

const VALUES = "A1:D16";

const referred = (...places: string[]) => ({
  cell: "Market data",
  message: { id: "data-sheet-referred", values: { places } },
});

function near(before: unknown[][], after: unknown[][]): void {
  before.forEach((row, down) =>
    row.forEach((value, right) => {
      const at = cellAddress(down, right);
      const now = after[down]![right];
      if (typeof value === "number") expect(Math.abs(Number(now) - value), at).toBeLessThan(1e-9 * Math.max(1, value));
      else expect(now, at).toBe(value);
    }),
  );
}

test("what reads cells that show an empty text comes to the same live, detached and reattached", async () => {
  opened = await open({
    sheets: {
      Model: [
        ['=IFNA(MARKET.SIZE(1999),"")', '=IF(ISERROR(A1+1),"none",A1+1)', "=COUNTA(A1:A1)", "=ISBLANK(A1)"],
        ['=MARKET.TABLE({"history","vendors"},2024,2026)'],
        [],
        [],
        ['=IF(ISERROR(B3+B4),"none",B3+B4)', "=COUNTA(A2:D4)", "=ISBLANK(B4)", "=SUM(B3:D4)"],
        ['=IF(MARKET.CHECK(),"","wrong")', '=IF(ISERROR(A6+1),"none",A6+1)', "=ISBLANK(A6)"],
      ],
    },
  });
  const live = await opened.values("Model", "A1:D6");
  expect(live[0]).toEqual(["", "none", 1, false]);
  expect(live.slice(1, 4).flat()).toContain("");
  expect(live[4]!.slice(0, 3)).toEqual(["none", 12, false]);
  const formulas = await opened.formulas("Model", "A1:D6");
  await opened.book.detach();
  await opened.settled();
  near(live, await opened.values("Model", "A1:D6"));
  expect(await opened.formulas("Model", "A1:D6")).not.toEqual(formulas);
  await opened.book.reattach();
  await opened.settled();
  expect(await opened.formulas("Model", "A1:D6")).toEqual(formulas);
  near(live, await opened.values("Model", "A1:D6"));
});

describe("detach", async () => {
  test("the native workbook shows the same values and holds no formula of ours; reattach brings all back", async () => {
    opened = await open({ sheets: SHEETS });
    const before = await state(opened);
    const values = await opened.values("Model", VALUES);
    expect(values[1]![1]).toBe(480);
    const outcome = await opened.book.detach();
    expect(opened.requests()).toBeLessThanOrEqual(16);

    near(values, await opened.values("Model", VALUES));
    const formulas = [...(await opened.formulas("Model", VALUES)), ...(await opened.formulas("Other", "A1:B1"))].flat();
    expect(formulas.filter((formula) => /^=.*MARKET\./.test(String(formula).replaceAll(/"[^"]*"/g, "")))).toEqual([]);
    expect(formulas.filter((formula) => String(formula).includes("'Market data'!")).length).toBe(23);
    expect(outcome.notes.map(({ cell, message }) => [cell, message.id])).toEqual([
      ["Model!B4", "detached-no-native-form"],
    ]);
    expect(outcome).toMatchObject({ sheet: "Market data", formulas: 12, values: 1, errors: [] });

    expect(await opened.book.reattach()).toEqual({ restored: 12, left: [], kept: [] });
    expect(await state(opened)).toBe(before);
  });

  test("a call of a formula that there isn't stays the error that it is, and doesn't stop the others", async () => {
    const formulas = [
      ["=MARKET.NOPE(1)", "=IFNA(MARKET.NOPE(D1:E2),2029)", "=MARKET.SIZE(B1)", "=MARKET.NOPE()+MARKET.SIZE(2030)"],
      ["=MARKET.SIZE(2030)", "=MARKET.SIZE(MARKET.NOPE(2030))", "=MARKET.NOPE(MARKET.SIZE(2030))", ""],
    ];
    opened = await open({ sheets: { Model: formulas } });
    const values = await opened.values("Model", "A1:D2");
    const { notes, errors } = await opened.book.detach();
    expect(await opened.values("Model", "A1:D2")).toEqual(values);
    expect(new Set(notes.map(({ message }) => message.id))).toEqual(new Set(["detached-no-native-form"]));
    expect(errors).toEqual([]);
    expect((await opened.formulas("Model", "A1:D2")).join()).not.toContain("MARKET.");
    await opened.book.reattach();
    expect(await opened.formulas("Model", "A1:D2")).toEqual(formulas);
  });

  test("a cell that came to show an error is named, with what it showed", async () => {
    const formulas = [
      ['=MARKET.SIZE(2030,"base",C1&"")', '=MARKET.SIZE(1999,"base")', "CNY k"],
      ['=MARKET.SIZE(2030,"base",C2&"")', "=SUM(B1)*MARKET.SIZE(2030)", "CNY bn"],
    ];
    opened = await open({ sheets: { Model: formulas } });
    const [[value]] = (await opened.values("Model", "A1")) as [[number]];
    expect(value).toBeGreaterThan(1e5);
    const outcome = await opened.book.detach();
    const { errors, notes } = outcome;
    expect(detach().told?.(outcome)).toMatchObject({ kind: "warning", cells: [{ cells: errors }] });
    expect(detach().told?.({ ...outcome, errors: [] })).toMatchObject({ kind: "done", cells: [] });
    expect((await opened.values("Model", "A1")).flat()).toEqual(["#N/A"]);
    expect(errors).toEqual([
      { cell: "Model!A1", message: { id: "detached-error", values: { error: "#N/A", value: String(value) } } },
    ]);
    expect(notes).toEqual([]);
  });

  const alone = (await documentedFormulas())
    .filter(({ result, native }) => result === "value" && native !== null)
    .map(({ id, help }) => {
      const single = help.examples.filter((example) => !example.arguments.some(Array.isArray));
      return [id, single.map((example) => [formulaText(id, example.arguments)])] as const;
    });
  // The data sheet holds what the workbook's formulas need: what one needs must not lean on another's being there.
  test.each(alone)("%s, with no other formula in the workbook, shows the same", async (_id, rows) => {
    opened = await open({ sheets: { Sheet1: rows } });
    const area = `A1:A${rows.length}`;
    await opened.settled();
    // What has no value has none; Excel's own errors for that are others.
    const values = async () =>
      (await opened!.values("Sheet1", area)).map(([value]) => [String(value).startsWith("#") ? "an error" : value]);
    const before = await values();
    await opened.book.detach();
    near(before, await values());
    expect((await opened.formulas("Sheet1", area)).join()).not.toContain("MARKET.");
  });

  test("a formula that follows a spill reads the cells themselves, until all is back", async () => {
    const follows = [["=SUM(Model!B7#)", '=MARKET.SIZE(2030)/SUM(Model!$B$7#,"#1")', "=MARKET.SIZE(Model!B1#)"]];
    opened = await open({ sheets: { ...SHEETS, Follows: follows } });
    await opened.settled();
    await opened.book.detach();
    const [now] = await opened.formulas("Follows", "A1:C1");
    expect(now![0]).toBe("=SUM(Model!B7:D8)");
    expect(now![1]).toMatch(/\/SUM\(Model!\$B\$7:\$D\$8,"#1"\)$/);
    expect(now!.join()).not.toContain("MARKET.");
    expect(await opened.book.reattach()).toEqual({ restored: 14, left: [], kept: [] });
    expect(await opened.formulas("Follows", "A1:C1")).toEqual(follows);
  });

  test("a function that may give a range makes a value, with its reason, and one of one value doesn't", async () => {
    const formulas = [
      ["=SUM(MARKET.SIZE(OFFSET(Inputs!A1,0,0,1,2)))"],
      ['=SUM(MARKET.SIZE(INDIRECT("Inputs!A1:B1")))'],
      ["=SUM(MARKET.SIZE(CHOOSE(1,Inputs!A1,Inputs!B1)))"],
      ["=SUM(MARKET.SIZE(YEAR(DATE(Inputs!A1,1,1))),MARKET.SIZE(MAX(Inputs!A1,Inputs!B1)))"],
    ];
    opened = await open({ sheets: { Model: formulas, Inputs: [[2027, 2028]] } });
    const values = await opened.values("Model", "A1:A4");
    const { notes } = await opened.book.detach();
    expect(await opened.values("Model", "A1:A3")).toEqual(values.slice(0, 3));
    near(values, await opened.values("Model", "A1:A4"));
    expect(notes.map(({ cell, message }) => [cell, message.id])).toEqual(
      ["Model!A1", "Model!A2", "Model!A3"].map((cell) => [cell, "detached-array"]),
    );
    expect((await opened.formulas("Model", "A4")).join()).toContain("Market data");
  });

  test("a formula whose inputs were moved is named, and stays native, and so does its data", async () => {
    opened = await open({
      sheets: { Model: [["=MARKET.SIZE(Inputs!A2)"], ["=MARKET.SIZE(2030)"]], Inputs: [[""], [2027]] },
    });
    await opened.book.detach();
    const native = await opened.value("Model", "A1");
    await opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Inputs").getRange("1:1").insert("Down");
      await context.sync();
    });
    await opened.settled();
    expect(await opened.book.reattach()).toEqual({
      restored: 1,
      left: [{ cell: "Model!A1", message: { id: "inputs-moved", values: { formula: "=MARKET.SIZE(Inputs!A2)" } } }],
      kept: [referred("Model!A1")],
    });
    expect(await opened.value("Model", "A1")).toBe(native);
  });

  test("a cell that was changed since is named and stays; the data sheet stays while something refers to it", async () => {
    opened = await open({ sheets: SHEETS });
    await opened.book.detach();
    await opened.write("Model", "B2", [[500]]);
    await opened.write("Model", "C8", [["text"]]);
    await opened.write("Other", "C1", [["='Market data'!B7"]]);
    const outcome = await opened.book.reattach();
    expect(outcome).toEqual({
      restored: 10,
      left: ["Model!B2", "Model!B7"].map((cell) => ({ cell, message: { id: "changed-since" } })),
      kept: [referred("Model!B7", "Model!C7", "Model!D7", "Model!B8", "Model!D8", "Other!C1")],
    });
    expect(await opened.value("Model", "B2")).toBe(500);
    expect(await opened.value("Model", "C8")).toBe("text");
    expect(await opened.formulas("Other", "A1:C1")).toEqual([
      ['=MARKET.SEGMENT("rd",Model!D1)', SHEETS.Other[0]![1], "='Market data'!B7"],
    ]);
    await expect(opened.book.detach()).resolves.toMatchObject({ sheet: "Market data 2" });
  });

  test.each(["error", "half", "lost"] as const)(
    "with a fault at any request (%s) the workbook is as it was, and the second try succeeds",
    async (kind) => {
      opened = await open({ sheets: { Sheet1: SHEETS.Model, Other: SHEETS.Other.slice(0, 0) } });
      const book = opened;
      const live = await state(book);
      book.excel.host.counters.reset();
      await book.book.detach();
      const detaching = book.requests();
      const detached = await cellsIn(book);
      book.excel.host.counters.reset();
      await book.book.reattach();
      const reattaching = book.requests();
      expect(await state(book)).toBe(live);

      for (let request = 1; request <= detaching; request++) {
        if (await failing(book, { request, kind }, () => book.book.detach())) expect(await state(book)).toBe(live);
        else await book.book.reattach();
        await book.settled();
      }
      await book.book.detach();
      expect(await cellsIn(book)).toEqual(detached);
      let before = await state(book);
      for (let request = 1; request <= reattaching; request++) {
        if (await failing(book, { request, kind }, () => book.book.reattach())) {
          expect(await state(book)).toBe(before);
        } else {
          expect(await state(book)).toBe(live);
          await book.book.detach();
          // The data sheet is a new one.
          before = await state(book);
        }
        await book.settled();
      }
      await book.book.reattach();
      expect(await state(book)).toBe(live);
    },
  );
});

/** Whether the operation failed, as it may with a request that fails. */
async function failing(book: Opened, failure: Failure, operation: () => Promise<unknown>): Promise<boolean> {
  book.excel.host.faults.fail(failure);
  const failed = await operation().then(
    () => false,
    () => true,
  );
  book.excel.host.faults.clear();
  return failed;
}

const cellsIn = async (book: Opened): Promise<unknown> => [
  await book.formulas("Sheet1", VALUES),
  await book.values("Sheet1", VALUES),
];

test("asks Excel for no more of what it wrote than Excel answers at once", async () => {
  const rows = Array.from({ length: 250 }, (_, row) => [
    "rd",
    2025 + (row % 6),
    ...Array.from(
      { length: 10 },
      () =>
        `=${Array(5)
          .fill(`MARKET.SEGMENT($A${row + 1},$B${row + 1},"base")`)
          .join("+")}`,
    ),
  ]);
  opened = await open({ sheets: { Model: rows } });
  await opened.settled();
  const before = (await opened.values("Model", "C1:L250")).flat();
  expect((await opened.book.detach()).formulas).toBe(2_500);
  opened.excel.host.faults.payloadLimit = null;
  const written = await opened.formulas("Model", "C1:L250");
  expect(Buffer.byteLength(JSON.stringify(written))).toBeGreaterThan(5 * 1024 * 1024);
  const after = (await opened.values("Model", "C1:L250")).flat();
  expect(after.every((value, at) => Math.abs(Number(value) / Number(before[at]) - 1) < 1e-12)).toBe(true);
});
