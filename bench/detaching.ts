/**
 * How long detaching and reattaching take beside freezing, with all default sheets loaded, in the preview's page; and the CPU
 * time of its thread, on which the grid and the add-in both run.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { CDPSession, Frame, Locator, Page } from "playwright-core";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../test/support/browser.js";
import { inRepository } from "../test/support/dist.js";
import { median } from "./host-recalculation.js";
import { publish } from "./result.mjs";

const FORMULAS = 1_800;
/** What takes a third of a second comes out a quarter slower now and then. */
const ROUNDS = 11;
/** At most so many times what freezing takes. */
const MOST = 3;

const ACTIONS = ["Freeze", "Thaw", "Detach", "Reattach"] as const;
type Action = (typeof ACTIONS)[number];

/** Seconds. */
interface Time {
  readonly waited: number;
  readonly cpu: number;
}

async function openLoaded(page: Page, address: string): Promise<Frame> {
  page.setDefaultTimeout(180_000);
  await page.goto(`${address}?lang=en&theme=light`);
  await page.waitForFunction(() => "host" in window);
  const pane = page.frames().find((frame) => frame.url().includes("taskpane.html"))!;
  await pane.getByRole("tab", { name: "Load" }).click();
  await pane.getByRole("tabpanel").getByRole("button", { name: "Load", exact: true }).click();
  await pane.getByText("Loaded").first().waitFor();
  await settled(page);
  await pane.getByRole("tab", { name: "Cells" }).click();
  await pane.getByRole("combobox", { name: "Where", exact: true }).selectOption("workbook");
  return pane;
}

const settled = (page: Page): Promise<unknown> => page.evaluate("window.host.settled()");

async function cpuSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")!.value;
}

/** The button that begins it, with the question before it asked. */
async function buttonOf(pane: Frame, action: Action): Promise<Locator> {
  if (action !== "Detach") return pane.getByRole("button", { name: action, exact: true });
  await pane.getByRole("button", { name: "Detach…", exact: true }).click();
  return pane.getByRole("dialog").getByRole("button", { name: "Detach" });
}

/** How many formulas it says it was. */
async function press(pane: Frame, action: Action, button: Locator): Promise<number> {
  await button.click();
  const told = { Freeze: /now values: ([\d,]+)/, Thaw: /live again: ([\d,]+)/, Detach: /no add-in: ([\d,]+)/ };
  const words = action === "Reattach" ? told.Thaw : told[action];
  const text = await pane.getByText(words).first().textContent();
  await pane.getByText(action === "Freeze" || action === "Detach" ? /^No formula/ : /^Cells: /).waitFor();
  return Number(words.exec(text!)![1]!.replaceAll(",", ""));
}

async function measure(page: Page, address: string): Promise<Readonly<Record<Action, Time>>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await session.send("Performance.enable");
  const pane = await openLoaded(page, address);
  const times = new Map<Action, Time[]>(ACTIONS.map((action) => [action, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const action of ACTIONS) {
      const button = await buttonOf(pane, action);
      await button.waitFor();
      const [cpu, started] = [await cpuSeconds(session), performance.now()];
      const formulas = await press(pane, action, button);
      await settled(page);
      const waited = (performance.now() - started) / 1_000;
      times.get(action)!.push({ waited, cpu: (await cpuSeconds(session)) - cpu });
      if (formulas < FORMULAS) throw new Error(`${action}: ${formulas} formulas, fewer than ${FORMULAS}`);
    }
  }
  const typical = (all: readonly Time[]): Time => ({
    waited: median(all.map(({ waited }) => waited)),
    cpu: Math.min(...all.map(({ cpu }) => cpu)),
  });
  return Object.fromEntries([...times].map(([action, all]) => [action, typical(all)])) as Record<Action, Time>;
}

if (!existsSync(inRepository(".cache/preview/index.html")))
  execFileSync(process.execPath, ["preview/build.mjs"], { stdio: "inherit" });
const [server, browser] = [await serve({ port: 0 }), await launchBrowser()];
try {
  const times = await measure(await browser.newPage({ viewport: { width: 1360, height: 860 } }), server.url);
  const ratio = (action: Action, what: keyof Time = "waited"): number => times[action][what] / times.Freeze[what];
  publish({
    title: "Detaching",
    about: `All default sheets, over ${FORMULAS.toLocaleString("en")} formulas, in the preview: seconds from pressing the button until the pane says so and lists them and the cells show what they came to, the median of ${ROUNDS}; and the page's CPU time, the best.`,
    rows: ACTIONS.map((action) => ({
      what: action,
      seconds: times[action].waited.toFixed(2),
      "of freezing": `${ratio(action).toFixed(1)} ×`,
      CPU: times[action].cpu.toFixed(2),
      "of freezing's": `${ratio(action, "cpu").toFixed(1)} ×`,
    })),
    limits: (["Detach", "Reattach"] as const).map((action) => ({
      what: `${action} takes at most ${MOST} times as long as Freeze`,
      value: ratio(action),
      most: MOST,
      shown: `${ratio(action).toFixed(1)} ×`,
    })),
  });
} finally {
  await browser.close();
  await server.close();
}
