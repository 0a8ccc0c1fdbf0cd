import type { FunctionsMetadata } from "../host";
import { readManifest, type Manifest } from "./manifest";
import type { Language } from "./messages";

/** What Excel reads of the add-in before it loads the page: the same files, for the same purpose. */
export interface Shipped {
  readonly manifest: Manifest;
  readonly metadata: FunctionsMetadata;
}

const metadataFile: Record<Language, string> = { en: "functions.json", zh: "functions.zh-CN.json" };

export async function loadShipped(language: Language): Promise<Shipped> {
  const [manifest, metadata] = await Promise.all([fetchText("manifest.xml"), fetchText(metadataFile[language])]);
  return { manifest: readManifest(manifest, language), metadata: JSON.parse(metadata) as FunctionsMetadata };
}

async function fetchText(file: string): Promise<string> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
  return response.text();
}
