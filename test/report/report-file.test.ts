/** docs/report-file.md: every example is executed. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { report } from "../../scripts/report";

const page = await readFile("docs/report-file.md", "utf8");
const whole = /```json\n(.*?)```/s.exec(page)![1]!;
const rows = (heading: string) =>
  page
    .split(`## ${heading}\n`)[1]!
    .split("\n## ")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()));

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "report-file-"))));
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const place = path.join(folder, "report.json");
  await writeFile(place, text);
  return place;
}

test("the example is a report without a fault", async () => {
  expect(await report(["check", await file(whole)])).toMatchObject({ exit: 0 });
});

test("its formulas give what the page says", async () => {
  const examples = rows("What it gives");
  expect(examples.length).toBeGreaterThan(5);
  const formulas = examples.map(([, formula]) => formula!.slice(1, -1));
  const { lines, exit } = await report(["eval", await file(whole), ...formulas]);
  expect(exit).toBe(0);
  const values = JSON.parse(lines.join("\n")) as unknown[];
  examples.forEach(([, formula, said], at) => {
    const value = values[at];
    if (typeof value === "number") expect(value, formula).toBeCloseTo(Number(said), 9);
    else expect(typeof value === "object" ? `\`${(value as { error: string }).error}\`` : value, formula).toBe(said);
  });
});

test("what it says is refused is refused in those words", async () => {
  const examples = rows("What is refused");
  expect(examples.length).toBeGreaterThan(2);
  for (const [, change, said] of examples) {
    const [, from, to] = /^`(.*)` → `(.*)`$/.exec(change!)!;
    expect(whole).toContain(from);
    const { lines, exit } = await report(["check", await file(whole.replaceAll(from!, to!))]);
    expect(exit, change).toBe(1);
    expect(lines.join("\n"), change).toContain(said);
  }
});
