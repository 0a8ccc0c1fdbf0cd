/**
 * What the workbook side says to a user: failures, notices, reasons, progress. What is reported is data; `messageText`
 * puts it into words, so that tests and the pane compare data and no text stands twice. How an operation ended is said by
 * the operation itself, in words of its own.
 */
import { fill, type Fillings } from "../../functions/fill";
import type { Text } from "../../report/types";

/** `{name}` stands for a value of the message. */
export const TEXTS = {
  /* failures */
  "excel-failed": {
    en: "Excel couldn't do this ({reason}). The workbook is as it was.",
    zh: "Excel 未能完成此操作（{reason}）。工作簿保持原样。",
  },
  "no-cells-selected": {
    en: "Select the cells of one area first: a chart is selected, or several areas at once.",
    zh: "请先选择一个连续区域的单元格：当前选中的是图表，或同时选中了多个区域。",
  },
  "not-restored": {
    en: "Excel failed ({reason}), and the workbook couldn't be brought back wholly. Close it without saving; where it saves itself, open an earlier version (File › Info › Version History).",
    zh: "Excel 出错（{reason}），且工作簿未能完全恢复。请不保存并关闭；若已自动保存，请打开先前的版本（“文件”›“信息”›“版本历史记录”）。",
  },
  cancelled: { en: "Cancelled. The workbook is as it was.", zh: "已取消。工作簿保持原样。" },
  "sheet-taken": {
    en: "The workbook has a sheet “{name}” already. Choose another name, or replace it.",
    zh: "工作簿中已有工作表“{name}”。请另取名称，或选择替换。",
  },
  "sheet-name-invalid": {
    en: "“{name}” can't be a sheet's name: 1 to 31 characters, none of : \\ / ? * [ ], no apostrophe at either end.",
    zh: "“{name}”不能用作工作表名称：须为 1–31 个字符，不含 : \\ / ? * [ ]，首尾不能是单引号。",
  },
  "cells-occupied": {
    en: "{count} of the cells in {address} are not empty. Select another cell, or replace them.",
    zh: "{address} 中有 {count} 个单元格不为空。请选择其他单元格，或选择替换。",
  },
  "cells-below-table": {
    en: "The table {table} can't grow: there is something in {address}. Move it first.",
    zh: "表 {table} 无法扩展：{address} 中有内容。请先移开。",
  },
  "no-room": {
    en: "The block doesn't fit below and to the right of {address}.",
    zh: "{address} 右下方的空间放不下该区块。",
  },
  "sheet-protected": {
    en: "The sheet “{name}” is protected. Unprotect it first.",
    zh: "工作表“{name}”受保护。请先取消保护。",
  },
  "not-calculated": {
    en: "The cell shows {value}: there is no value to freeze.",
    zh: "单元格显示 {value}：没有可冻结的数值。",
  },
  "originals-damaged": {
    en: "What this workbook keeps about frozen or detached formulas can't be read. Nothing was changed.",
    zh: "此工作簿保存的冻结公式或已分离公式信息无法读取。未作任何更改。",
  },
  "no-such-draft": {
    en: "The workbook has no table {name}.",
    zh: "工作簿中没有表 {name}。",
  },
  "block-blank": {
    en: "Nothing is selected that holds numbers: select the table with its years and names.",
    zh: "所选区域没有内容：请连同年份和名称一起选取该表。",
  },
  "block-too-large": {
    en: "More than 50,000 cells are selected: select the table alone.",
    zh: "所选单元格超过 50,000 个：请只选取该表。",
  },
  "block-faulty": {
    en: "Some cells of the selection can't be read as numbers, years or names. Nothing was added.",
    zh: "所选区域中有单元格无法识别为数值、年份或名称。未加入任何内容。",
  },
  "links-changed": {
    en: "{cell} has changed since the numbers were looked for. Look again. Nothing was changed.",
    zh: "查找数值之后，{cell} 已有变化。请重新查找。未作任何更改。",
  },
  "draft-faulty": {
    en: "The draft has faults ({count}): check it first. Nothing was changed.",
    zh: "草稿存在问题（{count} 处）：请先检查。未作任何更改。",
  },
  "no-such-scenario": { en: "There is no scenario “{name}” in this workbook.", zh: "此工作簿中没有情景“{name}”。" },
  "scenario-name-taken": {
    en: "“{name}” is already the name of a scenario or means one. Choose another name.",
    zh: "“{name}”已是某个情景的名称或别名。请另取名称。",
  },
  "scenario-name-empty": { en: "Give the scenario a name.", zh: "请为情景命名。" },
  "scenario-in-use": {
    en: "“{name}” is based on this scenario. Remove or change that one first.",
    zh: "“{name}”以此情景为基础。请先移除或更改该情景。",
  },
  "not-own-scenario": {
    en: "“{name}” is the report's scenario. Only your own can be renamed or removed.",
    zh: "“{name}”是报告的情景。只能重命名或移除自建情景。",
  },
  "no-such-assumption": { en: "There is no assumption “{name}”.", zh: "没有假设“{name}”。" },
  "tables-lost": {
    en: "The assumptions table is missing. Restore it first, or go on with the report's defaults.",
    zh: "假设表缺失。请先恢复，或改用报告默认值。",
  },
  "part-damaged": {
    en: "What this workbook keeps about its report (the edition, the chosen scenario) can't be read; the add-in's own edition is used. Nothing was changed. Discard it to go on working: your overrides and scenarios in the tables stay.",
    zh: "此工作簿保存的报告信息（版本、所选情景）无法读取；现使用加载项自带的版本。未作任何更改。如需继续编辑，请将其丢弃：表中的改写和情景会保留。",
  },
  "part-newer": {
    en: "A newer version of the add-in wrote what this workbook keeps about its report. Update the add-in; nothing was changed.",
    zh: "此工作簿的报告信息由更高版本的加载项写入。请更新加载项；未作任何更改。",
  },
  "same-edition": {
    en: "The workbook has {report}, edition {edition}, with these very figures already.",
    zh: "工作簿中已有 {report}（版本 {edition}），数据完全相同。",
  },
  "report-there": {
    en: "The workbook has the report {report} already.",
    zh: "工作簿中已有报告 {report}。",
  },
  "report-not-there": {
    en: "The workbook doesn't have the report {report}, or it is the main one.",
    zh: "工作簿中没有报告 {report}，或其为主报告。",
  },
  "report-too-large": {
    en: "The report {report} is too large to be kept in a workbook.",
    zh: "报告 {report} 过大，无法保存在工作簿中。",
  },
  "no-former-edition": {
    en: "This workbook has no former edition to go back to.",
    zh: "此工作簿没有可恢复的先前版本。",
  },
  "edition-unavailable": {
    en: "Edition {edition} of {report} can't be had from the add-in's site now. The workbook is as it was.",
    zh: "目前无法从加载项网站获取 {report} 的版本 {edition}。工作簿保持原样。",
  },

  /* notices */
  typing: {
    en: "Finish typing in the cell first: press Enter or Esc there. Until then Excel does nothing else.",
    zh: "请先完成单元格输入：在单元格中按 Enter 或 Esc。在此之前 Excel 不执行其他操作。",
  },
  "table-lost": {
    en: "The table {table} is gone from the workbook. Its last known rows are still in use and can be restored.",
    zh: "表 {table} 已不在工作簿中。其最后已知的内容仍在使用，可以恢复。",
  },
  "columns-lost": {
    en: "The table {table} has lost columns ({columns}). Its last known rows are still in use and can be restored.",
    zh: "表 {table} 缺少列（{columns}）。其最后已知的内容仍在使用，可以恢复。",
  },
  "report-missing": {
    en: "This workbook was built on the report {report}, edition {edition}, whose data isn't in it. Cells keep their last values; open that edition's report file to go on.",
    zh: "此工作簿基于报告 {report}（版本 {edition}），但其中没有该报告的数据。单元格保留最后的数值；请打开该版本的报告文件以继续。",
  },
  "report-damaged": {
    en: "The data of the report {report}, edition {edition}, in this workbook is damaged. Cells keep their last values; open that edition's report file to go on.",
    zh: "此工作簿中报告 {report}（版本 {edition}）的数据已损坏。单元格保留最后的数值；请打开该版本的报告文件以继续。",
  },
  "report-newer": {
    en: "A newer version of the add-in wrote the data of the report {report}, edition {edition}, in this workbook. Cells keep their last values; update the add-in.",
    zh: "此工作簿中报告 {report}（版本 {edition}）的数据由更高版本的加载项写入。单元格保留最后的数值；请更新加载项。",
  },
  "other-report-unreadable": {
    en: "The data of the report {report}, edition {edition}, can't be read from this workbook. Formulas that name it give #N/A; add its file again under Reports.",
    zh: "无法从此工作簿读取报告 {report}（版本 {edition}）的数据。使用该报告的公式为 #N/A；请在“报告”中重新添加其文件。",
  },
  "chosen-gone": {
    en: "The workbook's scenario “{name}” isn't in the report; its base scenario is taken.",
    zh: "报告中没有工作簿情景“{name}”，将采用报告的基准情景。",
  },
  "scenario-base-gone": {
    en: "“{name}” is based on “{base}”, which isn't in the report.",
    zh: "“{name}”以“{base}”为基础，而报告中没有该情景。",
  },
  "scenario-not-extended": {
    en: "“{name}” doesn't go on: Until has to be a year after its last, Beyond one of constant, constant 3%, fade 2%, or logistic 5000 with a size above its last.",
    zh: "“{name}”未能延续：“延续至”须晚于其最后一年，“延续方式”须为 constant、constant 3%、fade 2%，或 logistic 5000（大于最后一年的规模）。",
  },
  "scenario-columns-missing": {
    en: "The table {table} is of an earlier version and has no columns “Until” and “Beyond”. Load the sheet Assumptions again: that adds them.",
    zh: "表 {table} 来自较早版本，没有“延续至”和“延续方式”两列。请重新载入“假设”工作表，即可添加。",
  },
  "override-filled": {
    en: "Excel put the formula of {cell} into the override of every row. The other rows have theirs back; choose “All rows” if it is meant for them too.",
    zh: "Excel 把 {cell} 的公式填入了每一行的改写。其他行已恢复原样；如确实适用于所有行，请选择“所有行”。",
  },
  "circular-overrides": {
    en: "Overrides depend on formulas that depend on them. They were calculated {count} times and then left.",
    zh: "改写与公式互相依赖。已计算 {count} 次后停止。",
  },

  /* status of an assumption, in its row */
  "status-used": { en: "Overridden", zh: "已改写" },
  "status-not-a-number": { en: "Not used: the override isn't a number.", zh: "未采用：改写不是数字。" },
  "status-out-of-range": {
    en: "Not used: must be from {low} to {high}.",
    zh: "未采用：须在 {low} 至 {high} 之间。",
  },
  "status-unknown-key": { en: "Not used: there is no such assumption.", zh: "未采用：没有此项假设。" },
  "status-unknown-key-near": {
    en: "Not used: there is no such assumption. Did you mean “{nearest}”?",
    zh: "未采用：没有此项假设。是否指“{nearest}”？",
  },
  "status-unknown-scenario": {
    en: "Not used: no such scenario, or it doesn't use this assumption.",
    zh: "未采用：没有此情景，或该情景不使用此项假设。",
  },
  "status-unknown-scenario-near": {
    en: "Not used: no such scenario, or it doesn't use this assumption. Try “{nearest}”.",
    zh: "未采用：没有此情景，或该情景不使用此项假设。可试“{nearest}”。",
  },
  "status-no-such-year": {
    en: "Not used: the year must be from {from} to {to}.",
    zh: "未采用：年份须在 {from} 至 {to} 之间。",
  },
  "status-shares-do-not-sum": {
    en: "Not used: the shares of “{split}” add to {sum} % in {year}, not to 100 %.",
    zh: "未采用：“{split}”各份额在 {year} 年合计为 {sum}%，不等于 100%。",
  },
  "status-only-by-year": {
    en: "Not used: this differs from year to year. Fill in Year.",
    zh: "未采用：此项逐年不同。请填写年份。",
  },
  "status-not-by-year": {
    en: "Not used: this holds for every year. Leave Year empty.",
    zh: "未采用：此项适用于所有年份。请将年份留空。",
  },
  "status-not-by-scenario": {
    en: "Not used: this holds for every scenario. Leave Scenario empty.",
    zh: "未采用：此项适用于所有情景。请将情景留空。",
  },
  "status-not-by-report": {
    en: "Not used: this holds for every report. Leave Report empty.",
    zh: "未采用：此项适用于所有报告。请将报告留空。",
  },
  "status-unknown-report": {
    en: "Not used: this workbook has no report “{report}” that can be read.",
    zh: "未采用：此工作簿中没有可读取的报告“{report}”。",
  },
  "status-range-reversed": {
    en: "Not used: in {year} the least would be more than the most.",
    zh: "未采用：{year} 年的最低值大于最高值。",
  },
  "status-quarters-do-not-sum": {
    en: "Not used: the quarters add to {sum} % of a year, not to 100 %. Set all four.",
    zh: "未采用：四个季度合计为全年的 {sum}%，不等于 100%。请设置全部四项。",
  },
  "status-correlations-impossible": {
    en: "Not used: no numbers can go together as these say (the matrix isn't positive semidefinite): {keys}",
    zh: "未采用：以下相关系数不可能同时成立（矩阵非半正定）：{keys}",
  },
  "status-duplicate": {
    en: "Not used: an earlier row sets the same assumption.",
    zh: "未采用：前面已有一行设置了同一假设。",
  },

  /* progress */
  reading: { en: "Reading the workbook", zh: "正在读取工作簿" },
  "writing-sheet": { en: "Writing {name}", zh: "正在写入“{name}”" },
  finishing: { en: "Finishing", zh: "正在完成" },
  "storing-report": { en: "Keeping the report in the workbook", zh: "正在将报告保存到工作簿" },
  undoing: { en: "Bringing the workbook back", zh: "正在恢复工作簿" },
  freezing: { en: "Freezing formulas", zh: "正在冻结公式" },
  linking: { en: "Linking numbers", zh: "正在链接数值" },
  unlinking: { en: "Bringing typed numbers back", zh: "正在恢复键入的数值" },
  thawing: { en: "Thawing formulas", zh: "正在解冻公式" },
  detaching: { en: "Writing native formulas", zh: "正在写入原生公式" },
  reattaching: { en: "Restoring formulas", zh: "正在恢复公式" },
  "still-calculating": {
    en: "{cell} is still being calculated. Nothing was changed; try again in a moment.",
    zh: "{cell} 仍在计算。未作任何更改；请稍后再试。",
  },
  "nothing-to-detach": { en: "The workbook has no formulas of the market report.", zh: "工作簿中没有市场报告的公式。" },
  "nothing-to-reattach": { en: "The workbook has no detached formulas.", zh: "工作簿中没有已分离的公式。" },
  "changed-since": { en: "Changed since: it stays as it is.", zh: "此后已被更改：保持原样。" },
  "cell-moved": {
    en: "Rows or columns came or went around its cell: where {formula} belongs can't be told.",
    zh: "其单元格周围插入或删除过行列，无法确定公式 {formula} 的位置。",
  },
  "names-gone": {
    en: "Names or columns in its formula aren't in the workbook any more, or are called something else ({names}): {formula}",
    zh: "其公式中的名称或列已不在工作簿中或已改名（{names}）：{formula}",
  },
  "rows-sorted": {
    en: "Rows were sorted, and another cell of its column shows the same: where {formula} belongs can't be told.",
    zh: "各行已重新排序，且同列另有单元格显示相同数值，无法确定公式 {formula} 的位置。",
  },
  "counted-in-totals": {
    en: "Totals by SUBTOTAL or AGGREGATE leave this formula out, and would count its value: it stays a formula.",
    zh: "SUBTOTAL 或 AGGREGATE 汇总会忽略此公式，却会计入其数值：保持为公式。",
  },
  "sheet-gone": {
    en: "Its sheet isn't in the workbook any more, or can't be told from others: {formula}",
    zh: "其工作表已不在工作簿中，或无法与其他工作表区分：{formula}",
  },
  "inputs-unwatched": {
    en: "The hidden names that watched what its formula reads are gone, as another program may leave them out: whether the cells are still the same can't be told: {formula}",
    zh: "跟踪其公式所引用单元格的隐藏名称已丢失（可能被其他程序删除），无法确定这些单元格是否仍是原来的：{formula}",
  },
  "inputs-moved": {
    en: "The cells that its formula reads have moved since: {formula}",
    zh: "其公式引用的单元格此后已移动：{formula}",
  },

  "number-changed": { en: "{was} became {is}", zh: "由 {was} 改为 {is}" },
  "data-sheet-referred": { en: "It is still referred to: {places}", zh: "仍被引用：{places}" },
  "data-sheet-edited": {
    en: "Something on it is yours: {places}. Delete the sheet yourself when you don't need it.",
    zh: "其中有您的内容：{places}。如不再需要，请自行删除该工作表。",
  },
  "data-sheet-alone": {
    en: "It is the only sheet that isn't hidden. Show another one, then reattach again.",
    zh: "它是唯一未隐藏的工作表。请先显示其他工作表，再重新连接。",
  },

  /* why a detached cell is a value, or shows an error */
  "detached-error": {
    en: "{error}, where it showed {value}. Reattach, freeze it to keep the value, and detach again.",
    zh: "现为 {error}，此前为 {value}。可重新连接，冻结该单元格以保留数值，再次分离。",
  },
  "detached-no-native-form": {
    en: "{name} has no form in native formulas: a value.",
    zh: "{name} 没有对应的原生公式：已转为数值。",
  },
  "detached-other-report": {
    en: "It has names of several reports together, of one that can't be read, or which report isn't said by a cell or text alone: a value.",
    zh: "其中同时使用了多个报告的名称、使用了无法读取的报告，或所属报告并非由单个文本或单元格指明：已转为数值。",
  },
  "detached-array": {
    en: "The formula works on a range in a way that native formulas of every Excel can't: values.",
    zh: "该公式对区域的运算无法用各版本 Excel 的原生公式表示：已转为数值。",
  },
  "detached-subtotal": {
    en: "A value, which totals by SUBTOTAL or AGGREGATE count now; they left its formula out.",
    zh: "已转为数值，SUBTOTAL 或 AGGREGATE 汇总现会计入该数值（此前忽略其公式）。",
  },
  "detached-too-long": {
    en: "The native formula would be longer than Excel allows: a value.",
    zh: "原生公式超出 Excel 允许的长度：已转为数值。",
  },
  "detached-names": {
    en: "The names of drivers are those of now; the numbers are native formulas.",
    zh: "驱动因素名称固定为当前名称；数字为原生公式。",
  },
  "detached-labels": {
    en: "Labels and headers are values; the numbers are native formulas.",
    zh: "标签与表头为数值；数字为原生公式。",
  },
} as const satisfies Readonly<Record<string, Text>>;

export type MessageId = keyof typeof TEXTS;

export interface Message {
  readonly id: MessageId;
  readonly values?: Fillings;
}

/** A message with words of its own, which stand with what says it. */
export class Words {
  readonly #text: Text;

  constructor(
    readonly id: string,
    text: Text,
    readonly values?: Fillings,
  ) {
    this.#text = text;
  }

  get text(): Text {
    return this.#text;
  }
}

/** `{name}` in the text stands for a value that is given with it. */
export const words =
  (id: string, text: Text) =>
  (values?: Fillings): Words =>
    new Words(id, text, values);

export const messageText = (said: Message | Words, language: keyof Text): string =>
  fill(said instanceof Words ? said.text : TEXTS[said.id], said.values ?? {}, language);

/** Why an operation did not happen. */
export class WorkbookError extends Error {
  constructor(
    readonly note: Message,
    options?: ErrorOptions,
  ) {
    super(messageText(note, "en"), options);
    this.name = "WorkbookError";
  }
}
