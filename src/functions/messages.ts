/** Every message that a cell error can carry, once, in both languages. */
import type { Text } from "../report/types";
import type { Kind } from "../model/types";
import { listed } from "./fill";

/** The `LIST` argument that lists the known names of a kind. */
const lists: Partial<Record<Kind | "item", string>> = {
  scenario: "scenarios",
  segment: "segments",
  split: "splits",
  driver: "drivers",
  series: "series",
  figure: "figures",
  unit: "units",
};

const words: Readonly<Record<string, string>> = {
  scenario: "情景",
  segment: "细分",
  split: "划分",
  report: "报告",
  driver: "驱动因素",
  series: "数据列",
  figure: "数据",
  unit: "单位",
  section: "章节",
  item: "项目",
};

/** `prefix`: what stands before the names of the report that the call is about. */
export function unknown(
  parameter: string,
  kind: Kind | "item",
  got: string,
  nearest: string | null,
  prefix = "",
): Text {
  const list = lists[kind];
  return {
    en:
      `${parameter}: ${kind} ${got} is not known.` +
      (nearest ? ` Did you mean "${prefix}${nearest}"?` : "") +
      (list ? ` =MARKET.LIST("${prefix}${list}") lists them.` : ""),
    zh:
      `${parameter}：没有名为 ${got} 的${words[kind]}。` +
      (nearest ? `您是否指 "${prefix}${nearest}"？` : "") +
      (list ? `=MARKET.LIST("${prefix}${list}") 可列出全部名称。` : ""),
  };
}

export function ambiguous(parameter: string, got: string, among: readonly string[]): Text {
  return {
    en: `${parameter}: several are called "${got}". Say which: ${listed(among, "en")}.`,
    zh: `${parameter}：多项均名为 "${got}"。请指明：${listed(among, "zh")}。`,
  };
}

export function notMoney(parameter: string, unit: string): Text {
  return {
    en: `${parameter}: this is in ${unit}, which isn't money. Leave the unit out.`,
    zh: `${parameter}：此项以 ${unit} 计，并非金额。请省略单位。`,
  };
}

export function notOneOf(parameter: string, got: string, choices: readonly string[], nearest: string | null): Text {
  const quoted = choices.map((choice) => `"${choice}"`);
  return {
    en: `${parameter} takes ${quoted.join(", ")}; it got ${got}.` + (nearest ? ` Did you mean "${nearest}"?` : ""),
    zh: `${parameter} 可取 ${quoted.join("、")}；实际为 ${got}。` + (nearest ? `您是否指 "${nearest}"？` : ""),
  };
}

export function wrongType(parameter: string, takes: Text, got: Text): Text {
  return {
    en: `${parameter} takes ${takes.en}; it got ${got.en}.`,
    zh: `${parameter} 应为${takes.zh}；实际为${got.zh}。`,
  };
}

export function zeroOrBlank(parameter: string, driver: string): Text {
  return {
    en: `${parameter}: the 0 for ${driver} makes the whole size 0. Is the cell blank?`,
    zh: `${parameter}：${driver} 为 0，使整个规模为 0。单元格是否为空？`,
  };
}

export function valueWithoutName(parameter: string, place: number): Text {
  return {
    en: `${parameter}: value ${place} has no driver's name beside it.`,
    zh: `${parameter}：第 ${place} 个数值旁没有驱动因素名称。`,
  };
}

export function namedTwice(parameter: string, driver: string): Text {
  return { en: `${parameter}: ${driver} is named twice.`, zh: `${parameter}：${driver} 出现两次。` };
}

export function oneValue(parameter: string, rows: number, columns: number): Text {
  return {
    en: `${parameter} takes one value; it got a range of ${rows} × ${columns} cells.`,
    zh: `${parameter} 只取一个值；实际为 ${rows} × ${columns} 的区域。`,
  };
}

export function missing(parameter: string, takes: Text): Text {
  return {
    en: `${parameter} is blank: it takes ${takes.en}.`,
    zh: `${parameter} 为空：应为${takes.zh}。`,
  };
}

export function noYearGiven(parameter: string): Text {
  return { en: `${parameter}: no year is given.`, zh: `${parameter}：未给出年份。` };
}

export function looksLikeDate(parameter: string, got: string): Text {
  return {
    en: `${parameter}: ${got} looks like a date: use YEAR().`,
    zh: `${parameter}：${got} 像是日期：请使用 YEAR()。`,
  };
}

