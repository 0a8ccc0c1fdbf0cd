import { strFromU8, unzipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { contentOf, writeWorkbook } from "../../host/file";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import type { LoadOptions } from "../../src/workbook";
import { usually } from "../support/excel";
import { faultAtEveryRequest, noteOf } from "./faults";
import { namespacesOf } from "./parts";
import { open, type Opened } from "./workbook";

// Many other tests load and detach; these do where Excel hands blank cells over as 0, as some of its builds do.
usually({ blanks: "zero" });

let opened: Opened;
afterEach(() => opened?.close());

const all: LoadOptions = { place: { at: "end" } };
const small: LoadOptions = { sheets: ["assumptions", "checks"], place: { at: "end" } };
const two: LoadOptions = { sheets: ["segments", "assumptions"], place: { at: "end" } };

const sheetNames = (book: Opened) =>
  book.excel.run(async (context) => {
    context.workbook.worksheets.load("items/name");
    await context.sync();
    return context.workbook.worksheets.items.map(({ name }) => name);
  });

it("loads five sheets of live formulas in at most 8 round trips", async () => {
  opened = await open({ sheets: { Mine: [["kept"]] } });
  const seen: string[] = [];
  const outcome = await opened.book.load(all, { onProgress: ({ message }) => seen.push(message.id) });
  expect(opened.requests()).toBeLessThanOrEqual(8);
  expect(seen.length).toBeGreaterThan(3);
  expect(outcome).toEqual({
    created: ["Market", "Segments", "Assumptions", "Sources", "Checks"],
    updated: [],
    skipped: [],
  });
  expect(await sheetNames(opened)).toEqual(["Mine", ...outcome.created]);
  expect(await opened.value("Mine", "A1")).toBe("kept");

  // Outputs: the chosen scenario from 480 to 1800, its growth, the bounds and the bottom-up size.
  const outputs = await opened.values("Market", "A11:K15");
  expect(outputs[0]!.slice(4)).toEqual([2025, 2026, 2027, 2028, 2029, 2030, "CAGR"]);
  expect(outputs[1]![6]).toBeCloseTo(814.43, 2);
  expect(outputs[1]![10]).toBeCloseTo(0.3026, 4);
  expect(outputs[2]![9]).toBeCloseTo(665.4, 9);
  expect(outputs[4]![9]).toBeCloseTo(1624.725, 9);

  // Checks: all hold, and each is calculated.
  const checks = await opened.values("Checks", "A5:D14");
  expect(checks[0]![3]).toBe(true);
  expect(checks.slice(3).map((row) => row[3])).toEqual(checks.slice(3).map(() => true));
  const verdicts = await opened.values("Checks", "B18:B21");
  expect(verdicts.flat().reduce<number>((sum, count) => sum + Number(count), 0)).toBe(
    opened.ports.report.claims.length,
  );

  const charts = await opened.excel.run(async (context) => {
    const found = ["Market", "Segments"].map((name) => context.workbook.worksheets.getItem(name).charts);
    found.forEach((charts) => charts.load("items/name"));
    await context.sync();
    return found.map(({ items }) => items.length);
  });
  expect(charts).toEqual([1, opened.ports.report.splits.length]);
});

it("follows an input on a sheet and a new scenario", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["market", "segments"], place: { at: "end" } });
  await opened.write("Market", "B5", [["CNY bn"]]);
  expect(await opened.value("Market", "J12")).toBeCloseTo(180, 9);
  expect(await opened.value("Segments", "J16")).toBeCloseTo(52, 9);
  await opened.book.chooseScenario("vendors");
  expect(await opened.value("Market", "J12")).toBeCloseTo(66.54, 9);
  expect(await opened.value("Market", "J13")).toBeCloseTo(66.54, 9);
});

it("has names and sections follow the ids beside them, and names the workbook's scenario", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["market", "segments", "sources"], place: { at: "end" } });
  const { report } = opened.ports;
  const named = (id: string) => report.scenarios.find((one) => one.id === id)!;
  expect((await opened.values("Market", "A12:C13"))[0]).toEqual([
    "",
    `The workbook's scenario: ${named("applications").name.en}`,
    named("applications").section,
  ]);
  await opened.book.chooseScenario("vendors");
  await opened.write("Market", "A13", [["caam-idc"]]);
  await opened.write("Segments", "A10", [["huawei"]]);
  await opened.write("Sources", "A7", [["size-2030-applications"]]);
  expect(await opened.values("Market", "A12:C13")).toEqual([
    ["", `The workbook's scenario: ${named("vendors").name.en}`, named("vendors").section],
    ["caam-idc", `Low: ${named("caam-idc").name.en}`, named("caam-idc").section],
  ]);
  const segments = await opened.values("Segments", "A8:B30");
  expect(segments.filter(([id]) => id === "huawei").map(([, name]) => name)).toEqual(["Huawei Cloud", "Huawei Cloud"]);
  const figure = report.figures.find(({ id }) => id === "size-2030-applications")!;
  expect(await opened.value("Sources", "B7")).toBe(figure.metric.en);
});

