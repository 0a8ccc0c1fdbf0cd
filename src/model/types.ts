/**
 * What the model offers to the formulas, the workbook and the pane. A model is immutable: an edited assumption
 * makes a new one. Money is in the report's unit, rates and shares are fractions, years are whole numbers.
 */
import type {
  Comparator,
  Driver,
  End,
  Figure,
  Method,
  Name,
  Report,
  Scenario,
  Segment,
  Series,
  Split,
  Whole,
} from "../report/types";
import type { Tree } from "./drivers/tree";
import type { bases, statistics, verdicts } from "./words";

/** Where a value comes from. */
export type Basis = (typeof bases)[number];

/** What a name can stand for. */
export type Kind = "scenario" | "segment" | "split" | "driver" | "series" | "figure" | "unit" | "section";

/** Why there is no value. The formulas turn it into a cell error with a message in the reader's language. */
export type Fault =
  /** No such name; `nearest` is the known id that is closest to it, if any is close. */
  | { readonly fault: "unknown"; readonly kind: Kind; readonly text: string; readonly nearest: string | null }
  /** The name of several; each can be told by what stands in `among`. */
  | { readonly fault: "ambiguous"; readonly kind: Kind; readonly text: string; readonly among: readonly string[] }
  /** No value for that year; the years from and to that there are. */
  | { readonly fault: "no-year"; readonly year: number; readonly from: number; readonly to: number }
  /** A growth rate from a year to itself, or from zero or less. */
  | { readonly fault: "no-growth"; readonly from: number; readonly to: number }
  /** An assumption that the report gives no default for has not been set for a year. */
  | { readonly fault: "not-set"; readonly key: string; readonly year: number }
  /** The scenario is not built from drivers. */
  | { readonly fault: "no-drivers"; readonly scenario: string }
  /** The result is beyond what a cell can hold. */
  | { readonly fault: "too-large" }
  /** The report gives nothing to compute this from; `what` is a word of the design's list. */
  | { readonly fault: "nothing"; readonly what: string };

export type Result<T = number> = T | Fault;

/** What in a workbook's assumptions is of one report: by its id where that isn't the workbook's main one. */
export interface OfReport {
  readonly report?: string;
}

/** A number that the user put in place of a default. */
export interface Override extends OfReport {
  readonly key: string;
  /** The scenario it holds for; null for every one that uses the key. */
  readonly scenario: string | null;
  /** The year it holds for; null for every year. */
  readonly year: number | null;
  /** In the assumption's unit, percentages as fractions. */
  readonly value: number;
}

/** A scenario of the user's own: another one with overrides of its own. */
export interface OwnScenario extends OfReport {
  readonly id: string;
  readonly name: string;
  readonly basedOn: string;
  /** The year that it goes on until, after its last. */
  readonly until?: number | null;
  /** How: `constant` growth, at a rate of one's own (`constant 3%`), growth that fades (`fade 2%`), a path that tends to a size (`logistic 5000`). */
  readonly beyond?: string;
}

/** How a scenario goes on after its last year. */
export interface Beyond {
  readonly until: number;
  /** Growth as in the last year, or at a rate; growth that comes to a rate by then; a path that tends to a size. */
  readonly method: "constant" | "fade" | "logistic";
  /** The rate, as a fraction, or the size, in the report's unit; null for the last year's growth. */
  readonly to: number | null;
}

/** What a workbook adds to a report. */
export interface Assumptions {
  readonly overrides: readonly Override[];
  readonly scenarios: readonly OwnScenario[];
  /** The scenario that formulas without a scenario argument take; null for the report's `base`. */
  readonly chosen: string | null;
}

/** A unit that sizes can be shown in. */
export interface MoneyUnit {
  /** In the grammar of the report's units, e.g. `CNY 100m`. */
  readonly id: string;
  readonly name: Name;
}

/** Money that a size is shown in. The same object for the same money, however it is written. */
export interface Money {
  readonly id: string;
  readonly currency: string;
  /** What it is in single units: 1e8 for `CNY 100m`. */
  readonly times: number;
  /** The report's own unit. */
  readonly isOwn: boolean;
  /** The year whose prices it is in; null for those of each year. */
  readonly real: number | null;
  /** What a value of a year, in the report's unit, is multiplied by. */
  readonly factor: (year: number) => Result;
  /** The same, with the exchange rates and price indices that it rests on. */
  readonly rate: (year: number) => Result<{ readonly value: number; readonly from: readonly Derivation[] }>;
}

