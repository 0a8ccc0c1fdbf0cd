/** What NAME tells besides a name: where something stands, its unit, what it covers and for which years. */
import { isFault, type Fault, type Model, type Result } from "../../model";
import { sectionName, unitName } from "../../report";
import { wholeOf } from "../../report/kinds";
import type { Segment, Split } from "../../report/types";
import { periodText } from "../../report/periods";
import type { Thing } from "../things";
import type { Setting } from "../setting";
import type { NameField } from "../words";
import { say } from "./shared/values";

export function nameField(setting: Setting, thing: Thing, field: Exclude<NameField, "name">): string | null {
  const { language } = setting;
  const main = thing.kind === "report" ? setting.models.get(thing.of.id)! : setting.main;
  switch (field) {
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
