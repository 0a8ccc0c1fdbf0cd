import colors from "color-name";
import { invalidArgument } from "./errors.js";
import type { Handle, Kind, Targets } from "./kinds.js";
import type { Session } from "./session.js";

/**
 * How an object of Excel's model is described: by its members under their wire names. The dispatcher resolves
 * paths, runs actions and projects results from these descriptions alone; a member that isn't listed answers
 * ApiNotFound.
 */
export interface MembersFor<T> {
  readonly properties: Readonly<Record<string, Property<T>>>;
  readonly methods: Readonly<Record<string, Method<T>>>;
  /** Present on collections. */
  readonly items?: (target: T, session: Session) => readonly Handle[];
  /** Present where the client tracks objects by reference instead of by id: ranges. */
  readonly tracked?: true;
}

export type Members<K extends Kind> = MembersFor<Targets[K]>;

export interface Property<T> {
  readonly get?: (target: T, session: Session) => unknown;
  readonly set?: (target: T, value: unknown, session: Session) => void | Promise<void>;
  /** Leads to another object; loaded only where it is named. */
  readonly navigation?: true;
}

export interface Method<T> {
  readonly run: (target: T, session: Session, ...args: unknown[]) => unknown;
  /** Reads what formulas gave: they are calculated first. */
  readonly reads?: true;
  /** Set on methods that wait for something beside the grid's calculation. */
  readonly wait?: (target: T, session: Session, ...args: unknown[]) => Promise<void>;
}

/** A member by its name on the wire. */
export const own = <M>(members: Readonly<Record<string, M>>, name: string): M | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined;

/** A property whose value must be one of Excel's enumeration. */
export function oneOf<E extends string>(values: readonly E[], value: unknown): E {
  const known = values.find((each) => each === value);
  if (known === undefined) throw invalidArgument();
  return known;
}

export function text(value: unknown): string {
  if (typeof value !== "string") throw invalidArgument();
  return value;
}

export function optionalText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(value);
}

export function whole(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw invalidArgument();
  return value;
}

export function flag(value: unknown): boolean {
  if (typeof value !== "boolean") throw invalidArgument();
  return value;
}

/** "#RRGGBB", "RRGGBB", or one of HTML's names. */
export function color(value: unknown): string {
  const given = text(value).trim();
  const [, digits] = /^#?([0-9a-f]{6})$/i.exec(given) ?? [];
  if (digits) return `#${digits.toUpperCase()}`;
  const named = Object.hasOwn(colors, given.toLowerCase()) ? colors[given.toLowerCase() as keyof typeof colors] : null;
  if (!named) throw invalidArgument();
  return `#${named.map((part) => part.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}

export const leadsTo = <T>(get: (target: T, session: Session) => Handle | null): Property<T> => ({
  get,
  navigation: true,
});

export const readOnly = <T>(get: (target: T, session: Session) => unknown): Property<T> => ({ get });
