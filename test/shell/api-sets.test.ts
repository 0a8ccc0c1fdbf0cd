/**
 * No member of Office.js is used that an Excel which takes the manifest may lack, unless the script asks first, or is ready
 * for an Excel that lacks it: the sets are those that Microsoft's types name beside each member.
 */
import path from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { inRepository } from "../support/dist";
import { REQUIRED } from "../support/excel";

interface Use {
  readonly place: string;
  readonly member: string;
  /** What it is in: one of them is enough. */
  readonly sets: readonly (readonly [name: string, version: string])[];
  /** What the functions around it ask whether it is supported. */
  readonly asked: readonly (readonly [name: string, version: string])[];
  /** Whether they look out for what Excel answers where it has no such member. */
  readonly isReady: boolean;
}

const isOffice = (file: ts.SourceFile): boolean => file.fileName.includes("/@types/office-js/");

/** `[Api set: ExcelApi 1.1]`, or `**Requirement set**: {@link … | SharedRuntime 1.1}`; previews have no version, and Outlook's sets aren't Excel's. */
function setsIn(text: string): Use["sets"] {
  const named = [...text.matchAll(/\[Api set: (\w+) ([\w.]+)\]/g), ...text.matchAll(/\| (\w+) (\d+\.\d+)\s*\}/g)];
  return named.flatMap(([, name, version]) => (name === "Mailbox" ? [] : [[name!, version!] as const]));
}

/** https://learn.microsoft.com/javascript/api/requirement-sets/common/dialog-api-requirement-sets, which the types don't say. */
const UNSAID: Readonly<Record<string, Use["sets"]>> = { "UI.displayDialogAsync": [["DialogApi", "1.1"]] };

/** Of the member, else of what it is a member of. */
function setsOf(declaration: ts.Declaration): Use["sets"] {
  for (let node: ts.Node = declaration; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isModuleDeclaration(node)) break;
    const comments = ts.getJSDocCommentsAndTags(node).map((comment) => comment.getText());
    const sets = setsIn(comments.join("\n"));
    if (sets.length > 0) return sets;
  }
  return [];
}

function careIn(node: ts.Node): Pick<Use, "asked" | "isReady"> {
  let outermost = node;
  for (let around = node; !ts.isSourceFile(around); around = around.parent)
    if (ts.isFunctionLike(around)) outermost = around;
  const asks = outermost.getText().matchAll(/isSetSupported\("(\w+)", "([\d.]+)"\)/g);
  return {
    asked: [...asks].map(([, name, version]) => [name!, version!] as const),
    isReady: outermost.getText().includes('=== "ApiNotFound"'),
  };
}

/** Members of Office.js in files: those that are named, and those that are loaded by name. */
function usesIn(files: readonly ts.SourceFile[], checker: ts.TypeChecker): readonly Use[] {
  const uses: Use[] = [];
  const note = (symbol: ts.Symbol | undefined, at: ts.Node): void => {
    const declaration = symbol?.declarations?.find((one) => isOffice(one.getSourceFile()));
    if (!symbol || !declaration) return;
    const file = at.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(at.getStart());
    const parent = (declaration.parent as { name?: ts.Node }).name?.getText();
    const member = [parent, symbol.name].filter(Boolean).join(".");
    uses.push({
      place: `${path.basename(file.fileName)}:${line + 1}`,
      member,
      sets: UNSAID[member] ?? setsOf(declaration),
      ...careIn(at),
    });
  };
  const noteLoaded = (type: ts.Type, names: string, at: ts.Node): void => {
    for (const name of names.split(",")) {
      let from = type;
      for (const step of name.trim().split("/")) {
        const found = checker.getPropertyOfType(from, step);
        note(found, at);
        if (found) from = checker.getTypeOfSymbol(found);
        if (step === "items") from = checker.getIndexTypeOfType(from, ts.IndexKind.Number) ?? from;
      }
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) note(checker.getSymbolAtLocation(node.name), node);
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const type = checker.getTypeAtLocation(node.parent);
      note(checker.getPropertyOfType(type, (node.propertyName ?? node.name).getText()), node);
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "load"
    ) {
      const [names] = node.arguments;
      const type = checker.getTypeAtLocation(node.expression.expression);
      if (names && ts.isStringLiteralLike(names)) noteLoaded(type, names.text, node);
    }
    ts.forEachChild(node, visit);
  };
  files.forEach(visit);
  return uses;
}

const atMost = (version: string, most: string | undefined): boolean =>
  most !== undefined && /^\d/.test(version) && version.localeCompare(most, "en", { numeric: true }) <= 0;

const isThere = ({ sets, asked, isReady }: Use): boolean =>
  sets.length === 0 ||
  sets.some(
    ([name, version]) =>
      atMost(version, REQUIRED[name]) ||
      (isReady && /^\d/.test(version)) ||
      asked.some(([one, most]) => one === name && atMost(version, most)),
  );

const sources = ts.sys.readDirectory(inRepository("src"), [".ts", ".tsx"]).map((file) => file.replaceAll("\\", "/"));
const newer = inRepository("test/fixtures/newer-office.ts").replaceAll("\\", "/");

/** All of them, since reading Microsoft's types takes longest. */
let program: ts.Program | undefined;

function usesOf(names: readonly string[]): readonly Use[] {
  program ??= programOf([...sources, newer]);
  const files = program.getSourceFiles().filter(({ fileName }) => names.includes(fileName));
  return usesIn(files, program.getTypeChecker());
}

function programOf(rootNames: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(inRepository("tsconfig.json"), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, inRepository());
  return ts.createProgram({ rootNames, options });
}

it("what src uses of Office.js is in the manifest's requirement sets, or asked for", () => {
  const uses = usesOf(sources);
  expect(uses.filter(({ sets }) => sets.length > 0).length).toBeGreaterThan(300);
  expect(new Set(uses.flatMap(({ sets }) => sets.map(([name]) => name)))).toContain("ExcelApi");
  expect(uses.filter((use) => !isThere(use)).map(({ place, member, sets }) => [place, member, sets])).toEqual([]);
  // The one that has to be asked for.
  const dialog = uses.filter(({ member }) => member.endsWith(".displayDialogAsync"));
  expect(dialog.map(({ asked }) => asked)).toEqual([[["DialogApi", "1.1"]]]);
  const ready = uses.filter((use) => use.isReady && !isThere({ ...use, isReady: false }));
  expect(new Set(ready.map(({ member }) => member))).toEqual(new Set(["ChartSeries.getDimensionDataSourceString"]));
});

it("finds a member of a newer set, named or loaded by name, a preview, and what isn't asked for", () => {
  const missing = usesOf([newer]).filter((use) => !isThere(use));
  expect(missing.map(({ member }) => member)).toEqual([
    "Range.getPrecedents",
    "Worksheet.tabId",
    "UI.displayDialogAsync",
  ]);
});
