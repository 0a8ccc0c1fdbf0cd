import type { Fault, Result } from "./types";

export function isFault<T>(result: Result<T>): result is Fault {
  return typeof result === "object" && result !== null && "fault" in result;
}

/** A number that a cell can hold, or the fault that it is none. */
export function finite(value: number): Result {
  return Number.isFinite(value) ? value : { fault: "too-large" };
}
