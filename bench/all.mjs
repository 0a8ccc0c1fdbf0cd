/**
 * `npm run bench`: every benchmark, each in a process of its own, then docs/performance.md from what they found. Fails if
 * one does, but only once all have run. `npm run bench -- sizes loading` runs some and writes nothing; with `--ratios`
 * limits of times aren't judged, as on a machine that nobody knows.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { forget, published } from "./result.mjs";
import { performancePage } from "./page.mjs";

const typescript = "node_modules/tsx/dist/cli.mjs";
const benchmarks = {
  sizes: ["bench/sizes.mjs"],
  loading: [typescript, "bench/loading.ts"],
  formulas: ["bench/formulas.mjs"],
  simulation: ["bench/simulation.mjs"],
  grid: [typescript, "bench/host.ts"],
  operations: [typescript, "bench/operations.ts"],
  detaching: [typescript, "bench/detaching.ts"],
  reports: [typescript, "bench/reports.ts"],
  "large-load": [typescript, "bench/large-load.ts"],
  files: [typescript, "bench/files.ts"],
};

const given = process.argv.slice(2);
const wanted = given.filter((name) => name !== "--ratios");
const env = { ...process.env, ...(given.includes("--ratios") && { BENCH_TIMES: "ignored" }) };
const unknown = wanted.filter((name) => !(name in benchmarks));
if (unknown.length > 0)
  throw new Error(`No benchmark ${unknown.join(", ")}; there are ${Object.keys(benchmarks).join(", ")}`);
forget();
const failed = Object.entries(benchmarks)
  .filter(([name]) => wanted.length === 0 || wanted.includes(name))
  .filter(([, args]) => spawnSync(process.execPath, args, { stdio: "inherit", env }).status !== 0)
  .map(([name]) => name);
if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
if (given.length === 0) writeFileSync("docs/performance.md", await performancePage(published()));
