/**
 * Recomputes what the report claims from its own figures.
 *
 * - consistent: with the figures at the values that are printed, the claim holds at its printed precision. A claim of
 *   "more than 28 %" holds at 29.1 %. Two statements of one quantity (kind `equal`) have to be the same number.
 * - within rounding: it holds for some values that round to those printed.
 * - only as a bound: it holds for some values that the comparators and ranges allow.
 * - inconsistent: it holds for none.
 *
 * Of an upper limit (kinds `at-most` and `shares`) the recomputed value is the limit.
 */
import type { Check, Claim, Figure, Report } from "../../report/types";
import { extentOf, overlap, roundingOf, type Interval } from "./intervals";
import { scaleOf } from "../../report/units/scales";
import { isPercent } from "../../report/units/spelling";
import { endOf, figureIn, fraction, yearOf, type Figures } from "../quantities/quantities";
import type { AuditRow, Section, Verdict } from "../types";

/** A claim's formula. It rises with each of `up` and falls with each of `down`. */
interface Formula {
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly result: (up: readonly number[], down: readonly number[]) => number;
  /** Percentages in it are parts of a whole, so that "at least 50 %" ends at 100 %. */
  readonly parts?: boolean;
}

const total = (terms: readonly number[]): number => terms.reduce((sum, term) => sum + term, 0);
/** Nothing of something without an upper end is nothing. */
const product = (factors: readonly number[]): number =>
  factors.includes(0) ? 0 : factors.reduce((product, factor) => product * factor, 1);

function formulaOf(check: Check, stated: Figure, figures: Figures): Formula {
  switch (check.kind) {
    case "cagr": {
      const years = yearOf(figures, check.to) - yearOf(figures, check.from);
      return {
        up: [check.to],
        down: [check.from],
        result: ([to], [from]) => (to! / Math.max(from!, 0)) ** (1 / years) - 1,
      };
    }
    case "growth":
      return { up: [check.to], down: [check.from], result: ([to], [from]) => to! / Math.max(from!, 0) - 1 };
    case "ratio":
      return {
        up: [check.numerator],
        down: [check.denominator],
        result: ([numerator], [denominator]) => numerator! / Math.max(denominator!, 0),
      };
    case "product":
      return { up: check.factors, down: [], result: product, parts: true };
    case "sum":
      return { up: check.terms, down: [], result: total };
    case "difference":
      return { up: [check.from], down: [check.subtract], result: ([from], [subtract]) => from! - subtract! };
    case "complement":
    case "shares":
      return { up: [], down: check.parts, result: (_, parts) => 1 - total(parts), parts: true };
    case "at-most":
      return { up: [check.whole], down: check.beside ?? [], result: ([whole], parts) => whole! - total(parts) };
    case "equal":
      return { up: [check.to], down: [], result: ([value]) => value! };
    case "compound": {
      const years = yearOf(figures, stated.id) - yearOf(figures, check.from);
      return {
        up: [check.from, check.rate],
        down: [],
        result: ([from, rate]) => (from === 0 ? 0 : from! * (1 + rate!) ** years),
      };
    }
  }
}

/** A number as printed, in single units; a percentage as a fraction. */
function plain(printed: number, { unit }: Figure): number {
  return isPercent(unit) ? fraction(printed) : printed * scaleOf(unit);
}

function printedIn({ unit }: Figure, value: number): number {
  return isPercent(unit) ? value * 100 : value / scaleOf(unit);
}

export const audit = (report: Report, figures: Figures): readonly AuditRow[] =>
  report.claims.flatMap((claim) => auditClaim(figures, claim));

/** Those of a section and of the sections within it; null: all. */
export const auditOf = (rows: readonly AuditRow[], section: Section | null): readonly AuditRow[] =>
  section === null
    ? rows
    : rows.filter((row) => row.section === section.id || !!row.section?.startsWith(`${section.id}.`));

function auditClaim(figures: Figures, claim: Claim): AuditRow[] {
  const stated = figureIn(figures, claim.stated);
  const formula = formulaOf(claim.check, stated, figures);
  const up = formula.up.map((id) => figureIn(figures, id));
  const down = formula.down.map((id) => figureIn(figures, id));
  const point = (figure: Figure): number => plain(endOf(figure.value, "point"), figure);
  const recomputed = printedIn(stated, formula.result(up.map(point), down.map(point)));
  // A rate from nothing or over no time has no value to compare with.
  if (!Number.isFinite(recomputed)) return [];

  const range = (intervalOf: (figure: Figure) => Interval): Interval => {
    const end = (figure: Figure, which: keyof Interval): number => {
      const value = plain(intervalOf(figure)[which], figure);
      return formula.parts && isPercent(figure.unit) && point(figure) <= 1 ? Math.min(value, 1) : value;
    };
    const result = (rising: keyof Interval, falling: keyof Interval): number =>
      printedIn(
        stated,
        formula.result(
          up.map((figure) => end(figure, rising)),
          down.map((figure) => end(figure, falling)),
        ),
      );
    return { low: result("low", "high"), high: result("high", "low") };
  };

  const inCell = (printed: number): number => (isPercent(stated.unit) ? fraction(printed) : printed);
  const statedValue = inCell(endOf(stated.value, "point"));
  return [
    {
      claim: claim.id,
      section: claim.section,
      stated,
      statedValue,
      recomputed: inCell(recomputed),
      difference: inCell(recomputed) - statedValue,
      verdict: verdictOf(claim.check, stated, recomputed, range),
    },
  ];
}

function verdictOf(
  check: Check,
  stated: Figure,
  recomputed: number,
  range: (intervalOf: (figure: Figure) => Interval) => Interval,
): Verdict {
  // What is at most so much may be less: its own least counts.
  if (check.kind === "at-most" || check.kind === "shares") {
    const fits = (least: Interval, most: Interval): boolean => overlap({ ...least, high: Infinity }, most);
    if (fits(roundingOf(stated), { low: recomputed, high: recomputed })) return "consistent";
    if (fits(roundingOf(stated), range(roundingOf))) return "within rounding";
    return fits(extentOf(stated), range(extentOf)) ? "only as a bound" : "inconsistent";
  }
  const claimed = check.kind === "equal" ? roundingOf(stated) : extentOf(stated);
  // "About" allows no more than its printed digits here; what it allows beyond is a matter of rounding.
  const exact = check.kind === "equal" ? roundingOf(asPrinted(stated)) : extentOf(asPrinted(stated));
  if (overlap({ low: recomputed, high: recomputed }, exact)) return "consistent";
  if (overlap(range(roundingOf), claimed)) return "within rounding";
  if (overlap(range(extentOf), extentOf(stated))) return "only as a bound";
  return "inconsistent";
}

function asPrinted(figure: Figure): Figure {
  return figure.comparator === "~" ? { ...figure, comparator: "=" } : figure;
}
