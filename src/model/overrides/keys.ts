/** Everything that a workbook can put its own number in place of. */
import { isAssumed, isGiven, isWorkedOut } from "../../report/kinds";
import type { Driver, Name, Segment } from "../../report/types";
import { isCurrency } from "../../report/units/currencies";
import { assumedDefault, highestOf, rangeFigures } from "../drivers/drivers";
import { rangeKeyOf } from "../drivers/ranges";
import type { Ground, Market } from "../market";
import { foreignOf } from "../money/money";
import { currenciesOf, priceKey, rateKey, usualRateKey } from "../money/rates";
import { explainDefault, QUARTER, QUARTERS, YEAR_END, yearEndOf } from "../periods/assumed";
import { yearOf } from "../quantities/quantities";
import { allYears, derivationAt, type Span, type Track } from "../quantities/tracks";
import { correlationKeyOf } from "../simulation/correlation";
import { isFault } from "../faults";
import { once } from "../lazily";
import type { Derivation } from "../types";

/** Beyond any market; keeps every product of numbers that users type within what a number holds. */
const MOST = 1e15;

/** Of more drivers than these a sheet doesn't show every pair; its rows take them all the same. */
const MOST_PAIRED = 6;

/** One key of the assumptions. */
export interface Key {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly name: Name;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** Whether it can differ by year and by scenario. */
  readonly byYear: boolean;
  readonly byScenario: boolean;
  /** Whether it has no meaning but for a year. */
  readonly onlyByYear?: boolean;
  /** Of an exchange rate: the same whichever way round it is. */
  readonly pair?: string;
  /** Years that it holds for in a scenario, or in any; null where the scenario doesn't use it. */
  readonly span: (scenario: string | null) => Span | null;
  /** The default in a scenario and year; null where there is none, or where it differs from year to year. */
  readonly default: (scenario: string | null, year: number | null) => Derivation | null;
  /** The scenarios and years that the Assumptions sheet shows before anything is overridden; worked out for it alone. */
  readonly shown: readonly { readonly scenario: string | null; readonly year: number | null }[];
  /** For a share: the split that has to add up. */
  readonly segment?: Segment;
  /** For an end of a driver's range, which has to lie on its side of the other. */
  readonly rangeOf?: Driver;
  /** For a correlation, which has to go together with the others. */
  readonly isCorrelation?: true;
  /** For what a quarter takes of a year: together they take all. */
  readonly isQuarter?: true;
  /** Takes whole numbers alone. */
  readonly whole?: true;
}

const sizeName: Name = { en: "Market size", zh: "市场规模", zhHant: "市場規模" };

const everywhere = [{ scenario: null, year: null }] as const;

/** All keys, in the order in which the Assumptions sheet shows them. The first of two with one id is the one it names. */
export function keysOf(on: Ground, published: Market): readonly Key[] {
  const drivers = driverKeys(on, published);
  return [
    ...drivers,
    ...moneyKeys(on),
    ...sizeKeys(on, published),
    ...segmentKeys(on, published),
    ...rangeKeys(on, published, drivers),
    ...correlationKeys(on),
    ...periodKeys(on),
  ];
}

function driverKeys({ report, figures }: Ground, published: Market): Key[] {
  const [first = published.plain] = published.drivers.values();
  return report.drivers
    .filter((driver) => !isWorkedOut(driver))
    .map((driver): Key => {
      const inScenario = (scenario: string | null): Track | undefined =>
        (scenario === null ? first : published.drivers.get(scenario))?.get(driver.id);
      const track = first.get(driver.id)!;
      const isNegative = track.values.some((value) => value < 0);
      return {
        id: driver.id,
        name: driver.name,
        unit: driver.unit,
        low: isNegative ? -MOST : 0,
        high: Math.min(highestOf(driver, track), MOST),
        byYear: true,
        byScenario: true,
        span: (scenario) => inScenario(scenario) ?? null,
        default: (scenario, year) =>
          isAssumed(driver) ? assumedDefault(driver, "point") : defaultAt(inScenario(scenario), year),
        shown: isGiven(driver)
          ? driver.points.map((point) => ({ scenario: null, year: yearOf(figures, point) }))
          : everywhere,
      };
    });
}

/** Drivers that a built scenario rests on and that are not worked out, in the report's order. */
function inputsOf({ report, frames }: Ground): readonly Driver[] {
  const used = new Set([...frames.values()].flatMap(({ inputs }) => inputs.map(({ driver }) => driver)));
  return report.drivers.filter((driver) => used.has(driver));
}

const ends = {
  low: { en: "{name}, at least", zh: "{name}，最低" },
  high: { en: "{name}, at most", zh: "{name}，最高" },
} as const;

const naming = (template: { readonly en: string; readonly zh: string }, ...names: readonly Name[]): Name => {
  const fill = (text: string, language: "en" | "zh") =>
    names.reduce((filled, name) => filled.replace("{name}", name[language]), text);
  return { en: fill(template.en, "en"), zh: fill(template.zh, "zh") };
};

function rangeKeys(on: Ground, published: Market, drivers: readonly Key[]): Key[] {
  const keyOf = new Map(drivers.map((key) => [key.id, key]));
  return inputsOf(on).flatMap((driver) =>
    (["low", "high"] as const).map((end): Key => {
      const { unit, low, high, span } = keyOf.get(driver.id)!;
      const stated = on.rangeOf(driver)?.[end];
      const reported = isGiven(driver) ? [...rangeFigures(on.figures, driver).keys()].sort((a, b) => a - b) : [];
      return {
        id: rangeKeyOf(driver, end),
        name: naming(ends[end], driver.name),
        ...{ unit, low, high, span, byYear: true, byScenario: true, rangeOf: driver },
        default: (_, year) => (isAssumed(driver) ? (stated?.derivations[0] ?? null) : defaultAt(stated, year)),
        shown: reported.length > 0 ? reported.map((year) => ({ scenario: null, year })) : everywhere,
      };
    }),
  );
}

