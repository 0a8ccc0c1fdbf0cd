/** What parameters take, and how a cell's content is read as that. */
import {
  isFault,
  normalise,
  yearEndOf,
  type Fault,
  type Model,
  type Money,
  type Period,
  type Result,
  type ScenarioView,
  type Section,
  type When,
} from "../model";
import type { Derivation, Kind } from "../model/types";
import { isBuilt } from "../report/kinds";
import { nearestOf } from "../report/nearest";
import type { Driver, Figure, Report, Segment, Series, Split, Text } from "../report/types";
import { analyses } from "./analyses";
import * as messages from "./messages";
import { Refusal } from "./outcome";
import type { Bounds, Domain, Entry } from "./parameter";
import type { Setting } from "./setting";
import { isYear, readYear } from "./year";
import type { Thing, Things } from "./things";

function wrongType(parameter: string, takes: Text, value: unknown): Refusal {
  return new Refusal("invalidValue", () => messages.wrongType(parameter, takes, messages.shown(value)));
}

/* Years */

const takesYear: Text = { en: 'a year such as 2027 or "2027E"', zh: "年份，例如 2027 或 “2027E”" };

function times<T extends When>(accept: (when: When, parameter: string) => T | Refusal): Domain<T> {
  return {
    kind: "year",
    takes: takesYear,
    read(value, { main }, parameter) {
      // By far the most common, and the one that a large range is made of.
      if (typeof value === "number" && isYear(value)) return value as T;
      const reading = readYear(value);
      if ("year" in reading) {
        if (!reading.fiscal || main.yearEnd === yearEndOf(main.report)) return reading.year as T;
      }
      const got = () => (typeof value === "string" ? value.trim() : String(value));
      switch ("not" in reading ? reading.not : "only-a-year") {
        case "given":
          return new Refusal("notAvailable", () => messages.noYearGiven(parameter));
        case "a-date":
          return new Refusal("invalidValue", () => messages.looksLikeDate(parameter, got()));
        case "whole":
          return new Refusal("invalidValue", () => messages.notWhole(parameter, got()));
        case "only-a-year": {
          const when = analyses().readPeriod(value as string, main);
          if (when !== null) return typeof when === "number" ? (when as T) : accept(when, parameter);
        }
      }
      return wrongType(parameter, takesYear, value);
    },
    hasNative: () => true,
  };
}

/** A year, or another span of time such as a quarter. */
export const period = times<When>((when) => when);

/** One of the report's years, or another whole year. */
export const anyYear = times<When>((when, parameter) =>
  (when as Period).months === 12 ? when : new Refusal("invalidValue", () => analyses().notAYear(parameter, when)),
);

/** One of the report's years. */
export const year = times<number>(
  (when, parameter) => new Refusal("invalidValue", () => analyses().notOwnYear(parameter, when)),
);

/* Names */

/** Somebody's scenario is called 42: what is typed into a cell for it is a number. */
function readName<T>(value: unknown, parameter: string, takes: Text, read: (text: string) => T | Refusal): T | Refusal {
  if (typeof value === "string") return read(value);
  const found = typeof value === "number" && read(String(value));
  return found === false || found instanceof Refusal ? wrongType(parameter, takes, value) : found;
}

function named<T extends object>(
  kind: Kind,
  takes: Text,
  find: (model: Model, text: string) => Result<T>,
  entries: (model: Model) => readonly Entry[],
): Domain<T> {
  return {
    kind,
    takes,
    ofReport: true,
    entries,
    read: (value, { main, prefix }, parameter) =>
      readName(value, parameter, takes, (text) => {
        const found = find(main, text);
        return isFault(found) ? unknownName(parameter, kind, text, found, prefix) : found;
      }),
  };
}

