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

/** Of a number or a range: the midpoint or an end. */
export type End = "point" | "low" | "high";

/** A quarter or a half of one of the report's years: `2027Q3`, `2027H1`. No point of a path. */
export type PartOfYear = `${number}${"Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2"}`;

/** A year, a part of one, a period from one year to another, or nothing where the report names none. */
export type Period = number | PartOfYear | readonly [from: number, to: number] | null;

/** Whether a copy of what is licensed may be passed on: in a workbook that is shared, a file that is saved. */
export type Redistribution = "yes" | "no" | "unknown";

export interface Licence {
  readonly text: Text;
  readonly address?: string;
  readonly redistribution: Redistribution;
}

/** Where figures were printed. */
export interface Document {
  /** Short, and what figures call it by, e.g. `Outlook 2024`. */
  readonly name: string;
  readonly title: Text;
  readonly publisher?: string;
  /** As printed, e.g. `2024-04` or `April 2024`. */
  readonly date?: string;
  readonly address?: string;
  readonly licence?: Licence;
}

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
  /** Number of the section that states it, e.g. `4.2.1`, or `abstract`; null where there are none. */
  readonly section: string | null;
  /** Name of the document that prints it. */
  readonly document?: string;
  /** Of the document, as it numbers them. */
  readonly page?: string;
  /** The few words of the document that hold the number. */
  readonly quote?: string;
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
  readonly section: string | null;
  /** The points in order of year. With `growth`, the one end that the report states. */
  readonly points: readonly Point[];
  /** A growth rate (with a period) by which the path is worked out from its one end to the period's other. */
  readonly growth?: string;
  /** Why it is left out of consensus figures. */
  readonly outlier?: Text;
  /** What it includes, where that is another market than the report's. */
  readonly scope?: Text;
}

/** The whole market built up from drivers. */
export interface BuiltScenario extends Named {
  readonly section: string | null;
  /** The driver, in money, that is the size. */
  readonly size: string;
  /** Which end a driver takes in a year for which it has a range. */
  readonly take: End;
  /** Figures in order of year that state the size beside its drivers. They are estimates like any other, but no points. */
  readonly stated?: readonly string[];
  /** Why it is left out of consensus figures. */
  readonly outlier?: Text;
  /** What it includes, where that is another market than the report's. */
  readonly scope?: Text;
}

export type Scenario = PublishedScenario | BuiltScenario;

/** What a split divides. */
export type Whole =
  | { readonly scenario: string }
  | { readonly driver: string }
  /** A segment of another split. */
  | { readonly segment: string };

export interface Segment extends Named {
  /** What it is a part of, where that is another whole than its split's. */
  readonly of?: Whole;
  readonly section: string | null;
  /**
   * Figures in order of year: shares in `%`, or sizes in the unit of the whole, by which they are divided. Without any, the
   * segment is what the others of its split leave.
   */
  readonly points?: readonly Point[];
}

/** A way of dividing a market, a driver or a segment. */
export interface Split extends Named {
  /** What it divides; each segment says so itself where they are parts of different wholes. */
  readonly of?: Whole;
  /** Whether the segments add to the whole; a split that is not additive overlaps. */
  readonly additive: boolean;
  readonly segments: readonly Segment[];
}

/** How a path runs between reported years. */
export type Method = "geometric" | "linear" | "logistic" | "step";

interface AnyDriver extends Named {
  readonly section?: string;
  readonly unit: string;
  /** Whether a year's value is what comes in it, where the unit doesn't tell: a quarter has a part of it. */
  readonly flow?: boolean;
}

/** A driver with a path of its own, given by figures. */
export interface GivenDriver extends AnyDriver {
  readonly method: Method;
  /** Of a logistic path the figure that it tends to; of a rate the whole, without one. */
  readonly saturation?: string;
  readonly points: readonly Point[];
  /** Figures that give a range for a year, besides that year's point. */
  readonly ranges?: readonly string[];
}

/** A driver that the report says is needed and gives no number for. */
export interface AssumedDriver extends AnyDriver {
  /** In its unit, percentages as printed, the same for every year. */
  readonly default: number;
  readonly why: Text;
  readonly range?: readonly [low: number, high: number];
}

/** How a driver follows from others: the last is 1 minus all of them. */
export type Op = "product" | "sum" | "difference" | "ratio" | "complement";

export interface WorkedOutDriver extends AnyDriver {
  readonly op: Op;
  readonly of: readonly string[];
}

export type Driver = GivenDriver | AssumedDriver | WorkedOutDriver;

/** A column of one of the report's tables. */
export interface Series extends Named {
  readonly section: string | null;
  readonly unit: string;
  /** Whether a year's value is what comes in it, where the unit doesn't tell: a quarter has a part of it. */
  readonly flow?: boolean;
  readonly method: Method;
  /** Of a logistic path the figure that it tends to; of a rate the whole, without one. */
  readonly saturation?: string;
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
  /** No more than a whole, less what other parts take of it: a part, sales of what capacity makes. */
  | { readonly kind: "at-most"; readonly whole: string; readonly beside?: readonly string[] }
  /** A share that leaves room for others: together at most 100 %. */
  | { readonly kind: "shares"; readonly parts: readonly string[] }
  /** A value grown from a figure at a rate up to the stated figure's year. */
  | { readonly kind: "compound"; readonly from: string; readonly rate: string };

export interface Claim {
  readonly id: string;
  readonly section: string | null;
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
  /** The month in which the report's years end; 12 where it isn't said. */
  readonly yearEnd?: number;
  readonly licence?: Licence;
  readonly documents?: readonly Document[];
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
