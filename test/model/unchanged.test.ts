/**
 * The built-in report as version 1 calculated it: every formula over scenarios and years, and the model with numbers of
 * the user's own. `test/fixtures/values-1.0.tsv` was written by version 1 and is never written again.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createModel, type Override } from "../../src/model";
import { builtInReport } from "../../src/report";
import { call } from "../functions/calls";
import { CellError } from "../functions/custom-functions";
import { valuesOf } from "./values";

const stored = readFileSync(new URL("../fixtures/values-1.0.tsv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => line.split("\t") as [what: string, value: string]);

const CLOSE = 1e-12;

function expectSame(now: unknown, then: unknown, what: string): void {
  if (typeof then === "number" && typeof now === "number") {
    expect(Math.abs(now - then), `${what}: ${now} for ${then}`).toBeLessThanOrEqual(
      CLOSE * Math.max(1, Math.abs(then)),
    );
  } else if (Array.isArray(then)) {
    expect(Array.isArray(now) && now.length, what).toBe(then.length);
    then.forEach((value, index) => expectSame((now as unknown[])[index], value, `${what} [${index}]`));
  } else {
    expect(now, what).toEqual(then);
  }
}

describe("formulas", () => {
  const lines = stored.filter(([what]) => what.startsWith("["));
  test("are stored by the hundred", () => expect(lines.length).toBeGreaterThan(700));
  for (const id of new Set(lines.map(([what]) => (JSON.parse(what) as string[])[0]!))) {
    test(id, () => {
      for (const [what, value] of lines) {
        const [formula, ...args] = JSON.parse(what) as [string, ...unknown[]];
        const then = JSON.parse(value) as unknown[];
        const now = shown(call(id, ...args)) as unknown[];
        // A swing of 0 is a blank cell from version 2 on.
        const isBlankNow = formula === "SENSITIVITY" && args[2] === 0;
        if (formula === id && !isBlankNow) expectSame(asThen(id, now, then), then, what);
      }
    });
  }
});

/** Without what version 2 adds: RECONCILE's rows of assumed drivers and column of what is feasible, and AUDIT's rows of upper limits, and its column of how it was recomputed. */
function asThen(id: string, now: unknown[], then: unknown[]): unknown {
  if (id === "RECONCILE") return (now as unknown[][]).slice(0, then.length).map((row) => row.slice(0, 5));
  if (id === "AUDIT") return (now as unknown[][]).slice(0, then.length).map((row) => row.slice(0, 6));
  return now;
}

function shown(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(shown);
  return answer instanceof CellError ? answer.code : answer;
}

describe("the model with overrides", () => {
  for (const [what, value] of stored.filter(([what]) => what.startsWith("{"))) {
    test(what, () => {
      const { overrides } = JSON.parse(what) as { overrides: Override[] };
      const model = createModel(builtInReport, {
        overrides,
        scenarios: [{ id: "mine", name: "Mine", basedOn: "bottom-up" }],
        chosen: null,
      });
      expectSame(valuesOf(model), JSON.parse(value), what);
    });
  }
});

test("BUILD", () => {
  const adjustments = ["self-built-share", "regional-factor", "compliance-cost"];
  const lines = stored.filter(([what]) => what === "BUILD");
  expect(lines).toHaveLength(72);
  for (const [, value] of lines) {
    const [numbers, then] = JSON.parse(value) as [number[], unknown];
    const names = [...["parc", "connected-rate", "cloud-penetration", "arpu"], ...adjustments];
    const now = (shown(call("BUILD", 2030, [names], [numbers])) as unknown[][])[0]![0];
    // A zero that leaves nothing is asked about since version 2: a blank cell arrives as one.
    expectSame(now, then === 0 ? "#VALUE!" : then, `BUILD ${numbers.join()}`);
  }
});
