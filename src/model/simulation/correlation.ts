/**
 * How drivers go together: a Gaussian copula. What is correlated are standard normal variables, one a driver, by the
 * Cholesky factor of their correlations; each then takes its place in its driver's own distribution. It keeps those
 * distributions as they are and asks for one number a pair, which is close to the rank correlation (within 0.02).
 */
import type { Driver } from "../../report/types";
import type { PickFor } from "../overrides/pick";
import type { Override } from "../types";

export type Matrix = readonly (readonly number[])[];

export const correlationKeyOf = (one: Driver, other: Driver): string => `correlation.${one.id}.${other.id}`;

/** The correlations that a scenario sees, in the order of the drivers; `used`: the numbers that they are. */
export function correlationsOf(
  drivers: readonly Driver[],
  pick: PickFor,
): { readonly matrix: Matrix; readonly used: readonly Override[] } {
  const used: Override[] = [];
  const matrix = drivers.map((_, row) => drivers.map((_, column): number => (row === column ? 1 : 0)));
  drivers.forEach((one, row) =>
    drivers.slice(0, row).forEach((other, column) => {
      const own = pick(correlationKeyOf(other, one))(0);
      if (!own) return;
      used.push(own);
      matrix[row]![column] = matrix[column]![row] = own.value;
    }),
  );
  return { matrix, used };
}

const TOLERANCE = 1e-9;

/** The lower triangular matrix whose product with its transpose is the given one; null where no numbers go together so. */
export function cholesky(matrix: Matrix): Matrix | null {
  const factor = matrix.map((row) => row.map(() => 0));
  for (let row = 0; row < matrix.length; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row]![column]!;
      for (let term = 0; term < column; term++) rest -= factor[row]![term]! * factor[column]![term]!;
      const pivot = factor[column]![column]!;
      if (row === column) {
        if (rest < -TOLERANCE) return null;
        factor[row]![row] = Math.sqrt(Math.max(rest, 0));
      } else if (pivot > Math.sqrt(TOLERANCE)) factor[row]![column] = rest / pivot;
      else if (Math.abs(rest) > Math.sqrt(TOLERANCE)) return null;
    }
  }
  return factor;
}
