/** What the schema can't say: that ids are unique, that what is pointed at exists and fits, that years run on. */
import { fault, missingFault, type FaultCode, type ReportFault } from "./faults";
import { quoteHolds } from "./evidence/quotes";
import { driverTrees } from "./trees";
import type {
  AssumedDriver,
  Check,
  Document,
  Driver,
  Figure,
  GivenDriver,
  Name,
  Op,
  Point,
  PublishedScenario,
  Report,
  Scenario,
  Segment,
  Split,
  Whole,
  WorkedOutDriver,
} from "./types";
import { claimPeriodFaults } from "./claimPeriods";
import { isPart } from "./periods";
import { isGiven, isPublished, isWorkedOut, wholeOf } from "./kinds";
import { dimensionText, nearestUnit, productUnit, readUnit, reconciles, type Unit } from "./units/dimensions";

type Faults = readonly ReportFault[];

interface Entry {
  readonly id: string;
  readonly name: Name;
  readonly aliases?: readonly string[];
}

/** In %: a market that lost all of itself has no path to cast. */
const lowestGrowth = -99;

/** Every fault of a report that conforms to the schema. */
export function referenceFaults(report: Report): Faults {
  const own = [...unitFaults("/unit", report.unit, []), ...moneyFaults("/unit", report.unit, report.currency)];
  // Nothing fits a unit of the report that isn't its money.
  if (own.length > 0) return own;
  const figures = new Map(report.figures.map((figure) => [figure.id, figure]));
  const units = [...new Set([report.unit, ...report.figures.map(({ unit }) => unit)])].filter(readUnit);
  const check = checker(report, figures, units);
  const segments = report.splits.flatMap(({ segments }, split) =>
    segments.map((segment, at) => ({ ...segment, path: `/splits/${split}/segments/${at}` })),
  );
  const at = <T extends Entry>(kind: string, entries: readonly T[]) =>
    entries.map((entry, index) => ({ ...entry, path: `/${kind}/${index}` }));
  const documents = report.documents ?? [];
  return [
    ...duplicateNames(documents.map(({ name }, index) => ({ id: name, path: `/documents/${index}` }))),
    ...duplicateIds("figures", report.figures),
    ...sharedIds([
      ...at("splits", report.splits),
      ...segments,
      ...at("drivers", report.drivers),
      ...at("series", report.series),
      ...report.figures.map(({ id }, index) => ({ id, path: `/figures/${index}` })),
    ]),
    ...duplicateIds("claims", report.claims),
    ...duplicateNames(at("scenarios", report.scenarios)),
    ...duplicateNames(at("splits", report.splits)),
    ...report.splits.flatMap((_, split) =>
      duplicateNames(segments.filter(({ path }) => path.startsWith(`/splits/${split}/`))),
    ),
    ...duplicatePlaces(segments),
    ...duplicateNames(at("drivers", report.drivers)),
    ...duplicateNames(at("series", report.series)),
    ...report.figures.flatMap((figure, index) => figureFaults(figure, `/figures/${index}`, units)),
    ...report.figures.flatMap((figure, index) => evidenceFaults(figure, `/figures/${index}`, documents)),
    ...report.scenarios.flatMap((scenario, index) => check.scenario(scenario, `/scenarios/${index}`)),
    ...report.splits.flatMap((split, index) => check.split(split, `/splits/${index}`)),
    ...report.drivers.flatMap((driver, index) => check.driver(driver, `/drivers/${index}`)),
    ...report.series.flatMap((series, index) => check.track(series, `/series/${index}`)),
    ...report.claims.flatMap(({ stated, check: how }, index) => check.claim(stated, how, `/claims/${index}`)),
  ];
}

/** A unit that can be read; the units that the report has elsewhere are what a misspelt one may have been meant to be. */
function unitFaults(path: string, text: string, known: readonly string[]): Faults {
  if (readUnit(text)) return [];
  const suggestion = nearestUnit(text, known);
  return [fault(path, "bad-unit", suggestion === null ? { unit: text } : { unit: text, nearest: suggestion })];
}

