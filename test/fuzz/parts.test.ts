import "../functions/custom-functions";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { openWorkbook, WorkbookError } from "../../src/workbook";
import type { SavedWorkbook } from "../support/excel";
import { nextEdition } from "../workbook/edited-report";
import { open, openExcelWithFormulas, wrap, type Opened } from "../workbook/workbook";
import { damage, damaged } from "./damage";
import { patience, times } from "./run";

/** Of a workbook with an accepted edition, an own scenario, overrides, frozen and detached formulas: all that is ever kept. */
let saved: SavedWorkbook;
beforeAll(async () => {
  const made = await open({
    sheets: {
      Model: [["=MARKET.SIZE(2030)", '=MARKET.SIZE(2030,"own-1")', '=MARKET.SHARE("rd",2030)']],
      Frozen: [['=MARKET.SIZE(2027,"base")', '=1+MARKET.SIZE(2028,"bottom-up")']],
    },
  });
  await made.book.upgrade(nextEdition());
  const id = await made.book.createScenario({ name: "Ours", basedOn: "vendors" });
  await made.settled();
  await made.book.setOverride({ key: "size", scenario: id, year: 2030 }, 1000);
  await made.settled();
  await made.book.chooseScenario(id);
  await made.settled();
  await made.book.detach();
  await made.write("Model", "A3:B3", [["=MARKET.SIZE(2026)", '=MARKET.DRIVER("arpu",2030)']]);
  await made.book.goTo("Model", "A3");
  await made.book.freeze("selection");
  await made.settled();
  saved = made.excel.save();
  await made.close();
});

let opened: Opened | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** One part damaged, taken away, or there twice. */
const change = fc.record({
  part: fc.nat(),
  how: fc.oneof(
    { weight: 8, arbitrary: fc.constant("damage") },
    { weight: 1, arbitrary: fc.constantFrom("drop", "double", "mix", "replace") },
  ),
  slips: fc.array(damage, { minLength: 1, maxLength: 2 }),
  text: fc.constantFrom(
    "",
    "<a/>",
    "not XML",
    '<workbook xmlns="urn:market-model:workbook">{"version":1e9}</workbook>',
    "\u0000",
  ),
});

function changedParts({
  part,
  how,
  slips,
  text,
}: typeof change extends fc.Arbitrary<infer T> ? T : never): SavedWorkbook {
  const copy = structuredClone(saved);
  const parts = copy.xmlParts;
  const at = part % parts.length;
  const chosen = parts[at]!;
  if (how === "damage") chosen.xml = slips.reduce(damaged, chosen.xml);
  else if (how === "drop") parts.splice(at, 1);
  else if (how === "double") parts.push({ ...structuredClone(chosen), id: "{another}" });
  else if (how === "mix") chosen.xml = slips.reduce(damaged, parts[(at + 1) % parts.length]!.xml);
  else chosen.xml = text;
  return copy;
}

const xmlOf = ({ excel }: Opened): readonly string[] =>
  excel
    .save()
    .xmlParts.map(({ xml }) => xml)
    .sort();

/** Done as asked, or refused in words and the workbook as it was. */
async function attempt(made: Opened, operation: () => Promise<unknown>): Promise<void> {
  const before = [await made.dump(), xmlOf(made)];
  try {
    await operation();
  } catch (reason) {
    expect(reason).toBeInstanceOf(WorkbookError);
    expect([await made.dump(), xmlOf(made)]).toEqual(before);
  }
  await made.settled();
}

describe("a workbook whose parts are damaged", () => {
  test(
    "opens, changes nothing by it, and lets each operation be done or refused as a whole",
    async () => {
      await fc.assert(
        fc.asyncProperty(change, async (how) => {
          const damagedBook = changedParts(how);
          const { excel, ports } = await openExcelWithFormulas({ saved: damagedBook });
          const book = openWorkbook(ports);
          await book.ready;
          opened = wrap(excel, book, ports);
          await opened.settled();
          expect(xmlOf(opened)).toEqual(damagedBook.xmlParts.map(({ xml }) => xml).sort());
          expect(book.getState().ready).toBe(true);

          const made = opened;
          await attempt(made, () => book.refresh());
          await attempt(made, () => book.thaw("workbook"));
          await attempt(made, () => book.setOverride({ key: "arpu", scenario: null, year: 2030 }, 500));
          await attempt(made, () => book.reattach());
          for (const cell of await book.listFormulas()) {
            const { value } = cell;
            if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
            else expect(`${value}`).not.toMatch(/NaN|Infinity|undefined/);
          }
          await made.close();
          opened = undefined;
        }),
        { ...times(4), endOnFailure: true },
      );
    },
    patience(10_000),
  );
});
