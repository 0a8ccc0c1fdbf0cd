import { readFile } from "node:fs/promises";
import path from "node:path";
import { tsImport } from "tsx/esm/api";
import webpack from "webpack";
import { placeManifest } from "./manifest.mjs";

/** Puts the starter workbooks beside the add-in, and one on another report in each language. While watching they are made once. */
export class WorkbooksPlugin {
  /** @param {{ origin?: string, store?: string }} target */
  constructor(target) {
    this.target = target;
  }

  apply(compiler) {
    const { RawSource } = compiler.webpack.sources;
    let made;
    compiler.hooks.thisCompilation.tap("WorkbooksPlugin", (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tapPromise({ name: "WorkbooksPlugin", stage }, async () => {
        const files = (compiler.watchMode && made) || (made = await this.#files(compiler.context));
        for (const [name, file] of Object.entries(files)) compilation.emitAsset(name, new RawSource(Buffer.from(file)));
      });
    });
  }
  async #files(root) {
    const { addInOf, buildElectricity, buildWorkbooks } = await tsImport("./workbooks.ts", import.meta.url);
    const manifest = await readFile(path.join(root, "manifest.xml"), "utf8");
    const { origin, store } = this.target;
    const addIn = addInOf(placeManifest(manifest, origin), store);
    const { live, native } = await buildWorkbooks(addIn);
    return {
      "market-model.xlsx": live,
      "market-model-native.xlsx": native,
      "us-retail-electricity.xlsx": await buildElectricity(addIn, "en"),
      "us-retail-electricity.zh-CN.xlsx": await buildElectricity(addIn, "zh"),
    };
  }
}
