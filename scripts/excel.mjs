/**
 * `npm run excel`: builds the add-in, serves it over HTTPS from this machine and opens Excel with it.
 * `npm run excel:web -- --document URL`: the same in Excel on the web, in a workbook of one's own.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { documentAddress, localNetwork, starts } from "./excel/opening.mjs";
import { ensureInstalled, root, run } from "./install.mjs";
import { serve } from "./serve.mjs";

const port = 3000;
const web = process.argv[2] === "web";
const { values } = parseArgs({ args: process.argv.slice(web ? 3 : 2), options: { document: { type: "string" } } });
const document = web ? documentAddress(values.document) : values.document;

if (web && !document) {
  console.error(
    "Which workbook? npm run excel:web -- --document URL, with the URL of a workbook in OneDrive or SharePoint: https://…, in quotes.",
  );
  process.exit(1);
}
if (!web && process.platform !== "win32" && process.platform !== "darwin") {
  console.error(
    "Excel runs on Windows and macOS only: `npm run excel:web` opens Excel on the web, `npm start` a workbook in the browser without Excel.",
  );
  process.exit(1);
}

await ensureInstalled();
await run("Build the add-in", ["node_modules/webpack/bin/webpack.js"]);

const { getHttpsServerOptions } = await import("office-addin-dev-certs");
console.log("\nExcel asks for HTTPS: a certificate for localhost is made, and trusted, on this machine (once) …");
const server = await serve({ port, tls: await getHttpsServerOptions() });
console.log(`Serving the add-in at ${server.url}`);

const starter = "node_modules/office-addin-debugging/cli.js";
const manifest = "dist/manifest.xml";
const platform = web ? "web" : "desktop";
const asked = [platform, "--app", "excel", "--no-debug", ...(document ? ["--document", document] : [])];
if (!(await starts([starter, "start", manifest, ...asked], { cwd: root }))) {
  console.error(
    `\nExcel was not opened: what is printed above says why. ${manifest} can be uploaded in Excel on the web (Home › Add-ins › More Settings › Upload My Add-in) while \`npm run excel\` serves it.`,
  );
  await server.close();
  process.exit(1);
}
console.log(
  `\n${web ? "The browser" : "Excel"} was asked to open the workbook with Market Model. Keep this running; Ctrl+C ends it.`,
);
if (web) console.log(`\n${localNetwork}`);
process.once("SIGINT", () => {
  spawnSync(process.execPath, [starter, "stop", manifest, platform], { cwd: root, stdio: "inherit" });
  process.exit(0);
});
