/**
 * What a formula costs, through the file that ships: one call, a range of many, loading; beside the same market model in
 * native formulas, all in one run on one machine. Fails where a limit that the project keeps is passed.
 */
import { Bench } from "tinybench";
import { nativeModel } from "./native-model.mjs";
import { publish } from "./result.mjs";
import { loadShipped, loadTime } from "./shipped.mjs";

const CELLS = 10_000;
const CALLS = 1_000;

const formulas = loadShipped();
const yearAt = (index) => 2025 + (index % 6);
const years = (rows, columns) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, (_, index) => yearAt(index)));

/** A hundred thousand years and a million, in the shapes that a sheet has. */
const scenarios = [Array.from({ length: 10 }, (_, index) => ["low", "base", "high"][index % 3])];
const ranges = {
  "SIZE over years, 1,000 across": [[years(100, 1_000)], [years(1_000, 1_000)]],
  "SIZE over years, a column": [[years(100_000, 1)], [years(1_000_000, 1)]],
  "SIZE over years × scenarios": [
    [years(10_000, 1), scenarios],
    [years(100_000, 1), scenarios],
  ],
};
const FEW = 100_000;
const MANY = 1_000_000;
const ROUNDS = 30;
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
for (const [few] of Object.values(ranges)) for (const cell of formulas.SIZE(...few).at(-1)) mustBeNumber(cell);
const difference = native.difference();
if (!(difference < 1e-9)) throw new Error(`The native model gives other numbers: ${difference}`);

const short = new Bench({ time: 500, warmupTime: 200 });
for (const [name, call] of Object.entries(scalar)) short.add(name, calls(call));
await short.run();

// Two seconds each, and hundreds of times what it is held against.
const long = new Bench({ time: 0, iterations: 3, warmupIterations: 1, warmupTime: 0 });
long.add("native", () => native.recalculate());
await long.run();

/** Median, in microseconds for one of `count`. */
const median = (bench, name, count) => {
  const { result } = bench.getTask(name);
  if (result.state !== "completed") throw result.error ?? new Error(`${name}: ${result.state}`);
  return (result.latency.p50 * 1e3) / count;
};

/**
 * Ten calls of a hundred thousand and one of a million, in turns: as many cells, so that collecting what they leave behind
 * and whatever else the machine does weigh on both. Microseconds for one cell, in the middle of all rounds, and how they
 * grow: by the rounds' own ratios and by the best of each, since what is the formula's shows in both.
 */
function compareLengths([few, many]) {
  const took = (call) => {
    const started = performance.now();
    call();
    return (performance.now() - started) * 1e3;
  };
  const rounds = Array.from({ length: ROUNDS }, () => {
    const short = took(() => {
      for (let call = 0; call < MANY / FEW; call++) formulas.SIZE(...few);
    });
    const long = took(() => formulas.SIZE(...many));
    return { few: short / MANY, many: long / MANY, growth: ((MANY / FEW) * long) / short };
  }).slice(ROUNDS / 3);
  const sorted = (key) => rounds.map((round) => round[key]).sort((one, other) => one - other);
  const [shorter, longer, growths] = [sorted("few"), sorted("many"), sorted("growth")];
  const middle = rounds.length >> 1;
  const ofBest = ((MANY / FEW) * longer[0]) / shorter[0];
  return { few: shorter[middle], many: longer[middle], growth: Math.min(growths[middle], ofBest) };
}
const lengths = Object.fromEntries(Object.entries(ranges).map(([name, calls]) => [name, compareLengths(calls)]));

const loads = Array.from({ length: 9 }, loadTime).sort((one, other) => one - other);

const times = Object.fromEntries(Object.keys(scalar).map((name) => [name, median(short, name, CALLS)]));
const cell = median(long, "native", CELLS);
const load = loads[4];
const dearest = Math.max(...Object.values(times));

const micro = (value) => `${value.toFixed(3)} µs`;
const ratio = (times) => `${times.toFixed(0)} ×`;
const row = (what, time) => ({ what, "time each": micro(time), "a native cell takes": ratio(cell / time) });
publish({
  title: "Formulas",
  about:
    "Through the file that ships, in Node: one call, and a cell of a range's many in one call; beside the same model of the market in native formulas (HyperFormula, 10,000 cells), recalculated after an edit.",
  rows: [
    ...Object.entries(times).map(([what, time]) => row(what, time)),
    ...Object.entries(lengths).flatMap(([what, { few, many }]) => [
      row(`${what}, 100,000`, few),
      row(`${what}, 1,000,000`, many),
    ]),
    row("native formula", cell),
  ],
  limits: [
    { what: "a call costs at most 1 µs", value: dearest, most: 1, shown: micro(dearest), time: true },
    {
      what: "a native cell costs at least 100 times a call",
      value: -cell / dearest,
      most: -100,
      shown: ratio(cell / dearest),
    },
    ...Object.entries(lengths).map(([name, { growth }]) => ({
      what: `${name}: 1,000,000 cells cost at most 15 times 100,000`,
      value: growth,
      // Ten is as many more cells; between runs it is 6 to 12, as the engine compiles the call.
      most: 15,
      shown: `${growth.toFixed(1)} ×`,
    })),
    {
      what: "functions.js loads and registers within 20 ms",
      value: load,
      most: 20,
      shown: `${load.toFixed(1)} ms`,
      time: true,
    },
  ],
});
