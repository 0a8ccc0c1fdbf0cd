/** The numbers that a text holds, in Western or Chinese digits and scales: 3.45亿, 百分之三十五, $139, 1.2 billion, half a page of them. */

export interface Mention {
  /** As written: digits, or words of a number, without its scale. */
  readonly value: number;
  /** The value times the scale that is written after it: 3.45亿 as 345,000,000; the value where there is none. */
  readonly scaled: number;
}

const chineseDigits: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};
const chineseTens: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const chineseScales: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

const westernScales: Readonly<Record<string, number>> = {
  ...{ k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, mio: 1e6, million: 1e6 },
  ...{ bn: 1e9, billion: 1e9, b: 1e9, tn: 1e12, trn: 1e12, trillion: 1e12 },
};

const numeral = new RegExp(
  [
    "(?:\\d{1,3}(?:[,，]\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?",
    "(?<![\\d.])\\.\\d+",
    "[零〇一二两兩三四五六七八九十百千][零〇一二两兩三四五六七八九十百千万萬亿億]*(?:[点點][零〇一二三四五六七八九]+)?",
  ].join("|"),
  "gu",
);
const scaleAfter =
  /^\s*(?:([十百千]*[万萬亿億]+|[十百千])|(thousand|million|billion|trillion|mio|bn|mn|tn|trn|[kmb])(?![a-z]))/iu;

/** Every number of a text, in its order. */
export function numbersIn(text: string): readonly Mention[] {
  const plain = text.normalize("NFKC");
  return [...plain.matchAll(numeral)].flatMap((found) => {
    const [written] = found;
    const value = /^[\d.]/.test(written) ? Number(written.replace(/[,，]/g, "")) : chineseNumber(written);
    if (value === null) return [];
    const after = scaleAfter.exec(plain.slice(found.index + written.length));
    const mention = { value, scaled: value * scaleOf(after) };
    // 2.5 m may be metres as well as millions.
    return after?.[2]?.length === 1 ? [{ value, scaled: value }, mention] : [mention];
  });
}

function scaleOf(after: RegExpExecArray | null): number {
  if (!after) return 1;
  const [, chinese, western] = after;
  if (western !== undefined) return westernScales[western.toLowerCase()]!;
  return [...chinese!].reduce((scale, word) => scale * (chineseTens[word] ?? chineseScales[word]!), 1);
}

/** 三百四十五万 as 3,450,000; 二点五 as 2.5; 二〇三〇 as 2030; null where the words make no number. */
function chineseNumber(words: string): number | null {
  const [whole, fraction, ...more] = words.split(/[点點]/u) as [string, string?, ...string[]];
  if (more.length > 0) return null;
  const digits = [...(fraction ?? "")].map((word) => chineseDigits[word]);
  if (fraction === "" || digits.includes(undefined)) return null;
  const integer = chineseInteger(whole);
  return integer === null ? null : Number(`${integer}${fraction === undefined ? "" : `.${digits.join("")}`}`);
}

function chineseInteger(words: string): number | null {
  const characters = [...words];
  if (characters.every((word) => word in chineseDigits)) {
    return Number(characters.map((word) => chineseDigits[word]).join(""));
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const word of characters) {
    if (word in chineseDigits) digit = chineseDigits[word]!;
    else if (word in chineseTens) {
      section += (digit ?? 1) * chineseTens[word]!;
      digit = null;
    } else {
      section += digit ?? 0;
      // 万亿: what stands before is multiplied together.
      total = section === 0 ? total * chineseScales[word]! : total + section * chineseScales[word]!;
      [section, digit] = [0, null];
    }
  }
  return total + section + (digit ?? 0);
}
