/** Parameters of formulas: what each takes, and how a cell's content is read as that. */
import { distance } from "fastest-levenshtein";
import {
  isFault,
  type Fault,
  type Model,
  type Result,
  type ScenarioView,
  type Section,
  type Statistic,
} from "../model";
import { normalise, statistics } from "../model";
import type { Derivation, Kind } from "../model/types";
import type { Driver, Figure, Segment, Series, Split, Text } from "../report/types";
import * as messages from "./messages";
import { isCellError, Refusal } from "./refusal";
import { isYear, readYear } from "./year";

/** What a formula builder offers for a parameter: years, names of a kind, a fixed choice or a number. */
export type DomainKind = "year" | "number" | "choice" | "item" | Exclude<Kind, "year">;

/** What a parameter takes. */
export interface Domain<T> {
  readonly kind: DomainKind;
  /** Completes "takes …". */
  readonly takes: Text;
  /** The only texts there are, for a choice. */
  readonly choices?: readonly string[];
  /** Reads what isn't blank. `parameter` is the name to give in a message. */
  readonly read: (value: unknown, model: Model, parameter: string) => T | Refusal;
}

export interface Parameter<T = unknown> {
  /** As the formula's help shows it. */
  readonly name: string;
  readonly summary: Text;
  readonly domain: Domain<T>;
  /** Unit of a number, where it has one. */
  readonly unit?: Text;
  readonly optional: boolean;
  /** Takes a whole range as one list of values. Only tables have such a parameter. */
  readonly list?: boolean;
  /** Reads one argument; a blank one is the default or refused. */
  readonly read: (value: unknown, model: Model) => T | Refusal;
}

