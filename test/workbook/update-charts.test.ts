/** Charts through an update: names stand at their own lines, what is the user's stays, what fails leaves all as it was. */
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseReport, type Report } from "../../src/report";
import { REQUIRED } from "../support/excel";
import { CellError } from "../functions/custom-functions";
import { nextEdition } from "./edited-report";
import { KINDS } from "./faults";
import { seen, type Seen } from "./seen";
import { open, type Opened } from "./workbook";

const second = (parseReport(readFileSync("test/fixtures/second-report.json", "utf8")) as { report: Report }).report;

let opened: Opened;
afterEach(() => opened?.close());
// Formulas are evaluated here too, where there is no page that has it.
beforeAll(() => expect(CellError).toBeDefined());

const SHEET = "Segments";
const CHART = "MarketSplit_theme";
const load = () =>
  opened.book.load({ place: { at: "end" }, sheets: ["segments"], answers: { segments: { answer: "update" } } });
/** Excel tells what cells a chart shows from ExcelApi 1.15 on. */
const TELLING: typeof REQUIRED = { ...REQUIRED, ExcelApi: "1.15" };

async function loaded(requirements = TELLING): Promise<void> {
  opened = await open({ requirements });
  await load();
}

const inChart = async (batch: (chart: Excel.Chart, sheet: Excel.Worksheet) => void): Promise<void> => {
  await opened.excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(SHEET);
    batch(sheet.charts.getItem(CHART), sheet);
    await context.sync();
  });
  await opened.settled();
};

/** A segment more, before the others but one. */
const next = nextEdition((report) => {
  const theme = report.splits.find(({ id }: { id: string }) => id === "theme");
  const like = theme.segments[1];
  const point = report.figures.find(({ id }: { id: string }) => id === like.points[1]);
  report.figures.push({ ...point, id: "share-new-2030", value: 3 });
  theme.segments.splice(1, 0, { ...like, id: "new", name: { en: "New", zh: "新" }, points: ["share-new-2030"] });
});

const charts = (all: Seen): unknown => Object.entries(all).filter(([place]) => place.startsWith("chart "));
type Series = readonly [name: string, values: string, categories: string];
const series = async (): Promise<readonly Series[]> => {
  const [, ...found] = (await seen(opened))[`chart ${SHEET} ${CHART}`] as [string, ...Series[]];
  return found;
};

/** Each series' name, and that of the line that it shows. */
async function lines(): Promise<readonly (readonly [name: string, line: unknown])[]> {
  const names = await opened.values(SHEET, "B1:B200");
  return (await series()).map(([name, values]) => [name, names[Number(values.split(":")[0])]![0]] as const);
}

const changes = async (): Promise<number> => {
  const { sheets } = await opened.book.previewLoad({ place: { at: "end" }, sheets: ["segments"] });
  return (sheets[0]!.found as { readonly changes: number }).changes;
};

/** The first lines of the shares change places, and so do those of the sizes, which follow their ids. */
async function rearrange(): Promise<void> {
  const ids = (await opened.values(SHEET, "A1:A200")).map(([id]) => id);
  const [first] = (await series())[0]![1].split(":").map(Number);
  const at = ids.indexOf(ids[first!]);
  expect(at).toBeLessThan(first!);
  await opened.write(SHEET, `A${at + 1}:A${at + 2}`, [[ids[at + 1]], [ids[at]]]);
}

const same = (all: Awaited<ReturnType<typeof lines>>) => all.filter(([name, line]) => name === line);

