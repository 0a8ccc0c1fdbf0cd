/** Writes the pages that are generated from the source: `npm run docs`. */
import "./docs/custom-functions";
import { writeFile } from "node:fs/promises";
import { generatedPages } from "./docs/files";

const docs = new URL("../docs/", import.meta.url);
for (const [name, text] of await generatedPages()) await writeFile(new URL(name, docs), text);
