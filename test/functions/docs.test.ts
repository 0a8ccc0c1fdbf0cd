import "./custom-functions";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generatedPages } from "../../scripts/docs/files";

test("the generated pages are current: npm run docs", async () => {
  for (const [name, text] of await generatedPages()) {
    expect(await readFile(new URL(`../../docs/${name}`, import.meta.url), "utf8"), name).toBe(text);
  }
});
