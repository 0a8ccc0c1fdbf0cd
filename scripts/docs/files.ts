import { format } from "prettier";
import type { Language } from "../../src/functions/language";
import { formulasPage } from "./formulas";
import { builtInScales } from "./scales";

/** Every generated file with its path. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  // First: what reads a unit makes it known, and the examples of the other files are calculated.
  const scales = builtInScales();
  const languages: readonly (readonly [string, Language])[] = [
    ["docs/functions.md", "en"],
    ["docs/functions.zh-CN.md", "zh"],
  ];
  const pages = languages.map(
    async ([name, language]) => [name, await format(await formulasPage(language), style)] as const,
  );
  return new Map([...(await Promise.all(pages)), ["src/report/units/built-in.json", scales] as const]);
}

const style = { parser: "markdown", printWidth: 120 } as const;
