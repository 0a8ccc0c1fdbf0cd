/** FIGURE's quotes come when they are first asked for. */
import { expect, test, vi } from "vitest";
import quotes from "../../src/report/evidence/built-in-quotes.json";
import { CellError } from "./custom-functions";

test("a cell waits for its quote, a range for all of them; what can't wait says so", async () => {
  // Of these modules nobody asked before.
  vi.resetModules();
  const { figure } = await import("../../src/functions/formulas/figure");
  const { calculator, runner } = await import("../../src/functions/run");
  const { settingOf } = await import("../../src/functions/setting");
  const { createModel } = await import("../../src/model");
  const { builtInReport } = await import("../../src/report");
  const call = runner(figure);
  const setting = settingOf(createModel(builtInReport));
  expect(calculator(figure)(setting, ["size-2025-summary", "quote"])).toMatchObject({ code: "#N/A" });
  const waiting = call("size-2025-summary", "quote");
  expect(waiting).toBeInstanceOf(Promise);
  expect(await waiting).toBe(quotes["size-2025-summary"]);
  expect(call([["size-2030-summary"], ["none"]], "quote")).toEqual([
    [quotes["size-2030-summary"]],
    [expect.any(CellError)],
  ]);
  expect(call([["size-2025-summary"]], [["value", "quote"]])).toEqual([[320, quotes["size-2025-summary"]]]);
});
