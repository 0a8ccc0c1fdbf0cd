import type { Text } from "../report/types";

export const texts = {
  pane: { en: "Market Model", zh: "Market Model" },
  views: { en: "Views", zh: "视图" },
  load: { en: "Load", zh: "载入" },
  assumptions: { en: "Assumptions", zh: "假设" },
  scenarios: { en: "Scenarios", zh: "情景" },
  formulas: { en: "Formulas", zh: "公式" },
  cells: { en: "Cells", zh: "单元格" },
  reading: { en: "Reading the workbook…", zh: "正在读取工作簿…" },
  needsExcelTitle: { en: "Open this in Excel.", zh: "请在 Excel 中打开。" },
  needsExcel: {
    en: "This pane works on an Excel workbook, and this page isn't open in Excel. You can still look at the formulas and their help.",
    zh: "此窗格用于 Excel 工作簿，而当前页面未在 Excel 中打开。您仍可查看公式及其帮助。",
  },
  edition: { en: "Edition {edition} · {title}", zh: "版本 {edition} · {title}" },
  editions: { en: "Reports…", zh: "报告…" },
  newEdition: { en: "New edition…", zh: "有新版本…" },
  crashedTitle: { en: "This view stopped working.", zh: "此视图已停止工作。" },
  crashed: {
    en: "{reason} The workbook is untouched.",
    zh: "{reason} 工作簿未受影响。",
  },
  again: { en: "Show it again", zh: "重新显示" },
} satisfies Record<string, Text>;
