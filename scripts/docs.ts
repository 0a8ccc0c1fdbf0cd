/** Writes the files that are generated from the source: `npm run docs`. */
import "./docs/custom-functions";
import { writeFile } from "node:fs/promises";
import { generatedFiles } from "./docs/files";

const root = new URL("../", import.meta.url);
for (const [name, text] of await generatedFiles()) await writeFile(new URL(name, root), text);
