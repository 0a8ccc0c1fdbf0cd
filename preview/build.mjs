/**
 * The preview page. It is built beside the shipped files, never into them: nothing of it reaches Excel. By esbuild, which
 * takes two seconds for the grid where webpack takes twenty.
 */
import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const into = path.join(here, "../.cache/preview");

/** @type {import("esbuild").BuildOptions} */
const options = {
  absWorkingDir: here,
  entryPoints: { preview: "main.ts" },
  outdir: into,
  bundle: true,
  // Of what is imported later there are files of their own.
  format: "esm",
  splitting: true,
  target: "es2022",
  minify: true,
  alias: { numfmt: path.join(here, "numfmt.ts") },
  loader: { ".woff": "file", ".woff2": "file" },
  assetNames: "fonts/[name]",
  logLevel: "warning",
};

async function withPage() {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  await copyFile(path.join(here, "index.html"), path.join(into, "index.html"));
}

export async function buildPreview() {
  await withPage();
  await build(options);
}

/** Builds it, and again whenever a file changes, each time with a word to `built`. Resolves after the first build. */
export async function watchPreview(built) {
  await withPage();
  await new Promise((resolve, reject) => {
    const setup = ({ onEnd }) =>
      onEnd(({ errors }) => {
        built(errors.length === 0);
        resolve();
      });
    const plugins = [{ name: "tell", setup }];
    context({ ...options, sourcemap: "linked", plugins }).then((watched) => watched.watch(), reject);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPreview();
