import type { Run } from "../../excel/transactions/run";

/** Calls back when another cell is selected; gives a function that ends it. */
export function onSelection(run: Run, listener: () => void): () => void {
  const listening = run(async (context) => {
    const handler = context.workbook.onSelectionChanged.add(async () => listener());
    await context.sync();
    return handler;
  });
  const end = async (): Promise<void> => {
    const handler = await listening;
    handler.remove();
    await handler.context.sync();
  };
  listening.catch(() => undefined);
  return () => void end().catch(() => undefined);
}
