import type { Result } from "../types";
import { isFault } from "../faults";

/** Compound annual growth rate between two years; in reverse order the same rate. */
export function compoundRate(from: number, to: number, sizeAt: (year: number) => Result): Result {
  if (from === to) return { fault: "no-growth", from, to };
  const [first, last] = from < to ? [from, to] : [to, from];
  const start = sizeAt(first);
  if (isFault(start)) return start;
  const end = sizeAt(last);
  if (isFault(end)) return end;
  const rate = (end / start) ** (1 / (last - first)) - 1;
  return start > 0 && end >= 0 && Number.isFinite(rate) ? rate : { fault: "no-growth", from, to };
}
