import { isFault, type Fault, type Model, type Result } from "../../model";
import { sectionName, unitName } from "../../report";
import { wholeOf } from "../../report/kinds";
import type { Segment, Split } from "../../report/types";
import {
  choice,
  chosenThing,
  driver,
  figure,
  nameable,
  scenario,
  segment,
  series,
  split,
  theReport,
  type Thing,
} from "../domains";
import { valueFormula } from "../formula";
import * as messages from "../messages";
import { tabulated } from "../native";
import { Refusal } from "../outcome";
import { optional, required, type Parameter } from "../parameter";
import type { Setting } from "../setting";
import { periodText } from "../year";
import { NAME_FIELDS, NAMED, type NamedKind, type NameField } from "../words";
import { say } from "./shared/values";

/** What a text is read as where one kind alone is asked for. */
const itemOf = {
  any: optional("item", nameable, chosenThing),
  scenario: optional("item", scenario, ({ main }) => main.chosen),
  segment: required("item", segment),
  split: required("item", split),
  driver: required("item", driver),
  series: required("item", series),
  figure: required("item", figure),
  report: required("item", theReport),
} as const satisfies Readonly<Record<NamedKind | "any", Parameter>>;

export const name = valueFormula({
  id: "NAME",
  summary: { en: "How something in the report is called", zh: "报告中某一项目的名称" },
  parameters: [
    itemOf.any,
    optional("field", choice(NAME_FIELDS), () => "name" as const),
    optional("kind", choice(NAMED), () => "any" as const),
  ],
  evaluate: (setting, things, field, kind) => {
    const thing = kind === "any" ? things[0]! : things.find((one) => one.kind === kind);
    if (!thing) return new Refusal("invalidValue", () => messages.notOfKind("item", things[0]!.of.id, kind));
    const text = fieldOf(setting, thing, field);
    if (text !== null) return text;
    return new Refusal("notAvailable", () => messages.notStated("field", thing.of.id, field));
  },
  unexplained: "no-number",
  native: tabulated(["item"], { columns: "field", by: { parameter: "kind", rows: itemOf } }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./name.help"),
});

function fieldOf(setting: Setting, thing: Thing, field: NameField): string | null {
  const { main, language } = setting;
  switch (field) {
    case "name":
      return nameOf(setting, thing);
    case "section": {
      const section = "section" in thing.of ? thing.of.section : null;
      return section ? sectionName(section, language.cells) : null;
    }
    case "unit": {
      if (thing.kind === "split") return null;
      const unit = "unit" in thing.of ? thing.of.unit : main.report.unit;
      return unitName(main.report, unit, language.cells);
    }
    case "scope": {
      const scope = thing.kind === "scenario" ? thing.of.source.scope : undefined;
      return scope ? say(scope, setting) : null;
    }
    case "years": {
      if (thing.kind === "figure") return periodText(thing.of.year);
      const years = yearsOf(main, thing);
      return years && (years[0] === years[1] ? String(years[0]) : periodText(years));
    }
  }
}

function nameOf(setting: Setting, thing: Thing): string {
  switch (thing.kind) {
    case "figure":
      return say(thing.of.metric, setting);
    case "report":
      return say(thing.of.title, setting);
    default:
      return say(thing.of.name, setting);
  }
}

type Years = readonly [from: number, to: number];

/** The years that there are values for: of a segment in the scenario that it was published with. */
function yearsOf(model: Model, thing: Exclude<Thing, { readonly kind: "figure" }>): Years | null {
  switch (thing.kind) {
    case "scenario":
      return between([[thing.of.from, thing.of.to]]);
    case "report":
      return spanned(model.scenarios.map(({ from, to }) => [from, to] as const));
    case "driver":
      return covered(model.driverValue(thing.of, NO_YEAR, null));
    case "series":
      return covered(model.seriesValue(thing.of, NO_YEAR));
    case "segment":
      return segmentYears(
        model,
        model.splits.find(({ segments }) => segments.includes(thing.of))!,
        thing.of,
      );
    case "split":
      return between(thing.of.segments.map((segment) => segmentYears(model, thing.of, segment)));
  }
}

function segmentYears(model: Model, split: Split, segment: Segment): Years | null {
  const whole = wholeOf(split, segment);
  const scenario = whole && "scenario" in whole ? model.scenario(whole.scenario) : model.chosen;
  return isFault(scenario) ? null : covered(model.share(segment, NO_YEAR, scenario));
}

/** Nothing has a value for it, and what says so names the years that there are. */
const NO_YEAR = 0;

const covered = (result: Result): Years | null => (isNoYear(result) ? [result.from, result.to] : null);

const isNoYear = (result: Result): result is Extract<Fault, { fault: "no-year" }> =>
  isFault(result) && result.fault === "no-year";

function between(all: readonly (Years | null)[]): Years | null {
  const known = all.filter((one) => one !== null);
  const [from, to] = [Math.max(...known.map(([from]) => from)), Math.min(...known.map(([, to]) => to))];
  return known.length === all.length && from <= to ? [from, to] : null;
}

function spanned(all: readonly Years[]): Years | null {
  const used = all.filter(([from, to]) => from <= to);
  return used.length === 0 ? null : [Math.min(...used.map(([from]) => from)), Math.max(...used.map(([, to]) => to))];
}
