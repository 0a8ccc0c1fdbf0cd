import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { packReport, unpackReport } from "./pack-report.mjs";

/**
 * Webpack loader for the built-in report. The editors' notes on how a passage was read are for who checks the report
 * file; no formula reads them, so `functions.js` goes without.
 */
export default function reportLoader(text) {
  const report = JSON.parse(text, (key, value) => (key === "note" ? undefined : value));
  const packed = JSON.stringify(packReport(report));
  // Unpacking works in place, so this is a copy of what ships.
  if (!isDeepStrictEqual(unpackReport(JSON.parse(packed)), report))
    throw new Error("The packed report differs from the report");
  // As a literal in a string, which engines read faster than one in code.
  return `import { unpackReport } from ${JSON.stringify(fileURLToPath(new URL("./pack-report.mjs", import.meta.url)))};
export default unpackReport(JSON.parse(${JSON.stringify(packed)}));`;
}
