import { unitName } from "../../report/names";
import type { Name, Report } from "../../report/types";
import { spell } from "../../report/units/spelling";
import { isFault } from "../faults";
import { names } from "../names/names";
import type { MoneyUnit, Result } from "../types";

/** Foreign currency that sizes can be shown in, given an exchange rate. */
const FOREIGN = "USD";

/** The assumption that gives the exchange rate; null for a report in the foreign currency itself. */
export function exchangeKeyOf({ currency: own }: Report): { id: string; own: string; foreign: string } | null {
  return own === FOREIGN ? null : { id: `fx.${FOREIGN}-${own}`.toLowerCase(), own, foreign: FOREIGN };
}

export interface MoneyUnits {
  /** The report's own first. */
  readonly units: readonly MoneyUnit[];
  readonly factor: (unit: string | null) => Result;
}

/** `rate`: money of the report's currency for one unit of the foreign one; null while it isn't set. */
export function moneyUnits(report: Report, rate: number | null): MoneyUnits {
  const own = report.currency;
  const units = [report.unit, ...["bn", "m"].map((scale) => `${own} ${scale}`), own];
  const exchange = exchangeKeyOf(report);
  const foreign = exchange ? [`${FOREIGN} bn`, `${FOREIGN} m`] : [];
  const all = [...new Set([...units, ...foreign])];
  const money = all.map((id) => ({ id, name: nameOf(id) }));
  const known = names("unit", money);
  const factors = new Map<string, Result>(all.map((unit) => [unit, factorTo(unit)]));

  function factorTo(unit: string): Result {
    const { times, currency } = spell(unit)!;
    const factor = spell(report.unit)!.times / times;
    if (currency === own) return factor;
    return rate === null ? { fault: "not-set", key: exchange!.id } : factor / rate;
  }

  function factor(unit: string | null): Result {
    if (unit === null) return 1;
    const direct = factors.get(unit);
    if (direct !== undefined) return direct;
    const found = known.find(unit);
    if (!isFault(found)) return factors.get(found.id)!;
    return spelledFactor(unit) ?? found;
  }

  /** Money of a currency that can be had, however it is written: `RMB mn`, `million USD`. */
  function spelledFactor(text: string): Result | null {
    const unit = text.trim().replace(/^[a-z]{3}\b/, (code) => code.toUpperCase());
    const spelling = spell(unit);
    const currency = spelling?.currency ?? null;
    const isKnown = currency !== null && (currency === own || currency === exchange?.foreign);
    return isKnown && spelling?.per.length === 0 ? factorTo(unit) : null;
  }

  return { units: money, factor };
}

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
