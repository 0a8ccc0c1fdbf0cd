/**
 * How a unit is written: an optional currency, an optional scale, what is counted, and what it is per.
 *
 *     unit    = "" | "%" | number-of {("/" | " per ") word}
 *     number-of = currency [scale | "cents"] | [scale] currency | [scale] counted
 *     scale   = ["10" | "100"] ("k" | "m" | "bn" | "tn"), or a word such as million, 万, 亿
 *
 * Examples: `CNY 100m`, `USD/kWh`, `USD cents/kWh`, `CNY/vehicle/year`, `100m vehicles`, `10k sets/year`, `亿元`, `万辆`, `%`.
 *
 * This says how the words are put together and no more; what a word measures, `dimensions.ts` knows.
 */
export interface Spelling {
  /** What a value is multiplied by to be in single words: 1e8 for `CNY 100m`, 0.01 for `USD cents`; 1 for `%`, which is kept as it is. */
  readonly times: number;
  /** ISO 4217 code of a unit of money. */
  readonly currency: string | null;
  /** The currency, or what is counted, a noun in the singular; empty for `%` and for a plain number. */
  readonly counted: string;
  /** What it is per, nouns in the singular. */
  readonly per: readonly string[];
}

const plain: Spelling = { times: 1, currency: null, counted: "", per: [] };

const scaleWords: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, mio: 1e6, million: 1e6 },
  ...{ bn: 1e9, billion: 1e9, tn: 1e12, trn: 1e12, trillion: 1e12 },
  ...{ 千: 1e3, 万: 1e4, 萬: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 億: 1e8 },
  ...{ 十亿: 1e9, 百亿: 1e10, 千亿: 1e11, 万亿: 1e12 },
};

const currencyWords: Readonly<Record<string, string>> = {
  ...{ RMB: "CNY", yuan: "CNY", 元: "CNY", 人民币: "CNY", US$: "USD", $: "USD", 美元: "USD", "€": "EUR", 欧元: "EUR" },
  ...{ "£": "GBP", 英镑: "GBP", 日元: "JPY", HK$: "HKD", 港元: "HKD" },
};

const alternatives = (words: Readonly<Record<string, unknown>>): string =>
  Object.keys(words)
    .sort((one, other) => other.length - one.length)
    .map((word) => word.replaceAll("$", "\\$"))
    .join("|");

/** A word ends before a space, a stroke, the end, or at a change of script. */
const end = "(?= |\\/|$|(?<=[a-z$€£])(?=[^\\x00-\\x7f])|(?<=[^\\x00-\\x7f]))";
const currencyAtStart = new RegExp(`^(?:([A-Z]{3})(?= |/|$)|(${alternatives(currencyWords)})) ?`);
const scaleAtStart = new RegExp(`^(10|100)? ?(${alternatives(scaleWords)})${end} ?`, "i");
const cents = /^cents?$/i;
/** Names of a currency's hundredth that don't begin with its own. */
const centsAtStart = /^(?:(?:US)?¢|US cents?|美分|欧分)/;
const noun = /^\p{L}[\p{L}\d-]*(?: \p{L}[\p{L}\d-]*)*$/u;
const per = /^\p{L}[\p{L}\d-]*$/u;

/** The singular of a plain plural; acronyms such as TOPS stay. */
function singular(noun: string): string {
  return noun.replace(/ies$/, "y").replace(/([a-z])s$/, "$1");
}

/** Takes a unit's text apart; null where it is none. */
export function spell(unit: string): Spelling | null {
  if (unit === "" || unit === "%") return plain;
  const text = unit
    .normalize("NFKC")
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ per /gi, "/")
    .replace(centsAtStart, (word) => (word === "欧分" ? "EUR cents" : "USD cents"));
  const [first, ...others] = text.split("/").map((part) => part.trim()) as [string, ...string[]];
  const before = currencyAtStart.exec(first);
  const afterCurrency = first.slice(before?.[0].length ?? 0);
  const scale = scaleAtStart.exec(afterCurrency);
  const rest = afterCurrency.slice(scale?.[0].length ?? 0);
  const isCents = before !== null && cents.test(afterCurrency);
  const after = before ? null : currencyAtStart.exec(rest);
  const currency = currencyOf(before ?? after);
  const counted = isCents ? "" : after ? rest.slice(after[0].length) : rest;
  // Money isn't counted in anything, and without money something has to be.
  if ((currency === null) === (counted === "")) return null;
  if (counted !== "" && !isNoun(counted)) return null;
  if (!others.every((word) => per.test(word))) return null;
  return {
    times: isCents ? 0.01 : (scale?.[1] ? Number(scale[1]) : 1) * (scale ? scaleWords[scale[2]!.toLowerCase()]! : 1),
    currency,
    counted: currency ?? singular(counted),
    per: others.map(singular),
  };
}

/** Of several words none is a scale or a currency: "usd bn" is no thing. */
function isNoun(text: string): boolean {
  const words = text.split(" ");
  const isOdd = (word: string) => word.toLowerCase() in scaleWords || /^[a-z]{3}$/i.test(word);
  return noun.test(text) && (words.length === 1 || !words.some(isOdd));
}

function currencyOf(found: RegExpExecArray | null): string | null {
  return found ? (found[1] === "RMB" ? "CNY" : (found[1] ?? currencyWords[found[2]!]!)) : null;
}

/** Asked of every value that a formula gives; there are few units. */
const money = new Map<string, boolean>();

/** An amount of money: of a year's, too, but not of a thing's. */
export function isMoney(unit: string): boolean {
  let known = money.get(unit);
  if (known === undefined) {
    const { currency = null, per = [] } = isPercent(unit) ? {} : (spell(unit) ?? {});
    known = currency !== null && per.every((word) => word === "year");
    money.set(unit, known);
  }
  return known;
}

export const isPercent = (unit: string): boolean => unit === "%";
