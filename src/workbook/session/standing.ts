/** What the open workbook says, as last read: its tables, what it keeps, and the edition that it is built on. */
import { isInCellEdit } from "../../excel/transactions/run";
import { noAssumptions, type Assumptions } from "../../model";
import type { Report, Text } from "../../report/types";
import { editionFor, editionOf, nameOf, type Edition, type EditionFault, type OtherReport } from "../stored/edition";
import { readKept, type Kept } from "../stored/kept";
import { WorkbookError, type Message } from "../messages/messages";
import type { Drafts } from "../operations/operation";
import { TEXT } from "../sheets/texts";
import { queueTables } from "../tables/read";
import { readOverrides, readScenarios } from "../tables/tables";
import { TABLES, type Language, type Ports, type TableName, type TableState } from "../types";
import { readBook, type BookRead } from "./book";

const NOTHING: BookRead = { sheets: [], active: 0, tables: {}, tableNames: [], part: null, kept: null };

/** Recalculations after which overrides that are formulas are taken to go round in a circle. */
export const MOST_ROUNDS = 5;

export interface Standing {
  readonly book: BookRead;
  readonly kept: Kept | null;
  /** In force, with what is written of it; null until the workbook has been read, and where its edition can't be used. */
  readonly edition: Edition | null;
  /** In force: the built-in one unless the workbook is built on another. */
  readonly report: Report;
  /** The reports that the workbook has besides. */
  readonly others: readonly OtherReport[];
  /** Why the edition that the workbook is built on can't be used. Formulas then give no value instead of another's. */
  readonly unreadable: WorkbookError | null;
  /** Of texts in cells. */
  readonly language: Language;
  readonly tables: Readonly<Record<TableName, TableState>>;
  /** What the user should know. */
  readonly notices: readonly Message[];
  /** Recalculations in a row that changed an override, since the last edit. */
  rounds: number;
  /** The override whose formula Excel had put into every row, which had theirs back; until the next edit. */
  filled: string | null;
  isWhole(name: TableName): boolean;
  tableState(name: TableName): TableState;
  assumptionsOf(drafts: Drafts): Assumptions;
  refuseUnreadable(): void;
  /** Reads everything anew, in a context of its own or in one that is open. `first` queues what goes along. */
  readAll(first?: (context: Excel.RequestContext) => void): Promise<void>;
  readIn(context: Excel.RequestContext): Promise<void>;
  /** One round trip while the tables are where they were; everything is read anew where they aren't. */
  readTables(context: Excel.RequestContext): Promise<void>;
  /** Takes over what an operation has made of the workbook. */
  take(change: Partial<BookRead>, edition?: Edition, others?: readonly OtherReport[]): void;
}

const isUnreadable = ({ edition }: OtherReport): boolean => typeof edition === "string";

