/** Other reports in a workbook: added, kept, read again, detached and reattached, removed. */
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createModel, modelBeside } from "../../src/model";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { openWorkbook } from "../../src/workbook";
import { editionOf } from "../../src/workbook/stored/edition";
import { CellError } from "../functions/custom-functions";
import { copyOf } from "./edited-report";
import { faultAtEveryRequest, noteOf } from "./faults";
import { namespacesOf } from "./parts";
import { open, wrap, type Opened } from "./workbook";

beforeAll(() => expect(CellError).toBeDefined());

let opened: Opened;
afterEach(async () => {
  await opened?.close();
});

const second = (parseReport(readFileSync("test/fixtures/second-report.json", "utf8")) as { report: Report }).report;
const ID = second.id;
const main = createModel(builtInReport);
const other = modelBeside(main, second);
const sizeOf = (year: number): number => other.size(other.chosen, year) as number;

const sheets = {
  Mine: [
    ["Year", "Value", "Scenario"],
    [2030, "=MARKET.SIZE(A2)", ""],
    [2030, `=MARKET.SIZE(A3,"${ID}:base")`, ""],
    [2030, "=MARKET.SIZE(A4,C4)", `${ID}:ministry`],
    [2030, `=MARKET.SIZE(A5,"${ID}:base")*2+MARKET.SIZE(A5)`, ""],
    ["", `=MARKET.NAME("${ID}")`, ""],
    ["", "=MARKET.CHECK()", ""],
    ["", "=MARKET.VERSION()", ""],
    [2030, `=MARKET.SIZE(A9,"${builtInReport.id}:base")`, ""],
  ],
};
const values = async (): Promise<unknown[]> => (await opened.values("Mine", "B2:B9")).map(([value]) => value);

const SHOWN = [
  1800,
  sizeOf(2030),
  other.size(
    other.scenarios.find(({ id }) => id === "ministry")!,
    2030,
  ),
  sizeOf(2030) * 2 + 1800,
  second.title.en,
  true,
  expect.stringContaining(`${ID}, ${second.edition}`),
  1800,
];

/** Headers of a table, and its rows that name a report. */
const its = async (table: "MarketAssumptions" | "MarketScenarios") =>
  opened.excel.run(async (context) => {
    const range = context.workbook.tables.getItem(table).getRange();
    range.load("values");
    await context.sync();
    const [headers, ...rows] = range.values as unknown[][];
    const at = headers!.indexOf("Report");
    return { headers: headers!, at, rows: rows.filter((row) => row[at] !== "") };
  });

/** The same workbook opened once more, as a colleague would. */
async function reopen(): Promise<void> {
  await opened.settled();
  await opened.book.close();
  const book = openWorkbook(opened.ports);
  await book.ready;
  opened = wrap(opened.excel, book, opened.ports);
  await opened.book.refresh();
}

async function withSecond(): Promise<void> {
  opened = await open({ sheets });
  await opened.book.addReport(second);
  await opened.settled();
}

