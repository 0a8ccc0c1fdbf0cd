import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport, parseReport, faultText, type Report } from "../../src/report";
import { openWorkbook, WorkbookError } from "../../src/workbook";
import { cellAddress } from "../../src/excel/addresses/addresses";
import { differenceOf } from "../../src/workbook/editions/difference";
import { textOfReport } from "../../src/workbook/stored/edition";
import { unfitOf } from "../../src/workbook/editions/foresee";
import { CellError } from "../functions/custom-functions";
import { nextEdition, copyOf } from "./edited-report";
import { open, openExcelWithFormulas, wrap, type Opened } from "./workbook";

let opened: Opened;
afterEach(async () => {
  await opened?.close();
});
beforeAll(() => expect(CellError).toBeDefined());

const next = nextEdition();
const secondText = readFileSync("test/fixtures/second-report.json", "utf8");
const second = (parseReport(secondText) as { report: Report }).report;

const noteOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "done",
    (reason: unknown) => (reason instanceof WorkbookError ? reason.note : reason),
  );

const sheets = {
  Mine: [
    ["Year", "Value"],
    [2030, "=MARKET.SIZE(A2)"],
    [2030, '=MARKET.SIZE(A3,"vendors")*2'],
    [2025, "=MARKET.SIZE(A4)"],
    [2030, '=MARKET.SIZE(A5,"policy")'],
    [2030, "=MARKET.SIZE(A6+0)"],
    ["", "=MARKET.CHECK()"],
    ["", "=MARKET.VERSION()"],
  ],
};

/** What is on the user's sheet, and every part of ours with its text. */
async function everything(book: Opened): Promise<unknown> {
  const dump = await book.dump();
  const parts = await book.excel.run(async (context) => {
    const all = context.workbook.customXmlParts;
    all.load("items/id,items/namespaceUri");
    await context.sync();
    return all.items.map(({ namespaceUri }) => namespaceUri).sort();
  });
  return { dump, parts };
}

/** The same workbook opened once more, as a colleague would, perhaps with another version of the add-in. */
async function reopen(report: Report = builtInReport, meanwhile = () => {}): Promise<Opened> {
  await opened.settled();
  await opened.book.close();
  meanwhile();
  const ports = { ...opened.ports, report };
  const book = openWorkbook(ports);
  await book.ready;
  return wrap(opened.excel, book, ports);
}

async function partsXml(book: Opened, rewrite?: (xml: string, namespace: string) => string | null): Promise<string[]> {
  return book.excel.run(async (context) => {
    const all = context.workbook.customXmlParts;
    all.load("items/id,items/namespaceUri");
    await context.sync();
    const xml = all.items.map((part) => part.getXml());
    await context.sync();
    all.items.forEach((part, index) => {
      const changed = rewrite?.(xml[index]!.value, part.namespaceUri);
      if (changed === null) context.workbook.customXmlParts.getItem(part.id).delete();
      else if (changed !== undefined) context.workbook.customXmlParts.getItem(part.id).setXml(changed);
    });
    await context.sync();
    return xml.map(({ value }) => value);
  });
}

function noise(length: number, seed: number): string {
  let state = seed + 1;
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++)
    bytes[at] = (at % 2 === 0 ? 97 : 65) + ((state = (state * 48271) % 2147483647) % 26);
  return bytes.toString("latin1");
}

describe("difference", () => {
  it("names figures changed, added and gone, and the parts that rest on them", () => {
    const { from, to, unit, figures, parts } = differenceOf(builtInReport, next);
    expect([from.edition, to.edition, unit]).toEqual(["2026.1", "2027.1", null]);
    expect(figures.changed.map(({ before, after }) => [before.id, before.value, after.value])).toEqual([
      ["size-2030-vendors", 665.4, 700],
      ["size-2030-applications", 1800, 2000],
    ]);
    expect(figures.added.map(({ id }) => id)).toEqual(["size-2031-applications"]);
    expect(figures.gone).toEqual([]);
    expect(parts).toEqual([
      { kind: "scenario", id: "applications", change: "changed" },
      { kind: "scenario", id: "policy", change: "gone" },
    ]);
  });

  it("of a report and itself is nothing, in whatever order a file has it", () => {
    const turned = Object.fromEntries(Object.entries(copyOf(builtInReport)).reverse()) as unknown as Report;
    expect(textOfReport(turned)).toBe(textOfReport(builtInReport));
    const { figures, parts } = differenceOf(builtInReport, turned);
    expect([figures.changed, figures.added, figures.gone, parts]).toEqual([[], [], [], []]);
  });

  it("is that of the other way round, turned", () => {
    const [there, back] = [differenceOf(builtInReport, second), differenceOf(second, builtInReport)];
    expect(there.figures.added).toEqual(back.figures.gone);
    expect(there.figures.gone).toEqual(back.figures.added);
    expect(there.unit).toEqual({ before: "CNY 100m", after: "EUR m" });
  });
});