it("shows the consensus with the lowest, the highest and how many there are", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["market"], place: { at: "end" } });
  const rows = await opened.values("Market", "A16:J19");
  expect(rows.map(([statistic]) => statistic)).toEqual(["median", "low", "high", "count"]);
  const [median, low, high, count] = rows.map((row) => row[9] as number);
  expect(low).toBeLessThan(median!);
  expect(median).toBeLessThan(high!);
  expect(count).toBeGreaterThan(1);
  await opened.write("Market", "B8", [["mean"]]);
  expect(await opened.value("Market", "A16")).toBe("mean");
  expect(await opened.value("Market", "J16")).not.toBe(median);
});

it("shows a range as one, in the unit's format", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["sources"], place: { at: "end" } });
  const rows = await opened.values("Sources", "A7:D200");
  const shown = (id: string) => rows.find(([figure]) => figure === id)?.[2];
  const ranges = opened.ports.report.figures.filter(({ id, value }) => typeof value !== "number" && shown(id));
  expect(ranges.length).toBeGreaterThan(1);
  for (const { id, value, unit } of ranges) {
    const ends = (value as readonly number[]).map((end) =>
      unit === "%" ? `${end.toFixed(1)}%` : end.toLocaleString("en", { maximumFractionDigits: 4 }),
    );
    expect(shown(id), id).toBe(ends.join("–"));
  }
});

it("has no number in a formula and the same formula along a row", async () => {
  opened = await open();
  await opened.book.load(all);
  for (const [sheet, address] of [
    ["Market", "E12:J60"],
    ["Segments", "E9:J60"],
    ["Sources", "C7:H100"],
  ] as const) {
    for (const row of await opened.formulas(sheet, address)) {
      for (const formula of row) {
        if (typeof formula !== "string" || !formula.startsWith("=")) continue;
        // References and texts aside, no digit is left.
        const bare = formula.replace(/"[^"]*"/g, "").replace(/\$?[A-Z]{1,2}\$?\d+/g, "");
        expect(bare, `${sheet}: ${formula}`).not.toMatch(/\d/);
        expect(bare).not.toMatch(/OFFSET|INDIRECT/);
      }
      const shapes = new Set(
        row.slice(0, 6).map((formula) => String(formula).replace(/(?<![$A-Z])[A-Z]{1,2}(?=\$?\d)/g, "*")),
      );
      const formulas = row.slice(0, 6).filter((formula) => String(formula).startsWith("="));
      if (sheet !== "Sources" && formulas.length === 6) expect(shapes.size, [...shapes].join(" ")).toBe(1);
    }
  }
});

it("speaks the workbook's text language", async () => {
  opened = await open({ textLanguage: "zh" });
  const outcome = await opened.book.load(all);
  expect(outcome.created).toEqual(["市场", "细分市场", "假设", "来源", "检查"]);
  expect(await opened.value("假设", "E5")).toBe("改写");
  expect(await opened.value("检查", "D5")).toBe(true);
});

