import { spawn } from "node:child_process";

/** Microsoft's starter appends `&…` to a document's address as it is given. */
export function documentAddress(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:") return undefined;
  url.hash = "";
  // SharePoint then opens the workbook in the browser, wherever the link would lead.
  if (!url.search) url.search = "?web=1";
  return url.href;
}

/**
 * Runs Microsoft's starter and shows what it prints. It exits with 0 whatever happens: only what it says at its end tells
 * that Excel, or the browser, was asked to open the workbook.
 */
export async function starts(args, options = {}) {
  const child = spawn(process.execPath, args, { stdio: ["inherit", "pipe", "pipe"], ...options });
  let said = "";
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on("data", (text) => {
      said += text;
      to.write(text);
    });
  }
  const status = await new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", resolve);
  });
  return status === 0 && /^(?:Debugging started|Started)\.$/m.test(said);
}

/** https://github.com/OfficeDev/office-js/issues/6366 */
export const localNetwork = `Chrome and Edge ask whether Excel's page may reach devices on your local network: allow it, the add-in is served
from this machine. Where it was denied, no button and no formula appears: the sign left of the address, Site settings,
"Local network access", Allow, then load the page again.`;