/** `prefix`: what stands before the report's names. */
function unknownName(parameter: string, kind: Kind | "item", text: string, fault: Fault, prefix = ""): Refusal {
  const got = prefix + text;
  if (fault.fault === "ambiguous") {
    const among = fault.among.map((name) => prefix + name);
    return new Refusal("invalidValue", () => messages.ambiguous(parameter, got, among));
  }
  const nearest = fault.fault === "unknown" ? fault.nearest : null;
  return new Refusal("invalidValue", () => messages.unknown(parameter, kind, messages.shown(got).en, nearest, prefix));
}

export const scenario: Domain<ScenarioView> = named(
  "scenario",
  { en: "the id or name of a scenario", zh: "情景的标识或名称" },
  (model, text) => model.scenario(text),
  (model) => model.scenarios,
);

/** Of the formulas about drivers: any scenario is read, and refused later where it has none. */
export const builtScenario: Domain<ScenarioView> = {
  ...scenario,
  entries: ({ scenarios }) => scenarios.filter(({ source }) => isBuilt(source)),
};

export const segment: Domain<Segment> = named(
  "segment",
  { en: "the id or name of a segment", zh: "细分的标识或名称" },
  (model, text) => model.segment(text),
  (model) => model.segments,
);

export const split: Domain<Split> = named(
  "split",
  { en: "the id or name of a split", zh: "划分的标识或名称" },
  (model, text) => model.split(text),
  (model) => model.splits,
);

export const driver: Domain<Driver> = named(
  "driver",
  { en: "the id or name of a driver", zh: "驱动因素的标识或名称" },
  (model, text) => model.driver(text),
  (model) => model.drivers,
);

export const series: Domain<Series> = named(
  "series",
  { en: "the id or name of a series", zh: "数据列的标识或名称" },
  (model, text) => model.seriesNamed(text),
  (model) => model.series,
);

export const figure: Domain<Figure> = named(
  "figure",
  { en: "the id of a figure", zh: "数据的标识" },
  (model, text) => model.figure(text),
  // The report doesn't name figures: they go by their ids alone.
  ({ report }) => report.figures.map(({ id, metric, unit }) => ({ id, label: metric, unit })),
);

const takesUnit: Text = { en: "the name of a money unit", zh: "货币单位的名称" };

export const unit: Domain<Money> = {
  kind: "unit",
  takes: takesUnit,
  entries: ({ units }) => units,
  read(value, { main }, parameter) {
    if (typeof value !== "string") return wrongType(parameter, takesUnit, value);
    const money = main.money(value);
    return isFault(money) ? unknownName(parameter, "unit", value, money) : money;
  },
  hasNative: ({ real }) => real === null,
};

const takesSection: Text = { en: "the number of a section of the report", zh: "报告章节的编号" };

/** A number such as 4.2 that Excel took for one is a section too. The model knows which sections there are. */
export const section: Domain<Section> = {
  kind: "section",
  takes: takesSection,
  ofReport: true,
  read(value, setting, parameter) {
    if (Number.isFinite(value)) return section.read(String(value), setting, parameter);
    if (typeof value !== "string") return wrongType(parameter, takesSection, value);
    const found = setting.main.section(value);
    return isFault(found) ? unknownName(parameter, "section", value, found, setting.prefix) : found;
  },
};

/* What SOURCE and BASIS can be asked about */

export interface Item {
  readonly explain: (model: Model, year: number, scenario: ScenarioView | null) => Result<Derivation>;
  /** Whether it is a flow, of which a quarter has a part; null for a figure, which has a year of its own. */
  readonly isFlow: ((model: Model) => boolean) | null;
}

const takesItem: Text = {
  en: '"size", or the id or name of a segment, driver, series or figure',
  zh: "“size”，或细分、驱动因素、数据列、数据的标识或名称",
};

const sizeNames = new Set(["size", "marketsize", "市场规模", "市場規模"]);

