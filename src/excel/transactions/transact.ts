/**
 * All or nothing: if anything fails, wherever that leaves the workbook, every step begun is taken back, the last first.
 */
import { batchesOf } from "../cells/grouping";
import { ExcelFailure, reasonOf } from "./failure";
import { isInCellEdit, whenNobodyTypes, type Run } from "./run";
import { REQUEST } from "./wire";
import type { Finish, Stage, Step } from "./step";

export interface Transaction<S extends Stage> {
  readonly stages: readonly S[];
  readonly finish?: Finish | undefined;
  /** A context that has been read with, to go on in: opening another costs one more request. */
  readonly running?: Excel.RequestContext | undefined;
  /** Before each request; null before what can't be taken back. */
  readonly onProgress?: ((stage: S | null, done: number, of: number) => void) | undefined;
  /** Cancels between requests. */
  readonly signal?: AbortSignal | undefined;
}

/** A connection that fails once can be there again a moment later. */
const ATTEMPTS = 3;

const FEW = 400;

export async function transact<S extends Stage>(
  run: Run,
  { stages, finish, running, onProgress, signal }: Transaction<S>,
): Promise<void> {
  const go: Run = running ? (batch) => batch(running) : run;
  const requests = stages.flatMap((stage) =>
    batchesOf(stage.steps, ({ size = 0 }) => size + FEW, REQUEST).map((steps) => ({ stage, steps })),
  );
  const of = requests.length + (finish ? 1 : 0);
  const begun: Step[] = [];
  let whole = 0;
  try {
    await go(async (context) => {
      for (const [done, { stage, steps }] of requests.entries()) {
        signal?.throwIfAborted();
        onProgress?.(stage, done, of);
        for (const step of steps) {
          begun.push(step);
          step.apply(context);
        }
        // Between requests the user can cancel, and each is as large as Excel takes.
        // eslint-disable-next-line office-addins/no-context-sync-in-loop
        await context.sync();
        whole = begun.length;
      }
    });
    signal?.throwIfAborted();
  } catch (reason) {
    // At once: to undo what was carried out before has to wait until the user ends.
    const refused = isInCellEdit(reason) ? begun.splice(whole) : [];
    for (const step of refused.reverse()) step.refused?.();
    await undo(run, begun, reason);
    throw signal?.aborted ? new ExcelFailure("cancelled", reasonOf(reason), { cause: reason }) : reason;
  }
  if (!finish) return;
  onProgress?.(null, requests.length, of);
  await complete(run, finish).catch(async (reason: unknown) => {
    await undo(run, begun, reason);
    throw reason;
  });
}

/** Carries the last request through once any of it has happened; fails only while nothing has. */
async function complete(run: Run, finish: Finish): Promise<void> {
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

async function undo(run: Run, steps: readonly Step[], reason: unknown): Promise<void> {
  for (const step of [...steps].reverse()) {
    try {
      await again(() => run((context) => step.undo(context)));
    } catch (error) {
      throw new ExcelFailure("not-restored", reasonOf(reason), { cause: error });
    }
  }
}

async function again<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await whenNobodyTypes(action);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
