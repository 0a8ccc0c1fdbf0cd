/**
 * Load of every sheet of a large report on the tests' Excel, beside that of the built-in report: processor time until all
 * formulas have their results.
 */
import "../test/functions/custom-functions.js";
import { parseReport } from "../src/report";
import { open } from "../test/workbook/workbook.js";
import { largeReport, type Size } from "./large-report.js";
import { publish } from "./result.mjs";

/** `BENCH_MOST=10000` takes all 10,000 figures, 200 scenarios and 50 splits, for minutes. */
const FIGURES = Math.min(10_000, Number(process.env.BENCH_MOST ?? 3_000));
const SIZE: Size = { figures: FIGURES, scenarios: FIGURES / 50, splits: FIGURES / 200 };
/** What a formula may cost, of what one of the built-in report's does: more would be work that grows with their number. */
const MOST = 1.5;

interface Load {
  readonly formulas: number;
  readonly seconds: number;
}

/** Of the processor, since others may be at work on the machine. */
async function load(report: object | null): Promise<Load> {
  const opened = await open({});
  if (report) {
    const parsed = parseReport(JSON.stringify(report));
    if (!("report" in parsed)) throw new Error(JSON.stringify(parsed.faults.slice(0, 3)));
    await opened.book.upgrade(parsed.report);
    await opened.settled();
  }
  const started = process.cpuUsage();
  await opened.book.load({ place: { at: "end" } });
  await opened.settled();
  const { user, system } = process.cpuUsage(started);
  const { grid } = opened.excel;
  const formulas = grid.sheets().reduce((sum, { id }) => {
    const used = grid.usedBounds(id, true);
    return (
      sum +
      (used
        ? grid
            .formulas({ sheetId: id, ...used })
            .flat()
            .filter(Boolean).length
        : 0)
    );
  }, 0);
  await opened.close();
  return { formulas, seconds: (user + system) / 1e6 };
}

const eachOf = ({ formulas, seconds }: Load): number => (seconds * 1000) / formulas;

// The first of a process compiles what it runs.
await load(null);
const [small, big] = [await load(null), await load({ ...largeReport(SIZE), id: "large" })];
const ratio = eachOf(big) / eachOf(small);
publish({
  title: "Loading a large report",
  about: `Every sheet of a report of ${SIZE.figures.toLocaleString("en")} figures, ${SIZE.scenarios} scenarios and ${SIZE.splits} splits beside the built-in one's, on the tests' Excel: processor time until every formula has its result. BENCH_MOST=10000 takes the largest.`,
  rows: Object.entries({ "built in": small, large: big }).map(([what, one]) => ({
    what,
    formulas: one.formulas.toLocaleString("en"),
    seconds: one.seconds.toFixed(1),
    "a formula": `${eachOf(one).toFixed(2)} ms`,
  })),
  limits: [
    {
      what: `a formula of the large report takes at most ${MOST} times as long as one of the built-in report`,
      value: ratio,
      most: MOST,
      shown: `${ratio.toFixed(1)} ×`,
    },
  ],
});
process.exit();
