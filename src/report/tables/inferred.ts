/** Claims that figures make by where they stand. */
import type { Check, Period, Point, Value } from "../types";

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
  /** Markets beside the segments that add to them. */
  readonly sums: readonly { readonly whole: readonly Standing[]; readonly parts: readonly (readonly Standing[])[] }[];
}

const idAt = (figures: readonly Standing[], year: number): string | null => {
  const found = figures.find(({ period, point, unit }) => period === year && typeof point === "string" && unit !== "%");
  return (found?.point as string | undefined) ?? null;
};

export function inferredClaims({ growth, sums }: Given): readonly InferredClaim[] {
  return [
    ...growth.flatMap(({ figure: { row, point: stated, period }, beside }) => {
      if (typeof stated !== "string" || period === null) return [];
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
