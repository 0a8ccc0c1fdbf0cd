/** A report as tables. Everything is text, so that nothing turns into a date or a formula. */
import { isAssumed, isBuilt, isGiven, isPublished, wholeOf } from "../kinds";
import type {
  Document,
  Driver,
  Figure,
  GivenDriver,
  Licence,
  Name,
  Point,
  Report,
  Scenario,
  Segment,
  Series,
  Split,
  Text,
  Whole,
} from "../types";
import { isPart, periodText } from "../periods";
import { isPercent } from "../units/spelling";
import { tableNames, type Cell, type ReportTables, type Table, type TableName } from "./cells";
import { operandsOf } from "./claims";
import { columnsOf, infers, ownText, type ColumnOf } from "./columns";
import { formulaText } from "./formulas";
import { labels, type Entry } from "./labels";
import { rolesOf, type Taking } from "./roles";
import { printedText } from "./values";
import { answers, claimKinds, ends, kinds, methods, redistributions, rest, roles, type Role } from "./words";

type Row<T extends TableName> = Partial<Record<ColumnOf<T>, string>>;

interface Line extends Entry {
  readonly line: Scenario | Driver | Segment | Series;
  readonly taking: Taking;
}

/** The language of headers and of the words that aren't the report's own. */
type Language = keyof Text;

export function toTables(report: Report, language: Language = "en"): ReportTables {
  const lines = linesOf(report);
  const called = labels(lines);
  const rows: { readonly [T in TableName]: readonly Row<T>[] } = {
    ReportInfo: infoRows(report, language),
    ReportDocuments: documentRows(report, language),
    ReportLines: lineRows(report, lines, called, language),
    ReportFigures: figureRows(report, lines, called, language),
    ReportClaims: claimRows(report, language),
  };
  return Object.fromEntries(tableNames.map((name) => [name, tableOf(name, rows[name], language)])) as ReportTables;
}

export function tableOf<T extends TableName>(name: T, rows: readonly Row<T>[], language: Language): Table {
  const all = columnsOf(name);
  const text = (key: string, content: string | undefined): Cell => ({
    content: content !== undefined && infers(name, key) ? ownText(content) : (content ?? null),
    format: "@",
  });
  return {
    header: all.map(([, column]) => column[language]),
    rows: rows.map((row) => all.map(([key]) => text(key, row[key]))),
  };
}

/** A text's Chinese is left out where it is the same. */
const bilingual = <K extends string>(key: K, text: Text | undefined): Record<string, string> =>
  text ? { [key]: text.en, ...(text.zh !== text.en && { [`${key}Zh`]: text.zh }) } : {};

const named = (name: Name): Record<string, string> => ({
  ...bilingual("name", name),
  ...(name.zhHant !== undefined && { nameZhHant: name.zhHant }),
});

const licenceCells = (licence: Licence | undefined, language: Language): Record<string, string> =>
  licence
    ? {
        ...bilingual("licence", licence.text),
        ...(licence.address !== undefined && { licenceAddress: licence.address }),
        redistribution: redistributions[licence.redistribution][language],
      }
    : {};

function infoRows(report: Report, language: Language): readonly Row<"ReportInfo">[] {
  const { title, currency, unit, edition, id, yearEnd, licence, nouns = [] } = report;
  return [
    {
      ...bilingual("title", title),
      ...(title.zhHant !== undefined && { titleZhHant: title.zhHant }),
      currency,
      unit,
      edition,
      id,
      ...(yearEnd !== undefined && { yearEnd: String(yearEnd) }),
      ...licenceCells(licence, language),
    },
    ...nouns.map((noun) => ({
      noun: noun.en,
      nounZh: noun.zh,
      ...(noun.as !== undefined && { countedAs: noun.as }),
    })),
  ];
}

function documentRows(
  { documents = [], publishers = [] }: Report,
  language: Language,
): readonly Row<"ReportDocuments">[] {
  return [
    ...documents.map(({ name, title, publisher, date, address, licence }: Document) => ({
      name,
      ...bilingual("title", title),
      ...(publisher !== undefined && { publisher }),
      ...(date !== undefined && { date }),
      ...(address !== undefined && { address }),
      ...licenceCells(licence, language),
    })),
    ...publishers.map(({ en, zh }) => ({ publisher: en, publisherZh: zh })),
  ];
}