it("shows units, sections and bases in Chinese on Chinese sheets, and keeps what formulas compare", async () => {
  opened = await open({ textLanguage: "zh" });
  await opened.book.load(all);
  expect((await opened.values("市场", "A11:K11"))[0]).toEqual([
    "情景",
    "名称",
    "章节",
    "单位",
    2025,
    2026,
    2027,
    2028,
    2029,
    2030,
    "复合增长率",
  ]);
  expect(await opened.values("市场", "A12:E13")).toEqual([
    ["", "工作簿情景：应用场景测算", "4.2.1", "亿元", 480],
    ["vendors", "低：厂商份额表", "1.2.2", "亿元", 185.6],
  ]);
  // Key, year, default, unit, basis, source of the first driver, and of a scenario that the abstract states.
  const rows = await opened.values("假设", "A6:I40");
  expect(rows[0]).toEqual(["parc", "", 2024, 3.45, "", "亿辆", "报告原值", "公安部交通管理局、4.1.1", ""]);
  expect(rows.find(([key, scenario]) => key === "size" && scenario === "summary")).toEqual([
    "size",
    "summary",
    2025,
    320,
    "",
    "亿元",
    "报告原值",
    "报告、摘要",
    "",
  ]);
  const consistent = createModel(builtInReport)
    .audit(null)
    .filter(({ verdict }) => verdict === "consistent").length;
  expect((await opened.values("检查", "A18:C18"))[0]).toEqual(["consistent", consistent, "按所述精度一致"]);
  await opened.book.setTextLanguage("en");
  await opened.settled();
  expect((await opened.values("假设", "F6:G6"))[0]).toEqual(["100m vehicles", "reported"]);
});

it("shows every number as a reader writes it: no bare decimal point, no long fraction, years plain", async () => {
  opened = await open();
  await opened.book.load(all);
  await opened.settled();
  const shown = await opened.excel.run(async (context) => {
    const ranges = [
      ["Assumptions", "C6:D90"],
      ["Sources", "C7:C120"],
      ["Checks", "C25:E142"],
    ].map(([sheet, address]) => context.workbook.worksheets.getItem(sheet!).getRange(address!));
    ranges.forEach((range) => range.load("text,values"));
    await context.sync();
    return ranges.flatMap(({ text, values }) =>
      text.flatMap((row, down) => row.flatMap((cell, right) => (values[down]![right] === "" ? [] : cell))),
    );
  });
  expect(shown.length).toBeGreaterThan(500);
  expect(shown.filter((text) => !/^-?(?:\d{1,3}(?:,\d{3})*|\d{4})(?:\.\d{1,4})?%?$/.test(text))).toEqual([]);
  expect(shown).toEqual(expect.arrayContaining(["2024", "1,800", "52.1739%"]));
});

it("gives what the audit spills a header and formats, and leaves its cells to it", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["checks"], place: { at: "end" } });
  await opened.settled();
  const row = (await opened.values("Checks", "A1:A40")).findIndex(([value]) => value === "Claim") + 1;
  const looks = await opened.excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("Checks");
    const header = sheet.getRange(`A${row}:G${row}`);
    const below = sheet.getRange(`A${row + 1}:G${row + 2}`);
    const spill = sheet.getRange(`A${row}`).getSpillingToRangeOrNullObject();
    header.load("format/fill/color,format/font/bold");
    below.load("numberFormat,values,format/fill/color,format/font/bold");
    spill.load("rowCount,columnCount");
    await context.sync();
    return {
      fill: header.format.fill.color,
      bold: header.format.font.bold,
      belowHeader: { bold: below.format.font.bold, fill: below.format.fill.color },
      formats: below.numberFormat,
      spill: spill.isNullObject ? null : [spill.rowCount, spill.columnCount],
    };
  });
  const decimal = "#,##0.0###";
  const { report } = opened.ports;
  const numbers = report.claims.slice(0, 2).map(({ stated }) => {
    const isPercent = report.figures.find(({ id }) => id === stated)!.unit === "%";
    return Array<string>(3).fill(isPercent ? "0.0#%" : decimal);
  });
  expect(looks).toEqual({
    fill: "#E7EDF3",
    bold: true,
    belowHeader: { bold: false, fill: expect.not.stringMatching("#E7EDF3") as string },
    formats: numbers.map((formats) => ["General", "General", ...formats, "General", "General"]),
    spill: [report.claims.length + 1, 7],
  });
});

it("brings back a formula of the user's that spilled over what an update wrote, and none of its values", async () => {
  opened = await open();
  await opened.book.load(two);
  await opened.write("Segments", "A10:B10", [["", ""]]);
  await opened.write("Segments", "A11:A13", [[""], [""], [""]]);
  await opened.write("Segments", "A10", [["=SEQUENCE(4)"]]);
  expect(await opened.values("Segments", "A10:A13")).toEqual([[1], [2], [3], [4]]);
  const before = await opened.dump();
  const answers = { segments: { answer: "update", renew: true }, assumptions: { answer: "update" } } as const;
  const again = () => opened.book.load({ ...two, answers });
  for (let request = 3; ; request++) {
    opened.excel.host.counters.reset();
    opened.excel.host.faults.fail({ request, kind: "lost" });
    const note = await noteOf(again());
    opened.excel.host.faults.clear();
    if (note === "done") break;
    // A constant where the spill was would be in its way.
    await opened.write("Segments", "A10", [["=SEQUENCE(3)"]]);
    expect(await opened.values("Segments", "A10:A13"), `request ${request}`).toEqual([[1], [2], [3], [""]]);
    await opened.write("Segments", "A10", [["=SEQUENCE(4)"]]);
    expect(await opened.dump(), `request ${request}`).toEqual(before);
  }
  expect(await opened.values("Segments", "A10:A13")).toEqual([
    ["rd"],
    ["manufacturing"],
    ["marketing"],
    ["operations"],
  ]);
});

