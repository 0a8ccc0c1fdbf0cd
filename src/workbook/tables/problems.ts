/** What is wrong with a row of the assumptions, in words. */
import type { Problem } from "../../model";
import type { Message } from "../messages/messages";

/** A year that can't be read: outside every scenario's years, so that the model says which years there are. */
export const NO_YEAR = -1;

const round = (value: number): number => Number(value.toPrecision(6));

/** What is wrong with an override, in words. */
export function problemMessage(problem: Problem): Message {
  switch (problem.problem) {
    case "not-a-number":
      return { id: "status-not-a-number" };
    case "out-of-range":
      return { id: "status-out-of-range", values: { low: problem.low, high: problem.high } };
    case "unknown-key":
      return problem.nearest
        ? { id: "status-unknown-key-near", values: { nearest: problem.nearest } }
        : { id: "status-unknown-key" };
    case "unknown-scenario":
      return problem.nearest
        ? { id: "status-unknown-scenario-near", values: { nearest: problem.nearest } }
        : { id: "status-unknown-scenario" };
    case "no-such-year":
      return { id: "status-no-such-year", values: { from: problem.from, to: problem.to } };
    case "shares-do-not-sum":
      return {
        id: "status-shares-do-not-sum",
        values: { split: problem.split, year: problem.year, sum: round(problem.sum * 100) },
      };
    case "only-by-year":
      return { id: "status-only-by-year" };
    case "not-by-year":
      return { id: "status-not-by-year" };
    case "not-by-scenario":
      return { id: "status-not-by-scenario" };
    case "not-by-report":
      return { id: "status-not-by-report" };
    case "unknown-report":
      return { id: "status-unknown-report", values: { report: problem.report } };
    case "range-reversed":
      return { id: "status-range-reversed", values: { year: problem.year } };
    case "quarters-do-not-sum":
      return { id: "status-quarters-do-not-sum", values: { sum: round(problem.sum * 100) } };
    case "correlations-impossible":
      return { id: "status-correlations-impossible", values: { keys: problem.keys } };
    case "duplicate":
      return { id: "status-duplicate" };
  }
}
