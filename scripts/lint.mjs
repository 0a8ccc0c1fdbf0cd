/** `npm run lint`: types, code, rooms, format and dependencies. Runs all of them before it fails. */
import { spawnSync } from "node:child_process";
import { ensureInstalled, root } from "./install.mjs";

await ensureInstalled();

const checks = {
  types: ["node_modules/typescript/bin/tsc", "--project", "."],
  code: ["node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."],
  rooms: ["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "src", "host", "preview", "scripts"],
  format: ["node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."],
  dependencies: ["scripts/dependencies.mjs"],
};

const failed = Object.entries(checks).filter(([name, args]) => {
  console.log(`\nCheck ${name}\n> node ${args.join(" ")}`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status !== 0;
});
const total = Object.keys(checks).length;
console.log(
  `\n${total - failed.length} checks passed, ${failed.length} failed ${failed.map(([name]) => name).join(", ")}`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
