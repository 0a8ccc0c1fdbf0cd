/** Tables as a report, or what is wrong with them, beside its row. What is left blank is inferred, and told. */
import { faultText } from "../messages";
import { nearestOf } from "../nearest";
import { isFiscal } from "../dated";
import { parseReport, schemaVersion } from "../parse";
import { isPart, yearsIn } from "../periods";
import type { Method, Name, Period, Point, Report, Text, Value } from "../types";
import { readUnit } from "../units/dimensions";
import { isPercent, spell } from "../units/spelling";
import { folded, tableNames, textOf, type Cell, type ReportTables, type TableName } from "./cells";
import { checkOf, countFor } from "./claims";
import { asTyped, columns, columnsBy, infers, type Column, type ColumnOf, type InferringOf } from "./columns";
import { readFormula } from "./formulas";
import { ids, slug } from "./ids";
import { inferredClaims } from "./inferred";
import { labels, type Entry } from "./labels";
import * as messages from "./messages";
import { rolesOf, type Taking } from "./roles";
import { readPeriod, readPrinted, readValue } from "./values";
import { answers, claimKinds, ends, keyOf, kinds, listOf, methods, redistributions, roles } from "./words";
import type { LineKind, Role } from "./words";

interface Place {
  readonly table: TableName;
  /** Index of the row; null for the table as a whole. */
  readonly row: number | null;
}

export interface TableFault extends Place {
  /** Key of the column, as in `columns`. */
  readonly column: string | null;
  readonly text: Text;
}

/** What a blank cell was taken to say. */
export interface Inferred {
  readonly table: TableName;
  readonly row: number;
  readonly column: string;
  readonly text: Text;
}

export interface ReadTables {
  /** Null where something is wrong. */
  readonly report: Report | null;
  readonly faults: readonly TableFault[];
  readonly inferred: readonly Inferred[];
}

/** A row's cells by column; blank rows are none. */
class Row<T extends TableName = TableName> {
  constructor(
    readonly table: T,
    readonly index: number,
    private readonly cells: ReadonlyMap<string, Cell>,
  ) {}
  cell(column: ColumnOf<T>): Cell {
    return this.cells.get(column) ?? { content: null };
  }
  text(column: ColumnOf<T>): string {
    return textOf(this.cells.get(column));
  }
  has(column: ColumnOf<T>): boolean {
    return this.text(column) !== "";
  }
}

function rowsOf<T extends TableName>(table: T, { header, rows }: ReportTables[T]): readonly Row<T>[] {
  const keys = columnsBy(table, header);
  return rows.flatMap((cells, index) => {
    const known = new Map(
      keys.flatMap((key, at) => {
        const cell = cells[at] ?? { content: null };
        return key === null ? [] : [[key, infers(table, key) ? asTyped(cell) : cell]];
      }),
    );
    return [...known.values()].some((cell) => textOf(cell) !== "") ? [new Row(table, index, known)] : [];
  });
}

interface Line extends Entry {
  readonly row: Row<"ReportLines">;
  readonly unit: string;
}

interface Split {
  readonly id: string;
  readonly name: Name;
  readonly row: Row<"ReportLines">;
  readonly own: boolean;
}

/** A row of ReportFigures that belongs to a line. */
interface Member {
  readonly row: Row<"ReportFigures">;
  readonly point: Point;
  readonly period: Period;
  readonly value: Value | null;
  readonly unit: string;
  readonly role: Role | null;
}

export function fromTables(tables: ReportTables): ReadTables {
  return new Reader(tables).read();
}

class Reader {
  private readonly faults: TableFault[] = [];
  private readonly inferred: Inferred[] = [];
  private readonly origins = new Map<string, Place>([
    ...["/documents", "/publishers"].map((path) => [path, { table: "ReportDocuments", row: null }] as const),
    ...["/scenarios", "/splits", "/drivers", "/series"].map(
      (path) => [path, { table: "ReportLines", row: null }] as const,
    ),
    ["/figures", { table: "ReportFigures", row: null }],
    ["/claims", { table: "ReportClaims", row: null }],
  ]);
  /** Lines with a figure that can't be read: what follows from its absence is no news. */
  private readonly tainted = new Set<string>();

  /** Whether the report says when its fiscal years end. */
  private hasYearEnd = false;

  constructor(private readonly tables: ReportTables) {}

  read(): ReadTables {
    const info = rowsOf("ReportInfo", this.tables.ReportInfo);
    const lineRows = rowsOf("ReportLines", this.tables.ReportLines);
    const figureRows = rowsOf("ReportFigures", this.tables.ReportFigures);
    const claimRows = rowsOf("ReportClaims", this.tables.ReportClaims);
    for (const table of tableNames) this.checkColumns(table);
    if (this.faults.length > 0) return this.result(null);

    const head = this.head(info);
    const { lines: all, splits } = this.lines(lineRows, figureRows, head.unit);
    const called = labels(all);
    const { figures, members } = this.figures(figureRows, all, splits, called);
    const lines = all.filter(({ row }) => !this.unread.has(row));
    const body = this.body(lines, splits, members, called);
    const claims = this.claims(claimRows, figures, body, lines, members);
    const parts = { ...this.documents(), ...this.nouns(info), figures, ...body.data, claims };
    return this.result(head.data && { schema: schemaVersion, ...head.data, ...parts });
  }

