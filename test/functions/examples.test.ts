import "./custom-functions";
import { describe, expect, test } from "vitest";
import { documentedFormulas } from "../../src/functions/formulas";
import { formulaText, type Example } from "../../src/functions/help";
import { runner, type Answer, type Cell } from "../../src/functions/run";
import { CellError } from "./custom-functions";

/** Half a unit of the last decimal shown. */
function precision(shown: number): number {
  const decimals = String(shown).split(".")[1]?.length ?? 0;
  return Number.isInteger(shown) ? 1e-9 * Math.abs(shown) : 0.5 * 10 ** -decimals;
}

function hold(gives: Example["gives"], answer: Answer | Promise<Answer>): void {
  if (typeof gives === "number") {
    expect(typeof answer).toBe("number");
    expect(Math.abs((answer as number) - gives)).toBeLessThanOrEqual(precision(gives));
  } else if (typeof gives !== "object") {
    expect(answer).toBe(gives);
  } else if ("error" in gives) {
    expect(answer).toBeInstanceOf(CellError);
    expect((answer as unknown as CellError).code).toBe(gives.error);
  } else {
    const rows = answer as unknown[][];
    expect([rows.length, rows[0]?.length]).toEqual(gives);
    expect(rows.flat().filter((cell) => cell instanceof CellError)).toEqual([]);
  }
}

const formulas = await documentedFormulas();

describe("every example gives what it says", () => {
  for (const formula of formulas) {
    test(`${formula.id} has an example`, () => expect(formula.help.examples.length).toBeGreaterThan(0));
    for (const example of formula.help.examples) {
      test(formulaText(formula.id, example.arguments), () => {
        const answer = runner(formula)(...example.arguments);
        // Of a value formula Excel shows the one cell that it gave a list for.
        const isCell = formula.result === "value" && Array.isArray(answer) && answer.flat().length === 1;
        hold(example.gives, isCell ? (answer as Cell[][])[0]![0]! : answer);
      });
    }
  }
});
