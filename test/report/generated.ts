/** Reports of any shape, as an analyst could make them. */
import fc from "fast-check";
import type { Report } from "../../src/report";

const word = fc.stringMatching(/^[A-Z][a-z]{2,6}( [a-z&()]{2,6})?$/);
const chinese = fc.stringMatching(/^[市场汽车云服务规模测算研发营销]{2,6}$/);
const hostile = fc.constantFrom(
  "=HYPERLINK(1)",
  "+1+1",
  "-A",
  "@x",
  "<b>x</b>",
  "a, b; c",
  "A / B",
  "A × B",
  "x: y",
  "rest",
);
const anyName = fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: hostile });
const name = fc
  .record({ en: anyName, zh: fc.option(chinese, { nil: undefined }), zhHant: fc.option(chinese, { nil: undefined }) })
  .map(({ en, zh, zhHant }) => ({ en, zh: zh ?? en, ...(zhHant !== undefined && { zhHant }) }));
const text = name.map(({ en, zh }) => ({ en, zh }));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const amount = fc.integer({ min: 1, max: 1e7 }).chain((n) => fc.nat(3).map((d) => n / 10 ** d));
const share = fc.integer({ min: 1, max: 999 }).map((n) => n / 10);
const comparator = fc.constantFrom("=", "~", ">", ">=", "<", "<=" as const);
const section = fc.constantFrom("1.1", "2.3.4", "abstract", "A-1", null);

