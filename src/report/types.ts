/**
 * What a report says, as data. These types mirror the public report file (`report.schema.json`):
 * figures carry every number, and everything else points at figures by id.
 */

/** A text in each language that the product speaks. */
export interface Text {
  readonly en: string;
  /** Simplified Chinese. */
  readonly zh: string;
}

/** A name that formulas accept wherever an id is. */
export interface Name extends Text {
  /** Traditional Chinese, where it differs from the simplified form. */
  readonly zhHant?: string;
}

export type Comparator = "=" | "~" | ">" | ">=" | "<" | "<=";

/** A number, or a range from low to high. */
export type Value = number | readonly [low: number, high: number];

/** A year, a period from one year to another, or nothing where the report names none. */
export type Period = number | readonly [from: number, to: number] | null;

/** One number as the report states it. */
export interface Figure {
  readonly id: string;
  readonly metric: Text;
  readonly value: Value;
  readonly comparator: Comparator;
  readonly year: Period;
  /** Scale and dimension as the report states them, e.g. `CNY 100m`, `10k vehicles`, `%`. */
  readonly unit: string;
  /**
   * Who the report says published it, as the report names them, several joined by "; "; null where it names nobody.
   * `publisherName` gives it in the reader's language.
   */
  readonly publisher: string | null;
  /** Number of the section that states it, e.g. `4.2.1`, or `abstract`. */
  readonly section: string;
  /** Decimals printed where JSON can't show them: 90.0 is `value: 90, decimals: 1`. */
  readonly decimals?: number;
  /** Which reading was taken where the text allows two, and why. */
  readonly note?: Text;
}

interface Named {
  readonly id: string;
  readonly name: Name;
  /** Further ids that mean the same, e.g. `base`. */
  readonly aliases?: readonly string[];
}

/** A point of a path: a figure, or a value that follows from figures. */
export type Point =
  | string
  /** One figure divided by another; the year is the first one's. */
  | { readonly ratio: readonly [numerator: string, denominator: string] };

/** A whole-market path over years that the report states. */
export interface PublishedScenario extends Named {
  readonly section: string;
  /** The points in order of year. With `growth`, the one end that the report states. */
  readonly points: readonly Point[];
  /** A growth rate (with a period) by which the path is worked out from its one end to the period's other. */
  readonly growth?: string;
  /** Why it is left out of consensus figures. */
  readonly outlier?: Text;
}

/** The whole market built up as a product of drivers. */
export interface BottomUpScenario extends Named {
  readonly section: string;
  /** Drivers that are multiplied; the one in money is the price, the others together are the volume it applies to. */
  readonly factors: readonly string[];
  /** Which end a driver takes in a year for which it has a range. */
  readonly take: "point" | "low" | "high";
  /** Figures in order of year that state the size beside its drivers. They are estimates like any other, but no points. */
  readonly stated?: readonly string[];
}

export type Scenario = PublishedScenario | BottomUpScenario;

export interface Segment extends Named {
  /** The scenario that the segment was published with. */
  readonly scenario: string;
  readonly section: string;
  /**
   * Figures in order of year: shares in `%`, or sizes in money, which are divided by that scenario's total.
   * Without any, the segment is what the others of its split leave.
   */
  readonly points?: readonly Point[];
}

/** A way of dividing the market. */
export interface Split extends Named {
  /** Whether the segments add to the whole; a split that is not additive overlaps. */
  readonly additive: boolean;
  readonly segments: readonly Segment[];
}

/** How a path runs between reported years. */
export type Method = "geometric" | "linear";

/** An input of the bottom-up model, with a path of its own. */
export interface InputDriver extends Named {
  readonly section: string;
  readonly unit: string;
  readonly method: Method;
  readonly points: readonly Point[];
  /** Figures that give a range for a year, besides that year's point. */
  readonly ranges?: readonly string[];
}

/** A product of other drivers, shown on its own. */
export interface DerivedDriver extends Named {
  readonly unit: string;
  readonly factors: readonly string[];
}

export type Driver = InputDriver | DerivedDriver;

/** A column of one of the report's tables. */
export interface Series extends Named {
  readonly section: string;
  readonly unit: string;
  readonly method: Method;
  readonly points: readonly Point[];
}

/**
 * How a claim is confirmed or refuted: a kind over figures. Interpretation of each kind is in `model/audit`.
 * Results are in the unit of the stated figure.
 */
export type Check =
  /** Compound annual growth from one figure to another, over the years between them. */
  | { readonly kind: "cagr"; readonly from: string; readonly to: string }
  /** Growth from one figure to another, not annualised. */
  | { readonly kind: "growth"; readonly from: string; readonly to: string }
  | { readonly kind: "ratio"; readonly numerator: string; readonly denominator: string }
  | { readonly kind: "product"; readonly factors: readonly string[] }
  | { readonly kind: "sum"; readonly terms: readonly string[] }
  | { readonly kind: "difference"; readonly from: string; readonly subtract: string }
  /** A share that is what other shares leave of 100 %. */
  | { readonly kind: "complement"; readonly parts: readonly string[] }
  /** The same quantity stated elsewhere. */
  | { readonly kind: "equal"; readonly to: string }
  /** A value grown from a figure at a rate up to the stated figure's year. */
  | { readonly kind: "compound"; readonly from: string; readonly rate: string };

export interface Claim {
  readonly id: string;
  readonly section: string;
  /** Id of the figure that states it. */
  readonly stated: string;
  readonly check: Check;
  /** Which reading was taken where the text allows two, and why. */
  readonly note?: Text;
}

export interface Noun extends Text {
  /** The noun that one of these is counted as: a user of a vehicle as a vehicle. */
  readonly as?: string;
}

export interface Report {
  /** Version of the report file's schema. */
  readonly schema: string;
  readonly id: string;
  readonly edition: string;
  readonly title: Name;
  /** ISO 4217 code of the report's money. */
  readonly currency: string;
  /** Unit in which whole-market sizes are given by default, e.g. `CNY 100m`. */
  readonly unit: string;
  /** Names of publishers in each language; a publisher without one has the same name in both. */
  readonly publishers?: readonly Text[];
  /** What units count, English in the singular, e.g. `vehicle`; a noun without one is the same in both. */
  readonly nouns?: readonly Noun[];
  readonly figures: readonly Figure[];
  readonly scenarios: readonly Scenario[];
  readonly splits: readonly Split[];
  readonly drivers: readonly Driver[];
  readonly series: readonly Series[];
  readonly claims: readonly Claim[];
}
