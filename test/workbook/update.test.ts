/** An update of loaded sheets is a merge: what the user did stays, what refers to a line or a year still means it. */
import { afterEach, beforeAll, expect, it } from "vitest";
import { builtInReport, type Report } from "../../src/report";
import type { LoadAnswer, SheetKind } from "../../src/workbook";
import { CellError } from "../functions/custom-functions";
import { copyOf, nextEdition } from "./edited-report";
import { seen, type Seen } from "./seen";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());
// Formulas are evaluated here too, where there is no page that has it.
beforeAll(() => expect(CellError).toBeDefined());

const KINDS: readonly SheetKind[] = ["market", "segments", "assumptions", "sources", "checks"];
const answers: Readonly<Partial<Record<SheetKind, LoadAnswer>>> = Object.fromEntries(
  KINDS.map((kind) => [kind, { answer: "update" }]),
);
const all = { place: { at: "end" } } as const;
const update = () => opened.book.load({ ...all, answers });

/** One scenario more, one gone, one year more; a segment more. */
const next = nextEdition((report) => {
  const figure = (id: string) => report.figures.find((one: { id: string }) => one.id === id);
  report.figures.push({ ...figure("size-2030-vendors"), id: "size-2030-new", value: 1234 });
  report.figures.push({ ...figure("size-2030-vendors"), id: "size-2025-new", year: 2025, value: 234 });
  const vendors = report.scenarios.findIndex((one: { id: string }) => one.id === "vendors");
  report.scenarios.splice(vendors + 1, 0, {
    ...report.scenarios[vendors],
    id: "newcomer",
    name: { en: "A newcomer", zh: "新情景" },
    aliases: [],
    points: ["size-2025-new", "size-2030-new"],
  });
});

/** A segment less, and all years in its split. */
function withoutVehicleOs(): Report {
  const report = copyOf(builtInReport);
  report.edition = "2027.5";
  const theme = report.splits.find(({ id }: { id: string }) => id === "theme");
  theme.segments = theme.segments.filter(({ id }: { id: string }) => id !== "vehicle-os");
  return report as Report;
}

const inWorkbook = async <T>(
  batch: (workbook: Excel.Workbook, sync: () => Promise<void>) => Promise<T>,
): Promise<T> => {
  const found = await opened.excel.run(async (context) => {
    const result = await batch(context.workbook, async () => void (await context.sync()));
    await context.sync();
    return result;
  });
  await opened.settled();
  return found;
};

/** The row of a sheet whose first cells are these, from a row on. */
async function rowOf(sheet: string, id: string, from = 1): Promise<number> {
  const values = await opened.values(sheet, `A${from}:A200`);
  const at = values.findIndex(([value]) => value === id);
  expect(at, id).toBeGreaterThanOrEqual(0);
  return from + at;
}

it("tells years apart where all cells of a block are formulas, also without a year that the user deleted", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["market"] });
  const head = await rowOf("Market", "Scenario", 30);
  const [years] = await opened.values("Market", `A${head}:Z${head}`);
  const column = String.fromCharCode(65 + years!.indexOf(2024));
  await inWorkbook(async ({ worksheets }) => {
    worksheets.getItem("Market").getRange(`${column}:${column}`).delete("Left");
  });
  const { sheets } = await opened.book.previewLoad({ ...all, sheets: ["market"] });
  expect(sheets[0]!.found).toMatchObject({ is: "ours", edited: [], added: [] });
  await opened.book.load({ ...all, sheets: ["market"], answers });
  const before = await seen(opened);
  await opened.book.upgrade(nextEdition());
  await opened.book.load({ ...all, sheets: ["market"], answers });
  expect((await opened.values("Market", `A${head}:Z${head}`))[0]).toContain(2031);
  expect((await opened.values("Market", `A${head}:Z${head}`))[0]).not.toContain(2024);
  await opened.book.returnToFormer();
  await opened.book.load({ ...all, sheets: ["market"], answers });
  expect(await seen(opened)).toEqual(before);
});

