/** What CONSENSUS gives, and each estimate that it is over: of which report and scenario, and what of the market it covers. */
import {
  isFault,
  normalise,
  type Derivation,
  type Fault,
  type Model,
  type Money,
  type Result,
  type ScenarioView,
  type Statistic,
} from "../../model";
import type { Name, Scenario, Text } from "../../report/types";
import { listed } from "../fill";
import type { Explained } from "../formula";
import { Refusal } from "../outcome";
import { modelOf, moneyIn } from "../reports";
import type { Setting } from "../setting";
import { explainedIn, inMoney } from "./shared/values";

interface Estimate {
  readonly model: Model;
  readonly name: Name;
  readonly scope: Text | null;
  readonly size: Result<Derivation>;
}

export function consensusOf(
  setting: Setting,
  year: number,
  statistic: Statistic,
  money: Money,
  scenarios: readonly (ScenarioView | Refusal)[] | null,
): Explained | Fault | Refusal {
  const { main } = setting;
  const wrong = scenarios?.find((one) => one instanceof Refusal);
  if (wrong) return wrong;
  // Of a count the sizes need not be in one money.
  const one = statistic === "count" ? null : money;
  const named = scenarios as readonly ScenarioView[] | null;
  const own = named ? null : main.consensus(year, statistic);

  const estimates: Estimate[] = [];
  const among = named
    ? named.map((view) => {
        const model = modelOf(setting, view);
        return { model, name: view.name, source: view.source, size: model.explainSize(view, year) };
      })
    : main
        .estimates(year)
        .map(({ scenario, derivation }) => ({ model: main, name: scenario.name, source: scenario, size: derivation }));
  for (const { model, name, source, size } of among) {
    const its = one && moneyIn(setting, model, one);
    if (its && isFault(its)) return its;
    const inIts = its ? sizeIn(size, its, year) : size;
    // No rate leads to it.
    if (inIts instanceof Refusal || (isFault(inIts) && !isFault(size))) return inIts;
    estimates.push({ model, name, scope: scopeOf(source), size: inIts });
  }
  const sizes = estimates.map(({ size }) => (isFault(size) ? size : size.value));
  const value = own === null ? main.consensus(year, statistic, sizes) : one === null ? own : inMoney(own, one, year);
  return isFault(value) ? value : { value, ...explained(estimates, year) };
}

/** In the unit asked for, also where that is but another scale. */
function sizeIn(size: Result<Derivation>, money: Money, year: number): Result<Derivation> | Refusal {
  const found = explainedIn(size, money, year);
  if (!("value" in found)) return found;
  return { ...found.derivations[0]!, value: found.value as number, unit: money.id };
}

const scopeOf = ({ scope }: Scenario): Text | null => scope ?? null;

function explained(all: readonly Estimate[], year: number): Omit<Explained, "value"> {
  const taken = all.flatMap(({ size, ...one }) => (isFault(size) ? [] : [{ ...one, size }]));
  const left = all.filter(({ size }) => isFault(size));
  const notes = [...(left.length > 0 ? [leftOut(left.map(titled), year)] : []), ...comparability(taken)];
  return {
    derivations: taken.map(({ size }) => size),
    estimates: taken.map((one) => ({ report: one.model.report.id, told: told(one) })),
    note: notes.length > 0 ? { en: notes.map(({ en }) => en).join(" "), zh: notes.map(({ zh }) => zh).join("") } : null,
  };
}

type Whose = Omit<Estimate, "size">;

function told({ scope, ...one }: Whose): Text {
  const { en, zh } = titled({ scope, ...one });
  return {
    en: `${en}. Scope: ${scope?.en ?? "the report's whole market"}`,
    zh: `${zh}。统计口径：${scope?.zh ?? "报告的整体市场"}`,
  };
}

const titled = ({ name, model: { report } }: Whose): Text => ({
  en: `${name.en} (${report.title.en})`,
  zh: `${name.zh}（${report.title.zh}）`,
});

const leftOut = (names: readonly Text[], year: number): Text => ({
  en: `Left out, without a value for ${year}: ${listed(names, "en")}.`,
  zh: `${year} 年无数值而未计入：${listed(names, "zh")}。`,
});

/** Whether the estimates are of one market, as far as their reports say it. */
function comparability(taken: readonly Whose[]): readonly Text[] {
  const scopes = new Set(taken.map(({ scope }) => scope && normalise(scope.en)));
  if (scopes.size > 1) return [scopesDiffer];
  return scopes.has(null) && new Set(taken.map(({ model }) => model)).size > 1 ? [severalMarkets] : [];
}

const scopesDiffer: Text = {
  en: "The scopes differ: these estimates don't cover the same market.",
  zh: "统计口径不同：这些估计涵盖的市场范围并不一致。",
};

const severalMarkets: Text = {
  en: "The estimates are of several reports: make sure that these describe the same market.",
  zh: "这些估计来自多份报告：请确认各报告描述的是同一市场。",
};