  private result(data: object | null): ReadTables {
    if (data === null) return { report: null, faults: this.faults, inferred: this.inferred };
    const parsed = parseReport(data, { most: 1000 });
    if ("report" in parsed) {
      return this.faults.length > 0
        ? { report: null, faults: this.faults, inferred: this.inferred }
        : { report: parsed.report, faults: [], inferred: this.inferred };
    }
    // Of a row whose cells can't be read the rest may only follow from that.
    const told = new Set(this.faults.map(({ table, row }) => `${table} ${row}`));
    for (const fault of parsed.faults) {
      if (this.isNoNews(fault.path)) continue;
      const place = this.placeOf(fault.path);
      const text = { en: faultText(fault, "en"), zh: faultText(fault, "zh") };
      const [row, whole] = [`${place.table} ${place.row}`, `${place.table} ${place.row} ${text.en}`];
      if (told.has(row) || told.has(whole)) continue;
      told.add(whole);
      this.faults.push({ ...place, column: null, text });
    }
    return { report: null, faults: this.faults, inferred: this.inferred };
  }

  private placeOf(path: string): Place {
    for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
      const place = this.origins.get(at);
      if (place) return place;
    }
    return { table: "ReportInfo", row: null };
  }

  private isNoNews(path: string): boolean {
    return [...this.tainted].some((line) => path.startsWith(`${line}/`));
  }

  private fault(row: Row, column: string | null, text: Text): void {
    this.faults.push({ table: row.table, row: row.index, column, text });
  }

  private infer<T extends TableName>(row: Row<T>, column: InferringOf<T>, text: string | Text): void {
    const both = typeof text === "string" ? { en: text, zh: text } : text;
    this.inferred.push({ table: row.table, row: row.index, column, text: both });
  }

  private checkColumns(table: TableName): void {
    const { header, rows } = this.tables[table];
    if (table === "ReportClaims" || (table === "ReportDocuments" && rows.length === 0)) return;
    const found = new Set<string | null>(columnsBy(table, header));
    const needed: readonly string[] = {
      ReportInfo: ["title"],
      ReportLines: ["name"],
      ReportFigures: ["value"],
      ReportDocuments: ["name"],
    }[table];
    for (const [key, column] of Object.entries(columns[table]) as [string, Column][]) {
      if (needed.includes(key) && !found.has(key))
        this.faults.push({ table, row: null, column: key, text: messages.noColumn(column) });
    }
  }

  /* Texts */

  private bilingual(row: Row, key: string): Text | null {
    const cells = row as unknown as { text(column: string): string };
    const [en, zh] = [cells.text(key), cells.text(`${key}Zh`)];
    return en === "" && zh === "" ? null : { en: en || zh, zh: zh || en };
  }

  private name(row: Row<"ReportLines">): Name {
    const text = this.bilingual(row, "name") ?? { en: "", zh: "" };
    return row.has("nameZhHant") ? { ...text, zhHant: row.text("nameZhHant") } : text;
  }

  private choice<K extends string>(row: Row, column: string, words: Readonly<Record<K, Text>>): K | null {
    const text = (row as unknown as { text(column: string): string }).text(column);
    if (text === "") return null;
    const key = keyOf(words, text);
    if (key === null)
      this.fault(row, column, messages.notOneOf(text, { en: listOf(words, "en"), zh: listOf(words, "zh") }));
    return key;
  }

  private licence(row: Row<"ReportInfo"> | Row<"ReportDocuments">): object {
    const text = this.bilingual(row, "licence");
    if (!text) return {};
    const cells = row as Row<"ReportInfo">;
    const redistribution = this.choice(row, "redistribution", redistributions);
    if (!cells.has("redistribution")) this.infer(row, "redistribution", redistributions.unknown);
    return {
      licence: {
        text,
        ...(cells.has("licenceAddress") && { address: cells.text("licenceAddress") }),
        redistribution: redistribution ?? "unknown",
      },
    };
  }

  /* ReportInfo and ReportDocuments */

  /** No data without a unit of the report, which is missing from its lines and figures as well. */
  private head(rows: readonly Row<"ReportInfo">[]): { readonly data: object | null; readonly unit: string } {
    const row = rows.find((one) =>
      (["title", "currency", "unit", "edition", "id"] as const).some((key) => one.has(key)),
    );
    if (!row) {
      this.faults.push({
        table: "ReportInfo",
        row: null,
        column: "title",
        text: messages.blank(columns.ReportInfo.title),
      });
      return { data: null, unit: "" };
    }
    const title = this.bilingual(row, "title");
    if (!title) this.fault(row, "title", messages.blank(columns.ReportInfo.title));
    let unit = row.text("unit");
    let currency = row.text("currency").toUpperCase();
    // Either says the other, as far as it goes.
    if (unit === "" && currency !== "") this.infer(row, "unit", (unit = `${currency} m`));
    if (currency === "" && unit !== "") {
      currency = readUnit(unit)?.currency ?? "";
      if (currency !== "") this.infer(row, "currency", currency);
    }
    if (unit === "") {
      this.fault(row, "unit", messages.blank(columns.ReportInfo.unit));
      return { data: null, unit };
    }
    const id = row.text("id") || slug(title?.en ?? "") || "report";
    if (!row.has("id")) this.infer(row, "id", id);
    const edition = row.text("edition") || "1";
    if (!row.has("edition")) this.infer(row, "edition", edition);
    this.hasYearEnd = row.has("yearEnd");
    const month = Number(row.text("yearEnd"));
    const isMonth = Number.isInteger(month) && month >= 1 && month <= 12;
    if (row.has("yearEnd") && !isMonth) this.fault(row, "yearEnd", messages.noMonth(row.text("yearEnd")));
    for (const key of ["/id", "/edition", "/title", "/currency", "/unit", "/yearEnd", "/licence"]) this.from(key, row);
    return {
      data: {
        id,
        edition,
        title: { ...(title ?? unknown), ...(row.has("titleZhHant") && { zhHant: row.text("titleZhHant") }) },
        currency,
        unit,
        ...(isMonth && { yearEnd: month }),
        ...this.licence(row),
      },
      unit,
    };
  }

  private nouns(rows: readonly Row<"ReportInfo">[]): object {
    const nouns = rows.flatMap((row) => {
      const text = this.bilingual(row, "noun");
      return text ? [{ row, noun: { ...text, ...(row.has("countedAs") && { as: row.text("countedAs") }) } }] : [];
    });
    nouns.forEach(({ row }, at) => this.from(`/nouns/${at}`, row));
    return nouns.length === 0 ? {} : { nouns: nouns.map(({ noun }) => noun) };
  }

  private documents(): object {
    const rows = rowsOf("ReportDocuments", this.tables.ReportDocuments);
    const documents = rows.filter((row) => row.has("name"));
    const publishers = rows.filter((row) => row.has("publisherZh") || !row.has("name"));
    const data = documents.map((row, at) => {
      this.from(`/documents/${at}`, row);
      const title = this.bilingual(row, "title");
      if (!title) this.infer(row, "title", row.text("name"));
      return {
        name: row.text("name"),
        title: title ?? { en: row.text("name"), zh: row.text("name") },
        ...(row.has("publisher") && { publisher: row.text("publisher") }),
        ...(row.has("date") && { date: row.text("date") }),
        ...(row.has("address") && { address: row.text("address") }),
        ...this.licence(row),
      };
    });
    const names = publishers.flatMap((row) => {
      const text = this.bilingual(row, "publisher");
      if (!text) this.fault(row, "name", messages.blank(columns.ReportDocuments.name));
      return text ? [{ row, text }] : [];
    });
    names.forEach(({ row }, at) => this.from(`/publishers/${at}`, row));
    return {
      ...(data.length > 0 && { documents: data }),
      ...(names.length > 0 && { publishers: names.map(({ text }) => text) }),
    };
  }

  private from(path: string, { table, index }: Row): void {
    this.origins.set(path, { table, row: index });
  }

  /* ReportLines */

  private kindOf(row: Row<"ReportLines">, reportUnit: string, named: ReadonlySet<string>): LineKind {
    const given = this.choice(row, "kind", kinds);
    if (given) return given;
    if (row.has("kind")) {
      this.unread.add(row);
      return "series";
    }
    const unit = row.text("unit");
    const kind: LineKind = row.has("split")
      ? "segment"
      : row.has("formula") || row.has("default") || named.has(folded(row.text("name")))
        ? "driver"
        : unit === "" || unit === reportUnit
          ? "market"
          : "series";
    this.infer(row, "kind", kinds[kind]);
    return kind;
  }

  private lines(rows: readonly Row<"ReportLines">[], figureRows: readonly Row<"ReportFigures">[], reportUnit: string) {
    const isName = (text: string) => rows.some((row) => folded(row.text("name")) === folded(text));
    // What a formula names is a driver.
    const named = new Set(
      rows.flatMap((row) => {
        const formula = readFormula(row.text("formula"), isName);
        return formula.is === "operation" ? formula.of.map(folded) : formula.is === "line" ? [folded(formula.of)] : [];
      }),
    );
    const taken = new Set([...rows, ...figureRows].map((row) => (row as Row<"ReportLines">).text("id")));
    const unused = ids(taken);
    const known = rows.map((row) => ({ row, kind: this.kindOf(row, reportUnit, named), name: this.name(row) }));
    for (const { row, name } of known)
      if (name.en === "") this.fault(row, "name", messages.blank(columns.ReportLines.name));

    const idOf = (row: Row<"ReportLines">, kind: LineKind, name: Name): string => {
      if (row.has("id")) return row.text("id");
      // A market and what it has in common with a line of another kind may share a name, but no id where one decides.
      const id = unused(slug(name.en) || kind);
      this.infer(row, "id", id);
      return id;
    };
    const splits: Split[] = known
      .filter(({ kind }) => kind === "split")
      .map(({ row, kind, name }) => ({ id: idOf(row, kind, name), name, row, own: true }));
    const splitCalled = (text: string): Split | undefined =>
      splits.find(({ id, name }) => [id, name.en, name.zh].some((one) => folded(one) === folded(text)));
    const lines = known
      .filter(({ kind }) => kind !== "split")
      .map(({ row, kind, name }): Line => {
        let split: Split | undefined;
        if (kind === "segment") {
          const text = row.text("split");
          if (text === "") this.fault(row, "split", messages.blank(columns.ReportLines.split));
          split = splitCalled(text);
          if (!split) {
            split = { id: unused(slug(text) || "split"), name: { en: text, zh: text }, row, own: false };
            splits.push(split);
          }
        }
        return {
          kind,
          id: idOf(row, kind, name),
          name,
          ...(row.has("aliases") && { aliases: row.text("aliases").split(/[,，;；、]\s*/u) }),
          ...(split && { split }),
          row,
          unit: this.unitOf(row, kind, reportUnit, figureRows),
        };
      });
    return { lines: this.withBase(lines), splits };
  }

  /** A line's own unit, or else its figures'. */
  private unitOf(
    row: Row<"ReportLines">,
    kind: LineKind,
    reportUnit: string,
    figures: readonly Row<"ReportFigures">[],
  ): string {
    if (row.has("unit")) return row.text("unit");
    if (kind === "market" || kind === "segment") return reportUnit;
    // An assumed factor has no unit, which is a unit.
    const first = row.has("default")
      ? undefined
      : figures.find((figure) => folded(figure.text("line")) === folded(row.text("name")));
    const percent = isPercentValue(first ? first.cell("value") : row.cell("default"));
    const unit = first?.text("unit") || (percent ? "%" : "");
    if (unit !== "") this.infer(row, "unit", unit);
    return unit;
  }

  /** Formulas without a scenario take `base`: in a report that is being made the first market, unless it says otherwise. */
  private withBase(lines: readonly Line[]): readonly Line[] {
    const markets = lines.filter(({ kind }) => kind === "market");
    const [first] = markets;
    const hasBase = markets.some(({ id, aliases = [] }) => id === "base" || aliases.includes("base"));
    if (!first || hasBase || first.row.has("id") || first.row.has("aliases")) return lines;
    this.infer(first.row, "aliases", "base");
    return lines.map((line) => (line === first ? { ...line, aliases: ["base"] } : line));
  }

  /* ReportFigures */

  private figures(
    rows: readonly Row<"ReportFigures">[],
    lines: readonly Line[],
    splits: readonly Split[],
    called: ReturnType<typeof labels<Line>>,
  ) {
    const explicit = new Map(rows.filter((row) => row.has("id")).map((row) => [row.text("id"), row]));
    const taken = new Set([
      ...explicit.keys(),
      ...lines.filter(({ kind }) => kind !== "market").map(({ id }) => id),
      ...splits.map(({ id }) => id),
      "size",
    ]);
    const unused = ids(taken);
    const names = lines.flatMap((line) => [line.name.en, line.name.zh, line.id]);
    const figures: object[] = [];
    const members = new Map<Line, Member[]>();
    const pending: { readonly row: Row<"ReportFigures">; readonly line: Line; readonly role: Role | null }[] = [];
    const read = new Map<string, { readonly period: Period; readonly value: Value; readonly unit: string }>();

    for (const row of rows) {
      const lineText = row.text("line");
      const { line, role } = this.lineOf(lineText, called);
      if (lineText !== "" && !line) this.fault(row, "line", messages.noLine(lineText, nearestOf(lineText, names)));
      const valueText = row.text("value");
      // One figure over another, or one of another row: what there is no number for itself.
      if (typeof row.cell("value").content === "string" && isReference(valueText, explicit)) {
        if (line) pending.push({ row, line, role });
        else if (lineText === "") this.fault(row, "line", messages.blank(columns.ReportFigures.line));
        continue;
      }
      const figure = lineText !== "" && !line ? null : this.figure(row, line, unused);
      if (!figure) {
        if (line) this.taint(line);
        continue;
      }
      this.from(`/figures/${figures.length}`, row);
      figures.push(figure);
      const { id, year: period, value, unit } = figure;
      read.set(id, { period, value, unit });
      if (line) addTo(members, line, { row, point: id, period, value, unit, role });
    }
    for (const { row, line, role } of pending) {
      const parts = row.text("value").split(/\s*\/\s*/);
      const missing = parts.filter((part) => !read.has(part));
      for (const part of missing) this.fault(row, "value", messages.noFigure(part, nearestOf(part, [...read.keys()])));
      if (missing.length > 0) {
        this.taint(line);
        continue;
      }
      const first = read.get(parts[0]!)!;
      // Nothing but a point has no number of its own, which a part of a year is refused as.
      const member = { row, period: first.period, role: isPart(first.period) ? (role ?? "point") : role };
      addTo(
        members,
        line,
        parts.length === 1
          ? { ...member, point: parts[0]!, value: first.value, unit: first.unit }
          : { ...member, point: { ratio: [parts[0]!, parts[1]!] }, value: null, unit: "" },
      );
    }
    return { figures, members };
  }

  private taint(line: Line): void {
    this.taintedLines.add(line);
  }
  private readonly taintedLines = new Set<Line>();
  /** Rows whose kind nobody knows. */
  private readonly unread = new Set<Row>();

  private lineOf(text: string, called: ReturnType<typeof labels<Line>>): { line: Line | null; role: Role | null } {
    const line = text === "" ? null : called.find(text);
    if (line || text === "") return { line, role: null };
    const [, name, word] = /^(.*?)\s*[(（]([^()（）]*)[)）]$/u.exec(text) ?? [];
    const role = word === undefined ? null : keyOf(roles, word);
    return role ? { line: called.find(name!), role } : { line: null, role: null };
  }

  private figure(row: Row<"ReportFigures">, line: Line | null, unused: (id: string) => string) {
    const printed = readValue(row.cell("value"));
    const period = readPeriod(row.cell("period"));
    if (period === undefined) this.fault(row, "period", messages.noPeriod(row.text("period")));
    if (!this.hasYearEnd && isFiscal(row.text("period")))
      this.fault(row, "period", messages.noYearEnd(row.text("period")));
    if (typeof printed === "string") {
      const text = row.text("value");
      this.fault(
        row,
        "value",
        text === "" ? messages.blank(columns.ReportFigures.value) : messages.noValue(printed, text),
      );
    }
    const percent = typeof printed !== "string" && printed.percent;
    const given = row.text("unit");
    if (percent && given !== "" && !isPercent(given)) this.fault(row, "unit", messages.twoUnits(given));
    const unit = given || (percent ? "%" : (line?.unit ?? ""));
    if (given === "" && unit !== "") this.infer(row, "unit", unit);
    // Of a market or a segment it is the report's.
    const lacksUnit = unit === "" && line?.kind !== "market" && line?.kind !== "segment";
    if (lacksUnit && !(line && this.unread.has(line.row)))
      this.fault(row, "unit", line ? messages.noUnit : messages.blank(columns.ReportFigures.unit));
    let metric = this.bilingual(row, "metric");
    if (!metric && line) {
      metric = { en: line.name.en, zh: line.name.zh };
      this.infer(row, "metric", metric.en);
    }
    if (!metric) this.fault(row, "metric", messages.blank(columns.ReportFigures.metric));
    const comparator = row.text("comparator").replace("≥", ">=").replace("≤", "<=").replace("≈", "~");
    if (typeof printed === "string" || period === undefined || lacksUnit || !metric) return null;
    let id = row.text("id");
    if (id === "") {
      const stem = slug(line ? line.id : metric.en) || "figure";
      id = unused([stem, ...[period ?? []].flat()].join("-").toLowerCase());
      this.infer(row, "id", id);
    }
    const note = this.bilingual(row, "note");
    return {
      id,
      metric,
      value: printed.value,
      comparator: comparator || printed.comparator,
      year: period,
      unit,
      publisher: row.text("publisher") || null,
      section: row.text("section") || null,
      ...(row.has("document") && { document: row.text("document") }),
      ...(row.has("page") && { page: row.text("page") }),
      ...(row.has("quote") && { quote: row.text("quote") }),
      ...(printed.decimals !== undefined && { decimals: printed.decimals }),
      ...(note && { note }),
    };
  }

  /* What the lines are made of */

  private body(
    lines: readonly Line[],
    splits: readonly Split[],
    members: ReadonlyMap<Line, readonly Member[]>,
    called: ReturnType<typeof labels<Line>>,
  ) {
    const extra: object[] = [];
    const extraRows: Row[] = [];
    const claimed: { readonly line: Line; readonly member: Member }[] = [];
    const scenarios: object[] = [];
    const drivers: object[] = [];
    const series: object[] = [];
    const driverIds = new Set(lines.filter(({ kind }) => kind === "driver").map(({ id }) => id));

    /** Figures beside a cell that says where the line's values come from. */
    const useless = (line: Line, cell: "default" | "formula"): void => {
      if ((members.get(line) ?? []).length > 0) this.fault(line.row, cell, messages.figuresOfNoUse);
    };
    const list = (line: Line, taking: Taking, path: string) => {
      this.from(path, line.row);
      if (this.taintedLines.has(line)) this.tainted.add(path);
      const own = members.get(line) ?? [];
      const inferred = rolesOf(taking, own);
      const inRole = (role: Role) =>
        own
          .filter((_, at) => inferred[at] === role)
          .sort((one, other) => firstYear(one.period) - firstYear(other.period));
      own.forEach((member, at) => inferred[at] === "claim" && claimed.push({ line, member }));
      if (own.length > 0 && inferred.every((role) => role === "part")) {
        this.fault(line.row, "name", messages.onlyParts(line.name.en));
        this.tainted.add(path);
      }
      const placed = (role: Role, key: string) =>
        inRole(role).map(({ row, point }, at) => {
          this.from(`${path}/${key}/${at}`, row);
          return point;
        });
      return {
        points: placed("point", "points"),
        ranges: placed("range", "ranges"),
        stated: placed("stated", "stated"),
        growth: inRole("growth").map(({ row, point }) => {
          this.from(`${path}/growth`, row);
          return point;
        }),
      };
    };

    for (const line of lines.filter(({ kind }) => kind === "market")) {
      const { row } = line;
      const common = this.common(line);
      const formula = row.has("formula") ? this.formula(line, called) : null;
      const about = {
        ...optional("outlier", this.bilingual(row, "outlier")),
        ...optional("scope", this.bilingual(row, "scope")),
      };
      const path = `/scenarios/${scenarios.length}`;
      if (row.has("formula")) {
        const { stated } = list(line, "built", path);
        const take = this.choice(row, "take", ends) ?? "point";
        if (!row.has("take")) this.infer(row, "take", ends[take]);
        if (!formula) continue;
        let [size] = formula.of;
        if (formula.op !== null) {
          size = ids(driverIds)(`${line.id}-built`);
          extra.push({ id: size, name: builtName(line.name), unit: line.unit, op: formula.op, of: formula.of });
          extraRows.push(row);
        }
        scenarios.push({ ...common, size, take, ...(stated.length > 0 && { stated }), ...about });
        continue;
      }
      const { points, growth } = list(line, "published", path);
      scenarios.push({ ...common, points, ...(growth.length > 0 && { growth: growth[0] }), ...about });
    }

    for (const line of lines.filter(({ kind }) => kind === "driver")) {
      const { row, unit } = line;
      const { section, ...common } = this.common(line);
      const path = `/drivers/${drivers.length}`;
      const driver = { ...common, ...(section !== null && { section }), unit, ...this.flow(row) };
      if (row.has("default")) {
        this.from(path, row);
        useless(line, "default");
        drivers.push({ ...driver, ...this.assumed(line) });
      } else if (row.has("formula")) {
        this.from(path, row);
        useless(line, "formula");
        const formula = this.formula(line, called);
        if (formula) drivers.push({ ...driver, op: formula.op ?? "sum", of: formula.of });
      } else {
        const { points, ranges } = list(line, "given", path);
        drivers.push({ ...driver, ...this.path(line), points, ...(ranges.length > 0 && { ranges }) });
      }
    }
    extra.forEach((driver, at) => {
      this.from(`/drivers/${drivers.length}`, extraRows[at]!);
      drivers.push(driver);
    });

    for (const line of lines.filter(({ kind }) => kind === "series")) {
      const path = `/series/${series.length}`;
      const { points } = list(line, "points", path);
      if (line.row.has("formula")) this.fault(line.row, "formula", messages.formulaOfNoUse);
      series.push({
        ...this.common(line),
        unit: line.unit,
        ...this.flow(line.row),
        ...this.path(line),
        points,
      });
    }

    const splitData = splits.map((split, at) => {
      const path = `/splits/${at}`;
      this.from(path, split.row);
      const own = lines.filter((line) => line.split?.id === split.id);
      const overlapping = [split.row, ...own.map(({ row }) => row)].some(
        (row) => this.choice(row, "overlaps", answers) === "yes",
      );
      const of = split.own && split.row.has("of") ? this.wholeOf(split.row, called) : null;
      const segments = own.map((line, place) => {
        const { points } = list(line, "points", `${path}/segments/${place}`);
        const formula = line.row.has("formula") ? this.formula(line, called) : null;
        const isRest = formula?.op === "rest";
        if (isRest) useless(line, "formula");
        if (formula && !isRest) this.fault(line.row, "formula", messages.formulaOfNoUse);
        const whole = line.row.has("of") || !of ? this.wholeOf(line.row, called, lines) : null;
        return { line, points, isRest, whole };
      });
      const wholes = new Set(segments.map(({ whole }) => JSON.stringify(whole)));
      const shared = of ?? (wholes.size === 1 ? segments[0]!.whole : null);
      const { row, id, name } = split;
      return {
        id,
        ...(split.own && row.has("aliases") && { aliases: row.text("aliases").split(/[,，;；、]\s*/u) }),
        name,
        ...(shared && { of: shared }),
        additive: !overlapping,
        segments: segments.map(({ line, points, isRest, whole }) => ({
          ...this.common(line),
          ...(isRest ? {} : { points }),
          ...(whole && !(shared && !of) && { of: whole }),
        })),
      };
    });
    return { data: { scenarios, splits: splitData, drivers, series }, claimed, splits: splitData };
  }

  private common({ row, id, name, aliases }: Line) {
    return { id, ...(aliases && { aliases }), name, section: row.text("section") || null };
  }

  /** Whether a year's value is what comes in it; nothing where the unit tells. */
  private flow(row: Row<"ReportLines">): { readonly flow?: boolean } {
    const answer = this.choice(row, "flow", answers);
    return answer ? { flow: answer === "yes" } : {};
  }

  private path(line: Line): { readonly method: Method; readonly saturation?: string } {
    const saturation = line.row.text("saturation");
    return { method: this.method(line), ...(saturation !== "" && { saturation }) };
  }

  private method({ row, unit }: Line): Method {
    const method = this.choice(row, "method", methods);
    if (method) return method;
    // Rates and shares run linearly, money and counts at a constant rate.
    const inferred = isPercent(unit) || unit === "" ? "linear" : "geometric";
    this.infer(row, "method", methods[inferred]);
    return inferred;
  }

  private assumed({ row, unit }: Line): object {
    const value = readValue(row.cell("default"));
    if (typeof value === "string" || typeof value.value !== "number")
      this.fault(row, "default", messages.noValue("no-number", row.text("default")));
    else if (value.percent && !isPercent(unit)) this.fault(row, "default", messages.twoUnits(unit));
    const why = this.bilingual(row, "why");
    if (!why) this.fault(row, "why", messages.blank(columns.ReportLines.why));
    const range = row.has("range") ? readPrinted(row.text("range")) : null;
    const isRange = range !== null && typeof range !== "string" && typeof range.value !== "number";
    if (range !== null && !isRange) this.fault(row, "range", messages.noRange(row.text("range")));
    if (isRange && range.percent && !isPercent(unit)) this.fault(row, "range", messages.twoUnits(unit));
    return {
      default: typeof value === "string" ? 0 : value.value,
      why: why ?? unknown,
      ...(isRange && { range: range.value }),
    };
  }

  /** The operation and the ids of its drivers; no operation for a driver by itself; null where something is wrong. */
  private formula(line: Line, called: ReturnType<typeof labels<Line>>) {
    const text = line.row.text("formula");
    const driver = (name: string): Line | null => {
      const found = called.find(name);
      if (found?.kind === "driver") return found;
      // A driver may share its name with a market.
      const own = called.find(`driver: ${name}`);
      return own?.kind === "driver" ? own : null;
    };
    const formula = readFormula(text, (name) => driver(name) !== null);
    if (formula.is === "mixed") {
      this.fault(line.row, "formula", messages.mixedFormula(text));
      return null;
    }
    if (formula.is === "rest") {
      if (line.kind !== "segment") this.fault(line.row, "formula", messages.restOutsideSplit);
      return line.kind === "segment" ? { op: "rest" as const, of: [] } : null;
    }
    const names = formula.is === "line" ? [formula.of] : formula.of;
    const found = names.map(driver);
    names.forEach((name, at) => {
      if (!found[at]) this.fault(line.row, "formula", messages.noLine(name, this.nearestDriver(name, called, line)));
    });
    if (found.includes(null)) return null;
    return { op: formula.is === "line" ? null : formula.op, of: found.map((one) => one!.id) };
  }

  private nearestDriver(name: string, called: ReturnType<typeof labels<Line>>, line: Line): string | null {
    const names = rowsOf("ReportLines", this.tables.ReportLines)
      .map((row) => row.text("name"))
      .filter((one) => one !== line.name.en && called.find(one)?.kind === "driver");
    return nearestOf(name, names);
  }

  /** What a segment is a part of: the only market there is where it isn't said. */
  private wholeOf(
    row: Row<"ReportLines">,
    called: ReturnType<typeof labels<Line>>,
    lines: readonly Line[] = [],
  ): object | null {
    const text = row.text("of");
    if (text === "") {
      const markets = lines.filter(({ kind, row: own }) => kind === "market" && !own.has("formula"));
      const [only] = markets;
      if (markets.length === 1) {
        this.infer(row, "of", only!.name.en);
        return { scenario: only!.id };
      }
      this.fault(row, "of", markets.length === 0 ? messages.noMarket : messages.whichMarket);
      return null;
    }
    const whole = called.find(text);
    if (!whole) this.fault(row, "of", messages.noLine(text, null));
    return whole ? { [whole.kind === "market" ? "scenario" : whole.kind]: whole.id } : null;
  }

  /* ReportClaims */

  private claims(
    rows: readonly Row<"ReportClaims">[],
    figures: readonly object[],
    body: ReturnType<Reader["body"]>,
    lines: readonly Line[],
    members: ReadonlyMap<Line, readonly Member[]>,
  ): readonly object[] {
    const known = new Map((figures as readonly { id: string; section: string | null }[]).map((one) => [one.id, one]));
    const claims: object[] = [];
    const sectionOf = (id: string) => known.get(id)?.section ?? null;
    for (const row of rows) {
      const kind = this.choice(row, "kind", claimKinds);
      if (kind === "none") continue;
      const stated = row.text("stated");
      if (stated === "") this.fault(row, "stated", messages.blank(columns.ReportClaims.stated));
      if (kind === null && !row.has("kind")) this.fault(row, "kind", messages.blank(columns.ReportClaims.kind));
      if (kind === null || stated === "") continue;
      const over = row
        .text("over")
        .split(/\s*[,，;；]\s*/u)
        .filter((id) => id !== "");
      const count = countFor(kind);
      if (count !== null && over.length !== count) {
        this.fault(row, "over", messages.wrongCount(kind, count));
        continue;
      }
      const missing = [stated, ...over].filter((id) => !known.has(id));
      missing.forEach((id, at) =>
        this.fault(
          row,
          at === 0 && id === stated ? "stated" : "over",
          messages.noFigure(id, nearestOf(id, [...known.keys()])),
        ),
      );
      if (missing.length > 0) continue;
      const id = row.text("id") || `${stated}.${kind}`;
      if (!row.has("id")) this.infer(row, "id", id);
      const note = this.bilingual(row, "note");
      this.from(`/claims/${claims.length}`, row);
      claims.push({
        id,
        section: row.text("section") || sectionOf(stated),
        stated,
        check: checkOf(kind, over),
        ...(note && { note }),
      });
    }
    const given = new Set((claims as readonly { id: string }[]).map(({ id }) => id));
    const found = inferredClaims({
      growth: body.claimed.map(({ line, member }) => ({ figure: member, beside: members.get(line) ?? [] })),
      flows: rows.length > 0 ? [] : lines.map((line) => flowing(line, members.get(line) ?? [])),
      sums: rows.length > 0 ? [] : this.sums(body, lines, members),
    });
    for (const { id, stated, check, row } of found) {
      if (given.has(id)) continue;
      this.origins.set(`/claims/${claims.length}`, { table: "ReportFigures", row });
      claims.push({ id, section: sectionOf(stated), stated, check });
    }
    return claims;
  }

  /** Segments of splits that add up, beside the market that they divide. */
  private sums(
    body: ReturnType<Reader["body"]>,
    lines: readonly Line[],
    members: ReadonlyMap<Line, readonly Member[]>,
  ) {
    return body.splits.flatMap(({ additive, of, segments }) => {
      const id = (of as { readonly scenario?: string } | null | undefined)?.scenario;
      const market = lines.find((line) => line.kind === "market" && line.id === id);
      if (!additive || !market || segments.some((segment) => !("points" in segment))) return [];
      const parts = segments.map((segment) => lines.find((line) => line.kind === "segment" && line.id === segment.id)!);
      return [{ whole: members.get(market) ?? [], parts: parts.map((part) => members.get(part) ?? []) }];
    });
  }
}

