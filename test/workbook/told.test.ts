/** How operations end, in words: the same for the ribbon and the pane. */
import { afterEach, expect, it } from "vitest";
import { runCommand } from "../../src/commands";
import type { Told } from "../../src/workbook";
import { messageText } from "../../src/workbook/messages/messages";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened.close());

const SHEETS = { Model: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2027)"]] };

const words = ({ message, cells = [] }: Told): readonly string[] =>
  (["en", "zh"] as const).flatMap((language) => [
    messageText(message, language),
    ...cells.flatMap(({ title, cells }) => [
      messageText(title, language),
      ...cells.map(({ cell, message }) => `${cell}: ${messageText(message, language)}`),
    ]),
  ]);

/** What the pane is told of an operation. */
async function inPane(act: (run: { onTold: (told: Told) => void }) => Promise<unknown>): Promise<Told> {
  const told: Told[] = [];
  await act({ onTold: (one) => told.push(one) });
  expect(told).toHaveLength(1);
  return told[0]!;
}

it("freezing names the cells that are left, in the ribbon as in the pane", async () => {
  opened = await open({ sheets: SHEETS });
  const { book, excel } = opened;
  await excel.run(async ({ workbook }) => {
    workbook.worksheets.getItem("Model").protection.protect();
  });
  await book.goTo("Model", "A1:B1");
  const pane = await inPane((run) => book.freeze("selection", {}, run));
  await runCommand("freeze", book);
  const ribbon = book.getState().outcome!;
  expect(words(ribbon)).toEqual(words(pane));
  expect(ribbon.kind).toBe("warning");
  expect(words(ribbon)).toEqual([
    "Formulas that are now values: 0. Thaw brings them back.",
    "Left as they were (2)",
    "Model!A1: The sheet “Model” is protected. Unprotect it first.",
    "Model!B1: The sheet “Model” is protected. Unprotect it first.",
    expect.stringContaining("0"),
    "保持原样（2）",
    expect.stringContaining("Model!A1"),
    expect.stringContaining("Model!B1"),
  ]);
});

it("a check that fails is a warning, with the same words in both", async () => {
  opened = await open({ sheets: SHEETS });
  const { book } = opened;
  await book.createAssumptions();
  await book.setOverride({ key: "no-such-key", scenario: null, year: null }, 1);
  const pane = await inPane((run) => book.check(run));
  await runCommand("check", book);
  expect(book.getState().outcome).toMatchObject({
    kind: "warning",
    message: { id: "checks-fail", values: { count: 1 } },
  });
  expect(words(book.getState().outcome!)).toEqual(words(pane));
});

it("a load says what it made, and what it left", async () => {
  opened = await open({ sheets: SHEETS });
  const { book } = opened;
  await runCommand("loadDefaults", book);
  expect(words(book.getState().outcome!)[0]).toBe(
    "Report defaults loaded. New: Market, Segments, Assumptions, Sources, Checks.",
  );
  const answers = { market: { answer: "update" }, sources: { answer: "skip" } } as const;
  const told = await inPane((run) => book.load({ sheets: ["market", "sources"], place: { at: "end" }, answers }, run));
  expect(words(told)).toEqual([
    "Report defaults loaded. Updated: Market. Left as they were: Sources.",
    "已载入报告默认值。已更新：Market。保持原样：Sources。",
  ]);
});

it("every operation that is asked to says how it ended", async () => {
  opened = await open({ sheets: SHEETS });
  const { book } = opened;
  for (const act of [
    (run) => book.refresh("workbook", run),
    (run) => book.freeze("workbook", {}, run),
    (run) => book.thaw("workbook", run),
    (run) => book.detach(run),
    (run) => book.reattach({}, run),
  ] satisfies Parameters<typeof inPane>[0][]) {
    await opened.settled();
    const told = await inPane(act);
    expect(told.kind).toBe("done");
    for (const said of words(told)) expect(said).not.toMatch(/[{}]/);
  }
});
