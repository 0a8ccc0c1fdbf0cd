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

test.each<
  [what: string, figures: Readonly<Record<string, string>>, claims: unknown, nouns: unknown, expected: unknown]
>([
  [
    "a product in another noun",
    { a: "k users", b: "k cars", c: "%" },
    [["a", "b", "c"]],
    undefined,
    [{ en: "user", zh: "user", as: "car" }],
  ],
  [
    "one that has a noun",
    { a: "k users", b: "k cars" },
    [["a", "b"]],
    [
      { en: "car", zh: "车" },
      { en: "user", zh: "户" },
    ],
    [
      { en: "car", zh: "车" },
      { en: "user", zh: "户", as: "car" },
    ],
  ],
  ["a product in its own noun", { a: "k cars", b: "k cars", c: "%" }, [["a", "b", "c"]], undefined, undefined],
  ["a product of two nouns", { a: "k users", b: "k cars", c: "k sets" }, [["a", "b", "c"]], undefined, undefined],
  ["money", { a: "USD m", b: "k cars", c: "USD/car" }, [["a", "b", "c"]], undefined, undefined],
  ["something per year", { a: "k users/year", b: "k cars" }, [["a", "b"]], undefined, undefined],
  ["a product of rates", { a: "k users", b: "%" }, [["a", "b"]], undefined, undefined],
  ["a figure that isn't there", { b: "k cars" }, [["a", "b"]], [{ en: "x" }], [{ en: "x" }]],
  ["no list of claims", { a: "k users", b: "k cars" }, 7, undefined, undefined],
])("nouns of 1.0: %s", (_, figures, claims, nouns, expected) => {
  const checks = Array.isArray(claims)
    ? claims.map(([stated, ...factors]) => ({ stated, check: { kind: "product", factors } }))
    : claims;
  const file = {
    ...{ schema: "1.0", claims: checks, ...(nouns === undefined ? {} : { nouns }) },
    figures: Object.entries(figures).map(([id, unit]) => ({ id, unit })),
  };
  expect(upToDate(file).nouns).toEqual(expected);
  // Only products say what is counted as what.
  const sums = Array.isArray(checks) ? checks.map((one) => ({ ...one, check: { ...one.check, kind: "sum" } })) : checks;
  expect(upToDate({ ...file, claims: sums }).nouns).toEqual(nouns);
});

test("splits of 1.0: one whole is the split's, others stay the segments'", () => {
  const split = (...scenarios: (string | undefined)[]) => ({
    ...{ id: "s", aliases: ["t"], name: "n", additive: true },
    segments: scenarios.map((scenario, at) => ({ id: `${at}`, ...(scenario !== undefined && { scenario }) })),
  });
  const file = {
    schema: "1.0",
    splits: [split("a", "a"), split("a", "b"), split(undefined), split("a", undefined), 5, {}],
  };
  const named = { id: "s", aliases: ["t"], name: "n", additive: true };
  expect(upToDate(file).splits).toEqual([
    {
      ...named,
      of: { scenario: "a" },
      segments: [
        { id: "0", section: null },
        { id: "1", section: null },
      ],
    },
    {
      ...named,
      segments: [
        { id: "0", section: null, of: { scenario: "a" } },
        { id: "1", section: null, of: { scenario: "b" } },
      ],
    },
    { ...named, segments: [{ id: "0", section: null }] },
    {
      ...named,
      segments: [
        { id: "0", section: null, of: { scenario: "a" } },
        { id: "1", section: null },
      ],
    },
    5,
    { id: undefined, name: undefined },
  ]);
});

test("what goes without saying is filled in, nouns and what is no text left alone", () => {
  const file: any = {
    ...{ schema: "2.0", title: { en: "T" }, licence: { text: { zh: "许" } }, nouns: [{ en: "car" }] },
    figures: [{ metric: { en: "m", zh: "量" } }, { publisher: "P", section: "1", note: { en: "n", zh: 5 } }, null, [1]],
    scenarios: [{ id: "a" }],
    series: [{ section: "2" }],
    claims: [{}],
    splits: [{ segments: [{}, 3] }, { segments: 4 }],
    drivers: [{ en: 5, why: { zh: "因" } }],
  };
  expect(upToDate(file)).toEqual({
    ...{
      schema: "2.0",
      title: { en: "T", zh: "T" },
      licence: { text: { en: "许", zh: "许" } },
      nouns: [{ en: "car" }],
    },
    figures: [
      { metric: { en: "m", zh: "量" }, publisher: null, section: null },
      { publisher: "P", section: "1", note: { en: "n", zh: 5 } },
      ...[null, [1]],
    ],
    scenarios: [{ id: "a", section: null }],
    series: [{ section: "2" }],
    claims: [{ section: null }],
    splits: [{ segments: [{ section: null }, 3] }, { segments: 4 }],
    drivers: [{ en: 5, why: { en: "因", zh: "因" } }],
  });
});
