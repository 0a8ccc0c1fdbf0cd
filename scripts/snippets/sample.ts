import ts from "typescript";
import { parse } from "yaml";

/** One of Microsoft's samples as its file holds it. */
export interface Sample {
  readonly id: string;
  /** Requirement sets that it asks for. */
  readonly sets: Readonly<Record<string, string>>;
  readonly script: string;
  /** What it takes of the namespace Excel when it runs. */
  readonly members: readonly string[];
  readonly html: string;
  /** The buttons in their order: what a person would press one after the other. */
  readonly buttons: readonly string[];
}

interface SampleFile {
  readonly id: string;
  readonly host: string;
  readonly script: { readonly content: string };
  readonly template?: { readonly content: string };
  readonly api_set?: Readonly<Record<string, string>>;
}

export function readSample(text: string): Sample {
  const { id, script, template, api_set: sets = {} } = parse(text) as SampleFile;
  const { outputText } = ts.transpileModule(script.content, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None },
  });
  const html = template?.content ?? "";
  const listened = new Set(
    [...script.content.matchAll(/getElementById\("([^"]+)"\)\s*\.addEventListener\("click"/g)].map(
      ([, button]) => button!,
    ),
  );
  const shown = [...html.matchAll(/<button\b[^>]*\bid="([^"]+)"/g)].map(([, button]) => button!);
  const members = [...outputText.matchAll(/\bExcel\.([A-Z]\w*)/g)].map(([, member]) => member!);
  return { id, sets, script: outputText, members, html, buttons: shown.filter((button) => listened.has(button)) };
}
