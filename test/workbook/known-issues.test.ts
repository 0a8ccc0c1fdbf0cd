/** The add-in under what real Excel is known to do; the host's side of each, with its source, is in test/host/known-issues. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { TABLE_STYLE } from "../../src/excel/looks/styles";
import { typingIn } from "../../src/excel/transactions/run";
import { openWorkbook, type Ports, type Progress } from "../../src/workbook";
import { secondReport } from "../model/support";
import { REQUIRED } from "../support/excel";
import { noteOf } from "./faults";
import { join, open, openExcelWithFormulas, wrap, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const SHEET = { Model: [["=MARKET.SIZE(2030)", '=MARKET.SIZE(2030,"bottom-up")', '=MARKET.SIZE(2030,"vendors")']] };
const BOTTOM_UP = 1624.725;
const arpu2030 = { key: "arpu", scenario: null, year: 2030 };
/** The row of the table that holds ARPU in 2030. */
const ROW = 15;
const OVERRIDE = `E${ROW}`;

const notices = (): readonly string[] => opened.book.getState().notices.map(({ id }) => id);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** As `open`, with a pane that can tell whether the user types. */
async function openTelling(ports: Ports, meanwhile = () => {}): Promise<void> {
  const { excel } = opened;
  await opened.book.close();
  meanwhile();
  const telling = { ...ports, isTyping: typingIn(excel.Excel) };
  opened = wrap(excel, openWorkbook(telling), telling);
}

async function withTable(): Promise<void> {
  opened = await open({ sheets: SHEET });
  await opened.book.createAssumptions();
  await opened.settled();
}

describe.each([
  ["an Excel that waits", {}],
  ["an Excel that can't wait", { DelayForCellEdit: "0.1" }],
])("while the user types in a cell, in %s", (_, lacking) => {
  const requirements = { ...REQUIRED, ...lacking };

  it("a workbook that is opened is read when the typing ends, and its formulas wait for it", async () => {
    opened = await open({ sheets: SHEET, requirements });
    await opened.book.setOverride(arpu2030, 1200);
    await opened.settled();
    await openTelling(opened.ports, () => opened.excel.host.faults.typing(true));
    await expect.poll(notices).toEqual(["typing"]);
    expect(opened.book.getState().ready).toBe(false);
    opened.excel.host.faults.typing(false);
    await opened.book.ready;
    expect(opened.book.getState()).toMatchObject({ notices: [], outcome: null });
    expect(opened.book.getState().model.assumptions.overrides).toEqual([{ ...arpu2030, value: 1200 }]);
    await opened.write("Model", "D1", [['=MARKET.SIZE(2030,"bottom-up")']]);
    expect(await opened.value("Model", "D1")).toBeCloseTo(2 * BOTTOM_UP, 6);
  });

  it.each([false, true])("an operation waits, begun before the typing: %s", async (before) => {
    opened = await open({ sheets: SHEET, requirements });
    await openTelling(opened.ports);
    await opened.book.ready;
    const { faults } = opened.excel.host;
    if (!before) faults.typing(true);
    else faults.delay(30);
    const done = opened.book.load({ place: { at: "end" } });
    if (before) {
      await expect.poll(() => opened.requests()).toBeGreaterThan(3);
      faults.typing(true);
    }
    await expect.poll(notices).toEqual(["typing"]);
    faults.typing(false);
    faults.clear();
    expect(await noteOf(done)).toBe("done");
    expect(await opened.value("Checks", "D5")).toBe(true);
    expect(notices()).toEqual([]);
  });

  it("waiting can be cancelled, and leaves nothing behind", async () => {
    opened = await open({ sheets: SHEET, requirements });
    const dump = await opened.dump();
    await openTelling(opened.ports);
    await opened.book.ready;
    opened.excel.host.faults.typing(true);
    const controller = new AbortController();
    const done = noteOf(opened.book.freeze("workbook", {}, { signal: controller.signal }));
    await expect.poll(notices).toEqual(["typing"]);
    controller.abort();
    opened.excel.host.faults.typing(false);
    expect(await done).toEqual({ id: "cancelled" });
    expect(await opened.dump()).toEqual(dump);
  });

  it.each([false, true])(
    "formulas give what an operation's last request comes to, cancelled: %s",
    async (cancelled) => {
      const naming = [[`=MARKET.SIZE(2030,"${secondReport.id}:base")`]];
      opened = await open({ sheets: { Model: naming }, requirements });
      const controller = new AbortController();
      let begun = false;
      const onProgress = ({ message }: Progress): void => {
        if (begun || message.id !== "finishing") return;
        begun = true;
        opened.excel.host.faults.fail({ request: 1, kind: "typing" });
        if (cancelled) controller.abort();
      };
      const note = await noteOf(opened.book.addReport(secondReport, { signal: controller.signal, onProgress }));
      expect(begun).toBe(true);
      expect(note).toEqual(cancelled ? { id: "cancelled" } : "done");
      const given = cancelled ? "#VALUE!" : expect.any(Number);
      expect(await opened.value("Model", "A1")).toEqual(given);
      // What is calculated later is calculated with the same.
      await opened.write("Model", "B1", naming);
      expect(await opened.value("Model", "B1")).toEqual(given);
    },
  );

  it("an edit that was made just before is followed when it ends", async () => {
    opened = await open({ sheets: SHEET, requirements });
    await opened.book.createAssumptions();
    await opened.settled();
    await opened.excel
      .run(async (context) => {
        context.workbook.worksheets.getItem("Assumptions").getRange(OVERRIDE).values = [[1200]];
        await context.sync();
        opened.excel.host.faults.typing(true);
      })
      .catch(() => undefined);
    await pause(100);
    opened.excel.host.faults.typing(false);
    await expect.poll(() => opened.value("Model", "B1")).toBeCloseTo(2 * BOTTOM_UP, 6);
    expect(await opened.value("Assumptions", `I${ROW}`)).toBe("Overridden");
    expect(opened.book.getState().outcome).toBeNull();
  });
});

