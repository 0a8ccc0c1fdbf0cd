/**
 * `npm run snippets -- FOLDER`: presses every button of Microsoft's own samples for Excel on the host, one after the other,
 * each sample in a workbook of its own. FOLDER is a checkout of github.com/OfficeDev/office-js-snippets. A function is
 * right, or the host answers ApiNotFound, or it is wrong; after one that isn't covered, what rests on it isn't judged.
 * `-- FOLDER part-of-an-id` runs some, and prints what they print.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createHost } from "../host/index.js";
import { openOfficeClient } from "../host/node/client.js";
import { createHeadlessGrid } from "../host/node/grid.js";
import { DEFAULT_REQUIREMENTS } from "../host/office.js";
import { createSamplePage } from "./snippets/page.js";
import { readSample, type Sample } from "./snippets/sample.js";

type Verdict = "right" | "ApiNotFound" | "after ApiNotFound" | "wrong";

interface Outcome {
  readonly button: string;
  readonly verdict: Verdict;
  readonly lines: readonly string[];
  readonly error: string;
}

/** A function that takes longer than this doesn't end. */
const PATIENCE = 15_000;

async function examine(sample: Sample): Promise<Outcome[]> {
  const headless = createHeadlessGrid(["Sheet1"]);
  const host = createHost(headless.grid);
  const client = await openOfficeClient(host, "skipped");
  const page = createSamplePage(sample.html);
  Object.assign((client.window as { document: object }).document, page.document);
  client.window.console = page.console;
  const outcomes: Outcome[] = [];
  // Some samples don't wait for what they begin.
  process.on("unhandledRejection", page.uncaught);
  try {
    // What Microsoft's client of this version doesn't have never comes to the host.
    if (sample.members.some((name) => !(name in client.Excel))) return [];
    client.runScript(sample.script, `${sample.id}.js`);
    let uncovered = false;
    for (const button of sample.buttons) {
      const done = page.press(button).then(() => host.settled());
      const ended = await inTime(done);
      // What handlers of events print comes after.
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { lines, errors } = page.printed();
      const codes = ended ? errors.map(codeOf) : ["it doesn't end"];
      const missing = codes.some(([code]) => code === "ApiNotFound");
      const verdict: Verdict =
        codes.length === 0 ? "right" : missing ? "ApiNotFound" : uncovered ? "after ApiNotFound" : "wrong";
      uncovered ||= missing;
      outcomes.push({ button, verdict, lines, error: codes.map(String).join("; ") });
    }
  } finally {
    process.off("unhandledRejection", page.uncaught);
    host.dispose();
    headless.dispose();
  }
  return outcomes;
}

/** Whether it ends while anybody would wait. */
async function inTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE)));
  const ended = await Promise.race([work.then(() => true), patience]);
  clearTimeout(timer);
  return ended;
}

/** Samples of newer Excel than the host says it is don't apply. */
function supported(sets: Readonly<Record<string, string>>): boolean {
  return Object.entries(sets).every(([name, version]) => {
    const known = Object.entries(DEFAULT_REQUIREMENTS).find(([each]) => each.toLowerCase() === name.toLowerCase());
    return known && known[1].localeCompare(version, "en", { numeric: true }) >= 0;
  });
}

function codeOf(error: unknown): readonly [code: string, message: string] {
  const { code, message, debugInfo } = error as {
    readonly code?: string;
    readonly message?: string;
    readonly debugInfo?: { readonly errorLocation?: string; readonly message?: string };
  };
  return [code ?? "Error", debugInfo?.message ?? message ?? String(error)];
}

const [folder, wanted] = process.argv.slice(2);
if (!folder) {
  console.error(
    "Say where Microsoft's samples are: npm run snippets -- FOLDER (a checkout of OfficeDev/office-js-snippets)",
  );
  process.exit(2);
}
const files = readdirSync(path.join(folder, "samples/excel"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml"))
  .sort();
const counts: Record<Verdict, number> = { right: 0, ApiNotFound: 0, "after ApiNotFound": 0, wrong: 0 };
let samples = 0;
for (const file of files) {
  const sample = readSample(readFileSync(path.join(folder, "samples/excel", file), "utf8"));
  if (
    sample.buttons.length === 0 ||
    !supported(sample.sets) ||
    (wanted && !sample.id.includes(wanted) && !file.includes(wanted))
  )
    continue;
  const outcomes = await examine(sample);
  if (outcomes.length > 0) samples++;
  for (const { button, verdict, lines, error } of outcomes) {
    counts[verdict]++;
    if (wanted || verdict === "wrong") console.log(`${verdict.padEnd(18)} ${file} ${button}${error && ` (${error})`}`);
    if (wanted) lines.forEach((line) => console.log(`    ${line.replaceAll("\n", "\n    ")}`));
  }
}
const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
console.log(
  `${samples} samples, ${total} functions: ${counts.right} right, ${counts.ApiNotFound + counts["after ApiNotFound"]} ApiNotFound or after one, ${counts.wrong} wrong`,
);
process.exitCode = counts.wrong > 0 ? 1 : 0;
