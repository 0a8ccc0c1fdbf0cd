import webpack from "webpack";
import { watchPreview } from "../../preview/build.mjs";
import addInConfig from "../../webpack.config.js";

/** Builds the add-in and the preview, and again whenever a file changes. Resolves after the first build. */
export const watch = () => Promise.all([watchAddIn(), watchPreview((succeeded) => tell("preview", succeeded))]);

const watchAddIn = () =>
  new Promise((resolve, reject) => {
    webpack(addInConfig()).watch({ aggregateTimeout: 200 }, (error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors() || stats.hasWarnings())
        console.log(stats.toString({ preset: "errors-warnings", colors: process.stdout.isTTY }));
      tell("add-in", !stats.hasErrors());
      resolve();
    });
  });

const tell = (what, succeeded) =>
  console.log(`${new Date().toLocaleTimeString()} ${what} ${succeeded ? "built" : "build failed"}`);