/** In the place of a text whose absence has been told. */
const unknown: Text = { en: "?", zh: "?" };

function isPercentValue(cell: Cell): boolean {
  const value = readValue(cell);
  return typeof value !== "string" && value.percent;
}

/** Ids of figures, or one over another: a text without a number of its own. */
function isReference(text: string, explicit: ReadonlyMap<string, unknown>): boolean {
  const parts = text.split(/\s*\/\s*/);
  if (parts.length > 2 || parts.some((part) => part === "")) return false;
  return parts.every((part) => explicit.has(part) || /^[a-z0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(part));
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Money of a year is what comes in it; of anything else the line says so. */
function flowing({ row }: Line, figures: readonly Member[]): readonly Member[] {
  const said = keyOf(answers, row.text("flow"));
  return said === "no" ? [] : figures.filter(({ unit }) => said === "yes" || isMoney(unit));
}

function isMoney(unit: string): boolean {
  const { currency, per } = spell(unit) ?? { currency: null, per: [] };
  return currency !== null && per.length === 0;
}

const firstYear = (period: Period): number => yearsIn(period)[0] ?? 0;

const optional = (key: string, text: Text | null): object => (text ? { [key]: text } : {});

const builtName = ({ en, zh }: Name): Name => ({ en: `${en}, from its drivers`, zh: `${zh}（由驱动因素得出）` });
