/** Rules for what the project depends on. Licences of what is bundled are checked by the build itself. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { openLicences } from "./build/licences-plugin.mjs";
import { root } from "./install.mjs";

const read = (file) => readFileSync(path.join(root, file), "utf8");

/** Not shipped, so that terms beyond the open ones used in `dist` do for these; each was read. */
const developmentLicences = new Set([
  ...openLicences,
  "BSD",
  "CC-BY-4.0",
  "MIT/X11",
  "MPL-2.0",
  "OFL-1.1",
  "Python-2.0",
  "Unlicense",
  "Zlib",
  "CC0-1.0",
]);

/** Packages whose package.json states no licence, or one of their own, and why they are fine for development. */
const readOnes = {
  "@microsoft/office-js": "its licence allows developing and testing add-ins",
  "@univerjs/telemetry": "Apache-2.0, as the repository it is published from; an interface only, it sends nothing",
  hyperformula: "GPL-3.0, a benchmark's opponent and the tests' second opinion: never bundled",
};

function licenceFaults(lock) {
  return Object.entries(lock.packages).flatMap(([folder, { license }]) => {
    const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
    if (folder === "" || name in readOnes || isOpen(license)) return [];
    return [`${name}: licence ${license ?? "not stated"}`];
  });
}

/** One open licence of several offered will do; of several that hold together, all have to be open. */
function isOpen(licence = "") {
  const parts = (text, word) => text.replace(/[()]/g, "").split(` ${word} `);
  return parts(licence, "OR").some((choice) => parts(choice, "AND").every((one) => developmentLicences.has(one)));
}

function packageFaults(manifest, lock) {
  const loose = Object.entries(manifest.devDependencies).filter(
    ([name, version]) => name.startsWith("@univerjs/") && !/^\d/.test(version),
  );
  const folders = Object.keys(lock.packages);
  return [
    ...(manifest.dependencies ? ["dependencies: the build bundles what ships, so everything is a devDependency"] : []),
    ...loose.map(([name]) => `${name} is not pinned exactly: the grid's parts must be of one version`),
    ...folders.filter((folder) => folder.includes("@univerjs-pro/")).map((folder) => `${folder} has no open licence`),
    ...(existsSync(path.join(root, "node_modules/@univerjs-pro")) ? ["node_modules/@univerjs-pro is installed"] : []),
    ...folders
      .filter((folder) => lock.packages[folder].resolved && !lock.packages[folder].link)
      .map((folder) => `${folder}: package-lock.json names a registry`),
  ];
}

/** Paths of somebody's machine in a file that the repository keeps. */
function pathFaults() {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  return files
    .filter((file) => /\.(ts|tsx|js|mjs|json|md|html|xml|yml)$/.test(file) && existsSync(path.join(root, file)))
    .filter((file) => /(?<![\w.~-])(\/(home|Users|root|work|tmp)\/\w|[A-Z]:\\Users\\)/.test(read(file)))
    .map((file) => `${file} holds a path of one machine`);
}

const lock = JSON.parse(read("package-lock.json"));
const faults = [...packageFaults(JSON.parse(read("package.json")), lock), ...licenceFaults(lock), ...pathFaults()];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