const sketch = fc.record({
  title: name,
  markets: fc.array(
    fc.record({
      name,
      points: fc.uniqueArray(fc.integer({ min: 2000, max: 2060 }), { minLength: 1, maxLength: 4 }),
      growth: fc.boolean(),
      scope: maybe(text),
      outlier: maybe(text),
      section,
    }),
    { minLength: 1, maxLength: 4 },
  ),
  drivers: fc.array(
    fc.record({
      name,
      years: fc.uniqueArray(fc.integer({ min: 2000, max: 2060 }), { minLength: 1, maxLength: 3 }),
      percent: fc.boolean(),
      range: fc.boolean(),
      assumed: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  splits: fc.array(
    fc.record({
      name,
      additive: fc.boolean(),
      rest: fc.boolean(),
      segments: fc.array(name, { minLength: 2, maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  series: fc.array(
    fc.record({
      name,
      years: fc.uniqueArray(fc.integer({ min: 2000, max: 2060 }), { minLength: 1, maxLength: 3 }),
      share: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  values: fc.array(amount, { minLength: 1, maxLength: 12 }),
  shares: fc.array(share, { minLength: 1, maxLength: 12 }),
  comparators: fc.array(comparator, { minLength: 1, maxLength: 12 }),
  notes: fc.array(maybe(text), { minLength: 1, maxLength: 12 }),
  printed: fc.array(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 12 }),
  documents: fc.array(
    fc.record({ title: text, publisher: maybe(word), date: maybe(fc.constantFrom("2024-04", "April 2024")) }),
    { maxLength: 2 },
  ),
  licence: maybe(fc.record({ text, redistribution: fc.constantFrom("yes", "no", "unknown" as const) })),
  nouns: fc.boolean(),
  parts: fc.uniqueArray(
    fc.tuple(fc.integer({ min: 2000, max: 2060 }), fc.constantFrom("Q1", "Q2", "Q3", "Q4", "H1", "H2")),
    {
      maxLength: 4,
      selector: (part) => part.join(""),
    },
  ),
  quarters: fc.boolean(),
  yearEnd: maybe(fc.integer({ min: 1, max: 12 })),
});

/** Ids from names' places, so that names may be alike between kinds as they are in real reports. */
export const reports: fc.Arbitrary<Report> = sketch.map((s) => {
  const figures: any[] = [];
  const turns = new Map<readonly unknown[], number>();
  /** Each of a list in its turn, over and over. */
  const next = <T>(list: readonly T[]): T => {
    const turn = turns.get(list) ?? 0;
    turns.set(list, turn + 1);
    return list[turn % list.length]!;
  };
  const documents = s.documents.map(({ title, publisher, date }, at) => ({
    name: `Doc ${at}`,
    title,
    ...(publisher && { publisher }),
    ...(date && { date }),
  }));
  const figure = (
    id: string,
    unit: string,
    year: unknown,
    value: unknown = unit === "%" ? next(s.shares) : next(s.values),
  ) => {
    const natural = Math.max(...[value].flat().map((n) => (String(n).split(".")[1] ?? "").length));
    const decimals = natural + next(s.printed);
    const note = next(s.notes);
    figures.push({
      id,
      metric: { en: `Metric of ${id}`, zh: figures.length % 2 ? "指标" : `Metric of ${id}` },
      value,
      comparator: next(s.comparators),
      year,
      unit,
      publisher: figures.length % 3 ? null : "Some Body; 某机构",
      section: figures.length % 4 ? "1.1" : null,
      ...(documents.length > 0 &&
        figures.length % 2 && {
          document: documents[figures.length % documents.length]!.name,
          page: `p${figures.length}`,
          quote: `it was ${[value].flat().join(" and ")}`,
        }),
      ...(decimals > natural && { decimals }),
      ...(note && { note }),
    });
    return id;
  };
  const sorted = (years: readonly number[]) => [...years].sort((a, b) => a - b);
  const unique = <T extends { name: { en: string; zh: string; zhHant?: string } }>(
    kind: string,
    list: readonly T[],
  ): T[] =>
    list.map((one, at) => ({
      ...one,
      name: {
        ...one.name,
        en: `${one.name.en} ${kind}${at}`,
        zh: one.name.zh === one.name.en ? `${one.name.en} ${kind}${at}` : `${one.name.zh}${kind}${at}`,
        ...(one.name.zhHant && { zhHant: `${one.name.zhHant}${kind}${at}h` }),
      },
    }));
  /** What says how a line runs, and what a quarter of it is, where its unit doesn't. */
  const flow = (at: number) => (at % 3 === 0 ? {} : { flow: at % 3 === 1 });
  const pathOf = (id: string, percent: boolean, at: number) =>
    at % 2 === 0
      ? { method: percent ? "linear" : "geometric" }
      : { method: "logistic", ...(!percent && { saturation: figure(`${id}-most`, "m cars", 2060, 1e9) }) };
  const scenarios: any[] = unique("", s.markets).map(({ name, points, growth, scope, outlier, section }, at) => {
    const years = sorted(points);
    const ids = (growth ? years.slice(0, 1) : years).map((year) => figure(`m${at}-size-${year}`, "USD m", year));
    return {
      id: `m${at}`,
      ...(at === 0 && { aliases: ["base"] }),
      name,
      section,
      points: ids,
      ...(growth && { growth: figure(`m${at}-growth`, "%", [years[0], years[0]! + 5]) }),
      ...(outlier && { outlier }),
      ...(scope && { scope }),
    };
  });
  const drivers: any[] = unique("", s.drivers).map(({ name, years, percent, range, assumed }, at) => {
    const common = {
      id: `d${at}`,
      name,
      ...(at % 2 && { section: "3" }),
      unit: percent ? "%" : "m cars",
      ...flow(at),
    };
    if (assumed) return { ...common, default: 12.5, why: { en: "So", zh: "因此" }, ...(range && { range: [10, 20] }) };
    const points = sorted(years).map((year) => figure(`d${at}-${year}`, common.unit, year));
    const ranges = range
      ? sorted(years)
          .slice(0, 1)
          .map((year) => figure(`d${at}-${year}-range`, common.unit, year, [1, 2.5]))
      : [];
    const path = pathOf(`d${at}`, percent, at);
    return { ...common, ...path, points, ...(ranges.length > 0 && { ranges }) };
  });
  if (drivers.length > 0) {
    drivers.push({
      id: "price",
      name: { en: "Price", zh: "Price" },
      unit: "USD/car/year",
      default: 100,
      why: { en: "Known", zh: "已知" },
    });
    const cars = drivers
      .filter(({ unit }) => unit === "m cars")
      .slice(0, 1)
      .map(({ id }) => id);
    const rates = drivers
      .filter(({ unit }) => unit === "%")
      .slice(0, 2)
      .map(({ id }) => id);
    if (cars.length > 0) {
      drivers.push({
        id: "built-size",
        name: { en: "Built size", zh: "构建" },
        unit: "USD m",
        op: "product",
        of: [...cars, ...rates, "price"],
      });
      drivers.push({
        id: "same-size",
        name: { en: "Same size", zh: "同上" },
        unit: "USD m",
        op: "sum",
        of: ["built-size"],
      });
      if (rates.length > 0)
        drivers.push({ id: "others", name: { en: "Others", zh: "其余" }, unit: "%", op: "complement", of: rates });
      scenarios.push({
        id: "built",
        name: { en: "Price", zh: "自下而上" },
        section: "4",
        size: "same-size",
        take: "low",
        stated: [figure("built-2030", "USD m", 2030)],
      });
    }
  }
  const whole = scenarios[0];
  const first = figures.find(({ id }) => id === whole.points[0]).year as number;
  const splits = unique("", s.splits).map(({ name, additive, rest, segments }, at) => ({
    id: `s${at}`,
    name,
    of: { scenario: "m0" },
    additive,
    segments: unique(
      `-${at}-`,
      segments.map((name) => ({ name })),
    ).map(({ name }, place) => ({
      id: `s${at}-${place}`,
      name,
      section: place ? "2.3" : null,
      ...(additive && rest && place === 0 ? {} : { points: [figure(`s${at}-${place}-share`, "%", first)] }),
    })),
  }));
  const series = unique("", s.series).map(({ name, years, share }, at) => ({
    id: `t${at}`,
    name,
    section: "9",
    unit: share ? "%" : "m cars",
    ...flow(at + 1),
    ...pathOf(`t${at}`, share, at),
    points: sorted(years).map((year) => figure(`t${at}-${year}`, share ? "%" : "m cars", year)),
  }));
  // Of parts of years, called as a line or otherwise, which no path runs through.
  s.parts.forEach(([year, part], at) => {
    figure(`part-${at}`, "USD m", `${year}${part}`);
    if (at % 2) figures.at(-1).metric = { en: whole.name.en, zh: whole.name.zh };
  });
  const quarters = s.quarters ? [1, 2, 3, 4].map((at) => figure(`quarter-${at}`, "USD m", `2030Q${at}`)) : [];
  if (s.quarters) figure("year", "USD m", 2030);
  const yearly = figures.at(-1);
  // A figure on two lines, and one on none.
  if (series[0]) series.push({ ...series[0], id: "twin", name: { en: "Twin", zh: "双生" } });
  figure("alone", "%", null);
  const claims = [
    {
      id: "alone.equal",
      section: figures.at(-1).section,
      stated: "alone",
      check: { kind: "equal", to: figures.find(({ unit }) => unit === "%").id },
    },
    ...(whole.points.length > 1
      ? [
          {
            id: "own-id",
            section: "7.7",
            stated: "alone",
            check: { kind: "growth", from: whole.points[0], to: whole.points[1] },
            note: { en: "n", zh: "注" },
          },
        ]
      : []),
    ...(s.quarters
      ? [{ id: "parts", section: yearly.section, stated: "year", check: { kind: "sum", terms: quarters } }]
      : []),
  ].slice(s.nouns ? 0 : 2);
  return {
    schema: "2.0",
    id: "generated",
    edition: "2026.1",
    title: s.title,
    currency: "USD",
    unit: "USD m",
    ...(s.yearEnd !== undefined && { yearEnd: s.yearEnd }),
    ...(s.licence && { licence: s.licence }),
    ...(documents.length > 0 && { documents }),
    ...(s.nouns && {
      nouns: [
        { en: "car", zh: "辆" },
        { en: "user", zh: "人", as: "car" },
      ],
      publishers: [{ en: "Some Body", zh: "某机构" }],
    }),
    figures,
    scenarios,
    splits,
    drivers,
    series,
    claims,
  } as unknown as Report;
});
