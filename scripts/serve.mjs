import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Where addresses lead: Office.js for pages without Excel, then the preview, then what is shipped. */
const places = [
  { prefix: "/office/", folder: "node_modules/@microsoft/office-js/dist" },
  { prefix: "/", folder: ".cache/preview" },
  { prefix: "/", folder: "dist" },
];

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".xml": "application/xml; charset=utf-8",
};

const officeAtMicrosoft = "https://appsforoffice.microsoft.com/lib/1/hosted/";

/**
 * Serves the built add-in and preview from this machine, to this machine.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0 takes any free port.
 * @param {string} [options.host]
 * @param {boolean} [options.nextFree] If the port is busy, take the next free one.
 * @param {import("node:https").ServerOptions} [options.tls] Serve over HTTPS, as Excel asks: Office.js then comes from Microsoft.
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ port = 3000, host = "127.0.0.1", nextFree = false, tls } = {}) {
  // Only the preview, where no Excel is, gets Office.js from here: its licence is for development and testing.
  const answer = (request, response) => void handle(request, response, { localOffice: !tls });
  const server = tls ? https.createServer(tls, answer) : http.createServer(answer);
  const taken = await listen(server, host, port, nextFree);
  return {
    url: `${tls ? "https" : "http"}://${host === "127.0.0.1" ? "localhost" : host}:${taken}/`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server, host, port, nextFree) {
  try {
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
    return server.address().port;
  } catch (error) {
    if (error.code === "EADDRINUSE" && nextFree && port < 65535) return listen(server, host, port + 1, nextFree);
    throw error;
  }
}

async function handle(request, response, { localOffice }) {
  const head = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    // Excel on the web reads functions.json from its own origin. All that is served is public.
    "Access-Control-Allow-Origin": "*",
  };
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { ...head, Allow: "GET, HEAD" }).end();
    return;
  }
  const address = request.url ?? "/";
  const file = await findFile(address);
  if (!file) {
    response.writeHead(404, { ...head, "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  const page = path.extname(file) === ".html" ? await readFile(file, "utf8") : undefined;
  response.writeHead(200, {
    ...head,
    ...(page && policyOf(page)),
    ...(mayKeep(address, file) && { "Cache-Control": "max-age=3600" }),
    "Content-Type": types[path.extname(file)] ?? "application/octet-stream",
  });
  if (request.method === "HEAD") response.end();
  else if (page) response.end(localOffice ? page.replace(officeAtMicrosoft, "/office/") : page);
  else
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
}

/**
 * What stays what it is at its address: Office.js, scripts that have a hash of their content in theirs, and images, as Excel
 * shows no icon that it mayn't keep: https://learn.microsoft.com/office/dev/add-ins/design/add-in-icons
 */
const mayKeep = (address, file) =>
  path.extname(file) === ".png" ||
  (path.extname(file) === ".js" &&
    (address.startsWith("/office/") || /\.[0-9a-f]{8}\.js$|\?[0-9a-f]{20}$/.test(address)));

/** A page's own policy, as a header too: so it holds before the page is read, and for what no page can say of itself. */
function policyOf(page) {
  const [, policy] = /http-equiv="?Content-Security-Policy"?\s+content="([^"]*)"/.exec(page) ?? [];
  return policy && { "Content-Security-Policy": policy };
}

async function findFile(address) {
  const wanted = decodedPath(address);
  if (wanted === undefined) return undefined;
  for (const { prefix, folder } of places) {
    if (!wanted.startsWith(prefix)) continue;
    const base = path.join(root, folder);
    const file = path.join(base, wanted.slice(prefix.length) || "index.html");
    if (file.startsWith(base + path.sep) && (await isFile(file))) return file;
  }
  return undefined;
}

/** The path of an address, with `..` resolved; undefined for one that can't be read. */
function decodedPath(address) {
  try {
    const decoded = decodeURIComponent(new URL(address, "http://localhost").pathname);
    return decoded.includes("\0") ? undefined : path.posix.normalize(decoded.replaceAll("\\", "/"));
  } catch {
    return undefined;
  }
}

async function isFile(file) {
  return stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
