import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import webpack from "webpack";

/** Licences under which code may be part of what ships. Copyleft ones (HyperFormula's) are for development only. */
export const openLicences = new Set([
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "BlueOak-1.0.0",
]);

/** Packages that come without the text of their licence, and the line of copyright in their repository's. */
const copyrights = { "@fluentui/react-icons": "Copyright (c) 2020 Microsoft Corporation" };

/** Packages whose own bundle has others in it, which are installed beside them. */
const carried = new Map([["@microsoft/office-js-helpers", ["lodash-es", "rxjs"]]]);

/** Ships the licence of every bundled package in `third-party-licences.txt`, and fails on one that isn't open or has no text. */
export class LicencesPlugin {
  apply(compiler) {
    const { RawSource } = compiler.webpack.sources;
    compiler.hooks.thisCompilation.tap("LicencesPlugin", (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_SUMMARIZE;
      compilation.hooks.processAssets.tap({ name: "LicencesPlugin", stage }, () => {
        const packages = bundledPackages(compilation.modules);
        for (const { name, licence } of packages.filter(({ licence }) => !openLicences.has(licence)))
          compilation.errors.push(new webpack.WebpackError(`${name} must not ship: its licence is ${licence}`));
        for (const { name } of packages.filter(({ text }) => !text))
          compilation.errors.push(
            new webpack.WebpackError(`${name} must not ship: the text of its licence is missing`),
          );
        compilation.emitAsset("third-party-licences.txt", new RawSource(packages.map(notice).join("\n\n")));
      });
    });
  }
}

function bundledPackages(modules) {
  const folders = new Set();
  for (const module of modules) {
    const match = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module.nameForCondition?.() ?? "");
    if (match) folders.add(match[0]);
  }
  for (const [name, others] of carried) {
    const folder = [...folders].find((one) => one.replaceAll(path.sep, "/").endsWith(`node_modules/${name}`));
    if (folder) for (const other of others) folders.add(folder.slice(0, -name.length) + other);
  }
  return [...folders].sort().map(describePackage);
}

function describePackage(folder) {
  const { name, version, license: licence } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(path.join(folder, file), "utf8").trim() : textFor(name, licence);
  return { name, version, licence, text };
}

function textFor(name, licence) {
  if (licence !== "MIT" || !(name in copyrights)) return "";
  const own = readFileSync(new URL("../../LICENSE", import.meta.url), "utf8");
  return own.replace(/^Copyright .*$/m, copyrights[name]).trim();
}

function notice({ name, version, licence, text }) {
  return `${name} ${version} (${licence})\n${"-".repeat(72)}\n${text}\n`;
}
