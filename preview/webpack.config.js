import path from "node:path";
import { fileURLToPath } from "node:url";
import HtmlPlugin from "html-webpack-plugin";
import MinimizerPlugin from "minimizer-webpack-plugin";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);

/** The preview page. It is built beside the shipped files, never into them: nothing of it reaches Excel. */
export default {
  name: "preview",
  mode: "production",
  // A source map takes a quarter of the build: `--devtool source-map` where one looks into the grid.
  devtool: false,
  optimization: {
    minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.esbuildMinify, extractComments: false })],
  },
  context: here,
  entry: { preview: "./main.ts" },
  output: {
    path: path.join(root, ".cache/preview"),
    filename: "[name].js",
    assetModuleFilename: "fonts/[name][ext]",
    publicPath: "",
    clean: true,
  },
  resolve: {
    extensions: [".ts", ".tsx", ".js"],
    extensionAlias: { ".js": [".ts", ".js"] },
    alias: { numfmt$: path.join(here, "numfmt.ts") },
  },
  module: {
    rules: [
      { test: /\.tsx?$/, loader: "ts-loader", options: { transpileOnly: true, compilerOptions: { noEmit: false } } },
      { test: /\.css$/, use: ["style-loader", "css-loader"] },
      { test: /\.woff2?$/, type: "asset/resource" },
    ],
  },
  plugins: [new HtmlPlugin({ template: "./index.html", scriptLoading: "defer" })],
  cache: { type: "filesystem", cacheDirectory: path.join(root, ".cache/webpack-preview") },
  // The grid is 1.6 MB compressed; it is never sent over a network.
  performance: { hints: false },
  stats: "errors-warnings",
};
