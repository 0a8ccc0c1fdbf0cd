import { afterEach, describe, expect, it } from "vitest";
import { openWorkbook } from "../../src/workbook";
import { NAMESPACE, readKept, writeKept } from "../../src/workbook/stored/kept";
import { noteOf } from "./faults";
import { open, openExcelWithFormulas, wrap, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const SHEET = { Model: [["=MARKET.SIZE(2030)", '=MARKET.SIZE(2030,"bottom-up")', '=MARKET.SIZE(2030,"vendors")']] };
const arpu2030 = { key: "arpu", scenario: null, year: 2030 };
/** The row of the table that holds ARPU in 2030. */
const ROW = 15;
const OVERRIDE = `E${ROW}`;

async function withTable(): Promise<Opened> {
  const made = await open({ sheets: SHEET });
  await made.book.createAssumptions();
  await made.settled();
  expect(await made.values("Assumptions", `A${ROW}:E${ROW}`)).toEqual([["arpu", "", 2030, 600, ""]]);
  made.excel.host.counters.reset();
  return made;
}

/** How many requests there were when the recalculation was asked for, with it. */
async function requestsUntilRecalculation(act: () => Promise<unknown>): Promise<number> {
  const { host } = opened.excel;
  const calculate = host.grid.calculate.bind(host.grid);
  let seen = 0;
  host.grid.calculate = (scope) => {
    if (scope === "all") seen ||= host.counters.requests;
    return calculate(scope);
  };
  await act();
  await opened.settled();
  host.grid.calculate = calculate;
  expect(seen).toBeGreaterThan(0);
  return seen;
}

const statusOf = (row: number) => opened.value("Assumptions", `I${row}`);

describe("an edit in the sheet", () => {
  it("flows into the formulas with at most 2 round trips until they are asked to recalculate", async () => {
    opened = await withTable();
    const seen = await requestsUntilRecalculation(() =>
      opened.excel.run(async (context) => {
        context.workbook.worksheets.getItem("Assumptions").getRange(OVERRIDE).values = [[1200]];
        await context.sync();
        opened.excel.host.counters.reset();
      }),
    );
    // Two, and the one by which the edit's own `Excel.run` lets go of its range.
    expect(seen).toBeLessThanOrEqual(3);
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
    expect(await statusOf(ROW)).toBe("Overridden");
    expect(await opened.value("Assumptions", `G${ROW}`)).toBe("overridden");
    await opened.write("Assumptions", OVERRIDE, [[""]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(1624.725, 6);
    expect(await statusOf(ROW)).toBe("");
  });

  it("says in words what is wrong, and doesn't use it", async () => {
    opened = await withTable();
    await opened.write("Assumptions", OVERRIDE, [["lots"]]);
    expect(await statusOf(ROW)).toBe("Not used: the override isn't a number.");
    await opened.write("Assumptions", OVERRIDE, [[-5]]);
    expect(await statusOf(ROW)).toMatch(/^Not used: must be from 0 to/);
    expect(await opened.value("Model", "B1")).toBeCloseTo(1624.725, 6);
  });

  it("is taken from a paste over many rows, with names instead of ids and a duplicate", async () => {
    opened = await withTable();
    await opened.write("Assumptions", `E${ROW - 1}:E${ROW}`, [[500], [700]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo((1624.725 * 700) / 600, 6);
    await opened.write("Assumptions", `A${ROW - 1}:C${ROW - 1}`, [["Revenue per vehicle (ARPU)", "", "2030E"]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo((1624.725 * 500) / 600, 6);
    expect(await statusOf(ROW - 1)).toBe("Overridden");
    expect(await statusOf(ROW)).toBe("Not used: an earlier row sets the same assumption.");
    await opened.write("Assumptions", `A${ROW - 1}`, [["arpuu"]]);
    expect(await statusOf(ROW - 1)).toBe("Not used: there is no such assumption. Did you mean “arpu”?");
  });

  it("settles: no request follows once everything is said", async () => {
    opened = await withTable();
    await opened.write("Assumptions", OVERRIDE, [[1200]]);
    await opened.settled();
    opened.excel.host.counters.reset();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await opened.settled();
    expect(opened.requests()).toBe(0);
  });

  it("follows an override that is a formula, and stops where it goes round in a circle", async () => {
    opened = await withTable();
    await opened.write("Model", "A3", [[1200]]);
    await opened.write("Assumptions", OVERRIDE, [["=Model!A3"]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
    await opened.write("Model", "A3", [[600]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(1624.725, 6);
    await opened.write("Model", "A3", [["=B1/2"]]);
    await opened.settled();
    expect(opened.book.getState().notices.map(({ id }) => id)).toContain("circular-overrides");
  });
});

describe("from the pane", () => {
  it("sets, resets one, resets all; makes the table when there is none", async () => {
    opened = await open({ sheets: SHEET });
    await opened.book.setOverride(arpu2030, 1200);
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
    expect(await opened.value("Assumptions", OVERRIDE)).toBe(1200);
    const own = { key: "size", scenario: "vendors", year: 2028 };
    await opened.book.setOverride(own, 1000);
    await opened.book.setOverride({ key: "arpu", scenario: null, year: 2029 }, 590);
    const rows = opened.book
      .getState()
      .model.assumptionRows()
      .filter(({ override }) => override !== null);
    expect(rows.map(({ key, year, override }) => [key, year, override])).toEqual([
      ["arpu", 2029, 590],
      ["arpu", 2030, 1200],
      ["size", 2028, 1000],
    ]);
    await opened.settled();
    await opened.book.resetAssumptions([arpu2030]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(1624.725, 6);
    await opened.book.resetAllAssumptions();
    expect(opened.book.getState().model.assumptions.overrides).toEqual([]);
    expect(await opened.value("Assumptions", OVERRIDE)).toBe("");
  });

  it("leaves the user's own column beside as it is, its empty texts too, where rows come and go", async () => {
    opened = await withTable();
    const count = opened.book.getState().model.assumptionRows().length;
    await opened.excel.run(async (context) => {
      const own = Array.from({ length: count }, (_, row) => ["'", "", row, `=${row}+1`][row % 4]!);
      context.workbook.tables
        .getItem("MarketAssumptions")
        .columns.add(undefined, [["Mine"], ...own.map((one) => [one])]);
      await context.sync();
    });
    await opened.settled();
    const own = () =>
      opened.excel.run(async (context) => {
        const table = context.workbook.tables.getItem("MarketAssumptions").getRange().load("values,valueTypes");
        await context.sync();
        const at = table.values[0]!.indexOf("Mine");
        return table.values.map((row, index) => [row[at], table.valueTypes[index]![at]] as const);
      });
    const before = await own();
    expect(before.slice(1, 4).map(([, type]) => type)).toEqual(["String", "Empty", "Double"]);
    const added = { key: "arpu", scenario: null, year: 2029 };
    await opened.book.setOverride(added, 590);
    await opened.settled();
    expect((await own()).length).toBe(before.length + 1);
    expect((await own()).filter(([, type]) => type === "String").length).toBe(
      before.filter(([, type]) => type === "String").length,
    );
    await opened.book.resetAssumptions([added]);
    await opened.settled();
    expect((await own()).slice(0, before.length)).toEqual(before);
  });

  it("refuses to grow the table over something", async () => {
    opened = await withTable();
    const rows = opened.book.getState().model.assumptionRows().length;
    await opened.write("Assumptions", `B${rows + 6}`, [["mine"]]);
    const before = await opened.dump();
    const added = { key: "arpu", scenario: null, year: 2029 };
    expect(await noteOf(opened.book.setOverride(added, 590))).toMatchObject({ id: "cells-below-table" });
    expect(await opened.dump()).toEqual(before);
  });
});

it("keeps lost overrides in use and restores them", async () => {
  opened = await withTable();
  await opened.write("Assumptions", OVERRIDE, [[1200]]);
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Assumptions").delete();
    await context.sync();
  });
  await opened.settled();
  expect(opened.book.getState().tables.MarketAssumptions).toBe("lost");
  expect(opened.book.getState().notices[0]).toEqual({ id: "table-lost", values: { table: "MarketAssumptions" } });
  expect(opened.book.lostAssumptions()?.overrides).toEqual([{ ...arpu2030, value: 1200 }]);
  await opened.book.refresh();
  expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
  expect(await noteOf(opened.book.setOverride(arpu2030, 1))).toEqual({ id: "tables-lost" });
  await opened.book.restoreTables();
  expect(opened.book.getState().tables.MarketAssumptions).toBe("present");
  expect(await opened.value("Assumptions", OVERRIDE)).toBe(1200);
});

it("notices a lost column before numbers are read from the wrong one", async () => {
  opened = await withTable();
  await opened.write("Assumptions", OVERRIDE, [[1200]]);
  await opened.excel.run(async (context) => {
    context.workbook.tables.getItem("MarketAssumptions").resize("A5:H20");
    await context.sync();
  });
  await opened.settled();
  // Excel tells of no such thing: whatever is done next finds out.
  expect(await noteOf(opened.book.setOverride(arpu2030, 1))).toEqual({ id: "tables-lost" });
  expect(opened.book.getState().notices[0]).toMatchObject({
    id: "columns-lost",
    values: { columns: [{ en: "Status" }] },
  });
  expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
  await opened.book.restoreTables();
  expect(opened.book.getState().tables.MarketAssumptions).toBe("present");
  expect(await opened.value("Assumptions", OVERRIDE)).toBe(1200);
});

it("notices a column that was deleted from the table, and restores it", async () => {
  opened = await withTable();
  await opened.write("Assumptions", OVERRIDE, [[1200]]);
  await opened.write("Assumptions", `K${ROW}`, [["board"]]);
  await opened.excel.run(async (context) => {
    context.workbook.tables.getItem("MarketAssumptions").columns.getItem("Override").delete();
    await context.sync();
  });
  await opened.settled();
  // Columns are known by their places: those behind it aren't in theirs any more.
  const columns = ["Override", "Unit", "Basis", "Source", "Status"].map((en) => ({ en }));
  expect(opened.book.getState().notices[0]).toMatchObject({ id: "columns-lost", values: { columns } });
  expect(opened.book.lostAssumptions()?.overrides).toEqual([{ ...arpu2030, value: 1200 }]);
  await opened.book.refresh();
  expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
  expect(await noteOf(opened.book.setOverride(arpu2030, 1))).toEqual({ id: "tables-lost" });
  await opened.book.restoreTables();
  expect(opened.book.getState().tables.MarketAssumptions).toBe("present");
  expect(await opened.value("Assumptions", OVERRIDE)).toBe(1200);
  expect(await opened.value("Assumptions", `K${ROW}`)).toBe("board");
  expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
});

describe("what is left of a lost table", () => {
  const lose = async () => {
    await opened.excel.run(async (context) => {
      context.workbook.tables.getItem("MarketAssumptions").convertToRange();
      await context.sync();
    });
    await opened.settled();
    await opened.book.refresh();
    expect(opened.book.getState().tables.MarketAssumptions).toBe("lost");
    await opened.book.restoreTables();
    await opened.settled();
    expect(opened.book.getState().tables.MarketAssumptions).toBe("present");
    const dump = (await opened.dump()) as { sheets: { name: string }[]; tables: [string, string][] };
    return [dump.sheets.map(({ name }) => name), dump.tables.map(([, at]) => at.split("!")[0])];
  };

  it("makes way for the restored one, which takes over the reasons", async () => {
    opened = await withTable();
    await opened.write("Assumptions", OVERRIDE, [[1200]]);
    await opened.write("Assumptions", `K${ROW - 1}:K${ROW}`, [["survey"], ["board"]]);
    expect(await lose()).toEqual([["Model", "Assumptions"], ["Assumptions"]]);
    expect(await opened.value("Assumptions", OVERRIDE)).toBe(1200);
    expect(await opened.values("Assumptions", `K${ROW - 2}:K${ROW}`)).toEqual([[""], ["survey"], ["board"]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
  });

  it.each([
    ["a note beside it", () => opened.write("Assumptions", "M8", [["mine"]])],
    ["a formula elsewhere that reads it", () => opened.write("Model", "A3", [["=Assumptions!D6"]])],
  ])("stays with %s", async (_, write) => {
    opened = await withTable();
    await write();
    const before = await opened.values("Assumptions", "A1:N90");
    expect(await lose()).toEqual([["Model", "Assumptions", "Assumptions 2"], ["'Assumptions 2'"]]);
    expect(await opened.values("Assumptions", "A1:N90")).toEqual(before);
  });
});

it("goes back to the defaults where the user lets lost tables go", async () => {
  opened = await withTable();
  await opened.write("Assumptions", OVERRIDE, [[1200]]);
  await opened.excel.run(async (context) => {
    context.workbook.tables.getItem("MarketAssumptions").delete();
    await context.sync();
  });
  await opened.settled();
  await opened.book.forgetTables();
  expect(opened.book.getState().notices).toEqual([]);
  expect(await opened.value("Model", "B1")).toBeCloseTo(1624.725, 6);
});

describe("own scenarios", () => {
  it("are made, chosen, overridden, renamed, found in formulas and removed", async () => {
    opened = await open({ sheets: SHEET });
    const id = await opened.book.createScenario({ name: "Ours", basedOn: "vendors" });
    await opened.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
    await opened.write("Model", "A2:C2", [['=MARKET.SIZE(2030,"Ours")', "ours", "=MARKET.SIZE(2030,B2)"]]);
    expect(await opened.values("Model", "A2:C2")).toEqual([[1000, "ours", 1000]]);
    await opened.book.chooseScenario(id);
    expect((await opened.values("Model", "A1:C1"))[0]![0]).toBe(1000);
    const uses = await opened.book.scenarioUses(id);
    expect(uses.map(({ address }) => address)).toEqual(["A2", "C2"]);
    expect(await noteOf(opened.book.createScenario({ name: "OURS", basedOn: "base" }))).toMatchObject({
      id: "scenario-name-taken",
    });
    expect(await noteOf(opened.book.removeScenario("vendors"))).toMatchObject({ id: "not-own-scenario" });
    await opened.book.renameScenario(id, "Theirs");
    await opened.write("Model", "A2", [['=MARKET.SIZE(2030,"Theirs")']]);
    expect(await opened.value("Model", "A2")).toBe(1000);
    const second = await opened.book.createScenario({ name: "Follower", basedOn: id });
    expect(await noteOf(opened.book.removeScenario(id))).toEqual({
      id: "scenario-in-use",
      values: { name: "Follower" },
    });
    await opened.settled();
    await opened.book.removeScenario(second);
    await opened.settled();
    await opened.book.removeScenario(id);
    expect(opened.book.getState().model.assumptions).toEqual({ overrides: [], scenarios: [], chosen: null });
    expect((await opened.values("Model", "A1:C1"))[0]![0]).toBeCloseTo(1800, 9);
    expect(await opened.value("Model", "A2")).toBe("#VALUE!");
  });

  it("goes on until the year, and by what, its row says", async () => {
    opened = await withTable();
    await opened.book.createScenario({ name: "Longer", basedOn: "base" });
    await opened.settled();
    expect(await opened.values("Assumptions", "P5:T6")).toEqual([
      ["Scenario", "Name", "Based on", "Until", "Beyond"],
      ["own-1", "Longer", "applications", "", ""],
    ]);
    await opened.write("Model", "A2:C2", [
      ['=MARKET.SIZE(2035,"Longer")', '=MARKET.BASIS("size",2035,"Longer")', "=MARKET.CHECK()"],
    ]);
    expect(await opened.value("Model", "A2")).toBe("#N/A");
    await opened.write("Assumptions", "S6:T6", [[2035, "constant 10%"]]);
    await opened.settled();
    expect((await opened.values("Model", "A2:C2"))[0]).toEqual([
      expect.closeTo(1800 * 1.1 ** 5, 6),
      "extrapolated",
      true,
    ]);
    await opened.write("Assumptions", "T6", [["as before"]]);
    await opened.settled();
    expect((await opened.values("Model", "A2:C2"))[0]).toEqual(["#N/A", "#N/A", false]);

    await opened.book.extendScenario("own-1", { until: 2035, beyond: "constant 20%" });
    await opened.settled();
    expect((await opened.values("Model", "A2:C2"))[0]).toEqual([
      expect.closeTo(1800 * 1.2 ** 5, 6),
      "extrapolated",
      true,
    ]);
    for (const [until, beyond] of [
      [2029, "constant"],
      [2035, "fade"],
      [2035, "logistic 1000"],
    ] as const)
      expect(await noteOf(opened.book.extendScenario("own-1", { until, beyond }))).toEqual({
        id: "scenario-not-extended",
        values: { name: "Longer" },
      });
    await opened.book.createScenario({ name: "Longest", basedOn: "own-1", until: 2040, beyond: "logistic 9000" });
    await opened.settled();
    expect(await opened.values("Assumptions", "S6:T7")).toEqual([
      [2035, "constant 20%"],
      [2040, "logistic 9000"],
    ]);
    expect(await noteOf(opened.book.createScenario({ name: "No", basedOn: "base", until: 1999 }))).toMatchObject({
      id: "scenario-not-extended",
    });
    await opened.book.extendScenario("own-1", { until: null, beyond: "" });
    await opened.settled();
    expect(await opened.values("Assumptions", "S6:T6")).toEqual([["", ""]]);
    expect(await opened.value("Model", "A2")).toBe("#N/A");

    // As in a table of before, where the user's own columns stand in their places.
    await opened.write("Assumptions", "S5:T5", [["Mine", "Too"]]);
    await opened.settled();
    for (const going of [{ until: 2035, beyond: "constant" }])
      expect([
        await noteOf(opened.book.extendScenario("own-1", going)),
        await noteOf(opened.book.createScenario({ name: "No", basedOn: "base", ...going })),
      ]).toEqual([
        { id: "scenario-columns-missing", values: { table: "MarketScenarios" } },
        { id: "scenario-columns-missing", values: { table: "MarketScenarios" } },
      ]);
  });
});

describe("an own scenario that is renamed", () => {
  it("takes along its overrides, also those that name it by its name", async () => {
    opened = await open({ sheets: SHEET });
    const id = await opened.book.createScenario({ name: "Ours", basedOn: "vendors" });
    await opened.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
    await opened.settled();
    // As a person types them, who knows names and no ids.
    await opened.excel.run(async (context) => {
      const overrides = context.workbook.tables.getItem("MarketAssumptions").getDataBodyRange();
      overrides.load("values");
      await context.sync();
      const row = overrides.values.findIndex(([, scenario]) => scenario === id);
      overrides.getCell(row, 1).values = [["ours"]];
      await context.sync();
    });
    await opened.settled();
    await opened.write("Model", "A2", [[`=MARKET.SIZE(2030,"${id}")`]]);
    expect(await opened.value("Model", "A2")).toBe(1000);

    await opened.book.renameScenario(id, "Theirs");
    expect(await opened.value("Model", "A2")).toBe(1000);
    expect(opened.book.getState().model.problems()).toEqual([]);
    await opened.settled();
    await opened.book.removeScenario(id);
    expect(opened.book.getState().model.assumptions.overrides).toEqual([]);
  });
});

describe("an own scenario that is renamed by typing", () => {
  const typed = async (cell: string, value: string) => {
    const rows = await opened.values("Assumptions", "P5:R8");
    expect(rows[0]).toEqual(["Scenario", "Name", "Based on"]);
    await opened.write("Assumptions", cell, [[value]]);
    await opened.settled();
  };
  const overrides = () => opened.book.getState().model.assumptions.overrides;

  it("takes along its overrides, followers and the choice, by id and by name", async () => {
    opened = await open({ sheets: SHEET });
    const id = await opened.book.createScenario({ name: "Ours", basedOn: "vendors" });
    await opened.book.createScenario({ name: "Follower", basedOn: "Ours" });
    await opened.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
    await opened.book.setOverride({ key: "size", scenario: id, year: 2029 }, 900);
    await opened.book.chooseScenario(id);
    await opened.settled();
    // One of them by its name, as a person types it.
    const row = (await opened.values("Assumptions", "B1:B200")).findIndex(([scenario]) => scenario === id) + 1;
    await opened.write("Assumptions", `B${row}`, [["ours"]]);

    await typed("Q6", "Board case");
    expect(await opened.value("Assumptions", `B${row}`)).toBe("Board case");
    expect(opened.book.getState().model.problems()).toEqual([]);
    expect(overrides()).toHaveLength(2);

    await typed("P6", "board");
    const { model } = opened.book.getState();
    expect(model.problems()).toEqual([]);
    expect(
      overrides()
        .map(({ scenario }) => scenario)
        .sort(),
    ).toEqual(["Board case", "board"]);
    expect(model.chosen.id).toBe("board");
    expect(await opened.value("Model", "A1")).toBe(1000);
    expect(model.scenarios.find(({ name }) => name.en === "Follower")).toBeDefined();
  });

  it("leaves overrides alone where the new name is another scenario's, or rows are sorted", async () => {
    opened = await open({ sheets: SHEET });
    const id = await opened.book.createScenario({ name: "Ours", basedOn: "vendors" });
    await opened.book.createScenario({ name: "Theirs", basedOn: "vendors" });
    await opened.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
    await opened.settled();
    const before = overrides();
    await typed("P6", "policy");
    expect(overrides()).toEqual(before);
    await typed("P6", id);
    const [first, second] = await opened.values("Assumptions", "P6:R7");
    await opened.write("Assumptions", "P6:R7", [second!, first!]);
    await opened.settled();
    expect(overrides()).toEqual(before);
    expect(opened.book.getState().model.problems()).toEqual([]);
  });
});

describe("opening", () => {
  it("never shows a default where an override exists, and reads back everything", async () => {
    opened = await open({ sheets: SHEET });
    await opened.book.setOverride(arpu2030, 1200);
    const id = await opened.book.createScenario({ name: "Ours", basedOn: "bottom-up" });
    await opened.book.chooseScenario(id);
    await opened.settled();
    await opened.book.close();
    // The same workbook opened anew: the state is in it, and nowhere else.
    const again = openWorkbook(opened.ports);
    await again.ready;
    expect(again.getState()).toMatchObject({ ready: true, notices: [], pinned: { edition: "2026.1" } });
    expect(again.getState().model.assumptions).toEqual(opened.book.getState().model.assumptions);
    await again.close();
  });

  it("holds formulas until the overrides are read", async () => {
    opened = await withTable();
    await opened.write("Assumptions", OVERRIDE, [[1200]]);
    await opened.book.close();
    opened.excel.host.faults.delay(30);
    const again = openWorkbook(opened.ports);
    await opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Model").getRange("D1").formulas = [['=MARKET.SIZE(2030,"bottom-up")']];
      await context.sync();
    });
    opened.excel.host.faults.clear();
    await opened.settled();
    expect(await opened.value("Model", "D1")).toBeCloseTo(2 * 1624.725, 6);
    await again.close();
  });

  it.each([
    ["not ours", `<workbook xmlns="${NAMESPACE}">hello</workbook>`, "part-damaged"],
    ["truncated", `<workbook xmlns="${NAMESPACE}">{"version":1,"report":"x"</workbook>`, "part-damaged"],
    ["newer", `<workbook xmlns="${NAMESPACE}">{"version":2}</workbook>`, "part-newer"],
    ["hostile", `<workbook xmlns="${NAMESPACE}">{"version":1,"__proto__":{"report":"x"}}</workbook>`, "part-damaged"],
  ])("says so when the kept part is %s, and changes nothing", async (_what, xml, id) => {
    const { excel, ports } = await openExcelWithFormulas({ sheets: SHEET });
    await excel.run(async (context) => {
      context.workbook.customXmlParts.add(xml);
      await context.sync();
    });
    const book = openWorkbook(ports);
    await book.ready;
    opened = wrap(excel, book, ports);
    expect(book.getState().notices).toEqual([{ id }]);
    const before = await opened.dump();
    expect(await noteOf(book.chooseScenario("vendors"))).toEqual({ id });
    expect(await noteOf(book.load({ place: { at: "end" } }))).toEqual({ id });
    expect(await opened.dump()).toEqual(before);
  });
});

it("keeps two workbooks apart that are open at once, each with formulas of its own", async () => {
  opened = await open({ sheets: SHEET });
  const theirs = await open({ sheets: SHEET, textLanguage: "zh" });
  try {
    await Promise.all([
      opened.book.setOverride(arpu2030, 1200),
      theirs.book.setOverride(arpu2030, 300).then(() => theirs.book.chooseScenario("vendors")),
    ]);
    await opened.book.refresh();
    await theirs.book.refresh();
    expect(await opened.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
    expect(await theirs.value("Model", "B1")).toBeCloseTo(1624.725 / 2, 6);
    await opened.write("Assumptions", OVERRIDE, [[""]]);
    expect(await opened.value("Model", "B1")).toBeCloseTo(1624.725, 6);
    expect(await theirs.value("Model", "B1")).toBeCloseTo(1624.725 / 2, 6);
    expect(await theirs.formulas("假设", OVERRIDE)).toEqual([[300]]);
    expect(opened.book.getState().model.chosen.id).toBe("applications");
    expect(theirs.book.getState().model.chosen.id).toBe("vendors");
    expect(opened.book.getState().model.assumptions.overrides).toEqual([]);
    expect(theirs.book.getState().model.assumptions.overrides).toEqual([{ ...arpu2030, value: 300 }]);
  } finally {
    await theirs.close();
  }
});

it("reads back what it keeps, whatever the texts", () => {
  const kept = {
    report: "r",
    edition: "1",
    textLanguage: "zh",
    sheets: { market: "{1}" },
    tables: ["MarketScenarios"],
    assumptions: {
      overrides: [{ key: "a<b>&'\"", scenario: null, year: null, value: 1.5 }],
      scenarios: [{ id: "own-1", name: "]]>\u0007\uFFFE 中文 </workbook>", basedOn: "base" }],
      chosen: null,
    },
    hash: null,
    former: null,
    others: [
      { report: "s", edition: "2", hash: "a".repeat(64), former: { report: "s", edition: "1", hash: "b".repeat(64) } },
      { report: "t", edition: "1", hash: "c".repeat(64), former: null },
    ],
  } as const;
  const xml = writeKept(kept);
  expect(readKept(xml)).toMatchObject(kept);
  expect(
    readKept(`<?xml version="1.0"?>\n${xml.replaceAll('"', "&quot;").replace(/=&quot;(.*?)&quot;/, '="$1"')}`),
  ).toMatchObject(kept);
  // As it was kept before another report could have a former edition.
  expect(readKept(xml.replaceAll(',"former":null', ""))).toMatchObject(kept);
});