interface About {
  readonly name: string;
  readonly summary: Text;
  readonly unit?: Text;
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

export function required<T>(domain: Domain<T>, about: About): Parameter<T> {
  const blank = new Refusal(domain.kind === "year" ? "notAvailable" : "invalidValue", () =>
    domain.kind === "year" ? messages.noYearGiven(about.name) : messages.missing(about.name, domain.takes),
  );
  return {
    ...about,
    domain,
    optional: false,
    read: (value, model) => readWith(domain, about.name, value, model, blank),
  };
}

/** `otherwise` stands for a blank, missing or null argument. */
export function optional<T, D = T>(
  domain: Domain<T>,
  about: About,
  otherwise: (model: Model) => D | Refusal,
): Parameter<T | D> {
  const read = (value: unknown, model: Model): T | D | Refusal =>
    isBlank(value) ? otherwise(model) : readWith(domain, about.name, value, model, null);
  return { ...about, domain: domain as Domain<T | D>, optional: true, read };
}

/** An optional list of values: blank elements are passed over, and without any there is null. */
export function optionalList<T>(domain: Domain<T>, about: About): Parameter<readonly (T | Refusal)[] | null> {
  const read = (value: unknown, model: Model): readonly (T | Refusal)[] | null => {
    const given = (Array.isArray(value) ? value.flat(2) : [value]).filter((element) => !isBlank(element));
    if (given.length === 0) return null;
    return given.map((element) => readWith(domain, about.name, element, model, null));
  };
  return { ...about, domain: domain as Domain<never>, optional: true, list: true, read };
}

function readWith<T>(
  domain: Domain<T>,
  name: string,
  value: unknown,
  model: Model,
  blank: Refusal | null,
): T | Refusal {
  if (blank !== null && isBlank(value)) return blank;
  if (typeof value === "object" && isCellError(value)) return new Refusal("invalidValue", undefined, value);
  return domain.read(value, model, name);
}

function wrongType(parameter: string, takes: Text, value: unknown): Refusal {
  return new Refusal("invalidValue", () => messages.wrongType(parameter, takes, messages.shown(value)));
}

/* Years */

const takesYear: Text = { en: 'a year such as 2027 or "2027E"', zh: "年份，例如 2027 或 “2027E”" };

export const year: Domain<number> = {
  kind: "year",
  takes: takesYear,
  read(value, _model, parameter) {
    // By far the most common, and the one that a large range is made of.
    if (typeof value === "number" && isYear(value)) return value;
    const reading = readYear(value);
    if ("year" in reading) return reading.year;
    const got = () => (typeof value === "string" ? value.trim() : String(value));
    switch (reading.not) {
      case "given":
        return new Refusal("notAvailable", () => messages.noYearGiven(parameter));
      case "a-date":
        return new Refusal("invalidValue", () => messages.looksLikeDate(parameter, got()));
      case "whole":
        return new Refusal("invalidValue", () => messages.notWhole(parameter, got()));
      case "a-year":
        return wrongType(parameter, takesYear, value);
    }
  },
};

/* Names */

function named<T extends object>(kind: Kind, takes: Text, find: (model: Model, text: string) => Result<T>): Domain<T> {
  return {
    kind,
    takes,
    read(value, model, parameter) {
      if (typeof value !== "string") return wrongType(parameter, takes, value);
      const found = find(model, value);
      return isFault(found) ? unknownName(parameter, kind, value, found) : found;
    },
  };
}

function unknownName(parameter: string, kind: Kind | "item", text: string, fault: Fault): Refusal {
  const nearest = fault.fault === "unknown" ? fault.nearest : null;
  return new Refusal("invalidValue", () => messages.unknown(parameter, kind, messages.shown(text).en, nearest));
}

export const scenario: Domain<ScenarioView> = named(
  "scenario",
  { en: "the id or name of a scenario", zh: "情景的标识或名称" },
  (model, text) => model.scenario(text),
);

export const segment: Domain<Segment> = named(
  "segment",
  { en: "the id or name of a segment", zh: "细分的标识或名称" },
  (model, text) => model.segment(text),
);

export const split: Domain<Split> = named(
  "split",
  { en: "the id or name of a split", zh: "划分的标识或名称" },
  (model, text) => model.split(text),
);

export const driver: Domain<Driver> = named(
  "driver",
  { en: "the id or name of a driver", zh: "驱动因素的标识或名称" },
  (model, text) => model.driver(text),
);

export const series: Domain<Series> = named(
  "series",
  { en: "the id or name of a series", zh: "数据列的标识或名称" },
  (model, text) => model.seriesNamed(text),
);

export const figure: Domain<Figure> = named("figure", { en: "the id of a figure", zh: "数据的标识" }, (model, text) =>
  model.figure(text),
);

const takesUnit: Text = { en: "the name of a money unit", zh: "货币单位的名称" };

/** Read as what a value in the report's unit is multiplied by. */
export const unit: Domain<number> = {
  kind: "unit",
  takes: takesUnit,
  read(value, model, parameter) {
    if (typeof value !== "string") return wrongType(parameter, takesUnit, value);
    const factor = model.unitFactor(value);
    if (!isFault(factor)) return factor;
    if (factor.fault !== "not-set") return unknownName(parameter, "unit", value, factor);
    return new Refusal("notAvailable", () => messages.notSet(parameter, factor.key));
  },
};

const takesSection: Text = { en: "the number of a section of the report", zh: "报告章节的编号" };

/** A number such as 4.2 that Excel took for one is a section too. The model knows which sections there are. */
export const section: Domain<Section> = {
  kind: "section",
  takes: takesSection,
  read(value, model, parameter) {
    if (typeof value === "number" && Number.isFinite(value)) return section.read(String(value), model, parameter);
    if (typeof value !== "string") return wrongType(parameter, takesSection, value);
    const found = model.section(value.trim());
    return isFault(found) ? unknownName(parameter, "section", value, found) : found;
  },
};

/* What SOURCE and BASIS can be asked about */

/** Where the item needs a year, `explain` gives its derivation. */
export type Item =
  | { readonly figure: Figure }
  | { readonly explain: (model: Model, year: number, scenario: ScenarioView | null) => Result<Derivation> };

const takesItem: Text = {
  en: '"size", or the id or name of a segment, driver, series or figure',
  zh: "“size”，或细分、驱动因素、数据列、数据的标识或名称",
};

const sizeNames = new Set(["size", "marketsize", "市场规模", "市場規模"]);

export const item: Domain<Item> = {
  kind: "item",
  takes: takesItem,
  read(value, model, parameter) {
    if (typeof value !== "string") return wrongType(parameter, takesItem, value);
    if (sizeNames.has(normalise(value))) {
      return { explain: (model, year, scenario) => model.explainSize(scenario ?? model.chosen, year) };
    }
    const segment = model.segment(value);
    if (!isFault(segment)) {
      return { explain: (model, year, scenario) => model.explainSegment(segment, year, scenario ?? model.chosen) };
    }
    const driver = model.driver(value);
    if (!isFault(driver)) return { explain: (model, year, scenario) => model.explainDriver(driver, year, scenario) };
    const series = model.seriesNamed(value);
    if (!isFault(series)) return { explain: (model, year) => model.explainSeries(series, year) };
    const figure = model.figure(value);
    if (!isFault(figure)) return { figure };
    const nearest = nearestOf(value, [segment, driver, series, figure]);
    return new Refusal("invalidValue", () => messages.unknown(parameter, "item", messages.shown(value).en, nearest));
  },
};

function nearestOf(text: string, faults: readonly Fault[]): string | null {
  const ids = faults.flatMap((fault) => (fault.fault === "unknown" && fault.nearest ? [fault.nearest] : []));
  return closest(text, ids);
}

function closest(text: string, ids: readonly string[]): string | null {
  const apart = (id: string) => distance(normalise(text).slice(0, 80), normalise(id));
  return ids.reduce<string | null>((best, id) => (best === null || apart(id) < apart(best) ? id : best), null);
}

/* Choices and numbers */

export function choice<T extends string>(choices: readonly T[]): Domain<T> {
  const quoted = choices.map((choice) => `"${choice}"`);
  const takes: Text = { en: `one of ${quoted.join(", ")}`, zh: `${quoted.join("、")} 之一` };
  return {
    kind: "choice",
    takes,
    choices,
    read(value, _model, parameter) {
      if (typeof value !== "string") return wrongType(parameter, takes, value);
      const key = normalise(value);
      const found = choices.find((choice) => choice === key);
      if (found) return found;
      const near = closest(value, choices);
      const nearest = near !== null && distance(key.slice(0, 80), near) <= near.length / 2 ? near : null;
      return new Refusal("invalidValue", () =>
        messages.notOneOf(parameter, messages.shown(value).en, choices, nearest),
      );
    },
  };
}

export const statistic: Domain<Statistic> = choice(statistics);

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

/** A number from `least` to `most`, also as a text such as "0.3" or "30%". */
export function number(takes: Text, { least, most, whole = false }: Bounds): Domain<number> {
  return {
    kind: "number",
    takes,
    read(value, _model, parameter) {
      const number = typeof value === "string" ? fromText(value) : value;
      const fits =
        typeof number === "number" && number >= least && number <= most && (!whole || Number.isInteger(number));
      return fits ? number : wrongType(parameter, takes, value);
    },
  };
}

const numeral = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i;

function fromText(text: string): number | null {
  const [, digits, percent] = numeral.exec(text.normalize("NFKC").trim()) ?? [];
  return digits === undefined ? null : Number(digits) / (percent ? 100 : 1);
}
