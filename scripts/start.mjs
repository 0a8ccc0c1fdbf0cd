/**
 * `npm start`: the preview, a workbook in the browser with the shipped formulas in it. Rebuilds when a file changes.
 * PORT chooses the port (the next free one is taken if it is busy), `--no-open` opens no browser.
 */
import { spawn } from "node:child_process";
import { ensureInstalled } from "./install.mjs";
import { serve } from "./serve.mjs";

const port = Number(process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT: expected a number from 0 to 65535, got ${process.env.PORT}`);
  process.exit(1);
}

await ensureInstalled();
const { watch } = await import("./build/watch.mjs");

console.log("Building the add-in and the preview …");
await watch();
const { url } = await serve({ port, nextFree: true });
console.log(`\nMarket Model is open at ${url}\nCtrl+C ends it.`);
if (!process.argv.includes("--no-open")) openBrowser(url);

function openBrowser(address) {
  const [command, ...args] = {
    win32: ["cmd", "/c", "start", "", address],
    darwin: ["open", address],
  }[process.platform] ?? ["xdg-open", address];
  // Where there is no browser to open, the printed address is enough.
  spawn(command, args, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
