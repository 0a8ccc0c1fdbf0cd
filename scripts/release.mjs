/**
 * `npm run release -- 2.0.0`: writes the version wherever it stands, builds, and puts the archives with their checksums
 * into `release`. Commits nothing. `--origin https://…` builds for a host, `--date` dates the change log (today).
 */
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, root, run } from "./install.mjs";
import { releaseFiles } from "./release/archives.mjs";
import { checkedVersion, versioned } from "./release/version.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { origin: { type: "string" }, date: { type: "string", default: new Date().toISOString().slice(0, 10) } },
});
const version = checkedVersion(positionals[0]);
const changed = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" }).stdout;
if (changed) {
  console.error(`A release is built from what is committed. Not committed:\n${changed}`);
  process.exit(1);
}

await ensureInstalled();
for (const [file, place] of Object.entries(versioned)) {
  const full = path.join(root, file);
  await writeFile(full, place(await readFile(full, "utf8"), version, values.date));
}
await run("Write the pages that name the version", ["node_modules/tsx/dist/cli.mjs", "scripts/docs.ts"]);
const origin = values.origin ? ["--env", `origin=${values.origin}`] : [];
await run("Build the add-in", ["node_modules/webpack/bin/webpack.js", ...origin]);

const folder = path.join(root, "release");
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
const files = await releaseFiles(path.join(root, "dist"), `market-model-${version}`);
for (const [name, bytes] of Object.entries(files)) {
  await writeFile(path.join(folder, name), bytes);
  console.log(`release/${name}  ${bytes.length.toLocaleString("en")} bytes`);
}
console.log(`\nRun .ci/run, then commit and tag: git commit -am "Release ${version}" && git tag v${version}`);
