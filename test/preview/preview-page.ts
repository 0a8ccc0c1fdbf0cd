import { readFile } from "node:fs/promises";
import type { FUniver } from "@univerjs/core/facade";
import type { FWorksheet } from "@univerjs/sheets/facade";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Host } from "../../host";
import { serve } from "../../scripts/serve.mjs";
import { sharedBrowser } from "../support/browser";

declare global {
  interface Window {
    univerAPI?: FUniver;
    host?: Host;
    /** Of a page that sleeps. */
    asleep?: { readonly draw: typeof requestAnimationFrame; readonly undrawn: FrameRequestCallback[] };
  }
}

/** Cells as the clipboard holds them. */
export const rows = (...all: readonly (readonly (string | number)[])[]): string =>
  all.map((row) => row.join("\t")).join("\n");

/** What a busy machine needs; on a quiet one nothing waits so long. */
const PATIENCE = 90_000;

/** A small laptop's: the grid draws every cell that is in sight, again and again. */
const VIEWPORT = { width: 1060, height: 620 };

let server: ReturnType<typeof serve> | undefined;

/** Where the preview is served from, for all test files that run in this process. */
export const previewOrigin = async (): Promise<string> => (await (server ??= serve({ port: 0 }))).url;

export interface PreviewSettings {
  readonly language?: "en" | "zh";
  readonly theme?: "light" | "dark";
}

/** Pages that tests have left, by their addresses. */
const left = new Map<string, PreviewPage>();

/** The preview as a person has it before them: everything is done by mouse and keyboard, and read off the grid. */
export class PreviewPage {
  /** Every address that the page asked for, and every error that it reported. */
  readonly requests: string[] = [];
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("pageerror", (error) => this.errors.push(error.stack ?? error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
  }

  /**
   * The start sheet, in a page that a test of any file has left where there is one: reading the grid's scripts takes
   * longer than most tests.
   */
  static async open({ language = "en", theme = "light" }: PreviewSettings = {}): Promise<PreviewPage> {
    const address = `${await previewOrigin()}?lang=${language}&theme=${theme}`;
    const known = left.get(address);
    if (known) {
      left.delete(address);
      await known.page.evaluate(wake);
      await known.#startAnew();
      return known;
    }
    const browser = await sharedBrowser();
    const preview = new PreviewPage(await browser.newPage({ viewport: VIEWPORT }));
    preview.page.setDefaultTimeout(PATIENCE);
    await preview.page.goto(address);
    await preview.page.waitForFunction(() => window.univerAPI !== undefined);
    return preview;
  }

  /** Leaves the page to a test to come; after a failure nobody knows what it would find. */
  async leave(failed: boolean): Promise<void> {
    if (failed || this.errors.length > 0 || left.has(this.page.url())) return this.page.close();
    left.set(this.page.url(), this);
    await this.page.evaluate(sleep);
  }

  /** What it asked other origins for. */
  async outside(): Promise<readonly string[]> {
    const own = await previewOrigin();
    return this.requests.filter((address) => !address.startsWith(own) && !/^(?:blob|data):/.test(address));
  }

  /** As a person who chooses the start sheet among the samples, and to whom this computer keeps nothing. */
  async #startAnew(): Promise<void> {
    const { page } = this;
    await page.setViewportSize(VIEWPORT);
    await page.emulateMedia({ reducedMotion: null });
    await page.evaluate(() => {
      document.getElementById("add-in")!.style.removeProperty("width");
      localStorage.clear();
      delete window.univerAPI;
    });
    await page.locator("#title-bar select").selectOption("start");
    const discard = page.locator("dialog button").nth(1);
    const isOpen = () => page.evaluate(() => window.univerAPI !== undefined);
    for (;;) {
      if (await discard.isVisible()) await discard.click();
      if (await isOpen()) break;
      await page.waitForTimeout(20);
    }
    // What the page has asked for and said until now, it has for another test.
    this.requests.length = 0;
    this.errors.length = 0;
  }

  /** The pane as wide as a person may drag it. */
  async widenPane(width: number): Promise<void> {
    await this.page.evaluate(
      (pixels) => document.getElementById("add-in")!.style.setProperty("width", `${pixels}px`, "important"),
      width,
    );
  }