it.each([
  ["nothing", 0],
  ...[1, 2, 3, 4].flatMap((request) => [["error", request] as const, ["typing", request] as const]),
] as const)(
  "formulas show their values once a workbook can be read that could not be when it was opened; in between fails: %s %i",
  async (kind, request) => {
    opened = await open({ sheets: SHEET, requirements: { ...REQUIRED, DelayForCellEdit: "0.1" } });
    await opened.book.setOverride(arpu2030, 1200);
    await opened.settled();
    const { excel, ports } = opened;
    await opened.book.close();
    for (let at = 1; at <= 12; at++) excel.host.faults.fail({ request: at, kind: "error" });
    opened = wrap(excel, openWorkbook(ports), ports);
    await opened.book.ready;
    expect(opened.book.getState().outcome?.kind).toBe("failed");
    excel.host.faults.clear();
    await opened.write("Model", "D1", [['=MARKET.SIZE(2030,"bottom-up")']]);
    expect(String(await opened.value("Model", "D1"))).toMatch(/^#/);
    if (kind !== "nothing") excel.host.faults.fail({ request, kind });
    // What waited for the user is done; after what failed the next operation does it.
    if (!(await opened.book.check().catch(() => null))) await opened.book.check();
    expect(await opened.value("Model", "D1")).toBeCloseTo(2 * BOTTOM_UP, 6);
  },
);

describe("tables fill their columns", () => {
  const type = async (address: string, formula: string) => {
    const sheetId = opened.excel.grid.sheets().find(({ name }) => name === "Assumptions")!.id;
    const [, row] = /E(\d+)/.exec(address)!;
    await opened.excel.host.byUser(() => {
      opened.excel.grid.write({ sheetId, row: Number(row) - 1, column: 4, rows: 1, columns: 1 }, [
        [{ kind: "formula", formula }],
      ]);
      return opened.excel.grid.calculate();
    });
    await opened.settled();
  };
  const overrides = async () => {
    const rows = opened.book.getState().model.assumptionRows().length;
    const found = (await opened.formulas("Assumptions", `E6:E${rows + 5}`)).map(([formula]) => formula);
    return Object.fromEntries(found.flatMap((formula, row) => (formula === "" ? [] : [[`E${row + 6}`, formula]])));
  };

  it("one formula typed into Override is one override, and all rows are a choice", async () => {
    await withTable();
    await opened.write("Model", "A3", [[1200]]);
    await type(OVERRIDE, "=Model!$A$3");
    expect(await overrides()).toEqual({ [OVERRIDE]: "=Model!$A$3" });
    expect(opened.book.getState().notices).toEqual([{ id: "override-filled", values: { cell: OVERRIDE } }]);
    expect(opened.book.getState().model.assumptions.overrides).toEqual([{ ...arpu2030, value: 1200 }]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * BOTTOM_UP, 6);
    await opened.book.overrideAllRows(OVERRIDE);
    await opened.settled();
    const all = Object.values(await overrides());
    expect(all.length).toBe(opened.book.getState().model.assumptionRows().length);
    expect(new Set(all)).toEqual(new Set(["=Model!$A$3"]));
    expect(notices()).toEqual([]);
  });

  it("an override as a formula in one row leaves those of others, formulas and numbers", async () => {
    await withTable();
    await opened.write("Model", "A3:A4", [[1200], [500]]);
    await type(`E${ROW - 1}`, "=Model!$A$4");
    await type(OVERRIDE, "=Model!$A$3");
    await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2028 }, 1000);
    await opened.settled();
    const before = await overrides();
    expect(Object.values(before)).toEqual(["=Model!$A$4", "=Model!$A$3", 1000]);
    // A row that comes in between, and one that goes.
    await opened.book.setOverride({ ...arpu2030, year: 2029 }, 590);
    await opened.settled();
    expect(Object.values(await overrides())).toEqual(["=Model!$A$4", "=Model!$A$3", 1000, 590]);
    expect(opened.book.getState().model.assumptions.overrides.length).toBe(4);
  });

  const user = async (rows: unknown[][]) => {
    opened = await open({ sheets: { Model: rows as unknown[][] } });
    await opened.excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Model");
      sheet.tables.add(sheet.getRangeByIndexes(0, 0, rows.length, rows[0]!.length), true);
      await context.sync();
    });
    await opened.settled();
  };

  it("a formula that is inserted into a user's table stays where it was put", async () => {
    await user([
      ["Year", "Size", "Note"],
      [2027, "", "a"],
      [2028, "", "b"],
      [2030, "", "c"],
    ]);
    await opened.book.goTo("Model", "B3");
    await opened.book.insertFormula("=MARKET.SIZE(2028)", { formats: [["#,##0.0"]] });
    expect(await opened.formulas("Model", "B2:B4")).toEqual([[""], ["=MARKET.SIZE(2028)"], [""]]);
  });

  it.each([false, true])(
    "what is frozen, thawed, detached and reattached in a user's table is as it was; marked: %s",
    async (mark) => {
      const rows = [
        ["Year", "Size", "Share"],
        [2027, "=MARKET.SIZE(A2)", '=MARKET.SHARE("marketing",2025)'],
        [2028, '=MARKET.SIZE(A3,"vendors")', ""],
        [2030, "=MARKET.SIZE(A4)", 7],
      ];
      await user(rows.map((row, index) => (index === 0 ? row : [row[0], "", ""])));
      // One by one, from the last: as a person puts it in who undoes what Excel fills.
      await opened.write("Model", "B2:C4", [
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
      await opened.write("Model", "B4:C4", [rows[3]!.slice(1)]);
      await opened.write("Model", "B3:C3", [rows[2]!.slice(1)]);
      await opened.write("Model", "B2:C2", [rows[1]!.slice(1)]);
      const formulas = await opened.formulas("Model", "A1:C4");
      expect(formulas).toEqual(rows);
      const values = await opened.values("Model", "A1:C4");
      await opened.book.freeze("workbook", { mark });
      expect(await opened.formulas("Model", "A1:C4")).toEqual(values);
      await opened.book.thaw("workbook");
      expect(await opened.formulas("Model", "A1:C4")).toEqual(formulas);
      await opened.settled();
      await opened.book.detach();
      expect(await opened.values("Model", "A1:C4")).toEqual(values);
      await opened.book.reattach();
      expect(await opened.formulas("Model", "A1:C4")).toEqual(formulas);
      expect(await opened.values("Model", "A1:C4")).toEqual(values);
    },
  );
});

