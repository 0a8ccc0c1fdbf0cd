/** The author's terminal: npm run report. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { report } from "../../scripts/report";
import { check } from "../../scripts/report/check";
import { builtInReport, parseReport } from "../../src/report";
import { changed } from "./helpers";
import { mutated, mutations, small, type Json } from "./mutations";

const builtIn = "src/report/cn-auto-cloud-2025-2030.json";
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "report-"))));
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: unknown): Promise<string> {
  const place = path.join(folder, name);
  await writeFile(place, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return place;
}

/** The line of a file that holds a text for the first time. */
const lineOf = (content: unknown, text: string, from = ""): number => {
  const lines = JSON.stringify(content, null, 2).split("\n");
  const start = from === "" ? 0 : lines.findIndex((line) => line.includes(from));
  return lines.findIndex((line, at) => at >= start && line.includes(text)) + 1;
};

/** The line of a place, or of the nearest around it: where a mark stands in its stead. */
function lineOfPlace(content: Json, path: string): number {
  const keys = path.split("/").slice(1);
  const mark = "\u00a7here";
  for (; keys.length > 0; keys.pop()) {
    const copy = structuredClone(content) as any;
    const last = keys.at(-1)!;
    const around = keys.slice(0, -1).reduce((inner, key) => inner?.[key], copy);
    if (typeof around !== "object" || around === null || !Object.hasOwn(around, last)) continue;
    around[last] = mark;
    return lineOf(copy, mark);
  }
  return 1;
}

test("the command itself runs, with nothing loaded before", () => {
  const run = (...args: string[]) => spawnSync("npx", ["tsx", "scripts/report.ts", ...args], { encoding: "utf8" });
  const { stdout, stderr, status } = run("check", "src/report/us-retail-electricity-2012-2022.json");
  expect([stderr, status]).toEqual(["", 0]);
  expect(stdout).toMatch(/no fault\n$/);
});

describe("check", () => {
  test("says that nothing is wrong", async () => {
    const { lines, exit } = await report(["check", builtIn]);
    expect(exit).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^cn-auto-cloud-2025-2030 .*: 306 figures, \d+ claims, no fault$/)]);
    expect((await report(["check", "test/fixtures/second-report.json"])).exit).toBe(0);
  });

  test("names every fault by line, id and what would be right", async () => {
    const broken = changed((r) => {
      r.figures[3].unit = "CNY 100 n";
      r.series[0].points[2] = "capacity-2207";
      r.drivers[5].of[0] = "parcs";
    });
    const place = await file("broken.json", broken);
    const { lines, exit } = await report(["check", place]);
    expect(exit).toBe(1);
    expect(lines).toEqual([
      `${place}:${lineOf(broken, "CNY 100 n")}: size-order-summary, unit: "CNY 100 n" can't be read as a unit. Did you mean "CNY 100m"?`,
      `${place}:${lineOf(broken, '"parcs"')}: covered-vehicles, of/0: There is no driver "parcs". Did you mean "parc"?`,
      `${place}:${lineOf(broken, "capacity-2207")}: capacity, points/2: There is no figure "capacity-2207". Did you mean "capacity-2027"?`,
      "3 faults",
    ]);
  });

  test("counts every fault, however many there are", async () => {
    const many = changed((r) => r.figures.forEach((figure: any) => (figure.comparater = "=")));
    const { lines } = await report(["check", await file("many.json", many)]);
    expect(lines).toHaveLength(builtInReport.figures.length + 1);
    expect(lines[0]).toContain('"comparater" is not known here; it can have id, metric, value,');
  });

  test("finds what is no JSON, and a split that doesn't add up", async () => {
    const place = await file("half.json", '{\n  "schema": "2.0",\n  "id": }');
    expect((await report(["check", place, "--zh"])).lines[0]).toBe(`${place}:3: 不是JSON，无法读取。`);
    const off = changed((r) => (r.figures.find((f: any) => f.id === r.splits[0].segments[0].points[0]).value *= 1.2));
    const offPlace = await file("off.json", off);
    const { lines, exit } = await report(["check", offPlace]);
    expect([exit, lines.length > 1]).toEqual([1, true]);
    const line = lineOf(off, '"splits"') + 1;
    for (const one of lines.slice(0, -1)) expect(one).toContain(`${offPlace}:${line}: application: `);
  });

  test("every fault is on the line where it stands, or where what lacks something begins", async () => {
    await fc.assert(
      fc.asyncProperty(mutations(small), async (change) => {
        const broken = mutated(small, change);
        const parsed = parseReport(broken, { most: Infinity });
        if (!("faults" in parsed)) return;
        const { lines } = await check(JSON.stringify(broken, null, 2), "x", "en");
        const told = lines.slice(0, -1).map((line) => Number(/^x:(\d+): /.exec(line)?.[1]));
        expect(told).toEqual(parsed.faults.map(({ path }) => lineOfPlace(broken, path)));
      }),
      { numRuns: 60 },
    );
  });
});

async function values(...args: string[]): Promise<unknown> {
  const { lines, exit } = await report(["eval", builtIn, ...args]);
  expect(exit).toBe(0);
  return JSON.parse(lines.join("\n"));
}

describe("eval", () => {
  test("gives numbers, texts, tables and errors with their messages", async () => {
    const [size, verdict, rank, split, late, growth, built] = (await values(
      "=MARKET.SIZE(2030)",
      '=MARKET.BASIS("size",2027)',
      "=MARKET.CHECK()",
      '=MARKET.SPLIT("application", 2030)',
      "=MARKET.SIZE(2040)",
      "=MARKET.SIZE(2030)/MARKET.SIZE(2025)-1",
      '=MARKET.BUILD(2030,{"arpu","parc"},{600,4.35})',
    )) as any[];
    expect([size, verdict, rank, growth]).toEqual([1800, "interpolated", true, 2.75]);
    expect(split.map((row: unknown[]) => row.length)).toEqual([3, 3, 3, 3, 3]);
    expect(late).toEqual({ error: "#N/A", message: "year: there is no value for 2040, only for 2025 to 2030." });
    expect(built).toBeCloseTo(1624.725, 9);
  });

  test("takes assumptions, and says why one isn't used", async () => {
    expect(await values("--set", "size@base:2030=1500", "=MARKET.SIZE(2030)")).toEqual([1500]);
    const { lines, exit } = await report(["eval", builtIn, "--set", "arpo=1", "=MARKET.SIZE(2030)"]);
    expect([exit, lines[0]]).toEqual([2, expect.stringContaining("arpu")]);
  });

  test("says how it is used", async () => {
    for (const args of [[], ["check"], ["eval", "nowhere.json"], ["eval", builtIn, "SIZE(2030)"]]) {
      expect((await report(args)).exit, args.join(" ")).toBe(2);
    }
  });
});

describe("quotes", () => {
  test("are found whatever the spaces, and those that aren't are named", async () => {
    const quoted = changed((r) => {
      r.id = "another";
      r.figures[0].quote = "约 320 亿元";
      r.figures[1].quote = "超过35%";
    });
    const report1 = await file("quoted.json", quoted);
    const all = await file("all.txt", "规模约320亿\n元，增长超过35%");
    const some = await file("some.txt", "规模约320亿元");
    expect(await report(["quotes", report1, all])).toEqual({
      lines: ["2 of 2 quotes found; 304 figures have none"],
      exit: 0,
    });
    const { lines, exit } = await report(["quotes", report1, some]);
    expect([lines[0], exit]).toEqual([`${quoted.figures[1].id}: not in the text: 超过35%`, 1]);
    expect((await report(["quotes", report1])).exit).toBe(2);
  });
});