it("is up to date right after a load, and an update then changes nothing", async () => {
  opened = await open();
  await opened.book.load(all);
  const preview = await opened.book.previewLoad(all);
  expect(preview.sheets.map(({ found }) => found)).toEqual(
    ["Market", "Segments", "Assumptions", "Sources", "Checks"].map((name) => ({
      is: "ours",
      name,
      changes: 0,
      edited: [],
      added: [],
      gone: [],
      left: [],
    })),
  );
  const before = await seen(opened);
  await update();
  expect(await seen(opened)).toEqual(before);
});

it("brings rows and columns as Excel's, so that references follow, and keeps the user's rows", async () => {
  opened = await open({ sheets: { Start: [["mine"]] } });
  await opened.book.load(all);
  const header = await rowOf("Market", "Market size by scenario");
  const vendors = await rowOf("Market", "vendors", header);
  const policy = await rowOf("Market", "policy", header);
  // A row of the user's, a reference to a number, one to what will be gone, a note beside, a unit.
  await inWorkbook(async ({ worksheets }) => {
    worksheets.getItem("Market").getRange(`${vendors}:${vendors}`).insert("Down");
  });
  await opened.write("Market", `A${vendors}:B${vendors}`, [["my own row", 42]]);
  const years = (await opened.values("Market", `A${header + 1}:T${header + 1}`))[0]!;
  const column = (year: unknown): string => String.fromCharCode(65 + years.indexOf(year));
  await opened.write("Start", "A2:A4", [
    [`=Market!${column(2030)}${vendors + 1}`],
    [`=Market!${column(2030)}${policy + 1}`],
    [`=SUM(Market!${column(2025)}${vendors + 1}:${column(2030)}${vendors + 1})`],
  ]);
  await opened.write("Market", "B5", [["CNY bn"]]);
  await opened.write("Market", "T12", [["beside"]]);
  expect(await opened.value("Start", "A2")).toBeCloseTo(66.54, 6);

  await opened.book.upgrade(next);
  const preview = await opened.book.previewLoad(all);
  const market = preview.sheets[0]!.found;
  expect(market).toMatchObject({ is: "ours", edited: ["B5"] });
  if (market.is !== "ours") throw new Error();
  expect(market.added).toEqual(expect.arrayContaining(["newcomer", "2031"]));
  expect(market.left).toEqual([expect.stringMatching(/^policy \(A\d+\)$/)]);
  await update();

  expect(await opened.value("Start", "A2")).toBeCloseTo(70, 6);
  const ids = (await opened.values("Market", "A1:A90")).flat();
  expect(ids.filter((id) => id === "newcomer")).toHaveLength(2);
  expect(ids.filter((id) => id === "my own row")).toHaveLength(1);
  const newcomer = await rowOf("Market", "newcomer");
  expect(await opened.value("Market", `B${newcomer}`)).toBe("A newcomer");
  expect(await opened.value("Market", `${column(2030)}${newcomer}`)).toBeCloseTo(123.4, 6);
  expect(await opened.value("Market", "B5")).toBe("CNY bn");
  // What the user refers to stays, and says so.
  const left = await rowOf("Market", "policy");
  expect(await opened.value("Market", `B${left}`)).toBe("not in this edition");
  expect(await opened.formulas("Start", "A3")).toEqual([[`=Market!${column(2030)}${left}`]]);
  expect(ids.filter((id) => id === "policy")).toHaveLength(1);
  const again = await opened.book.previewLoad(all);
  expect(again.sheets.map(({ found }) => found)).toEqual(
    again.sheets.map(({ kind }) =>
      expect.objectContaining(
        kind === "market" ? { changes: 0, edited: ["B5"], left: [`policy (A${left})`] } : { changes: 0, edited: [] },
      ),
    ),
  );
  // The shown formats are those of the kind.
  const shown = await inWorkbook(async ({ worksheets }, sync) => {
    const range = worksheets.getItem("Market").getRange("A1:T70");
    range.load("text,values");
    await sync();
    return range.text.flat();
  });
  expect(shown.filter((text) => /\d{4,}\.\d%/.test(text))).toEqual([]);
  expect(await opened.value("Checks", "D5")).toBe(false);
});

