/** Workbooks of version 1 name the built-in report by the hash of what it was then. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { builtInFormerly, builtInReport } from "../../src/report";
import { textOfReport } from "../../src/workbook/stored/edition";
import old from "../fixtures/built-in-of-1.0.json";

test("the built-in report of 1.0 is still known by its hash", () => {
  const nouns = builtInReport.nouns!.map(({ en, zh }) => ({ en, zh }));
  const claims = builtInReport.claims.filter(({ check }) => !["at-most", "shares"].includes(check.kind));
  const text = textOfReport({ ...builtInReport, ...old, nouns, claims });
  expect(createHash("sha256").update(text).digest("hex")).toBe(builtInFormerly[0]);
});
