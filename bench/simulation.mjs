/**
 * What a simulation costs beside the bare arithmetic of it: the same generator, draws and sort in one loop over typed
 * arrays. In turns, so that whatever else the machine does weighs on both; the median of the rounds' own ratios.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { publish } from "./result.mjs";
import { loadWhole } from "./shipped.mjs";

const TRIALS = 100_000;
const ROUNDS = 15;
const formulas = await loadWhole();

/** Low, mode and high of the four drivers in 2030. */
const triangles = ["parc", "connected-rate", "cloud-penetration", "arpu"].map((driver) => {
  const mode = formulas.DRIVER(driver, 2030);
  return driver === "parc" ? [4.2, mode, 4.5] : [mode * 0.9, mode, mode * 1.1];
});

function bare() {
  const generator = xoroshiro128plus(1);
  const sizes = new Float64Array(TRIALS);
  for (let trial = 0; trial < TRIALS; trial++) {
    let size = 1;
    for (let driver = 0; driver < 4; driver++) {
      const [low, mode, high] = triangles[driver];
      const width = high - low;
      const share = uniformFloat64(generator);
      size *=
        share < (mode - low) / width
          ? low + Math.sqrt(share * width * (mode - low))
          : high - Math.sqrt((1 - share) * width * (high - mode));
    }
    sizes[trial] = size;
  }
  return sizes.sort();
}

const took = (call) => {
  const started = performance.now();
  call();
  return performance.now() - started;
};
const simulate = () => formulas.SIMULATE(2030, "bottom-up", TRIALS, 1);

const median = bare()[TRIALS >> 1];
const shown = simulate().find(([label]) => label === "P50")[1];
if (!(Math.abs(shown / median - 1) < 1e-3)) throw new Error(`Another median: ${shown} for ${median}`);

const rounds = Array.from({ length: ROUNDS }, () => ({ bare: took(bare), formula: took(simulate) })).slice(ROUNDS / 3);
const middle = (of) => rounds.map(of).sort((one, other) => one - other)[rounds.length >> 1];
const ratio = middle((round) => round.formula / round.bare);
const milli = (value) => `${value.toFixed(1)} ms`;
publish({
  title: "Simulation",
  about: "SIMULATE of 100,000 trials over four drivers, beside the bare loop: the same generator, draws and sort.",
  rows: [
    { what: "SIMULATE", time: milli(middle((round) => round.formula)) },
    { what: "the bare loop", time: milli(middle((round) => round.bare)) },
  ],
  limits: [{ what: "at most 2.5 times the bare loop", value: ratio, most: 2.5, shown: `${ratio.toFixed(2)} ×` }],
});
