import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { PreviewPage } from "../preview/preview-page";

/** Somebody at the screen, with mouse and keyboard, who counts: every click, choice, selection, paste and text typed is a step. */
export class Person {
  readonly steps: string[] = [];

  private constructor(readonly preview: PreviewPage) {}

  static async at(preview: PreviewPage): Promise<Person> {
    await preview.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    return new Person(preview);
  }

  async click(what: Locator): Promise<void> {
    this.steps.push(`click ${String(what)}`);
    await what.click();
  }

  async openSheet(name: string): Promise<void> {
    this.steps.push(`open sheet ${name}`);
    await this.preview.openSheet(name);
  }

  async select(cell: string): Promise<void> {
    this.steps.push(`select ${cell}`);
    await this.preview.select(cell);
    await this.preview.page.evaluate(() => window.host?.settled());
  }

  /** Into the cell that is selected, and on to the next to the right or below. */
  async type(text: string, then: "Tab" | "Enter" = "Enter"): Promise<void> {
    this.steps.push(`type ${text}`);
    await this.preview.enter(text, then);
    await this.preview.page.evaluate(() => window.host?.settled());
  }

  /** What another program has put on the clipboard, rows by lines and cells by tabs. */
  async paste(text: string): Promise<void> {
    this.steps.push("paste");
    const { page } = this.preview;
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press("ControlOrMeta+V");
    const last = text.split("\n").at(-1)!.split("\t").at(-1)!;
    await expect.poll(() => page.evaluate(shown, last), { timeout: 60_000 }).toBe(true);
    await page.evaluate(() => window.host?.settled());
  }

  /** A field: into it, and its text. */
  async fill(field: Locator, text: string): Promise<void> {
    await this.click(field);
    this.steps.push(`fill in ${text}`);
    await this.preview.page.keyboard.press("ControlOrMeta+A");
    await this.preview.page.keyboard.type(text);
  }

  /** A list: opened, and one of it chosen. */
  async choose(list: Locator, label: string): Promise<void> {
    this.steps.push("open a list", `choose ${label}`);
    await list.selectOption({ label });
  }
}

/** Run in the page: whether the last of the cells selected shows this. */
function shown(text: string): boolean {
  const range = window.univerAPI?.getActiveWorkbook()?.getActiveSheet()?.getActiveRange();
  return range?.getDisplayValues().at(-1)?.at(-1) === text;
}
