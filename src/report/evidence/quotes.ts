/** Whether a quote holds the number that it is given for. */
import type { Figure } from "../types";
import { isPercent, spell } from "../units/spelling";
import { numbersIn, type Mention } from "./numbers";

type Quoted = Pick<Figure, "value" | "unit">;

/** A few digits are lost where a scale moves the decimal sign. */
const precision = 1e-9;

/**
 * Whether a text holds a figure's number, or both ends of its range: as the figure has it, with its unit's scale or in
 * another one. 3.45 with the unit `100m vehicles` stands in 3.45亿辆, in 34500万辆 and in 345 million.
 */
export function quoteHolds(quote: string, { value, unit }: Quoted): boolean {
  const mentions = numbersIn(quote);
  const times = isPercent(unit) ? 1 : (spell(unit)?.times ?? 1);
  return [value].flat().every((number) => mentions.some((mention) => isMention(mention, Math.abs(number), times)));
}

function isMention({ value, scaled }: Mention, number: number, times: number): boolean {
  const same = (one: number, other: number) => Math.abs(one - other) <= precision * Math.max(1, Math.abs(other));
  // The unit may stand elsewhere, in a table's heading: then the number stands by itself.
  return scaled === value ? same(value, number) || same(value, number * times) : same(scaled, number * times);
}

/** A Chinese character's reading in brackets after it, as some readers of PDF files leave it in the text: 服務(wù). */
const reading = /\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)/giu;

/** Where a quote stands in a text, whatever the spaces, widths and readings there; null where it doesn't. */
export function textIndex(text: string): (quote: string) => number | null {
  const plain = comparable(text);
  return (quote) => {
    const at = plain.indexOf(comparable(quote));
    return at < 0 ? null : at;
  };
}

const comparable = (text: string): string => text.normalize("NFKC").replace(reading, "").replace(/\s+/gu, "");