/**
 * The rows of the assumptions table are in the order in which they came, and the range in which errors are counted may
 * reach over empty columns.
 */
const restored = (all: Seen): Seen =>
  Object.fromEntries(
    Object.entries(all).filter(([place]) => !place.startsWith("Assumptions!") && place !== "Checks!11:1"),
  );

const brief = (cell: unknown): string => JSON.stringify(cell)?.slice(0, 90) ?? "nothing";

const differences = (one: Seen, other: Seen): readonly unknown[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((place) =>
    JSON.stringify(one[place]) === JSON.stringify(other[place])
      ? []
      : [`${place}: ${brief(other[place])} → ${brief(one[place])}`],
  );

it.each(["", ", also where the user deleted the last year"])(
  "is taken back by going back to the former edition and updating%s",
  async (deleted) => {
    opened = await open({ sheets: { Start: [["mine"]] } });
    await opened.book.load(all);
    if (deleted) {
      await inWorkbook(async ({ worksheets }) => {
        worksheets.getItem("Market").getRange("P:P").delete("Left");
      });
      await update();
    }
    const before = restored(await seen(opened));
    await opened.book.upgrade(next);
    await update();
    expect(differences(restored(await seen(opened)), before)).not.toEqual([]);
    await opened.book.returnToFormer();
    await update();
    expect(differences(restored(await seen(opened)), before)).toEqual([]);
  },
);

/** A theme more, before the second. */
const withTheme = (() => {
  const report = copyOf(builtInReport);
  report.edition = "2027.2";
  const split = report.splits.find(({ id }: { id: string }) => id === "theme");
  const [, edge] = split.segments;
  const share = report.figures.find(({ id }: { id: string }) => id === edge.points[1]);
  report.figures.push({ ...share, id: "share-new", value: 3 });
  split.segments.splice(1, 0, { ...edge, id: "new-theme", name: { en: "New", zh: "新" }, points: ["share-new"] });
  return report as Report;
})();

/** A theme less, whereby the others have years more. */
const withoutTheme = (() => {
  const report = copyOf(builtInReport);
  report.edition = "2027.3";
  const split = report.splits.find(({ id }: { id: string }) => id === "theme");
  split.segments = split.segments.filter(({ id }: { id: string }) => id !== "vehicle-os");
  report.claims = [];
  return report as Report;
})();

async function write(sheet: string, address: string, text: string): Promise<void> {
  await inWorkbook(async ({ worksheets }) => {
    worksheets.getItem(sheet).getRange(address).values = [[text]];
  });
}

it("takes away again a row that came beside something of the user's, unless they wrote beside it since", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["segments"] });
  const segments = { ...all, sheets: ["segments"], answers: { segments: { answer: "update" } } } as const;
  const row = await rowOf("Segments", "v2x-edge");
  await write("Segments", `AK${row}`, "first");
  const before = restored(await seen(opened));
  const come = async () => {
    await opened.book.upgrade(withTheme);
    await opened.book.load(segments);
    expect(await rowOf("Segments", "new-theme")).toBe(row);
    expect(await opened.values("Segments", `AK${row}`)).toEqual([["first"]]);
  };
  const goBack = async () => {
    await opened.book.returnToFormer();
    await opened.book.load(segments);
  };
  await come();
  await goBack();
  expect(differences(restored(await seen(opened)), before)).toEqual([]);

  await come();
  await write("Segments", `AL${row}`, "second");
  await goBack();
  expect(await opened.values("Segments", `A${row}:B${row}`)).toEqual([["new-theme", "not in this edition"]]);
  expect(await opened.values("Segments", `AK${row}:AL${row}`)).toEqual([["first", "second"]]);
});

