import { loadFunctions, type Implementations } from "./custom-functions";
import type { Language } from "./messages";

/** Microsoft's custom-function metadata, as far as the grid shows it. */
export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly ParameterMetadata[];
}

export interface ParameterMetadata {
  readonly name: string;
  readonly description?: string;
  readonly dimensionality?: "scalar" | "matrix";
  readonly optional?: boolean;
}

/** What the preview takes from the build, over the same files as Excel. */
export interface Shipped {
  readonly namespace: string;
  readonly functions: readonly FunctionMetadata[];
  readonly implementations: Implementations;
}

export async function loadShipped(language: Language): Promise<Shipped> {
  const [namespace, functions, implementations] = await Promise.all([
    loadNamespace(),
    loadMetadata(language),
    loadFunctions("functions.js", language === "zh" ? "zh-CN" : "en-US"),
  ]);
  return { namespace, functions, implementations };
}

const metadataFile: Record<Language, string> = { en: "functions.json", zh: "functions.zh-CN.json" };

async function fetchText(file: string): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
  return response.text();
}

async function loadMetadata(language: Language): Promise<readonly FunctionMetadata[]> {
  const { functions } = JSON.parse(await fetchText(metadataFile[language])) as { functions: FunctionMetadata[] };
  return functions;
}

/** The formulas' namespace stands in the manifest alone: Excel reads it there, and so does the preview. */
async function loadNamespace(): Promise<string> {
  const manifest = new DOMParser().parseFromString(await fetchText("manifest.xml"), "application/xml");
  const resource = manifest.querySelector("ExtensionPoint Namespace")?.getAttribute("resid");
  const namespace = [...manifest.getElementsByTagNameNS("*", "String")]
    .find((element) => element.getAttribute("id") === resource)
    ?.getAttribute("DefaultValue");
  if (!namespace) throw new Error("manifest.xml: no namespace for the formulas");
  return namespace;
}