function moneyFaults(path: string, text: string, currency: string): Faults {
  const parsed = readUnit(text);
  if (!parsed || (parsed.currency === currency && Object.keys(parsed.powers).length === 1)) return [];
  return [fault(path, "other-money", { unit: text, currency })];
}

function duplicateIds(kind: string, entries: readonly { readonly id: string }[]): Faults {
  const first = new Map<string, number>();
  return entries.flatMap(({ id }, index) => {
    const other = first.get(id);
    if (other === undefined) first.set(id, index);
    return other === undefined ? [] : [fault(`/${kind}/${index}/id`, "duplicate", { id, other: `/${kind}/${other}` })];
  });
}

/** Names of segments can repeat in another split, where split/segment tells them apart; ids can't. */
function duplicatePlaces(entries: readonly { readonly id: string; readonly path: string }[]): Faults {
  const splitOf = (path: string) => path.replace(/\/segments\/.*/, "");
  const owners = new Map<string, string>();
  return entries.flatMap(({ id, path }) => {
    const other = owners.get(id);
    if (other === undefined) owners.set(id, path);
    return other === undefined || splitOf(other) === splitOf(path) ? [] : [fault(path, "duplicate", { id, other })];
  });
}

/** What formulas take for the whole market. */
const reserved = "size";

/**
 * Ids of splits, segments, drivers, series and figures: what is asked about by its id alone is one of them. Two of a kind are
 * told by that kind's own check; scenarios are asked for apart.
 */
function sharedIds(
  entries: readonly { readonly id: string; readonly aliases?: readonly string[]; readonly path: string }[],
): Faults {
  const owners = new Map<string, string>();
  const kindOf = (path: string): string => path.replace(/\d+/g, "");
  return entries.flatMap(({ id, aliases = [], path }) => {
    if ([id, ...aliases].includes(reserved)) return [fault(path, "reserved", { id: reserved })];
    const other = owners.get(id);
    if (other === undefined) owners.set(id, path);
    const isShared = other !== undefined && kindOf(other) !== kindOf(path);
    return isShared ? [fault(path, "duplicate", { id, other })] : [];
  });
}

/** Formulas take an id, an alias or a name in any language, so none may stand for two things of a kind. */
function duplicateNames(
  entries: readonly (Omit<Entry, "name"> & Partial<Entry> & { readonly path: string })[],
): Faults {
  const owners = new Map<string, string>();
  return entries.flatMap(({ id, aliases = [], name, path }) => {
    const own = new Set([id, ...aliases, ...(name ? [name.en, name.zh, name.zhHant ?? name.zh] : [])].map(folded));
    return [...own].flatMap((key) => {
      const other = owners.get(key);
      if (other === undefined) owners.set(key, path);
      return other === undefined ? [] : [fault(path, "duplicate", { id: key, other })];
    });
  });
}

/** As formulas compare names: whatever the case, the width of characters and the spaces. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

/** How many drivers each takes. */
const counts: Readonly<Record<Op, readonly [least: number, most: number]>> = {
  product: [1, Infinity],
  sum: [1, Infinity],
  difference: [2, Infinity],
  ratio: [2, 2],
  complement: [1, Infinity],
};

/** No report prints a number nearer to zero; one that is would make a ratio overflow. */
const leastValue = 1e-9;

function figureFaults({ value, year, unit }: Figure, path: string, known: readonly string[]): Faults {
  const tiny = [value].flat().some((number) => number !== 0 && Math.abs(number) < leastValue);
  return [
    ...(tiny ? [fault(`${path}/value`, "too-small", { limit: leastValue })] : []),
    ...unitFaults(`${path}/unit`, unit, known),
    ...(typeof value === "number" || value[0] < value[1] ? [] : [fault(`${path}/value`, "reversed")]),
    ...(year === null || typeof year !== "object" || year[0] < year[1] ? [] : [fault(`${path}/year`, "reversed")]),
  ];
}

