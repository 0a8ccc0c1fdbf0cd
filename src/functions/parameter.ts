/** Parameters of formulas: how an argument is read, the same for a cell, an explanation and a native form. */
import type { Model } from "../model";
import type { Kind } from "../model/types";
import type { Name, Text } from "../report/types";
import * as messages from "./messages";
import { isCellError, Refusal } from "./outcome";
import type { Setting } from "./setting";

/** What a formula builder offers for a parameter: years, names of a kind, a fixed choice or a number. */
export type DomainKind = "year" | "number" | "choice" | "item" | "nameable" | Exclude<Kind, "year">;

/** What a name stands for. */
export interface Entry {
  readonly id: string;
  readonly name?: Name;
  readonly aliases?: readonly string[];
  /** What it is called where it has no name that could be looked up. */
  readonly label?: Text;
  /** What its values are in, where it has a unit of its own. */
  readonly unit?: string;
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

/** What a parameter takes. */
export interface Domain<T> {
  readonly kind: DomainKind;
  /** Completes "takes …". */
  readonly takes: Text;
  /** Names of a report: another's than the main one's have its id and a colon before them. */
  readonly ofReport?: true;
  /** All that a name or a choice can stand for. */
  readonly entries?: (model: Model) => readonly Entry[];
  /** The least and the most that a number can be. */
  readonly bounds?: Bounds;
  /** Reads what isn't blank. `parameter` is the name to give in a message. */
  readonly read: (value: unknown, setting: Setting, parameter: string) => T | Refusal;
  /** Whether a native formula can be written with such a value; left out where it can with all. A method, so that domains of any type are alike. */
  hasNative?(value: T): boolean;
}

export interface Parameter<T = unknown, N extends string = string> {
  /** As the formula's help shows it. */
  readonly name: N;
  readonly domain: Domain<T>;
  readonly optional: boolean;
  /** Takes a whole range as one list of values. */
  readonly list?: boolean;
  /** Of a list whose values go with another's: that parameter's name. Beside a column it is a list a column, beside a row one a row. */
  readonly beside?: string;
  /** Of a list: reads one of its values. */
  readonly element?: Parameter;
  /** Reads one argument; a blank one is the default or refused. */
  readonly read: (value: unknown, setting: Setting) => T | Refusal;
}

/** Of what takes numbers the bounds tell whether a 0 can be meant. */
export const takesZero = ({ bounds }: Pick<Domain<unknown>, "bounds">): boolean =>
  bounds !== undefined && bounds.least <= 0;

/** A blank cell comes as null from some builds of Excel, and as 0 from others. */
export function isBlankFor(domain: Pick<Domain<unknown>, "bounds">, value: unknown): boolean {
  return isBlank(value) || (value === 0 && !takesZero(domain));
}

export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

export function required<T, const N extends string>(name: N, domain: Domain<T>): Parameter<T, N> {
  const blank = new Refusal(domain.kind === "year" ? "notAvailable" : "invalidValue", () =>
    domain.kind === "year" ? messages.noYearGiven(name) : messages.missing(name, domain.takes),
  );
  return {
    name,
    domain,
    optional: false,
    read: (value, setting) => (isBlankFor(domain, value) ? blank : readGiven(domain, name, value, setting)),
  };
}

/** `otherwise` stands for a blank, missing or null argument. */
export function optional<T, const N extends string, D = T>(
  name: N,
  domain: Domain<T>,
  otherwise: (setting: Setting) => D | Refusal,
): Parameter<T | D, N> {
  const read = (value: unknown, setting: Setting): T | D | Refusal =>
    isBlankFor(domain, value) ? otherwise(setting) : readGiven(domain, name, value, setting);
  return { name, domain: domain as Domain<T | D>, optional: true, read };
}

/** An optional list of values: blank elements are passed over, and without any there is null. */
export function optionalList<T, const N extends string>(
  name: N,
  domain: Domain<T>,
): Parameter<readonly (T | Refusal)[] | null, N> {
  const read = (value: unknown, setting: Setting): readonly (T | Refusal)[] | null => {
    const given = (Array.isArray(value) ? value.flat(2) : [value]).filter((element) => !isBlankFor(domain, element));
    if (given.length === 0) return null;
    return given.map((element) => readGiven(domain, name, element, setting));
  };
  return { name, domain: domain as Domain<never>, optional: true, list: true, element: required(name, domain), read };
}

/** A list whose elements stay in their places: null for a blank one. */
export function optionalPlaces<T, const N extends string>(
  name: N,
  domain: Domain<T>,
  beside?: string,
): Parameter<readonly (T | Refusal | null)[] | null, N> {
  const read = (value: unknown, setting: Setting): readonly (T | Refusal | null)[] | null => {
    const given = Array.isArray(value) ? value.flat(2) : [value];
    const isNone = (element: unknown): boolean => isBlankFor(domain, element);
    if (given.every(isNone)) return null;
    return given.map((element) => (isNone(element) ? null : readGiven(domain, name, element, setting)));
  };
  const element = required(name, domain);
  return { name, domain: domain as Domain<never>, optional: true, list: true, beside, element, read };
}

/** What isn't blank. */
function readGiven<T>(domain: Domain<T>, name: string, value: unknown, setting: Setting): T | Refusal {
  // Where there is no Excel there is no class of its errors to ask for.
  if (typeof value === "object" && isCellError(value)) return new Refusal("invalidValue", undefined, value);
  return domain.read(value, setting, name);
}