export const item: Domain<Item> = {
  kind: "item",
  takes: takesItem,
  ofReport: true,
  read: (value, { main: model, prefix }, parameter) =>
    readName(value, parameter, takesItem, (text) => {
      if (sizeNames.has(normalise(text))) {
        return {
          explain: (model, year, scenario) => model.explainSize(scenario ?? model.chosen, year),
          isFlow: () => true,
        };
      }
      const segment = model.segment(text);
      if (!isFault(segment)) {
        return {
          explain: (model, year, scenario) => model.explainSegment(segment, year, scenario),
          isFlow: (model) => analyses().isFlowOf(model, segment),
        };
      }
      if (segment.fault === "ambiguous") return unknownName(parameter, "item", text, segment, prefix);
      const driver = model.driver(text);
      if (!isFault(driver)) {
        return {
          explain: (model, year, scenario) => model.explainDriver(driver, year, scenario),
          isFlow: () => analyses().isFlow(driver),
        };
      }
      const series = model.seriesNamed(text);
      if (!isFault(series)) {
        return {
          explain: (model, year) => model.explainSeries(series, year),
          isFlow: () => analyses().isFlow(series),
        };
      }
      const figure = model.figure(text);
      if (!isFault(figure)) return { explain: (model) => model.explainFigure(figure, "point"), isFlow: null };
      return unknownName(parameter, "item", text, unknownOf(text, [segment, driver, series, figure]), prefix);
    }),
};

/* What NAME can be asked about */

interface Nameables {
  readonly meant: Map<string, Things>;
  entries: readonly Entry[] | null;
}

const nameables = new WeakMap<Model, Nameables>();

function nameablesOf(model: Model): Nameables {
  const known = nameables.get(model) ?? { meant: new Map(), entries: null };
  nameables.set(model, known);
  return known;
}

function thingsNamed(model: Model, text: string): Things | readonly Fault[] {
  const of = <K extends Thing["kind"], T>(kind: K, found: Result<T>) => (isFault(found) ? found : { kind, of: found });
  const { report } = model;
  const found = [
    of("scenario", model.scenario(text)),
    of("segment", model.segment(text)),
    of("split", model.split(text)),
    of("driver", model.driver(text)),
    of("series", model.seriesNamed(text)),
    of("figure", model.figure(text)),
    ...(isNamed(report, text) ? [{ kind: "report", of: report } as const] : []),
  ];
  const things = found.filter((one) => !("fault" in one)) as Things;
  return things.length === 0 ? (found as readonly Fault[]) : shared(model, things);
}

const areThings = (found: Things | readonly Fault[]): found is Things => !("fault" in found[0]!);

function isNamed({ id, title: { en, zh, zhHant = zh } }: Report, text: string): boolean {
  return [id, en, zh, zhHant].some((name) => normalise(name) === normalise(text));
}

function shared(model: Model, things: Things): Things {
  const { meant } = nameablesOf(model);
  const key = things.map(({ kind, of }) => `${kind}:${of.id}`).join(" ");
  const known = meant.get(key) ?? things;
  meant.set(key, known);
  return known;
}

/** What a blank stands for, as a blank scenario does. */
export const chosenThing = ({ main }: Setting): Things => {
  const found = thingsNamed(main, main.chosen.id) as Things;
  return shared(
    main,
    found.filter(({ kind }) => kind === "scenario"),
  );
};

/** An entry for each of the things that a text can mean together, ids before other names. */
function nameableEntries(model: Model): readonly Entry[] {
  const { report, scenarios, segments, splits, drivers, series } = model;
  const all: readonly Entry[] = [
    ...scenarios,
    ...segments,
    ...splits,
    ...drivers,
    ...series,
    ...report.figures.map(({ id, metric, unit }) => ({ id, label: metric, unit })),
    { id: report.id, name: report.title },
  ];
  const entries = new Map<unknown, Entry>();
  const add = (text: string, entry: Entry): void => {
    const meant = thingsNamed(model, text);
    // A name that several have means none of them.
    if (areThings(meant) && !entries.has(meant)) entries.set(meant, { ...entry, id: text });
  };
  for (const entry of all) add(entry.id, entry);
  for (const entry of all) {
    for (const text of [...(entry.aliases ?? []), ...Object.values(entry.name ?? {})]) add(text, entry);
  }
  return [...entries.values()];
}