it("puts sheets before the active one", async () => {
  opened = await open({ sheets: { One: [], Two: [] } });
  await opened.book.goTo("Two", "A1");
  await opened.book.load({ ...two, place: { at: "before-active" } });
  expect(await sheetNames(opened)).toEqual(["One", "Segments", "Assumptions", "Two"]);
});

describe("where a sheet of that name exists", () => {
  const sheets = { Checks: [["mine", "=1+1"]], Other: [["=Checks!A1", "='Checks'!B1+1", '="Checks!A1"']] };

  it("refuses, names what replacing would lose, and changes nothing", async () => {
    opened = await open({ sheets });
    const before = await opened.dump();
    expect(await noteOf(opened.book.load(small))).toEqual({ id: "sheet-taken", values: { name: "Checks" } });
    expect(await opened.dump()).toEqual(before);
    const preview = await opened.book.previewLoad(small);
    expect(preview.sheets.map(({ kind, found }) => [kind, found.is])).toEqual([
      ["assumptions", "free"],
      ["checks", "taken"],
    ]);
    expect(preview.sheets[1]).toMatchObject({
      freeName: "Checks 2",
      found: { loss: { used: "A1:B1", tables: [], charts: [], references: ["Other!A1", "Other!B1"] } },
    });
  });

  it("takes another name", async () => {
    opened = await open({ sheets });
    const answers = { checks: { answer: "rename", name: "Checks 2" } } as const;
    await opened.book.load({ ...small, answers });
    expect(await sheetNames(opened)).toEqual(["Checks", "Other", "Assumptions", "Checks 2"]);
    expect(await opened.value("Checks", "A1")).toBe("mine");
    expect(
      await noteOf(
        opened.book.load({ ...small, sheets: ["checks"], answers: { checks: { answer: "rename", name: "a/b" } } }),
      ),
    ).toEqual({
      id: "sheet-name-invalid",
      values: { name: "a/b" },
    });
  });

  it("replaces it in at most 8 round trips, or not at all", async () => {
    opened = await open({ sheets });
    await opened.book.load({ ...small, answers: { checks: { answer: "replace" } } });
    expect(opened.requests()).toBeLessThanOrEqual(8);
    expect(await sheetNames(opened)).toEqual(["Other", "Assumptions", "Checks"]);
    expect(await opened.value("Checks", "D5")).toBe(true);
  });
});

it("finds what an earlier load made, and updates it without touching what is beside it", async () => {
  opened = await open();
  await opened.book.load(two);
  await opened.write("Segments", "A10", [["edited"]]);
  await opened.write("Segments", "Z3", [["mine"]]);
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Segments").name = "My split";
    await context.sync();
  });
  const preview = await opened.book.previewLoad(two);
  const nothing = { added: [], gone: [], left: [] };
  expect(preview.sheets[0]!.found).toEqual({
    is: "ours",
    name: "My split",
    changes: 0,
    edited: ["A10"],
    ...nothing,
  });
  expect(await noteOf(opened.book.load(two))).toEqual({ id: "sheet-taken", values: { name: "My split" } });
  const answers = { segments: { answer: "update" }, assumptions: { answer: "update" } } as const;
  const outcome = await opened.book.load({ ...two, answers });
  expect(outcome.updated).toEqual(["My split", "Assumptions"]);
  expect(await opened.value("My split", "A10")).toBe("edited");
  await opened.book.load({ ...two, answers: { ...answers, segments: { answer: "update", renew: true } } });
  expect(await opened.value("My split", "A10")).toBe("rd");
  expect(await opened.value("My split", "Z3")).toBe("mine");
});

