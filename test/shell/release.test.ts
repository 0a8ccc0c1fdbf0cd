import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { releaseFiles } from "../../scripts/release/archives.mjs";
import { checkedVersion, versioned } from "../../scripts/release/version.mjs";
import { inRepository, readDist } from "../support/dist";

const current = async (): Promise<string> =>
  (JSON.parse(await readFile(inRepository("package.json"), "utf8")) as { version: string }).version;

describe("the version", () => {
  const released = async (file: string, text?: string): Promise<string> =>
    versioned[file]!(text ?? (await readFile(inRepository(file), "utf8")), "7.8.9", "2031-02-03");

  it("is one in every file that names it", async () => {
    const version = await current();
    expect(readDist("manifest.xml")).toContain(`<Version>${version}.0</Version>`);
    const lock = JSON.parse(await readFile(inRepository("package-lock.json"), "utf8")) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    expect([lock.version, lock.packages[""]!.version]).toEqual([version, version]);
  });

  it.each(["package.json", "package-lock.json", "manifest.xml"])(
    "is all that a release changes in %s",
    async (file) => {
      const before = await readFile(inRepository(file), "utf8");
      const after = await released(file);
      const [linesBefore, linesAfter] = [before.split("\n"), after.split("\n")];
      const changes = linesBefore.filter((line, index) => line !== linesAfter[index]);
      expect(changes).toHaveLength(file === "package-lock.json" ? 2 : 1);
      expect(linesAfter).toHaveLength(linesBefore.length);
      expect(after.match(/7\.8\.9(\.0)?/g)).toHaveLength(changes.length);
      expect(await released(file, after)).toBe(after);
    },
  );

  it("takes the changes that are under Unreleased, once", async () => {
    const log = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [1.0.0] - 2026-01-01\n";
    const after = await released("CHANGELOG.md", log);
    expect(after).toBe(
      "# Changelog\n\n## [Unreleased]\n\n## [7.8.9] - 2031-02-03\n\n### Added\n\n- A thing.\n\n## [1.0.0] - 2026-01-01\n",
    );
    expect(await released("CHANGELOG.md", after)).toBe(after);
    expect(await released("CHANGELOG.md")).toContain("## [7.8.9] - 2031-02-03");
    await expect(released("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n## [1.0.0]\n")).rejects.toThrow(/nothing/);
  });

  it.each([undefined, "2", "2.0", "v2.0.0", "2.0.0-rc.1", "2.0.0.0", "02.0.0"])("%s is refused", (version) => {
    expect(() => checkedVersion(version)).toThrow(/Which version/);
  });
});

describe("the archives", () => {
  const contents = { "taskpane.html": "<p>", "functions.js": "1", "functions.js.map": "{}", "reports/a.json": "{}" };
  let parent: string;
  beforeAll(async () => {
    parent = await mkdtemp(path.join(tmpdir(), "release-"));
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));

  async function folderOf(files: readonly (readonly [string, string])[], written: Date): Promise<string> {
    const folder = await mkdtemp(path.join(parent, "dist-"));
    for (const [file, text] of files) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
      await utimes(path.join(folder, file), written, written);
    }
    return folder;
  }

  it("hold every file as it is, source maps apart, with checksums", async () => {
    const files = await releaseFiles(await folderOf(Object.entries(contents), new Date()), "market-model-7.8.9");
    const names = ["market-model-7.8.9.zip", "market-model-7.8.9-source-maps.zip", "market-model-7.8.9.sha256"];
    expect(Object.keys(files)).toEqual(names);
    const [shipped, maps] = names.map((name) => (name.endsWith(".zip") ? unzipSync(files[name]!) : {}));
    expect(Object.keys(shipped!)).toEqual(["functions.js", "reports/a.json", "taskpane.html"]);
    expect(Object.keys(maps!)).toEqual(["functions.js.map"]);
    for (const [file, text] of Object.entries(contents))
      expect(Buffer.from(shipped![file] ?? maps![file]!).toString()).toBe(text);

    const sums = Object.fromEntries(
      Buffer.from(files[names[2]!]!)
        .toString()
        .trim()
        .split("\n")
        .map((line) => line.split("  ").reverse()),
    ) as Record<string, string>;
    const all: Readonly<Record<string, Uint8Array>> = { ...files, ...shipped, ...maps };
    expect(Object.keys(sums).sort()).toEqual([...Object.keys(contents), ...names.slice(0, 2)].sort());
    for (const [file, sum] of Object.entries(sums))
      expect(createHash("sha256").update(all[file]!).digest("hex"), file).toBe(sum);
  });

  it("are the same bytes whenever and in whatever order the files were written", async () => {
    const entries = Object.entries(contents);
    const one = await releaseFiles(await folderOf(entries, new Date(2026, 5, 1)), "a");
    const other = await releaseFiles(await folderOf([...entries].reverse(), new Date(2027, 11, 31)), "a");
    expect(other).toEqual(one);
    expect(Object.keys(await releaseFiles(await folderOf([["a.js", "2"]], new Date()), "a"))).toHaveLength(3);
  });
});