export function notWhole(parameter: string, got: string): Text {
  return {
    en: `${parameter} takes a whole year such as 2027; it got ${got}.`,
    zh: `${parameter} 应为整数年份，例如 2027；实际为 ${got}。`,
  };
}

export function outsideYears(parameter: string, year: number, from: number, to: number): Text {
  return from === to
    ? {
        en: `${parameter}: there is no value for ${year}, only for ${from}.`,
        zh: `${parameter}：${year} 年没有数值，仅有 ${from} 年。`,
      }
    : {
        en: `${parameter}: there is no value for ${year}, only for ${from} to ${to}.`,
        zh: `${parameter}：${year} 年没有数值，仅有 ${from} 至 ${to} 年。`,
      };
}

export function notSet(parameter: string, key: string, year: number): Text {
  return {
    en: `${parameter}: there is no ${key} for ${year}. Set ${key} in the assumptions.`,
    zh: `${parameter}：没有 ${year} 年的 ${key}。请在假设表中设置 ${key}。`,
  };
}

export function noDrivers(parameter: string, scenario: string): Text {
  return {
    en: `${parameter}: "${scenario}" is not built from drivers.`,
    zh: `${parameter}："${scenario}" 不是由驱动因素构建的。`,
  };
}

export function nothing(parameter: string, what: string): Text {
  return {
    en: `${parameter}: the report gives no ${what} to compute this from.`,
    zh: `${parameter}：报告没有可供计算的${words[what] ?? what}。`,
  };
}

export const analysesLoading: Text = {
  en: "This formula's code could not be loaded: recalculate to try again.",
  zh: "无法加载此公式的代码：请重新计算再试。",
};

export const quotesLoading: Text = {
  en: "The report's quotes could not be loaded: recalculate to try again.",
  zh: "无法加载报告的引文：请重新计算再试。",
};

export function notStated(parameter: string, figure: string, field: string): Text {
  return {
    en: `${parameter}: the report states no ${field} for "${figure}".`,
    zh: `${parameter}：报告未说明 "${figure}" 的 ${field}。`,
  };
}

export function notOfKind(parameter: string, id: string, kind: string): Text {
  return {
    en: `${parameter}: "${id}" is not the name of a ${kind}.`,
    zh: `${parameter}："${id}" 不是${words[kind] ?? kind}的名称。`,
  };
}

export function noGrowth(from: number, to: number): Text {
  return {
    en: `Growth can't be computed from ${from} to ${to}: the same year, or a start of zero or below.`,
    zh: `无法计算 ${from} 至 ${to} 年的增长率：年份相同，或起始值为零或负数。`,
  };
}

export const tooLarge: Text = {
  en: "The result is larger than a cell can hold.",
  zh: "结果超出单元格可容纳的范围。",
};

/** A range that is shorter than the others it is combined with. */
export function outsideRange(parameter: string, rows: number, columns: number): Text {
  return {
    en: `${parameter} has ${rows} × ${columns} cells: none for this one.`,
    zh: `${parameter} 只有 ${rows} × ${columns} 个单元格，此处没有对应的值。`,
  };
}

/** The workbook's assumptions could not be read: a default in their place would be wrong without a sign of it. */
export function unread(formula: string): Text {
  return {
    en: `${formula}: the workbook's assumptions could not be read. Refresh to try again.`,
    zh: `${formula}：无法读取工作簿的假设。请刷新后重试。`,
  };
}

/** The last resort: a defect of the product. */
export function defect(formula: string): Text {
  return {
    en: `${formula}: Market Model could not calculate this because of a fault of its own. Please report it.`,
    zh: `${formula}：Market Model 自身出错，未能计算。请反馈此问题。`,
  };
}

/** What a cell held, as a person would name it. */
export function shown(value: unknown): Text {
  switch (typeof value) {
    case "string": {
      const quoted = `"${value.length > 40 ? value.slice(0, 40) + "…" : value}"`;
      return { en: quoted, zh: quoted };
    }
    case "number":
      return { en: String(value), zh: String(value) };
    case "boolean":
      return value ? { en: "TRUE", zh: "TRUE" } : { en: "FALSE", zh: "FALSE" };
    default:
      return { en: "something that isn't text or a number", zh: "既非文本也非数字的内容" };
  }
}
