/** What can be wrong in a cell of a report's tables, in words of whoever fills them in. */
import type { Text } from "../types";
import type { NoValue } from "./values";

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** Fills `{name}` in both languages. */
const filled = (text: Text, given: Readonly<Record<string, string>>): Text => {
  const fill = (words: string) => words.replace(/\{(\w+)\}/g, (_, key: string) => short(given[key] ?? ""));
  return { en: fill(text.en), zh: fill(text.zh) };
};

export const blank = (column: Text): Text => ({ en: `"${column.en}" is blank.`, zh: `“${column.zh}”为空。` });

export const noColumn = (column: Text): Text => ({
  en: `The table has no column "${column.en}".`,
  zh: `表中没有“${column.zh}”一列。`,
});

export const notOneOf = (text: string, words: Text): Text => ({
  en: `"${short(text)}" has to be one of: ${words.en}.`,
  zh: `“${short(text)}”须为以下之一：${words.zh}。`,
});

export const noPeriod = (text: string): Text =>
  filled(
    {
      en: '"{text}" is no period: write a year (2027, 2027E, FY2027), a quarter or a half of one (2027Q3, 2027H1), or two years (2024–2035).',
      zh: "“{text}”不是期间：请填写一个年份（2027、2027E、FY2027）、季度或半年（2027Q3、2027H1），或两个年份（2024–2035）。",
    },
    { text },
  );

export const onlyParts = (line: string): Text =>
  filled(
    {
      en: 'All figures of "{line}" are of quarters or halves, which are no points of a path: add the figure of a year, or take the line out and give the figures a metric instead.',
      zh: "“{line}”的数据均为季度或半年，不能作为路径的数据点：请补充某一年份的数据，或删除该行项并改填指标。",
    },
    { line },
  );

export const noYearEnd = (text: string): Text =>
  filled(
    {
      en: '"{text}" is a fiscal year, and ReportInfo doesn\'t say in which month fiscal years end: fill in "Year end" (12 for the calendar year).',
      zh: "“{text}”是财年，但 ReportInfo 未说明财年截止月：请填写“财年截止月”（日历年填 12）。",
    },
    { text },
  );

const values: Readonly<Record<NoValue, Text>> = {
  date: {
    en: "The cell holds a date. Format it as text and type the number as printed.",
    zh: "该单元格为日期。请设为文本格式并按原文输入数值。",
  },
  "decimal-comma": {
    en: '"{text}": the decimal sign is a point, and commas divide thousands.',
    zh: "“{text}”：小数点须为“.”，逗号仅用于千位分隔。",
  },
  "no-number": {
    en: '"{text}" is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure\'s id, or A / B.',
    zh: "“{text}”不是数值：请按原文填写（17、>17、~320、50 to 60、9.6 %），或填写数据标识、A / B。",
  },
  "not-a-value": { en: "This is no number.", zh: "此处不是数值。" },
};
export const noValue = (why: NoValue, text: string): Text => filled(values[why], { text });

export const noLine = (text: string, nearest: string | null): Text =>
  nearest === null
    ? filled({ en: 'There is no line "{text}" in ReportLines.', zh: "ReportLines 中没有行项“{text}”。" }, { text })
    : filled(
        {
          en: 'There is no line "{text}" in ReportLines. Did you mean "{nearest}"?',
          zh: "ReportLines 中没有行项“{text}”。是否为“{nearest}”？",
        },
        { text, nearest },
      );

export const noFigure = (text: string, nearest: string | null): Text =>
  nearest === null
    ? filled(
        { en: 'There is no figure "{text}" in ReportFigures.', zh: "ReportFigures 中没有数据“{text}”。" },
        { text },
      )
    : filled(
        {
          en: 'There is no figure "{text}" in ReportFigures. Did you mean "{nearest}"?',
          zh: "ReportFigures 中没有数据“{text}”。是否为“{nearest}”？",
        },
        { text, nearest },
      );

export const mixedFormula = (text: string): Text =>
  filled(
    {
      en: '"{text}" mixes operations: give each part a line of its own.',
      zh: "“{text}”混用了多种运算：请为每一部分单列一行。",
    },
    { text },
  );

export const figuresOfNoUse: Text = {
  en: "The line has figures, which would not count beside this: take out one or the other.",
  zh: "该行项已有数据，与此并存时数据不起作用：请删除其中之一。",
};

export const formulaOfNoUse: Text = {
  en: "Only drivers are worked out of drivers: take the formula out.",
  zh: "只有驱动因素由驱动因素计算：请删除公式。",
};

export const restOutsideSplit: Text = {
  en: "Only a segment can be the rest of its split.",
  zh: "只有细分可以是其划分的其余部分。",
};

export const twoUnits = (unit: string): Text =>
  filled(
    {
      en: 'The value is a percentage, and the unit is "{unit}".',
      zh: "数值为百分比，而单位为“{unit}”。",
    },
    { unit },
  );

export const noUnit: Text = {
  en: "Which unit? It is neither here nor on the line.",
  zh: "单位为何？此处与所属行项均未填写。",
};

export const whichMarket: Text = {
  en: "There are several markets: say which one it is part of.",
  zh: "有多个市场：请说明属于哪一个。",
};

export const noMarket: Text = {
  en: "There is no market that it could be part of.",
  zh: "没有可归属的市场。",
};

export const wrongCount = (kind: string, count: number): Text => ({
  en: `A claim "${kind}" is over ${count} ${count === 1 ? "figure" : "figures"}.`,
  zh: `“${kind}”论断须依据 ${count} 个数据。`,
});

export const noMonth = (text: string): Text =>
  filled({ en: '"{text}" is no month: 1 to 12.', zh: "“{text}”不是月份：1 至 12。" }, { text });

export const noRange = (text: string): Text =>
  filled({ en: '"{text}" is no range: write 50 to 60.', zh: "“{text}”不是区间：请写作 50 to 60。" }, { text });
