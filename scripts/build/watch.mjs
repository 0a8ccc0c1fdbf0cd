import webpack from "webpack";
import previewConfig from "../../preview/webpack.config.js";
import addInConfig from "../../webpack.config.js";

/** Builds the add-in and the preview, and again whenever a file changes. Resolves after the first build. */
export function watch() {
  return new Promise((resolve, reject) => {
    const compiler = webpack([addInConfig(), previewConfig]);
    compiler.watch({ aggregateTimeout: 200 }, (error, stats) => {
      if (error) return reject(error);
      const time = new Date().toLocaleTimeString();
      if (stats.hasErrors() || stats.hasWarnings())
        console.log(stats.toString({ preset: "errors-warnings", colors: process.stdout.isTTY }));
      console.log(stats.hasErrors() ? `${time} build failed` : `${time} built`);
      resolve();
    });
  });
}
