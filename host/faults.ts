import { PAYLOAD_LIMIT_BYTES } from "./protocol.js";

/**
 * A failure to come. `request` counts from 1, from when the failure is asked for: the first request after it is 1.
 * - `error`: Excel answers with an error and does nothing.
 * - `half`: Excel does the first half of the request's actions, then answers with an error.
 * - `lost`: Excel does everything, but the answer gets lost and the script is told of an error instead.
 * - `silent`: Excel does everything, and the script never hears of it.
 */
export interface Failure {
  readonly request: number;
  readonly kind: "error" | "half" | "lost" | "silent";
  readonly code?: string;
  readonly message?: string;
}

export interface Faults {
  fail(failure: Failure): void;
  /** Every answer comes so many milliseconds later. */
  delay(milliseconds: number): void;
  /** Requests and answers above so many bytes are refused, as Excel on the web does; null lifts the limit. */
  payloadLimit: number | null;
  clear(): void;
}

export interface FaultPlan extends Faults {
  /** Called once a request: what is to go wrong with it. */
  next(): { readonly failure: Failure | undefined; readonly delay: number };
}

export function createFaults(): FaultPlan {
  let planned: (Failure & { readonly at: number })[] = [];
  let seen = 0;
  let delay = 0;
  return {
    payloadLimit: PAYLOAD_LIMIT_BYTES,
    fail(failure) {
      planned.push({ ...failure, at: seen + failure.request });
    },
    delay(milliseconds) {
      delay = milliseconds;
    },
    clear() {
      planned = [];
      delay = 0;
      this.payloadLimit = PAYLOAD_LIMIT_BYTES;
    },
    next() {
      seen++;
      const failure = planned.find((each) => each.at === seen);
      planned = planned.filter((each) => each.at > seen);
      return { failure, delay };
    },
  };
}
