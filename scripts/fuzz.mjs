/**
 * `npm run fuzz`: the fuzz tests, long and from a new seed; `npm run fuzz -- 50000 --seed 7` says how many calls of
 * formulas, with everything else in proportion, and from which seed. `-t "some test"` and files go to vitest.
 */
import { parseArgs } from "node:util";
import { ensureInstalled, run } from "./install.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, testNamePattern: { type: "string", short: "t" } },
});
const calls = positionals.find((each) => /^\d+$/.test(each)) ?? "1000000";
const files = positionals.filter((each) => each !== calls);
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));

await ensureInstalled();
await run("Build the add-in", ["node_modules/webpack/bin/webpack.js"]);
await run(
  `Fuzz: ${Number(calls).toLocaleString("en")} calls from seed ${seed}`,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...(files.length > 0 ? files : ["test/fuzz"]),
    ...(values.testNamePattern ? ["-t", values.testNamePattern] : []),
  ],
  { env: { ...process.env, FUZZ: calls, FUZZ_SEED: seed } },
);
