import { beforeAll, describe, expect, it } from "vitest";
import { openWorkbook, type LoadAnswer, type SheetKind } from "../../src/workbook";
import { NAMESPACE } from "../../src/workbook/stored/kept";
import { CellError } from "../functions/custom-functions";
import { editionOf } from "../../src/workbook/stored/edition";
import { secondReport } from "../model/support";
import { nextEdition } from "./edited-report";
import { namespacesOf } from "./parts";
import { faultAtEveryRequest, KINDS } from "./faults";
import { open, wrap, type Opened } from "./workbook";

const SHEETS = { Model: [["=MARKET.SIZE(2030)", '=MARKET.SIZE(2030,"bottom-up")', '=MARKET.SIZE(2030,"Ours")']] };
const NAMING = [[`=MARKET.SIZE(2030,"${secondReport.id}:base")`]];
const arpu2030 = { key: "arpu", scenario: null, year: 2030 };
const KINDS_OF_SHEET: readonly SheetKind[] = ["market", "segments", "assumptions", "sources", "checks"];
const updateWith = (renew: boolean): Readonly<Partial<Record<SheetKind, LoadAnswer>>> =>
  Object.fromEntries(KINDS_OF_SHEET.map((kind) => [kind, { answer: "update", renew }]));

const change = ({ excel }: Opened, batch: (workbook: Excel.Workbook) => void) =>
  excel.run(async (context) => {
    batch(context.workbook);
    await context.sync();
  });

/** With an own scenario, overrides of it and of the report's, and all chosen. */
async function furnished(): Promise<Opened> {
  const made = await open({ sheets: SHEETS });
  const id = await made.book.createScenario({ name: "Ours", basedOn: "vendors" });
  await made.settled();
  await made.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
  await made.settled();
  await made.book.setOverride(arpu2030, 1200);
  await made.settled();
  await made.book.chooseScenario(id);
  await made.settled();
  return made;
}

async function loaded(): Promise<Opened> {
  const made = await open({ sheets: SHEETS });
  await made.book.load({ place: { at: "end" } });
  await made.settled();
  // What an update is to mend, and what it is to leave.
  await change(made, ({ worksheets }) => {
    worksheets.getItem("Market").getRange("B5").formulas = [["CNY bn"]];
    worksheets.getItem("Segments").getRange("A10").formulas = [["edited"]];
    worksheets.getItem("Sources").getRange("A8:B8").formulas = [["x", 7]];
    worksheets.getItem("Checks").getRange("C8").formulas = [[5]];
    worksheets.getItem("Market").getRange("Z3").formulas = [["mine"]];
  });
  await made.settled();
  return made;
}

async function withLostTable(lose: (workbook: Excel.Workbook) => void): Promise<Opened> {
  const made = await furnished();
  await change(made, lose);
  await made.settled();
  // Of a table that is made smaller Excel doesn't tell.
  await made.book.refresh();
  return made;
}

/** In a user's table, whose columns Excel fills with a formula that is put into one of their cells. */
async function inTable(): Promise<Opened> {
  const rows = [
    ["Year", "Size", "Note"],
    [2027, "", "a"],
    [2028, "", "b"],
    [2030, "", "c"],
  ];
  const made = await open({ sheets: { Model: rows } });
  await change(made, ({ worksheets }) => worksheets.getItem("Model").tables.add("A1:C4", true));
  await made.settled();
  await made.book.goTo("Model", "B3");
  return made;
}

interface Case {
  readonly prepare: () => Promise<Opened>;
  readonly act: (opened: Opened) => Promise<unknown>;
  /** What holds once it got through. */
  readonly then: (opened: Opened) => Promise<void>;
}

const rowsOf = (made: Opened) => made.book.getState().model.assumptions;

/** A sheet of the name that a load gives, and a formula that refers to it. */
const TAKEN = { Checks: [["mine", "=1+1"]], Other: [["=Checks!A1"]] };

async function taken(): Promise<Opened> {
  const made = await open({ sheets: TAKEN });
  await made.book.goTo("Other", "C3");
  return made;
}

async function withTable(): Promise<Opened> {
  const made = await open({ sheets: SHEETS });
  await made.book.createAssumptions();
  await made.settled();
  return made;
}