it("adds to the assumptions what they lack, and leaves all that is the user's", async () => {
  opened = await open();
  const sheets = { sheets: ["assumptions"], place: { at: "end" } } as const;
  await opened.book.load(sheets);
  await opened.settled();
  const count = opened.book.getState().model.assumptionRows().length;
  const last = 5 + count;
  // A column and a row of the user's, an override, and an assumption that the table no longer has.
  await opened.excel.run(async (context) => {
    context.workbook.tables.getItem("MarketAssumptions").resize(`A5:L${last + 1}`);
    await context.sync();
  });
  await opened.write("Assumptions", "L5:L15", [["Note"], ...Array.from({ length: 10 }, (_, row) => [`note ${row}`])]);
  await opened.write("Assumptions", `A${last + 1}:C${last + 1}`, [["arpu", "", 2029]]);
  await opened.write("Assumptions", "E15", [[1200]]);
  const [gone] = await opened.values("Assumptions", "A12:K12");
  await opened.write("Assumptions", "A12:K12", [Array<string>(11).fill("")]);
  const before = await opened.values("Assumptions", `A5:L${last + 1}`);

  const preview = await opened.book.previewLoad(sheets);
  expect(preview.sheets[0]!.found).toMatchObject({
    is: "ours",
    name: "Assumptions",
    changes: 12,
    edited: [],
    added: [gone![0]],
  });
  const answers = { assumptions: { answer: "update" } } as const;
  await opened.book.load({ ...sheets, answers });
  expect(await opened.values("Assumptions", `A5:L${last + 1}`)).toEqual(before);
  expect(await opened.values("Assumptions", `A${last + 2}:L${last + 2}`)).toEqual([[...gone!, ""]]);
  expect(opened.book.getState().model.assumptions.overrides).toEqual([
    { key: "arpu", scenario: null, year: 2030, value: 1200 },
  ]);
  await opened.settled();
  expect((await opened.book.previewLoad(sheets)).sheets[0]!.found).toMatchObject({ changes: 0 });
});

it("names what stands behind each key, with its scenario, and leaves why to the user", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["assumptions"], place: { at: "end" } });
  await opened.settled();
  expect((await opened.values("Assumptions", "J5:K5"))[0]).toEqual(["Name", "Why"]);
  const rows = await opened.values("Assumptions", "A6:K200");
  const named = (key: string, scenario = "") => rows.find((row) => row[0] === key && row[1] === scenario)?.[9];
  const { model } = opened.book.getState();
  const arpu = model.assumptionRows().find(({ key }) => key === "arpu")!;
  expect(named("arpu")).toBe(arpu.name.en);
  const size = model.assumptionRows().find(({ scenario }) => scenario === "vendors")!;
  expect(named(size.key, "vendors")).toMatch(
    new RegExp(`, ${model.scenarios.find(({ id }) => id === "vendors")!.name.en}$`),
  );
  // What has no value until the user gives one has no basis either.
  const basisOf = (wanted: string) => rows.find(([key]) => key === wanted)?.[6];
  expect([basisOf("fx.usd-cny"), basisOf("arpu")]).toEqual(["", "reported"]);
  await opened.write("Assumptions", "K15", [["board of 3 May"]]);
  await opened.write("Assumptions", "E15", [[1200]]);
  await opened.book.setTextLanguage("zh");
  await opened.settled();
  expect((await opened.values("Assumptions", "E15:K15"))[0]).toEqual([
    1200,
    expect.any(String),
    "已改写",
    expect.any(String),
    "已改写",
    arpu.name.zh,
    "board of 3 May",
  ]);
});

