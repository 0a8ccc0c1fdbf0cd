import type { Text } from "../../../report/types";

export const texts = {
  discard: { en: "Discard and go on", zh: "丢弃并继续" },
  restore: { en: "Restore", zh: "恢复" },
  useDefaults: { en: "Use the report's defaults", zh: "使用报告默认值" },
  lostOverrides: { en: "Overrides kept: {count}.", zh: "保留的改写：{count} 处。" },
  dismiss: { en: "Dismiss", zh: "关闭" },
  arguments: { en: "Arguments: {values}", zh: "参数：{values}" },
  basis: { en: "Basis: {basis}", zh: "依据：{basis}" },
  unexplained: {
    en: "This part can't be explained: an argument is an expression.",
    zh: "此部分无法说明：参数为表达式。",
  },
} satisfies Record<string, Text>;
