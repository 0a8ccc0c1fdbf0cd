/** What a figure is to its line: a point of its path, a range beside one, its growth, an estimate beside it. */
import { isPart } from "../periods";
import type { Period, Value } from "../types";
import type { Role } from "./words";

/** Lines take figures in different ways. */
export type Taking = "published" | "built" | "given" | "points";

export interface Taken {
  readonly period: Period;
  /** Null of one figure over another. */
  readonly value: Value | null;
  readonly unit: string;
  /** As the row says. */
  readonly role: Role | null;
}

/** Besides a role: a growth rate that only claims something, since the path has two ends without it; a part of a year, which is no point. */
export type Inferred = Role | "claim" | "part";

export function rolesOf(taking: Taking, figures: readonly Taken[]): readonly Inferred[] {
  const isPoint = ({ period }: Taken): boolean => typeof period === "number";
  const ends = figures.filter((figure) => isPoint(figure) && figure.unit !== "%").length;
  const years = new Map<number, number>();
  const isRange = ({ value }: Taken) => Array.isArray(value);
  // Of several figures of a year the first plain number is the point.
  figures.forEach((figure, at) => {
    if (typeof figure.period !== "number" || (figure.role !== null && figure.role !== "point")) return;
    const known = years.get(figure.period);
    if (known === undefined || (isRange(figures[known]!) && !isRange(figure) && figures[known]!.role === null))
      years.set(figure.period, at);
  });
  return figures.map((figure, at) => {
    if (figure.role !== null) return figure.role;
    if (isPart(figure.period)) return "part";
    switch (taking) {
      case "built":
        return "stated";
      case "published":
        if (figure.unit !== "%") return "point";
        return isPoint(figure) || ends > 1 ? "claim" : "growth";
      case "given":
        return typeof figure.period === "number" && years.get(figure.period) !== at && isRange(figure)
          ? "range"
          : "point";
      case "points":
        return "point";
    }
  });
}
