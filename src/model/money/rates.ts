/** Exchange rates and price indices: assumptions that no report gives. */
import { isCurrency } from "../../report/units/currencies";
import type { Name } from "../../report/types";
import { explainOverride, type PickFor } from "../overrides/pick";
import { isFault } from "../faults";
import type { Derivation, Override, Result } from "../types";

/** Currencies in which markets quote what a dollar costs; of all others they quote what a dollar buys. */
const beforeDollar: ReadonlySet<string> = new Set(["EUR", "GBP", "AUD", "NZD"]);

interface RateKey {
  readonly id: string;
  readonly name: Name;
  readonly unit: string;
}

/** `fx.usd-cny`: how much CNY 1 USD is. */
export function rateKey(base: string, quote: string): RateKey {
  const pair = `${base}/${quote}`;
  return {
    id: `fx.${base}-${quote}`.toLowerCase(),
    name: { en: `Exchange rate ${pair}`, zh: `汇率 ${pair}`, zhHant: `匯率 ${pair}` },
    unit: `${quote} for 1 ${base}`,
  };
}

/** The rate of a currency that a market in `own` is asked for in: the foreign one costs so much, but for dollars as markets quote them. */
export const usualRateKey = (foreign: string, own: string): RateKey =>
  own === "USD" && !beforeDollar.has(foreign) ? rateKey(own, foreign) : rateKey(foreign, own);

export const priceKey = (currency: string): RateKey => ({
  id: `prices.${currency.toLowerCase()}`,
  name: { en: `Price index, ${currency}`, zh: `价格指数（${currency}）`, zhHant: `價格指數（${currency}）` },
  unit: "index",
});

/** The currencies of a rate's key; null for what is none. */
export function currenciesOf(key: string): readonly [base: string, quote: string] | null {
  const [, base, quote] = /^fx\.([a-z]{3})-([a-z]{3})$/.exec(key)?.map((code) => code.toUpperCase()) ?? [];
  if (base === undefined || quote === undefined || base === quote) return null;
  return isCurrency(base) && isCurrency(quote) ? [base, quote] : null;
}

/** A number with the overrides that it rests on. */
export interface Rate {
  readonly value: number;
  readonly from: readonly Derivation[];
}

const one: Rate = { value: 1, from: [] };

/** `pick`: as every scenario sees it. `own`: the currency of the main report, through which others cross. */
export function ratesFrom(pick: PickFor, own: string) {
  /** The year's own before that for all years, whichever way round it was given. Never interpolated. */
  function quoted(base: string, quote: string, year: number): Rate | null {
    const ways = [rateKey(base, quote), rateKey(quote, base)].flatMap((key, at) => {
      const override = pick(key.id)(year);
      return override ? [{ key, override, isInverse: at === 1 }] : [];
    });
    const found = ways.find(({ override }) => override.year === year) ?? ways[0];
    if (!found) return null;
    const { key, override, isInverse } = found;
    const value = isInverse ? 1 / override.value : override.value;
    return { value, from: [explainOverride(override, key.unit)] };
  }

  /** How much of `quote` 1 of `base` is in a year. */
  function exchange(base: string, quote: string, year: number): Result<Rate> {
    if (base === quote) return one;
    const direct = quoted(base, quote, year);
    if (direct) return direct;
    if (base === own || quote === own) {
      return { fault: "not-set", key: usualRateKey(base === own ? quote : base, own).id, year };
    }
    const [first, second] = [exchange(base, own, year), exchange(own, quote, year)];
    if (isFault(first)) return first;
    if (isFault(second)) return second;
    return { value: first.value * second.value, from: [...first.from, ...second.from] };
  }

  /** What a year's prices are multiplied by to be those of another year. */
  function inPricesOf(real: number, year: number, currency: string): Result<Rate> {
    if (real === year) return one;
    const { id, unit } = priceKey(currency);
    const indexIn = (year: number): Override | null => pick(id)(year) ?? null;
    const [then, now] = [indexIn(real), indexIn(year)];
    if (!then || !now) return { fault: "not-set", key: id, year: then ? year : real };
    return { value: then.value / now.value, from: [then, now].map((index) => explainOverride(index, unit)) };
  }

  return { exchange, inPricesOf };
}
