/**
 * The user's Ctrl+Z takes back what went into cells, and leaves custom XML as it is (office-js#6415), so that what is kept
 * may be newer than the cells. https://learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-undo-capabilities
 */
import { describe, expect, it, vi } from "vitest";
import { openWorkbook, WorkbookError } from "../../src/workbook";
import { messageText, TEXTS, type MessageId } from "../../src/workbook/messages/messages";
import { createWritten } from "../../src/workbook/session/undone";
import { draftOf, withCells } from "../../src/workbook/tables/drafts";
import type { TableRead } from "../../src/workbook/tables/read";
import { usually } from "../support/excel";
import { nextEdition } from "./edited-report";
import { CASES } from "./fault-cases";
import { shown } from "./faults";
import { open, wrap, type Opened } from "./workbook";

usually({ undo: true });

const arpu2030 = { key: "arpu", scenario: null, year: 2030 };

/** Takes back what was done since Excel could undo so much, as far as it goes: a sheet that comes or goes ends it. */
async function undoTo({ excel, settled }: Opened, count: number): Promise<number> {
  let steps = 0;
  for (; excel.host.undoable > count; steps++) {
    expect(steps, "an undo brings on what has to be undone").toBeLessThan(10);
    await excel.host.undo();
    await settled();
  }
  return steps;
}

async function reopened({ excel, book, ports }: Opened): Promise<Opened> {
  await book.close();
  const again = openWorkbook(ports);
  await again.ready;
  await excel.host.settled();
  return wrap(excel, again, ports);
}

/** All but what is kept, which is brought up to date when the workbook is opened. */
const visible = async (made: Opened): Promise<unknown> => ({ ...((await made.dump()) as object), xml: [] });

const noteOf = (reason: unknown): unknown => (reason instanceof WorkbookError ? reason.note : reason);

/** What comes and goes with it are rows and columns, which Excel takes back and the host leaves. */
const SHIFTING = "updating sheets to another edition, with lines and years that come and go";

describe("undone as far as Excel goes, a workbook reads the same when it is opened, and can be given the same again", () => {
  it.each(Object.entries(CASES))("%s", async (name, { prepare, act, then }) => {
    const made = await prepare();
    const before = made.excel.host.undoable;
    await act(made);
    await made.settled();
    await undoTo(made, before);
    // Of a table that has another name or another size again Excel doesn't tell.
    await made.book.refresh();
    await made.settled();
    const [state, cells] = [shown(made), await visible(made)];
    const again = await reopened(made);
    expect(shown(again)).toEqual(state);
    expect(await visible(again)).toEqual(cells);
    const refused = await act(again).then(() => null, noteOf);
    // A sheet that came stays there; without the table on it, which went, the user is told so. Reports come and go without cells.
    if (refused)
      expect(refused).toMatchObject({
        id: expect.stringMatching(/^(sheet-taken|tables-lost|report-there|report-not-there)$/),
      });
    else if (name !== SHIFTING) await then(again);
    await again.close();
  });
});

