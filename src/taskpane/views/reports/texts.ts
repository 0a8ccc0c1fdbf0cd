import type { Text } from "../../../report/types";

export const texts = {
  title: { en: "Reports as tables", zh: "以表编写报告" },
  hint: {
    en: "Write a report of your own in the sheet, or change one. Formulas go on with the edition in use until you use the draft.",
    zh: "在工作表中编写或修改报告。在采用草稿之前，公式仍使用现有版本。",
  },
  newWithExample: { en: "New report, with an example", zh: "新建报告（附示例）" },
  newBlank: { en: "New report, blank", zh: "新建空白报告" },
  openAsTables: { en: "Open the report in use as tables", zh: "将现用报告展开为表" },
  drafts: { en: "Drafts in this workbook ({count})", zh: "此工作簿中的草稿（{count}）" },
  untitled: { en: "Without a title", zh: "无标题" },
  check: { en: "Check", zh: "检查" },
  use: { en: "Use in this workbook…", zh: "在此工作簿中采用…" },
  saveJson: { en: "Save as JSON", zh: "保存为 JSON" },
  saveZip: { en: "Save as Data Package", zh: "保存为 Data Package" },
  saveInUse: { en: "Save the report in use", zh: "保存现用报告" },
  go: { en: "Go to its tables", zh: "转到其表" },
  licence: {
    en: "The licence of this report doesn't allow passing copies on, as far as is known: {licence}",
    zh: "据现有信息，该报告的许可不允许传播副本：{licence}",
  },
  saveAnyway: { en: "Save all the same", zh: "仍然保存" },
  cancel: { en: "Don't save", zh: "不保存" },
  accept: { en: "Use this draft", zh: "采用此草稿" },
  faults: { en: "What is wrong ({count})", zh: "存在的问题（{count}）" },
  goTo: { en: "{sheet}!{address}", zh: "{sheet}!{address}" },
} satisfies Record<string, Text>;
