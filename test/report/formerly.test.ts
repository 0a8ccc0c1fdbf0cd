/** Workbooks of version 1 name the built-in report by the hash of what it was then. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { builtInFormerly, builtInReport } from "../../src/report";
import { textOfReport } from "../../src/workbook/stored/edition";
import old from "../fixtures/built-in-of-1.0.json";

/** Upper limits came with 2.0, and so did what a set is and what is said of the present. */
const cameLater = /\.(?:at-most|shares)$|^unit-price-\d+\.equal$|^share-paas-saas-now\./;

test("the built-in report of 1.0 is still known by its hash", () => {
  const nouns = builtInReport.nouns!.map(({ en, zh }) => ({ en, zh }));
  const claims = builtInReport.claims.filter(({ id }) => !cameLater.test(id));
  const text = textOfReport({ ...builtInReport, ...old, nouns, claims });
  expect(createHash("sha256").update(text).digest("hex")).toBe(builtInFormerly[0]);
});
