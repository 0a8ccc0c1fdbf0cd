/** The timers of a page. */
export interface Timers {
  setTimeout(callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]): unknown;
  clearTimeout(timer?: unknown): void;
}

/** The runner's longest pause. Whatever waits longer than that is somebody's patience, and may not end early. */
const LONGEST_PAUSE = 2_000;

interface Pause {
  readonly end: number;
  readonly run: () => void;
}

/**
 * Timers whose pauses take no time. A pause ends as soon as nothing else is to be done, which is when `idle` resolves; in
 * between no time passes, so pauses end in the order in which they would end on the fastest of machines. A timer of
 * more than two seconds takes its time.
 */
export function skippedPauses(idle: () => Promise<void>): Timers {
  const pauses = new Map<number, Pause>();
  let now = 0;
  let lastId = 0;
  let passing = false;

  async function pass(): Promise<void> {
    passing = true;
    while (pauses.size > 0) {
      await idle();
      const next = first(pauses);
      if (!next) break;
      const [id, { end, run }] = next;
      pauses.delete(id);
      now = end;
      // As a timer of Node's own would run it: what it throws is nobody's here.
      await new Promise<void>((resolve) =>
        setImmediate(() => {
          try {
            run();
          } finally {
            resolve();
          }
        }),
      );
    }
    passing = false;
  }

  return {
    setTimeout(callback, delay = 0, ...args) {
      if (delay > LONGEST_PAUSE) return setTimeout(callback, delay, ...args);
      const id = ++lastId;
      pauses.set(id, { end: now + Math.max(1, delay), run: () => callback(...args) });
      if (!passing) void pass();
      return id;
    },
    clearTimeout(timer) {
      if (typeof timer === "number") pauses.delete(timer);
      else clearTimeout(timer as NodeJS.Timeout);
    },
  };
}

/** The one that ends first; of those that end together, the one that was set first. */
function first(pauses: ReadonlyMap<number, Pause>): readonly [number, Pause] | undefined {
  let found: readonly [number, Pause] | undefined;
  for (const entry of pauses) if (!found || entry[1].end < found[1].end) found = entry;
  return found;
}
