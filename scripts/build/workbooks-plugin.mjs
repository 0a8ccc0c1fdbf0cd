import { readFile } from "node:fs/promises";
import path from "node:path";
import { tsImport } from "tsx/esm/api";
import webpack from "webpack";
import { placeManifest } from "./manifest.mjs";

/** Puts the starter workbooks beside the add-in. Not while watching: nothing in the preview opens them. */
export class WorkbooksPlugin {
  /** @param {{ origin?: string, store?: string }} target */
  constructor(target) {
    this.target = target;
  }

  apply(compiler) {
    const { RawSource } = compiler.webpack.sources;
    compiler.hooks.thisCompilation.tap("WorkbooksPlugin", (compilation) => {
      if (compiler.watchMode) return;
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tapPromise({ name: "WorkbooksPlugin", stage }, async () => {
        const { addInOf, buildWorkbooks } = await tsImport("./workbooks.ts", import.meta.url);
        const manifest = await readFile(path.join(compiler.context, "manifest.xml"), "utf8");
        const { origin, store } = this.target;
        const { live, native } = await buildWorkbooks(addInOf(placeManifest(manifest, origin), store));
        compilation.emitAsset("market-model.xlsx", new RawSource(Buffer.from(live)));
        compilation.emitAsset("market-model-native.xlsx", new RawSource(Buffer.from(native)));
      });
    });
  }
}