describe("another report", () => {
  it("is what formulas can name once it is added, and no longer when it is removed", async () => {
    opened = await open({ sheets });
    const before = await values();
    expect(before.slice(0, 6)).toEqual([1800, "#VALUE!", "#VALUE!", "#VALUE!", "#VALUE!", true]);
    expect(await opened.book.addReport(second)).toEqual({ report: ID, edition: second.edition });
    expect(await values()).toEqual(SHOWN);
    expect(opened.book.getState().others.map(({ report, edition }) => [report, edition])).toEqual([
      [ID, second.edition],
    ]);
    const uses = await opened.book.reportUses(ID);
    expect(uses.map(({ address }) => address)).toEqual(["B3", "B4", "B5", "B6"]);
    await opened.book.removeReport(ID);
    expect(await values()).toEqual(before);
    expect(opened.book.getState().others).toEqual([]);
    // Nothing of it stays in the file.
    expect((await namespacesOf(opened)).filter((name) => name.includes(":report:"))).toHaveLength(1);
  });

  it("is there when the workbook is opened again, and its formulas give what they gave", async () => {
    await withSecond();
    await reopen();
    expect(await values()).toEqual(SHOWN);
    expect(opened.book.getState().others.map(({ model }) => model?.report)).toEqual([second]);
  });

  it("goes on beside another edition of the main one", async () => {
    await withSecond();
    const next = { ...builtInReport, edition: "2027.1" };
    const { cells } = await opened.book.previewUpgrade(next);
    // VERSION alone names the edition.
    expect(cells.map(({ address }) => address)).toEqual(["B8"]);
    await opened.book.upgrade(next);
    expect((await values()).slice(0, 4)).toEqual(SHOWN.slice(0, 4));
    await reopen();
    expect((await values()).slice(0, 4)).toEqual(SHOWN.slice(0, 4));
    await opened.book.returnToFormer();
    expect(await values()).toEqual(SHOWN);
  });

  it("is the main one alone after the workbook goes over to it", async () => {
    await withSecond();
    await opened.book.upgrade(second);
    const [mine, its] = await values();
    expect([mine, its]).toEqual([sizeOf(2030), sizeOf(2030)]);
    expect(opened.book.getState().others).toEqual([]);
    await opened.book.addReport(builtInReport);
    expect((await values()).at(-1)).toBe(1800);
  });

  it("follows the workbook's exchange rates as they are edited", async () => {
    opened = await open({ sheets: { Mine: [[`=MARKET.SIZE(2030,"${ID}:base","CNY m")`]] } });
    await opened.book.addReport(second);
    expect(await opened.value("Mine", "A1")).toBe("#N/A");
    await opened.book.setOverride({ key: "fx.eur-cny", scenario: null, year: null }, 8);
    expect(await opened.value("Mine", "A1")).toBeCloseTo(sizeOf(2030) * 8, 6);
  });

  it("can't be there twice, nor the main one be removed", async () => {
    await withSecond();
    expect(await noteOf(opened.book.addReport(second))).toEqual({ id: "report-there", values: { report: ID } });
    expect(await noteOf(opened.book.addReport(builtInReport))).toMatchObject({ id: "report-there" });
    expect(await noteOf(opened.book.removeReport(builtInReport.id))).toMatchObject({ id: "report-not-there" });
  });

  it("whose data is gone is named, gives no numbers, and can be added again", async () => {
    await withSecond();
    const { hash } = await editionOf(second);
    await namespacesOf(opened, (namespace) => namespace.includes(hash));
    await reopen();
    const shown = await values();
    expect(shown[0]).toBe(1800);
    expect(shown.slice(1, 3)).toEqual(["#N/A", "#N/A"]);
    expect(shown[5]).toBe(false);
    expect(opened.book.getState().notices).toEqual([
      { id: "other-report-unreadable", values: { report: ID, edition: second.edition } },
    ]);
    await opened.book.addReport(second);
    expect(await values()).toEqual(SHOWN);
    expect(opened.book.getState().notices).toEqual([]);
  });
});

