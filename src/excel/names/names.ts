/** Names of sheets and tables: what Excel takes, and what is free. */

export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Excel's own rules for a sheet's name. */
export const isSheetName = (name: string): boolean =>
  name.length >= 1 && name.length <= 31 && !/[:\\/?*[\]]/.test(name) && !/^'|'$/.test(name) && !/^history$/i.test(name);

/** A sheet's name as it stands in a formula. */
export const quoteSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** The name where it is free, or else the first that is with a number behind it. */
export function freeName(name: string, taken: readonly string[], separator = " "): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${separator}${number}`;
    if (!taken.some((one) => sameName(one, candidate))) return candidate;
  }
}