const takesNameable: Text = {
  en: "the id or name of a scenario, segment, split, driver, series, figure or report",
  zh: "情景、细分、划分、驱动因素、数据列、数据或报告的标识或名称",
};

export const nameable: Domain<Things> = {
  kind: "nameable",
  takes: takesNameable,
  ofReport: true,
  entries(model) {
    const known = nameablesOf(model);
    return (known.entries ??= nameableEntries(model));
  },
  read: (value, { main, models, prefix }, parameter) =>
    readName(value, parameter, takesNameable, (text) => {
      const found = thingsNamed(main, text);
      const things = areThings(found) ? found : [];
      // Last: something of this report may be called as another report.
      for (const other of models.values()) {
        const { report } = other;
        if (other !== main && isNamed(report, text)) return shared(other, [...things, { kind: "report", of: report }]);
      }
      if (areThings(found)) return found;
      const several = found.find(({ fault }) => fault === "ambiguous");
      return unknownName(parameter, "item", text, several ?? unknownOf(text, found), prefix);
    }),
};

/** A report of the workbook, by its id or title. */
export const theReport: Domain<Report> = {
  kind: "choice",
  takes: { en: "the id or title of a report", zh: "报告的标识或标题" },
  ofReport: true,
  entries: ({ report }) => [{ id: report.id, name: report.title }],
  read(value, setting, parameter) {
    const found = nameable.read(value, setting, parameter);
    if (found instanceof Refusal) return found;
    const report = found.find(({ kind }) => kind === "report");
    return report ? (report.of as Report) : wrongType(parameter, theReport.takes, value);
  },
};

/** Of a text that is no name of any kind. */
function unknownOf(text: string, faults: readonly Fault[]): Fault {
  const ids = faults.flatMap((fault) => (fault.fault === "unknown" && fault.nearest ? [fault.nearest] : []));
  // One may be near by its name alone.
  return { fault: "unknown", kind: "figure", text, nearest: nearestOf(normalise(text), ids) ?? ids[0] ?? null };
}

/* Choices and numbers */

export function choice<T extends string>(choices: readonly T[]): Domain<T> {
  const quoted = choices.map((choice) => `"${choice}"`);
  const takes: Text = { en: `one of ${quoted.join(", ")}`, zh: `${quoted.join("、")} 之一` };
  return {
    kind: "choice",
    takes,
    entries: () => choices.map((id) => ({ id })),
    read(value, _setting, parameter) {
      if (typeof value !== "string") return wrongType(parameter, takes, value);
      const key = normalise(value);
      const found = choices.find((choice) => choice === key);
      if (found) return found;
      const nearest = nearestOf(key, choices);
      return new Refusal("invalidValue", () =>
        messages.notOneOf(parameter, messages.shown(value).en, choices, nearest),
      );
    },
  };
}

/** A number from `least` to `most`, also as a text such as "0.3" or "30%". */
export function number(takes: Text, bounds: Bounds): Domain<number> {
  const { least, most, whole = false } = bounds;
  return {
    kind: "number",
    takes,
    bounds,
    read(value, _setting, parameter) {
      const number = typeof value === "string" ? fromText(value) : value;
      const fits =
        typeof number === "number" && number >= least && number <= most && (!whole || Number.isInteger(number));
      return fits ? number : wrongType(parameter, takes, value);
    },
  };
}

const numeral = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/i;

/** NaN where it is none. */
function fromText(text: string): number {
  const [, digits, percent] = numeral.exec(text.normalize("NFKC").trim()) ?? [];
  return Number(digits) / (percent ? 100 : 1);
}
