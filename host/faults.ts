import type { Area } from "./address.js";
import { filled } from "./content.js";
import type { FormulaCell } from "./grid/port.js";
import { PAYLOAD_LIMIT_BYTES } from "./protocol.js";

/**
 * A failure to come. `request` counts from 1, from when the failure is asked for: the first request after it is 1.
 * - `error`: Excel answers with an error and does nothing.
 * - `half`: Excel does the first half of the request's actions, then answers with an error.
 * - `lost`: Excel does everything, but the answer gets lost and the script is told of an error instead.
 * - `silent`: Excel does everything, and the script never hears of it.
 * - `typing`: the user begins to type in a cell before it, and ends a moment later: as `typing`, below.
 */
export interface Failure {
  readonly request: number;
  readonly kind: "error" | "half" | "lost" | "silent" | "typing";
  readonly code?: string;
  readonly message?: string;
}

export interface Faults {
  fail(failure: Failure): void;
  /** Every answer comes so many milliseconds later. */
  delay(milliseconds: number): void;
  /**
   * The user starts or ends typing in a cell. Meanwhile every request about the workbook fails, but those whose batch
   * asked to wait (`delayForCellEdit`), which run when the typing ends.
   */
  typing(typing: boolean): void;
  /** The user selects a chart, or several areas at once: no range is selected then (office-js issues 8 and 2268). */
  noRangeSelected: boolean;
  /** Formulas of the add-in in these cells show #NAME? however they are calculated, until they are written again. */
  stick(area: Area): void;
  /** Requests and answers above so many bytes are refused, as Excel on the web does; null lifts the limit. */
  payloadLimit: number | null;
  clear(): void;
}

/** Milliseconds that a user types at a `typing` failure. */
const A_MOMENT = 20;

export interface FaultPlan extends Faults {
  readonly stuckCells: StuckCells;
  /** Called once a request: what is to go wrong with it. */
  next(): { readonly failure: Failure | undefined; readonly delay: number };
  /** Resolves when the user ends typing; undefined where nobody types. */
  whileTyping(): Promise<void> | undefined;
}

export interface StuckCells {
  holds(cell: FormulaCell): boolean;
  written(area: Area): void;
}

const cellsOf = ({ sheetId, row, column, rows, columns }: Area): string[] =>
  filled(rows, columns, (i, j) => `${sheetId}!${row + i},${column + j}`).flat();

export function createFaults(): FaultPlan {
  let planned: (Failure & { readonly at: number })[] = [];
  let seen = 0;
  let delay = 0;
  const stuck = new Set<string>();
  let typing: { readonly ended: Promise<void>; readonly end: () => void } | undefined;
  return {
    payloadLimit: PAYLOAD_LIMIT_BYTES,
    noRangeSelected: false,
    fail(failure) {
      planned.push({ ...failure, at: seen + failure.request });
    },
    delay(milliseconds) {
      delay = milliseconds;
    },
    typing(next) {
      if (next === (typing !== undefined)) return;
      typing?.end();
      typing = undefined;
      if (!next) return;
      let end = () => {};
      const ended = new Promise<void>((resolve) => (end = resolve));
      typing = { ended, end };
    },
    whileTyping: () => typing?.ended,
    stick: (area) => cellsOf(area).forEach((cell) => stuck.add(cell)),
    stuckCells: {
      holds: ({ sheetId, row, column }) => stuck.size > 0 && stuck.has(`${sheetId}!${row},${column}`),
      written(area) {
        if (stuck.size > 0) cellsOf(area).forEach((cell) => stuck.delete(cell));
      },
    },
    clear() {
      this.typing(false);
      planned = [];
      delay = 0;
      stuck.clear();
      this.noRangeSelected = false;
      this.payloadLimit = PAYLOAD_LIMIT_BYTES;
    },
    next() {
      seen++;
      const failure = planned.find((each) => each.at === seen);
      planned = planned.filter((each) => each.at > seen);
      if (failure?.kind === "typing") {
        this.typing(true);
        setTimeout(() => this.typing(false), A_MOMENT);
      }
      return { failure, delay };
    },
  };
}
