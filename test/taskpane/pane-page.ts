import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";
import { afterEach, expect, vi } from "vitest";
import { previewOrigin, PreviewPage, type PreviewSettings } from "../preview/preview-page";
import { sharedBrowser } from "../support/browser";

export interface PaneSettings extends PreviewSettings {
  readonly width?: number;
}

/** The shipped pane in the preview's frame, on Microsoft's own client, with the grid beside it. */
export interface PanePage {
  readonly preview: PreviewPage;
  readonly pane: Frame;
}

/** For the tests of one file, each with a pane of its own, which has to close without an error on its page. */
export function panes() {
  vi.setConfig({ testTimeout: 240_000 });
  let open: PanePage | undefined;
  afterEach(async ({ task }) => {
    if (!open) return;
    const failed = task.result?.state === "fail";
    if (failed) await open.preview.screenshot(`failed: ${task.name}`);
    await open.preview.leave(failed);
    // Among them every violation of the page's content security policy.
    const { errors } = open.preview;
    open = undefined;
    expect(errors).toEqual([]);
  });
  return {
    async start({ width = 340, ...settings }: PaneSettings = {}): Promise<PanePage> {
      open = await withPane(await PreviewPage.open(settings), width);
      return open;
    },
    /** The pane's page by itself, as in a browser without Excel, and every error that it reports. */
    async startAlone(): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
      const page = await (await sharedBrowser()).newPage({ viewport: { width: 320, height: 700 } });
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      await page.goto(`${await previewOrigin()}taskpane.html`);
      return { page, errors };
    },
  };
}

/** As the next day: the workbook is opened anew, by the same person on the same computer. */
export async function reopened({ preview }: PanePage, width = 340): Promise<PanePage> {
  await preview.page.reload();
  await preview.page.waitForFunction(() => window.univerAPI !== undefined, undefined, { timeout: 60_000 });
  return withPane(preview, width);
}

async function withPane(preview: PreviewPage, width: number): Promise<PanePage> {
  const pane = preview.page.frames().find((frame) => frame.url().includes("taskpane.html"))!;
  // Colours are checked as they come to rest, not on the way.
  await preview.page.emulateMedia({ reducedMotion: "reduce" });
  await preview.widenPane(width);
  await pane.getByRole("tablist").waitFor();
  return { preview, pane };
}

/** With the patience that a busy machine needs. */
export function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 60_000 });
}

/** Whether nothing is wider than the pane. */
export const fits = ({ pane }: Pick<PanePage, "pane">): Promise<boolean> =>
  pane.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds that is serious or worse. Left out are Fluent's own focus stops at the ends of a tab list: hidden from
 * screen readers, they hand the focus on at once (https://github.com/microsoft/tabster).
 */
export async function seriousViolations(frame: Frame): Promise<readonly string[]> {
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(axe);
  // Colours on their way from one state to another are no colours of either.
  await frame.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
  const { violations } = await frame.evaluate(() =>
    (window as unknown as { axe: typeof import("axe-core") }).axe.run(
      { exclude: ["[data-tabster-dummy]"] },
      // What it found to be well is three quarters of its answer.
      { resultTypes: ["violations"] },
    ),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
