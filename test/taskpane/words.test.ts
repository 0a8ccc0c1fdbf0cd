import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";

/** One word for one thing, in both languages: what the English says by this word the Chinese says by that one. */
const words: readonly (readonly [english: RegExp, chinese: RegExp])[] = [
  [/\b[Oo]verrid/, /改写/],
  [/\b[Cc]laims?\b/, /论断/],
  [/\b[Vv]erdicts?\b/, /结论/],
  [/\b[Ss]cenarios?\b/, /情景/],
  [/\b[Ss]egments?\b/, /细分/],
  [/\b[Ss]plits?\b(?! into|:)/, /划分/],
  [/\b[Dd]rivers?\b/, /驱动因素/],
  [/\b[Ss]eries\b/, /数据列/],
  [/\b[Ee]ditions?\b/, /版本|本版/],
  [/\b[Aa]ssumptions?\b/, /假设/],
  [/\b[Ff]igures?\b/, /数据/],
  [/\b[Bb]asis\b/, /依据/],
  [/\b[Ii]nterpolated\b/, /插值/],
  [/\b[Ee]xtrapolated\b/, /外推/],
  [/\b[Dd]erived\b/, /推算/],
];

/** And what the Chinese doesn't say of anything else. */
const alone: readonly (readonly [chinese: RegExp, english: RegExp])[] = [
  [/覆盖/, /\bcover|\bvehicle|\bcar\b/i],
  [/论断/, /\bclaim/i],
  [/结论/, /\bverdict/i],
  [/改写/, /\boverrid/i],
];

/** Every text of a file that stands in it in both languages, with the line it stands on. */
function textsIn(file: string): readonly { readonly at: string; readonly en: string; readonly zh: string }[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: { at: string; en: string; zh: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [en, zh] = ["en", "zh"].map((language) => {
        const property = node.properties.find((one) => one.name?.getText(source) === language);
        const value = property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
        if (!value || !(ts.isStringLiteralLike(value) || ts.isTemplateExpression(value))) return null;
        // Without what is filled in.
        return value.getText(source).replace(/\$?\{.*?\}/g, "…");
      });
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (en && zh) found.push({ at: `${file}:${line}`, en, zh });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => `src/${name.replaceAll("\\", "/")}`);
const texts = files.flatMap(textsIn);

it("there are such texts in every room that speaks", () => {
  for (const room of ["functions", "workbook", "taskpane"]) {
    expect(texts.filter(({ at }) => at.startsWith(`src/${room}/`)).length, room).toBeGreaterThan(50);
  }
});

it.each(words)("what is %s in English is %s in Chinese", (en, zh) => {
  expect(texts.filter((text) => en.test(text.en) && !zh.test(text.zh))).toEqual([]);
});

it.each(alone)("%s in Chinese is nothing but %s in English", (zh, en) => {
  expect(texts.filter((text) => zh.test(text.zh) && !en.test(text.en))).toEqual([]);
});
