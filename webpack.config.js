import path from "node:path";
import { fileURLToPath } from "node:url";
import CopyPlugin from "copy-webpack-plugin";
import HtmlPlugin from "html-webpack-plugin";
import MinimizerPlugin from "minimizer-webpack-plugin";
import { LicencesPlugin } from "./scripts/build/licences-plugin.mjs";
import { officeIn, placeManifest } from "./scripts/build/manifest.mjs";
import { PublishPlugin } from "./scripts/build/publish-plugin.mjs";
import { WorkbooksPlugin } from "./scripts/build/workbooks-plugin.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));

/**
 * The add-in as it ships: everything in `dist` can be put on any static HTTPS server.
 * `--env origin=https://…` says which one; the manifest's addresses follow it. `--env cloud=21vianet` is for Office 365 as
 * 21Vianet operates it in China. `--env store=…` says where users get the add-in from, unless that is the admin centre:
 * the path of the network share, or `developer`.
 */
export default (env = {}) => ({
  name: "add-in",
  mode: "production",
  // Excel's runtimes know globalThis: without it webpack would reach for `new Function`, which the page's policy forbids.
  target: ["web", "es2022"],
  devtool: "source-map",
  context: root,
  entry: {
    // Holds webpack's runtime and the model, so that it works alone: formulas register without the pane.
    functions: "./src/functions/index.ts",
    // The shared runtime has one page, so the pane and the commands use the very module instances the formulas use.
    taskpane: { import: "./src/taskpane/index.ts", dependOn: "functions" },
    // Of the dialog that says how a command ended.
    outcome: "./src/commands/outcomePage.ts",
  },
  output: {
    path: path.join(root, "dist"),
    filename: "[name].js",
    chunkFilename: "[name].[contenthash:8].js",
    // Chunks lie beside the page. "auto" would look for `document`, which a bare custom-functions runtime lacks.
    publicPath: "",
    globalObject: "globalThis",
    uniqueName: "market-model",
    clean: true,
  },
  resolve: {
    extensions: [".ts", ".tsx", ".js"],
    // Its bundle is one module with set-up code between the functions, of which nothing can be left out.
    alias: { "simple-statistics$": path.join(root, "node_modules/simple-statistics/index.js") },
  },
  module: {
    rules: [
      { test: /\.tsx?$/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } },
      {
        test: /\.json$/,
        include: path.join(root, "src/report"),
        exclude: [/\.schema\.json$/, path.join(root, "src/report/units"), path.join(root, "src/report/evidence")],
        type: "javascript/auto",
        loader: path.join(root, "scripts/build/report-loader.mjs"),
      },
      // Pure: what a chunk alone uses of them goes into that chunk, not along with the formulas.
      { include: ["report", "model"].map((room) => path.join(root, "src", room)), sideEffects: false },
      { test: /[\\/]node_modules[\\/]simple-statistics[\\/]/, sideEffects: false },
      {
        test: /[\\/]office\.helpers\.js$/,
        loader: path.join(root, "scripts/build/without-addresses-loader.mjs"),
      },
      { test: /\.css$/, use: ["style-loader", "css-loader"] },
    ],
  },
  plugins: [
    new HtmlPlugin({
      filename: "taskpane.html",
      template: "./src/taskpane/taskpane.html",
      templateParameters: { office: officeIn(env.cloud) },
      chunks: ["functions", "taskpane"],
      chunksSortMode: "manual",
      scriptLoading: "blocking",
      inject: "body",
      // New code is fetched although the names stay: Excel keeps pages and scripts for long.
      hash: true,
    }),
    new HtmlPlugin({
      filename: "outcome.html",
      template: "./src/commands/outcome.html",
      chunks: ["outcome"],
      scriptLoading: "blocking",
      inject: "body",
      hash: true,
    }),
    new CopyPlugin({
      patterns: [
        { from: "assets/*.png" },
        { from: "src/commands/outcome.css", to: "outcome.css" },
        { from: "LICENSE", to: "licence.txt", toType: "file" },
        { from: "assets/support.html", to: "support.html" },
        { from: "manifest.xml", transform: (text) => placeManifest(String(text), env.origin) },
      ],
    }),
    new PublishPlugin(),
    new WorkbooksPlugin(env),
    new LicencesPlugin(),
  ],
  optimization: {
    // Named so that the size test and a reader of the network log know the pane's chunks.
    chunkIds: "named",
    splitChunks: false,
    // Webpack's own minimizer, going over the code twice, and without joining statements by commas, which compresses
    // worse: formulas wait for every byte of functions.js.
    minimizer: [
      new MinimizerPlugin({ terserOptions: { compress: { passes: 2, sequences: false } }, extractComments: false }),
    ],
  },
  cache: {
    type: "filesystem",
    cacheDirectory: path.join(root, ".cache/webpack"),
    // What a loader of ours makes is stale once the loader changes.
    buildDependencies: { config: [fileURLToPath(import.meta.url), path.join(root, "scripts/build/")] },
  },
  // Sizes are held by a test, compressed.
  performance: { hints: false },
  stats: "errors-warnings",
});
