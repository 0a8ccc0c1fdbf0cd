import { expect, it } from "vitest";
import { nextEdition } from "../../src/workbook/editions/next";

it.each([
  ["1", [], "1"],
  ["1", ["1"], "2"],
  ["2026.1", ["2026.1"], "2026.2"],
  ["2026.9", ["2026.9", "2026.10"], "2026.11"],
  ["v3 draft", ["v3 draft"], "v4 draft"],
  ["final", ["final"], "final.2"],
])("%s, with %j taken, is followed by %s", (edition, taken, next) => expect(nextEdition(edition, taken)).toBe(next));
