import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { tsImport } from "tsx/esm/api";
import webpack from "webpack";

const schemaFile = "report.schema.json";

/** Writes what others read: the reports with their index and schema, and the formulas' metadata in each language. */
export class PublishPlugin {
  apply(compiler) {
    const { RawSource } = compiler.webpack.sources;
    const sources = ["report", "functions"].map((room) => path.join(compiler.context, "src", room));
    compiler.hooks.thisCompilation.tap("PublishPlugin", (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tapPromise({ name: "PublishPlugin", stage }, async () => {
        for (const folder of sources) compilation.contextDependencies.add(folder);
        const files = [...(await reportFiles(sources[0])), ...(await metadataFiles())];
        for (const [name, text] of files) compilation.emitAsset(name, new RawSource(text));
      });
    });
  }
}

/** `reports/<id>@<edition>.json` as they stand in the source, the index over them, and their schema. */
export async function reportFiles(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json") && name !== schemaFile).sort();
  const reports = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  const index = reports.map((text) => {
    const { id, title, edition } = JSON.parse(text);
    return { id, title, edition, sha256: createHash("sha256").update(text).digest("hex") };
  });
  return [
    ...index.map(({ id, edition }, i) => [`reports/${id}@${edition}.json`, reports[i]]),
    ["reports/index.json", JSON.stringify(index, undefined, 2) + "\n"],
    [`reports/${schemaFile}`, await readFile(path.join(folder, schemaFile), "utf8")],
  ];
}

async function metadataFiles() {
  const { buildMetadata } = await tsImport("../../src/functions/metadata.ts", import.meta.url);
  return [
    ["functions.json", await buildMetadata("en")],
    ["functions.zh-CN.json", await buildMetadata("zh")],
  ].map(([name, metadata]) => [name, JSON.stringify(metadata, undefined, 2) + "\n"]);
}
