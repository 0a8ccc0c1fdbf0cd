/**
 * What a formula costs, through the file that ships: one call, a range of many, loading; beside the same market model in
 * native formulas, all in one run on one machine. Fails where a limit that the project keeps is passed.
 */
import { Bench } from "tinybench";
import { nativeModel } from "./native-model.mjs";
import { loadShipped, loadTime } from "./shipped.mjs";

const CELLS = 10_000;
const CALLS = 1_000;

const formulas = loadShipped();
const yearAt = (index) => 2025 + (index % 6);
const years = (rows, columns) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, (_, index) => yearAt(index)));

/**
 * Ranges of a hundred thousand and a million years. The limit is on the grids; a column is shown beside them, since most of
 * its time goes into an array for each row, which a bare copy takes as well.
 */
const ranges = {
  "SIZE over 100,000 years, 1,000 across": years(100, 1_000),
  "SIZE over 1,000,000 years, 1,000 across": years(1_000, 1_000),
  "SIZE over 100,000 years, a column": years(100_000, 1),
  "SIZE over 1,000,000 years, a column": years(1_000_000, 1),
};
const cellsOf = (range) => range.length * range[0].length;
const native = nativeModel(formulas, CELLS);

/** Ends a run that would measure errors. */
function mustBeNumber(value) {
  if (typeof value !== "number") throw new Error(`Not a number: ${String(value)}`);
}

/** Calls in a row, since one alone is shorter than the clock can tell. */
const calls = (call) => () => {
  for (let index = 0; index < CALLS; index++) call(yearAt(index));
};

const scalar = {
  "SIZE(year, scenario)": (year) => formulas.SIZE(year, "base"),
  "SEGMENT(segment, year, scenario)": (year) => formulas.SEGMENT("rd", year, "base"),
  "CAGR(from, to, scenario)": (year) => formulas.CAGR(2025, Math.max(year, 2026), "base"),
};
for (const call of Object.values(scalar)) mustBeNumber(call(2027));
for (const range of Object.values(ranges)) for (const cell of formulas.SIZE(range).at(-1)) mustBeNumber(cell);
const difference = native.difference();
if (!(difference < 1e-9)) throw new Error(`The native model gives other numbers: ${difference}`);

const short = new Bench({ time: 500, warmupTime: 200 });
for (const [name, call] of Object.entries(scalar)) short.add(name, calls(call));
await short.run();

const long = new Bench({ time: 0, iterations: 7, warmupIterations: 2, warmupTime: 0 });
for (const [name, range] of Object.entries(ranges)) long.add(name, () => formulas.SIZE(range));
long.add("native", () => native.recalculate());
await long.run();

/** Median, in microseconds for one of `count`. */
const median = (bench, name, count) => {
  const { result } = bench.getTask(name);
  if (result.state !== "completed") throw result.error ?? new Error(`${name}: ${result.state}`);
  return (result.latency.p50 * 1e3) / count;
};
const loads = Array.from({ length: 9 }, loadTime).sort((one, other) => one - other);

const times = Object.fromEntries(Object.keys(scalar).map((name) => [name, median(short, name, CALLS)]));
const cell = median(long, "native", CELLS);
const each = Object.fromEntries(
  Object.entries(ranges).map(([name, range]) => [name, median(long, name, cellsOf(range))]),
);
const [few, many] = Object.values(each);
const growth = (many / few) * 10;
const load = loads[4];
const dearest = Math.max(...Object.values(times));

const micro = (value) => `${value.toFixed(3)} µs`;
console.table([
  ...Object.entries({ ...times, ...each }).map(([what, time]) => ({
    what,
    "time each": micro(time),
    "native cell is": ratio(cell / time),
  })),
  { what: "native formula (HyperFormula, 10,000 cells)", "time each": micro(cell), "native cell is": ratio(1) },
]);
function ratio(times) {
  return `${times.toFixed(0)} ×`;
}

const limits = [
  ["a call costs at most 1 µs", dearest, 1, micro(dearest)],
  ["a native cell costs at least 100 times a call", -cell / dearest, -100, ratio(cell / dearest)],
  ["1,000,000 years cost at most 11 times 100,000", growth, 11, `${growth.toFixed(1)} ×`],
  ["functions.js loads and registers within 20 ms", load, 20, `${load.toFixed(1)} ms`],
];
for (const [what, value, most, shown] of limits) console.log(`${value <= most ? "holds" : "FAILS"}  ${what}: ${shown}`);
if (limits.some(([, value, most]) => !(value <= most))) process.exitCode = 1;