it("has looks go with the rows of the assumptions, and what is to be typed into stand out", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["assumptions"], place: { at: "end" } });
  const last = 5 + opened.book.getState().model.assumptionRows().length;
  const looks = (addresses: readonly string[]) =>
    opened.excel.run(async (context) => {
      const cells = addresses.map((address) => {
        const { format } = context.workbook.worksheets.getItem("Assumptions").getRange(address);
        format.load("fill/color,font/color,font/bold,indentLevel");
        return format;
      });
      await context.sync();
      return cells.map(({ fill, font, indentLevel }) => [fill.color, font.color, font.bold, indentLevel]);
    });
  const entry = ["#FFF8E1", "#0000FF", false, 0];
  const plain = ["#FFFFFF", "#000000", false, 0];
  expect(await looks([`E${last}`, `K${last}`, `D${last}`])).toEqual([entry, entry, plain]);
  expect((await looks([`F${last}`]))[0]![3]).toBe(1);
  const id = await opened.book.createScenario({ name: "Ours", basedOn: "vendors" });
  await opened.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
  await opened.settled();
  const row = (await opened.values("Assumptions", "B1:B200")).findIndex(([scenario]) => scenario === id) + 1;
  expect(row).toBe(last + 1);
  expect(await looks([`E${row}`, `K${row}`])).toEqual([entry, entry]);
  // The user marks a row below, which then moves up.
  await opened.book.setOverride({ key: "arpu", scenario: null, year: 2029 }, 590);
  await opened.settled();
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Assumptions").getRange(`A${row + 1}`).format.fill.color = "#FFFF00";
    await context.sync();
  });
  await opened.book.removeScenario(id);
  await opened.settled();
  expect(await opened.value("Assumptions", `C${row}`)).toBe(2029);
  expect(await looks([`A${row}`, `E${row}`, `A${row + 1}`, `E${row + 1}`])).toEqual([
    ["#FFFF00", "#000000", false, 0],
    entry,
    plain,
    plain,
  ]);
});

/** As 1.0 made it, which has no columns for names and reasons, and kept nothing of a sheet; its last row. */
async function loadedBy10(made: Opened, to: "I" | "J", rowsLess = 0): Promise<number> {
  await made.book.load({ sheets: ["assumptions"], place: { at: "end" } });
  const last = 5 + made.book.getState().model.assumptionRows().length - rowsLess;
  await made.excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("Assumptions");
    context.workbook.tables.getItem("MarketAssumptions").resize(`A5:${to}${last}`);
    sheet.getRange("J5:L200").clear();
    sheet.getRange(`A${last + 1}:L200`).clear();
    await context.sync();
  });
  await namespacesOf(made, (namespace) => namespace === "urn:market-model:sheets");
  await made.settled();
  return last;
}

const updatesAssumptions = {
  sheets: ["assumptions"],
  place: { at: "end" },
  answers: { assumptions: { answer: "update" } },
} as const;

it("leaves the user's columns of a table of 1.0, which has none for names, and beside them gives it its own", async () => {
  opened = await open({ sheets: { Sheet1: [[""]] } });
  const last = await loadedBy10(opened, "J");
  await opened.write("Assumptions", `J5:J${last}`, [
    ["Note"],
    ...Array.from({ length: last - 5 }, (_, row) => [`note ${row}`]),
  ]);
  await opened.book.setOverride({ key: "arpu", scenario: null, year: 2029 }, 590);
  await opened.settled();
  const notes = (await opened.values("Assumptions", `J5:K${last + 1}`)).map((row) => row.join("|"));
  expect(notes).toEqual(["Note|", ...Array.from({ length: last - 5 }, (_, row) => `note ${row}|`), "|"]);
  expect(opened.book.getState().model.assumptions.overrides).toHaveLength(1);

  const id = await opened.book.createScenario({ name: "Ours", basedOn: "vendors" });
  await opened.settled();
  const own = await opened.values("Assumptions", "P5:S6");
  await opened.write("Assumptions", "M7", [["beside"]]);
  await opened.write("Assumptions", `J${last + 4}`, [["below"]]);
  await opened.write("Assumptions", "J3", [["above"]]);
  const refers = ["J8", "M7", `J${last + 4}`, "J3"].map((cell) => `=Assumptions!${cell}`);
  await opened.write("Sheet1", "A1:E1", [[...refers, "=COUNTA(MarketAssumptions[Note])"]]);
  const shown = await opened.values("Sheet1", "A1:E1");
  const preview = await opened.book.previewLoad(updatesAssumptions);
  expect(preview.sheets[0]!.found).toMatchObject({ is: "ours", added: ["Name", "Why"] });
  const before = await opened.dump();
  const { counters, faults } = opened.excel.host;
  for (let request = 1, note: unknown; note !== "done"; request++) {
    counters.reset();
    faults.fail({ request, kind: "lost" });
    note = await noteOf(opened.book.load(updatesAssumptions));
    faults.clear();
    if (note !== "done") expect(await opened.dump(), `request ${request}`).toEqual(before);
  }
  await opened.settled();
  const table = await opened.values("Assumptions", `A5:L${last + 1}`);
  expect(table[0]!.slice(8)).toEqual(["Status", "Name", "Why", "Note"]);
  const { model } = opened.book.getState();
  const arpu = table.find(([key, , year]) => key === "arpu" && year === 2029)!;
  expect(arpu.slice(4, 5).concat(arpu.slice(9, 11))).toEqual([
    590,
    model.assumptionRows().find(({ key }) => key === "arpu")!.name.en,
    "",
  ]);
  expect(table.slice(1).map((row) => row[11])).toEqual(notes.slice(1).map((note) => note.slice(0, -1)));
  expect((await opened.formulas("Sheet1", "A1:E1"))[0]!.slice(0, 4)).toEqual(
    ["L8", "O7", `J${last + 4}`, "J3"].map((cell) => `=Assumptions!${cell}`),
  );
  expect(await opened.values("Sheet1", "A1:E1")).toEqual(shown);
  expect(await opened.values("Assumptions", "R5:U6")).toEqual(own);
  expect(model.assumptions.scenarios.map((one) => one.id)).toEqual([id]);
  // Whoever then takes them away doesn't want them.
  const found = async () => (await opened!.book.previewLoad(updatesAssumptions)).sheets[0]!.found;
  expect(await found()).toMatchObject({ changes: 0, added: [] });
  await opened.excel.run(async (context) => {
    const { columns } = context.workbook.tables.getItem("MarketAssumptions");
    columns.getItem("Why").delete();
    columns.getItem("Name").delete();
    await context.sync();
  });
  await opened.settled();
  expect(await found()).toMatchObject({ changes: 0, added: [] });
});

