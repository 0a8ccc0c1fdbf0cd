import type { Host } from "../host";
import { standInFor } from "./fonts";

/**
 * Opens the add-in's page, as shipped, in a frame of `pane`, with `host` as its Excel. Resolves when it has loaded.
 * A frame that is on its way to its first page, one of the same origin, keeps its window: what is put there before
 * is there when the page's first script runs.
 */
export async function openAddIn(pane: HTMLElement, host: Host, title: string): Promise<void> {
  const frame = Object.assign(document.createElement("iframe"), { title, src: "taskpane.html" });
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  pane.append(frame);
  if (!frame.contentWindow) throw new Error("The add-in's frame has no window.");
  host.attach(frame.contentWindow);
  await loaded;
  // Fluent UI's fonts, for texts and for formulas.
  for (const family of ["Segoe UI", "Consolas"]) standInFor(family, frame.contentWindow as Window & typeof globalThis);
}
