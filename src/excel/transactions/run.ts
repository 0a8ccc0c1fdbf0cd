/** How Excel is asked. */

/** `Excel.run` of the Excel that holds the workbook. */
export type Run = <T>(batch: (context: Excel.RequestContext) => Promise<T>) => Promise<T>;

/** What many round trips tell of themselves, and by which they end. */
export interface Watched {
  /** Before each: how many are done, of how many. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  /** Ends it between round trips. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Characters in a request: Excel on the web takes and gives 5 MB at once, and a character, Chinese and quoted on the wire,
 * may be three bytes.
 */
export const REQUEST = 1_000_000;

/** Hands the thread back, so that typing and painting go on. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
