/** The columns of a report's tables. A table is read by its headers, in either language and in any order. */
import type { Text } from "../types";
import { folded, type TableName } from "./cells";

export interface Column extends Text {
  /** Has to be filled in by whoever writes the table; the others can be inferred or left out. */
  readonly fill?: true;
}

/** A text in English or in one language for both, with its Chinese in a column of its own. */
const bilingual = <K extends string>(key: K, en: string, zh: string, fill?: true) =>
  ({
    [key]: { en, zh, ...(fill && { fill }) },
    [`${key}Zh`]: { en: `${en} (Chinese)`, zh: `${zh}（中文）` },
  }) as Readonly<Record<K | `${K}Zh`, Column>>;

export const columns = {
  ReportInfo: {
    ...bilingual("title", "Title", "标题", true),
    titleZhHant: { en: "Title (Traditional Chinese)", zh: "标题（繁体）" },
    currency: { en: "Currency", zh: "货币", fill: true },
    unit: { en: "Unit", zh: "单位", fill: true },
    edition: { en: "Edition", zh: "版本", fill: true },
    id: { en: "Id", zh: "标识" },
    yearEnd: { en: "Year end", zh: "财年截止月" },
    ...bilingual("licence", "Licence", "许可"),
    licenceAddress: { en: "Licence address", zh: "许可网址" },
    redistribution: { en: "Redistribution", zh: "再分发" },
    ...bilingual("noun", "Noun", "量词"),
    countedAs: { en: "Counted as", zh: "计作" },
  },
  ReportDocuments: {
    name: { en: "Short name", zh: "简称", fill: true },
    ...bilingual("publisher", "Publisher", "发布机构", true),
    ...bilingual("title", "Title", "标题", true),
    date: { en: "Date", zh: "日期" },
    address: { en: "Address", zh: "网址" },
    ...bilingual("licence", "Licence", "许可"),
    licenceAddress: { en: "Licence address", zh: "许可网址" },
    redistribution: { en: "Redistribution", zh: "再分发" },
  },
  ReportLines: {
    name: { en: "Line", zh: "行项", fill: true },
    kind: { en: "Kind", zh: "类型", fill: true },
    split: { en: "Split", zh: "划分", fill: true },
    of: { en: "Of", zh: "所属", fill: true },
    unit: { en: "Unit", zh: "单位", fill: true },
    formula: { en: "Formula", zh: "公式", fill: true },
    method: { en: "Method", zh: "方法" },
    saturation: { en: "Saturation", zh: "饱和值" },
    default: { en: "Default", zh: "默认值" },
    range: { en: "Range", zh: "区间" },
    ...bilingual("why", "Why", "理由"),
    overlaps: { en: "Overlaps", zh: "重叠" },
    take: { en: "Take", zh: "取值" },
    ...bilingual("scope", "Scope", "范围"),
    ...bilingual("outlier", "Left out", "不计入"),
    flow: { en: "Flow", zh: "流量" },
    aliases: { en: "Aliases", zh: "别名" },
    id: { en: "Id", zh: "标识" },
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
    unit: { en: "Unit", zh: "单位" },
    comparator: { en: "Comparator", zh: "比较符" },
    section: { en: "Section", zh: "章节" },
    ...bilingual("metric", "Metric", "指标"),
    publisher: { en: "Publisher", zh: "发布机构" },
    id: { en: "Id", zh: "标识" },
    ...bilingual("note", "Note", "备注"),
  },
  ReportClaims: {
    stated: { en: "Stated", zh: "所述数据" },
    kind: { en: "Kind", zh: "类型" },
    over: { en: "Over", zh: "依据数据" },
    section: { en: "Section", zh: "章节" },
    id: { en: "Id", zh: "标识" },
    ...bilingual("note", "Note", "备注"),
  },
} as const satisfies Readonly<Record<TableName, Readonly<Record<string, Column>>>>;

export type ColumnOf<T extends TableName> = keyof (typeof columns)[T] & string;

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
