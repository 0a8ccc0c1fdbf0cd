/**
 * What units measure: prefixes, time and physical quantities by a library that knows them, currencies by ISO 4217, and
 * any other noun as a dimension of its own. Used where reports are read; what formulas need of it is `scaleOf`.
 */
import Qty from "js-quantities";
import { isCurrency } from "./currencies";
import { nearestOf } from "../nearest";
import { learnScale } from "./scales";
import { spell } from "./spelling";

/** Exponents of what is multiplied: `USD/kWh` is { USD: 1, Wh: -1 }. */
export type Powers = Readonly<Record<string, number>>;

export interface Unit {
  /** What a value is multiplied by to be in the plain dimension: 1e8 for `CNY 100m`; 1 for `%`, whose values are fractions. */
  readonly scale: number;
  readonly powers: Powers;
  /** Says that it is per a span of time. A year's flow may be called by what flows: sets a year are that year's sets. */
  readonly flow: boolean;
  /** ISO 4217 code of a unit of money, or of money per something. */
  readonly currency: string | null;
}

type Measure = readonly [scale: number, powers: Powers];

const YEAR_HOURS = 8760;

/** In years of 365 days, so that a year is a whole number of each and months are alike. */
const spans: Readonly<Record<string, number>> = {
  ...{ year: 1, yr: 1, annum: 1, 年: 1, half: 1 / 2, quarter: 1 / 4, 季度: 1 / 4, month: 1 / 12, 月: 1 / 12 },
  ...{ week: 7 / 365, 周: 7 / 365, day: 1 / 365, 日: 1 / 365, 天: 1 / 365 },
  ...{ hour: 1 / YEAR_HOURS, h: 1 / YEAR_HOURS, hr: 1 / YEAR_HOURS, 小时: 1 / YEAR_HOURS },
  ...{ minute: 1 / YEAR_HOURS / 60, min: 1 / YEAR_HOURS / 60, second: 1 / YEAR_HOURS / 3600, s: 1 / YEAR_HOURS / 3600 },
  ...{ sec: 1 / YEAR_HOURS / 3600, 秒: 1 / YEAR_HOURS / 3600 },
};

/** Words that are physical units in a market report. The library knows many more, such as cells, cups and points. */
const physical =
  /^(?:[kMGTPE]?(?:Wh|W|J|B|bit)|[kmc]?m[23]?|[kMGT]?g|[kMG]?t|[mc]?[lL]|ha|acre|ft[23]?|mi|mile|lb|oz|bbl|barrel|gallon|lit(?:re|er)|tonne|(?:kilo|centi)?met(?:re|er)|kilogram|gram)$/;
/** The library's base unit of each kind, in ours; time is in years, so that power is energy a year. */
const kinds: Readonly<Record<string, Measure>> = {
  energy: [1 / 3600, { Wh: 1 }],
  power: [YEAR_HOURS, { Wh: 1, year: -1 }],
  mass: [1, { kg: 1 }],
  length: [1, { m: 1 }],
  area: [1, { m: 2 }],
  volume: [1, { m: 3 }],
  information: [1, { B: 1 }],
};

/** In any case but milli: nobody sells a market of milliwatt-hours, and mega is a thousand million times as much. */
const energyWords: Readonly<Record<string, string>> = {
  ...{ wh: "Wh", kwh: "kWh", gwh: "GWh", twh: "TWh", w: "W", kw: "kW", gw: "GW", tw: "TW" },
};
const milli = /^mwh?$/i;
const isMilli = (word: string): boolean => milli.test(word) && word.startsWith("m");

/** Metric tons by gram: the library takes `kt` for knots. */
const inGrams: Readonly<Record<string, string>> = { t: "Mg", tonne: "Mg", kt: "Gg", Mt: "Tg", Gt: "Pg" };