describe("assumptions of another report", () => {
  const MINISTRY = { report: ID, key: "size", scenario: "ministry", year: 2030 };
  it("hold for it alone, are kept with its id, and go with it", async () => {
    await withSecond();
    await opened.book.setOverride(MINISTRY, 4);
    expect((await values()).slice(0, 3)).toEqual([1800, sizeOf(2030), 4]);
    const id = await opened.book.createScenario({ name: "Mine", basedOn: "ministry", report: ID });
    await opened.book.setOverride({ ...MINISTRY, scenario: id }, 5);
    await opened.write("Mine", "C4:C4", [[`${ID}:mine`]]);
    expect((await values())[2]).toBe(5);
    expect((await opened.book.scenarioUses(id, { report: ID })).map(({ address }) => address)).toEqual(["B4"]);
    const { rows } = await its("MarketAssumptions");
    expect(rows.map((row) => [row[0], row[1], row[2], row[4], row[8], row[11]])).toEqual([
      ["size", "ministry", 2030, 4, "Overridden", ID],
      ["size", id, 2030, 5, "Overridden", ID],
    ]);
    expect((await its("MarketScenarios")).rows).toEqual([[id, "Mine", "ministry", "", "", ID]]);
    await reopen();
    expect((await values()).slice(0, 3)).toEqual([1800, sizeOf(2030), 5]);

    // The same name is free in the main report, and renaming or removing one leaves the other.
    const mine = await opened.book.createScenario({ name: "Mine", basedOn: "base" });
    await opened.book.renameScenario(id, "Hers", { report: ID });
    expect((await values())[2]).toBe("#VALUE!");
    expect(opened.book.getState().model.scenarios.find(({ id }) => id === mine)?.name.en).toBe("Mine");
    await opened.book.resetAllAssumptions({ report: ID });
    expect((await its("MarketAssumptions")).rows.map((row) => row[4])).toEqual(["", ""]);

    await opened.book.removeReport(ID);
    expect((await its("MarketAssumptions")).rows).toEqual([]);
    expect((await its("MarketScenarios")).rows).toEqual([]);
    expect(opened.book.getState().model.assumptions).toMatchObject({ overrides: [], scenarios: [{ id: mine }] });
  });

  it("that name no report of the workbook, or what holds for all, are told to be wrong; none counts for the main one", async () => {
    await withSecond();
    await opened.book.setOverride({ key: "size", scenario: "base", year: 2030 }, 2000);
    const { at, rows } = await its("MarketAssumptions");
    expect([at, rows]).toEqual([11, []]);
    const all = await opened.values("Assumptions", "A6:L200");
    const row = 6 + all.findIndex((cells) => cells[4] === 2000);
    await opened.write("Assumptions", `L${row}`, [["elsewhere"]]);
    const status = async () => (await opened.values("Assumptions", `I${row}`))[0]![0];
    expect(await status()).toBe("Not used: this workbook has no report “elsewhere” that can be read.");
    const shown = await values();
    expect([shown[0], shown[5]]).toEqual([1800, false]);
    expect(await opened.book.check()).toBe(1);
    await opened.write("Assumptions", `A${row}:C${row}`, [["fx.eur-cny", "", ""]]);
    await opened.write("Assumptions", `L${row}`, [[ID]]);
    expect(await status()).toBe("Not used: this holds for every report. Leave Report empty.");
    await opened.write("Assumptions", `L${row}`, [[builtInReport.id.toUpperCase()]]);
    expect(await status()).toBe("Overridden");
    expect((await values())[5]).toBe(true);
  });

  it("come into a table that was made for one report beside what the user added, and nothing stands in for a lost column", async () => {
    await withSecond();
    await opened.book.createAssumptions();
    await opened.write("Assumptions", "L5:L6", [["Checked by"], ["Li"]]);
    await opened.book.setOverride(MINISTRY, 4);
    const { headers, at, rows } = await its("MarketAssumptions");
    expect(headers.slice(-2)).toEqual(["Checked by", "Report"]);
    expect(rows.map((row) => [row[4], row[11], row[at]])).toEqual([[4, "", ID]]);
    expect((await opened.values("Assumptions", "L5:L6")).flat()).toEqual(["Checked by", "Li"]);
    expect((await values()).slice(0, 3)).toEqual([1800, sizeOf(2030), 4]);
    await opened.write("Assumptions", "M5", [["Study"]]);
    expect((await values()).slice(0, 3)).toEqual([1800, sizeOf(2030), 4]);
    expect(opened.book.getState().tables.MarketAssumptions).toBe("lost");
    await opened.write("Assumptions", "M5", [["报告"]]);
    expect(opened.book.getState().tables.MarketAssumptions).toBe("present");
  });
});

