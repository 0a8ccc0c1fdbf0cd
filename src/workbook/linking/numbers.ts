/** The report's numbers by the formulas that give them: what a cell would show, from the very functions that Excel calls. */
import type { Explanation } from "../../functions/explain";
import type { Setting } from "../../functions/setting";
import type { Derivation, Model } from "../../model";
import { wholeOf } from "../../report";
import { isMoney } from "../../report/units/spelling";
import type { Item } from "./labels";
import type { Measure } from "./words";

export type FormulaId = "SIZE" | "SEGMENT" | "SHARE" | "GROWTH" | "CAGR" | "DRIVER" | "SERIES" | "FIGURE";
export type Argument = string | number | null;

/** One number of the report's. */
export interface Target {
  readonly formula: FormulaId;
  readonly item: Item;
  /** By whose estimate; null where that says the item. */
  readonly scenario: string | null;
  readonly years: readonly string[];
  /** What its values are in; null for money that a formula gives in any unit. */
  readonly unit: string | null;
}

export interface Found {
  readonly value: number;
  /** The figures of the report that it rests on. */
  readonly figures: string;
}

export interface Numbers {
  readonly model: Model;
  args(target: Target, money: string | null): readonly Argument[];
  /** Null where the cell would show no number. */
  value(target: Target, money: string | null): Found | null;
  /** The numbers that an item has in a year, or between two. */
  of(item: Item, measure: Measure | null, years: readonly string[], scenarios: readonly string[]): readonly Target[];
  /** The years for which the report says anything. */
  readonly years: readonly string[];
}

/** What a formula gives of these arguments, as Excel would calculate it. */
export type Calculate = (formula: FormulaId, args: readonly Argument[]) => Pick<Explanation, "value" | "derivations">;

const yearOf = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

export function numbersOf(setting: Setting, model: Model, calculate: Calculate): Numbers {
  const prefix = model === setting.main ? "" : `${model.report.id}:`;
  const named = (id: string | null): string | null => (id === null ? null : prefix + id);
  const built = model.scenarios.filter(({ kind, source }) => kind === "built" || "size" in source).map(({ id }) => id);
  const known = new WeakMap<Target, Map<string | null, Found | null>>();
  const targets = new Map<string, readonly Target[]>();

  function args({ formula, item, scenario, years }: Target, money: string | null): readonly Argument[] {
    const times = years.map(yearOf);
    const by = named(scenario);
    const segment = item.kind === "segment" ? named(item.of.id) : null;
    switch (formula) {
      case "SIZE":
        return [...times, by, money];
      case "SEGMENT":
        return [segment, ...times, by, money];
      case "SHARE":
        return [segment, ...times, by];
      case "GROWTH":
      case "CAGR":
        return [...times, by, segment];
      case "DRIVER":
        return [named(item.of.id), ...times, by];
      case "SERIES":
        return [named(item.of.id), ...times];
      case "FIGURE":
        return [named(item.of.id)];
    }
  }

  function value(target: Target, money: string | null): Found | null {
    const inMoney = known.get(target) ?? new Map<string | null, Found | null>();
    known.set(target, inMoney);
    const before = inMoney.get(money);
    if (before !== undefined) return before;
    const { value, derivations } = calculate(target.formula, args(target, money));
    const found = typeof value === "number" ? { value, figures: figuresIn(derivations) } : null;
    inMoney.set(money, found);
    return found;
  }

  function of(...asked: Parameters<Numbers["of"]>): readonly Target[] {
    const [{ kind, of: thing }, ...others] = asked;
    const key = JSON.stringify([kind, thing.id, ...others]);
    const found = targets.get(key) ?? targetsOf(...asked);
    targets.set(key, found);
    return found;
  }

  function targetsOf(
    item: Item,
    measure: Measure | null,
    years: readonly string[],
    scenarios: readonly string[],
  ): readonly Target[] {
    const by = (formula: FormulaId, unit: string | null, among: readonly (string | null)[]): readonly Target[] =>
      [...new Set(among)].map((scenario) => ({ formula, item, scenario, years, unit }));
    const isSpan = years.length === 2;
    if (measure === "cagr" ? !isSpan : isSpan) return item.kind === "figure" ? figure(item, years) : [];
    const rate = measure === "cagr" ? "CAGR" : measure === "growth" ? "GROWTH" : null;
    switch (item.kind) {
      case "scenario":
        if (measure === "share") return [];
        return by(rate ?? "SIZE", rate ? "%" : null, [item.of.id]);
      case "segment": {
        const split = model.splits.find(({ segments }) => segments.includes(item.of))!;
        const whole = wholeOf(split, item.of);
        const own = whole && "scenario" in whole ? whole.scenario : null;
        const among = [...scenarios, own, model.chosen.id];
        if (rate) return by(rate, "%", among);
        const shares = by("SHARE", "%", among);
        if (measure === "share") return shares;
        const driver = whole && "driver" in whole ? model.drivers.find(({ id }) => id === whole.driver) : undefined;
        return [...by("SEGMENT", driver && !isMoney(driver.unit) ? driver.unit : null, among), ...shares];
      }
      case "driver":
        if (measure) return [];
        return by("DRIVER", item.of.unit, [
          ...scenarios.filter((id) => built.includes(id)),
          ...(built.length > 0 ? built : [null]),
        ]);
      case "series":
        return measure ? [] : by("SERIES", item.of.unit, [null]);
      case "figure":
        return figure(item, years);
    }
  }

  function figure(item: Item & { kind: "figure" }, years: readonly string[]): readonly Target[] {
    const { year, unit, value: printed } = item.of;
    const isIt = year !== null && [year].flat().map(String).join() === years.join();
    // Of a range there is a midpoint that nobody printed.
    return isIt && typeof printed === "number" ? [{ formula: "FIGURE", item, scenario: null, years, unit }] : [];
  }

  const spans = model.scenarios.flatMap(({ from, to }) => [from, to]);
  const [first, last] = [Math.min(...spans), Math.max(...spans)];
  const years = Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
  return { model, args, value, of, years };
}

function figuresIn(derivations: readonly Derivation[]): string {
  const found = new Set<string>();
  const visit = ({ step, from }: Derivation): void => {
    found.add(
      step.kind === "figure" ? step.figure.id : step.kind === "override" ? `override ${step.override.key}` : "",
    );
    from.forEach(visit);
  };
  derivations.forEach(visit);
  return [...found].sort().join();
}
