import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, describe, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { COMMANDS } from "../../src/commands";
import { placeManifest } from "../../scripts/build/manifest.mjs";
import { inDist, inRepository, readDist } from "../support/dist";
import { manifestFaults, type Site } from "./manifest";

const manifest = readDist("manifest.xml");
const site: Site = {
  origin: "https://localhost:3000",
  has: (path) => existsSync(inDist(path)),
  iconSize: (path) => (existsSync(inDist(path)) ? pngSize(readFileSync(inDist(path))) : null),
};

/** Width and height stand in a PNG's first chunk; https://www.w3.org/TR/png/#11IHDR. */
function pngSize(png: Buffer): readonly [number, number] {
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

async function schemaFaults(xml: string): Promise<readonly string[]> {
  const folder = inRepository("test/shell/schemas");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".xsd"))
    .map((fileName) => ({ fileName, contents: readFileSync(`${folder}/${fileName}`, "utf8") }));
  const { errors } = await validateXML({
    xml: { fileName: "manifest.xml", contents: xml },
    schema: files.filter(({ fileName }) => fileName === "OfficeAppManifestV1_1.xsd"),
    preload: files.filter(({ fileName }) => fileName !== "OfficeAppManifestV1_1.xsd"),
  });
  return errors.map(({ message }) => message);
}

describe("the manifest", () => {
  it("conforms to Microsoft's schemas", async () => {
    expect(await schemaFaults(manifest)).toEqual([]);
  });

  it("keeps what the schemas don't check", () => {
    expect(manifestFaults(manifest, site)).toEqual([]);
  });

  it("asks for the open workbook and nothing else", () => {
    expect(manifest.match(/<Permissions>.*<\/Permissions>/g)).toEqual(["<Permissions>ReadWriteDocument</Permissions>"]);
  });

  it("speaks English and Chinese", () => {
    const texts = [...manifest.matchAll(/<bt:String id="([^"]*)"[\s\S]*?(?:\/>|<\/bt:String>)/g)];
    expect(texts.length).toBeGreaterThan(3);
    for (const [text, id] of texts)
      if (id !== "Functions.Namespace")
        expect(text, id).toMatch(/<bt:Override Locale="zh-CN" Value="[^"]*\p{Script=Han}/u);
    expect(manifest).toMatch(/<DisplayName[^>]*>\s*<Override Locale="zh-CN"/);
    expect(manifest).toMatch(/<Description[^>]*>\s*<Override Locale="zh-CN"/);
  });

  it("has a button or menu entry for each command, and none without", () => {
    const named = [...manifest.matchAll(/<FunctionName>([^<]*)</g)].map(([, name]) => name);
    expect(named.sort()).toEqual([...COMMANDS].sort());
  });

  it("moves to another host with every address", () => {
    const origin = "https://addins.example.com/market";
    const placed = placeManifest(manifest, `${origin}/`);
    expect(placed).not.toContain("localhost");
    expect(
      manifestFaults(placed, {
        ...site,
        origin,
        has: (path) => site.has(path.replace("market/", "")),
        iconSize: (path) => site.iconSize(path.replace("market/", "")),
      }),
    ).toEqual([]);
    for (const bad of ["http://addins.example.com", "addins.example.com", "https://a.example/?x=1", "ftp://a.example"])
      expect(() => placeManifest(manifest, bad)).toThrow(/origin/);
  });
});

describe("the checks find", () => {
  it.each([
    ["an element out of order", (xml: string) => xml.replace(/(<Id>.*<\/Id>)\s*(<Version>.*<\/Version>)/, "$2$1")],
    ["an unknown element", (xml: string) => xml.replace("<Permissions>", "<Colour>red</Colour><Permissions>")],
    ["a missing element", (xml: string) => xml.replace(/<ProviderName>.*<\/ProviderName>/, "")],
    ["a missing attribute", (xml: string) => xml.replace(' id="TabHome"', "")],
    ["a bad permission", (xml: string) => xml.replace("ReadWriteDocument", "ReadEverything")],
  ])("by schema: %s", async (_, breakIt) => {
    expect(breakIt(manifest)).not.toBe(manifest);
    expect(await schemaFaults(breakIt(manifest))).not.toEqual([]);
  });

  const long = (length: number) => "x".repeat(length);
  it.each<[string, (xml: string) => string, RegExp]>([
    [
      "a dangling resid",
      (xml) => xml.replace('resid="Group.Label"', 'resid="Group.Lable"'),
      /Group\.Lable is not defined/,
    ],
    [
      "an unused resource",
      (xml) => xml.replace('resid="Group.Label"', 'resid="OpenPane.Label"'),
      /Group\.Label is not used/,
    ],
    [
      "a resource defined twice",
      (xml) => xml.replace('Image id="Icon.32"', 'Image id="Icon.16"'),
      /Icon\.16 is defined twice/,
    ],
    [
      "an http address",
      (xml) => xml.replace("https://localhost:3000/support", "http://localhost:3000/support"),
      /is not https/,
    ],
    ["an http domain", (xml) => xml.replace("<AppDomain>https", "<AppDomain>http"), /is not https/],
    [
      "another host",
      (xml) => xml.replace("https://localhost:3000/functions.js", "https://elsewhere.example/functions.js"),
      /another host/,
    ],
    [
      "an address without a file",
      (xml) => xml.replaceAll("functions.zh-CN.json", "functions.zh.json"),
      /does not exist/,
    ],
    ["a missing icon", (xml) => xml.replaceAll("icon-80.png", "icon-81.png"), /icon of 80 pixels is missing/],
    ["an icon of another size", (xml) => xml.replaceAll("icon-80.png", "icon-64.png"), /is 64 × 64, not 80 × 80/],
    ["a store icon of another size", (xml) => xml.replace("icon-64.png", "icon-80.png"), /is 80 × 80, not 64 × 64/],
    ["an icon that lacks a size", (xml) => xml.replace('<bt:Image size="32" resid="Icon.32" />', ""), /lacks size 32/],
    [
      "a short string over its limit",
      (xml) => xml.replace('Value="打开窗格"', `Value="${long(126)}"`),
      /126 characters, the limit is 125/,
    ],
    ["a long string over its limit", (xml) => xml.replace("Type =MARKET.SIZE(2030)", long(251)), /the limit is 250/],
    ["a missing FunctionFile", (xml) => xml.replace(/<FunctionFile[^>]*>/, ""), /no FunctionFile/],
    [
      "another page for the commands",
      (xml) => xml.replace(/<FunctionFile[^>]*>/, '<FunctionFile resid="Support.Url" />'),
      /FunctionFile is Support\.Url/,
    ],
    ["no shared runtime", (xml) => xml.replace(/<Runtimes>[\s\S]*<\/Runtimes>/, ""), /no long-lived Runtime/],
    [
      "a pane with an id",
      (xml) =>
        xml.replace('<Action xsi:type="ShowTaskpane">', '<Action xsi:type="ShowTaskpane"><TaskpaneId>P</TaskpaneId>'),
      /TaskpaneId/,
    ],
  ])("by itself: %s", (_, breakIt, fault) => {
    expect(breakIt(manifest)).not.toBe(manifest);
    expect(manifestFaults(breakIt(manifest), site).join("\n")).toMatch(fault);
  });
});
