/** How Excel is asked. */

/** `Excel.run` of the Excel that holds the workbook. */
export type Run = <T>(batch: (context: Excel.RequestContext) => Promise<T>) => Promise<T>;

/**
 * What comes while the user types in a cell waits until that ends, instead of failing; where an Excel can't wait it fails
 * all the same (`isInCellEdit`).
 */
export const runIn =
  (excel: Pick<typeof Excel, "run">): Run =>
  (batch) =>
    excel.run({ delayForCellEdit: true }, batch);

/** Whether Excel refused a request, and did nothing of it, since the user is typing in a cell. */
export const isInCellEdit = (reason: unknown): boolean =>
  (reason as { code?: unknown } | null)?.code === "InvalidOperationInCellEditMode";

/** Asks an Excel whether its user is typing in a cell. */
export const typingIn = (excel: Pick<typeof Excel, "run">) => (): Promise<boolean> =>
  excel
    .run(async (context) => {
      context.application.load("calculationMode");
      await context.sync();
      return false;
    })
    .catch(isInCellEdit);

/** Asking again and again whether the typing has ended. */
const BETWEEN = 300;

/** Does what can be done any number of times once the user doesn't type. */
export async function whenNobodyTypes<T>(
  action: () => Promise<T>,
  { typing, signal }: { readonly typing?: () => void; readonly signal?: AbortSignal | undefined } = {},
): Promise<T> {
  for (;;) {
    try {
      return await action();
    } catch (reason) {
      if (!isInCellEdit(reason)) throw reason;
      typing?.();
      await new Promise((resolve) => setTimeout(resolve, BETWEEN));
      signal?.throwIfAborted();
    }
  }
}

/** What many round trips tell of themselves, and by which they end. */
export interface Watched {
  /** Before each: how many are done, of how many. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  /** Ends it between round trips. */
  readonly signal?: AbortSignal | undefined;
}

/** Hands the thread back, so that typing and painting go on. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
