/** `npm test`: builds what ships and the preview, then runs the tests on them. `npm test -- path` runs some. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root, run } from "./install.mjs";
import { BRIEF } from "./v8.mjs";

await ensureInstalled();
await Promise.all([
  run("Build the add-in", ["node_modules/webpack/bin/webpack.js"]),
  run("Build the preview", ["node_modules/webpack/bin/webpack.js", "--config", "preview/webpack.config.js"]).then(() =>
    run("Unpack the browser", ["--import", "tsx", "test/support/unpack.ts"]),
  ),
]);

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
const { status } = spawnSync(process.execPath, [...BRIEF, ...args], { cwd: root, stdio: "inherit" });

// A file that can't be loaded has no tests to count as failed; it counts as one.
const { numPassedTests: passed, testResults } = existsSync(results)
  ? JSON.parse(readFileSync(results, "utf8"))
  : { numPassedTests: 0, testResults: [{ status: "failed", assertionResults: [] }] };
const failed = testResults
  .filter((file) => file.status === "failed")
  .reduce((sum, file) => sum + Math.max(1, file.assertionResults.filter((test) => test.status === "failed").length), 0);
console.log(`\n${passed} passed, ${status !== 0 ? Math.max(1, failed) : failed} failed`);
process.exitCode = status ?? 1;