it("gives a table of 1.0 its columns and rows, all or nothing", async () => {
  let last = 0;
  const prepare = async (): Promise<Opened> => {
    const made = await open({ sheets: { Sheet1: [["=Assumptions!L7"]] } });
    last = (await loadedBy10(made, "I", 2)) + 2;
    await made.write("Assumptions", "L7", [["beside"]]);
    await made.write("Assumptions", `K${last + 3}`, [["below"]]);
    await made.settled();
    return made;
  };
  const failures = await faultAtEveryRequest(
    ["half"],
    prepare,
    ({ book }) => book.load(updatesAssumptions),
    async (made) => {
      const shown = await made.values("Assumptions", `A5:K${last + 1}`);
      expect([shown[0]!.slice(8), shown.at(-1)]).toEqual([["Status", "Name", "Why"], Array(11).fill("")]);
      expect(shown.slice(1, -1).every((row) => row[0] !== "" && row[9] !== "")).toBe(true);
      expect(await made.value("Assumptions", "N7")).toBe("beside");
      expect(await made.value("Assumptions", `K${last + 3}`)).toBe("below");
      expect(await made.formulas("Sheet1", "A1")).toEqual([["=Assumptions!N7"]]);
      const about = await made.excel.run(async (context) => {
        const { names, tables, worksheets } = context.workbook;
        names.load("items/name");
        const area = tables.getItem("MarketAssumptions").getRange();
        area.load("address");
        const looks = [`J${last}`, `K${last}`, "J5"].map((cell) => {
          const { format } = worksheets.getItem("Assumptions").getRange(cell);
          format.load("fill/color,font/bold");
          return format;
        });
        await context.sync();
        return {
          marks: names.items.filter(({ name }) => name.startsWith("_MarketModel.shift")),
          address: area.address,
          looks: looks.map(({ fill, font }) => [fill.color, font.bold]),
        };
      });
      expect(about.marks).toEqual([]);
      expect(about.address).toBe(`Assumptions!A5:K${last}`);
      expect(about.looks).toEqual([
        ["#FFFFFF", false],
        ["#FFF8E1", false],
        [expect.not.stringMatching("#FFFFFF"), true],
      ]);
    },
  );
  expect(failures).toBeGreaterThan(0);
}, 120_000);

it("says what a glance has no value for, and judges the checks without it", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["market", "segments", "checks"], place: { at: "end" } });
  // A line that ends before the others.
  const { scenarios } = opened.book.getState().model;
  const { id } = scenarios.find(({ from, to }) => from <= to && to < 2030)!;
  await opened.write("Market", "A12", [[id]]);
  await opened.write("Segments", "B5", [[id]]);
  const glance = (await opened.values("Market", "E12:K12"))[0]!;
  expect(glance.at(-1)).toBe("n/a");
  expect(await opened.value("Checks", "D5")).toBe(true);
  const chart = await opened.excel.run(async (context) => {
    const { charts } = context.workbook.worksheets.getItem("Market");
    charts.load("items/chartType");
    await context.sync();
    return charts.items.map(({ chartType }) => chartType);
  });
  // A line would fall to 0 where there is a text.
  expect(chart).toEqual(["ColumnClustered"]);
  await opened.write("Market", "A12", [["no such scenario"]]);
  expect(await opened.value("Checks", "D5")).toBe(false);
});

