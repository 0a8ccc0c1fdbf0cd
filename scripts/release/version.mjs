/**
 * The files that name the product's version, as a release of `version` has them. Each is given and returned as text;
 * giving it twice changes nothing more.
 *
 * @type {Readonly<Record<string, (text: string, version: string, date: string) => string>>}
 */
export const versioned = {
  "package.json": (text, version) => replaceOnce(text, /(?<=^ {2}"version": ")[^"]*/m, version),
  // At the top, and of the package itself; everything else is of packages that it needs.
  "package-lock.json": (text, version) =>
    replaceOnce(
      replaceOnce(text, /(?<=^ {2}"version": ")[^"]*/m, version),
      /(?<=^ {4}"": \{\n {6}"name": "[^"]*",\n {6}"version": ")[^"]*/m,
      version,
    ),
  // Office wants four numbers.
  "manifest.xml": (text, version) => replaceOnce(text, /(?<=<Version>)[^<]*/, `${version}.0`),
  "CHANGELOG.md": (text, version, date) => {
    if (text.includes(`\n## [${version}]`)) return text;
    const changes = /(?<=\n## \[Unreleased\]\n)[\s\S]*?(?=\n## |$)/.exec(text)?.[0].trim();
    if (!changes) throw new Error("CHANGELOG.md: nothing stands under [Unreleased]");
    return text.replace("\n## [Unreleased]\n", `\n## [Unreleased]\n\n## [${version}] - ${date}\n`);
  },
};

/** Three numbers, for the manifest takes nothing else. */
export function checkedVersion(version = "") {
  if (/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(version)) return version;
  throw new Error(`Which version? npm run release -- 2.0.0; got ${version || "none"}`);
}

function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`No version where one is expected: ${pattern}`);
  return text.replace(pattern, replacement);
}