function linesOf({ scenarios, drivers, splits, series }: Report): readonly Line[] {
  return [
    ...scenarios.map((line): Line => ({
      ...line,
      kind: "market",
      line,
      taking: isPublished(line) ? "published" : "built",
    })),
    ...drivers.map((line): Line => ({ ...line, kind: "driver", line, taking: "given" })),
    ...splits.flatMap((split) =>
      split.segments.map((line): Line => ({ ...line, kind: "segment", line, split, taking: "points" })),
    ),
    ...series.map((line): Line => ({ ...line, kind: "series", line, taking: "points" })),
  ];
}

type Called = ReturnType<typeof labels<Line>>;

function lineRows(
  report: Report,
  lines: readonly Line[],
  called: Called,
  language: Language,
): readonly Row<"ReportLines">[] {
  const find = (kind: Line["kind"], id: string) => lines.find((one) => one.kind === kind && one.id === id);
  const labelOf = (kind: Line["kind"], id: string, inFormula = false): string => {
    const line = find(kind, id);
    return line ? called.of(line, inFormula) : id;
  };
  const common = ({ id, name, aliases, section }: CommonOf): Row<"ReportLines"> => ({
    ...named(name),
    id,
    ...(aliases && { aliases: aliases.join(", ") }),
    ...(section != null && { section }),
  });
  const wholeText = (whole: Whole | undefined): Row<"ReportLines"> => {
    const [found] = Object.entries(whole ?? {}) as [string, string][];
    return found ? { of: labelOf(found[0] === "scenario" ? "market" : (found[0] as Line["kind"]), found[1]) } : {};
  };
  const market = (one: Scenario): Row<"ReportLines"> => ({
    ...common(one),
    kind: kinds.market[language],
    ...(isBuilt(one) && { formula: labelOf("driver", one.size, true), take: ends[one.take][language] }),
    ...bilingual("scope", one.scope),
    ...bilingual("outlier", one.outlier),
  });
  const flow = ({ flow }: Driver | Series): Row<"ReportLines"> =>
    flow === undefined ? {} : { flow: answers[flow ? "yes" : "no"][language] };
  const path = ({ method, saturation }: GivenDriver | Series): Row<"ReportLines"> => ({
    method: methods[method][language],
    ...(saturation !== undefined && { saturation }),
  });
  const driver = (one: Driver): Row<"ReportLines"> => ({
    ...common(one),
    kind: kinds.driver[language],
    unit: one.unit,
    ...flow(one),
    ...(isGiven(one)
      ? path(one)
      : isAssumed(one)
        ? {
            default: String(one.default),
            ...(one.range && { range: one.range.join(" to ") }),
            ...bilingual("why", one.why),
          }
        : {
            formula: formulaText(
              one.op,
              one.of.map((id) => labelOf("driver", id, true)),
            ),
          }),
  });
  const splitRows = (split: Split): readonly Row<"ReportLines">[] => [
    {
      ...named(split.name),
      kind: kinds.split[language],
      id: split.id,
      ...(split.aliases && { aliases: split.aliases.join(", ") }),
      ...wholeText(split.of),
      overlaps: answers[split.additive ? "no" : "yes"][language],
    },
    ...split.segments.map((segment) => ({
      ...common(segment),
      kind: kinds.segment[language],
      split: split.name.en,
      ...wholeText(segment.of ?? (split.of ? undefined : wholeOf(split, segment))),
      ...(segment.points ? {} : { formula: rest[language] }),
    })),
  ];
  const series = (one: Series): Row<"ReportLines"> => ({
    ...common(one),
    kind: kinds.series[language],
    unit: one.unit,
    ...flow(one),
    ...path(one),
  });
  return [
    ...report.scenarios.map(market),
    ...report.drivers.map(driver),
    ...report.splits.flatMap(splitRows),
    ...report.series.map(series),
  ];
}

interface CommonOf {
  readonly id: string;
  readonly name: Name;
  readonly aliases?: readonly string[];
  readonly section?: string | null;
}

interface Use {
  readonly line: Line;
  readonly role: Role;
  readonly point: Point;
}

