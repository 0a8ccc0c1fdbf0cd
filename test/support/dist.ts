import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** A path in the repository. */
export const inRepository = (...parts: string[]): string => path.join(root, ...parts);

/** A path in what is shipped, which has to be built before the tests run. */
export function inDist(...parts: string[]): string {
  if (!existsSync(inRepository("dist/functions.js")))
    throw new Error("dist is missing: run `npm run build`, or `npm test`");
  return inRepository("dist", ...parts);
}

export const readDist = (...parts: string[]): string => readFileSync(inDist(...parts), "utf8");