describe("upgrade", () => {
  it("shows what would change, largest first, and changes nothing", async () => {
    opened = await open({ sheets });
    await opened.book.setOverride({ key: "size", scenario: "policy", year: 2030 }, 1300);
    const before = await everything(opened);
    const { cells, unfit, unforeseen, examined } = await opened.book.previewUpgrade(next);
    expect(await everything(opened)).toEqual(before);
    // Those on the user's sheet, and the version that heads the sheet of assumptions.
    expect(examined).toBe(8);
    expect(
      cells
        .filter(({ sheet }) => sheet === "Mine")
        .map(({ address, call, before, after, change }) => [address, call, before, after, change]),
    ).toEqual([
      ["B5", null, 1300, "#VALUE!", null],
      ["B2", null, 1800, 2000, 200],
      ["B3", 'MARKET.SIZE(A3,"vendors")', 665.4, 700, expect.closeTo(34.6, 9)],
      ["B7", null, true, false, null],
      ["B8", null, expect.stringContaining("2026.1"), expect.stringContaining("2027.1"), null],
    ]);
    expect(unforeseen.map(({ address }) => address)).toEqual(["B6"]);
    expect(unfit).toMatchObject([
      { what: "size", scenario: "policy", year: 2030, message: { id: expect.any(String) } },
    ]);
  });

  it("counts errors, follows to the user's own formulas, and lists no cell that stays the same", async () => {
    opened = await open({
      sheets: {
        ...sheets,
        Mine2: [["=Mine!B2*2", "=A1+1", "=SUM(B:B)", "=Mine!A2", 7], ["=MARKET.VERSION()"]],
        Named: [
          ["=Year+1", "=Mine3!Own*2", "=Twice", "=SUM(Sizes[Size])", "=Mine!A2"],
          ["=Year2030", "=Own", "=Sizes[[#Headers],[Size]]", "=SUM(Sizes[Year])"],
        ],
        Mine3: [["=Own"], ["Year", "Size", "Half"], [2030, "=MARKET.SIZE(A3)", "=[@Size]/2"], [2019, 1, "=[@Size]/2"]],
        Gaps: [
          ['=IFNA(MARKET.SIZE(2019,"policy"),"")'],
          ['=IFERROR(MARKET.SIZE(2030,"policy"),"–")'],
          ['=IFERROR(MARKET.SIZE(1900,"policy"),0)'],
        ],
      },
    });
    await opened.excel.run(async (context) => {
      const { names, worksheets, tables } = context.workbook;
      tables.add("Mine3!A2:C4", true).name = "Sizes";
      names.add("Year", "=Mine!$B$2");
      names.add("Twice", "=Year*2");
      names.add("Year2030", "=Mine!$A$2");
      names.add("Own", "=Mine!$A$2");
      worksheets.getItem("Mine3").names.add("Own", "=Mine3!$B$3");
      await context.sync();
    });
    await opened.book.load({ sheets: ["market"], place: { at: "end" } });
    const { cells, errors, dependents, loaded } = await opened.book.previewUpgrade(next);
    expect(dependents.filter(({ sheet }) => sheet === "Mine2")).toEqual([
      { sheet: "Mine2", address: "A1", formula: "=Mine!B2*2" },
      { sheet: "Mine2", address: "B1", formula: "=A1+1" },
      { sheet: "Mine2", address: "C1", formula: "=SUM(B:B)" },
    ]);
    // By names, a sheet's own before the workbook's, and by tables' columns.
    const at = (on: string) => dependents.filter(({ sheet }) => sheet === on).map(({ address }) => address);
    expect(at("Named").sort()).toEqual(["A1", "B1", "C1", "D1"]);
    expect(at("Mine3").sort()).toEqual(["A1", "C3"]);
    expect(loaded).toEqual(["Market"]);
    expect(cells.some(({ sheet }) => sheet === "Market")).toBe(true);
    // #N/A becomes #VALUE!, which IFNA lets through; what IFERROR puts in its place is there before and after.
    expect(
      cells
        .filter(({ sheet }) => sheet === "Gaps")
        .map(({ address, call, before, after }) => [address, call, before, after]),
    ).toEqual([
      ["A1", null, "", "#VALUE!"],
      ["A2", null, 1200, "–"],
    ]);
    const shown = cells.filter(({ after }) => typeof after === "string" && after.startsWith("#"));
    expect(errors).toBe(shown.length);
    await opened.book.upgrade(next);
    expect((await opened.values("Gaps", "A1:A3")).flat()).toEqual(["#VALUE!", "–", 0]);
  });

  it("leaves the assumptions' rows that cells refer to where they are, and puts all others back in their places", async () => {
    opened = await open({ sheets: { Mine: [["x"]] } });
    await opened.book.createAssumptions();
    const before = await opened.values("Assumptions", "A6:F400");
    await opened.book.upgrade(next);
    await opened.book.returnToFormer();
    expect(await opened.values("Assumptions", "A6:F400")).toEqual(before);
    const gone = before.findIndex(([, scenario]) => scenario === "policy");
    const after = before.findIndex(([key]) => key === "low.parc");
    expect(after).toBeGreaterThan(gone);
    await opened.write("Mine", "A1:A2", [[`=Assumptions!D${gone + 6}`], [`=Assumptions!D${after + 6}*2`]]);
    await opened.book.upgrade(next);
    expect((await opened.values("Mine", "A1:A2")).flat()).toEqual(["not in this edition", 8.4]);
    const [row] = await opened.values("Assumptions", `A${after + 6}:D${after + 6}`);
    expect(row).toEqual(before[after]!.slice(0, 4));
    // A whole number where there was none has no decimals to show.
    const vendors = before.findIndex(
      ([key, scenario, year]) => key === "size" && scenario === "vendors" && year === 2030,
    );
    expect(before[vendors]![3]).toBe(665.4);
    const { numberFormat, values } = await opened.excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem("Assumptions").getRange(`D${vendors + 6}`);
      range.load("numberFormat,values");
      await context.sync();
      return range;
    });
    expect([values[0]![0], numberFormat[0]![0]]).toEqual([700, "#,##0"]);
  });

  it("puts the assumptions' rows back behind the rows of the user's that they stood behind", async () => {
    opened = await open();
    await opened.book.createAssumptions();
    const first = (await opened.values("Assumptions", "B6:B400")).findIndex(([scenario]) => scenario === "policy") + 6;
    await opened.excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Assumptions");
      for (const [row, text] of [
        [first + 2, "third"],
        [first, "second"],
        [first, "first"],
      ] as const) {
        sheet.getRange(`${row}:${row}`).insert("Down");
        sheet.getRange(`B${row}`).values = [[text]];
      }
      await context.sync();
    });
    const scenarios = async () => (await opened.values("Assumptions", `B${first - 1}:B${first + 7}`)).flat();
    const before = await opened.values("Assumptions", "A6:F400");
    expect(await scenarios()).toEqual(["iresearch", "first", "second", "policy", "policy", "third", "policy", "", ""]);
    await opened.book.upgrade(next);
    expect((await scenarios()).slice(2, 5)).toEqual(["first", "second", "third"]);
    await opened.book.refresh();
    await opened.book.returnToFormer();
    expect(await opened.values("Assumptions", "A6:F400")).toEqual(before);
  });

  it("puts the assumptions' rows back where they stood, though the report has them elsewhere", async () => {
    opened = await open();
    await opened.book.load({ place: { at: "end" }, sheets: ["assumptions"] });
    const places = async () => (await opened.values("Assumptions", "A6:C400")).filter(([key]) => key !== "");
    const at = (await places()).findIndex(([, scenario]) => scenario === "policy");
    await opened.excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Assumptions");
      for (const row of [at + 7, at + 3]) sheet.getRange(`${row}:${row}`).delete("Up");
      await context.sync();
    });
    const answers = { assumptions: { answer: "update" } } as const;
    await opened.book.load({ place: { at: "end" }, sheets: ["assumptions"], answers });
    const before = await places();
    expect(before.at(-1)![1]).toBe("policy");
    await opened.book.upgrade(next);
    expect((await places()).some(([, scenario]) => scenario === "policy")).toBe(false);
    await opened.book.returnToFormer();
    expect(await places()).toEqual(before);
  });

  it("keeps an assumption's row that the user filled or gave a format, and every row down to the last with a comment where it is", async () => {
    opened = await open();
    await opened.book.createAssumptions();
    const places = async () => (await opened.values("Assumptions", "A6:C400")).filter(([key]) => key !== "");
    const before = await places();
    const first = before.findIndex(([, scenario]) => scenario === "policy");
    const mark = (put: (sheet: Excel.Worksheet) => void) =>
      opened.excel.run(async (context) => {
        put(context.workbook.worksheets.getItem("Assumptions"));
        await context.sync();
      });
    await mark((sheet) => (sheet.getRange(`C${first + 7}`).format.fill.color = "#FFF2CC"));
    await mark((sheet) => (sheet.getRange(`D${first + 8}`).numberFormat = [["0.000"]]));
    await opened.book.upgrade(next);
    expect((await places()).filter(([, scenario]) => scenario === "policy")).toEqual(
      before.slice(first + 1, first + 3),
    );
    await opened.book.returnToFormer();
    expect(await places()).toEqual(before);
    await mark((sheet) => void sheet.comments.add(`C${first + 10}`, "Ask them."));
    await opened.book.upgrade(next);
    const after = await places();
    expect(after.filter(([, scenario]) => scenario === "policy")).toHaveLength(3);
    expect(after[first + 4]).toEqual(before[first + 4]);
  });

  it("foretells what the cells then show, keeps overrides, and goes back", async () => {
    opened = await open({ sheets });
    await opened.book.setOverride({ key: "size", scenario: "policy", year: 2030 }, 1300);
    await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 500);
    const shown = await opened.values("Mine", "B2:B8");
    const { cells } = await opened.book.previewUpgrade(next);
    const outcome = await opened.book.upgrade(next);
    expect(outcome).toMatchObject({ from: { edition: "2026.1" }, to: { edition: "2027.1" }, log: null });
    const state = opened.book.getState();
    expect(state.pinned).toEqual({ report: builtInReport.id, edition: "2027.1" });
    expect(state.formerEdition).toMatchObject({ edition: "2026.1" });
    expect(state.model.assumptions.overrides).toHaveLength(2);

    for (const { sheet, address, call, after } of cells) {
      if (call === null) expect(await opened.value(sheet, address), address).toBe(after);
    }
    expect(await opened.value("Mine", "B3")).toBe(1400);
    expect(await opened.value("Mine", "B6")).toBe(2000);

    // The row of the year that is new came, the one with an override that no longer fits stayed and says so.
    const rows = (await opened.values("Assumptions", "A6:I400")).filter(([key]) => key === "size");
    expect(rows.filter(([, , year]) => year === 2031)).toHaveLength(1);
    expect(rows.filter(([, scenario]) => scenario === "policy")).toEqual([
      ["size", "policy", 2030, "", 1300, expect.anything(), expect.anything(), "", expect.stringContaining("Not used")],
    ]);

    await opened.book.returnToFormer();
    expect(await opened.values("Mine", "B2:B8")).toEqual(shown);
    expect(opened.book.getState()).toMatchObject({
      pinned: { edition: "2026.1" },
      formerEdition: { edition: "2027.1" },
    });
    await opened.book.returnToFormer();
    expect(opened.book.getState().pinned).toMatchObject({ edition: "2027.1" });
    expect(await opened.value("Mine", "B2")).toBe(2000);
  });

  it.each([
    ["a newer edition", next],
    ["another report", second],
  ])("to %s is foreseen for formulas of every kind", async (_, report) => {
    const formulas = [
      ["=MARKET.SIZE(A1:F1)"],
      ['=MARKET.SEGMENT("rd",2027,,"CNY bn")'],
      ['=MARKET.SHARE("huawei",2030)'],
      ['=MARKET.SPLIT("vendor",2028)'],
      ["=MARKET.CAGR(2025,2030)"],
      ["=MARKET.GROWTH(B1)"],
      ['=MARKET.DRIVER("arpu",2028)'],
      ['=MARKET.BUILD(2027,"arpu",500)'],
      ["=MARKET.TABLE(,2025,2030)"],
      ['=MARKET.SERIES("gross-margin",2027)'],
      ['=MARKET.FIGURE("size-2030-applications")'],
      ['=MARKET.SOURCE("size",2030)'],
      ['=MARKET.BASIS("size",2027)'],
      ["=MARKET.CONSENSUS(2030)"],
      ["=MARKET.RECONCILE(2030)"],
      ["=MARKET.SENSITIVITY(2030)"],
      ["=MARKET.SIMULATE(2030,,500,7)"],
      ["=MARKET.AUDIT()"],
      ["=MARKET.CHECK()"],
      ['=MARKET.LIST("scenarios")'],
      ["=MARKET.VERSION()"],
      ["=MARKET.SIZE(Z99)"],
      ['=MARKET.SIZE(A1,"")'],
    ];
    // Each on a sheet of its own, so that all have room to spill.
    const many = Object.fromEntries(
      formulas.map((row, index) => [`S${index}`, [[2025, 2026, 2027, 2028, 2029, 2030], [], row]]),
    );
    opened = await open({ sheets: many });
    const contents = async () => {
      await opened.settled();
      return opened.excel.run(async (context) => {
        const used = Object.keys(many).map((name) => {
          const range = context.workbook.worksheets.getItem(name).getRange("A1:J220");
          range.load("values");
          return [name, range] as const;
        });
        await context.sync();
        return new Map(
          used.flatMap(([name, { values }]) =>
            values.flatMap((row: unknown[], down: number) =>
              row.map((value, right) => [`${name}!${cellAddress(down, right)}`, value] as const),
            ),
          ),
        );
      });
    };
    const before = await contents();
    const { cells, unforeseen } = await opened.book.previewUpgrade(report);
    expect(unforeseen).toEqual([]);
    await opened.book.upgrade(report);
    const after = await contents();
    const foreseen = new Map(cells.map((change) => [`${change.sheet}!${change.address}`, change]));
    for (const [cell, was] of before) {
      const change = foreseen.get(cell);
      const [from, to] = change ? [change.before, change.after] : [was, was];
      for (const [value, wanted] of [
        [was, from],
        [after.get(cell), to],
      ]) {
        if (typeof wanted === "number") expect(value, cell).toBeCloseTo(wanted, 9);
        else expect(value, cell).toBe(wanted);
      }
    }
    expect(foreseen.size).toBeGreaterThan(20);
    const weights = cells.map(({ before, change }) => (change === null ? null : Math.abs(change / Number(before))));
    const numbers = weights.filter((weight): weight is number => weight !== null && Number.isFinite(weight));
    expect(numbers).toEqual([...numbers].sort((one, other) => other - one));
  });

  it("names own scenarios and a choice that the other report has no ground for", () => {
    const assumptions = {
      overrides: [],
      scenarios: [
        { id: "own-1", name: "Mine", basedOn: "policy" },
        { id: "own-2", name: "Yours", basedOn: "vendors" },
      ],
      chosen: "policy",
    };
    const unfit = unfitOf([createModel(builtInReport, assumptions)], [createModel(next, assumptions)]);
    expect(unfit.map(({ what, message }) => [what, message])).toEqual([
      ["Mine", { id: "scenario-base-gone", values: { name: "Mine", base: "policy" } }],
      ["policy", { id: "chosen-gone", values: { name: "policy" } }],
    ]);
  });

  it("goes over to another report wholly, and its texts never become formulas", async () => {
    opened = await open({ sheets: { Mine: [["=MARKET.SIZE(2028)", '=MARKET.SEGMENT("air",2030)']] } });
    await opened.book.load({ place: { at: "end" } });
    const parsed = await opened.book.readReport(secondText);
    if (!("report" in parsed)) throw new Error("refused");
    await opened.book.upgrade(parsed.report);
    const { model } = opened.book.getState();
    expect(model.report.id).toBe(second.id);
    expect(await opened.value("Mine", "A1")).toBe(22000);
    expect(await opened.value("Mine", "B1")).toBeGreaterThan(0);
    // Its defaults in sheets of their own.
    const { created } = await opened.book.load({
      sheets: ["market", "checks"],
      place: { at: "end" },
      answers: { market: { answer: "rename", name: "Heat" }, checks: { answer: "rename", name: "Heat checks" } },
    });
    expect(created).toEqual(["Heat", "Heat checks"]);
    expect((await opened.values("Heat", "A1"))[0]![0]).toContain("Heat pumps");
    const keys = (await opened.values("Assumptions", "A6:A400")).flat();
    expect(keys).toContain("homes");
    expect(keys).not.toContain("arpu");
  });

  it("takes a large report and reads it again, and refuses one that Excel could not be handed", async () => {
    const grown = (figures: number): Report =>
      nextEdition((report) => {
        const [first] = report.figures;
        for (let index = 0; index < figures; index++) {
          // Nothing repeats in it, so that it stays as large as it is.
          const metric = { en: noise(480, index), zh: "数".repeat(50) };
          report.figures.push({ ...first, metric, id: `extra-${index}` });
        }
      });
    opened = await open({ sheets });
    const before = await everything(opened);
    expect(await noteOf(opened.book.upgrade(grown(45_000)))).toEqual({
      id: "report-too-large",
      values: { report: next.id },
    });
    expect(await everything(opened)).toEqual(before);
    await opened.book.upgrade(grown(6_500));
    expect(await opened.value("Mine", "B2")).toBe(2000);
    opened = await reopen();
    expect(opened.book.getState()).toMatchObject({ pinned: { edition: "2027.1" }, notices: [] });
    expect(opened.book.getState().model.report.figures.length).toBeGreaterThan(6_500);
  });

  it("says when there is nothing to go over to", async () => {
    opened = await open({ sheets });
    const note = { id: "same-edition", values: { report: builtInReport.id, edition: "2026.1" } };
    expect(await noteOf(opened.book.previewUpgrade(copyOf(builtInReport)))).toEqual(note);
    expect(await noteOf(opened.book.upgrade(copyOf(builtInReport)))).toEqual(note);
    expect(await noteOf(opened.book.returnToFormer())).toEqual({ id: "no-former-edition" });
  });

  it("logs what changed, upgrade after upgrade, in a sheet of its own", async () => {
    opened = await open({ sheets: { ...sheets, "Refresh log": [["mine"]] } });
    const first = await opened.book.upgrade(next, { log: true });
    expect(first.log).toBe("Refresh log 2");
    const rows = await opened.values("Refresh log 2", "A1:I6");
    expect(rows[0]).toEqual(["Date", "From", "To", "Sheet", "Cell", "Formula", "Before", "After", "Change"]);
    expect(rows[1]!.slice(1)).toEqual([
      `${builtInReport.id}, 2026.1`,
      `${builtInReport.id}, 2027.1`,
      "Mine",
      "B5",
      '=MARKET.SIZE(A5,"policy")',
      1200,
      "#VALUE!",
      "",
    ]);
    const today = Date.now() / 86_400_000 + 25_569;
    expect(Math.abs((rows[1]![0] as number) - today)).toBeLessThan(1.1);
    const again = await opened.book.returnToFormer({ log: true });
    expect(again.log).toBe("Refresh log 2");
    const after = await opened.values("Refresh log 2", "A1:I12");
    expect(after.slice(0, 6)).toEqual(rows);
    expect(after.slice(6).map((row) => row[4])).toContain("B5");
    expect(await opened.value("Refresh log", "A1")).toBe("mine");
  });

  it.each([
    ["error", "over"],
    ["half", "over"],
    ["lost", "over"],
    ["half", "back"],
    ["lost", "back"],
  ] as const)(
    "a fault (%s) at any request on the way %s leaves the workbook as it was, and a second try succeeds",
    async (kind, way) => {
      const [from, shown] = way === "over" ? (["2026.1", 2000] as const) : (["2027.1", 1800] as const);
      const go = () =>
        way === "over" ? opened.book.upgrade(next, { log: true }) : opened.book.returnToFormer({ log: true });
      const fresh = async () => {
        opened = await open({ sheets });
        await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 500);
        if (way === "back") await opened.book.upgrade(next);
        return everything(opened);
      };
      let before = await fresh();
      let failures = 0;
      for (let request = 1; ; request++) {
        const sent = opened.requests();
        opened.excel.host.faults.fail({ request, kind });
        const note = await noteOf(go());
        const wasHit = opened.requests() - sent >= request;
        opened.excel.host.faults.clear();
        if (note === "done") {
          // The client's own tidying after a batch can fail without harm.
          expect(await opened.value("Mine", "B2"), `${request}`).toBe(shown);
          if (!wasHit) break;
          await opened.close();
          before = await fresh();
          continue;
        }
        failures++;
        expect(note, `${request}`).toMatchObject({ id: "excel-failed" });
        expect(await everything(opened), `${request}`).toEqual(before);
        expect(opened.book.getState().pinned).toMatchObject({ edition: from });
      }
      expect(failures).toBeGreaterThan(5);
    },
  );
});

