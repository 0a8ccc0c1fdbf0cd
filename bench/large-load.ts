/**
 * Load of every sheet of a large report on the tests' Excel, beside that of the built-in report: processor time until all
 * formulas have their results. And in the preview, as a person loads it in the pane.
 */
import "../test/functions/custom-functions.js";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { parseReport } from "../src/report";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../test/support/browser.js";
import { inRepository } from "../test/support/dist.js";
import { open } from "../test/workbook/workbook.js";
import { largeReport, type Size } from "./large-report.js";
import { publish } from "./result.mjs";

const SIZE: Size = { figures: 10_000, scenarios: 200, splits: 50 };
/** Seconds from the button to the last number, of 10,000 figures, on the machine that docs/performance.md names. */
const MOST_IN_PANE = 10;
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

/** Seconds from the button until the pane says so, and until every cell shows its number. */
async function loadInPane(report: object): Promise<{ readonly told: number; readonly shown: number }> {
  if (!existsSync(inRepository(".cache/preview/index.html")))
    execFileSync(process.execPath, ["preview/build.mjs"], { stdio: "inherit" });
  const [server, browser] = [await serve({ port: 0 }), await launchBrowser()];
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    page.setDefaultTimeout(180_000);
    await page.goto(`${server.url}?lang=en&theme=light`);
    await page.waitForFunction(() => "host" in window);
    const settled = (): Promise<unknown> => page.evaluate("window.host.settled()");
    const pane = page.frames().find((frame) => frame.url().includes("taskpane.html"))!;
    await pane.getByRole("contentinfo").getByRole("button").click();
    const buffer = Buffer.from(JSON.stringify(report));
    await pane.locator("input[type=file]").setInputFiles({ name: "large.json", mimeType: "application/json", buffer });
    await pane.getByRole("button", { name: "Accept" }).click();
    await pane.getByText("The workbook is now built on").waitFor();
    await settled();
    await pane.getByRole("tab", { name: "Load" }).click();
    const started = performance.now();
    const since = (): number => (performance.now() - started) / 1000;
    await pane.getByRole("tabpanel").getByRole("button", { name: "Load", exact: true }).click();
    await pane.getByText("Loaded").first().waitFor();
    const told = since();
    await settled();
    return { told, shown: since() };
  } finally {
    await browser.close();
    await server.close();
  }
}

const eachOf = ({ formulas, seconds }: Load): number => (seconds * 1000) / formulas;

// The first of a process compiles what it runs.
await load(null);
const report = { ...largeReport(SIZE), id: "large" };
const [small, big] = [await load(null), await load(report)];
const inPane = await loadInPane(report);
const ratio = eachOf(big) / eachOf(small);
publish({
  title: "Loading a large report",
  about: `Every sheet of a report of ${SIZE.figures.toLocaleString("en")} figures, ${SIZE.scenarios} scenarios and ${SIZE.splits} splits beside the built-in one's, on the tests' Excel: processor time until every formula has its result. In the preview the pane says that it is loaded after ${inPane.told.toFixed(1)} s, and all cells show their numbers after ${inPane.shown.toFixed(1)} s.`,
  rows: Object.entries({ "built in": small, large: big }).map(([what, one]) => ({
    what,
    formulas: one.formulas.toLocaleString("en"),
    seconds: one.seconds.toFixed(1),
    "a formula": `${eachOf(one).toFixed(2)} ms`,
  })),
  limits: [
    {
      what: `the large report is loaded in the pane within ${MOST_IN_PANE} s`,
      value: inPane.shown,
      most: MOST_IN_PANE,
      shown: `${inPane.shown.toFixed(1)} s`,
      time: true,
    },
    {
      what: `a formula of the large report takes at most ${MOST} times as long as one of the built-in report`,
      value: ratio,
      most: MOST,
      shown: `${ratio.toFixed(1)} ×`,
    },
  ],
});
process.exit();