it("keeps numbers apart from the text beside them, and ranges without a comparator", async () => {
  opened = await open();
  await opened.book.load({ sheets: ["sources", "checks"], place: { at: "end" } });
  await opened.settled();
  const rows = await opened.values("Sources", "A7:D200");
  const ranges = opened.ports.report.figures.filter(
    ({ value, comparator }) => typeof value !== "number" && comparator === "=",
  );
  const shown = ranges.flatMap(({ id }) => rows.filter(([figure]) => figure === id));
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.map((row) => row[3])).toEqual(shown.map(() => ""));
  const apart = await opened.excel.run(async (context) => {
    const sheets = context.workbook.worksheets;
    const audit = sheets.getItem("Checks").getRange("F27:F40");
    const others = [sheets.getItem("Sources").getRange("D5:D40"), sheets.getItem("Sources").getRange("G5:G40"), audit];
    others.forEach((range) => range.load("format/indentLevel,format/horizontalAlignment"));
    await context.sync();
    return others.map(({ format }) => [format.horizontalAlignment, format.indentLevel]);
  });
  expect(apart).toEqual([
    ["Left", 1],
    ["Left", 1],
    ["Left", 1],
  ]);
});

it("writes one block at the selected cell, and never over something", async () => {
  opened = await open({
    sheets: {
      Sheet1: [
        ["", "", ""],
        ["", "", ""],
        ["", "", "x"],
      ],
    },
  });
  const place = { at: "selection", block: "market" } as const;
  await opened.book.goTo("Sheet1", "B2");
  const before = await opened.dump();
  expect((await opened.book.previewLoad({ place })).block).toMatchObject({ occupied: 1 });
  expect(await noteOf(opened.book.load({ place }))).toMatchObject({ id: "cells-occupied", values: { count: 1 } });
  expect(await opened.dump()).toEqual(before);
  await opened.book.load({ place, answers: { block: { answer: "replace" } } });
  expect(opened.requests()).toBeLessThan(30);
  expect(await opened.value("Sheet1", "Q4")).toBeCloseTo(1800, 9);
});

it("cancels between round trips and leaves the workbook as it was", async () => {
  opened = await open();
  const before = await opened.dump();
  const stop = new AbortController();
  const running = opened.book.load(two, {
    signal: stop.signal,
    onProgress: ({ done }) => done === 1 && stop.abort(),
  });
  expect(await noteOf(running)).toEqual({ id: "cancelled" });
  expect(await opened.dump()).toEqual(before);
  expect(await noteOf(opened.book.load(two))).toBe("done");
});

it("prints across and one page wide, with its header on every page and no chart cut", async () => {
  opened = await open();
  await opened.book.load(all);
  await opened.settled();
  // What stands above moves the pages with it.
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Segments").getRange("5:6").insert("Down");
    await context.sync();
  });
  const { book } = opened.excel.host;
  const file = unzipSync(await writeWorkbook(contentOf(book), { shifts: book.shifts }));
  const read = (path: string): string => strFromU8(file[path]!);
  const names = [...read("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
  const sheetOf = (name: string): string => read(`xl/worksheets/sheet${names.indexOf(name) + 1}.xml`);
  for (const name of ["Market", "Segments", "Assumptions", "Sources", "Checks"]) {
    expect(sheetOf(name), name).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(sheetOf(name), name).toContain('<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
  }
  const titles = [...read("xl/workbook.xml").matchAll(/_xlnm.Print_Titles" localSheetId="(\d)">([^<]*)</g)];
  expect(titles.map(([, , where]) => where).sort()).toEqual([
    "Assumptions!$1:$5",
    "Checks!$1:$2",
    "Market!$1:$2",
    "Segments!$1:$2",
    "Sources!$1:$6",
  ]);
  const breaks = [...sheetOf("Segments").matchAll(/<brk id="(\d+)"/g)].map(([, row]) => Number(row));
  const headings = (await opened.values("Segments", "A1:A200")).map(([value]) => value);
  const splits = opened.book.getState().model.splits.map(({ name }) => name.en);
  expect(breaks.length).toBeGreaterThan(1);
  for (const row of breaks) expect(splits).toContain(headings[row]);
});
