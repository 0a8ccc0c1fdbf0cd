import "./custom-functions";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generatedFiles } from "../../scripts/docs/files";

test("the generated files are current: npm run docs", async () => {
  for (const [name, text] of await generatedFiles()) {
    expect(await readFile(new URL(`../../${name}`, import.meta.url), "utf8"), name).toBe(text);
  }
});
