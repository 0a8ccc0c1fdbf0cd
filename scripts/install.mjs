import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { BRIEF } from "./v8.mjs";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Installs the development dependencies if they are missing or not those of package-lock.json. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await step("Install the development dependencies (once, a minute or two)", npm("ci", "--loglevel=error"));
}

/** Runs a command of an installed package, or of Node, and ends this process if it fails. */
export function run(title, args, options = {}) {
  return step(title, { command: process.execPath, args: [...BRIEF, ...args], options });
}

/** Runs it while it says that it is at it, and then how long it took. */
async function step(title, { command, args, options }) {
  console.log(`\n${title}\n> ${path.basename(command, ".exe")} ${args.join(" ")}`);
  const start = performance.now();
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
  const sign = setInterval(() => console.log(`${title}: ${seconds()} so far …`), SIGN_OF_LIFE_MS);
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  const status = await new Promise((resolve) => {
    child.on("error", (error) => resolve(console.error(error.message) ?? 1));
    child.on("exit", resolve);
  });
  clearInterval(sign);
  if (status !== 0) process.exit(status ?? 1);
  console.log(`${title}: done in ${seconds()}`);
}

const SIGN_OF_LIFE_MS = 15_000;

/** Whether node_modules holds every package of the lock file; those for other platforms aside. */
function isInstalled() {
  const installed = readPackages("node_modules/.package-lock.json");
  return Object.entries(readPackages("package-lock.json")).every(
    ([folder, { version, optional }]) => folder === "" || optional || installed[folder]?.version === version,
  );
}

function readPackages(file) {
  const full = path.join(root, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")).packages : {};
}

function npm(...args) {
  // Set when npm runs this script; on Windows, npm itself can only be started through a shell.
  const cli = process.env.npm_execpath;
  return cli?.endsWith("npm-cli.js")
    ? { command: process.execPath, args: [cli, ...args] }
    : { command: "npm", args, options: { shell: process.platform === "win32" } };
}