describe("overrides that are formulas", () => {
  it("are followed however often they change", async () => {
    await withTable();
    await opened.write("Model", "A3", [[600]]);
    await opened.write("Assumptions", OVERRIDE, [["=Model!A3"]]);
    for (let times = 1; times <= 12; times++) {
      await opened.write("Model", "A3", [[600 + times * 100]]);
      expect(await opened.value("Model", "B1")).toBeCloseTo((BOTTOM_UP * (600 + times * 100)) / 600, 6);
    }
    expect(notices()).not.toContain("circular-overrides");
  });

  it("that are a formula of ours wait for its value", async () => {
    await withTable();
    await opened.write("Assumptions", OVERRIDE, [['=MARKET.SIZE(2030,"vendors")']]);
    expect(await opened.value("Model", "B1")).toBeCloseTo((BOTTOM_UP * 665.4) / 600, 6);
    expect(notices()).not.toContain("circular-overrides");
  });

  it("are followed again once a circle is broken", async () => {
    await withTable();
    await opened.write("Model", "A3", [[1200]]);
    await opened.write("Assumptions", OVERRIDE, [["=Model!A3"]]);
    await opened.write("Model", "A3", [["=B1/2"]]);
    await opened.settled();
    expect(notices()).toContain("circular-overrides");
    await opened.write("Model", "A3", [[600]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(BOTTOM_UP, 6);
    await expect.poll(notices).not.toContain("circular-overrides");
  });
});

describe("a table that has moved or changed while nobody listened", () => {
  it("is written where it is now", async () => {
    await withTable();
    await opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Assumptions").getRange("1:3").insert("Down");
      await context.sync();
    });
    await opened.settled();
    await opened.book.setOverride(arpu2030, 1200);
    expect(await opened.value("Assumptions", `E${ROW + 3}`)).toBe(1200);
    expect(await opened.value("Assumptions", OVERRIDE)).toBe("");
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * BOTTOM_UP, 6);
  });

  it("has the add-in loaded along with the workbook", async () => {
    const { excel, ports } = await openExcelWithFormulas({ sheets: SHEET });
    const { addin, StartupBehavior } = excel.Office;
    const loading = { ...ports, loadAlong: () => addin.setStartupBehavior(StartupBehavior.load) };
    opened = wrap(excel, openWorkbook(loading), loading);
    await opened.book.chooseScenario("vendors");
    expect(await addin.getStartupBehavior()).toBe(StartupBehavior.none);
    await opened.book.setOverride(arpu2030, 1200);
    await opened.settled();
    expect(await addin.getStartupBehavior()).toBe(StartupBehavior.load);
  });

  it("is followed when the workbook is opened, with a recalculation", async () => {
    await withTable();
    const { excel, ports } = opened;
    await opened.book.close();
    await excel.run(async (context) => {
      context.workbook.worksheets.getItem("Assumptions").getRange(OVERRIDE).values = [[1200]];
      await context.sync();
    });
    expect(await opened.value("Model", "B1")).toBeCloseTo(BOTTOM_UP, 6);
    opened = wrap(excel, openWorkbook(ports), ports);
    await opened.book.ready;
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * BOTTOM_UP, 6);
    expect(await opened.value("Assumptions", `I${ROW}`)).toBe("Overridden");
    // And only once.
    await opened.book.close();
    const calls = excel.host.functions.counters.calls;
    opened = wrap(excel, openWorkbook(ports), ports);
    await opened.book.ready;
    await opened.settled();
    expect(excel.host.functions.counters.calls).toBe(calls);
  });
});

