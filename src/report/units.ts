/**
 * Units of figures, drivers and series: an optional currency, an optional scale, what is counted, and what it is per.
 *
 *     unit    = "%" | [currency " "] [scale " "] counted {"/" per}
 *     scale   = ["10" | "100"] ("k" | "m" | "bn" | "tn")
 *     counted = a noun in the plural (left out after a currency)
 *     per     = a noun in the singular
 *
 * Examples: `CNY 100m`, `CNY/vehicle/year`, `100m vehicles`, `10k sets/year`, `GB/vehicle/day`, `%`.
 */
export interface Unit {
  /** What a value is multiplied by to be in the plain dimension: 1e8 for `CNY 100m`, 0.01 for `%`. */
  readonly scale: number;
  /** What is counted and per what, nouns in the singular: `CNY`, `vehicle`, `CNY/vehicle/year`; empty for `%`. */
  readonly dimension: string;
  readonly percent: boolean;
  /** ISO 4217 code of a unit of money. */
  readonly currency?: string;
}

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9, tn: 1e12 };

const pattern =
  /^(?:([A-Z]{3})(?: |(?=\/|$)))?(?:(10|100)?(k|m|bn|tn)(?: |(?=\/|$)))?([A-Za-z][A-Za-z-]*)?((?:\/[a-z]+)*)$/;

/** The singular of a plain plural; acronyms such as TOPS stay. */
function singular(noun: string): string {
  return noun.replace(/ies$/, "y").replace(/([a-z])s$/, "$1");
}

/** Reads a unit; null where the text is none. */
export function parseUnit(unit: string): Unit | null {
  if (unit === "%") return { scale: 0.01, dimension: "", percent: true };
  const match = pattern.exec(unit);
  if (!match) return null;
  const [, currency, times, word, counted, per] = match;
  if (!currency === !counted) return null;
  const scale = (times ? Number(times) : 1) * (word ? scales[word]! : 1);
  return {
    scale,
    dimension: (currency ?? singular(counted!)) + per,
    percent: false,
    ...(currency ? { currency } : {}),
  };
}
