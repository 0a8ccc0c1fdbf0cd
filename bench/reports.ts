/** A report of 10,000 figures, 200 scenarios and 50 splits of 19 segments beside the built-in one: reading it, and what follows from it. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createModel, loadAnalyses, noAssumptions } from "../src/model";
import { builtInReport, parseReport } from "../src/report";
import { median } from "./host-recalculation.js";
import { largeReport } from "./large-report.js";
import { publish } from "./result.mjs";

const ROUNDS = 15;

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;
/** Of the processor, since others may be at work on the machine. */
function timed<T, G>(prepare: () => G, work: (given: G) => T): { readonly milliseconds: number; readonly result: T } {
  const times: number[] = [];
  let result!: T;
  for (let round = 0; round < ROUNDS; round++) {
    const given = prepare();
    gc();
    const started = process.cpuUsage();
    result = work(given);
    const { user, system } = process.cpuUsage(started);
    times.push((user + system) / 1000);
  }
  return { milliseconds: median(times), result };
}

/** Megabytes that stay while the results do, for each of some: what else is let go meanwhile counts for little among them. */
function held(work: () => unknown): number {
  const results: unknown[] = [work()];
  for (let times = 0; times < 3; times++) gc();
  const before = process.memoryUsage().heapUsed;
  for (let round = 0; round < ROUNDS; round++) results.push(work());
  for (let times = 0; times < 3; times++) gc();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  return megabytes / (results.length - 1);
}

await loadAnalyses();
const measured = Object.entries({
  "built in": JSON.stringify(builtInReport),
  large: JSON.stringify(largeReport()),
}).map(([name, text]) => {
  const nothing = () => undefined;
  const parsed = timed(nothing, () => parseReport(text));
  if (!("report" in parsed.result)) throw new Error(`${name}: ${JSON.stringify(parsed.result.faults.slice(0, 3))}`);
  const { report } = parsed.result;
  const model = timed(nothing, () => createModel(report, noAssumptions));
  const fresh = () => createModel(report, noAssumptions);
  const sizes = timed(fresh, (model) => model.scenarios.map((scenario) => model.size(scenario, 2027)));
  const segment = timed(fresh, (model) => model.segmentSize(model.segments.at(-1)!, 2026, model.chosen));
  const audit = timed(fresh, (model) => model.audit(null).length);
  const override = { key: "size", scenario: report.scenarios[0]!.id, year: 2027, value: 1234 };
  const checked = () => {
    const model = createModel(report, { ...noAssumptions, overrides: [override] });
    return { model, problems: model.problems().length };
  };
  const check = timed(nothing, () => checked().problems);
  if (check.result > 0) throw new Error(`${name}: has ${check.result} problems`);
  return {
    name,
    bytes: text.length,
    figures: report.figures.length,
    megabytes: held(checked),
    times: [parsed, model, sizes, segment, audit, check].map(({ milliseconds }) => milliseconds),
  };
});
const [small, big] = measured as [(typeof measured)[0], (typeof measured)[0]];
const LARGER = big.figures / small.figures;
const labels = [
  "read and check the file",
  "make a model of it",
  "every scenario's size in a year",
  "the first segment's size",
  "recompute every claim",
  "check it after an override",
];
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
const count = (value: number): string => value.toLocaleString("en");
publish({
  title: "A large report",
  about: `A report of ${count(big.figures)} figures, 200 scenarios and 50 splits (${count(Math.round(big.bytes / 1000))} kB) beside the built-in one of ${count(small.figures)} figures (${count(Math.round(small.bytes / 1000))} kB); processor time, medians of ${ROUNDS}. A model that was checked holds ${big.megabytes.toFixed(1)} MB.`,
  rows: labels.map((what, index) => ({
    what,
    "built in": milliseconds(small.times[index]!),
    large: milliseconds(big.times[index]!),
    ratio: `${(big.times[index]! / small.times[index]!).toFixed(1)} ×`,
  })),
  limits: [
    {
      what: "the large report is read within 500 ms",
      value: big.times[0]!,
      most: 500,
      shown: milliseconds(big.times[0]!),
      time: true,
    },
    {
      what: "the first segment of the large report is there within 30 ms",
      value: big.times[3]!,
      most: 30,
      shown: milliseconds(big.times[3]!),
      time: true,
    },
    {
      what: "a model of the large report that was checked after an override holds at most 30 MB",
      value: big.megabytes,
      most: 30,
      shown: `${big.megabytes.toFixed(1)} MB`,
    },
    {
      what: "the large report is checked after an override within 60 ms",
      value: big.times[5]!,
      most: 60,
      shown: milliseconds(big.times[5]!),
      time: true,
    },
    ...([0, 5] as const).map((index) => ({
      what: `${labels[index]}: the large report takes at most as many times as long as it has figures (${LARGER.toFixed(0)} ×)`,
      value: big.times[index]! / small.times[index]!,
      most: LARGER,
      shown: `${(big.times[index]! / small.times[index]!).toFixed(1)} ×`,
    })),
  ],
});
