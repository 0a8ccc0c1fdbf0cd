/**
 * Excel on the web reads the formulas' metadata, and their script, from a page of Microsoft's: another origin than the add-in's.
 * https://learn.microsoft.com/office/dev/add-ins/publish/publish-add-in-vs-code; OfficeDev/office-js#3970
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "../../scripts/serve.mjs";
import { toldAddress } from "../../src/commands/outcome";
import { sharedBrowser } from "../support/browser";
import { readDist } from "../support/dist";

let addIn: Awaited<ReturnType<typeof serve>>;
/** Serves an empty page, and the add-in's metadata without the header that lets others read it. */
let other: Server;
let browser: Browser;
let page: Page;
const otherUrl = (): string => `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;

beforeAll(async () => {
  other = createServer((request, response) => {
    const isMetadata = request.url === "/functions.json";
    response.writeHead(200, { "Content-Type": isMetadata ? "application/json" : "text/html" });
    response.end(isMetadata ? readDist("functions.json") : "<!doctype html><title>Excel</title>");
  });
  [addIn, browser] = await Promise.all([
    serve({ port: 0 }),
    sharedBrowser(),
    new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve)),
  ]);
});
afterAll(async () => {
  await addIn?.close();
  await new Promise((resolve) => other.close(resolve));
});

/** In a page of the other origin. */
async function openPage(address: string): Promise<void> {
  page = await browser.newPage();
  await page.goto(address);
}

const read = (address: string): Promise<string | null> =>
  page.evaluate(
    (from) =>
      fetch(from).then(
        (answer) => answer.text(),
        () => null,
      ),
    address,
  );

describe("from another origin", () => {
  it.each(["functions.json", "functions.zh-CN.json", "functions.js"])("%s is read", async (file) => {
    await openPage(otherUrl());
    expect(new URL(addIn.url).origin).not.toBe(new URL(page.url()).origin);
    expect(await read(addIn.url + file)).toBe(readDist(file));
    await page.close();
  });

  it("every formula registers by the script", async () => {
    await openPage(otherUrl());
    const registered = await page.evaluate(
      (source) =>
        new Promise<string[]>((resolve, reject) => {
          const names: string[] = [];
          Object.assign(window, { CustomFunctions: { associate: (name: string) => names.push(name) } });
          const script = Object.assign(document.createElement("script"), { src: source, crossOrigin: "anonymous" });
          script.onload = () => resolve(names);
          script.onerror = () => reject(new Error("refused"));
          document.head.append(script);
        }),
      `${addIn.url}functions.js`,
    );
    const { functions } = JSON.parse(readDist("functions.json")) as { functions: { id: string }[] };
    expect(registered.sort()).toEqual(functions.map(({ id }) => id).sort());
    await page.close();
  });

  it("what a server doesn't let others read isn't", async () => {
    await openPage(`${addIn.url}functions.json`);
    expect(await read(`${otherUrl()}functions.json`)).toBeNull();
    await page.close();
  });
});

it("the dialog that tells how a command ended shows its lines as text", async () => {
  page = await browser.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", ({ message }) => errors.push(message));
  const lines = ["已冻结 2 个公式。", "Model!A1: <b onclick=x>#BUSY!</b>"];
  await page.goto(toldAddress(`${addIn.url}outcome.html`, { language: "zh", lines }));
  expect(await page.locator("p").allTextContents()).toEqual(lines);
  expect(await page.locator("html").getAttribute("lang")).toBe("zh");
  expect(await page.locator("body").evaluate((body) => getComputedStyle(body).margin)).toBe("24px");
  expect(errors.filter((text) => !text.includes("favicon"))).toEqual([]);
  await page.close();
});