describe("the workbook's own copy of its edition", () => {
  it("holds years later: another built-in edition changes no number and nothing is written", async () => {
    opened = await open({ sheets });
    await opened.book.chooseScenario("applications");
    const values = await opened.values("Mine", "A1:B8");
    const before = await everything(opened);
    opened = await reopen(next);
    expect(opened.book.getState()).toMatchObject({ pinned: { edition: "2026.1" }, notices: [] });
    expect(await everything(opened)).toEqual(before);
    await opened.book.refresh();
    expect(await opened.values("Mine", "A1:B8")).toEqual(values);
    expect(opened.book.getState().model.report.edition).toBe("2026.1");
  });

  it.each(["error", "lost"] as const)(
    "isn't replaced by another when requests (%s) of opening fail, however often it is tried",
    async (kind) => {
      opened = await open({ sheets });
      await opened.book.chooseScenario("applications");
      const values = await opened.values("Mine", "A1:B8");
      const before = await everything(opened);
      let failures = 0;
      for (let request = 1; request <= 5; request++) {
        opened = await reopen(next, () => {
          for (let at = request; at < request + 15; at++) opened.excel.host.faults.fail({ request: at, kind });
        });
        opened.excel.host.faults.clear();
        expect(await everything(opened)).toEqual(before);
        if (opened.book.getState().outcome?.kind === "failed") {
          failures++;
          await opened.write("Mine", "D1", [["=MARKET.SIZE(2030)"]]);
          expect(await opened.value("Mine", "D1")).toBe("#N/A");
          await opened.book.refresh();
          expect(await opened.value("Mine", "D1")).toBe(1800);
          await opened.write("Mine", "D1", [[""]]);
        }
        expect(opened.book.getState()).toMatchObject({ pinned: { edition: "2026.1" }, notices: [] });
        expect(await opened.values("Mine", "A1:B8")).toEqual(values);
      }
      expect(failures).toBeGreaterThan(1);
    },
  );

  it("opens for a colleague with the same values, without a calculation or a change", async () => {
    opened = await open({ sheets });
    await opened.book.load({ place: { at: "end" } });
    await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 500);
    const before = await everything(opened);
    const { grid } = opened.excel.host;
    const calculate = vi.spyOn(grid, "calculate");
    opened = await reopen(next);
    await opened.settled();
    expect(calculate).not.toHaveBeenCalled();
    calculate.mockRestore();
    expect(await everything(opened)).toEqual(before);
    // Leaving it, and one without the add-in then looking at it, changes nothing either.
    await opened.book.close();
    expect(await everything(opened)).toEqual(before);
  });

  it("is used even where the built-in edition of that name has other figures", async () => {
    opened = await open({ sheets });
    await opened.book.chooseScenario("applications");
    const silent = nextEdition((report) => (report.edition = "2026.1"));
    opened = await reopen(silent);
    await opened.book.refresh();
    expect(await opened.value("Mine", "B2")).toBe(1800);
  });

  it("leaves a workbook without anything of ours to the built-in edition, and writes nothing into it", async () => {
    opened = await open({ sheets: { Mine: [["=MARKET.SIZE(2030)"]] } });
    expect(await partsXml(opened)).toEqual([]);
    expect(opened.book.getState()).toMatchObject({ pinned: null, formerEdition: null });
  });

  describe.each([
    ["gone", "report-missing", () => null],
    ["truncated", "report-damaged", (xml: string) => xml.replace(/[^<]{1000}<\/report>/, "</report>")],
    [
      "with a character changed",
      "report-damaged",
      (xml: string) =>
        xml.replace(/(deflated[^A-Za-z0-9]*.{1000})(.)/, (_, before, one) => before + (one === "A" ? "B" : "A")),
    ],
    ["something else", "report-damaged", (xml: string) => xml.replace(/>[^<]*</, '>{"__proto__":{"value":1}}<')],
    [
      "a million figures",
      "report-damaged",
      (xml: string) => xml.replace(/>[^<]*</, `>{"figures":[${Array(1_000_000).fill(0).join(",")}]}<`),
    ],
    ["not even JSON", "report-damaged", (xml: string) => xml.replace(/>[^<]*</, ">=1+1<")],
  ] as const)("%s", (_, id, damage) => {
    it("is a clear message, no other edition's numbers and no change", async () => {
      opened = await open({ sheets });
      await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 500);
      await opened.value("Mine", "B2");
      await partsXml(opened, (xml, namespace) => (namespace.includes(":report:") ? (damage(xml) as never) : xml));
      const before = await everything(opened);
      opened = await reopen(next);
      const note = { id, values: { report: builtInReport.id, edition: "2026.1" } };
      expect(opened.book.getState()).toMatchObject({ pinned: { edition: "2026.1" }, notices: [note] });
      expect(await everything(opened)).toEqual(before);
      expect(await noteOf(opened.book.refresh())).toEqual(note);
      expect(await noteOf(opened.book.chooseScenario("vendors"))).toEqual(note);
      expect(await noteOf(opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 1))).toEqual(note);
      expect(await everything(opened)).toEqual(before);
      // A formula typed now doesn't show the built-in edition's number.
      await opened.write("Mine", "D1", [["=MARKET.SIZE(2030)"]]);
      expect(await opened.value("Mine", "D1")).toBe("#N/A");

      // The edition's report file makes it whole again.
      await opened.book.upgrade(copyOf(builtInReport));
      expect(opened.book.getState().notices).toEqual([]);
      expect(await opened.value("Mine", "B2")).toBe(1800);
      expect(await opened.value("Mine", "D1")).toBe(1800);
      expect(opened.book.getState().model.assumptions.overrides).toHaveLength(1);
      opened = await reopen(next);
      expect(opened.book.getState()).toMatchObject({ pinned: { edition: "2026.1" }, notices: [] });
    });
  });

  it("that is gone gives way to the built-in one, whose numbers all formulas then have", async () => {
    opened = await open({ sheets });
    await opened.book.upgrade(next);
    expect(await opened.value("Mine", "B2")).toBe(2000);
    await partsXml(opened, (xml, namespace) => (namespace.includes(":report:") ? (null as never) : xml));
    opened = await reopen();
    await opened.write("Mine", "D1", [["=MARKET.SIZE(2030)"]]);
    expect(await opened.value("Mine", "D1")).toBe("#N/A");
    await opened.book.upgrade(builtInReport);
    expect(await opened.value("Mine", "D1")).toBe(1800);
    expect(await opened.value("Mine", "B2")).toBe(1800);
  });

  it("that a co-author changed without a word is calculated everywhere by what comes next, whatever was refreshed before", async () => {
    opened = await open({ sheets: { Mine: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2030)"]] } });
    await opened.book.chooseScenario("vendors");
    const chosen = await opened.value("Mine", "B1");
    await partsXml(opened, (xml, namespace) =>
      namespace === "urn:market-model:workbook" ? xml.replaceAll("vendors", "applications") : xml,
    );
    await opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Mine").getRange("A1").select();
      await context.sync();
    });
    await opened.book.refresh("selection");
    const refreshed = await opened.value("Mine", "A1");
    expect(refreshed).not.toBe(chosen);
    await opened.book.load({ sheets: ["checks"], place: { at: "end" } });
    expect(await opened.value("Mine", "B1")).toBe(refreshed);
  });

  it.each([
    ["truncated", "part-damaged", (xml: string) => xml.slice(0, 200) + "</workbook>"],
    ["of a newer version", "part-newer", (xml: string) => xml.replace('"version":1', '"version":2')],
    [
      "with prototype keys",
      "part-damaged",
      () =>
        '<workbook xmlns="urn:market-model:workbook">{"version":1,"__proto__":{"report":"x","edition":"y"}}</workbook>',
    ],
    [
      "with a hash that is none",
      "report-missing",
      (xml: string) =>
        xml
          .replace(/"hash":"\w+"/, '"hash":"x:y\\"z","report":"other"')
          .replace(/"report":"cn[^"]*"/, '"report":"other"'),
    ],
  ] as const)(
    "an index of it that is %s gives a message and no change; overrides stay in the sheet",
    async (_, id, damage) => {
      opened = await open({ sheets });
      await opened.book.setOverride({ key: "size", scenario: "vendors", year: 2029 }, 500);
      await opened.value("Mine", "B2");
      await partsXml(opened, (xml, namespace) => (namespace === "urn:market-model:workbook" ? damage(xml) : xml));
      const before = await everything(opened);
      opened = await reopen();
      expect(opened.book.getState().notices.map((note) => note.id)).toEqual([id]);
      expect(await everything(opened)).toEqual(before);
      expect(await noteOf(opened.book.chooseScenario("vendors"))).toMatchObject({ id });
      expect(await everything(opened)).toEqual(before);
      expect(opened.book.getState().model.assumptions.overrides).toHaveLength(1);
    },
  );
});