describe("another edition of another report", () => {
  const edited = copyOf(second);
  edited.edition = "2023.1";
  for (const id of ["size-2028-installers", "size-2032-installers"]) {
    edited.figures.find((figure: { id: string }) => figure.id === id).value = 30000;
  }
  edited.scenarios = edited.scenarios.filter(({ id }: { id: string }) => id !== "lobby");
  const next = edited as Report;
  const after = modelBeside(main, next);
  const LOBBY = { report: ID, key: "size", scenario: "lobby", year: 2028 };
  const names = () => opened.book.getState().others.map(({ report, edition, former }) => [report, edition, former]);
  const tables = () =>
    opened.excel.run(async ({ workbook }) => {
      const ranges = ["MarketAssumptions", "MarketScenarios"].map((name) => workbook.tables.getItem(name).getRange());
      for (const range of ranges) range.load("address,formulas");
      await workbook.context.sync();
      return ranges.map(({ address, formulas }) => ({ address, formulas }));
    });

  it("changes what rests on it alone, keeps its overrides and scenarios, is there after reopening, and gone back from", async () => {
    await withSecond();
    await opened.book.setOverride({ key: "size", scenario: "base", year: 2030 }, 2000);
    await opened.book.setOverride({ report: ID, key: "size", scenario: "ministry", year: 2030 }, 4);
    await opened.book.setOverride(LOBBY, 5);
    await opened.book.createScenario({ name: "Hers", basedOn: "ministry", report: ID });
    const gone = await opened.book.createScenario({ name: "Lost", basedOn: "lobby", report: ID });
    await opened.write("Mine", "A10:B11", [
      [2028, `=MARKET.SIZE(A10,"${ID}:lobby")`],
      [2030, `=MARKET.SIZE(A11,"${ID}:hers")`],
    ]);
    // A row that the user took away of the main report's comes back with an edition of its own alone.
    await opened.excel.run(async ({ workbook }) => {
      workbook.tables.getItem("MarketAssumptions").rows.getItemAt(3).delete();
      await workbook.context.sync();
    });
    await opened.settled();
    const all = async () => (await opened.values("Mine", "B2:B11")).map(([value]) => value);
    const [shown, held] = [await all(), await tables()];
    expect(shown.slice(0, 3)).toEqual([2000, sizeOf(2030), 4]);
    const { pinned, formerEdition } = opened.book.getState();

    const preview = await opened.book.previewUpgrade(next);
    expect(preview.difference).toMatchObject({
      from: { report: ID, edition: second.edition },
      to: { report: ID, edition: "2023.1" },
      parts: [{ kind: "scenario", id: "lobby", change: "gone" }],
    });
    expect(preview.unfit.map(({ what, scenario, message }) => [what, scenario, message.id])).toEqual([
      ["size", "lobby", "status-unknown-scenario"],
      ["Lost", null, "scenario-base-gone"],
    ]);
    expect(await all()).toEqual(shown);
    const outcome = await opened.book.upgrade(next);
    expect(outcome).toMatchObject({ main: false, changed: preview.cells.length, log: null });
    const seen = await all();
    const changed = seen.flatMap((value, index) => (value === shown[index] ? [] : [`B${index + 2}`]));
    const foreseen = preview.cells.filter(({ sheet }) => sheet === "Mine").map(({ address }) => address);
    expect(foreseen.sort()).toEqual(changed.sort());
    expect([seen[0], seen[2], seen[7], seen[9]]).toEqual([shown[0], shown[2], shown[7], shown[9]]);
    expect(seen[1]).toBeCloseTo(after.size(after.chosen, 2030) as number, 6);
    expect(seen[8]).toBe("#VALUE!");
    expect(opened.book.getState()).toMatchObject({ pinned, formerEdition });
    const former = { report: ID, edition: second.edition };
    expect(names()).toMatchObject([[ID, "2023.1", former]]);
    // All rows stay, and those that no longer fit say so.
    const { rows } = await its("MarketAssumptions");
    expect(rows.map((row) => [row[1], row[4]])).toEqual([
      ["ministry", 4],
      ["lobby", 5],
    ]);
    expect(rows[1]![8]).toMatch(/^Not used/);
    expect((await its("MarketScenarios")).rows.map(([id]) => id)).toContain(gone);

    await reopen();
    expect(await all()).toEqual(seen);
    expect(names()).toMatchObject([[ID, "2023.1", former]]);
    expect(await opened.book.formerReport({ of: ID })).toEqual(second);
    expect(await noteOf(opened.book.formerReport())).toEqual({ id: "no-former-edition" });
    await opened.book.returnToFormer({ of: ID });
    expect([await all(), await tables()]).toEqual([shown, held]);
    expect(names()).toMatchObject([[ID, second.edition, { report: ID, edition: "2023.1" }]]);
    await opened.book.removeReport(ID);
    expect((await namespacesOf(opened)).filter((name) => name.includes(":report:"))).toHaveLength(1);
  });

  it("leaves all as it was where Excel refuses a request, and succeeds on a second try", async () => {
    const failures = await faultAtEveryRequest(
      ["half"],
      async () => {
        await withSecond();
        return opened;
      },
      ({ book }) => book.upgrade(next, { log: true }),
      async ({ book }) => expect(book.getState().others[0]!.edition).toBe("2023.1"),
    );
    expect(failures).toBeGreaterThan(5);
  });

  it("is offered where it is newer, and refused where it is the same or can't be compared", async () => {
    await withSecond();
    const sited = async (...reports: readonly Report[]) => {
      const editions = await Promise.all(reports.map(editionOf));
      const listed = editions.map(({ report: { id, edition, title }, hash }) => ({ id, edition, title, sha256: hash }));
      const files = new Map(
        editions.map(({ report: { id, edition }, text }) => [`reports/${id}@${edition}.json`, text]),
      );
      files.set("reports/index.json", JSON.stringify(listed));
      const site = (path: string) => Promise.resolve(files.get(path) ?? Promise.reject(new Error(path)));
      await opened.book.close();
      const ports = { ...opened.ports, site };
      const book = openWorkbook(ports);
      await book.ready;
      opened = wrap(opened.excel, book, ports);
    };
    await sited(builtInReport, second);
    expect(await opened.book.offeredReports()).toEqual([]);
    await sited(builtInReport, second, next);
    const [offer, ...more] = await opened.book.offeredReports();
    expect([offer, more]).toMatchObject([{ report: ID, edition: "2023.1" }, []]);
    await opened.book.upgrade(await opened.book.offeredReport(offer!));
    expect(await opened.book.offeredReports()).toEqual([]);

    expect(await noteOf(opened.book.upgrade(next, { of: ID }))).toMatchObject({ id: "same-edition" });
    expect(await noteOf(opened.book.upgrade(builtInReport, { of: ID }))).toMatchObject({ id: "report-not-there" });
    expect(await noteOf(opened.book.upgrade(next, { of: "nothing" }))).toMatchObject({ id: "report-not-there" });
    const { hash } = await editionOf(next);
    await namespacesOf(opened, (namespace) => namespace.includes(hash));
    await reopen();
    expect(await noteOf(opened.book.upgrade(second))).toMatchObject({ id: "other-report-unreadable" });
    await opened.book.addReport(next);
    await opened.book.returnToFormer({ of: ID });
    expect(await values()).toEqual(SHOWN);
  });
});

