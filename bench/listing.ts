/**
 * Listing a large workbook's formulas: how long it takes, and the longest that it keeps the thread from others. A stand-in
 * for Excel answers at once, so that all that is measured is the listing's own. Fails where a stretch is longer than the
 * limit. `npx tsx bench/listing.ts`
 */
import { settingOf } from "../src/functions/setting";
import { createModel } from "../src/model";
import { builtInReport } from "../src/report";
import { listFormulas } from "../src/workbook/calls/listing";
import type { Ports } from "../src/workbook";

const ROWS = 5_000;
const COLUMNS = 20;
const LIMIT = 200;

const formulas = Array.from({ length: ROWS }, (_, row) =>
  Array.from({ length: COLUMNS }, (__, column) => `=MARKET.SIZE(${2025 + ((row + column) % 6)},"vendors")`),
);
const values = formulas.map((row) => row.map(() => 1));

const sheet = {
  name: "Model",
  getUsedRangeOrNullObject: () => ({ isNullObject: false, address: `Model!A1:T${ROWS}`, load() {} }),
  getRangeByIndexes: (row: number, column: number, rows: number, columns: number) => ({
    load() {},
    formulas: formulas.slice(row, row + rows).map((line) => line.slice(column, column + columns)),
    values: values.slice(row, row + rows).map((line) => line.slice(column, column + columns)),
    hasSpill: false,
  }),
};
const context = {
  workbook: { worksheets: { load() {}, items: [sheet], getItem: () => sheet } },
  sync: () => new Promise<void>((resolve) => setTimeout(resolve)),
};
const run = ((batch: (given: unknown) => Promise<unknown>) => batch(context)) as Ports["run"];

/** The longest time between two turns of the event loop. */
function watch(): () => number {
  let last = performance.now();
  let longest = 0;
  let on = true;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (on) setImmediate(tick);
  };
  setImmediate(tick);
  return () => {
    on = false;
    return longest;
  };
}

const setting = settingOf(createModel(builtInReport));
await listFormulas(run, setting);
const longest = watch();
const start = performance.now();
const cells = await listFormulas(run, setting);
const took = performance.now() - start;
const blocked = longest();
console.log(`${cells.length} formulas in ${took.toFixed(0)} ms; longest stretch ${blocked.toFixed(0)} ms`);
if (cells.length !== ROWS * COLUMNS) throw new Error(`Expected ${ROWS * COLUMNS} formulas.`);
if (blocked > LIMIT) throw new Error(`The thread was held for ${blocked.toFixed(0)} ms; ${LIMIT} ms is the limit.`);
