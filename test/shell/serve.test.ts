import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "../../scripts/serve.mjs";
import { inDist, readDist } from "../support/dist";

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  inDist();
  server = await serve({ port: 0 });
});
afterAll(() => server.close());

/** `fetch` would tidy the path up first. */
const status = (path: string, method = "GET"): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });

describe("the server", () => {
  it.each([
    ["functions.js", "text/javascript; charset=utf-8"],
    ["functions.json", "application/json; charset=utf-8"],
    ["manifest.xml", "application/xml; charset=utf-8"],
    ["taskpane.html", "text/html; charset=utf-8"],
  ])("answers /%s as %s, never cached", async (path, type) => {
    const response = await fetch(server.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("lets a page keep scripts that stay what they are at their addresses", async () => {
    const page = await (await fetch(`${server.url}taskpane.html`)).text();
    const chunks = readdirSync("dist").filter((name) => /^(pane|operations)\..*js$/.test(name));
    const named = [...page.matchAll(/src="?(\w+\.js\?\w+)/g)].map(([, address]) => address!);
    expect([chunks.length, named.length]).toEqual([2, 2]);
    for (const address of ["office/office.js", "office/en-us/office_strings.js", ...chunks, ...named]) {
      const response = await fetch(server.url + address);
      expect(response.headers.get("content-type"), address).toBe("text/javascript; charset=utf-8");
      expect(response.headers.get("cache-control"), address).toBe("max-age=3600");
    }
  });

  it("lets Excel keep images, without which it shows no icons", async () => {
    const response = await fetch(`${server.url}assets/icon-16.png`);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toBe("max-age=3600");
  });

  it("gives the page Office.js from this machine and changes nothing else in it", async () => {
    const page = await (await fetch(`${server.url}taskpane.html`)).text();
    expect(page).toBe(
      readDist("taskpane.html").replace("https://appsforoffice.microsoft.com/lib/1/hosted/", "/office/"),
    );
    expect(page).toMatch(/src="?\/office\/office\.js/);
  });

  it.each([
    "/../package.json",
    "/..%2fpackage.json",
    "/office/../../../../package.json",
    "/%2e%2e/package.json",
    "/..%5cpackage.json",
    "/%00",
    "/%",
    "/assets",
    "/no-such-file",
  ])("keeps %s to itself", async (path) => {
    expect(await status(path)).toBe(404);
  });

  it("only reads", async () => {
    expect(await status("/functions.js", "HEAD")).toBe(200);
    expect(await status("/functions.js", "POST")).toBe(405);
  });

  it("takes the next free port if asked to, else says that it is busy", async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) =>
      busy.listen(0, "127.0.0.1", () => resolve((busy.address() as { port: number }).port)),
    );
    await expect(serve({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    const next = await serve({ port, nextFree: true });
    expect(next.port).toBeGreaterThan(port);
    await next.close();
    busy.close();
  });
});