describe("a report file", () => {
  it.each([
    ["prototype keys", '{"__proto__":{"id":"x"},"constructor":{}}', "missing"],
    ["another format", secondText.replace('"schema": "1.0"', '"schema": "9.9"'), "other-schema"],
    ["something else", "<html>", "not-json"],
    ["a million figures", `{"figures":[${Array(1_000_000).fill(0).join(",")}]}`, "missing"],
    ["far too much", " ".repeat(20_000_001), "too-large"],
  ])("with %s is refused by place and reason", async (_, text, code) => {
    opened = await open({ sheets });
    const before = await everything(opened);
    const parsed = await opened.book.readReport(text);
    if (!("faults" in parsed)) throw new Error("accepted");
    expect(parsed.faults.map((fault) => fault.code)).toContain(code);
    expect(parsed.faults.length).toBeLessThanOrEqual(101);
    for (const language of ["en", "zh"] as const) expect(faultText(parsed.faults[0]!, language)).not.toMatch(/\{\w+\}/);
    expect(await everything(opened)).toEqual(before);
  });

  it("with formulas and HTML for names has them as texts in cells", async () => {
    const hostile = copyOf(second);
    hostile.title.en = '=HYPERLINK("http://example.com","x")';
    hostile.scenarios[0].name.en = "<img src=x onerror=alert(1)>";
    hostile.scenarios[1].name.en = "=1+1";
    hostile.splits[0].segments[0].name.en = "@SUM(A1)";
    opened = await open({ sheets: { Mine: [["=MARKET.SIZE(2028)"]] } });
    const parsed = await opened.book.readReport(JSON.stringify(hostile));
    if (!("report" in parsed)) throw new Error(JSON.stringify(parsed.faults));
    await opened.book.upgrade(parsed.report, { log: true });
    await opened.book.load({ place: { at: "end" } });
    const cells = (await opened.formulas("Market", "A1:D60")).flat();
    const values = (await opened.values("Market", "A1:D60")).flat();
    // A text reads as itself; what reads otherwise was calculated, and only our own formulas and references are.
    const calculated = cells.filter((cell, index) => /^[=@]/.test(String(cell)) && cell !== values[index]);
    expect(calculated.length).toBeGreaterThan(0);
    expect(
      calculated.filter((cell) => !/^=((?:"[^"]*"&)?(?:IFNA\()?MARKET\.|\$?[A-Z]+\$?\d+$)/.test(String(cell))),
    ).toEqual([]);
    expect(values).toContain("<img src=x onerror=alert(1)>");
    expect(values).toContain("=1+1");
  });
});

describe("the site's index", () => {
  const text = JSON.stringify(next);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const entry = (report: Report, hash = sha256) => ({
    id: report.id,
    title: report.title,
    edition: report.edition,
    sha256: hash,
  });
  const site = (files: Record<string, string>) => async (path: string) => {
    const file = files[path];
    if (file === undefined) throw new Error("404");
    return file;
  };
  const withSite = async (files: Record<string, string>): Promise<Opened> => {
    const { excel, ports: found } = await openExcelWithFormulas({ sheets });
    const ports = { ...found, site: site(files) };
    const book = openWorkbook(ports);
    await book.ready;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return wrap(excel, book, ports);
  };

  it("tells of a newer edition, whose data is then to be had", async () => {
    const index = [entry(builtInReport), entry(next), { ...entry(next), edition: "2027.0" }, { id: 1 }, null];
    opened = await withSite({
      "reports/index.json": JSON.stringify(index),
      [`reports/${next.id}@2027.1.json`]: text,
    });
    expect(opened.book.getState().newerEdition).toMatchObject({ report: next.id, edition: "2027.1" });
    expect(opened.book.getState().pinned).toBeNull();
    await opened.book.upgrade(await opened.book.newerReport());
    await expect.poll(() => opened!.book.getState().newerEdition).toBeNull();
    expect(await opened.value("Mine", "B2")).toBe(2000);
  });

  it.each([
    ["doesn't answer", {}],
    ["answers with a page", { "reports/index.json": "<html>" }],
    ["has odd entries", { "reports/index.json": '{"length":3}' }],
    ["has nothing newer", { "reports/index.json": JSON.stringify([entry(builtInReport), entry(second)]) }],
  ])("that %s is silent", async (_, files) => {
    opened = await withSite(files as Record<string, string>);
    expect(opened.book.getState()).toMatchObject({ newerEdition: null, notices: [], outcome: null });
  });

  it("that vouches for another file has its edition refused", async () => {
    opened = await withSite({
      "reports/index.json": JSON.stringify([entry(next, "0".repeat(64))]),
      [`reports/${next.id}@2027.1.json`]: text,
    });
    expect(await noteOf(opened.book.newerReport())).toMatchObject({ id: "edition-unavailable" });
  });
});

describe("refresh", () => {
  it.each([
    ["selection", 2],
    ["sheet", 7],
    ["workbook", 8],
  ] as const)("of the %s counts its formulas", async (scope, formulas) => {
    opened = await open({ sheets: { ...sheets, Other: [["=MARKET.SIZE(2030)"]] } });
    await opened.settled();
    await opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Mine").activate();
      context.workbook.worksheets.getItem("Mine").getRange("A2:B3").select();
      await context.sync();
    });
    expect(await opened.book.refresh(scope)).toEqual({ formulas, changed: 0, errors: 0, rewritten: 0, left: [] });
  });

  it.each([
    ["selection", 1],
    ["sheet", 2],
    ["workbook", 3],
  ] as const)("of the %s reruns the formulas in it and counts those that changed", async (scope, changed) => {
    const rows = [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2025)", '=MARKET.SIZE(2030,"applications")']];
    opened = await open({ sheets: { Mine: rows, Other: [['=MARKET.SIZE(2030,"vendors")']] } });
    await opened.settled();
    // As if they had last been calculated with another model, and Excel saw no reason to calculate them again.
    opened.ports.formulas.use(settingOf(createModel(next)));
    await opened.excel.run(async (context) => {
      context.workbook.application.calculate("Full");
      context.workbook.worksheets.getItem("Mine").activate();
      context.workbook.worksheets.getItem("Mine").getRange("A1:B1").select();
      await context.sync();
    });
    expect((await opened.values("Mine", "A1:C1"))[0]).toEqual([2000, 480, 2000]);
    const { changed: found } = await opened.book.refresh(scope);
    expect(found).toBe(changed);
    expect((await opened.values("Mine", "A1:B1"))[0]).toEqual([1800, 480]);
    if (scope === "workbook") expect(await opened.value("Other", "A1")).toBe(665.4);
    expect(await opened.value("Mine", "C1")).toBe(scope === "selection" ? 2000 : 1800);
  });

  it("counts errors", async () => {
    opened = await open({ sheets: { Mine: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(1900)"]] } });
    await opened.settled();
    expect(await opened.book.refresh("sheet")).toEqual({ formulas: 2, changed: 0, errors: 1, rewritten: 0, left: [] });
  });

  it.each(["error", "half", "lost"] as const)("a fault (%s) at any request changes nothing", async (kind) => {
    opened = await open({ sheets });
    await opened.book.chooseScenario("applications");
    const before = await everything(opened);
    for (let request = 1; request <= 8; request++) {
      opened.excel.host.faults.fail({ request, kind });
      await noteOf(opened.book.refresh());
      opened.excel.host.faults.clear();
      expect(await everything(opened), `${request}`).toEqual(before);
    }
    expect(await opened.book.refresh()).toMatchObject({ formulas: 7, changed: 0 });
  });
});
