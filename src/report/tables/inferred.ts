/** Claims that figures make by where they stand. */
import { isPart } from "../periods";
import type { Check, PartOfYear, Period, Point, Value } from "../types";

export interface Standing {
  readonly row: { readonly index: number };
  readonly point: Point;
  readonly period: Period;
  readonly value: Value | null;
  readonly unit: string;
}

export interface InferredClaim {
  readonly id: string;
  readonly stated: string;
  readonly check: Check;
  /** The row of the figure that states it. */
  readonly row: number;
}

interface Given {
  /** Percentages on a market's line, beside its path. */
  readonly growth: readonly { readonly figure: Standing; readonly beside: readonly Standing[] }[];
  /** By line, what of a year adds up from its quarters or halves. */
  readonly flows: readonly (readonly Standing[])[];
  /** Markets beside the segments that add to them. */
  readonly sums: readonly { readonly whole: readonly Standing[]; readonly parts: readonly (readonly Standing[])[] }[];
}

const idAt = (figures: readonly Standing[], at: number | PartOfYear): string | null => {
  const found = figures.find(({ period, point, unit }) => period === at && typeof point === "string" && unit !== "%");
  return (found?.point as string | undefined) ?? null;
};

/** The parts that a period is the sum of, in each way that it is one. */
function partsOf(period: Period): Readonly<Record<string, readonly PartOfYear[]>> {
  if (typeof period === "number") {
    return {
      quarters: [`${period}Q1`, `${period}Q2`, `${period}Q3`, `${period}Q4`],
      halves: [`${period}H1`, `${period}H2`],
    };
  }
  if (!isPart(period) || period[4] !== "H") return {};
  const year = Number(period.slice(0, 4));
  return { quarters: period.endsWith("1") ? [`${year}Q1`, `${year}Q2`] : [`${year}Q3`, `${year}Q4`] };
}

const partSums = (figures: readonly Standing[]): readonly InferredClaim[] =>
  figures.flatMap(({ row, point: stated, period, unit }) => {
    if (typeof stated !== "string" || unit === "%") return [];
    return Object.entries(partsOf(period)).flatMap(([way, parts]) => {
      const terms = parts.map((part) => idAt(figures, part));
      if (terms.includes(null)) return [];
      return [
        { id: `${stated}.${way}`, stated, check: { kind: "sum", terms: terms as string[] }, row: row.index } as const,
      ];
    });
  });

export function inferredClaims({ growth, flows, sums }: Given): readonly InferredClaim[] {
  return [
    ...flows.flatMap(partSums),
    ...growth.flatMap(({ figure: { row, point: stated, period }, beside }) => {
      if (typeof stated !== "string" || period === null) return [];
      // Of a quarter it may be on the one before or on that of the year before.
      if (isPart(period)) return [];
      const [from, to] = typeof period === "number" ? [period - 1, period] : period;
      const ends = [idAt(beside, from), idAt(beside, to)];
      const kind = typeof period === "number" ? "growth" : "cagr";
      if (ends[0] === null || ends[1] === null) return [];
      return [
        { id: `${stated}.${kind}`, stated, check: { kind, from: ends[0]!, to: ends[1]! }, row: row.index } as const,
      ];
    }),
    ...sums.flatMap(({ whole, parts }) =>
      whole.flatMap(({ row, point: stated, period, unit }) => {
        if (typeof stated !== "string" || typeof period !== "number" || unit === "%") return [];
        const terms = parts.map((part) => idAt(part, period));
        if (parts.length < 2 || terms.includes(null)) return [];
        const check: Check = { kind: "sum", terms: terms as string[] };
        return [{ id: `${stated}.sum`, stated, check, row: row.index }];
      }),
    ),
  ];
}
