import type { Help } from "../help";
import { KINDS } from "../words";

export const help: Help<"kind"> = {
  gives: {
    en: "Table: Id, English, Chinese; for drivers, series and figures also their unit, for scenarios the scope where it is another than the whole market",
    zh: "表：标识、英文、中文；驱动因素、数据列与数据另有单位，情景另有统计口径（与整体市场不同时）",
  },
  shows: "plain",
  parameters: {
    kind: {
      summary: {
        en: `What to list: ${KINDS.join(", ")}; of another report after its id and a colon`,
        zh: `要列出的种类：${KINDS.join("、")}；其他报告的须在前加其标识和冒号`,
      },
    },
  },
  errors: ["#VALUE!"],
  examples: [{ arguments: ["splits"], gives: [5, 3], note: { en: "A header and four splits", zh: "表头与四种划分" } }],
};
