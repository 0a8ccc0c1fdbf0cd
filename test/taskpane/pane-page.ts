import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Frame } from "playwright-core";
import { expect } from "vitest";
import { PreviewPage } from "../preview/preview-page";

export interface PaneSettings {
  readonly language?: "en" | "zh";
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

/** The shipped pane in the preview's frame, on Microsoft's own client, with the grid beside it. */
export interface PanePage {
  readonly preview: PreviewPage;
  readonly pane: Frame;
}

export async function openPane(
  browser: Browser,
  address: string,
  { language = "en", theme = "light", width = 340 }: PaneSettings = {},
): Promise<PanePage> {
  const preview = await PreviewPage.open(browser, `${address}?lang=${language}&theme=${theme}`);
  const pane = preview.page.frames().find((frame) => frame.url().includes("taskpane.html"))!;
  // Colours are checked as they come to rest, not on the way.
  await preview.page.emulateMedia({ reducedMotion: "reduce" });
  await preview.page.addStyleTag({ content: `#add-in { width: ${width}px !important }` });
  await pane.getByRole("tablist").waitFor();
  return { preview, pane };
}

/** With the patience that a busy machine needs. */
export function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 60_000 });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds that is serious or worse. Left out are Fluent's own focus stops at the ends of a tab list: hidden from
 * screen readers, they hand the focus on at once (https://github.com/microsoft/tabster).
 */
export async function seriousViolations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate(() =>
    (window as unknown as { axe: typeof import("axe-core") }).axe.run({ exclude: ["[data-tabster-dummy]"] }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