export const CASES: Readonly<Record<string, Case>> = {
  "loading a sheet with its table": {
    prepare: taken,
    act: ({ book }) => book.load({ sheets: ["assumptions"], place: { at: "end" } }),
    async then(made) {
      expect(made.book.getState().tables.MarketAssumptions).toBe("present");
    },
  },
  "replacing a sheet": {
    prepare: taken,
    act: ({ book }) =>
      book.load({
        sheets: ["assumptions", "checks"],
        place: { at: "end" },
        answers: { checks: { answer: "replace" } },
      }),
    async then(made) {
      expect(await made.value("Checks", "D5")).toBe(true);
    },
  },
  "loading a block": {
    prepare: taken,
    act: ({ book }) => book.load({ place: { at: "selection", block: "segments" } }),
    async then(made) {
      expect(await made.value("Other", "C5")).toBe("rd");
    },
  },
  "choosing a scenario": {
    prepare: () => open({ sheets: SHEETS }),
    act: ({ book }) => book.chooseScenario("vendors"),
    async then(made) {
      expect(await made.value("Model", "A1")).toBeCloseTo(665.4, 9);
    },
  },
  "setting an override": {
    prepare: withTable,
    act: ({ book }) => book.setOverride(arpu2030, 1200),
    async then(made) {
      expect(await made.value("Model", "B1")).toBeCloseTo(2 * 1624.725, 6);
    },
  },
  "setting an override in a new row": {
    prepare: withTable,
    act: ({ book }) => book.setOverride({ ...arpu2030, year: 2029 }, 590),
    async then(made) {
      expect(rowsOf(made).overrides).toEqual([{ ...arpu2030, year: 2029, value: 590 }]);
    },
  },
  "making an own scenario": {
    prepare: withTable,
    act: ({ book }) => book.createScenario({ name: "Ours", basedOn: "vendors" }),
    async then(made) {
      expect(await made.value("Model", "C1")).toBeCloseTo(665.4, 9);
    },
  },
  "loading all five sheets": {
    prepare: () => open({ sheets: SHEETS }),
    act: ({ book }) => book.load({ place: { at: "end" } }),
    async then(made) {
      expect(await made.value("Checks", "D5")).toBe(true);
    },
  },
  "updating all five sheets": {
    prepare: loaded,
    act: ({ book }) => book.load({ place: { at: "end" }, answers: updateWith(true) }),
    async then(made) {
      expect(await made.value("Segments", "A10")).toBe("rd");
      expect(await made.value("Market", "Z3")).toBe("mine");
      expect(await made.value("Checks", "D5")).toBe(true);
    },
  },
  "updating sheets to another edition, with lines and years that come and go": {
    async prepare() {
      const made = await open({ sheets: SHEETS });
      await made.book.load({ sheets: ["market"], place: { at: "end" } });
      await made.settled();
      await change(made, ({ worksheets }) => {
        const market = worksheets.getItem("Market");
        market.getRange("43:43").insert("Down");
        market.getRange("B43").formulas = [["mine"]];
        market.getRange("B5").formulas = [["CNY bn"]];
        worksheets.getItem("Model").getRange("A2").formulas = [["=SUM(Market!E42:Q60)"]];
      });
      await made.settled();
      await made.book.upgrade(nextEdition());
      await made.settled();
      return made;
    },
    act: ({ book }) =>
      book.load({ sheets: ["market"], place: { at: "end" }, answers: { market: { answer: "update" } } }),
    async then(made) {
      expect(await made.value("Market", "B43")).toBe("mine");
      expect(await made.value("Market", "K11")).toBe(2031);
      expect(await made.value("Market", "B5")).toBe("CNY bn");
    },
  },
  "restoring tables whose sheet was deleted": {
    prepare: () => withLostTable(({ worksheets }) => worksheets.getItem("Assumptions").delete()),
    act: ({ book }) => book.restoreTables(),
    async then(made) {
      expect(made.book.getState().tables).toEqual({ MarketAssumptions: "present", MarketScenarios: "present" });
      expect(rowsOf(made)).toMatchObject({ overrides: [{ value: 1200 }, { value: 1000 }], chosen: "own-1" });
    },
  },
  "restoring a table that has lost columns": {
    prepare: () => withLostTable(({ tables }) => tables.getItem("MarketAssumptions").resize("A5:H90")),
    act: ({ book }) => book.restoreTables(),
    async then(made) {
      expect(made.book.getState().tables).toEqual({ MarketAssumptions: "present", MarketScenarios: "present" });
      expect(rowsOf(made)).toMatchObject({ overrides: [{ value: 1200 }, { value: 1000 }], chosen: "own-1" });
    },
  },
  "restoring tables over what is left of them": {
    prepare: () =>
      withLostTable(({ tables }) => {
        tables.getItem("MarketAssumptions").convertToRange();
        tables.getItem("MarketScenarios").convertToRange();
      }),
    act: ({ book }) => book.restoreTables(),
    async then(made) {
      expect(made.book.getState().tables).toEqual({ MarketAssumptions: "present", MarketScenarios: "present" });
      expect(rowsOf(made)).toMatchObject({ overrides: [{ value: 1200 }, { value: 1000 }], chosen: "own-1" });
      const dump = (await made.dump()) as { sheets: { name: string }[] };
      expect(dump.sheets.map(({ name }) => name)).toEqual(["Model", "Assumptions"]);
    },
  },
  "restoring the scenarios' table that has lost columns": {
    prepare: () =>
      withLostTable(({ tables }) => {
        const table = tables.getItem("MarketScenarios");
        // Its last columns are for what an own scenario can do without.
        table.resize(table.getRange().getResizedRange(0, -4));
      }),
    act: ({ book }) => book.restoreTables(),
    async then(made) {
      expect(made.book.getState().tables).toEqual({ MarketAssumptions: "present", MarketScenarios: "present" });
      expect(rowsOf(made).scenarios).toEqual([{ id: "own-1", name: "Ours", basedOn: "vendors" }]);
    },
  },
  "discarding a part that can't be read": {
    async prepare() {
      const made = await furnished();
      await made.book.close();
      await made.excel.run(async (context) => {
        const parts = context.workbook.customXmlParts.getByNamespace(NAMESPACE);
        parts.load("items/id");
        await context.sync();
        parts.items.forEach((part) => part.setXml(`<workbook xmlns="${NAMESPACE}">damaged</workbook>`));
        await context.sync();
      });
      const again = openWorkbook(made.ports);
      await again.ready;
      expect(again.getState().notices).toEqual([{ id: "part-damaged" }]);
      // The cells show what the formulas give from now on.
      await again.refresh();
      return wrap(made.excel, again, made.ports);
    },
    act: ({ book }) => book.discardKept(),
    async then(made) {
      expect(made.book.getState()).toMatchObject({ notices: [], pinned: { edition: "2026.1" } });
      expect(rowsOf(made)).toMatchObject({ overrides: [{ value: 1200 }, { value: 1000 }], chosen: null });
      await made.book.chooseScenario("own-1");
      expect(await made.value("Model", "A1")).toBe(1000);
    },
  },
  "letting a table go that has lost columns": {
    prepare: () => withLostTable(({ tables }) => tables.getItem("MarketAssumptions").resize("A5:H90")),
    act: ({ book }) => book.forgetTables(),
    async then(made) {
      expect(made.book.getState().notices).toEqual([]);
      await made.book.refresh();
      expect(made.book.getState().notices).toEqual([]);
      expect(rowsOf(made)).toMatchObject({ overrides: [], scenarios: [{ id: "own-1" }] });
    },
  },
  "letting lost tables go": {
    prepare: () => withLostTable(({ worksheets }) => worksheets.getItem("Assumptions").delete()),
    act: ({ book }) => book.forgetTables(),
    async then(made) {
      expect(made.book.getState().notices).toEqual([]);
    },
  },
  "resetting every override": {
    prepare: furnished,
    act: ({ book }) => book.resetAllAssumptions(),
    async then(made) {
      expect(rowsOf(made).overrides).toEqual([]);
    },
  },
  "renaming a scenario": {
    prepare: furnished,
    act: ({ book }) => book.renameScenario("own-1", "Theirs"),
    async then(made) {
      expect(await made.value("Model", "C1")).toBe("#VALUE!");
    },
  },
  "removing a scenario": {
    prepare: furnished,
    act: ({ book }) => book.removeScenario("own-1"),
    async then(made) {
      expect(rowsOf(made)).toEqual({ overrides: [{ ...arpu2030, value: 1200 }], scenarios: [], chosen: null });
    },
  },
  "changing the language of texts": {
    prepare: furnished,
    act: ({ book }) => book.setTextLanguage("zh"),
    async then(made) {
      expect(await made.value("Assumptions", "I15")).toBe("已改写");
    },
  },
  "adding another report": {
    prepare: () => open({ sheets: { Model: NAMING } }),
    act: ({ book }) => book.addReport(secondReport),
    async then(made) {
      expect(await made.value("Model", "A1")).toBeGreaterThan(0);
    },
  },
  "removing another report": {
    async prepare() {
      const made = await open({ sheets: { Model: NAMING } });
      await made.book.addReport(secondReport);
      return made;
    },
    act: ({ book }) => book.removeReport(secondReport.id),
    async then(made) {
      expect(await made.value("Model", "A1")).toBe("#VALUE!");
      const { hash } = await editionOf(secondReport);
      expect((await namespacesOf(made)).filter((namespace) => namespace.includes(hash))).toEqual([]);
    },
  },
  "inserting a formula": {
    async prepare() {
      const made = await open({ sheets: { Model: [["'=1+1"]] } });
      await made.book.goTo("Model", "A1");
      return made;
    },
    act: ({ book }) =>
      book.insertFormula('=MARKET.SIZE(2030,"vendors")', {
        formats: [["#,##0.0"]],
        over: { holds: "=1+1", filledBy: null, needs: null, inTheWay: [] },
      }),
    async then(made) {
      expect(await made.formulas("Model", "A1")).toEqual([['=MARKET.SIZE(2030,"vendors")']]);
      expect(await made.value("Model", "A1")).toBeCloseTo(665.4, 9);
    },
  },
  "inserting a formula into a table": {
    prepare: inTable,
    act: ({ book }) => book.insertFormula("=MARKET.SIZE(2028)", { formats: [["#,##0.0"]] }),
    async then(made) {
      expect(await made.formulas("Model", "B2:B4")).toEqual([[""], ["=MARKET.SIZE(2028)"], [""]]);
    },
  },
  "thawing a formula that shows an empty text": {
    async prepare() {
      const made = await open({ sheets: { Model: [['=IFNA(MARKET.SIZE(1999),"")', "=ISBLANK(A1)"]] } });
      await made.book.freeze("workbook");
      await made.settled();
      return made;
    },
    act: ({ book }) => book.thaw("workbook"),
    async then(made) {
      expect(await made.formulas("Model", "A1")).toEqual([['=IFNA(MARKET.SIZE(1999),"")']]);
      expect(await made.value("Model", "B1")).toBe(false);
    },
  },
  "thawing a formula in a table": {
    async prepare() {
      const made = await inTable();
      await made.book.insertFormula("=MARKET.SIZE(2028)", { formats: [["#,##0.0"]] });
      await made.settled();
      await made.book.freeze("workbook");
      return made;
    },
    act: ({ book }) => book.thaw("workbook"),
    async then(made) {
      expect(await made.formulas("Model", "B2:B4")).toEqual([[""], ["=MARKET.SIZE(2028)"], [""]]);
    },
  },
};

/** A file for each kind, which run side by side. */
/** Those of the first or of the second half, so that two processes share them. */
export function testFaults(half: 0 | 1): void {
  // Formulas are evaluated here too, where there is no page that has it.
  beforeAll(() => expect(CellError).toBeDefined());
  describe("a fault at any request leaves the workbook as it was, and the next try succeeds", () => {
    it.each(Object.entries(CASES).filter((_, index) => index % 2 === half))(
      "%s",
      async (_name, { prepare, act, then }) => {
        expect(await faultAtEveryRequest(KINDS, prepare, act, then)).toBeGreaterThan(0);
      },
      240_000,
    );
  });
}
