export type Language = "en" | "zh";

const english = {
  title: "Market Model",
  subtitle: "Preview: the add-in in a workbook, without Excel",
  loadingAddIn: "Loading the add-in…",
  loadingGrid: "Loading the grid…",
  failed: "The preview could not start",
  silent: "The add-in's page does not answer.",
  rebuild: "Run npm run build, then reload this page.",
  otherLanguage: "中文",
  dark: "Dark",
  light: "Light",
};

export type Messages = typeof english;

const chinese: Messages = {
  title: "市场模型",
  subtitle: "预览：无需 Excel，在工作簿中使用加载项",
  loadingAddIn: "正在加载加载项…",
  loadingGrid: "正在加载表格…",
  failed: "预览无法启动",
  silent: "加载项页面没有响应。",
  rebuild: "请运行 npm run build，然后重新加载此页面。",
  otherLanguage: "English",
  dark: "深色",
  light: "浅色",
};

export const messages: Record<Language, Messages> = { en: english, zh: chinese };