export function createStanding({ run, report: shipped, language }: Ports): Standing {
  const builtIn = editionOf(shipped);
  let book = NOTHING;
  let edition: Edition | null = null;
  let fault: EditionFault | null = null;
  let others: readonly OtherReport[] = [];

  const kept = (): Kept | null => (typeof book.kept === "string" ? null : book.kept);
  /** Our columns that a table lacks, also the one by which rows that are known are another report's. */
  function lostIn(name: TableName): readonly Text[] {
    const { lost = [], report = null } = book.tables[name] ?? {};
    const known = kept()?.assumptions[name === "MarketAssumptions" ? "overrides" : "scenarios"] ?? [];
    return report === null && known.some((one) => one.report !== undefined) ? [...lost, TEXT.report] : lost;
  }
  const isWhole = (name: TableName): boolean => book.tables[name] !== undefined && lostIn(name).length === 0;

  function tableState(name: TableName): TableState {
    if (isWhole(name)) return "present";
    return book.tables[name] || kept()?.tables.includes(name) ? "lost" : "none";
  }

  /** From rows of the tables, or from what was last known of a lost one. */
  function assumptionsOf(drafts: Drafts): Assumptions {
    const last = kept()?.assumptions ?? noAssumptions;
    const rowsOf = (name: TableName) => drafts[name] ?? (isWhole(name) ? book.tables[name]! : null);
    const [overrides, scenarios] = [rowsOf("MarketAssumptions"), rowsOf("MarketScenarios")];
    const reports = { main: standing.report.id, others: others.map(({ pin }) => pin.report) };
    const lost = (name: TableName) => tableState(name) === "lost";
    return {
      overrides: overrides ? readOverrides(overrides, reports) : lost("MarketAssumptions") ? last.overrides : [],
      scenarios: scenarios ? readScenarios(scenarios, reports) : lost("MarketScenarios") ? last.scenarios : [],
      chosen: last.chosen,
    };
  }

  function unreadableNote(id: EditionFault): Message {
    const { report = "", edition = "" } = kept() ?? {};
    return { id, values: { report, edition } };
  }

  /** No round trip while the workbook is built on editions that are at hand or on the built-in one. */
  async function readEditions(): Promise<void> {
    const found = await editionFor(run, kept(), await builtIn, edition);
    fault = typeof found === "string" ? found : null;
    edition = typeof found === "string" ? null : found;
    const pins = kept()?.others ?? [];
    if (JSON.stringify(pins) === JSON.stringify(others.map(({ pin }) => pin)) && !others.some(isUnreadable)) return;
    const read: OtherReport[] = [];
    for (const pin of pins) {
      const before = others.find((other) => other.pin.hash === pin.hash)?.edition ?? null;
      const atHand = typeof before === "string" ? null : before;
      read.push({ pin, edition: await editionFor(run, pin, await builtIn, atHand) });
    }
    others = read;
  }

  async function readAll(first?: (context: Excel.RequestContext) => void): Promise<void> {
    book = await run((context) => readBook(context, first && (() => first(context))));
    await readEditions();
  }

  async function readIn(context: Excel.RequestContext): Promise<void> {
    book = await readBook(context);
    await readEditions();
  }

  const standing: Standing = {
    get book() {
      return book;
    },
    get kept() {
      return kept();
    },
    get edition() {
      return edition;
    },
    get report() {
      return edition?.report ?? shipped;
    },
    get others() {
      return others;
    },
    get unreadable() {
      return fault && new WorkbookError(unreadableNote(fault));
    },
    get language() {
      return kept()?.textLanguage ?? language;
    },
    get tables() {
      return { MarketAssumptions: tableState("MarketAssumptions"), MarketScenarios: tableState("MarketScenarios") };
    },
    get notices() {
      const all: Message[] = [];
      if (typeof book.kept === "string") all.push({ id: book.kept });
      for (const table of TABLES) {
        if (tableState(table) !== "lost") continue;
        const columns = book.tables[table] ? lostIn(table) : [];
        all.push(
          columns.length > 0
            ? { id: "columns-lost", values: { table, columns } }
            : { id: "table-lost", values: { table } },
        );
      }
      if (fault) all.push(unreadableNote(fault));
      for (const { pin } of others.filter(isUnreadable)) {
        all.push({ id: "other-report-unreadable", values: { report: pin.report, edition: pin.edition } });
      }
      if (standing.filled) all.push({ id: "override-filled", values: { cell: standing.filled } });
      if (standing.rounds > MOST_ROUNDS) all.push({ id: "circular-overrides", values: { count: MOST_ROUNDS } });
      return all;
    },
    rounds: 0,
    filled: null,
    isWhole,
    tableState,
    assumptionsOf,
    refuseUnreadable() {
      if (standing.unreadable) throw standing.unreadable;
    },
    readAll,
    readIn,
    async readTables(context) {
      const names = TABLES.filter((name) => book.tables[name]);
      if (names.length === 0) return readIn(context);
      const { part } = book;
      try {
        const pending = queueTables(context, names);
        // A co-author may have written it.
        const xml = part && context.workbook.customXmlParts.getItem(part.id).getXml();
        await context.sync();
        book = { ...book, tables: pending() };
        if (!xml || xml.value === part.xml) return;
        book = { ...book, part: { id: part.id, xml: xml.value }, kept: readKept(xml.value) };
      } catch (reason) {
        if (isInCellEdit(reason)) throw reason;
        await readAll();
        return;
      }
      await readEditions();
    },
    take(change, next, nextOthers = others) {
      book = { ...book, ...change };
      others = nextOthers;
      if (!next) return;
      edition = next;
      fault = null;
    },
  };
  return standing;
}

/** What is to be kept of a workbook that holds these assumptions. */
export function keptWith(standing: Standing, assumptions: Assumptions, change: Partial<Kept> = {}): Kept {
  const { kept, edition, report, language, tableState } = standing;
  return {
    ...(kept ?? { ...nameOf(report), former: null, others: [] }),
    hash: edition?.hash ?? kept?.hash ?? null,
    textLanguage: language,
    sheets: kept?.sheets ?? {},
    tables: TABLES.filter((name) => tableState(name) !== "none"),
    ...change,
    assumptions: storable(assumptions),
  };
}

/** What isn't a number can't be stored as one; its row in the table still says so. */
export const storable = ({ overrides, scenarios, chosen }: Assumptions): Assumptions => ({
  overrides: overrides.filter(({ value }) => Number.isFinite(value)),
  scenarios,
  chosen,
});
