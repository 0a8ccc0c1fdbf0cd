import type { SavedReport } from "../../../workbook/operations/saveReport";

/** Hands a file to the browser that shows the pane; nothing leaves the computer. */
export function save({ name, content, type }: SavedReport): void {
  const address = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; Safari forgets it where the address goes at once.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
