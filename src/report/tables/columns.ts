/** The columns of a report's tables. A table is read by its headers, in either language and in any order. */
import type { Text } from "../types";
import { folded, type Cell, type TableName } from "./cells";

export interface Column extends Text {
  /** Has to be filled in by whoever writes the table; the others can be inferred or left out. */
  readonly fill?: true;
  /** Where it is blank, what its rows say elsewhere can tell what it would say. */
  readonly infers?: true;
}

/** A text in English or in one language for both, with its Chinese in a column of its own. */
const bilingual = <K extends string, C extends Omit<Column, "en" | "zh">>(key: K, en: string, zh: string, column?: C) =>
  ({
    [key]: { en, zh, ...column },
    [`${key}Zh`]: { en: `${en} (Chinese)`, zh: `${zh}（中文）` },
  }) as Readonly<Record<K, Column & C> & Record<`${K}Zh`, Column>>;

export const columns = {
  ReportInfo: {
    ...bilingual("title", "Title", "标题", { fill: true }),
    titleZhHant: { en: "Title (Traditional Chinese)", zh: "标题（繁体）" },
    currency: { en: "Currency", zh: "货币", fill: true, infers: true },
    unit: { en: "Unit", zh: "单位", fill: true, infers: true },
    edition: { en: "Edition", zh: "版本", fill: true, infers: true },
    id: { en: "Id", zh: "标识", infers: true },
    yearEnd: { en: "Year end", zh: "财年截止月" },
    ...bilingual("licence", "Licence", "许可"),
    licenceAddress: { en: "Licence address", zh: "许可网址" },
    redistribution: { en: "Redistribution", zh: "再分发", infers: true },
    ...bilingual("noun", "Noun", "量词"),
    countedAs: { en: "Counted as", zh: "计作" },
  },
  ReportDocuments: {
    name: { en: "Short name", zh: "简称", fill: true },
    ...bilingual("publisher", "Publisher", "发布机构", { fill: true }),
    ...bilingual("title", "Title", "标题", { fill: true, infers: true }),
    date: { en: "Date", zh: "日期" },
    address: { en: "Address", zh: "网址" },
    ...bilingual("licence", "Licence", "许可"),
    licenceAddress: { en: "Licence address", zh: "许可网址" },
    redistribution: { en: "Redistribution", zh: "再分发", infers: true },
  },
  ReportLines: {
    name: { en: "Line", zh: "行项", fill: true },
    kind: { en: "Kind", zh: "类型", fill: true, infers: true },
    split: { en: "Split", zh: "划分", fill: true },
    of: { en: "Of", zh: "所属", fill: true, infers: true },
    unit: { en: "Unit", zh: "单位", fill: true, infers: true },
    formula: { en: "Formula", zh: "公式", fill: true },
    method: { en: "Method", zh: "方法", infers: true },
    saturation: { en: "Saturation", zh: "饱和值" },
    default: { en: "Default", zh: "默认值" },
    range: { en: "Range", zh: "区间" },
    ...bilingual("why", "Why", "理由"),
    overlaps: { en: "Overlaps", zh: "重叠" },
    take: { en: "Take", zh: "取值", infers: true },
    ...bilingual("scope", "Scope", "范围"),
    ...bilingual("outlier", "Left out", "不计入"),
    flow: { en: "Flow", zh: "流量" },
    aliases: { en: "Aliases", zh: "别名", infers: true },
    id: { en: "Id", zh: "标识", infers: true },
    nameZh: { en: "Chinese name", zh: "中文名称" },
    nameZhHant: { en: "Traditional Chinese name", zh: "繁体名称" },
    section: { en: "Section", zh: "章节" },
  },
  ReportFigures: {
    line: { en: "Line", zh: "行项", fill: true },
    period: { en: "Period", zh: "期间", fill: true },
    value: { en: "Value", zh: "数值", fill: true },
    document: { en: "Document", zh: "文献", fill: true },
    page: { en: "Page", zh: "页码", fill: true },
    quote: { en: "Quote", zh: "引文" },
    unit: { en: "Unit", zh: "单位", infers: true },
    comparator: { en: "Comparator", zh: "比较符" },
    section: { en: "Section", zh: "章节" },
    ...bilingual("metric", "Metric", "指标", { infers: true }),
    publisher: { en: "Publisher", zh: "发布机构" },
    id: { en: "Id", zh: "标识", infers: true },
    ...bilingual("note", "Note", "备注"),
  },
  ReportClaims: {
    stated: { en: "Stated", zh: "所述数据" },
    kind: { en: "Kind", zh: "类型" },
    over: { en: "Over", zh: "依据数据" },
    section: { en: "Section", zh: "章节" },
    id: { en: "Id", zh: "标识", infers: true },
    ...bilingual("note", "Note", "备注"),
  },
} as const satisfies Readonly<Record<TableName, Readonly<Record<string, Column>>>>;

export type ColumnOf<T extends TableName> = keyof (typeof columns)[T] & string;

/** Columns that infer. */
export type InferringOf<T extends TableName> = T extends TableName
  ? {
      [K in keyof (typeof columns)[T] & string]: (typeof columns)[T][K] extends { readonly infers: true } ? K : never;
    }[keyof (typeof columns)[T] & string]
  : never;

export const infers = (table: TableName, column: string | null): boolean =>
  column !== null && (columns[table] as Readonly<Record<string, Column>>)[column]?.infers === true;

/*
 * What was inferred is shown in the cell that was left blank, in marks: whoever types over it has said it. A text that
 * has such marks of its own stands in two of each.
 */
const SHOWN = /^‹(?!‹)[^]*›$/u;
const OWN = /^‹(‹[^]*›)›$/u;

export const shownText = (text: string): string => `‹${text.startsWith("‹") ? " " : ""}${text}›`;
export const isShown = (content: unknown): boolean => typeof content === "string" && SHOWN.test(content.trim());
export const ownText = (text: string): string => (/^‹[^]*›$/u.test(text.trim()) ? `‹${text.trim()}›` : text);

/** A cell of an inferring column as whoever wrote the table left it. */
export function asTyped(cell: Cell): Cell {
  if (isShown(cell.content)) return { ...cell, content: null };
  const own = typeof cell.content === "string" ? OWN.exec(cell.content.trim()) : null;
  return own ? { ...cell, content: own[1]! } : cell;
}

export const columnsOf = <T extends TableName>(table: T): readonly (readonly [ColumnOf<T>, Column])[] =>
  Object.entries(columns[table]) as unknown as readonly (readonly [ColumnOf<T>, Column])[];

/** Which column of ours each header is; null for one that is the user's own. */
export function columnsBy<T extends TableName>(table: T, header: readonly string[]): readonly (ColumnOf<T> | null)[] {
  const known = new Map(
    columnsOf(table).flatMap(([key, { en, zh }]) => [[folded(en), key] as const, [folded(zh), key] as const]),
  );
  const seen = new Set<string>();
  return header.map((text) => {
    const key = known.get(folded(text));
    if (key === undefined || seen.has(key)) return null;
    seen.add(key);
    return key;
  });
}
