import type { Text } from "../../../report/types";
import { STATE_TEXT } from "../../states";
import { BASIS_TEXT } from "../../../workbook/sheets/texts";

export const texts = {
  title: { en: "Formulas in this workbook", zh: "此工作簿中的公式" },
  listing: { en: "Looking for formulas…", zh: "正在查找公式…" },
  count: { en: "Cells: {count}. Errors: {errors}.", zh: "单元格：{count} 个，错误：{errors} 个。" },
  none: {
    en: "No cell has a formula of the report yet. Load the defaults, or insert a formula.",
    zh: "尚无单元格使用报告公式。请载入默认值，或插入公式。",
  },
  noneLive: {
    en: "No formula of the report is live. Frozen: {frozen}; Thaw brings them back. Detached: {detached}; Reattach brings them back.",
    zh: "目前没有实时的报告公式。已冻结 {frozen} 个，可通过“解冻”恢复；已分离 {detached} 个，可通过“重新连接”恢复。",
  },
  noneMatch: { en: "No cell matches.", zh: "没有符合条件的单元格。" },
  showAll: { en: "Show all", zh: "全部显示" },
  onSheet: { en: "Sheet", zh: "工作表" },
  allSheets: { en: "All sheets ({count})", zh: "全部工作表（{count}）" },
  oneSheet: { en: "{sheet} ({count})", zh: "{sheet}（{count}）" },
  inState: { en: "State", zh: "状态" },
  allStates: { en: "All states", zh: "全部状态" },
  oneState: { en: "{state} ({count})", zh: "{state}（{count}）" },
  errorsOnly: { en: "Errors only", zh: "仅显示错误" },
  cells: { en: "Cells; press Enter to go to one", zh: "单元格；按 Enter 转到该处" },
  again: { en: "Look again", zh: "重新查找" },
  ...BASIS_TEXT,
  ...STATE_TEXT,
  upkeep: { en: "Refresh and freeze", zh: "刷新与冻结" },
  refresh: { en: "Refresh", zh: "刷新" },
  scope: { en: "Where", zh: "范围" },
  freeze: { en: "Freeze", zh: "冻结" },
  thaw: { en: "Thaw", zh: "解冻" },
  mark: { en: "Colour the cells that are frozen", zh: "为冻结的单元格着色" },
  upkeepHint: {
    en: "Refresh calculates anew. Freeze turns formulas into their values; Thaw brings them back.",
    zh: "刷新：重新计算。冻结：将公式转为数值。解冻：恢复公式。",
  },
  withoutAddIn: { en: "For readers without the add-in", zh: "供未安装加载项的读者使用" },
  withoutAddInHint: {
    en: "Detaching makes the formulas of the whole workbook native ones.",
    zh: "分离会将整个工作簿的公式改为原生公式。",
  },
  detach: { en: "Detach…", zh: "分离…" },
  reattach: { en: "Reattach", zh: "重新连接" },
  freezeTitle: { en: "Freeze into values?", zh: "要冻结为数值吗？" },
  detachTitle: { en: "Detach this workbook?", zh: "要分离此工作簿吗？" },
  detachText: {
    en: "Every formula of the report in the workbook becomes a native Excel formula over a new sheet with the model's values. Numbers stay as they are now: changed assumptions no longer flow into them.",
    zh: "工作簿中的所有报告公式都会改为原生 Excel 公式，并引用新增的模型数值工作表。数字保持当前状态，之后更改假设将不再影响它们。",
  },
  detachValues: {
    en: "Where Excel has no such formula, the cell becomes a value. These cells are listed here and on that sheet.",
    zh: "无法用 Excel 原生公式表示的单元格会转为数值，并在此处和该工作表中列出。",
  },
  detachBack: {
    en: "“Reattach” brings the formulas back, except in cells that were changed since, or whose inputs have moved.",
    zh: "“重新连接”可恢复公式，此后被更改或其引用单元格已移动的除外。",
  },
  reattachTitle: { en: "Reattach without your numbers?", zh: "要在不采用您的数字的情况下重新连接吗？" },
  reattachText: {
    en: "The workbook's numbers now rest on cells that you changed on the data sheet ({count}). Live formulas calculate with the report and the assumptions table instead, so the numbers will be others.",
    zh: "您在数据表中更改了 {count} 个单元格，工作簿的数字目前以其为依据。实时公式改用报告和假设表计算，因此数字会不同。",
  },
  reattachKept: {
    en: "The data sheet stays, with your numbers. Enter them as overrides of assumptions to go on with them.",
    zh: "数据表及您的数字会保留。如需继续采用，请将其作为假设的改写填入。",
  },
  detachAnswer: { en: "Detach", zh: "分离" },
} satisfies Record<string, Text>;
