import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { reportFiles } from "../../scripts/build/publish-plugin.mjs";
import { newerEdition, newestEditions, fetchEdition } from "../../src/workbook/editions/site";
import { nextEdition } from "./edited-report";
import { open } from "./workbook";

it("an edition is published by adding its file, and is told of and to be had from then on", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "reports-"));
  try {
    const names = ["cn-auto-cloud-2025-2030.json", "report.schema.json"];
    for (const name of names) await writeFile(path.join(folder, name), await readFile(path.join("src/report", name)));
    const pinned = { report: "cn-auto-cloud-2025-2030", edition: "2026.1" };
    const site = async (file: string): Promise<string> => {
      const files = new Map((await reportFiles(folder)) as [string, string][]);
      const text = files.get(file);
      if (text === undefined) throw new Error(`No ${file}`);
      return text;
    };
    expect(await newerEdition(site, pinned)).toBeNull();

    await writeFile(path.join(folder, "next.json"), JSON.stringify(nextEdition()));
    const newer = await newerEdition(site, pinned);
    expect(newer).toMatchObject({ report: pinned.report, edition: "2027.1" });
    expect(await fetchEdition(site, newer!)).toEqual(nextEdition());
    expect(await newerEdition(site, newer!)).toBeNull();
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** The site as it is built from the source. */
async function siteOfSource() {
  const files = new Map((await reportFiles("src/report")) as [string, string][]);
  return (file: string): Promise<string> => Promise.resolve(files.get(file)!);
}

it("every report that ships is told of and to be had, one with names in English alone too", async () => {
  const site = await siteOfSource();
  const offers = await newestEditions(site);
  expect(offers.map(({ report, title }) => [report, title.en === title.zh])).toEqual([
    ["cn-auto-cloud-2025-2030", false],
    ["us-retail-electricity-2012-2022", true],
  ]);
  for (const offer of offers) expect(await fetchEdition(site, offer)).toMatchObject({ id: offer.report });
});

it("the second report that ships stands beside the first, and formulas name both", async () => {
  const id = "us-retail-electricity-2012-2022";
  const calls = [
    "=MARKET.SIZE(2030)",
    `=MARKET.SIZE(2022,"${id}:base","USD bn")`,
    `=MARKET.SEGMENT("${id}:residential",2022,"","USD m")`,
    `=MARKET.DRIVER("${id}:price",2020)`,
    `=MARKET.SERIES("${id}:sales",2023)`,
  ];
  const opened = await open({ sheets: { Mine: calls.map((call) => [call]) } });
  try {
    const site = await siteOfSource();
    const [offer] = (await newestEditions(site)).filter(({ report }) => report === id);
    await opened.book.addReport((await fetchEdition(site, offer!))!);
    const values = (await opened.values("Mine", "A1:A5")).map(([value]) => value as number);
    const expected = [1800, 485.249, 226990, 10.59, 3861.342];
    values.forEach((value, at) => expect(value, calls[at]).toBeCloseTo(expected[at]!, 9));
  } finally {
    await opened.close();
  }
});
