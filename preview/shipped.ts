import type { FunctionsMetadata } from "../host";
import type { Language } from "./messages";

/** What Excel reads of the add-in before it loads the page: the same files, for the same purpose. */
export interface Shipped {
  readonly namespace: string;
  readonly metadata: FunctionsMetadata;
}

const metadataFile: Record<Language, string> = { en: "functions.json", zh: "functions.zh-CN.json" };

export async function loadShipped(language: Language): Promise<Shipped> {
  const [manifest, metadata] = await Promise.all([fetchText("manifest.xml"), fetchText(metadataFile[language])]);
  return { namespace: namespaceIn(manifest), metadata: JSON.parse(metadata) as FunctionsMetadata };
}

async function fetchText(file: string): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
  return response.text();
}

/** The formulas' namespace stands in the manifest alone: Excel reads it there, and so does the preview. */
function namespaceIn(text: string): string {
  const manifest = new DOMParser().parseFromString(text, "application/xml");
  const resource = manifest.querySelector("ExtensionPoint Namespace")?.getAttribute("resid");
  const namespace = [...manifest.getElementsByTagNameNS("*", "String")]
    .find((element) => element.getAttribute("id") === resource)
    ?.getAttribute("DefaultValue");
  if (!namespace) throw new Error("manifest.xml: no namespace for the formulas");
  return namespace;
}
