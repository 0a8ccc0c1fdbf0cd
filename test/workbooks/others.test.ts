/** Workbooks that other people made, taken through all that the add-in does to one: nothing of theirs is another. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { takeThrough } from "../../scripts/workbooks/through";
import type { SheetKind } from "../../src/workbook";
import { inRepository } from "../support/dist";

const folder = inRepository("test/fixtures/workbooks");
const files = readdirSync(folder).filter((file) => file.endsWith(".xlsx"));

test("there are three of them, each with its licence", () => {
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  expect(files.map((file) => readme.includes(`| \`${file}\``))).toEqual([true, true, true]);
  const licences = [...readme.matchAll(/\((licences\/[^)]+)\)/g)].map(([, file]) => path.join(folder, file!));
  expect(licences.map((file) => readFileSync(file, "utf8").length > 500)).toEqual([true, true, true]);
});

/** Each with other sheets of ours: all of them beside all of them would take minutes. */
const loaded: Readonly<Record<string, readonly SheetKind[]>> = {
  "optimus-model.xlsx": ["market", "assumptions"],
  "sheet-visibility.xlsx": ["segments", "checks"],
  "tables.xlsx": ["assumptions", "sources"],
};

test.each(files)(
  "%s",
  async (file) => {
    const { faults, steps, cells } = await takeThrough(file, readFileSync(path.join(folder, file)), {
      kinds: loaded[file]!,
    });
    expect(faults).toEqual([]);
    expect(steps).toBeGreaterThan(15);
    expect(cells).toBeGreaterThan(10);
  },
  600_000,
);