function usesOf(entry: Line): readonly Use[] {
  const {
    points = [],
    ranges = [],
    stated = [],
    growth,
  } = entry.line as {
    readonly points?: readonly Point[];
    readonly ranges?: readonly string[];
    readonly stated?: readonly string[];
    readonly growth?: string;
  };
  const use = (role: Role) => (point: Point) => ({ line: entry, role, point });
  return [
    ...points.map(use("point")),
    ...(growth === undefined ? [] : [use("growth")(growth)]),
    ...stated.map(use("stated")),
    ...ranges.map(use("range")),
  ];
}

/** A row a figure, with the first line that it belongs to, then a row for each further line that rests on it. */
function figureRows(
  report: Report,
  lines: readonly Line[],
  called: Called,
  language: Language,
): readonly Row<"ReportFigures">[] {
  const figures = new Map(report.figures.map((figure) => [figure.id, figure]));
  const first = new Map<string, Use>();
  const further: Use[] = [];
  for (const use of lines.flatMap(usesOf)) {
    if (typeof use.point === "string" && !first.has(use.point)) first.set(use.point, use);
    else further.push(use);
  }
  const placed = [...report.figures.flatMap(({ id }) => first.get(id) ?? []), ...further];
  const suffixes = suffixesOf(placed, figures, language);
  const lineText = (use: Use | undefined): Row<"ReportFigures"> =>
    use ? { line: called.of(use.line) + (suffixes.get(use) ?? "") } : {};
  /** A figure of a part of a year is on no path: it stands with the line that it is called as. */
  const beside = ({ metric, year }: Figure): Row<"ReportFigures"> => {
    const line = isPart(year) && lines.find(({ name }) => name.en === metric.en && name.zh === metric.zh);
    return line ? { line: called.of(line) } : {};
  };
  return [
    ...report.figures.map((figure) => ({
      ...(first.has(figure.id) ? lineText(first.get(figure.id)) : beside(figure)),
      ...figureCells(figure),
    })),
    ...further.map((use) => ({ ...lineText(use), value: pointText(use.point) })),
  ];
}

const pointText = (point: Point): string => (typeof point === "string" ? point : point.ratio.join(" / "));

/** The role is told where it isn't what would be inferred. */
function suffixesOf(
  uses: readonly Use[],
  figures: ReadonlyMap<string, Figure>,
  language: Language,
): ReadonlyMap<Use, string> {
  const byLine = new Map<Line, Use[]>();
  for (const use of uses) byLine.set(use.line, [...(byLine.get(use.line) ?? []), use]);
  return new Map(
    [...byLine].flatMap(([line, own]) => {
      const inferred = rolesOf(
        line.taking,
        own.map(({ point }) => {
          const figure = figures.get(typeof point === "string" ? point : point.ratio[0])!;
          return {
            period: figure.year,
            value: typeof point === "string" ? figure.value : null,
            unit: typeof point === "string" ? figure.unit : "",
            role: null,
          };
        }),
      );
      const wrong = own.some((use, at) => inferred[at] !== use.role);
      return wrong ? own.map((use) => [use, ` (${roles[use.role][language]})`] as const) : [];
    }),
  );
}

function figureCells(figure: Figure): Row<"ReportFigures"> {
  const { id, metric, value, comparator, year, unit, publisher, section, document, page, quote, decimals, note } =
    figure;
  const percent = isPercent(unit);
  return {
    ...(year !== null && { period: periodText(year) }),
    value: printedText({ value, comparator, percent, ...(decimals !== undefined && { decimals }) }),
    unit,
    ...bilingual("metric", metric),
    id,
    ...(publisher !== null && { publisher }),
    ...(section !== null && { section }),
    ...(document !== undefined && { document }),
    ...(page !== undefined && { page }),
    ...(quote !== undefined && { quote }),
    ...bilingual("note", note),
  };
}

function claimRows({ claims, figures }: Report, language: Language): readonly Row<"ReportClaims">[] {
  // Without this row the claims that figures make plain would be inferred.
  if (claims.length === 0) return [{ kind: claimKinds.none[language] }];
  const sections = new Map(figures.map(({ id, section }) => [id, section]));
  return claims.map(({ id, section, stated, check, note }) => ({
    stated,
    kind: claimKinds[check.kind][language],
    over: operandsOf(check).join(", "),
    id,
    ...(section !== null && section !== sections.get(stated) && { section }),
    ...bilingual("note", note),
  }));
}
