import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { chromium, type Browser } from "playwright-core";
import { extract } from "tar-fs";
import { BRIEF_IN_CHROMIUM } from "../../scripts/v8.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const packed = path.join(root, "node_modules/@sparticuz/chromium/bin");

/**
 * A headless Chromium that comes from npm with every library it needs, so that tests run where nothing but Node is
 * installed. The package has a binary for Linux on x64 alone; elsewhere the installed Chrome is taken.
 */
export async function launchBrowser(...more: readonly string[]): Promise<Browser> {
  // No sandbox: it can't be had by root or inside most containers, and the tests load their own pages only.
  const quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"];
  const args = ["--no-sandbox", ...quiet, ...more];
  const folder = await unpackChromium();
  if (folder === null) return chromium.launch({ channel: "chrome", args });
  return chromium.launch({
    executablePath: path.join(folder, "chromium"),
    args: [...args, "--no-zygote", "--disable-gpu", "--font-render-hinting=none", "--disable-dev-shm-usage"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [path.join(folder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      FONTCONFIG_FILE: path.join(folder, "fonts.conf"),
    },
  });
}

let shared: Promise<Browser> | undefined;

/** The browser of all test files that run in this process, with which it ends. */
export const sharedBrowser = (): Promise<Browser> =>
  (shared ??= launchBrowser(`--js-flags=${BRIEF_IN_CHROMIUM.join(" ")}`));

/** Unpacked aside and moved into place, since several processes may be at it. Null where there is none for this machine. */
export async function unpackChromium(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const manifest = await readFile(path.join(packed, "../package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const unpacked = path.join(root, `.cache/chromium-${version}`);
  if (existsSync(unpacked)) return unpacked;
  await mkdir(path.dirname(unpacked), { recursive: true });
  const folder = await mkdtemp(`${unpacked}-`);
  const source = (name: string) => createReadStream(path.join(packed, name));
  const binary = path.join(folder, "chromium");
  // One after the other: each takes much memory.
  await pipeline(source("chromium.br"), createBrotliDecompress(), createWriteStream(binary));
  await pipeline(source("al2023.tar.br"), createBrotliDecompress(), extract(folder));
  await pipeline(source("fonts.tar.br"), createBrotliDecompress(), extract(folder));
  // The packed one names folders of another machine.
  await writeFile(
    path.join(folder, "fonts.conf"),
    `<fontconfig><dir>${unpacked}/fonts</dir><cachedir>${unpacked}/fonts-cache</cachedir></fontconfig>`,
  );
  await chmod(binary, 0o755);
  await rename(folder, unpacked).catch(() => rm(folder, { recursive: true, force: true }));
  return unpacked;
}
