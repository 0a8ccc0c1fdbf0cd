/** Where Excel ignores that a command asks for the pane, its outcome is told in a dialog. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { associateCommands } from "../../src/commands";
import { readTold, toldAddress } from "../../src/commands/outcome";
import { isDrawn } from "../../src/taskpane/drawn";
import { open, type Opened } from "../workbook/workbook";

let opened: Opened;
const dialogs: { address: string; options: unknown; close: () => void }[] = [];
/** What Excel answers to the next dialogs, before it shows them. */
const refusals: number[] = [];

beforeEach(() => {
  dialogs.length = refusals.length = 0;
  vi.stubGlobal("location", { href: "https://addins.example.com/market-model/taskpane.html?et=" });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await opened?.close();
});

/** Presses the ribbon's button in an Excel that shows the pane as told; says whether the pane came. */
async function press(command: string, showAsTaskpane: "held" | "ignored"): Promise<boolean> {
  opened = await open({
    sheets: { Model: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2035)"]] },
    showAsTaskpane,
    requirements: { ExcelApi: "1.13", SharedRuntime: "1.1", CustomFunctionsRuntime: "1.2", DialogApi: "1.1" },
  });
  const { excel, book } = opened;
  const { Office } = excel;
  const displayDialogAsync = (address: string, options: unknown, told: (result: unknown) => void): void => {
    const code = refusals.shift();
    if (code) return told({ status: Office.AsyncResultStatus.Failed, error: { code } });
    const dialog = { address, options, close: vi.fn() };
    dialogs.push(dialog);
    told({ status: Office.AsyncResultStatus.Succeeded, value: dialog });
  };
  excel.host.pane.show(false);
  await excel.asGlobals(async () => {
    // Its own are read only, and the host has no dialogs.
    const context: unknown = Object.create(Office.context, { ui: { value: { displayDialogAsync } } });
    vi.stubGlobal("Office", Object.create(Office, { context: { value: context } }));
    let told: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (told = resolve));
    associateCommands(Promise.resolve(book), async () => {
      await Office.addin.showAsTaskpane();
      await new Promise((resolve) => setTimeout(resolve, 5));
      told();
      return excel.host.pane.visible;
    });
    await book.goTo("Model", "A1:B1");
    await excel.host.invokeAction(command);
    await ended;
    await vi.waitFor(() => expect(excel.host.pane.visible || dialogs.length > 0).toBe(true), 10_000);
  });
  return excel.host.pane.visible;
}

const lines = (): readonly string[] => readTold(new URL(dialogs.at(-1)!.address).hash).lines;

describe("how a command ended", () => {
  it("is told in the pane where Excel shows it", async () => {
    expect(await press("freeze", "held")).toBe(true);
    expect(dialogs).toEqual([]);
  });

  it("is told in a dialog where Excel doesn't, cells with their reasons", async () => {
    expect(await press("freeze", "ignored")).toBe(false);
    expect(lines()).toEqual(["Formulas that are now values: 2. Thaw brings them back."]);
    expect(dialogs[0]!.address).toMatch(/^https:\/\/addins\.example\.com\/market-model\/outcome\.html#/);
    // Within the page, so that no browser takes it for a pop-up.
    expect(dialogs[0]!.options).toMatchObject({ displayInIframe: true });
  });

  it("says where a number comes from, too", async () => {
    await press("whereFrom", "ignored");
    expect(lines()[1]).toBe("=MARKET.SIZE(2030) → 1800");
    expect(lines().length).toBeGreaterThan(2);
  });

  it("waits where another dialog is still closing", async () => {
    refusals.push(12007, 12007);
    await press("check", "ignored");
    expect(lines()[0]).toBeTruthy();
  });
});

describe("the dialog's address", () => {
  const page = "https://addins.example.com/outcome.html";

  it("keeps texts as they are, in the part that no server is sent", () => {
    const told = { language: "zh", lines: ["已冻结 “Q1 & Q2”#1: 100 %", "<b>"] } as const;
    const address = toldAddress(page, told);
    expect(new URL(address).search).toBe("");
    expect(readTold(new URL(address).hash)).toEqual(told);
  });

  it("says how many more there are", () => {
    const lines = Array.from({ length: 40 }, (_, at) => `Model!A${at}: ${"未计算".repeat(5)}`);
    const address = toldAddress(page, { language: "en", lines });
    expect(address.length).toBeLessThan(2_000);
    const shown = readTold(new URL(address).hash).lines;
    expect(shown.slice(0, -1)).toEqual(lines.slice(0, shown.length - 1));
    expect(shown.at(-1)).toContain(`${lines.length + 1 - shown.length} more`);
  });

  it.each(["", "#", "#%", "#{}", "#%5B"])("says nothing where it can't be read: %s", (hash) => {
    expect(readTold(hash)).toEqual({ language: "en", lines: [] });
  });
});

describe("a page is on the screen", () => {
  const page = (innerWidth: number, draws: boolean) =>
    ({
      innerWidth,
      innerHeight: 600,
      requestAnimationFrame: (look: () => void) => draws && setTimeout(look, 1),
    }) as unknown as Window;

  it.each([
    ["drawn and of a size", page(320, true), true],
    ["drawn, but of no size", page(0, true), false],
    ["not drawn", page(320, false), false],
  ])("%s", async (_, one, is) => expect(await isDrawn(one, 50)).toBe(is));
});
