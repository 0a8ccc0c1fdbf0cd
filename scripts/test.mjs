/**
 * `npm test`: builds what ships and the preview, while the tests that need nothing built run, then runs those on what was
 * built. `npm test -- path` runs some.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root, run } from "./install.mjs";
import { BRIEF } from "./v8.mjs";

await ensureInstalled();
// Tests of what is built wait while this is there (`test/support/built.ts`).
const sign = path.join(root, ".cache/being-built");
mkdirSync(path.dirname(sign), { recursive: true });
writeFileSync(sign, String(process.pid));
const building = Promise.all([
  run("Build the add-in", ["node_modules/webpack/bin/webpack.js"]),
  run("Build the preview", ["preview/build.mjs"]).then(() =>
    run("Unpack the browser", ["--import", "tsx", "test/support/unpack.ts"]),
  ),
]).then(() => rmSync(sign));

const results = path.join(root, ".cache/test-results.json");
rmSync(results, { force: true });
const args = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  "--outputFile.json=.cache/test-results.json",
  ...process.argv.slice(2),
];
console.log(`\nTest\n> node ${args.join(" ")}`);
const tests = spawn(process.execPath, [...BRIEF, ...args], { cwd: root, stdio: "inherit" });
// A build that fails ends this process, and there is nothing to be tested.
process.on("exit", () => {
  tests.kill();
  rmSync(sign, { force: true });
});
const status = await new Promise((resolve) => tests.on("exit", resolve));
await building;

// A file that can't be loaded has no tests to count as failed; it counts as one.
const { numPassedTests: passed, testResults } = existsSync(results)
  ? JSON.parse(readFileSync(results, "utf8"))
  : { numPassedTests: 0, testResults: [{ status: "failed", assertionResults: [] }] };
const failed = testResults
  .filter((file) => file.status === "failed")
  .reduce((sum, file) => sum + Math.max(1, file.assertionResults.filter((test) => test.status === "failed").length), 0);
console.log(`\n${passed} passed, ${status !== 0 ? Math.max(1, failed) : failed} failed`);
process.exitCode = status ?? 1;
