import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Whether limits of times are judged, too; on somebody else's machine they can't be. */
const judgesTimes = process.env.BENCH_TIMES !== "ignored";

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
 * @property {boolean} [time] of time alone, which says something of one machine only; the others are ratios, counts and sizes
 */

/** @param {Section} section */
export function publish({ title, about, rows, limits = [] }) {
  console.log(`\n${title}\n${about}`);
  console.table(rows);
  const held = limits.map(({ what, value, most, shown, time }) => ({ what, holds: value <= most, shown, time }));
  for (const { what, holds, shown, time } of held) {
    const fails = time && !judgesTimes ? "is over here (a time)" : "FAILS";
    console.log(`${holds ? "holds" : fails}  ${what}: ${shown}`);
  }
  if (held.some(({ holds, time }) => !holds && (judgesTimes || !time))) process.exitCode = 1;
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