function correlationKeys(on: Ground): Key[] {
  const inputs = inputsOf(on);
  const isShown = (driver: Driver): boolean => !isAssumed(driver) || driver.range !== undefined;
  return inputs.flatMap((one, place) =>
    inputs.slice(place + 1).map((other): Key => ({
      id: correlationKeyOf(one, other),
      aliases: [correlationKeyOf(other, one)],
      name: naming({ en: "Correlation of {name} and {name}", zh: "{name}与{name}的相关系数" }, one.name, other.name),
      ...{ unit: "", low: -1, high: 1, byYear: false, byScenario: true, isCorrelation: true },
      span: () => on.years,
      default: () => explainDefault(correlationKeyOf(one, other), 0, ""),
      shown: isShown(one) && isShown(other) && inputs.filter(isShown).length <= MOST_PAIRED ? everywhere : [],
    })),
  );
}

/** Far from any market's years, so that a price index can begin before it. */
const anyYear: Span = { from: 1900, to: 2200 };

const rate = (key: ReturnType<typeof rateKey>) =>
  ({
    ...key,
    low: 1e-9,
    high: 1e9,
    byYear: true,
    byScenario: false,
    span: () => anyYear,
    default: () => null,
  }) as const;

function exchangeKey(key: ReturnType<typeof rateKey>): Key {
  return { ...rate(key), pair: [...currenciesOf(key.id)!].sort().join(), shown: everywhere };
}

/** Of a year each: without one it has no meaning. */
const priceIndexKey = (currency: string, years: readonly number[]): Key => ({
  ...rate(priceKey(currency)),
  onlyByYear: true,
  shown: years.map((year) => ({ scenario: null, year })),
});

/** The rate or price index that a text names, where it isn't among those that are shown before they are set. */
export function moneyKeyNamed(text: string): Key | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  const currencies = currenciesOf(plain);
  if (currencies) return exchangeKey(rateKey(...currencies));
  const [, currency] = /^prices\.([a-z]{3})$/.exec(plain)?.map((code) => code.toUpperCase()) ?? [];
  return currency !== undefined && isCurrency(currency) ? priceIndexKey(currency, []) : null;
}

function moneyKeys({ report, years: { from, to } }: Ground): Key[] {
  const { currency } = report;
  const years = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  return [exchangeKey(usualRateKey(foreignOf(currency), currency)), priceIndexKey(currency, years)];
}

function periodKeys({ report }: Ground): Key[] {
  const everyYear = { byYear: false, byScenario: false, span: () => anyYear, shown: everywhere } as const;
  const end: Key = {
    id: YEAR_END,
    name: { en: "Month in which fiscal years end", zh: "财年截止月份" },
    ...{ ...everyYear, unit: "", low: 1, high: 12, whole: true },
    default: () => explainDefault(YEAR_END, yearEndOf(report), ""),
  };
  const quarters = QUARTERS.map((id, index): Key => {
    const quarter = index + 1;
    return {
      id,
      name: { en: `Quarter ${quarter} of a year's flows`, zh: `第 ${quarter} 季度占全年流量的比例` },
      ...{ ...everyYear, unit: "%", low: 0, high: 1, isQuarter: true },
      default: () => explainDefault(id, QUARTER, "%"),
    };
  });
  return [end, ...quarters];
}

function sizeKeys({ report, members }: Ground, published: Market): Key[] {
  const stated = members.filter(({ kind }) => kind === "published");
  return [
    {
      id: "size",
      name: sizeName,
      unit: report.unit,
      low: 0,
      high: MOST,
      byYear: true,
      byScenario: true,
      span: (scenario) =>
        scenario === null ? allYears([...published.sizes.values()]) : published.sizes.get(scenario)!,
      default: (scenario, year) => (scenario === null ? null : defaultAt(published.sizes.get(scenario), year)),
      get shown() {
        return stated.flatMap(({ id }) => givenYears(published.sizes.get(id)!).map((year) => ({ scenario: id, year })));
      },
    },
  ];
}

function segmentKeys({ report, members }: Ground, published: Market): Key[] {
  return report.splits.flatMap((split) => {
    const shares = published.shares(members[0]?.id ?? "", split);
    const years = once(() =>
      [...new Set(split.segments.flatMap(({ id }) => givenYears(shares.get(id)!)))].sort((a, b) => a - b),
    );
    return split.segments.map((segment): Key => {
      const track = shares.get(segment.id)!;
      return {
        id: segment.id,
        name: segment.name,
        unit: "%",
        low: 0,
        high: 1,
        byYear: true,
        byScenario: true,
        span: () => track,
        default: (_scenario, year) => defaultAt(track, year),
        get shown() {
          return years().flatMap((year) => (year < track.from || year > track.to ? [] : { scenario: null, year }));
        },
        segment,
      };
    });
  });
}

/** Years in which a path isn't drawn between two others; of a remainder and of a back-cast path the ends. */
function givenYears({ from, to, derivations }: Track): readonly number[] {
  return derivations.flatMap(({ step }, index) => {
    const year = from + index;
    const isEnd = year === from || year === to;
    const isBetween = step.kind === "interpolation" || step.kind === "back-cast" || step.kind === "complement";
    return isEnd || !isBetween ? [year] : [];
  });
}

function defaultAt(track: Track | undefined, year: number | null): Derivation | null {
  if (!track || year === null) return null;
  const found = derivationAt(track, year);
  return isFault(found) ? null : found;
}