// What a protected sheet refuses to take, it refuses to give back: "close without saving" was said of workbooks that were as before.
describe("a protected sheet", () => {
  const protect = (name = "Assumptions") =>
    opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem(name).protection.protect();
      await context.sync();
    });
  const isProtected = { id: "sheet-protected", values: { name: "Assumptions" } };

  it("is named before anything is begun, and the workbook is as it was", async () => {
    await withTable();
    await opened.book.load({ place: { at: "end" }, sheets: ["market"] });
    await opened.write("Market", "A1", [["Ours"]]);
    for (const name of ["Assumptions", "Market"]) await protect(name);
    await opened.book.goTo("Assumptions", "A200");
    const dump = await opened.dump();
    const { book } = opened;
    for (const refused of [
      book.setOverride(arpu2030, 1200),
      book.createScenario({ name: "Mine", basedOn: "vendors" }),
      book.insertFormula("=MARKET.SIZE(2030)"),
      book.load({ place: { at: "selection", block: "market" } }),
    ])
      expect(await noteOf(refused)).toEqual(isProtected);
    const update = { answer: "update", renew: true } as const;
    expect(await noteOf(book.load({ place: { at: "end" }, sheets: ["market"], answers: { market: update } }))).toEqual({
      id: "sheet-protected",
      values: { name: "Market" },
    });
    expect(await opened.dump()).toEqual(dump);
  });

  it("has what is typed into its unlocked cells count, though no status can be written beside", async () => {
    await withTable();
    await protect();
    const [sheet] = opened.excel.grid.sheets().filter(({ name }) => name === "Assumptions");
    await opened.excel.host.byUser(() => {
      opened.excel.grid.write({ sheetId: sheet!.id, row: ROW - 1, column: 4, rows: 1, columns: 1 }, [
        [{ kind: "value", value: 1200 }],
      ]);
      return opened.excel.grid.calculate();
    });
    await expect.poll(() => opened.value("Model", "B1")).toBeCloseTo(2 * BOTTOM_UP, 6);
    expect(opened.book.getState().outcome).toMatchObject({ kind: "failed", message: isProtected });
    const { excel, ports } = opened;
    await opened.book.close();
    opened = wrap(excel, openWorkbook(ports), ports);
    await opened.book.ready;
    expect(opened.book.getState().outcome).toBeNull();
    expect(opened.book.getState().model.assumptions.overrides).toEqual([{ ...arpu2030, value: 1200 }]);
  });
});

