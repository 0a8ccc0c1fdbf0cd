import type { Text } from "../../report/types";

export const texts = {
  selection: { en: "The selection", zh: "所选区域" },
  sheet: { en: "The active sheet", zh: "当前工作表" },
  workbook: { en: "The whole workbook", zh: "整个工作簿" },
  working: { en: "Working…", zh: "正在处理…" },
  report: { en: "Report", zh: "报告" },
  cancel: { en: "Cancel", zh: "取消" },
  dismiss: { en: "Dismiss", zh: "关闭" },
  failed: { en: "That didn't work.", zh: "操作未完成。" },
  unexpected: {
    en: "Something unexpected happened: {reason}. The workbook is as it was; try again.",
    zh: "发生意外情况：{reason}。工作簿保持原样，请重试。",
  },
  progress: { en: "{message} ({done} of {of})", zh: "{message}（{done}/{of}）" },
  more: { en: "And {count} more.", zh: "另有 {count} 项。" },
} satisfies Record<string, Text>;