describe.each([
  ["that tells what cells a chart shows", TELLING],
  ["before ExcelApi 1.15", REQUIRED],
])("in an Excel %s", (_, requirements) => {
  it("brings charts along, with every name at its own line, also after lines were sorted", async () => {
    await loaded(requirements);
    const before = await lines();
    expect(same(before)).toEqual(before);
    await rearrange();
    expect(same(await lines())).toHaveLength(before.length - 2);
    await opened.book.upgrade(next);
    await load();
    const after = await lines();
    expect(same(after)).toEqual(after);
    expect(after.map(([name]) => name).sort()).toEqual(["New", ...before.map(([name]) => name)].sort());
  });

  it("names a series after what the user has its line show", async () => {
    await loaded(requirements);
    const [first] = await lines();
    const ids = (await opened.values(SHEET, "A1:A200")).map(([id]) => id);
    const at = ids.indexOf("data-loop") + 1;
    const typed = async (id: string) => {
      await opened.write(SHEET, `A${at}`, [[id]]);
      expect(await changes()).toBe(1);
      await load();
      expect(await changes()).toBe(0);
      return (await lines())[0];
    };
    expect(first).toEqual(["Training data loop", "Training data loop"]);
    expect(await typed("rd")).toEqual(["R&D cloud", "R&D cloud"]);
    expect(await typed("saas")).toEqual(["Software (SaaS)", "Software (SaaS)"]);
    expect(await typed("data-loop")).toEqual(first);
  });

  it("keeps a name that the user gave a series", async () => {
    await loaded(requirements);
    const [first] = await lines();
    await inChart((chart) => (chart.series.getItemAt(0).name = "theirs"));
    await opened.book.upgrade(next);
    await load();
    const [own, ...others] = await lines();
    expect(own).toEqual(["theirs", first![1]]);
    expect(others.map(([name]) => name)).toContain("New");
    expect(same(others)).toEqual(others);
  });
});

it("names stand at their own lines again though nothing else is to be done", async () => {
  await loaded();
  expect(await changes()).toBe(0);
  await rearrange();
  expect(await changes()).toBe(1);
  await load();
  expect(await changes()).toBe(0);
  const after = await lines();
  expect(same(after)).toEqual(after);
});

it("leaves alone a chart that the user gave other cells", async () => {
  await loaded();
  await inChart((chart, sheet) => chart.series.getItemAt(0).setValues(sheet.getRange("D5:F5")));
  const before = await lines();
  await opened.book.upgrade(next);
  await load();
  expect((await series())[0]![1]).toBe("4:3:1:3");
  expect(await lines()).toEqual(before);
});

it("minds no waterfall of the user's, of which Excel tells no series, and leaves one alone that was ours", async () => {
  await loaded();
  await rearrange();
  await inChart((_, sheet) => {
    sheet.charts.add("Waterfall", sheet.getRange("E10:H12")).name = "theirs";
    sheet.charts.getItem("MarketSplit_layer").chartType = "Waterfall";
  });
  const layer = async () => (await seen(opened))[`chart ${SHEET} MarketSplit_layer`];
  const before = await layer();
  await load();
  const after = await lines();
  expect(same(after)).toEqual(after);
  expect(await layer()).toEqual(before);
});

it.each(KINDS)("an update that fails (%s) leaves charts as they were", async (kind) => {
  await loaded();
  await rearrange();
  await inChart((chart) => (chart.series.getItemAt(2).name = "theirs"));
  await opened.book.upgrade(next);
  const before = charts(await seen(opened));
  let failures = 0;
  for (let request = 1, failed = true; failed; request++) {
    opened.excel.host.faults.fail({ request, kind });
    failed = await load().then(
      () => false,
      () => true,
    );
    opened.excel.host.faults.clear();
    if (!failed) break;
    failures++;
    expect(charts(await seen(opened)), `request ${request}`).toEqual(before);
  }
  expect(failures).toBeGreaterThan(2);
});

it("of another report lines are known too where their ids changed places", async () => {
  opened = await open({ requirements: TELLING });
  await opened.book.addReport(second);
  const options = { report: second.id, place: { at: "end" }, sheets: ["segments"] } as const;
  await opened.book.load(options);
  const { name } = opened.excel.grid.sheets().at(-1)!;
  await opened.settled();
  const ids = (await opened.values(name, "A1:A40")).map(([id]) => String(id));
  const first = ids.findIndex((id) => id.endsWith(":air"));
  await opened.write(name, `A${first + 1}:A${first + 2}`, [[ids[first + 1]], [ids[first]]]);
  const { sheets } = await opened.book.previewLoad(options);
  expect(sheets[0]!.found).toMatchObject({ is: "ours", edited: [] });
});