describe("an edit of the user's and what we wrote beside it", () => {
  const SHEETS = { Model: [['=MARKET.SIZE(2030,"bottom-up")']] };
  const OVERRIDE = "E15";
  const STATUS = "I15";

  async function furnished(): Promise<Opened> {
    const made = await open({ sheets: SHEETS });
    await made.book.createAssumptions();
    await made.settled();
    return made;
  }

  it("are undone one after the other, and nothing comes between", async () => {
    const made = await furnished();
    const start = made.excel.host.undoable;
    const before = await made.values("Assumptions", "A5:L140");
    const size = await made.value("Model", "A1");
    for (const value of [1200, 900]) {
      await made.excel.host.byUser(() => typed(made, OVERRIDE, value));
      await made.settled();
      expect(await made.value("Assumptions", STATUS)).toBe("Overridden");
    }
    expect(await made.value("Model", "A1")).not.toBe(size);
    await undoTo(made, start);
    expect(await made.values("Assumptions", "A5:L140")).toEqual(before);
    expect(await made.value("Model", "A1")).toBe(size);
    expect(made.book.getState().model.assumptions.overrides).toEqual([]);
    // An edit after it is followed as ever.
    await made.excel.host.byUser(() => typed(made, OVERRIDE, 1200));
    await made.settled();
    expect(await made.value("Assumptions", STATUS)).toBe("Overridden");
    await made.close();
  });

  it("a text of ours that is typed over is put back", async () => {
    const made = await furnished();
    const before = await made.value("Assumptions", STATUS);
    await made.excel.host.byUser(() => typed(made, STATUS, "mine"));
    await made.settled();
    expect(await made.value("Assumptions", STATUS)).toBe(before);
    await made.close();
  });

  const typed = ({ excel }: Opened, address: string, value: string | number): void => {
    const [row, column] = [Number(address.slice(1)) - 1, address.charCodeAt(0) - 65];
    const { id: sheetId } = excel.grid.sheets().find(({ name }) => name === "Assumptions")!;
    excel.grid.write({ sheetId, row, column, rows: 1, columns: 1 }, [[{ kind: "value", value }]]);
  };

  it("are told apart where Excel undoes range by range", async () => {
    const rows = [
      ["a", 1, "x"],
      ["b", 2, "y"],
    ];
    const table = (formulas: TableRead["formulas"]) =>
      ({ headers: ["A", "B", "C"], rows: formulas, formulas, contents: formulas }) as unknown as TableRead;
    const written = createWritten();
    const draft = withCells(draftOf(table(rows)), [
      { row: 0, column: 2, value: "X" },
      { row: 1, column: 1, value: 3 },
    ]);
    written.remembering(table(rows), draft).forEach((step) => step.apply(null as never));
    const after = table(draft.rows);
    const half = table([rows[0]!, draft.rows[1]!]);
    expect(written.isUndone(after, table([draft.rows[0]!, ["c", 3, "y"]]))).toBe(false);
    expect(written.isUndone(after, half)).toBe(true);
    expect(written.isUndone(half, table(rows))).toBe(true);
    // Nothing of it is left to undo.
    expect(written.isUndone(after, table(rows))).toBe(false);
    // Nor of what Excel refused to write.
    for (const { apply, refused } of written.remembering(table(rows), draft)) {
      apply(null as never);
      refused?.();
    }
    expect(written.isUndone(after, table(rows))).toBe(false);
  });
});

