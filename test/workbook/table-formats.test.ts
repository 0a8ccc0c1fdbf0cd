/** Number formats of the assumptions go with their rows: a share in the place of an amount would read 0. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeAll, expect, it } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { rowFormats } from "../../src/workbook/tables/tables";
import { CellError } from "../functions/custom-functions";
import { copyOf } from "./edited-report";
import { open, type Opened } from "./workbook";

let opened: Opened | undefined;
// Formulas are evaluated here too, where there is no page that has it.
beforeAll(() => expect(CellError).toBeDefined());
afterEach(async () => {
  await opened?.close();
});

const second = (parseReport(readFileSync("test/fixtures/second-report.json", "utf8")) as { readonly report: Report })
  .report;

/** Every row of the table with the formats that it has and should have. */
async function rowsOf(
  book: Opened,
): Promise<readonly { key: unknown; has: readonly unknown[]; should: readonly string[] }[]> {
  await book.settled();
  return book.excel.run(async (context) => {
    const body = context.workbook.tables.getItem("MarketAssumptions").getDataBodyRange();
    body.load("values,numberFormat");
    await context.sync();
    return body.values.map((values, row) => ({
      key: values.slice(0, 3).join(" "),
      has: body.numberFormat[row]!.slice(2, 5) as readonly unknown[],
      should: rowFormats("MarketAssumptions", values).slice(2, 5),
    }));
  });
}

async function expectFormats(book: Opened): Promise<void> {
  const rows = await rowsOf(book);
  expect(new Set(rows.map(({ should }) => should[1])).size).toBeGreaterThan(2);
  for (const { key, has, should } of rows) expect(has, String(key)).toEqual(should);
}

/** Scenarios that no split is of. */
const free = builtInReport.scenarios
  .map(({ id }) => id)
  .filter((id) => id !== "applications" && !JSON.stringify(builtInReport.splits).includes(`"${id}"`));

/** Editions that lack some scenarios and have some more. */
const editions = fc.array(fc.record({ without: fc.subarray(free), more: fc.nat({ max: 4 }) }), {
  minLength: 1,
  maxLength: 3,
});

function edition(index: number, { without, more }: { without: readonly string[]; more: number }): Report {
  const report = copyOf(builtInReport);
  report.edition = `2030.${index}`;
  const [model] = report.scenarios.filter(({ id }: { id: string }) => id === "applications");
  report.scenarios = report.scenarios.filter(({ id }: { id: string }) => !without.includes(id));
  for (let at = 0; at < more; at++)
    report.scenarios.splice(2 * at, 0, {
      ...model,
      id: `more-${at}`,
      name: { en: `More ${at}`, zh: `更多${at}` },
      aliases: undefined,
    });
  const parsed = parseReport(JSON.stringify(report));
  if (!("report" in parsed)) throw new Error(JSON.stringify(parsed.faults));
  return parsed.report;
}

it("whatever editions come and go", async () => {
  await fc.assert(
    fc.asyncProperty(editions, async (all) => {
      opened = await open();
      await opened.book.load({ sheets: ["assumptions"], place: { at: "end" } });
      await expectFormats(opened);
      for (const [index, changes] of all.entries()) {
        await opened.book.upgrade(edition(index, changes));
        await expectFormats(opened);
      }
      await opened.book.returnToFormer();
      await expectFormats(opened);
      await opened.close();
      opened = undefined;
    }),
    { numRuns: 5, seed: 7, endOnFailure: true },
  );
});

it("over to another report and back, with an own scenario whose overrides go with it", async () => {
  opened = await open();
  await opened.book.load({ place: { at: "end" } });
  const id = await opened.book.createScenario({ name: "Ours", basedOn: "bottom-up" });
  await opened.book.setOverride({ key: "connected-rate", scenario: id, year: 2030 }, 0.9);
  await opened.book.setOverride({ key: "arpu", scenario: id, year: 2030 }, 700);
  await expectFormats(opened);
  await opened.book.removeScenario(id);
  await expectFormats(opened);
  await opened.book.upgrade(second);
  await expectFormats(opened);
  await opened.book.returnToFormer();
  await expectFormats(opened);
});
