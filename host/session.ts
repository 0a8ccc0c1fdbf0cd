import type { Book } from "./book.js";
import type { Grid } from "./grid/port.js";
import type { Handle } from "./kinds.js";
import type { RangeTarget } from "./states.js";

/** A top-level service of the client besides the workbook: custom functions, actions. */
export type Services = ReadonlyMap<string, Handle>;

/** Of decimals, and of arguments in formulas, in the user's locale. */
export interface Separators {
  readonly decimal: string;
  readonly list: string;
}

export const ENGLISH: Separators = { decimal: ".", list: "," };

/** What one attached client shares with the workbook: its requests run against this. */
export interface Session {
  readonly grid: Grid;
  readonly book: Book;
  readonly separators: Separators;
  readonly root: Handle;
  readonly services: Services;
  /** Ranges the client keeps track of: they move with their cells. */
  readonly references: References;
  /** Queues an event for every handler registered under that type and target. */
  raise(messageType: number, targetId: string, args: Readonly<Record<string, unknown>>): void;
  /** More or fewer events that the client has handlers for. */
  countHandlers(by: 1 | -1): void;
  hasHandlers(): boolean;
  /** Whether what happens now is done by this client or its user, or by a co-author. */
  isLocal(): boolean;
  /** Whether it is this client's script that changes the workbook. */
  scriptRuns(): boolean;
  /** Whether a range is what the user has selected. */
  isRangeSelected(): boolean;
  /** Recalculation of the whole request is put off until it ends. */
  suspendCalculation(): void;
}

export interface References {
  keep(handle: Handle): string;
  find(id: string): Handle | undefined;
  idOf(handle: Handle): string | undefined;
  release(id: string): void;
  readonly size: number;
  /** The targets of all kept ranges. */
  targets(): readonly RangeTarget[];
}

export function createReferences(): References {
  const byId = new Map<string, Handle>();
  const ids = new Map<Handle, string>();
  let last = 0;
  return {
    keep(handle) {
      const known = ids.get(handle);
      if (known) return known;
      const id = `{ref-${++last}}`;
      byId.set(id, handle);
      ids.set(handle, id);
      return id;
    },
    find: (id) => byId.get(id),
    idOf: (handle) => ids.get(handle),
    release(id) {
      const handle = byId.get(id);
      if (handle) ids.delete(handle);
      byId.delete(id);
    },
    get size() {
      return byId.size;
    },
    targets: () => [...byId.values()].map((each) => each.target as RangeTarget),
  };
}