describe("what is kept", () => {
  it("of frozen formulas that stand in their cells again is let go by thawing, which brings back the others", async () => {
    const made = await open({
      sheets: { Model: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2027)", "=MARKET.SIZE({2025,2026})"]] },
    });
    const before = await made.formulas("Model", "A1:D1");
    const start = made.excel.host.undoable;
    await made.book.freeze("workbook", { mark: true });
    await made.settled();
    await undoTo(made, start);
    expect(await made.formulas("Model", "A1:D1")).toEqual(before);
    expect(await made.book.heldFormulas()).toEqual({ frozen: 3, detached: 0, linked: 0 });
    await made.write("Model", "B1", [["mine"]]);
    const again = await reopened(made);
    const outcome = await again.book.thaw("workbook");
    expect(outcome).toMatchObject({ thawed: 2, left: [{ cell: "Model!B1", message: { id: "changed-since" } }] });
    expect(await again.formulas("Model", "A1:D1")).toEqual([[before[0]![0], "mine", before[0]![2], before[0]![3]]]);
    expect(await again.book.heldFormulas()).toEqual({ frozen: 1, detached: 0, linked: 0 });
    await again.close();
  });

  it("of frozen formulas is kept once where they are frozen, undone and frozen again", async () => {
    const made = await open({ sheets: { Model: [["=MARKET.SIZE(2030)"]] } });
    const start = made.excel.host.undoable;
    for (let time = 1; time <= 3; time++) {
      await made.book.freeze("workbook");
      await made.settled();
      if (time < 3) await undoTo(made, start);
    }
    expect(await made.book.heldFormulas()).toEqual({ frozen: 1, detached: 0, linked: 0 });
    await made.book.thaw("workbook");
    expect(await made.formulas("Model", "A1")).toEqual([["=MARKET.SIZE(2030)"]]);
    await made.close();
  });

  it("of formulas that were thawed is kept again where that is undone, cell by cell too, and told", async () => {
    const cells = [["=MARKET.SIZE(2030)", "=A1*2", "=MARKET.SIZE({2025,2026})"]];
    const made = await open({ sheets: { Model: cells } });
    const before = await made.formulas("Model", "A1:D1");
    await made.book.freeze("workbook", { mark: true });
    await made.settled();
    const frozen = await made.formulas("Model", "A1:D1");
    const start = made.excel.host.undoable;
    await made.book.thaw("workbook");
    await made.settled();
    expect(await made.book.heldFormulas()).toMatchObject({ frozen: 0, detached: 0 });
    await undoTo(made, start);
    expect(await made.formulas("Model", "A1:D1")).toEqual(frozen);
    expect(await made.book.heldFormulas()).toMatchObject({ frozen: 2, detached: 0 });
    expect(made.book.getState().outcome).toMatchObject({ kind: "done", message: { id: "frozen-again" } });
    const again = await reopened(made);
    expect(await again.book.thaw("workbook")).toMatchObject({ thawed: 2, left: [] });
    await again.settled();
    expect(await again.formulas("Model", "A1:D1")).toEqual(before);
    // Typed over, nothing is kept of it.
    await again.write("Model", "A1", [["mine"]]);
    await again.settled();
    expect(await again.book.heldFormulas()).toMatchObject({ frozen: 0, detached: 0 });
    await again.close();
  });

  it("of one that shows an empty text is kept again where thawing is undone, and not where its cell is emptied", async () => {
    const made = await open({ sheets: { Model: [['=IFNA(MARKET.SIZE(1999),"")', "=ISBLANK(A1)"]] } });
    await made.book.freeze("workbook");
    await made.settled();
    const frozen = await made.formulas("Model", "A1:B1");
    expect(frozen).toEqual([["", "=ISBLANK(A1)"]]);
    const start = made.excel.host.undoable;
    await made.book.thaw("workbook");
    await made.settled();
    await undoTo(made, start);
    expect(await made.formulas("Model", "A1:B1")).toEqual(frozen);
    expect(await made.value("Model", "B1")).toBe(false);
    expect(await made.book.heldFormulas()).toMatchObject({ frozen: 1 });
    await made.book.thaw("workbook");
    await made.settled();
    await made.write("Model", "A1", [[""]]);
    await made.settled();
    expect(await made.value("Model", "B1")).toBe(true);
    expect(await made.book.heldFormulas()).toMatchObject({ frozen: 0 });
    await made.close();
  });

  it("of typed numbers is kept again where taking their links back is undone, and told", async () => {
    const numbers = [
      ["CNY bn", 2027, 2028],
      ["Vendor table", 31.85, 41.52],
    ];
    const made = await open({ sheets: { Model: numbers } });
    const found = await made.book.previewLinks("workbook");
    await made.book.link(found.map(({ readings: [{ formula }], ...one }) => ({ ...one, formula })));
    await made.settled();
    const linked = await made.formulas("Model", "A1:C2");
    const start = made.excel.host.undoable;
    await made.book.unlink("workbook");
    await made.settled();
    expect(await made.book.heldFormulas()).toEqual({ frozen: 0, detached: 0, linked: 0 });
    await undoTo(made, start);
    expect(await made.formulas("Model", "A1:C2")).toEqual(linked);
    expect(await made.book.heldFormulas()).toEqual({ frozen: 0, detached: 0, linked: 2 });
    expect(made.book.getState().outcome).toMatchObject({ kind: "done", message: { id: "linked-again" } });
    expect(await made.book.unlink("workbook")).toEqual({ unlinked: 2, left: [] });
    expect(await made.formulas("Model", "A1:C2")).toEqual(numbers);
    // Frozen and thawed in between, it is the formula that was frozen.
    await made.book.link(found.map(({ readings: [{ formula }], ...one }) => ({ ...one, formula })));
    await made.settled();
    await made.book.freeze("workbook");
    await made.settled();
    const thawing = made.excel.host.undoable;
    await made.book.thaw("workbook");
    await made.settled();
    await undoTo(made, thawing);
    expect(await made.book.heldFormulas()).toEqual({ frozen: 2, detached: 0, linked: 2 });
    await made.close();
  });

  it("of formulas that were thawed isn't kept again where the values are ours, or cells have moved", async () => {
    const numbers = [
      ["CNY bn", 2027, ""],
      ["Vendor table", 31.85, '=MARKET.LIST("splits")'],
    ];
    const made = await open({ sheets: { Model: numbers } });
    const thawAgain = async (): Promise<void> => {
      await made.book.freeze("workbook");
      await made.book.thaw("workbook");
      await made.settled();
    };
    const nothingFrozen = async (): Promise<void> => {
      await made.settled();
      expect((await made.book.heldFormulas()).frozen).toBe(0);
    };
    const [{ sheet, address, typed, readings } = expect.fail("31.85 isn't found")] =
      await made.book.previewLinks("workbook");
    await made.book.link([{ sheet, address, typed, formula: readings[0].formula }]);
    await thawAgain();
    await made.book.unlink("workbook");
    await nothingFrozen();

    await thawAgain();
    await made.book.detach();
    await nothingFrozen();
    await made.book.reattach();
    await nothingFrozen();

    await thawAgain();
    const [[listed]] = (await made.values("Model", "C2")) as [[string]];
    await made.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Model").getRange("1:1").insert("Down");
      await context.sync();
    });
    await made.write("Model", "C3", [[""]]);
    await made.write("Model", "C2", [[listed]]);
    await nothingFrozen();
    await made.close();
  });

  it("of an edition stays: cells show the one that is named, and the former is one step away", async () => {
    const made = await open({ sheets: { Model: [["=MARKET.SIZE(2030)", "=MARKET.VERSION()"]] } });
    await made.book.createAssumptions();
    await made.settled();
    const [[old]] = (await made.values("Model", "A1")) as [[number]];
    const before = made.excel.host.undoable;
    await made.book.upgrade(nextEdition());
    await made.settled();
    const now = await made.values("Model", "A1:B1");
    expect(now[0]![0]).not.toBe(old);
    await undoTo(made, before);
    const again = await reopened(made);
    expect(again.book.getState()).toMatchObject({ pinned: { edition: nextEdition().edition }, formerEdition: {} });
    expect(await again.values("Model", "A1:B1")).toEqual(now);
    await again.book.returnToFormer();
    expect(await again.value("Model", "A1")).toBe(old);
    await again.close();
  });

  it("of sheets that were updated is newer: an update that puts back what was changed brings them all to it", async () => {
    const made = await CASES[SHIFTING]!.prepare();
    const before = made.excel.host.undoable;
    await CASES[SHIFTING]!.act(made);
    await made.settled();
    await undoTo(made, before);
    const again = await reopened(made);
    expect(await again.value("Market", "K11")).toBe("CAGR");
    const answer = { answer: "update", renew: true } as const;
    await again.book.load({ sheets: ["market"], place: { at: "end" }, answers: { market: answer } });
    expect(await again.value("Market", "K11")).toBe(2031);
    await again.close();
  });
});

