import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { readFileSync } from "node:fs";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = fileURLToPath(new URL("../dist/functions.js", import.meta.url));

/** `dist/functions.js` as it ships, built first where there is none. */
export function shippedFile() {
  if (!existsSync(file)) execFileSync("npm", ["run", "build"], { cwd: root, stdio: "inherit", shell: true });
  return file;
}

/** What a formula needs of Excel, and nothing else. */
export const stub = `(() => {
  const associated = {};
  class CellError extends Error {
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  }
  const ErrorCode = { invalidValue: "#VALUE!", notAvailable: "#N/A", invalidNumber: "#NUM!" };
  const associate = (id, call) => (associated[id] = call);
  globalThis.CustomFunctions = { associate, Error: CellError, ErrorCode };
  return associated;
})()`;

/** The formulas by id, as registered by the shipped file. */
export function loadShipped() {
  const formulas = vm.runInThisContext(stub);
  vm.runInThisContext(readFileSync(shippedFile(), "utf8"), { filename: "functions.js" });
  return formulas;
}

/** The same with what comes when it is first asked for, as a page would bring it. */
export async function loadWhole() {
  const folder = new URL("../dist/", import.meta.url);
  globalThis.document = {
    currentScript: null,
    getElementsByTagName: () => [],
    createElement: () => ({ setAttribute: () => undefined }),
    head: {
      appendChild(script) {
        vm.runInThisContext(readFileSync(new URL(script.src.split("/").at(-1), folder), "utf8"));
        script.onload({ type: "load", target: script });
      },
    },
  };
  const formulas = loadShipped();
  await formulas.AUDIT();
  return formulas;
}

/** Milliseconds to read, compile and run the file in a fresh process. */
export function loadTime() {
  const script = `
    const { readFileSync } = require("node:fs");
    const vm = require("node:vm");
    const associated = vm.runInThisContext(${JSON.stringify(stub)});
    const started = performance.now();
    vm.runInThisContext(readFileSync(process.argv[1], "utf8"), { filename: "functions.js" });
    const took = performance.now() - started;
    if (Object.keys(associated).length === 0) throw new Error("Nothing was registered.");
    console.log(took);`;
  return Number(execFileSync(process.execPath, ["-e", script, shippedFile()], { encoding: "utf8" }));
}
