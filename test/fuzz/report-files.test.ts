import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault, noAssumptions } from "../../src/model";
import { builtInReport, parseReport } from "../../src/report";
import { mutated, mutations, small, type Json } from "../report/mutations";
import { damage, damaged } from "./damage";
import { patience, times } from "./run";

const files = {
  "a small report": small,
  "the built-in report": JSON.parse(JSON.stringify(builtInReport)) as Json,
  "the second report": JSON.parse(
    readFileSync(new URL("../fixtures/second-report.json", import.meta.url), "utf8"),
  ) as Json,
};

/** Reads it; what is accepted has to be a report that the model can work with, what isn't has to say why. */
function read(input: unknown): "accepted" | "refused" {
  const parsed = parseReport(input);
  if ("faults" in parsed) {
    expect(parsed.faults.length).toBeGreaterThan(0);
    for (const { path, code } of parsed.faults) expect([typeof path, typeof code]).toEqual(["string", "string"]);
    return "refused";
  }
  const model = createModel(parsed.report, noAssumptions);
  for (const scenario of model.scenarios) {
    for (let year = 2019; year < 2036; year++) {
      const size = model.size(scenario, year);
      expect(isFault(size) || Number.isFinite(size), `size of ${scenario.id} in ${year}`).toBe(true);
    }
  }
  for (const { recomputed } of model.audit(null)) expect(Number.isFinite(recomputed)).toBe(true);
  return "accepted";
}

describe.each(Object.entries(files))("%s", (_, whole) => {
  const text = JSON.stringify(whole, undefined, 1);

  test("as it is, is accepted", () => {
    expect(read(text)).toBe("accepted");
  });

  test(
    "with its text damaged, is accepted as a report or refused with reasons",
    () => {
      fc.assert(
        fc.property(
          fc.array(damage, { minLength: 1, maxLength: 3 }),
          (slips) => void read(slips.reduce(damaged, text)),
        ),
        times(100),
      );
    },
    patience(10_000),
  );

  test(
    "with its data changed in several places, is accepted as a report or refused with reasons",
    () => {
      fc.assert(
        fc.property(fc.array(mutations(whole), { minLength: 1, maxLength: 3 }), (changes) => {
          // A place may be gone by the time that its turn comes.
          const data = changes.reduce((json, change) => {
            try {
              return mutated(json, change);
            } catch {
              return json;
            }
          }, whole);
          read(data);
        }),
        { ...times(60), endOnFailure: true },
      );
    },
    patience(20_000),
  );
});

test(
  "anything at all is accepted as a report or refused with reasons",
  () => {
    const anything = fc.oneof(
      fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withSparseArray: true, withMap: true }),
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.integer({ min: 1, max: 200_000 }).map((depth) => "[".repeat(depth)),
      fc.integer({ min: 1, max: 20_000 }).map((depth) => '{"schema":'.repeat(depth) + "1" + "}".repeat(depth)),
    );
    fc.assert(
      fc.property(anything, (input) => {
        expect(read(input)).toBe("refused");
      }),
      times(300),
    );
  },
  patience(5_000),
);
