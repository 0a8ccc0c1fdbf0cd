/**
 * All or nothing. An operation is a list of steps, each one round trip. If one fails, wherever that leaves the workbook
 * (request refused, half of it applied, all of it applied and the answer lost), the steps are taken back in reverse.
 * So `undo` must not ask how far `apply` came: it looks at the workbook and brings it to what it was.
 */
import { WorkbookError, type Message } from "../../workbook/messages/messages";
import type { Ports, RunOptions } from "../../workbook/types";

export interface Step {
  readonly message: Message;
  /** Queues requests; they are sent together. */
  apply(context: Excel.RequestContext): void;
  /** Can run any number of times. */
  undo(context: Excel.RequestContext): Promise<void>;
}

/** Several steps in one round trip. */
export function together(message: Message, steps: readonly Step[]): Step {
  return {
    message,
    apply: (context) => steps.forEach((step) => step.apply(context)),
    async undo(context) {
      for (const step of [...steps].reverse()) await step.undo(context);
    },
  };
}

/** Asks Excel for something that leaves no trace in the workbook. */
export const only = (message: Message, apply: Step["apply"]): Step => ({ message, apply, undo: async () => {} });

/** What can't be taken back, such as deleting a sheet: one last request. */
export interface Finish {
  apply(context: Excel.RequestContext): void;
  /** Whether any of it has happened: then there is only the way forward. */
  begun(context: Excel.RequestContext): Promise<boolean>;
}

/** A connection that fails once can be there again a moment later. */
const ATTEMPTS = 3;

/** `running`: a context that has been read with, to go on in: opening another costs one more request. */
export async function transact(
  run: Ports["run"],
  steps: readonly Step[],
  { onProgress, signal }: RunOptions = {},
  finish?: Finish,
  running?: Excel.RequestContext,
): Promise<void> {
  const go: Ports["run"] = running ? (batch) => batch(running) : run;
  const of = steps.length + (finish ? 1 : 0);
  let done = 0;
  try {
    await go(async (context) => {
      for (const step of steps) {
        signal?.throwIfAborted();
        onProgress?.({ message: step.message, done, of });
        done++;
        step.apply(context);
        // A step is a round trip, between which the user can cancel.
        // eslint-disable-next-line office-addins/no-context-sync-in-loop
        await context.sync();
      }
    });
    signal?.throwIfAborted();
  } catch (reason) {
    await undo(run, steps.slice(0, done), reason);
    throw failure(reason, signal);
  }
  if (!finish) return;
  onProgress?.({ message: { id: "finishing" }, done, of });
  await complete(run, finish).catch(async (reason: unknown) => {
    await undo(run, steps, reason);
    throw failure(reason);
  });
}

/** Carries the last request through once any of it has happened; fails only while nothing has. */
async function complete(run: Ports["run"], finish: Finish): Promise<void> {
  let reason: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      await run(async (context) => {
        finish.apply(context);
        // Another attempt, not another request.
        // eslint-disable-next-line office-addins/no-context-sync-in-loop
        await context.sync();
      });
      return;
    } catch (error) {
      reason ??= error;
      const begun = await again(() => run((context) => finish.begun(context)));
      if (!begun) break;
    }
  }
  throw reason;
}

async function undo(run: Ports["run"], steps: readonly Step[], reason: unknown): Promise<void> {
  for (const step of [...steps].reverse()) {
    try {
      await again(() => run((context) => step.undo(context)));
    } catch (error) {
      throw new WorkbookError({ id: "not-restored", values: { reason: reasonOf(reason) } }, { cause: error });
    }
  }
}

async function again<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** Any failure of Excel's as one that the user can read. */
export function failure(reason: unknown, signal?: AbortSignal): WorkbookError {
  if (signal?.aborted) return new WorkbookError({ id: "cancelled" }, { cause: reason });
  if (reason instanceof WorkbookError) return reason;
  return new WorkbookError({ id: "excel-failed", values: { reason: reasonOf(reason) } }, { cause: reason });
}

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));
