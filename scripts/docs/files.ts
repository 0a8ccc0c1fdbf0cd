import { format } from "prettier";
import type { Language } from "../../src/functions/language";
import { formulasPage } from "./formulas";

/** Every generated page with its path under `docs`. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
  const languages: readonly (readonly [string, Language])[] = [
    ["functions.md", "en"],
    ["functions.zh-CN.md", "zh"],
  ];
  const pages = languages.map(async ([name, language]) => [name, await format(formulasPage(language), style)] as const);
  return new Map(await Promise.all(pages));
}

const style = { parser: "markdown", printWidth: 120 } as const;
