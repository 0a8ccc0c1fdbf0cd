import type { Report } from "../report/types";
import { parseUnit } from "../report/units";
import { names } from "./names";
import { scaleOf } from "./quantities";
import type { Result } from "./types";

/** Foreign currency that sizes can be shown in, given an exchange rate. */
const FOREIGN = "USD";

/** The assumption that gives the exchange rate; null for a report in the foreign currency itself. */
export function exchangeKeyOf({ currency: own }: Report): { id: string; own: string; foreign: string } | null {
  return own === FOREIGN ? null : { id: `fx.${FOREIGN}-${own}`.toLowerCase(), own, foreign: FOREIGN };
}

export interface MoneyUnits {
  /** The report's own first. */
  readonly units: readonly string[];
  readonly factor: (unit: string | null) => Result;
}

/** `rate`: money of the report's currency for one unit of the foreign one; null while it isn't set. */
export function moneyUnits(report: Report, rate: number | null): MoneyUnits {
  const own = report.currency;
  const units = [report.unit, ...["bn", "m"].map((scale) => `${own} ${scale}`), own];
  const exchange = exchangeKeyOf(report);
  const foreign = exchange ? [`${FOREIGN} bn`, `${FOREIGN} m`] : [];
  const all = [...new Set([...units, ...foreign])];
  const known = names(
    "unit",
    all.map((id) => ({ id })),
  );
  const factors = new Map<string, Result>(all.map((unit) => [unit, factorTo(unit)]));

  function factorTo(unit: string): Result {
    const factor = scaleOf(report.unit) / scaleOf(unit);
    if (!exchange || !foreign.includes(unit)) return factor;
    return rate === null ? { fault: "not-set", key: exchange.id } : factor / rate;
  }

  function factor(unit: string | null): Result {
    if (unit === null) return 1;
    const direct = factors.get(unit);
    if (direct !== undefined) return direct;
    const found = known.find(unit);
    if (!("fault" in found)) return factors.get(found.id)!;
    // Units have everyday names too, such as 亿元, that the report's grammar of units knows.
    const parsed = parseUnit(unit.normalize("NFKC").trim());
    const same =
      parsed && all.find((id) => scaleOf(id) === parsed.scale && parseUnit(id)?.dimension === parsed.dimension);
    return same ? factors.get(same)! : found;
  }

  return { units: all, factor };
}