function measureOf(word: string): Measure {
  if (Object.hasOwn(spans, word)) return [spans[word]!, { year: 1 }];
  const name = energyWords[word.toLowerCase()] ?? word;
  if (name === "ha") return [1e4, { m: 2 }];
  if (physical.test(name)) {
    const quantity = Qty.parse(`1 ${inGrams[name] ?? name}`);
    const kind = quantity && kinds[quantity.kind()];
    if (kind) return [Number((quantity.baseScalar * kind[0]).toPrecision(15)), kind[1]];
  }
  return [1, { [word]: 1 }];
}

/** Thousands of a report's figures are in a few units. */
const known = new Map<string, Unit>();

/** Reads a unit; null where the text is none. */
export function readUnit(text: string): Unit | null {
  const before = known.get(text);
  if (before) return before;
  const unit = unitOf(text);
  if (!unit) return null;
  known.set(text, unit);
  learnScale(text, unit.scale);
  return unit;
}

function unitOf(text: string): Unit | null {
  const spelling = spell(text);
  if (!spelling) return null;
  const { times, currency, counted, per } = spelling;
  if (currency !== null && !isCurrency(currency)) return null;
  if ([counted, ...per].some(isMilli)) return null;
  const above: Measure =
    currency !== null || counted === "" ? [1, counted === "" ? {} : { [counted]: 1 }] : measureOf(counted);
  const below = per.map(measureOf);
  return {
    scale: below.reduce((scale, [part]) => scale / part, times * above[0]),
    powers: below.reduce((powers, [, part]) => combined(powers, part, -1), above[1]),
    flow: per.some((word) => Object.hasOwn(spans, word)),
    currency,
  };
}

function combined(one: Powers, other: Powers, sign: 1 | -1): Powers {
  const result: Record<string, number> = { ...one };
  for (const [name, power] of Object.entries(other)) {
    const sum = (result[name] ?? 0) + sign * power;
    if (sum === 0) delete result[name];
    else result[name] = sum;
  }
  return result;
}

/** What a product of values in these units is in, `under` dividing. */
export function productUnit(over: readonly Unit[], under: readonly Unit[] = []): Unit {
  const all = [...over, ...under];
  return {
    scale: under.reduce(
      (scale, unit) => scale / unit.scale,
      over.reduce((scale, unit) => scale * unit.scale, 1),
    ),
    powers: under.reduce(
      (powers, unit) => combined(powers, unit.powers, -1),
      over.reduce<Powers>((powers, unit) => combined(powers, unit.powers, 1), {}),
    ),
    flow: all.some(({ flow }) => flow),
    currency: null,
  };
}

/**
 * Whether values in one unit are values in the other, but for their scale. A year's flow is that year's amount: money a
 * year is money, and money over a yearly price a count, where the span of time is said in so many words. Power isn't energy: that takes hours.
 */
export function reconciles(one: Unit, other: Unit): boolean {
  const { year = 0, ...rest } = combined(one.powers, other.powers, -1);
  if (Object.keys(rest).length > 0) return false;
  return year === 0 || (Math.abs(year) === 1 && (one.flow || other.flow));
}

/** A dimension in words: `USD·Wh/cell`. */
export function dimensionText({ powers }: Unit): string {
  const word = ([name, power]: readonly [string, number]) => name + (Math.abs(power) === 1 ? "" : Math.abs(power));
  const entries = Object.entries(powers);
  const over = entries.filter(([, power]) => power > 0).map(word);
  const under = entries.filter(([, power]) => power < 0).map(word);
  return [over.join("·") || "1", ...under].join("/");
}

/** What a text that is no unit may have been meant to be; null where nothing is near. */
export function nearestUnit(text: string, known: readonly string[]): string | null {
  const tries = [
    text.trim(),
    text.replace(/\bm([wW])/, "M$1"),
    text.replace(/^([a-z]{3})\b/, (code) => code.toUpperCase()),
  ];
  const readable = tries.find((one) => one !== text && readUnit(one) !== null);
  if (readable !== undefined) return readable;
  return nearestOf(text, known);
}
