import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Installs the development dependencies if they are missing or not those of package-lock.json. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing the development dependencies (once, a minute or two) …");
  npm("ci", "--loglevel=error", "--foreground-scripts");
}

/** Runs a command of an installed package, or of Node, and ends this process if it fails. */
export function run(title, args, options = {}) {
  console.log(`\n${title}\n> node ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", ...options });
  if (status !== 0) process.exit(status ?? 1);
}

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
  const { status } = cli?.endsWith("npm-cli.js")
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}