it("a chart that is selected, or several areas, is no reason to leave a sheet's formulas; of a selection it says so", async () => {
  opened = await open({ sheets: SHEET });
  opened.excel.host.faults.noRangeSelected = true;
  expect(await noteOf(opened.book.freeze("selection"))).toEqual({ id: "no-cells-selected" });
  expect((await opened.book.freeze("sheet")).frozen).toBe(3);
  expect((await opened.book.thaw("sheet")).thawed).toBe(3);
});

describe("a co-author with the add-in", () => {
  it("adopts what the other edits, and writes nothing; both edit at once and nothing is lost", async () => {
    await withTable();
    const other = await join(opened);
    try {
      other.excel.host.counters.reset();
      const writes = vi.spyOn(opened.excel.grid, "write");
      await opened.book.setOverride(arpu2030, 1200);
      const mine = writes.mock.calls.length;
      await opened.settled();
      await other.settled();
      await expect
        .poll(() => other.book.getState().model.assumptions.overrides)
        .toEqual([{ ...arpu2030, value: 1200 }]);
      expect(writes.mock.calls.length).toBe(mine);
      writes.mockRestore();
      await Promise.all([
        opened.book.setOverride({ key: "size", scenario: "vendors", year: 2028 }, 1000),
        other.book.setOverride({ key: "size", scenario: "vendors", year: 2030 }, 2000),
      ]);
      await opened.settled();
      await other.settled();
      for (const one of [opened, other]) {
        await one.book.refresh();
        const values = one.book.getState().model.assumptions.overrides.map(({ value }) => value);
        expect(values.sort()).toEqual([1000, 1200, 2000]);
      }
    } finally {
      await other.book.close();
      await other.excel.dispose();
    }
  });
});

// Excel's own style for new tables, TableStyleMedium2, has white headers and banded rows; cells of ours have fills of their own.
it("a table of ours has a style under which its headers are read", async () => {
  await withTable();
  const looks = await opened.excel.run(async (context) => {
    const table = context.workbook.tables.getItem("MarketAssumptions").load("style,showBandedRows");
    await context.sync();
    return { style: table.style, banded: table.showBandedRows };
  });
  expect(looks).toEqual({ style: TABLE_STYLE, banded: false });
});
