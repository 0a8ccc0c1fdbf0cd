import type { Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewOrigin, PreviewPage } from "../preview/preview-page";
import { readDist } from "../support/dist";

let preview: PreviewPage;
beforeAll(async () => {
  preview = await PreviewPage.open();
  await pane().getByRole("tablist").waitFor({ timeout: 120_000 });
});
// What it has done to itself, no other test should find.
afterAll(() => preview?.page.close());

const pane = (): Frame => preview.page.frames().find((frame) => frame.url().includes("taskpane.html"))!;

/** Run in a page: does what a page must not, and tells which directives of its policy it broke. */
async function misbehave(): Promise<readonly string[]> {
  const broken = new Set<string>();
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => broken.add(effectiveDirective));
  const foreign = "https://elsewhere.example/";
  const add = (tag: string, properties: object): unknown =>
    document.body.append(Object.assign(document.createElement(tag), properties));
  add("img", { src: `${foreign}a.png` });
  add("script", { src: `${foreign}a.js` });
  add("script", { textContent: "window.ran = true" });
  add("iframe", { src: foreign });
  add("object", { data: foreign });
  add("base", { href: foreign });
  add("style", { textContent: "body { --marked: 1 }" });
  const link = Object.assign(document.createElement("a"), { href: "#" });
  link.setAttribute("onclick", "window.ran = true");
  link.click();
  await fetch(foreign).catch(() => undefined);
  for (let waited = 0; waited < 5_000 && broken.size < 7; waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  if ("ran" in window) broken.add("ran a script");
  return [...broken].sort();
}

const foreign = ["base-uri", "connect-src", "frame-src", "img-src", "object-src", "script-src-attr", "script-src-elem"];

describe("the policy in force", () => {
  it("is the shipped page's own, from the first byte on", async () => {
    const shipped = /Content-Security-Policy"?\s+content="([^"]*)"/.exec(readDist("taskpane.html"))?.[1];
    const response = await fetch(`${await previewOrigin()}taskpane.html`);
    expect(shipped).toContain("default-src 'none'");
    expect(response.headers.get("content-security-policy")).toBe(shipped);
  });

  it("breaks nothing in the preview, grid and pane", async () => {
    expect(preview.errors).toEqual([]);
    expect(await preview.outside()).toEqual([]);
  });

  it("keeps the add-in's page from foreign addresses, inline scripts and styles", async () => {
    expect(await pane().evaluate(misbehave)).toEqual([...foreign, "style-src-elem"].sort());
  });

  it("keeps the preview from foreign addresses and inline scripts", async () => {
    expect(await preview.page.mainFrame().evaluate(misbehave)).toEqual(foreign);
  });
});
