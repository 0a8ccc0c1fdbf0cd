import type { FaultCode, ReportFault } from "./faults";
import type { Text } from "./types";

const messages: Readonly<Record<FaultCode, Text>> = {
  "too-large": {
    en: "The file is larger than {limit} characters.",
    zh: "文件超过{limit}个字符。",
  },
  "not-json": { en: "This is not JSON: it can't be read.", zh: "不是JSON，无法读取。" },
  "other-schema": {
    en: 'Version "{found}" of the report format; this add-in reads version "{known}".',
    zh: "报告格式版本为“{found}”，本加载项读取版本“{known}”。",
  },
  "more-faults": {
    en: "There are further faults; the first {count} are listed.",
    zh: "还有其他问题，此处列出前{count}个。",
  },
  "wrong-type": { en: "Has to be of type {expected}.", zh: "类型须为{expected}。" },
  missing: { en: '"{property}" is missing.', zh: "缺少“{property}”。" },
  "unknown-property": {
    en: '"{property}" is not known here; it can have {known}.',
    zh: "此处没有“{property}”这一项，可有：{known}。",
  },
  "not-allowed": { en: "Has to be one of: {allowed}.", zh: "须为以下之一：{allowed}。" },
  "bad-form": {
    en: "Has characters or a form that are not allowed here: {pattern}.",
    zh: "字符或格式不符合要求：{pattern}。",
  },
  "too-short": { en: "Needs at least {limit} characters.", zh: "至少须有{limit}个字符。" },
  "too-long": { en: "May have at most {limit} characters.", zh: "最多{limit}个字符。" },
  "too-few": { en: "Needs at least {limit} entries.", zh: "至少须有{limit}项。" },
  "too-many": { en: "May have at most {limit} entries.", zh: "最多{limit}项。" },
  "too-small": { en: "Has to be at least {limit}.", zh: "不得小于{limit}。" },
  "too-great": { en: "Has to be at most {limit}.", zh: "不得大于{limit}。" },
  duplicate: { en: '"{id}" is already used by {other}.', zh: "“{id}”已被{other}使用。" },
  reserved: {
    en: "\"{id}\" stands for the whole market in formulas and can't be another's.",
    zh: "“{id}”在公式中代表整个市场，不能另作他用。",
  },
  "no-such-figure": { en: 'There is no figure "{id}".', zh: "没有数据“{id}”。" },
  "no-such-scenario": { en: 'There is no published scenario "{id}".', zh: "没有已发布情景“{id}”。" },
  "no-such-driver": { en: 'There is no driver "{id}".', zh: "没有驱动因素“{id}”。" },
  "no-such-document": { en: 'There is no document "{id}".', zh: "没有文献“{id}”。" },
  "quote-without-number": {
    en: "The quote doesn't contain {value} ({unit}).",
    zh: "引文中没有数值{value}（{unit}）。",
  },
  "no-such-segment": { en: 'There is no segment "{id}".', zh: "没有细分“{id}”。" },
  "segment-circle": {
    en: 'The segment "{id}" is a part of itself.',
    zh: "细分“{id}”是其自身的一部分，构成循环。",
  },
  "bad-unit": { en: '"{unit}" can\'t be read as a unit.', zh: "“{unit}”无法识别为单位。" },
  "other-money": {
    en: "\"{unit}\" isn't money in the report's currency, {currency}.",
    zh: "“{unit}”不是以报告货币{currency}计的金额。",
  },
  "other-dimension": {
    en: '{what} comes in "{unit}", which doesn\'t convert to "{expected}", the unit of "{line}".',
    zh: "{what}的单位为“{unit}”，无法换算为“{line}”的单位“{expected}”。",
  },
  reversed: { en: "The first end has to be below the second.", zh: "起始值须小于终止值。" },
  "no-single-year": { en: 'The figure "{id}" has to be of a single year.', zh: "数据“{id}”须为单一年份。" },
  "same-year": { en: "The two figures have to be of different years.", zh: "两个数据的年份须不同。" },
  "other-year": {
    en: 'A ratio is of one year: "{id}" and "{other}" are of different years.',
    zh: "比率须取自同一年份：“{id}”与“{other}”年份不同。",
  },
  "other-period": {
    en: '"{id}" is stated for {period}, and the figures that it is checked by are of {from} and {to}.',
    zh: "“{id}”所述期间为{period}，而用于核对的数据为{from}年与{to}年。",
  },
  "bad-period": {
    en: '"{text}" is no period: write a year (1900 to 2200) as a number (2027), two as [2024, 2027], a quarter or a half of one as "2027Q3" or "2027H1".',
    zh: "“{text}”不是期间：年份（1900至2200）写作数字（2027），两个年份写作[2024, 2027]，季度或半年写作“2027Q3”或“2027H1”。",
  },
  "part-as-point": {
    en: 'The figure "{id}" is of {period}: paths run over whole years, and a part of a year is no point of one.',
    zh: "数据“{id}”的期间为{period}：路径以整年为单位，季度或半年不能作为其数据点。",
  },
  "part-in-yearly-rate": {
    en: 'The figure "{id}" is of {period}, and growth a year is over whole years; from one quarter to another it is a claim of the kind "growth".',
    zh: "数据“{id}”的期间为{period}，而年增长率须按整年计算；季度之间的增长请用“growth”类论断。",
  },
  "other-part": {
    en: '"{id}" is of {period} and "{other}" of {otherPeriod}: figures of different times don\'t check each other.',
    zh: "“{id}”的期间为{period}，“{other}”的期间为{otherPeriod}：不同期间的数据不能互相核对。",
  },
  "no-part": {
    en: 'The report doesn\'t say of what time "{id}" is, and "{other}" is of {otherPeriod}: they don\'t check each other.',
    zh: "报告未说明“{id}”的期间，而“{other}”的期间为{otherPeriod}，不能互相核对。",
  },
  "parts-missing": {
    en: 'What "{id}" is the sum of has to cover {period}, each part of it as often: {parts} is missing.',
    zh: "“{id}”的各加项须覆盖{period}，且各部分次数相同：缺少{parts}。",
  },
  "not-in-order": { en: "Points have to stand in order of year, one a year.", zh: "各点须按年份排列，每年一个。" },
  "not-positive": { en: 'The figure "{id}" has to be above zero here.', zh: "数据“{id}”在此处须大于零。" },
  "divided-by-zero": { en: 'The figure "{id}" is zero and can\'t divide.', zh: "数据“{id}”为零，不能作除数。" },
  "growth-without-period": {
    en: 'The growth rate "{id}" has to be in % and of a period that begins or ends in the year of the point.',
    zh: "增长率“{id}”须以%为单位，且期间始于或止于该点年份。",
  },
  "growth-with-points": { en: "A path with a growth rate has one point.", zh: "带增长率的路径只能有一个点。" },
  "no-whole": {
    en: 'Neither the segment "{id}" nor its split says what it is a part of.',
    zh: "细分“{id}”及其划分均未说明所划分的整体。",
  },
  "driver-circle": {
    en: 'The driver "{id}" is worked out from itself.',
    zh: "驱动因素“{id}”由其自身推算，构成循环。",
  },
  "outside-range": {
    en: "Has to lie within its range, {low} to {high}.",
    zh: "须在其区间{low}至{high}之内。",
  },
  "only-remainder": { en: "A split needs a segment with points.", zh: "划分至少须有一个带数据点的细分。" },
  "two-remainders": {
    en: "Only one segment of a split can do without points.",
    zh: "每个划分只能有一个细分不带数据点。",
  },
  "remainder-overlaps": {
    en: "Segments of a split that doesn't add up each need points.",
    zh: "不可加总的划分，每个细分都须有数据点。",
  },
  "outside-whole": {
    en: 'A size of {year} has no total: "{id}" covers {from} to {to}.',
    zh: "{year}年的规模没有对应的总量：“{id}”涵盖{from}至{to}年。",
  },
  "other-scenario": {
    en: "Segments of a split that adds up have to be parts of one whole.",
    zh: "可加总划分的各细分须属同一整体。",
  },
  "two-unstated": {
    en: 'In {year} the report gives no number for "{id}" and for another segment: one of them can be what the others leave, or a segment without points takes the rest.',
    zh: "报告未给出“{id}”及另一细分在{year}年的数值：只能有一个由其余部分得出，或由不带数据点的细分承接其余。",
  },
};

/** Of what isn't there: what it may have been meant to be. */
const suggestion: Text = { en: ' Did you mean "{nearest}"?', zh: "是否为“{nearest}”？" };

/** A fault in the reader's language. */
export function faultText({ code, params }: ReportFault, language: keyof Text): string {
  const text = messages[code][language] + ("nearest" in params ? suggestion[language] : "");
  return text.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? ""));
}
