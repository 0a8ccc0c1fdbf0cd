import type { When } from "../../model";
import type { Text } from "../../report/types";

const nameOf = (when: When): string => (typeof when === "number" ? String(when) : when.name);

export function notAYear(parameter: string, when: When): Text {
  return {
    en: `${parameter} takes whole years, such as 2027 or FY2027; it got ${nameOf(when)}.`,
    zh: `${parameter} 须为整年，例如 2027 或 FY2027，但得到 ${nameOf(when)}。`,
  };
}

export function notOwnYear(parameter: string, when: When): Text {
  return {
    en: `${parameter} takes the report's own years, such as 2027; ${nameOf(when)} isn't one of them.`,
    zh: `${parameter} 须为报告自身的年度，例如 2027；${nameOf(when)} 不是其中之一。`,
  };
}
