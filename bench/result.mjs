import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../.cache/bench/", import.meta.url));

/**
 * What a benchmark found: shown, kept for docs/performance.md, and failing where a limit is passed.
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {string} about what was measured and how, a sentence or two
 * @property {readonly Readonly<Record<string, string>>[]} rows of a table, by column
 * @property {readonly Limit[]} [limits]
 *
 * @typedef {object} Limit
 * @property {string} what
 * @property {number} value
 * @property {number} most
 * @property {string} shown
 */

/** @param {Section} section */
export function publish({ title, about, rows, limits = [] }) {
  console.log(`\n${title}\n${about}`);
  console.table(rows);
  const held = limits.map(({ what, value, most, shown }) => ({ what, holds: value <= most, shown }));
  for (const { what, holds, shown } of held) console.log(`${holds ? "holds" : "FAILS"}  ${what}: ${shown}`);
  if (held.some(({ holds }) => !holds)) process.exitCode = 1;
  mkdirSync(folder, { recursive: true });
  const name = `${String(readdirSync(folder).length).padStart(2, "0")}.json`;
  writeFileSync(folder + name, JSON.stringify({ title, about, rows, limits: held }));
}

export function forget() {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {readonly (Omit<Section, "limits"> & { limits: readonly { what: string, holds: boolean, shown: string }[] })[]} */
export function published() {
  return readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(folder + name, "utf8")));
}
