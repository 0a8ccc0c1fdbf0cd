/** What a label names: things that the report has numbers of, and what is told of them. */
import { unitIn, withoutMarks } from "../../report/blocks";
import type { Model, ScenarioView } from "../../model";
import type { Driver, Figure, Segment, Series, Text } from "../../report/types";
import { FILLERS, MEASURES, WHOLE, type Measure } from "./words";

export type Item =
  | { readonly kind: "scenario"; readonly of: ScenarioView }
  | { readonly kind: "segment"; readonly of: Segment }
  | { readonly kind: "driver"; readonly of: Driver }
  | { readonly kind: "series"; readonly of: Series }
  | { readonly kind: "figure"; readonly of: Figure };

export interface Label {
  readonly items: readonly Item[];
  readonly measures: readonly Measure[];
  /** The whole market, without saying by whose estimate. */
  readonly isWhole: boolean;
  /** Words that say neither. */
  readonly rest: string;
}

export interface Labels {
  read(text: string): Label;
  /** Whether it names something that has numbers of its own. */
  isNamed(text: string): boolean;
}

const CJK = "\\u3400-\\u9fff";
const betweenCjk = new RegExp(`(?<=[${CJK}]) (?=[${CJK}a-z0-9])|(?<=[a-z0-9]) (?=[${CJK}])`, "gu");
const isCjk = (text: string): boolean => /[\u3400-\u9fff]/u.test(text);

/** As names are compared: words with a space between, whatever the case, the marks and the hyphens. */
function wordsOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}&+%\uE000]+/gu, " ")
    .trim()
    .replace(betweenCjk, "");
}

const YEARS =
  /(?:CY|FY)?\s*(?<!\d)(?:19|20)\d{2}\s*年?\s*[AEF]?(?![\p{L}\d])(?:\s*(?:-|–|—|~|至|到|to)\s*(?:\d{4}|\d{2})(?!\d)\s*年?\s*[AEF]?)?|(?<!\d)(?:19|20)\d{2}\s*年/giu;

/** Years may stand after the unit. */
export const unitOf = (text: string): string | null =>
  unitIn(text) ??
  unitIn(
    text
      .normalize("NFKC")
      .replace(YEARS, " ")
      .replace(/[\s,;:，；：]+$/u, ""),
  );

/** The label without its unit, its years and marks of footnotes. */
export function plainLabel(text: string): string {
  let plain = withoutMarks(text).normalize("NFKC");
  const unit = unitOf(plain);
  if (unit !== null) {
    if (plain.trim() === unit) return "";
    const at = plain.lastIndexOf(unit);
    if (at >= 0)
      plain =
        plain.slice(0, at).replace(/(?:\bin|\bunits?\s*:?|单位\s*:?)\s*$/iu, "") + " " + plain.slice(at + unit.length);
  }
  return plain.replace(YEARS, " ");
}

/** Cut out of the label, so that what is around doesn't come together. */
const CUT = "\uE000";
/** So short a name could be a part of any other word. */
const SHORTEST = 2;

interface Phrase {
  readonly words: string;
  readonly pattern: RegExp;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function phrase(text: string): Phrase | null {
  const words = wordsOf(text);
  if (words.length < SHORTEST && !isCjk(words)) return null;
  const [before, after] = [
    /^[a-z0-9]/.test(words) ? "(?<![a-z0-9&])" : "",
    /[a-z0-9]$/.test(words) ? "(?![a-z0-9&])" : "",
  ];
  return { words, pattern: new RegExp(before + escaped(words) + after, "u") };
}

const phrases = (texts: readonly string[]): readonly Phrase[] =>
  texts
    .map(phrase)
    .filter((one) => one !== null)
    .sort((one, other) => other.words.length - one.words.length);

const MEASURE_PHRASES = (Object.entries(MEASURES) as readonly [Measure, readonly string[]][]).flatMap(
  ([measure, texts]) => phrases(texts).map((one) => ({ ...one, measure })),
);
const WHOLE_PHRASES = phrases(WHOLE);
const FILLER_PHRASES = phrases(FILLERS);

/** An id such as `market` names nothing in particular. */
const GENERAL = new Set([...WHOLE_PHRASES, ...FILLER_PHRASES, ...MEASURE_PHRASES].map(({ words }) => words));

interface Named {
  readonly id: string;
  readonly name?: Text & { readonly zhHant?: string };
  readonly aliases?: readonly string[];
}

const textsOf = ({ id, name, aliases }: Named): readonly string[] => [
  id,
  ...(aliases ?? []),
  ...Object.values(name ?? {}).filter((text) => typeof text === "string"),
];

export function labelsOf(model: Model): Labels {
  const named = new Map<string, Item[]>();
  const add = (texts: readonly string[], item: Item): void => {
    for (const words of new Set(texts.map(wordsOf))) {
      if (words === "" || GENERAL.has(words)) continue;
      const there = named.get(words);
      if (there) there.push(item);
      else named.set(words, [item]);
    }
  };
  model.scenarios.forEach((of) => add(textsOf(of), { kind: "scenario", of }));
  model.segments.forEach((of) => add(textsOf(of), { kind: "segment", of }));
  model.drivers.forEach((of) => add(textsOf(of), { kind: "driver", of }));
  model.series.forEach((of) => add(textsOf(of), { kind: "series", of }));
  model.report.figures.forEach((of) => add([of.id, of.metric.en, of.metric.zh], { kind: "figure", of }));
  const names = phrases([...named.keys()]);
  /** What the figures of whole-market sizes are called is a name for the whole market. */
  const points = new Set(
    model.report.scenarios
      .flatMap((scenario) => ("points" in scenario ? scenario.points : []))
      .flatMap((point) => (typeof point === "string" ? [point] : [])),
  );

  const known = new Map<string, Label>();
  function read(text: string): Label {
    const before = known.get(text);
    if (before) return before;
    const label = readNew(text);
    known.set(text, label);
    return label;
  }

  function readNew(text: string): Label {
    let words = wordsOf(plainLabel(text));
    const items: Item[] = [];
    const measures: Measure[] = [];
    let isWhole = false;
    const cut = ({ words: all, pattern }: Phrase): boolean => {
      if (!words.includes(all) || !pattern.test(words)) return false;
      words = words.replace(pattern, CUT);
      return true;
    };
    for (const one of names) {
      if (words === "") break;
      if (!cut(one)) continue;
      const found = named.get(one.words)!;
      items.push(...found);
      isWhole ||= found.some((item) => item.kind === "figure" && points.has(item.of.id));
    }
    for (const one of MEASURE_PHRASES) if (cut(one)) measures.push(one.measure);
    for (const one of WHOLE_PHRASES) if (cut(one)) isWhole = true;
    for (const one of FILLER_PHRASES) while (cut(one));
    return { items, measures, isWhole, rest: words.replaceAll(CUT, " ").replace(/\s+/g, " ").trim() };
  }

  return {
    read,
    isNamed(text) {
      const { items, isWhole } = read(text);
      return items.length > 0 || isWhole;
    },
  };
}
