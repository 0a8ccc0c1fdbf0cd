/** Why a number is taken for one of the report's, in words. */
import { cellAddress } from "../../excel/addresses/addresses";
import type { Text } from "../../report/types";
import type { Said } from "./around";
import type { Numbers, Target } from "./numbers";
import type { Fit } from "./typed";

const both = (en: string, zh: string): Text => ({ en, zh });
export const joined = (texts: readonly Text[]): Text =>
  both(texts.map(({ en }) => en).join("; "), texts.map(({ zh }) => zh).join("；"));

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
const where = ({ row, column }: Said): string => cellAddress(row, column);

/** A sheet's name stands in no cell. */
export const SHEET_NAME = -1;
const place = (at: Said): Text =>
  at.row === SHEET_NAME ? both("the sheet's name", "工作表名称") : both(where(at), where(at));

/** What a number is: the size of 2027 by the vendor table; of several reports with the one whose it is. */
export function described(numbers: Numbers, target: Target, ofSeveral: boolean): Text {
  const text = plainly(numbers, target);
  const { title } = numbers.model.report;
  return ofSeveral ? both(`${text.en} in “${title.en}”`, `《${title.zh}》中${text.zh}`) : text;
}

function plainly({ model }: Numbers, { formula, item, scenario, years }: Target): Text {
  const view = model.scenarios.find(({ id }) => id === scenario);
  const name: Text = "metric" in item.of ? item.of.metric : item.of.name;
  const by = (text: Text): Text =>
    view && item.kind !== "scenario" ? both(`${text.en} by “${view.name.en}”`, `“${view.name.zh}”的${text.zh}`) : text;
  const time = years.join("–");
  const zhTime = years.length === 1 ? `${time}年` : `${time}年`;
  switch (formula) {
    case "SIZE":
      return both(`the market size of ${time} by “${name.en}”`, `“${name.zh}”${zhTime}的市场规模`);
    case "SEGMENT":
      return by(both(`the size of “${name.en}” in ${time}`, `“${name.zh}”${zhTime}的规模`));
    case "SHARE":
      return by(both(`the share of “${name.en}” in ${time}`, `“${name.zh}”${zhTime}的份额`));
    case "GROWTH":
      return by(both(`the growth of “${name.en}” in ${time}`, `“${name.zh}”${zhTime}的同比增长率`));
    case "CAGR":
      return by(both(`the yearly growth of “${name.en}”, ${time}`, `“${name.zh}”${zhTime}的年均复合增长率`));
    case "DRIVER":
      return by(both(`“${name.en}” in ${time}`, `${zhTime}的“${name.zh}”`));
    case "SERIES":
      return both(`“${name.en}” in ${time}`, `${zhTime}的“${name.zh}”`);
    case "FIGURE":
      return both(`the figure “${name.en}” of ${time}`, `${zhTime}的数据“${name.zh}”`);
  }
}

export const asText = (text: string): Text =>
  both(`it stands as a text, “${short(text)}”`, `以文本形式存储：“${short(text)}”`);

export function fitText(typed: string, fit: Fit, what: Text, value: string): Text {
  switch (fit) {
    case "exact":
      return both(`${typed} is ${what.en}`, `${typed} 是${what.zh}`);
    case "rounded":
      return both(`${typed} is ${what.en}, ${value}, rounded`, `${typed} 是${what.zh}（${value}）的约数`);
    case "shown":
      return both(
        `as the cell shows it, ${typed} is ${what.en}, ${value}`,
        `按单元格显示的位数，${typed} 是${what.zh}（${value}）`,
      );
    case "round":
      return both(
        `${typed} could be ${what.en}, ${value}, rounded further`,
        `${typed} 可能是${what.zh}（${value}）进一步取整的结果`,
      );
  }
}

export function nameText(at: Said | null, isAll: boolean): Text {
  if (!at) return both("nothing in its row or column names it", "其行与列中没有名称");
  const text = short(at.text);
  const { en, zh } = place(at);
  return isAll
    ? both(`“${text}” in ${en} names it`, `${zh} 中的“${text}”是其名称`)
    : both(
        `“${text}” in ${en} could name it, but its row or column says more`,
        `${zh} 中的“${text}”可能是其名称，但其行或列另有文字`,
      );
}

export const anyEstimate = both("no estimate is named", "未注明是哪一项测算");

export function yearText(at: Said | null, isOne: boolean): Text {
  if (!at) return both("no year stands near it", "附近没有年份");
  const { en, zh } = place(at);
  const text = short(at.text);
  return isOne
    ? both(`“${text}” stands in ${en}`, `${zh} 中有“${text}”`)
    : both(`“${text}” stands in ${en}, beside other years`, `${zh} 中有“${text}”，但附近还有其他年份`);
}

export function unitText(at: Said, unit: string): Text {
  const { en, zh } = place(at);
  return both(`unit ${unit} from ${en}`, `单位“${unit}”来自 ${zh}`);
}
export const percentFormat = both("shown as a percentage", "以百分比显示");
export const noUnit = (unit: string): Text =>
  unit === ""
    ? both("no unit stands near it", "附近没有单位")
    : both(`no unit stands near it: ${unit} is taken for granted`, `附近没有单位：假定为 ${unit}`);