/** That what is said of where a figure stands holds. */
function evidenceFaults(figure: Figure, path: string, documents: readonly Document[]): Faults {
  const { document, quote, value, unit } = figure;
  const missing = document !== undefined && !documents.some(({ name }) => name === document);
  const empty = quote !== undefined && !quoteHolds(quote, figure);
  return [
    ...(missing
      ? [
          missingFault(
            `${path}/document`,
            "no-such-document",
            document,
            documents.map(({ name }) => name),
          ),
        ]
      : []),
    ...(empty ? [fault(`${path}/quote`, "quote-without-number", { value: [value].flat().join("–"), unit })] : []),
  ];
}

/** The figures that a check is made of, by the place in it. */
function operands(check: Check): readonly (readonly [place: string, id: string])[] {
  return Object.entries(check).flatMap(([key, value]: [string, string | readonly string[]]) => {
    if (key === "kind") return [];
    return typeof value === "string" ? [[key, value] as const] : value.map((id, at) => [`${key}/${at}`, id] as const);
  });
}

function checker(report: Report, figures: ReadonlyMap<string, Figure>, knownUnits: readonly string[]) {
  const scenarios = new Map(report.scenarios.filter(isPublished).map((published) => [published.id, published]));
  const drivers = new Map(report.drivers.map((driver) => [driver.id, driver]));

  const { inCircle } = driverTrees(report.drivers);
  /** What a split can divide. */
  const wholes = {
    scenario: { code: "no-such-scenario", known: scenarios },
    driver: { code: "no-such-driver", known: drivers },
    segment: {
      code: "no-such-segment",
      known: new Map(
        report.splits.flatMap((split) => split.segments.map((segment) => [segment.id, { split, segment }] as const)),
      ),
    },
  } as const;

  const known = (ids: readonly (readonly [string, string])[]): Faults =>
    ids.flatMap(([path, id]) => (figures.has(id) ? [] : [missingFault(path, "no-such-figure", id, figures.keys())]));
  const listed = (path: string, ids: readonly string[]) => ids.map((id, at) => [`${path}/${at}`, id] as const);

  const yearOf = (point: Point) => figures.get(typeof point === "string" ? point : point.ratio[0])?.year;
  const positive = (figure: Figure) =>
    (typeof figure.value === "number" ? figure.value : Math.min(...figure.value)) > 0;
  const holdsZero = ({ value }: Figure) => (typeof value === "number" ? value === 0 : value[0] <= 0 && value[1] >= 0);

  const unitOf = (figure: string): Unit | null => readUnit(figures.get(figure)!.unit);

  /** A figure of a single year in a unit that converts to one of the line's, above zero where the path multiplies. */
  function pointFaults(
    point: Point,
    path: string,
    line: string,
    units: readonly string[],
    multiplies: boolean,
  ): Faults {
    const ids = typeof point === "string" ? [[path, point] as const] : listed(`${path}/ratio`, point.ratio);
    const missing = known(ids);
    if (missing.length > 0) return missing;
    const [[, id], divisor] = ids as [(typeof ids)[0], (typeof ids)[1] | undefined];
    const figure = figures.get(id)!;
    const { year } = figure;
    const found: [boolean, FaultCode, ReportFault["params"]][] = [
      isPart(year)
        ? [true, "part-as-point", { id, period: year }]
        : [typeof year !== "number", "no-single-year", { id }],
      [multiplies && !positive(figure), "not-positive", { id }],
    ];
    const lines = units.flatMap((unit) => readUnit(unit) ?? []);
    const fits = (unit: Unit) => lines.length === 0 || lines.some((other) => reconciles(unit, other));
    const [over, under] = [unitOf(id), divisor ? unitOf(divisor[1]) : null];
    if (divisor) {
      const [other] = [figures.get(divisor[1])!];
      found.push(
        [holdsZero(other), "divided-by-zero", { id: other.id }],
        [figure.year !== other.year, "other-year", { id, other: other.id }],
      );
      const quotient = over && under && productUnit([over], [under]);
      if (quotient && !fits(quotient)) {
        const params = { what: `${id} / ${other.id}`, unit: dimensionText(quotient), line, expected: units[0]! };
        found.push([true, "other-dimension", params]);
      }
    } else if (over && !fits(over)) {
      found.push([true, "other-dimension", { what: id, unit: figure.unit, line, expected: units.join(", ") }]);
    }
    return found.flatMap(([wrong, code, params]) => (wrong ? [fault(path, code, params)] : []));
  }

  function pathFaults(
    points: readonly Point[],
    path: string,
    line: string,
    units: readonly string[],
    multiplies: boolean,
  ): Faults {
    const faults = points.flatMap((point, at) => pointFaults(point, `${path}/${at}`, line, units, multiplies));
    if (faults.length > 0) return faults;
    const years = points.map(yearOf) as number[];
    const late = years.findIndex((year, at) => at > 0 && year <= years[at - 1]!);
    return late < 0 ? [] : [fault(`${path}/${late}`, "not-in-order")];
  }

  function track(
    { id, unit, points, method, saturation }: Pick<GivenDriver, "id" | "unit" | "points" | "method" | "saturation">,
    path: string,
  ): Faults {
    const faults = unitFaults(`${path}/unit`, unit, knownUnits);
    if (faults.length > 0) return faults;
    const grows = method === "geometric" || method === "logistic";
    return [
      ...pathFaults(points, `${path}/points`, id, [unit], grows),
      ...(saturation === undefined ? [] : pointFaults(saturation, `${path}/saturation`, id, [unit], grows)),
      ...(method === "logistic" && saturation === undefined && unit !== "%"
        ? [fault(path, "missing", { property: "saturation" })]
        : []),
    ];
  }

  function growthFaults(id: string, points: readonly Point[], path: string): Faults {
    const figure = figures.get(id);
    if (!figure) return [missingFault(path, "no-such-figure", id, figures.keys())];
    if (points.length > 1) return [fault(path, "growth-with-points")];
    const [low] = [figure.value].flat();
    if (low! < lowestGrowth) return [fault(path, "too-small", { limit: lowestGrowth })];
    const ends = typeof figure.year === "object" && figure.year?.includes(yearOf(points[0]!) as number);
    return ends && figure.unit === "%" ? [] : [fault(path, "growth-without-period", { id })];
  }

  function scenario(one: Scenario, path: string): Faults {
    if (isPublished(one)) {
      const { points, growth } = one;
      return [
        ...pathFaults(points, `${path}/points`, one.id, [report.unit], true),
        ...(growth === undefined ? [] : growthFaults(growth, points, `${path}/growth`)),
      ];
    }
    const faults = pathFaults(one.stated ?? [], `${path}/stated`, one.id, [report.unit], true);
    const size = drivers.get(one.size);
    if (!size) return [...faults, missingFault(`${path}/size`, "no-such-driver", one.size, drivers.keys())];
    const [unit, expected] = [readUnit(size.unit), readUnit(report.unit)];
    if (!unit || !expected || reconciles(unit, expected)) return faults;
    const params = { what: size.id, unit: size.unit, line: one.id, expected: report.unit };
    return [...faults, fault(`${path}/size`, "other-dimension", params)];
  }

  function split(one: Split, path: string): Faults {
    const { additive, segments } = one;
    const faults = segments.flatMap((segment, at) => segmentFaults(one, segment, `${path}/segments/${at}`));
    if (faults.length > 0) return faults;
    return additive ? additiveFaults(one, path) : overlappingFaults(segments, path);
  }

  function segmentFaults(split: Split, one: Segment, path: string): Faults {
    const { id: segment, points = [] } = one;
    const of = wholeOf(split, one);
    if (!of) return [fault(path, "no-whole", { id: segment })];
    const place = `${one.of ? path : path.replace(/\/segments\/.*/, "")}/of`;
    const [kind, id] = Object.entries(of)[0] as [keyof typeof wholes, string];
    const { known, code } = wholes[kind];
    if (!known.has(id)) {
      return [kind === "scenario" ? fault(place, code, { id }) : missingFault(place, code, id, known.keys())];
    }
    const whole = rootOf(of, new Set([segment]));
    if (whole === "circle") return [fault(place, "segment-circle", { id: segment })];
    // What the segment above is a part of has been asked for there.
    if (!whole) return [];
    // Shares run linearly, sizes are divided by the total: neither has to be above zero.
    const unit = "driver" in whole ? drivers.get(whole.driver)?.unit : report.unit;
    if (unit === undefined) return [];
    const faults = pathFaults(points, `${path}/points`, segment, ["%", unit], false);
    if (faults.length > 0) return faults;
    const [from, to] = spanOf(of);
    return points.flatMap((point, at) => {
      const year = yearOf(point) as number;
      const isShare = typeof point === "string" && figures.get(point)!.unit === "%";
      return isShare || (from <= year && year <= to)
        ? []
        : [fault(`${path}/points/${at}`, "outside-whole", { id, year, from, to })];
    });
  }

  /** What a whole is a part of in the end; null where it is a part of nothing. */
  function rootOf(whole: Whole, seen: Set<string>): Exclude<Whole, { readonly segment: string }> | "circle" | null {
    if (!("segment" in whole)) return whole;
    if (seen.has(whole.segment)) return "circle";
    const parent = wholes.segment.known.get(whole.segment);
    const above = parent && wholeOf(parent.split, parent.segment);
    return above ? rootOf(above, seen.add(whole.segment)) : null;
  }

  type Years = readonly [from: number, to: number];
  const common = (spans: readonly Years[]): Years => [
    Math.max(...spans.map(([from]) => from)),
    Math.min(...spans.map(([, to]) => to)),
  ];
  const pointYears = (points: readonly Point[]): Years => {
    const years = points.map(yearOf).filter((year) => typeof year === "number");
    return years.length === 0 ? [-Infinity, Infinity] : [Math.min(...years), Math.max(...years)];
  };

  /** The years that a whole has; of what is faulty in itself all, since that has been said. */
  function spanOf(whole: Whole): Years {
    const always: Years = [-Infinity, Infinity];
    if ("scenario" in whole) {
      const published = scenarios.get(whole.scenario);
      return published ? span(published) : always;
    }
    if ("driver" in whole) {
      const driver = drivers.get(whole.driver);
      if (!driver || inCircle.has(driver.id)) return always;
      if (isGiven(driver)) return pointYears(driver.points);
      return isWorkedOut(driver) ? common(driver.of.map((id) => spanOf({ driver: id }))) : always;
    }
    const { split, segment } = wholes.segment.known.get(whole.segment)!;
    const shares = segment.points
      ? [pointYears(segment.points)]
      : split.segments.flatMap(({ points }) => (points ? [pointYears(points)] : []));
    return common([...shares, spanOf(wholeOf(split, segment)!)]);
  }

  /** The first and last year of a published scenario, the period of its growth rate included. */
  function span({ points, growth }: PublishedScenario): readonly [from: number, to: number] {
    const period = growth === undefined ? null : figures.get(growth)?.year;
    const years = [...points.map(yearOf), period].flat().filter((year) => typeof year === "number");
    return [Math.min(...years), Math.max(...years)];
  }

  /** The parts are of one whole, and one of them can be what the others leave. */
  function additiveFaults(split: Split, path: string): Faults {
    const { segments } = split;
    const whole = (segment: Segment) => JSON.stringify(wholeOf(split, segment));
    const first = segments.find(({ points }) => points);
    const remainders = segments.filter(({ points }) => !points).length;
    return [
      ...(first ? [] : [fault(`${path}/segments`, "only-remainder")]),
      ...(remainders > 1 ? [fault(`${path}/segments`, "two-remainders")] : []),
      ...segments.flatMap((segment, at) =>
        whole(segment) === whole(segments[0]!) ? [] : [fault(`${path}/segments/${at}/of`, "other-scenario")],
      ),
      ...(remainders > 0 ? [] : unstatedFaults(segments, path)),
    ];
  }

  /** In a year that one segment lacks within its own years all others are stated, so that they say what it is. */
  function unstatedFaults(segments: readonly Segment[], path: string): Faults {
    const stated = segments.map(({ points = [] }) => points.map(yearOf) as number[]);
    const years = [...new Set(stated.flat())].sort((one, other) => one - other);
    return years.flatMap((year) => {
      const without = segments.flatMap((_, at) => (stated[at]!.includes(year) ? [] : [at]));
      const within = without.filter((at) => Math.min(...stated[at]!) < year && year < Math.max(...stated[at]!));
      const [at] = within;
      if (at === undefined || without.length === 1) return [];
      return [fault(`${path}/segments/${at}/points`, "two-unstated", { id: segments[at]!.id, year })];
    });
  }

  function overlappingFaults(segments: readonly Segment[], path: string): Faults {
    return segments.flatMap(({ points }, at) =>
      points ? [] : [fault(`${path}/segments/${at}`, "remainder-overlaps")],
    );
  }

  function driver(one: Driver, path: string): Faults {
    if (isWorkedOut(one)) return workedOutFaults(one, path);
    return isGiven(one) ? givenFaults(one, path) : assumedFaults(one, path);
  }

  function givenFaults(one: GivenDriver, path: string): Faults {
    return [
      ...track(one, path),
      ...(one.ranges ?? []).flatMap((id, at) =>
        pointFaults(id, `${path}/ranges/${at}`, one.id, [one.unit], one.method === "geometric"),
      ),
    ];
  }

  function assumedFaults({ unit, default: value, range }: AssumedDriver, path: string): Faults {
    const outside = range && (value < range[0] || value > range[1]);
    return [
      ...unitFaults(`${path}/unit`, unit, knownUnits),
      ...(range && range[0] >= range[1] ? [fault(`${path}/range`, "reversed")] : []),
      ...(outside ? [fault(`${path}/default`, "outside-range", { low: range[0], high: range[1] })] : []),
    ];
  }

  function workedOutFaults(one: WorkedOutDriver, path: string): Faults {
    const missing = one.of.flatMap((id, at) =>
      drivers.has(id) ? [] : [missingFault(`${path}/of/${at}`, "no-such-driver", id, drivers.keys())],
    );
    const faults = [...unitFaults(`${path}/unit`, one.unit, knownUnits), ...missing];
    if (faults.length > 0) return faults;
    if (inCircle.has(one.id)) return [fault(`${path}/of`, "driver-circle", { id: one.id })];
    const [least, most] = counts[one.op];
    if (one.of.length < least) return [fault(`${path}/of`, "too-few", { limit: least })];
    if (one.of.length > most) return [fault(`${path}/of`, "too-many", { limit: most })];
    return workedOutUnitFaults(one, path);
  }

  /** What is multiplied multiplies its units; what is added is of one. A ratio without dimension may be called %. */
  function workedOutUnitFaults({ id, op, of, unit }: WorkedOutDriver, path: string): Faults {
    const units = of.map((part) => readUnit(drivers.get(part)!.unit));
    const expected = readUnit(unit);
    if (!expected || !units.every((one) => one !== null)) return [];
    const wrong = (what: string, found: string, expected = unit): ReportFault =>
      fault(`${path}/of`, "other-dimension", { what, unit: found, line: id, expected });
    if (op === "product" || op === "ratio") {
      const found = op === "product" ? productUnit(units) : productUnit(units.slice(0, 1), units.slice(1));
      const what = of.map((part) => `${part} [${drivers.get(part)!.unit}]`).join(op === "product" ? " × " : " / ");
      return reconciles(found, expected) ? [] : [wrong(what, dimensionText(found))];
    }
    if (op === "complement" && !reconciles(expected, readUnit("%")!)) return [wrong(id, unit, "%")];
    return of.flatMap((part, at) => (reconciles(units[at]!, expected) ? [] : [wrong(part, drivers.get(part)!.unit)]));
  }

  function claim(stated: string, how: Check, path: string): Faults {
    const ids = operands(how).map(([place, id]) => [`${path}/check/${place}`, id] as const);
    const missing = known([[`${path}/stated`, stated], ...ids]);
    if (missing.length > 0) return missing;
    const apart = claimPeriodFaults(figures, stated, how, operands(how), path);
    if (apart.length > 0) return apart;
    const yearly = how.kind === "cagr" ? [how.from, how.to] : how.kind === "compound" ? [how.from, stated] : [];
    const years = yearly.map((id) => figures.get(id)!.year);
    const many = yearly.filter((_, at) => typeof years[at] !== "number");
    if (many.length > 0) return many.map((id) => fault(`${path}/check`, "no-single-year", { id }));
    if (yearly.length > 0 && years[0] === years[1]) return [fault(`${path}/check`, "same-year")];
    const divisor =
      how.kind === "ratio" ? how.denominator : how.kind === "cagr" || how.kind === "growth" ? how.from : null;
    if (divisor !== null && holdsZero(figures.get(divisor)!)) {
      return [fault(`${path}/check`, "divided-by-zero", { id: divisor })];
    }
    return [...periodFaults(stated, how, path), ...claimUnitFaults(stated, how, path)];
  }

  /** A yearly rate is over the years that it is stated for. */
  function periodFaults(stated: string, how: Check, path: string): Faults {
    if (how.kind !== "cagr") return [];
    const { year } = figures.get(stated)!;
    const [from, to] = [how.from, how.to].map((id) => figures.get(id)!.year as number) as [number, number];
    if (year === null || typeof year !== "object" || year[0] >= year[1]) return [];
    if (year[0] === from && year[1] === to) return [];
    return [fault(`${path}/check`, "other-period", { id: stated, period: year.join("–"), from, to })];
  }

  /** What is recomputed is of the dimension of what is stated. */
  function claimUnitFaults(stated: string, how: Check, path: string): Faults {
    const all = [stated, ...operands(how).map(([, id]) => id)];
    if (all.some((id) => unitOf(id) === null)) return [];
    const unit = (id: string): Unit => sameCount(unitOf(id)!);
    const percent = readUnit("%")!;
    /** Each pair has to be of one dimension. */
    const pairs: readonly (readonly [what: string, unit: Unit, expected: string])[] = (() => {
      switch (how.kind) {
        case "cagr":
        case "growth":
          return [
            [how.from, unit(how.from), how.to],
            [stated, unit(stated), "%"],
          ];
        case "compound":
          return [
            [how.from, unit(how.from), stated],
            [how.rate, unit(how.rate), "%"],
          ];
        case "ratio": {
          const quotient = productUnit([unit(how.numerator)], [unit(how.denominator)]);
          return [[`${how.numerator} / ${how.denominator}`, quotient, stated]];
        }
        case "product":
          return [[how.factors.join(" × "), productUnit(how.factors.map(unit)), stated]];
        case "complement":
        case "shares":
          return [stated, ...how.parts].map((id) => [id, unit(id), "%"] as const);
        case "sum":
        case "difference":
        case "equal":
        case "at-most":
          return operands(how).map(([, id]) => [id, unit(id), stated] as const);
      }
    })();
    return pairs.flatMap(([what, found, expected]) => {
      if (reconciles(found, expected === "%" ? percent : unit(expected))) return [];
      const params = { what, unit: dimensionText(found), line: expected === "%" ? stated : expected };
      const other = expected === "%" ? "%" : figures.get(expected)!.unit;
      return [fault(`${path}/check`, "other-dimension", { ...params, expected: other })];
    });
  }

  /** Nouns that the report counts as others: a user of a vehicle as a vehicle. */
  function sameCount(unit: Unit): Unit {
    return (report.nouns ?? []).reduce((unit, { en, as }) => {
      const power = unit.powers[en];
      if (as === undefined || power === undefined) return unit;
      const { [en]: _, ...rest } = unit.powers;
      return { ...unit, powers: { ...rest, [as]: (rest[as] ?? 0) + power } };
    }, unit);
  }

  return { scenario, split, driver, track, claim };
}