describe("custom XML, which no undo takes back, is written where it says something else, once an operation", () => {
  /** How often each operation writes the part that says what the workbook holds, and others. */
  async function writes(made: Opened, act: () => Promise<unknown>): Promise<number> {
    const { CustomXmlPart, CustomXmlPartCollection } = made.excel.Excel;
    const spies = [
      vi.spyOn(CustomXmlPart.prototype, "setXml"),
      vi.spyOn(CustomXmlPartCollection.prototype, "add"),
    ] as const;
    await act();
    await made.settled();
    const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    spies.forEach((spy) => spy.mockRestore());
    return count;
  }

  it("counted", async () => {
    const made = await open({ sheets: { Model: [["=MARKET.SIZE(2030)"]] } });
    const { book } = made;
    // What it says, the data of its edition, and what was written into its sheet.
    expect(await writes(made, () => book.createAssumptions())).toBe(3);
    expect(await writes(made, () => book.setOverride(arpu2030, 1200))).toBe(1);
    expect(await writes(made, () => book.setOverride(arpu2030, 1200))).toBe(0);
    expect(await writes(made, () => book.chooseScenario("vendors"))).toBe(1);
    expect(await writes(made, () => book.chooseScenario("vendors"))).toBe(0);
    expect(await writes(made, () => book.setTextLanguage("zh"))).toBe(1);
    expect(await writes(made, () => book.setTextLanguage("zh"))).toBe(0);
    expect(await writes(made, () => book.refresh())).toBe(0);
    expect(await writes(made, () => book.check())).toBe(0);
    expect(await writes(made, () => book.freeze("workbook"))).toBe(1);
    expect(await writes(made, () => made.write("Model", "C1", [[1]]))).toBe(0);
    await made.close();
  });
});

it("no message tells the user to undo what Excel can't", () => {
  for (const id of Object.keys(TEXTS) as MessageId[]) {
    expect(messageText({ id }, "en"), id).not.toMatch(/\bundo\b|Ctrl\+Z/i);
    expect(messageText({ id }, "zh"), id).not.toMatch(/撤[消销]|Ctrl\+Z/i);
  }
});
