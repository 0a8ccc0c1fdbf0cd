import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import HtmlPlugin from "html-webpack-plugin";
import { describe, expect, it } from "vitest";
import { openLicences } from "../../scripts/build/licences-plugin.mjs";
import addInConfig from "../../webpack.config.js";
import { inDist, inRepository, readDist } from "../support/dist";

const compressed = (...files: string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readDist(file), { level: 9 }).length, 0);
const scripts = readdirSync(inDist()).filter((name) => name.endsWith(".js"));

describe("sizes, gzipped", () => {
  it("the page's first scripts: at most 48 kB", () =>
    expect(compressed("functions.js", "taskpane.js")).toBeLessThanOrEqual(48_000));

  // The workbook side and report files have chunks of their own, since overrides are read whether or not the pane is open.
  it("the pane's own code and libraries: at most 190 kB", () => {
    const pane = scripts.filter((name) => name.startsWith("pane."));
    expect(pane).not.toEqual([]);
    expect(compressed(...pane)).toBeLessThanOrEqual(190_000);
  });
});

/** What a script was made from; of data alone there is no map. */
const sourcesOf = (name: string): readonly string[] =>
  name.startsWith("quotes.") ? [] : (JSON.parse(readDist(`${name}.map`)) as { sources: string[] }).sources;

describe("licences", () => {
  const notices = readDist("third-party-licences.txt").split(/\n\n(?=\S+ \d\S* \(\S+\)\n-{72}\n)/);

  it.each(notices.map((notice) => [/^.*/.exec(notice)![0], notice]))(
    "%s is open, and its text ships",
    (title, notice) => {
      expect(openLicences).toContain(/\((.*)\)$/.exec(title)?.[1]);
      expect(notice).toMatch(/copyright/i);
      expect(notice.length).toBeGreaterThan(700);
    },
  );

  it("are those of every package in the scripts", () => {
    const packages = scripts.flatMap((name) => {
      return sourcesOf(name).flatMap((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
    });
    const named = notices.map((notice) => /^\S+/.exec(notice)![0]);
    expect(new Set(packages).size).toBeGreaterThan(10);
    expect([...new Set(packages)].filter((name) => !named.includes(name))).toEqual([]);
    // In the bundle of another.
    expect(named).toContain("rxjs");
  });
});

describe("the page", () => {
  // Written without optional quotes by the minifier.
  const page = readDist("taskpane.html");

  it("loads Office.js from Microsoft, then the formulas, then the rest", () => {
    const sources = [...page.matchAll(/<script[^>]* src="?([^"?>]*)/g)].map(([, source]) => source);
    expect(sources).toEqual([
      "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
      "functions.js",
      "taskpane.js",
    ]);
  });

  it("allows scripts from its own host and Microsoft's only, and no inline ones", () => {
    const policy = /http-equiv="?Content-Security-Policy"?\s+content="([^"]*)"/.exec(page)?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(/script-src ([^;]*)/.exec(policy!)?.[1]).toBe("'self' https://appsforoffice.microsoft.com");
    expect(page).not.toMatch(/<script(?![^>]* src=)/);
    expect(scripts.filter((name) => /\beval\(|new Function\(/.test(readDist(name)))).toEqual([]);
  });

  it("takes Office.js from Microsoft's cloud in China where it is built for that, and allows no other", () => {
    const template = readFileSync(inRepository("src/taskpane/taskpane.html"), "utf8");
    const plugin = addInConfig({ cloud: "21vianet" }).plugins.find((each) => each instanceof HtmlPlugin) as HtmlPlugin;
    const { office } = plugin.userOptions.templateParameters as { office: Record<string, string> };
    const built = template.replaceAll(/<%= office\.(\w+) %>/g, (_, name: string) => office[name]!);
    expect(built).not.toContain("<%");
    expect(built).toContain(
      `src="https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js"`,
    );
    expect(built).toContain("script-src 'self' https://appsforoffice.cdn.partner.office365.cn;");
    expect(built).not.toContain("microsoft.com");
    expect(() => addInConfig({ cloud: "elsewhere" })).toThrow(/cloud/);
  });

  it("holds one instance of the model: no script but functions.js carries it", () => {
    const modules = scripts.flatMap((name) =>
      sourcesOf(name)
        .filter((source) => /\/src\/(report|model|functions)\/.*\.(ts|json)$/.test(source))
        .map((source) => ({ name, source })),
    );
    expect(modules.some(({ source }) => source.endsWith("/src/functions/setting.ts"))).toBe(true);
    const twice = modules
      .filter(({ source }, place) => modules.findIndex((other) => other.source === source) !== place)
      // It keeps nothing, and two parts that come when first asked for each need it without the other.
      .filter(({ source }) => !source.endsWith("/src/report/dated.ts"));
    expect(twice).toEqual([]);
  });
});

describe("reports", () => {
  interface Entry {
    readonly id: string;
    readonly edition: string;
    readonly sha256: string;
  }
  const index = JSON.parse(readDist("reports/index.json")) as Entry[];

  it("are listed with their checksums", () => {
    expect(index.map(({ id, edition }) => `${id}@${edition}`)).toContain("cn-auto-cloud-2025-2030@2026.1");
    for (const { id, edition, sha256 } of index) {
      const file = readFileSync(inDist("reports", `${id}@${edition}.json`));
      expect(createHash("sha256").update(file).digest("hex")).toBe(sha256);
    }
  });

  it("conform to their published schema", () => {
    const valid = new Ajv2020({ strict: false }).compile(JSON.parse(readDist("reports/report.schema.json")) as object);
    for (const { id, edition } of index) {
      valid(JSON.parse(readDist("reports", `${id}@${edition}.json`)));
      expect(valid.errors ?? []).toEqual([]);
    }
  });
});

it("licences of all that is bundled are shipped", () => {
  const notices = readDist("third-party-licences.txt");
  expect(notices).toContain("fastest-levenshtein");
  expect(notices).not.toMatch(/hyperformula|@univerjs|office-js(?!-helpers)/i);
});
