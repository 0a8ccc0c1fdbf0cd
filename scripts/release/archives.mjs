import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { zipSync } from "fflate";

/**
 * What a release consists of: `dist` as an archive, the source maps as one of their own, and the checksums of both and of
 * every file in them. The same files give the same bytes.
 *
 * @param {string} folder
 * @param {string} name such as market-model-2.0.0
 * @returns {Promise<Readonly<Record<string, Uint8Array>>>} by file name
 */
export async function releaseFiles(folder, name) {
  const files = await readFolder(folder);
  const isMap = ([file]) => file.endsWith(".map");
  const archives = {
    [`${name}.zip`]: archive(files.filter((entry) => !isMap(entry))),
    [`${name}-source-maps.zip`]: archive(files.filter(isMap)),
  };
  const sums = [...Object.entries(archives), ...files].map(([file, bytes]) => `${sha256(bytes)}  ${file}\n`);
  return { ...archives, [`${name}.sha256`]: Buffer.from(sums.join("")) };
}

/** Files in one order wherever they are read, paths with slashes. */
async function readFolder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
  return Promise.all(paths.map(async (file) => [file, new Uint8Array(await readFile(path.join(folder, file)))]));
}

/** Zip keeps local times without a zone: one and the same everywhere, instead of when the file was written. */
const mtime = new Date(2026, 0, 1);

function archive(files) {
  return zipSync(Object.fromEntries(files), { level: 9, mtime });
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