it("has Checks look at all of a sheet, also where rows come beside something of the user's", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["segments", "checks"] });
  const sheets = { ...all, sheets: ["segments", "checks"], answers } as const;
  const looked = async () => {
    const row = await rowOf("Checks", "Number of cells with errors on Segments");
    const [[formula]] = (await opened.formulas("Checks", `B${row}`)) as [[string]];
    return /\$A\$1:\$([A-Z]+)\$(\d+)/.exec(formula)!.slice(1);
  };
  const before = await looked();
  await opened.book.upgrade(withoutTheme);
  await opened.book.load(sheets);
  await opened.book.returnToFormer();
  await opened.book.load(sheets);
  expect(await looked()).toEqual(before);

  await write("Segments", "AK9", "theirs");
  await opened.book.upgrade(withTheme);
  await opened.book.load(sheets);
  // A row of shares, one of sizes.
  expect(await looked()).toEqual([before[0], String(Number(before[1]) + 2)]);
});

it("counts verdicts and has formats right where the user put a column between those that the audit fills", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["checks"] });
  const row = await rowOf("Checks", "consistent");
  const claim = (await rowOf("Checks", "Claim", row)) + 1;
  const counts = () => opened.values("Checks", `A${row}:A${row + 3}`);
  const before = [await counts(), await opened.values("Checks", `B${row}:B${row + 3}`)];
  const claims = opened.book.getState().model.audit(null).length;
  expect(before[1]!.reduce((sum, [count]) => sum + Number(count), 0)).toBe(claims);
  const formats = () =>
    inWorkbook(async ({ worksheets }, sync) => {
      const range = worksheets
        .getItem("Checks")
        .getRange(`A${claim}:G${claim + 5}`)
        .load("numberFormat");
      await sync();
      return range.numberFormat;
    });
  const asLoaded = await formats();
  await inWorkbook(async ({ worksheets }) => {
    worksheets.getItem("Checks").getRange("B:B").insert("Right");
  });
  expect([await counts(), await opened.values("Checks", `C${row}:C${row + 3}`)]).toEqual(before);
  await opened.book.load({ ...all, sheets: ["checks"], answers });
  expect(await formats()).toEqual(asLoaded);
});

it("keeps with a line that the user refers to the lines that its own cells refer to", async () => {
  opened = await open({ sheets: { Start: [["mine"]] } });
  await opened.book.load({ ...all, sheets: ["market"] });
  const size = await rowOf("Market", "policy");
  const growth = await rowOf("Market", "policy", size + 1);
  await inWorkbook(async ({ worksheets }) => {
    worksheets.getItem("Start").getRange("B1").formulas = [[`=COUNT(Market!F${growth}:P${growth})`]];
  });
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["market"], answers });
  const first = await rowOf("Market", "policy");
  const second = await rowOf("Market", "policy", first + 1);
  for (const row of [first, second])
    expect(await opened.values("Market", `A${row}:B${row}`)).toEqual([["policy", "not in this edition"]]);
  expect(await opened.formulas("Start", "B1")).toEqual([[`=COUNT(Market!F${second}:P${second})`]]);
});

it("keeps nothing that goes where the user sorted the lines that Checks looks at", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["sources", "checks"] });
  const first = await rowOf("Sources", "size-2030-summary");
  const ids = (await opened.values("Sources", `A${first}:A200`)).map(([id]) => String(id));
  const last = first + ids.findIndex((id) => id === "") - 1;
  await inWorkbook(async ({ worksheets }) => {
    const range = worksheets.getItem("Sources").getRange(`A${first}:A${last}`);
    range.values = ids
      .slice(0, last + 1 - first)
      .reverse()
      .map((id) => [id]);
  });
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["sources", "checks"], answers });
  const column = (await opened.values("Sources", "A1:B200")).flat();
  expect(column).toContain("size-2031-applications");
  expect(column).not.toContain("not in this edition");
});

