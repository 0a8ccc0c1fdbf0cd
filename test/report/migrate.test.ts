/** Files of earlier schemas are read and brought up to date. */
import { expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { upToDate } from "../../src/report/migrate";
import old from "../fixtures/built-in-of-1.0.json";

/** The built-in report as version 1 had it: what schema 2.0 says otherwise is in the fixture, the rest is the same. */
const nouns = builtInReport.nouns!.map(({ en, zh }) => ({ zh, en }));
/** Upper limits came with 2.0, and so did what a set is and what is said of the present. */
const cameLater = /\.(?:at-most|shares)$|^unit-price-\d+\.equal$|^share-paas-saas-now\./;
const claims = builtInReport.claims.filter(({ id }) => !cameLater.test(id));
const old10 = { ...builtInReport, ...old, nouns, claims };

test("the built-in report of 1.0 becomes the one that ships", () => {
  expect(parseReport(JSON.stringify(old10))).toEqual({
    report: {
      ...builtInReport,
      nouns: builtInReport.nouns!.map((noun) => (noun.en === "set" ? { en: noun.en, zh: noun.zh } : noun)),
      claims,
    },
  });
});

test("a file that is up to date stays as it is", () => {
  expect(upToDate(builtInReport as never)).toBe(builtInReport);
});

test("two chains of factors become two trees", () => {
  const two = structuredClone(old10) as any;
  two.scenarios[16].factors = ["parc", "cloud-penetration", "arpu"];
  const { report } = parseReport(two) as { report: Report };
  const sizes = report.scenarios.flatMap((scenario) => ("size" in scenario ? [scenario.size] : []));
  expect(sizes).toEqual(["market", "market-bottom-up-low", "market"]);
  expect(report.drivers.map(({ id }) => id)).toContain("covered-bottom-up-low");
});

test("what isn't as 1.0 has it is refused by place, whatever it is", () => {
  const broken: readonly ((file: any) => void)[] = [
    (file) => (file.drivers = 7),
    (file) => (file.drivers[0] = null),
    (file) => (file.scenarios = {}),
    (file) => (file.scenarios[15].factors = "parc"),
    (file) => (file.scenarios[15].factors = ["parc", "nobody"]),
    (file) => (file.scenarios[15].factors = []),
    (file) => delete file.splits[0].segments[0].scenario,
    (file) => (file.splits[0].segments = null),
    (file) => delete file.drivers,
  ];
  for (const change of broken) {
    const file = structuredClone(old10) as any;
    change(file);
    expect(parseReport(file), change.toString()).toHaveProperty("faults");
  }
});
