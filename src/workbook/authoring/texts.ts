/** Words on the sheets of a report's tables, and how what is done with them ends. */
import type { TableName } from "../../report/tables";
import type { Text } from "../../report/types";
import { words } from "../messages/messages";

export const SHEETS: Readonly<Record<TableName, Text>> = {
  ReportInfo: { en: "Report", zh: "报告" },
  ReportDocuments: { en: "Documents", zh: "文献" },
  ReportLines: { en: "Lines", zh: "行项" },
  ReportFigures: { en: "Figures", zh: "数据" },
  ReportClaims: { en: "Claims", zh: "论断" },
};

export const NOTES: Readonly<Record<TableName, Text>> = {
  ReportInfo: {
    en: "What the report is called, its money and its edition. Further rows name nouns in both languages.",
    zh: "报告的名称、货币与版本。其余各行给出量词的中英文。",
  },
  ReportDocuments: {
    en: "Where figures are printed: a short name that figures call each by, publisher, title.",
    zh: "数据的出处：供数据引用的简称、发布机构、标题。",
  },
  ReportLines: {
    en: "What has a path over years: markets, drivers, segments of a split, series. A formula is over names of drivers: Cars × Rate × Price.",
    zh: "随年份变化的项目：市场、驱动因素、划分的细分、数据列。公式由驱动因素名称组成：Cars × Rate × Price。",
  },
  ReportFigures: {
    en: "Each number as printed: 17, >17, ~320, 50 to 60, 9.6 %. Without a line it is a figure of its own, with a metric.",
    zh: "按原文填写每个数值：17、>17、~320、50 to 60、9.6 %。不属于行项的数据须填写指标。",
  },
  ReportClaims: {
    en: "What the report claims of its own figures. Growth over a market's sizes and sums of segments are inferred.",
    zh: "报告对自身数据的论断。市场规模的增长与细分之和会自动推断。",
  },
};

export const STATUS: Text = { en: "Status", zh: "状态" };
export const OK: Text = { en: "OK", zh: "无误" };

export const WORDS = {
  opened: words("draft-opened", {
    en: "The report stands as tables from the sheet “{sheet}” on. Formulas go on with the edition in use until you use the draft.",
    zh: "报告已展开为表，自工作表“{sheet}”起。在采用草稿之前，公式仍使用现有版本。",
  }),
  cleared: words("example-cleared", {
    en: "The example is gone. The tables wait for your own report.",
    zh: "示例已移除，可在表中填写您自己的报告。",
  }),
  sound: words("draft-sound", {
    en: "Nothing is wrong: {figures} figures on {lines} lines.",
    zh: "没有问题：{figures} 个数据，{lines} 个行项。",
  }),
  added: words("block-added", {
    en: "Added to the draft: {lines} lines, {figures} figures. Check it to see what is still missing.",
    zh: "已加入草稿：{lines} 个行项、{figures} 个数据。请检查草稿，看还缺什么。",
  }),
  faulty: words("draft-has-faults", {
    en: "What is wrong stands beside {rows} rows, in the column Status.",
    zh: "问题已写在 {rows} 行的“状态”列中。",
  }),
};
