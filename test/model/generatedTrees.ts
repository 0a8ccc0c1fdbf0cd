/** Reports whose market is built from drivers: trees, units, paths and years as they come. */
import fc from "fast-check";
import type { Driver, End, Figure, Method, Report, Scenario, Split, Value, Whole } from "../../src/report";
import { read } from "./support";

/** Units of one thing with what a value in the first is in the others. */
export const things = [
  ["m cars", 1],
  ["k cars", 1000],
  ["10k cars", 100],
  ["bn cars", 0.001],
] as const;
export const prices = [
  ["USD/car/year", 1],
  ["USD/car/month", 1 / 12],
  ["USD k/car/year", 1e-3],
] as const;
export const monies = [
  ["USD m", 1],
  ["USD bn", 1e-3],
  ["USD k", 1e3],
] as const;

const methods = ["geometric", "linear", "step", "logistic"] as const;

/** One market: cars × rate × price, less a part of it, beside another market. Cars are halved, and a half once more. */
export interface Plan {
  readonly from: number;
  readonly years: number;
  readonly yearEnd: number;
  readonly halves: readonly [first: number, ofIt: number];
  readonly markets: readonly {
    readonly cars: readonly [number, number];
    readonly rate: readonly [number, number];
    readonly price: readonly [number, number];
    readonly units: readonly [thing: number, price: number, money: number];
    readonly kept: number;
    /** Of cars and rate. */
    readonly methods: readonly [Method, Method];
    /** What cars are in a year between, if any; and the range about them in the first. */
    readonly between: number | null;
    readonly about: readonly [low: number, high: number] | null;
  }[];
  readonly total: number;
}

const positive = fc.double({ min: 0.01, max: 1000, noNaN: true });
const rate = fc.double({ min: 0.01, max: 0.99, noNaN: true });
export const plans: fc.Arbitrary<Plan> = fc.record({
  from: fc.integer({ min: 1990, max: 2050 }),
  years: fc.integer({ min: 1, max: 8 }),
  yearEnd: fc.integer({ min: 1, max: 12 }),
  halves: fc.tuple(rate, rate),
  markets: fc.array(
    fc.record({
      cars: fc.tuple(positive, positive),
      rate: fc.tuple(rate, rate),
      price: fc.tuple(positive, positive),
      units: fc.tuple(fc.nat(things.length - 1), fc.nat(prices.length - 1), fc.nat(monies.length - 1)),
      kept: rate,
      methods: fc.tuple(fc.constantFrom(...methods), fc.constantFrom(...methods)),
      between: fc.option(positive),
      about: fc.option(
        fc.tuple(
          rate,
          rate.map((more) => 1 + more),
        ),
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  total: fc.nat(monies.length - 1),
});

export const name = (text: string) => ({ en: text, zh: text });

/** The plan as a report, read as a workbook reads it. `plain`: every number in the first unit of its thing. */
export function reportOf({ from, years, yearEnd, halves, markets, total }: Plan, plain = false): Report {
  const figures: Figure[] = [];
  const drivers: Driver[] = [];
  const figure = (id: string, value: Value, year: number, unit: string): string => {
    const base = { comparator: "=", publisher: null, section: "1", metric: name(id) } as const;
    figures.push({ id, value, year, unit, ...base });
    return id;
  };
  const given = (
    id: string,
    points: readonly (readonly [year: number, value: number])[],
    unit: string,
    method: Method,
    { about, most }: { readonly about?: readonly [number, number] | null; readonly most?: number } = {},
  ) => {
    const [[first, start] = [from, 0]] = points;
    const [low, high] = about ?? [];
    drivers.push({
      ...{ id, name: name(id), unit, method },
      points: points.map(([year, value]) => figure(`${id}-${year}`, value, year, unit)),
      ...(low !== undefined && { ranges: [figure(`${id}-range`, [start * low, start * high!], first, unit)] }),
      ...(method === "logistic" && most !== undefined && { saturation: figure(`${id}-most`, most, first, unit) }),
    });
    return id;
  };
  const workedOut = (
    id: string,
    unit: string,
    op: "product" | "sum" | "difference" | "ratio" | "complement",
    of: string[],
  ) => {
    drivers.push({ id, name: name(id), unit, op, of });
    return id;
  };
  const parts = markets.map(({ cars, rate, price, units, kept, methods, between, about }, at) => {
    const [thing, priced, money] = plain
      ? [things[0], prices[0], monies[0]]
      : [things[units[0]]!, prices[units[1]]!, monies[units[2]]!];
    const gross = workedOut(`gross-${at}`, money[0], "product", [
      given(
        `cars-${at}`,
        path([cars[0], between, cars[1]].map((value) => value && value * thing[1])),
        thing[0],
        methods[0],
        { about, most: 2000 * thing[1] },
      ),
      given(`rate-${at}`, path([rate[0] * 100, null, rate[1] * 100]), "%", methods[1]),
      given(`price-${at}`, path([price[0] * priced[1], null, price[1] * priced[1]]), priced[0], "geometric"),
    ]);
    const why = name("why");
    drivers.push({ id: `kept-${at}`, name: name(`kept-${at}`), unit: "%", default: kept * 100, why });
    const lost = workedOut(`lost-${at}`, money[0], "product", [gross, `kept-${at}`]);
    workedOut(`left-${at}`, "%", "complement", [`kept-${at}`]);
    return workedOut(`net-${at}`, money[0], "difference", [gross, lost]);
  });
  const unit = plain ? monies[0][0] : monies[total]![0];
  workedOut("whole", unit, "sum", parts);
  workedOut("first-share", "%", "ratio", [parts[0]!, "whole"]);
  const built = (id: string, take: End): Scenario => ({ id, name: name(id), section: "1", size: "whole", take });
  const halved = (id: string, of: Whole, part: number): Split => ({
    ...{ id, name: name(id), of, additive: true },
    segments: [
      {
        id: `${id}-half`,
        name: name(`${id} half`),
        section: "1",
        points: [figure(`${id}-share`, part * 100, from, "%")],
      },
      { id: `${id}-rest`, name: name(`${id} rest`), section: "1" },
    ],
  });
  const splits = [
    halved("market", { scenario: "published" }, halves[0]),
    halved("cars", { driver: "cars-0" }, halves[0]),
    halved("whole-parts", { driver: "whole" }, halves[1]),
    halved("quarter", { segment: "market-half" }, halves[1]),
  ];
  const published = {
    ...{ id: "published", name: name("Published"), section: "1" },
    points: path([markets[0]!.cars[0], null, markets[0]!.cars[1]]).map(([year, value]) =>
      figure(`size-${year}`, value, year, "USD m"),
    ),
  };
  const scenarios = [built("built", "point"), built("built-low", "low"), published];
  return read({
    ...{
      schema: "2.0",
      id: "generated",
      edition: "1",
      title: name("Generated"),
      currency: "USD",
      unit: "USD m",
      yearEnd,
    },
    ...{
      figures,
      drivers,
      scenarios,
      splits,
      series: [],
      claims: [],
    },
  });

  function path([start, between, end]: readonly (number | null)[]): readonly (readonly [number, number])[] {
    const middle = from + Math.floor(years / 2);
    return [
      [from, start!],
      ...(between !== null && middle > from ? [[middle, between!] as const] : []),
      [from + years, end!],
    ];
  }
}
