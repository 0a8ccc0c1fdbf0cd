/** Money that sizes are shown in: any currency and scale, of its own year or in the prices of another. */
import { distance } from "fastest-levenshtein";
import { unitName } from "../../report/names";
import type { Name, Report } from "../../report/types";
import { isCurrency } from "../../report/units/currencies";
import { spell } from "../../report/units/spelling";
import { isFault } from "../faults";
import { names, normalise } from "../names/names";
import type { PickFor } from "../overrides/pick";
import type { Money, MoneyUnit, Result } from "../types";
import { ratesFrom } from "./rates";

/** Foreign currency that is offered before there is a rate of it. */
export const foreignOf = (own: string): string => (own === "USD" ? "CNY" : "USD");

export interface MoneyUnits {
  /** The report's own first. */
  readonly units: readonly MoneyUnit[];
  readonly own: Money;
  /** The same object for the same money, however it is written. */
  readonly find: (text: string) => Result<Money>;
}

/** More texts than a workbook has units in: beyond it they are read anew. */
const MOST_KNOWN = 1000;

const real = /^(.+?)\s*\breal\s*(\d{4})$/i;

interface Spelled {
  readonly id: string;
  readonly currency: string;
  readonly times: number;
  readonly real: number | null;
}

/** `pick`: rates and price indices. `rated`: the currencies that have a rate. `main`: the currency of the workbook's main report. */
export function moneyUnits(
  report: Report,
  pick: PickFor,
  rated: Iterable<string> = [],
  main = report.currency,
): MoneyUnits {
  const { currency: own } = report;
  const ownTimes = spell(report.unit)!.times;
  const { exchange, inPricesOf } = ratesFrom(pick, main);
  const scales = (currency: string): readonly string[] => [
    ...(currency === "CNY" ? ["CNY 100m"] : []),
    ...["bn", "m"].map((scale) => `${currency} ${scale}`),
    currency,
  ];
  const foreign = [foreignOf(own), ...rated].filter((currency) => currency !== own);
  const ids = [
    ...new Set([report.unit, ...["bn", "m"].map((scale) => `${own} ${scale}`), own, ...foreign.flatMap(scales)]),
  ];
  const units = ids.map((id) => ({ id, name: nameOf(id) }));
  const known = names("unit", units);

  const made = new Map<string, Money>();
  const read = new Map<string, Money>();
  const ownMoney = moneyOf({ id: report.unit, currency: own, times: ownTimes, real: null });

  function moneyOf({ id: written, currency, times, real }: Spelled): Money {
    const key = JSON.stringify([currency, times, real]);
    const same = made.get(key);
    if (same) return same;
    const nominal = { id: written, currency, times, real: null };
    const id = real === null ? written : `${moneyOf(nominal).id} real ${real}`;
    const scale = ownTimes / times;
    const rate: Money["rate"] = (year) => {
      const deflated = real === null ? null : inPricesOf(real, year, own);
      if (deflated && isFault(deflated)) return deflated;
      const exchanged = exchange(own, currency, real ?? year);
      if (isFault(exchanged)) return exchanged;
      const value = scale * exchanged.value * (deflated?.value ?? 1);
      return { value, from: [...(deflated?.from ?? []), ...exchanged.from] };
    };
    const factor: Money["factor"] = (year) => {
      const found = rate(year);
      return isFault(found) ? found : found.value;
    };
    const money: Money = {
      id,
      currency,
      times,
      isOwn: currency === own && real === null && scale === 1,
      real,
      factor,
      rate,
    };
    made.set(key, money);
    return money;
  }

  function find(text: string): Result<Money> {
    const before = read.get(text);
    if (before) return before;
    const spelled = spelledAs(text);
    if (!spelled) return { fault: "unknown", kind: "unit", text, nearest: nearest(text) };
    const money = moneyOf(spelled);
    if (read.size < MOST_KNOWN) read.set(text, money);
    return money;
  }

  /** Money of any currency, however it is written: `RMB mn`, `million USD`, `亿元 real 2025`. */
  function spelledAs(text: string): Spelled | null {
    const [, nominal = text, year] = real.exec(text.normalize("NFKC").trim()) ?? [];
    const found = known.find(nominal);
    const id = isFault(found) ? nominal.trim().replace(/^[a-z]{3}\b/, (code) => code.toUpperCase()) : found.id;
    const spelled = spell(id);
    if (!spelled?.currency || spelled.per.length > 0) return null;
    const { currency, times } = spelled;
    if (currency !== own && !isCurrency(currency)) return null;
    return { id, currency, times, real: year === undefined ? null : Number(year) };
  }

  /** Among units that are equally near and of other sizes nobody knows which was meant. */
  function nearest(text: string): string | null {
    const found = known.nearest(text);
    const meant = units.find(({ id }) => id === found);
    if (!meant) return null;
    const isAsNear = (other: MoneyUnit): boolean =>
      spell(other.id)!.times !== spell(meant.id)!.times && apart(text, other) <= apart(text, meant);
    return units.some(isAsNear) ? null : found;
  }

  // What is offered is called as it is there, whoever first wrote it otherwise.
  ids.forEach(find);
  return { units, own: ownMoney, find };
}

/** From what it is called by that is nearest. */
const apart = (text: string, { id, name }: MoneyUnit): number =>
  Math.min(...[id, ...Object.values(name)].map((one) => distance(normalise(text), normalise(one))));

const englishScales: ReadonlyMap<number, string> = new Map([
  [1e3, " thousand"],
  [1e6, " million"],
  [1e8, " 100 million"],
  [1e9, " billion"],
  [1e12, " trillion"],
]);

function nameOf(unit: string): Name {
  const zh = unitName({}, unit, "zh");
  const { times, counted } = spell(unit)!;
  const scale = englishScales.get(times);
  return {
    en: scale ? counted + scale : unit,
    zh,
    zhHant: zh.replace("亿", "億").replace("万", "萬").replace("欧", "歐"),
  };
}
