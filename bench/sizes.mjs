/** What a user's machine fetches, compressed, by when it is fetched. */
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { publish } from "./result.mjs";
import { shippedFile } from "./shipped.mjs";

shippedFile();
const scripts = readdirSync("dist").filter((name) => name.endsWith(".js"));
const size = (names) =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/${name}`), { level: 9 }).length, 0);
const named = (start) => scripts.filter((name) => name.startsWith(start));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const first = size(["functions.js", "taskpane.js"]);
const pane = size(named("pane."));
const others = scripts.filter((name) => !/^(functions|taskpane|pane)\./.test(name));
publish({
  title: "Sizes",
  about: "Scripts as they ship, gzipped. Office.js comes from Microsoft and isn't counted.",
  rows: [
    { what: "before the first formula: functions.js", size: kilobytes(size(["functions.js"])) },
    { what: "the page's first scripts: functions.js and taskpane.js", size: kilobytes(first) },
    { what: "the pane, when it is opened", size: kilobytes(pane) },
    ...others.map((name) => ({ what: `${name.split(".")[0]}, when first needed`, size: kilobytes(size([name])) })),
  ],
  limits: [
    { what: "the page's first scripts: at most 48 kB", value: first, most: 48_000, shown: kilobytes(first) },
    { what: "the pane: at most 190 kB", value: pane, most: 190_000, shown: kilobytes(pane) },
  ],
});