describe("a scenario of the main report", () => {
  it("is told to be used where the report's id stands before it, and not where another's does", async () => {
    await withSecond();
    const uses = await opened.book.scenarioUses("applications");
    expect(uses.map(({ address }) => address)).toEqual(["B9"]);
  });
});

const sheetNames = () =>
  opened.excel.run(async ({ workbook: { worksheets } }) => {
    worksheets.load("items/name");
    await worksheets.context.sync();
    return worksheets.items.map(({ name }) => name);
  });

describe("formulas that name another report", () => {
  it("freeze and come back", async () => {
    await withSecond();
    const before = await opened.formulas("Mine", "A1:C9");
    await opened.book.freeze("workbook");
    expect(await values()).toEqual(SHOWN);
    expect((await opened.formulas("Mine", "B3"))[0]![0]).toBe(sizeOf(2030));
    await opened.book.thaw("workbook");
    expect(await opened.formulas("Mine", "A1:C9")).toEqual(before);
  });

  it("look in a data sheet of that report when the workbook is detached, follow it, and come back", async () => {
    await withSecond();
    await opened.write("Mine", "E1:F8", [
      [`${ID}:homes-up`, `=MARKET.SIZE(2026,E1)`],
      ["", `=MARKET.DRIVER("homes",2026,E1)`],
      ["", `=MARKET.SEGMENT("${ID}:air",2026,E2)`],
      [`${ID}：air`, `=MARKET.SHARE(E4,2026)`],
      [`${ID}:base`, `=MARKET.SIZE(2030,E5:E6)`],
      ["base", ""],
      ["", `=MARKET.CONSENSUS(2030,"count",,E5:E6)`],
      ["", `=MARKET.SIZE(2030,TRIM(E5))`],
    ]);
    await opened.settled();
    const before = await opened.formulas("Mine", "A1:F9");
    const shown = async () => (await opened.values("Mine", "F1:F8")).map(([value]) => value);
    const live = await shown();
    expect(live.filter((value) => typeof value === "number")).toHaveLength(8);
    const { notes, sheet } = await opened.book.detach();
    expect(notes.map(({ cell, message }) => [cell, message.id])).toEqual([
      ["Mine!F7", "detached-other-report"],
      ["Mine!F8", "detached-other-report"],
    ]);
    expect(await values()).toEqual(SHOWN);
    expect(await shown()).toEqual(live.map((value) => expect.closeTo(value as number, 9)));
    const natives = (await opened.formulas("Mine", "B2:B9")).flat().map(String);
    expect(natives.filter((formula) => formula.startsWith("="))).toHaveLength(8);
    expect(natives.join()).not.toContain("MARKET.");

    // A driver of the other report moves what is built from it, and nothing of the main one.
    const its = (await sheetNames())[2]!;
    expect(its).toBe(`${sheet} ${ID}`.slice(0, 28));
    const data = await opened.values(its, "A1:Z60");
    const year = data.find((line) => line.includes(2027))!.indexOf(2026);
    const row = data.findIndex(([id]) => id === "homes");
    const homes = live[1] as number;
    const address = `${String.fromCharCode(65 + year)}${row + 1}`;
    await opened.write(its, address, [[homes * 2]]);
    const [size, driver, ...others] = await shown();
    expect([size, driver]).toEqual([expect.closeTo((live[0] as number) * 2, 6), homes * 2]);
    expect(others).toEqual(live.slice(2).map((value) => expect.closeTo(value as number, 9)));
    await opened.write(its, address, [[""]]);

    // A cell that no longer says that it means the other report gives none of its numbers.
    await opened.write("Mine", "E1", [[""]]);
    await opened.write("Mine", "E4", [["air"]]);
    const changed = await shown();
    expect([0, 1, 3].map((at) => changed[at])).toEqual(["#VALUE!", "#VALUE!", "#VALUE!"]);
    await opened.write("Mine", "E1", [[`${ID}:homes-up`]]);
    await opened.write("Mine", "E4", [[`${ID}：air`]]);

    expect(await opened.book.reattach()).toMatchObject({ left: [], kept: [] });
    await opened.settled();
    expect(await opened.formulas("Mine", "A1:F9")).toEqual(before);
    expect(await values()).toEqual(SHOWN);
    expect(await sheetNames()).toEqual(["Mine"]);
  });
});