/** A section of the report, or one that it has sections within. */
export interface Section {
  readonly id: string;
}

/** A span of time that isn't one of the report's years: a fiscal or calendar year, a half, a quarter. */
export interface Period {
  /** `FY2027`, `CY2027Q3`. */
  readonly name: string;
  readonly months: number;
  /** Where it ends, in years. */
  readonly end: number;
  /** The same span a year earlier. */
  readonly before: () => When;
  /** What it takes of the flows of the report's years that it overlaps, in order. */
  readonly flows: readonly { readonly year: number; readonly weight: number }[];
  /** How levels and rates of the years that it is in make up its own; together 1. */
  readonly levels: readonly { readonly year: number; readonly weight: number }[];
  /** The assumptions that say what it takes of a flow; none where every month is alike. */
  readonly from: readonly Derivation[];
}

/** What a formula about a time is asked for: one of the report's years, or a span that overlaps them. */
export type When = number | Period;

/** One assumption: a default of the report, or of the model where the report gives none, and what stands in its place. */
export interface Assumption extends OfReport {
  readonly key: string;
  readonly scenario: string | null;
  readonly year: number | null;
  readonly name: Name;
  /** Null where there is no default, as for an exchange rate. */
  readonly default: number | null;
  readonly override: number | null;
  readonly unit: string;
  readonly basis: Basis;
  /** Figures that the default comes from; none for the model's own neutral defaults. */
  readonly figures: readonly Figure[];
  /** Why the override is not used; null when it is used or there is none. */
  readonly problem: Problem | null;
}

/** What is wrong with an override, which is then not used. */
export type Problem =
  | { readonly problem: "not-a-number" }
  | { readonly problem: "out-of-range"; readonly low: number; readonly high: number }
  | { readonly problem: "unknown-key"; readonly nearest: string | null }
  | { readonly problem: "unknown-scenario"; readonly nearest: string | null }
  | { readonly problem: "no-such-year"; readonly from: number; readonly to: number }
  | { readonly problem: "shares-do-not-sum"; readonly split: string; readonly year: number; readonly sum: number }
  /** The assumption differs from year to year: a price index. */
  | { readonly problem: "only-by-year" }
  /** It holds for every year, or for every scenario: an exchange rate. */
  | { readonly problem: "not-by-year" }
  | { readonly problem: "not-by-scenario" }
  /** Exchange rates, prices and times hold whatever the report. */
  | { readonly problem: "not-by-report" }
  | { readonly problem: "unknown-report"; readonly report: string }
  /** The low end of a driver's range lies above its high end, in that year. */
  | { readonly problem: "range-reversed"; readonly year: number }
  /** What the quarters take of a year isn't all of it. */
  | { readonly problem: "quarters-do-not-sum"; readonly sum: number }
  /** No numbers go together as these correlations say. */
  | { readonly problem: "correlations-impossible"; readonly keys: readonly string[] }
  /** An earlier row sets the same assumption; that one is used. */
  | { readonly problem: "duplicate" };

/** How one value came about: the same number as the plain evaluation, with all that it rests on. */
export interface Derivation {
  readonly value: number;
  readonly unit: string;
  readonly basis: Basis;
  readonly step:
    | { readonly kind: "figure"; readonly figure: Figure; readonly end: End }
    | { readonly kind: "override"; readonly override: Override }
    | { readonly kind: "default"; readonly key: string }
    | {
        readonly kind: "interpolation";
        readonly method: Method;
        readonly year: number;
        readonly years: readonly [number, number];
      }
    | { readonly kind: "ratio" }
    | { readonly kind: "back-cast"; readonly year: number }
    | { readonly kind: "product" }
    | { readonly kind: "complement" }
    | { readonly kind: "share-of-total" }
    | { readonly kind: "sum" }
    | { readonly kind: "difference" }
    /** Of a span of time: what it takes of the report's years. */
    | { readonly kind: "period"; readonly period: Period; readonly weights: Period["flows"] }
    /** What goes on after the last year, or after the user's own number for a later one (`since`). From the last two years, and that. */
    | ({
        readonly kind: "extrapolation";
        readonly year: number;
        readonly last: number;
        readonly since: number;
      } & Beyond)
    /** As in that year, its last. */
    | { readonly kind: "held"; readonly year: number }
    /** In other money, at exchange rates and price indices of the workbook's. */
    | { readonly kind: "conversion" }
    /** A built scenario's size, which is a driver. */
    | { readonly kind: "built" };
  /** What it was computed from, in the order of the step. */
  readonly from: readonly Derivation[];
}