it("counts every verdict of later editions where the user put a row between those that the audit fills", async () => {
  const fewer = copyOf(builtInReport);
  fewer.edition = "2027.4";
  fewer.claims.splice(1, 2);
  opened = await open();
  await opened.book.load({ ...all, sheets: ["checks"] });
  const row = await rowOf("Checks", "consistent");
  const claim = await rowOf("Checks", "Claim", row);
  await inWorkbook(async ({ worksheets }) => {
    worksheets
      .getItem("Checks")
      .getRange(`${claim + 9}:${claim + 9}`)
      .insert("Down");
  });
  const sum = async () =>
    (await opened.values("Checks", `B${row}:B${row + 3}`)).reduce((all, [count]) => all + Number(count), 0);
  const last = async () => /\$(\d+),/.exec(String((await opened.formulas("Checks", `B${row}`))[0]![0]))![1];
  for (const report of [fewer as Report, builtInReport]) {
    if (report === builtInReport) await opened.book.returnToFormer();
    else await opened.book.upgrade(report);
    await opened.book.load({ ...all, sheets: ["checks"], answers });
    const claims = opened.book.getState().model.audit(null).length;
    expect(await sum()).toBe(claims);
    expect(await last()).toBe(String(claim + claims));
  }
});

it("tells a line without an id from a row that the user put before it", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["market"] });
  const line = (await rowOf("Market", "Scenario")) + 1;
  const [name] = (await opened.values("Market", `B${line}`))[0]!;
  await inWorkbook(async ({ worksheets }) => {
    const sheet = worksheets.getItem("Market");
    sheet.getRange(`${line}:${line}`).insert("Down");
    sheet.getRange(`B${line}`).values = [["theirs"]];
  });
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["market"], answers });
  expect(await opened.values("Market", `A${line}:B${line + 1}`)).toEqual([
    ["", "theirs"],
    ["", name],
  ]);
  const [, [, values]] = (await seen(opened))["chart Market MarketSize"] as [string, [string, string]];
  expect(values).toMatch(new RegExp(`^${line}:`));
});

it("knows a column that stayed before those of a later edition when it comes again", async () => {
  const longer = withoutVehicleOs();
  opened = await open();
  await opened.book.upgrade(longer);
  await opened.book.load({ ...all, sheets: ["segments"] });
  const fresh = await opened.values("Segments", "A100:L116");
  const line = (await rowOf("Segments", "data-loop", 80)) - 1;
  const years = (await opened.values("Segments", `E${line}:J${line}`))[0]!;
  expect(years).toEqual([2025, 2026, 2027, 2028, 2029, 2030]);
  await inWorkbook(async ({ worksheets }) => {
    worksheets.getItem("Segments").getRange(`I${line + 1}`).numberFormat = [["0.000%"]];
  });
  await opened.book.returnToFormer();
  await opened.book.load({ ...all, sheets: ["segments"], answers });
  expect((await opened.values("Segments", `E${line}:J${line}`))[0]).toEqual([2029, 2030, "", "", "", ""]);
  await opened.book.upgrade(longer);
  await opened.book.load({ ...all, sheets: ["segments"], answers });
  expect(await opened.values("Segments", "A100:L116")).toEqual(fresh);
});

it("brings lines and years again where they stood among the user's own rows and columns", async () => {
  opened = await open();
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["market"] });
  const line = await rowOf("Market", "newcomer", 30);
  const head = await rowOf("Market", "Scenario", 30);
  const [years] = await opened.values("Market", `A${head}:Z${head}`);
  const column = String.fromCharCode(65 + years!.indexOf(2031));
  await inWorkbook(async ({ worksheets }) => {
    const sheet = worksheets.getItem("Market");
    for (const text of ["one", "two"]) {
      sheet.getRange(`${line}:${line}`).insert("Down");
      sheet.getRange(`B${line}`).values = [[text]];
    }
    sheet.getRange(`${column}:${column}`).insert("Right");
    sheet.getRange(`${column}2`).values = [["theirs"]];
  });
  const before = await seen(opened);
  await opened.book.upgrade(builtInReport);
  await opened.book.load({ ...all, sheets: ["market"], answers });
  expect(await opened.values("Market", `A${line - 1}:B${line + 2}`)).toMatchObject([
    ["vendors", "Vendor table"],
    ["", "two"],
    ["", "one"],
    ["data-loop", "Training data loop"],
  ]);
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["market"], answers });
  expect(await seen(opened)).toEqual(before);
});

