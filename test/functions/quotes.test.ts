/** FIGURE's quotes come when they are first asked for. Each file has modules of its own, so that here nobody asked before. */
import "./custom-functions";
import { expect, test } from "vitest";
import { figure } from "../../src/functions/formulas/figure";
import { calculator, runner } from "../../src/functions/run";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import quotes from "../../src/report/evidence/built-in-quotes.json";
import { CellError } from "./custom-functions";

test("a cell waits for its quote, a range for all of them; what can't wait says so", async () => {
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
