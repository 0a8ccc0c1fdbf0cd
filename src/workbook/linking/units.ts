/** A number's unit, as what stands around it says, against the unit of a number of the report's. */
import { isFault, type Model } from "../../model";
import { isUnitHeader } from "../../report/blocks";
import { isPercent, readUnit, spell } from "../../report";
import { reconciles, type Unit } from "../../report/units/dimensions";
import type { Report } from "../../report/types";
import type { Around, Said } from "./around";
import { unitOf } from "./labels";

export interface UnitSaid {
  readonly unit: string;
  readonly at: Said;
  /** In its own row or column; of its whole table; or of another part of the sheet. */
  readonly where: "row" | "column" | "table" | "far";
}

export function unitsAround({ row, column, headings, titles, notes, far }: Around): readonly UnitSaid[] {
  const from = (texts: readonly Said[], where: UnitSaid["where"]): readonly UnitSaid[] =>
    texts.flatMap((at) => {
      const unit = isUnitHeader(at.text) ? null : unitOf(at.text);
      return unit === null ? [] : [{ unit, at, where }];
    });
  return [
    ...from(row, "row"),
    ...from(column, "column"),
    ...from([...headings, ...titles, ...notes], "table"),
    ...from(far, "far"),
  ];
}

/** How a number of the report's becomes one in the typed number's unit. */
export interface Conversion {
  /** The unit that a formula is asked for; null for the report's own. */
  readonly money: string | null;
  readonly times: number;
  readonly said: UnitSaid | null;
  /** How much of it was taken for granted: nothing; that it is in the report's unit; that it is in another. */
  readonly guessed: 0 | 1 | 2;
}

const plain: Conversion = { money: null, times: 1, said: null, guessed: 0 };

interface Given {
  readonly units: readonly UnitSaid[];
  /** Shown as a percentage. */
  readonly isPercent: boolean;
  readonly value: number;
}

export function percentages({ units, isPercent: isShown, value }: Given): readonly Conversion[] {
  if (isShown) return [plain];
  const [row] = units.filter(({ where }) => where === "row");
  if (row && !isPercent(row.unit)) return [];
  const said = units.find(({ unit, where }) => isPercent(unit) && where !== "far");
  if (said) {
    return [
      { ...plain, times: 100, said },
      { ...plain, said, guessed: 1 },
    ];
  }
  return [
    { ...plain, guessed: Math.abs(value) <= 1 ? 0 : 1 },
    { ...plain, times: 100, guessed: 1 },
  ];
}

/** Of a size, which formulas give in any money. */
export function moneys(model: Model, { units, isPercent: isShown }: Given): readonly Conversion[] {
  if (isShown) return [];
  const found: Conversion[] = [];
  for (const said of units) {
    const money = isPercent(said.unit) ? null : model.money(said.unit);
    if (money && !isFault(money)) {
      const guessed = said.where === "far" ? 1 : 0;
      found.push({ money: money.isOwn ? null : moneyText(money), times: 1, said, guessed });
    } else if (said.where === "row" || said.where === "column") break;
  }
  if (found.length > 0) return nearestFirst(found);
  if (units.some(({ where }) => where === "row" || where === "column")) return [];
  const { currency } = model.report;
  const others = ["bn", "m"].map((scale) => `${currency} ${scale}`);
  return [{ ...plain, guessed: 1 }, ...others.map((money): Conversion => ({ ...plain, money, guessed: 2 }))];
}

/** Of several units the nearest; the next one is a guess. */
const nearestFirst = (found: readonly Conversion[]): readonly Conversion[] =>
  found
    .filter((one, at) => found.findIndex((other) => other.money === one.money && other.times === one.times) === at)
    .slice(0, 2)
    .map((one, at) => (at === 0 ? one : { ...one, guessed: 2 }));

const SCALES: ReadonlyMap<number, string> = new Map([
  [1, ""],
  [1e3, " k"],
  [1e6, " m"],
  [1e8, " 100m"],
  [1e9, " bn"],
  [1e12, " tn"],
]);

function moneyText({
  id,
  currency,
  times,
  real,
}: {
  id: string;
  currency: string;
  times: number;
  real: number | null;
}) {
  const scale = SCALES.get(times);
  return scale === undefined || real !== null ? id : currency + scale;
}

/** Of what a formula gives in one unit only. */
export function amounts(report: Report, unit: string, { units, isPercent: isShown }: Given): readonly Conversion[] {
  if (isShown) return [];
  const own = dimensionOf(report, unit);
  if (!own) return [{ ...plain, guessed: 1 }];
  const found: Conversion[] = [];
  for (const said of units) {
    const other = isPercent(said.unit) ? null : dimensionOf(report, said.unit);
    if (other && isAlike(own, other)) {
      const times = Number((own.scale / other.scale).toPrecision(12));
      found.push({ money: null, times, said, guessed: said.where === "far" ? 1 : 0 });
    } else if (said.where === "row" || said.where === "column") break;
  }
  if (found.length > 0) return nearestFirst(found);
  if (units.some(({ where }) => where === "row" || where === "column")) return [];
  return [{ ...plain, guessed: unit === "" ? 0 : 1 }];
}

/** A year's sets are sets; money has to be the same money. */
const isAlike = (one: Unit, other: Unit): boolean => {
  const plainOf = (unit: Unit): Unit => ({ ...unit, flow: unit.flow || !("year" in unit.powers) });
  return one.currency === other.currency && reconciles(plainOf(one), plainOf(other));
};

/** With the nouns that the report counts in either language as one. */
function dimensionOf({ nouns = [] }: Report, text: string): Unit | null {
  const unit = readUnit(text);
  const spelling = spell(text);
  if (!unit || !spelling) return null;
  const english = (word: string): string => {
    const noun = nouns.find(({ en, zh }) => word === en || word === zh);
    return noun?.as ?? noun?.en ?? word;
  };
  const powers: Record<string, number> = {};
  for (const [word, power] of Object.entries(unit.powers)) {
    const name = english(word);
    powers[name] = (powers[name] ?? 0) + power;
  }
  return { ...unit, powers };
}
