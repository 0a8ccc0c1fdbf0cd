/** What a field offers to pick from: names in the reader's language, ids in the formula. */
import type { Parameter } from "../../../functions/parameter";
import type { Model } from "../../../model";
import { sectionName } from "../../../report/names";
import type { Name } from "../../../report/types";
import { figureName } from "../../figures";
import type { Language } from "../../language";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Heading under which it stands. */
  readonly group?: string;
}

interface Entry {
  readonly id: string;
  readonly name: Name;
}

const groups = {
  market: { en: "Market", zh: "市场" },
  segments: { en: "Segments", zh: "细分" },
  drivers: { en: "Drivers", zh: "驱动因素" },
  series: { en: "Series", zh: "数据列" },
} as const;

/** Null for a parameter that takes any number, text or year. */
export function choicesFor({ domain }: Parameter, model: Model, language: Language): readonly Choice[] | null {
  const named = (entries: readonly Entry[], group?: string): Choice[] =>
    entries.map(({ id, name }) => ({ value: id, label: name[language], ...(group ? { group } : {}) }));
  switch (domain.kind) {
    case "scenario":
      return named(model.scenarios);
    case "segment":
      return model.splits.flatMap((split) => named(split.segments, split.name[language]));
    case "split":
      return named(model.splits);
    case "driver":
      return named(model.drivers);
    case "series":
      return named(model.series);
    case "figure":
      return model.report.figures.map((figure) => ({
        value: figure.id,
        label: figureName(figure, language),
        group: sectionName(figure.section, language),
      }));
    case "section":
      return [...new Set(model.report.claims.flatMap(({ section }) => section ?? []))].map((section) => ({
        value: section,
        label: sectionName(section, language),
      }));
    case "unit":
      return model.units.map(({ id, name }) => ({ value: id, label: language === "en" ? id : name[language] }));
    case "item":
      return [
        { value: "size", label: { en: "Market size", zh: "市场规模" }[language], group: groups.market[language] },
        ...named(model.segments, groups.segments[language]),
        ...named(model.drivers, groups.drivers[language]),
        ...named(model.series, groups.series[language]),
      ];
    case "nameable":
      return (domain.entries?.(model) ?? []).map(({ id, name, label }) => ({
        value: id,
        label: (name ?? label)?.[language] ?? id,
      }));
    case "choice":
      return (domain.entries?.(model) ?? []).map(({ id }) => ({ value: id, label: id }));
    case "year":
    case "number":
      return null;
  }
}
