/** `npm run excel`, as far as it goes without Excel: Microsoft's starter prints what went wrong and exits with 0. */
import { expect, it, vi } from "vitest";
import { documentAddress, localNetwork, starts } from "../../scripts/excel/opening.mjs";
import { inRepository } from "../support/dist";

const quietly = async (script: string): Promise<boolean> => {
  const quiet = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
  try {
    return await starts(["-e", script]);
  } finally {
    quiet.forEach((spy) => spy.mockRestore());
  }
};

it.each([
  ["Excel was asked to open it", 'console.log("Sideloading …\\nLaunching excel via a.xlsx\\nStarted.")', true],
  ["it couldn't, and exits with 0", 'console.error("Error: Unable to start debugging.\\nError: Started. not")', false],
  ["it says nothing", "", false],
  ["it fails after all", 'console.log("Started."); process.exit(3)', false],
])("tells whether Excel was opened: %s", async (_, script, opened) => {
  expect(await quietly(script)).toBe(opened);
});

it("knows Microsoft's starter: it fails for a manifest that isn't there, and exits with 0", async () => {
  const quiet = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
  const cli = inRepository("node_modules/office-addin-debugging/cli.js");
  const opened = await starts([
    cli,
    "start",
    "no-such-manifest.xml",
    "web",
    "--no-debug",
    "--document",
    "https://a.example/?b",
  ]);
  const said = quiet.flatMap((spy) => spy.mock.calls.map(([text]) => String(text))).join("");
  quiet.forEach((spy) => spy.mockRestore());
  expect(opened).toBe(false);
  expect(said).toContain("Unable to start debugging");
});

it.each([
  ["https://contoso.sharepoint.com/:x:/s/team/abc", "https://contoso.sharepoint.com/:x:/s/team/abc?web=1"],
  ["https://contoso.sharepoint.com/a b.xlsx?d=1&csf=1", "https://contoso.sharepoint.com/a%20b.xlsx?d=1&csf=1"],
  ["https://onedrive.live.com/edit?id=1#heading", "https://onedrive.live.com/edit?id=1"],
  ["https://1drv.ms/x/s!abc", "https://1drv.ms/x/s!abc?web=1"],
])("takes %s so that parameters can be added to it", (given, address) => {
  expect(documentAddress(given)).toBe(address);
  expect(new URL(`${address}&wdaddindevserverport=3000`).searchParams.get("wdaddindevserverport")).toBe("3000");
});

it.each([undefined, "", "book.xlsx", "C:\\book.xlsx", "file:///book.xlsx", "http://contoso.com/book.xlsx"])(
  "takes no address for one of a workbook on the web: %s",
  (given) => expect(documentAddress(given)).toBeUndefined(),
);

it("says what to do about Chrome's question", () => {
  expect(localNetwork).toMatch(/local network[\s\S]*allow/i);
});