/** A scenario in a model: one of the report's or one of the workbook's own. */
export interface ScenarioView {
  readonly id: string;
  readonly name: Name;
  readonly kind: "published" | "built" | "own";
  readonly aliases: readonly string[];
  /** Section of the report; null for an own scenario. */
  readonly section: string | null;
  readonly outlier: boolean;
  readonly basedOn: string | null;
  readonly from: number;
  readonly to: number;
  /** The years that the report states or an override sets. */
  readonly reportedYears: readonly number[];
  readonly source: Scenario;
}

/** A published figure for the whole market, in the report's unit, with the first scenario that has it. */
export interface Estimate {
  readonly scenario: Scenario;
  readonly derivation: Derivation;
}

/** The kinds of statistic that `consensus` gives. */
export type Statistic = (typeof statistics)[number];

/** Where a driver's range comes from; `usual`: nobody says, so that it is a tenth either way, and rates to one at most. */
export type RangeOrigin = Exclude<Basis, "derived" | "extrapolated"> | "assumed" | "usual";

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly origin: RangeOrigin;
}

/** Whether a driver can be what it would have to be: over 100 % or below nothing it can't. */
export type Feasibility = "possible" | "outside the range" | "impossible";

export interface DriverGap {
  readonly driver: string;
  readonly name: Name;
  readonly unit: string;
  readonly actual: number;
  /** What it would have to be, the others unchanged; a fault where no value of it does. */
  readonly required: Result;
  readonly feasibility: Feasibility;
  /** In that year, where the report or the user says; null elsewhere. */
  readonly range: Range | null;
}

/** The size that drivers give beside the one that they are to give, and what each would have to be. */
export interface Reconciliation {
  /** What the drivers give, in the report's unit. The scenario's own size may be overridden as a whole. */
  readonly now: number;
  readonly needed: number;
  readonly gaps: readonly DriverGap[];
}

export interface Swing {
  readonly driver: string;
  readonly name: Name;
  readonly low: number;
  readonly base: number;
  readonly high: number;
  /** Of the driver's range; null where all swing by the same fraction. */
  readonly origin: RangeOrigin | null;
}

/** How a size comes to be another: what each part adds to it, in the report's unit. */
export interface Bridge {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly { readonly name: Name; readonly change: number }[];
}

/** Results of a simulation, in the report's unit. */
export interface Simulation {
  readonly percentiles: readonly (readonly [percentile: number, value: number])[];
  readonly mean: number;
  readonly deviation: number;
}

export type Verdict = (typeof verdicts)[number];

export interface AuditRow {
  readonly claim: string;
  readonly section: string | null;
  readonly stated: Figure;
  /** In the stated figure's unit; percentages as fractions. */
  readonly statedValue: number;
  readonly recomputed: number;
  readonly difference: number;
  readonly verdict: Verdict;
}

export interface Model {
  readonly report: Report;
  readonly assumptions: Assumptions;

  /** Every kind's entries, in the report's order; `scenarios` with the workbook's own last. */
  readonly scenarios: readonly ScenarioView[];
  readonly splits: readonly Split[];
  readonly segments: readonly Segment[];
  readonly drivers: readonly Driver[];
  /** How drivers follow from each other. */
  readonly tree: Tree;
  readonly series: readonly Series[];
  /** The money units that are offered, the report's own first; `money` reads others too. */
  readonly units: readonly MoneyUnit[];

  /** The month in which the workbook's fiscal years end; the report's unless the workbook says otherwise. */
  readonly yearEnd: number;
  /** What each quarter of a year takes of its flows; together all. */
  readonly quarters: readonly Derivation[];
  /** The overrides that every report of the workbook is read by: exchange rates, prices, times. */
  readonly shared: readonly Override[];

  /** Looks a name up: id, alias, English, 简体 or 繁體 name, ignoring case, width and spaces. An exact id is one map look-up. */
  scenario(text: string): Result<ScenarioView>;
  segment(text: string): Result<Segment>;
  split(text: string): Result<Split>;
  driver(text: string): Result<Driver>;
  seriesNamed(text: string): Result<Series>;
  figure(text: string): Result<Figure>;
  section(text: string): Result<Section>;
  /** The workbook's chosen scenario. */
  readonly chosen: ScenarioView;

  /** Money of any currency and scale: `CNY bn`, `million USD`, `亿元 real 2025`. */
  money(unit: string): Result<Money>;
  /** The report's own. */
  readonly ownMoney: Money;

