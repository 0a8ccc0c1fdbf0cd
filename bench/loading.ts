/** How long after functions.js starts a formula has its first result, in Chromium, in a page each. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../test/support/browser.js";
import { inRepository, readDist } from "../test/support/dist.js";
import { median } from "./host-recalculation.js";
import { publish } from "./result.mjs";
import { stub } from "./shipped.mjs";

const ROUNDS = 15;

/** Milliseconds to compile and run the script in a fresh page, and then to evaluate `first`. */
async function took(browser: Browser, script: string, first: string): Promise<number> {
  const page = await browser.newPage();
  await page.evaluate(`globalThis.associated = ${stub}`);
  const result = (await page.evaluate(`(() => {
    const script = Object.assign(document.createElement("script"), { text: ${JSON.stringify(script)} });
    const started = performance.now();
    document.head.append(script);
    const value = ${first};
    return [performance.now() - started, value];
  })()`)) as [number, unknown];
  await page.close();
  if (typeof result[1] !== "number") throw new Error(`No number: ${String(result[1])}`);
  return result[0];
}

const formulas = readDist("functions.js");
// A library that most pages have, of a size alike: what starting a script costs on this machine.
const peer = ["react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js"]
  .map((file) => readFileSync(inRepository("node_modules", file), "utf8"))
  .join("\n");
const browser = await launchBrowser();
const rounds: { ours: number; theirs: number }[] = [];
try {
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await took(browser, formulas, 'associated.SIZE(2030, "base")');
    const theirs = await took(
      browser,
      peer,
      "(ReactDOM.createRoot(document.createElement('p')), React.version.length)",
    );
    rounds.push({ ours, theirs });
  }
} finally {
  await browser.close();
}
const [ours, theirs] = [median(rounds.map(({ ours }) => ours)), median(rounds.map(({ theirs }) => theirs))];
const best = Math.min(...rounds.map(({ ours }) => ours));
const ratio = median(rounds.map(({ ours, theirs }) => ours / theirs));
publish({
  title: "First result",
  about: `From the start of functions.js, as it ships, to the first SIZE in Chromium: compiled anew in a page each, ${ROUNDS} times, in turns with React's production build.`,
  rows: [
    {
      what: "functions.js and the first SIZE",
      median: `${ours.toFixed(1)} ms`,
      best: `${best.toFixed(1)} ms`,
      "times React": ratio.toFixed(2),
    },
    {
      what: "react and react-dom",
      median: `${theirs.toFixed(1)} ms`,
      best: `${Math.min(...rounds.map(({ theirs }) => theirs)).toFixed(1)} ms`,
      "times React": "1",
    },
  ],
  limits: [
    {
      what: "the first result within 30 ms of the script's start",
      value: ours,
      most: 30,
      shown: `${ours.toFixed(1)} ms`,
      time: true,
    },
    {
      what: "the first result takes at most 6 times React's start",
      value: ratio,
      most: 6,
      shown: `${ratio.toFixed(1)} ×`,
    },
  ],
});
