import { readFile } from "node:fs/promises";
import path from "node:path";
import { tsImport } from "tsx/esm/api";
import webpack from "webpack";

/** Puts the starter workbooks beside the add-in. Not while watching: nothing in the preview opens them. */
export class WorkbooksPlugin {
  apply(compiler) {
    const { RawSource } = compiler.webpack.sources;
    compiler.hooks.thisCompilation.tap("WorkbooksPlugin", (compilation) => {
      if (compiler.watchMode) return;
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tapPromise({ name: "WorkbooksPlugin", stage }, async () => {
        const { buildWorkbooks } = await tsImport("./workbooks.ts", import.meta.url);
        const { live, native } = await buildWorkbooks(await addInOf(path.join(compiler.context, "manifest.xml")));
        compilation.emitAsset("market-model.xlsx", new RawSource(Buffer.from(live)));
        compilation.emitAsset("market-model-native.xlsx", new RawSource(Buffer.from(native)));
      });
    });
  }
}

async function addInOf(file) {
  const manifest = await readFile(file, "utf8");
  const [id, version] = ["Id", "Version"].map((name) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(manifest)[1]);
  return { id, version };
}
