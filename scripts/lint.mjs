/** `npm run lint`: types, code, rooms, format and dependencies. Runs all of them, side by side, before it fails. */
import { spawn } from "node:child_process";
import { ensureInstalled, root } from "./install.mjs";
import { BRIEF } from "./v8.mjs";

await ensureInstalled();

const checks = {
  types: ["node_modules/typescript/bin/tsc", "--project", "."],
  code: ["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."],
  rooms: ["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "src", "host", "preview", "scripts"],
  format: ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."],
  dependencies: ["scripts/dependencies.mjs"],
};

const failed = [];
await Promise.all(
  Object.entries(checks).map(async ([name, args]) => {
    const { status, output } = await check(args);
    console.log(`\nCheck ${name}\n> node ${args.join(" ")}\n${output}`.trimEnd());
    if (status !== 0) failed.push(name);
  }),
);
const total = Object.keys(checks).length;
console.log(`\n${total - failed.length} checks passed, ${failed.length} failed ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Its output in one piece: they run side by side. */
function check(args) {
  const child = spawn(process.execPath, [...BRIEF, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.on("error", ({ message }) => resolve({ status: 1, output: message }));
    child.on("close", (status) => resolve({ status, output }));
  });
}
