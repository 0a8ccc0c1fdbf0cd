import type { Locator } from "playwright-core";
import type { PreviewPage } from "../preview/preview-page";

/** Somebody at the screen, with mouse and keyboard, who counts: every click, choice, selection, paste and text typed is a step. */
export class Person {
  readonly steps: string[] = [];

  constructor(readonly preview: PreviewPage) {}

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

  async paste(text: string): Promise<void> {
    this.steps.push("paste");
    await this.preview.paste(text);
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
