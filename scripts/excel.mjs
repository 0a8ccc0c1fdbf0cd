/**
 * `npm run excel`: builds the add-in, serves it over HTTPS from this machine and opens Excel with it.
 * `npm run excel:web -- --document URL`: the same in Excel on the web, in a workbook of one's own.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { ensureInstalled, root, run } from "./install.mjs";
import { serve } from "./serve.mjs";

const port = 3000;
const web = process.argv[2] === "web";
const { values } = parseArgs({ args: process.argv.slice(web ? 3 : 2), options: { document: { type: "string" } } });
const { document } = values;

if (web && !document) {
  console.error(
    "Which workbook? npm run excel:web -- --document URL, with the URL of a workbook in OneDrive or SharePoint.",
  );
  process.exit(1);
}
if (process.platform !== "win32" && process.platform !== "darwin") {
  console.log(
    "Excel runs on Windows and macOS only: `npm start` opens the add-in in a workbook in the browser, or run `npm run build -- --env origin=https://…`, host `dist` there and upload its manifest.xml in Excel on the web (Home › Add-ins › Upload My Add-in).",
  );
  process.exit(0);
}

await ensureInstalled();
await run("Build the add-in", ["node_modules/webpack/bin/webpack.js"]);

const { getHttpsServerOptions } = await import("office-addin-dev-certs");
console.log("\nExcel asks for HTTPS: a certificate for localhost is made, and trusted, on this machine (once) …");
const server = await serve({ port, tls: await getHttpsServerOptions() });
console.log(`Serving the add-in at ${server.url}`);

const debugging = (...args) =>
  spawnSync(process.execPath, ["node_modules/office-addin-debugging/cli.js", ...args], { cwd: root, stdio: "inherit" })
    .status;
const platform = web ? "web" : "desktop";
const status = debugging(
  "start",
  "dist/manifest.xml",
  platform,
  "--app",
  "excel",
  "--no-debug",
  ...(document ? ["--document", document] : []),
);
if (status !== 0) {
  await server.close();
  process.exit(status ?? 1);
}
console.log("\nExcel is opening with Market Model. Keep this running; Ctrl+C ends it.");
process.once("SIGINT", () => {
  debugging("stop", "dist/manifest.xml", platform);
  process.exit(0);
});