  /** Market size, in the report's unit. */
  size(scenario: ScenarioView, year: number): Result;
  /** A segment's share of the market, as a fraction. */
  share(segment: Segment, year: number, scenario: ScenarioView): Result;
  /** What a segment is a part of: the split says it, or it itself. */
  wholeOf(segment: Segment): Whole;
  /**
   * A segment's size: in the report's unit, or in that of the driver that is divided, where that isn't money. `null`: the
   * chosen scenario; of a driver's part the one that drivers without a scenario are of.
   */
  segmentSize(segment: Segment, year: number, scenario: ScenarioView | null): Result;
  /** Compound annual growth rate, as a fraction; years in reverse order give the same rate. `null`: as of sizes. */
  cagr(from: number, to: number, scenario: ScenarioView | null, segment: Segment | null): Result;
  growth(year: number, scenario: ScenarioView | null, segment: Segment | null): Result;
  /** A driver's value in its own unit, percentages as fractions. `null`: the chosen scenario if it has drivers, else the report's first that has. */
  driverValue(driver: Driver, year: number, scenario: ScenarioView | null): Result;
  seriesValue(series: Series, year: number): Result;
  /**
   * A statistic over the published whole-market figures for that very year, outliers and other scopes left out, in the
   * report's unit; or over those of the sizes given that have a value, in theirs.
   */
  consensus(year: number, statistic: Statistic, sizes?: readonly Result[] | null): Result;
  /** The published figures that a consensus for that very year is over. */
  estimates(year: number): readonly Estimate[];
  /**
   * A built scenario's size with a caller's numbers in place of drivers: by id, each in its driver's unit, percentages as
   * fractions; given and assumed ones or worked-out ones.
   */
  build(year: number, scenario: ScenarioView | null, values: ReadonlyMap<string, number>): Result;
  /** What given and assumed drivers would have to be for the built size to equal the scenario's. `built`: as for `driverValue`. */
  reconcile(year: number, scenario: ScenarioView, built: ScenarioView | null): Result<Reconciliation>;
  /** Widest first. `swing` is a fraction of each driver's value; null: each driver's own range. */
  sensitivity(year: number, scenario: ScenarioView | null, swing: number | null): Result<readonly Swing[]>;
  /** What each driver adds between two years. */
  bridge(from: number, to: number, scenario: ScenarioView | null): Result<Bridge>;
  simulate(year: number, scenario: ScenarioView | null, trials: number, seed: number): Result<Simulation>;
  /** The claims of a section and of those within it; null: all. */
  audit(section: Section | null): readonly AuditRow[];
  /** Every integrity check that fails; none when all hold. */
  problems(): readonly IntegrityProblem[];
  /** Every assumption with its default, in the order in which the Assumptions sheet shows them. */
  assumptionRows(): readonly Assumption[];
  /** What a scenario can have numbers of its own for, in the same order; `default` is what it has without them. */
  assumptionRowsIn(scenario: ScenarioView): readonly Assumption[];

  /** The same number as the plain evaluation, with its derivation. */
  explainSize(scenario: ScenarioView, year: number): Result<Derivation>;
  explainShare(segment: Segment, year: number, scenario: ScenarioView): Result<Derivation>;
  explainSegment(segment: Segment, year: number, scenario: ScenarioView | null): Result<Derivation>;
  explainDriver(driver: Driver, year: number, scenario: ScenarioView | null): Result<Derivation>;
  /** In the unit that the report states it in, percentages as fractions. */
  explainFigure(figure: Figure, end: End): Derivation;
  explainSeries(series: Series, year: number): Result<Derivation>;
}

export type IntegrityProblem =
  | {
      readonly check: "split-sum";
      readonly split: string;
      /** The segment whose share alone can't be; null where all of them don't add to the whole. */
      readonly segment: string | null;
      readonly scenario: string;
      readonly year: number;
      /** What they add to, or what the one is. */
      readonly sum: number;
    }
  | { readonly check: "override"; readonly assumption: Assumption }
  /** The scenario that the workbook chose isn't there; the report's `base` is taken. */
  | { readonly check: "chosen"; readonly text: string; readonly nearest: string | null }
  /** An own scenario that can't be used: its base is unknown or leads back to itself, or its id or name is taken. */
  | {
      readonly check: "scenario";
      readonly scenario: OwnScenario;
      /** `not-extended`: it doesn't go on as it says. */
      readonly reason: "unknown-base" | "cycle" | "duplicate" | "not-extended";
      readonly nearest: string | null;
    };

export type { Comparator, End };
