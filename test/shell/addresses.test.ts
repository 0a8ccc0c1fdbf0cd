import { readdirSync, readFileSync } from "node:fs";
import { unzipSync, strFromU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { inDist, readDist } from "../support/dist";

/** Names that look like addresses. Nothing asks for them. */
const names = [
  /^http:\/\/www\.w3\.org\//,
  /^https?:\/\/schemas\.(microsoft|openxmlformats)\.(com|org)\//,
  /^https:\/\/json-schema\.org\/draft\//,
  /^http:\/\/purl\.org\/dc\//,
];
const officeJs = /^https:\/\/appsforoffice\.microsoft\.com(\/lib\/1\/hosted\/office\.js)?$/;
/** React puts it into the text of its errors, for the reader. */
const inErrors = /^https:\/\/reactjs\.org\/docs\/error-decoder\.html\?invariant=$/;
/** Where the manifest stands unless it is built for another host. */
const own = /^https:\/\/localhost:3000(\/|$)/;

function foreignAddresses(text: string, alsoFine: readonly RegExp[] = []): readonly string[] {
  // In JSON and in strings of JSON a slash may be written \/.
  const found = text
    .replaceAll("\\/", "/")
    .match(/\b(?:https?|wss?|ftp):\/\/[^\s"'`<>\\;)]+|(?<=["'`(=])\/\/[a-z0-9-]+\.[a-z][^\s"'`<>\\;)]*/gi);
  const fine = [...names, ...alsoFine];
  return [...new Set(found)].filter((address) => !fine.some((pattern) => pattern.test(address)));
}

/** Where a report says that its documents and its licence can be read: shown as text, never asked for. */
const documents = readdirSync(inDist("reports"))
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => {
    const found: string[] = [];
    JSON.parse(readDist("reports", name), (key, value: unknown) => {
      if (key === "address" && typeof value === "string") found.push(value);
      return value;
    });
    return found;
  })
  .map((address) => new RegExp(`^${address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));

const files = readdirSync(inDist(), { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
const texts = files.filter((name) => /\.(js|html|css|json|xml)$/.test(name));
const workbooks = files.filter((name) => name.endsWith(".xlsx"));

describe("no foreign address but Office.js's", () => {
  it("covers every shipped file that can name one", () => {
    expect(texts.length).toBeGreaterThan(10);
    expect(workbooks.sort()).toEqual([
      ...["market-model-native.xlsx", "market-model.xlsx"],
      ...["us-retail-electricity.xlsx", "us-retail-electricity.zh-CN.xlsx"],
    ]);
    const silent = /\.(png|map)$|licences?\.txt$|^(assets|reports)$/;
    expect(files.filter((name) => !texts.includes(name) && !workbooks.includes(name) && !silent.test(name))).toEqual(
      [],
    );
  });

  it.each(texts)("in %s", (name) => {
    expect(foreignAddresses(readDist(name), [officeJs, inErrors, own, ...documents])).toEqual([]);
  });

  it.each(workbooks)("in a part of %s", (name) => {
    for (const [part, bytes] of Object.entries(unzipSync(readFileSync(inDist(name)))))
      expect(foreignAddresses(strFromU8(bytes), documents), part).toEqual([]);
  });

  it.each([
    ['fetch("https://elsewhere.example/x")', "https://elsewhere.example/x"],
    ["<script src=//cdn.example/x.js></script>", "//cdn.example/x.js"],
    ['{"a":"https:\\/\\/elsewhere.example"}', "https://elsewhere.example"],
    ["new WebSocket(`wss://elsewhere.example/`)", "wss://elsewhere.example/"],
    ["https://appsforoffice.microsoft.com.example/", "https://appsforoffice.microsoft.com.example/"],
  ])("would find the one in %s", (text, address) => {
    expect(foreignAddresses(text, [officeJs, inErrors, own])).toEqual([address]);
  });
});