  /** Selects a cell through the name box, left of the formula bar. */
  async select(cell: string): Promise<void> {
    const nameBox = this.page.locator("[data-u-comp='defined-name'] input, [data-u-comp='formula-bar'] input").first();
    await nameBox.click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.type(cell);
    await this.page.keyboard.press("Enter");
    // The cell may have been selected before; what is typed until the grid has the keyboard again is lost.
    await this.page.waitForFunction(() => document.activeElement?.tagName !== "INPUT");
    await expect.poll(() => this.#selected(), { timeout: PATIENCE }).toBe(cell);
  }

  async type(cell: string, content: string): Promise<void> {
    await this.select(cell);
    // What comes into cells meanwhile takes keys away from the grid's editor.
    await this.page.evaluate(() => window.host?.settled());
    await this.enter(content, "Enter");
  }

  /**
   * Into the cell that is selected, all at once, as an input method or dictation gives it: the grid draws its editor,
   * its formula bar and its suggestions anew for every key, which costs four times as much. What it does key by key is
   * tested where its help is.
   */
  async enter(content: string, then: "Tab" | "Enter"): Promise<void> {
    await this.page.keyboard.insertText(content);
    // Enter would take a suggestion that is still open.
    await expect.poll(() => this.suggestions.count(), { timeout: PATIENCE }).toBe(0);
    await this.page.keyboard.press(then);
  }

  /** What another program has put on the clipboard, rows by lines and cells by tabs, into the cell that is selected. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press("ControlOrMeta+V");
    const last = text.split("\n").at(-1)!.split("\t").at(-1)!;
    await expect.poll(() => this.page.evaluate(shown, last), { timeout: PATIENCE }).toBe(true);
    await this.page.evaluate(() => window.host?.settled());
  }

  /** The functions that the grid offers while a name is typed. */
  get suggestions(): Locator {
    return this.page.locator("li").filter({ hasText: /MARKET\./, visible: true });
  }

  /** The add-in's pane. */
  get pane(): FrameLocator {
    return this.page.frameLocator("#add-in iframe");
  }

  async openSheet(name: string): Promise<void> {
    await this.page.locator("[data-u-comp='sheet-bar'], footer").getByText(name, { exact: true }).first().click();
    await this.showsSheet(name);
  }

  /** Waits for a sheet that the add-in brings to the front. */
  async showsSheet(name: string): Promise<void> {
    await expect.poll(() => this.#sheet(), { timeout: PATIENCE }).toBe(name);
  }

  /** What the cell shows. */
  text(cell: string): Promise<string> {
    return this.page.evaluate((address) => {
      const sheet = window.univerAPI?.getActiveWorkbook()?.getActiveSheet() as FWorksheet | undefined;
      return sheet?.getRange(address).getDisplayValue() ?? "";
    }, cell);
  }

  /** What the cells show, row by row. */
  texts(range: string): Promise<string[][]> {
    return this.page.evaluate((address) => {
      const sheet = window.univerAPI?.getActiveWorkbook()?.getActiveSheet() as FWorksheet | undefined;
      return sheet?.getRange(address).getDisplayValues() ?? [];
    }, range);
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `.cache/screenshots/${name}.png` });
  }

  #sheet(): Promise<string | undefined> {
    return this.page.evaluate(() =>
      (window.univerAPI?.getActiveWorkbook()?.getActiveSheet() as FWorksheet | undefined)?.getSheetName(),
    );
  }

  #selected(): Promise<string | undefined> {
    return this.page.evaluate(() =>
      (window.univerAPI?.getActiveWorkbook()?.getActiveSheet() as FWorksheet | undefined)
        ?.getActiveRange()
        ?.getA1Notation(),
    );
  }
}

/** Run in the page: whether the last of the cells selected shows this. */
function shown(text: string): boolean {
  const range = window.univerAPI?.getActiveWorkbook()?.getActiveSheet()?.getActiveRange();
  return range?.getDisplayValues().at(-1)?.at(-1) === text;
}

/** Run in the page: a grid goes on drawing itself, sixty times a second, though nobody looks. */
function sleep(): void {
  const undrawn: FrameRequestCallback[] = [];
  window.asleep = { draw: window.requestAnimationFrame, undrawn };
  window.requestAnimationFrame = (frame) => undrawn.push(frame);
}

/** Run in a page that sleeps. */
function wake(): void {
  const { draw, undrawn } = window.asleep!;
  window.requestAnimationFrame = draw;
  for (const frame of undrawn) draw(frame);
}

/** Run in the page. */
export function formulaOf(cell: string): string | undefined {
  return (window.univerAPI?.getActiveWorkbook()?.getActiveSheet() as FWorksheet | undefined)
    ?.getRange(cell)
    .getFormula();
}

export interface ShippedFunction {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly description: string }[];
}

/** The functions as the build describes them, for comparing with what the grid shows. */
export async function shippedFunctions(file: string): Promise<readonly ShippedFunction[]> {
  const { functions } = JSON.parse(await readFile(`dist/${file}`, "utf8")) as { functions: ShippedFunction[] };
  return functions;
}