it("a report that is called as a segment of the main one is told from it, detached too", async () => {
  const called = [
    [
      '=MARKET.NAME("rd")',
      '=MARKET.NAME("rd","name","report")',
      '=MARKET.SEGMENT("rd",2030)',
      '=MARKET.SIZE(2030,"rd:base")',
    ],
  ];
  opened = await open({ sheets: { Mine: called } });
  await opened.book.addReport({ ...second, id: "rd" });
  await opened.settled();
  const [live] = await opened.values("Mine", "A1:D1");
  const segment = builtInReport.splits.flatMap(({ segments }) => segments).find(({ id }) => id === "rd")!;
  expect(live).toEqual([segment.name.en, second.title.en, 520, sizeOf(2030)]);
  await opened.book.detach();
  expect((await opened.values("Mine", "A1:D1"))[0]!.slice(0, 3)).toEqual(live!.slice(0, 3));
  expect(await opened.value("Mine", "D1")).toBeCloseTo(sizeOf(2030), 9);
  expect((await opened.formulas("Mine", "A1:D1")).flat().join()).not.toContain("MARKET.");
});

describe("sheets of another report", () => {
  const all = { place: { at: "end" }, sheets: ["market", "checks"] } as const;
  const its = { place: { at: "end" }, report: ID } as const;
  const named = (name: string): string => `${name} ${ID}`.slice(0, 31);

  it("are made beside the main one's, with formulas that name it, and updated by themselves", async () => {
    opened = await open({ sheets: { Mine: [] } });
    await opened.book.addReport(second);
    await opened.book.load(all);
    expect(await opened.book.load(its)).toMatchObject({
      created: [named("Market"), named("Segments"), named("Sources")],
    });
    await opened.settled();
    const shown = async (name: string) => (await opened.values(name, "A1:M80")).flat();
    for (const name of ["Market", "Checks", ...["Market", "Segments", "Sources"].map(named)]) {
      const isError = (value: unknown) => typeof value === "string" && value.startsWith("#");
      expect((await shown(name)).filter(isError), name).toEqual([]);
    }
    const market = await opened.values(named("Market"), "A10:Z40");
    const header = market.find((line) => line.includes(2030))!;
    const row = market.find(([id]) => id === `${ID}:base` || id === `${ID}:${other.chosen.id}`)!;
    expect(row[header.indexOf(2030)]).toBeCloseTo(sizeOf(2030), 6);
    // Checks list what the other report claims, under its title.
    const checks = await opened.values("Checks", "A1:A120");
    const claims = checks.findIndex(([title]) => title === second.title.en);
    expect(checks.slice(claims + 2, claims + 2 + second.claims.length).every(([claim]) => claim !== "")).toBe(true);

    // Each is known as what it is: nothing to change, whichever is loaded again.
    const changes = async (options: typeof all | typeof its) =>
      (await opened.book.previewLoad(options)).sheets.map(({ found }) => found.is === "ours" && found.changes);
    expect(await changes(its)).toEqual([0, 0, 0]);
    expect(await changes(all)).toEqual([0, 0]);

    // A note of the user's goes along, and an update puts back what was taken away of the other report's alone.
    const at = `A${10 + market.indexOf(row)}`;
    await opened.excel.run(async ({ workbook }) => {
      workbook.worksheets.getItem(named("Market")).getRange("5:5").insert("Down");
      await workbook.context.sync();
    });
    await reopen();
    const moved = at.replace(/\d+/, (number) => String(Number(number) + 1));
    await opened.write(named("Market"), moved, [["mine"]]);
    const answers = Object.fromEntries(["market"].map((kind) => [kind, { answer: "update", renew: true }]));
    await opened.book.load({ ...its, sheets: ["market"], answers });
    expect(await opened.value(named("Market"), moved)).toBe(row[0]);
    expect(await changes(all)).toEqual([0, 0]);
    expect(await changes(its)).toEqual([0, 0, 0]);
  });

  it("fit at a selected cell, and aren't made of a report that isn't there", async () => {
    await withSecond();
    await opened.excel.run(async ({ workbook }) => {
      workbook.worksheets.getItem("Mine").getRange("H1").select();
      await workbook.context.sync();
    });
    await opened.book.load({ report: ID, place: { at: "selection", block: "market" } });
    await opened.settled();
    const [unit, header, ...rows] = await opened.values("Mine", "H1:Z8");
    expect(unit![1]).toBe(second.unit);
    const base = rows.find(([id]) => id === `${ID}:${other.chosen.id}`)!;
    expect(base[header!.indexOf(2030)]).toBeCloseTo(sizeOf(2030), 6);
    expect(await noteOf(opened.book.load({ ...all, report: "nothing" }))).toMatchObject({ id: "report-not-there" });
  });
});