it.each([0, 1])(
  "leaves what stands beside the last line, or %s below it, where it was when lines have gone and come",
  async (below) => {
    opened = await open();
    await opened.book.load({ ...all, sheets: ["sources"] });
    const first = await rowOf("Sources", "size-2024-policy");
    const last = first + (await opened.values("Sources", `A${first}:A400`)).findIndex(([id]) => id === "");
    await opened.write("Sources", `M${last - 1 + below}`, [["theirs"]]);
    const before = await seen(opened);
    await opened.book.upgrade(withoutVehicleOs());
    await opened.book.load({ ...all, sheets: ["sources"], answers });
    await opened.book.upgrade(builtInReport);
    await opened.book.load({ ...all, sheets: ["sources"], answers });
    expect(await seen(opened)).toEqual(before);
  },
);

it("knows an input that the user typed over behind a column of theirs", async () => {
  opened = await open();
  await opened.book.load({ ...all, sheets: ["segments"] });
  await opened.write("Segments", "B6", [["CNY bn"]]);
  await inWorkbook(async ({ worksheets }) => {
    const sheet = worksheets.getItem("Segments");
    for (const [column, text] of [
      ["C", "behind"],
      ["B", "before"],
    ] as const) {
      sheet.getRange(`${column}:${column}`).insert("Right");
      sheet.getRange(`${column}2`).values = [[text]];
    }
  });
  await opened.book.upgrade(withoutVehicleOs());
  await opened.book.load({ ...all, sheets: ["segments"], answers });
  const line = await rowOf("Segments", "data-loop", 80);
  const [years, ...lines] = await opened.values("Segments", `G${line - 1}:L${line + 1}`);
  expect(years).toEqual([2025, 2026, 2027, 2028, 2029, 2030]);
  expect(lines.flat().every((share) => typeof share === "number" && share < 1)).toBe(true);
  expect(await opened.values("Segments", "B6:C6")).toEqual([["", "CNY bn"]]);
});

it("knows the growth rates behind a year that stayed when an edition has that again", async () => {
  opened = await open({ sheets: { Start: [["x"]] } });
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["market"] });
  const line = await rowOf("Market", "data-loop");
  await opened.write("Start", "A1", [[`=SUM(Market!E${line}:K${line})`]]);
  const before = await seen(opened);
  for (const report of [builtInReport, next]) {
    await opened.book.upgrade(report);
    await opened.book.load({ ...all, sheets: ["market"], answers });
  }
  expect(await seen(opened)).toEqual(before);
});

it.each<[string, (sheet: Excel.Worksheet, address: string) => void]>([
  ["a comment", ({ comments }, address) => void comments.add(address, "Ask them.")],
  ["a fill", (sheet, address) => (sheet.getRange(address).format.fill.color = "#FFF2CC")],
])("keeps a line, and a year, on which the user put %s", async (_, put) => {
  opened = await open();
  await opened.book.upgrade(next);
  await opened.book.load({ ...all, sheets: ["market"] });
  const line = await rowOf("Market", "newcomer", 30);
  const lines = async () => (await opened.values("Market", "A30:A70")).map(([id]) => id);
  const before = await lines();
  const years = (await opened.values("Market", "E11:L11"))[0]!;
  const column = "EFGHIJKL"[years.indexOf(2031)]!;
  await inWorkbook(async ({ worksheets }) => {
    put(worksheets.getItem("Market"), `C${line}`);
    put(worksheets.getItem("Market"), `${column}13`);
  });
  await opened.book.upgrade(builtInReport);
  await opened.book.load({ ...all, sheets: ["market"], answers });
  const after = await lines();
  expect(after.filter((id) => id === "newcomer")).toHaveLength(1);
  expect(before.filter((id) => id === "newcomer").length).toBeGreaterThan(1);
  const row = after.indexOf("newcomer") + 30;
  expect(await opened.values("Market", `A${row}:B${row}`)).toEqual([["newcomer", "not in this edition"]]);
  expect((await opened.values("Market", "E11:L11"))[0]).toContain(2031);
});
