import { sectionName } from "../../report/names";
import type { Report } from "../../report/types";
import type { Section } from "../types";
import { names, type Names } from "./names";

/** Sections that state something, and those that they lie in: 4.2.1, 4.2 and 4. */
export function sections({ figures, claims }: Report): Names<Section> {
  const stated = [...figures, ...claims].flatMap(({ section }) => section ?? []);
  const all = stated.flatMap((id) => id.split(".").map((_, index, parts) => parts.slice(0, index + 1).join(".")));
  const entries = [...new Set(all)].map((id) => ({ id, aliases: [sectionName(id, "zh")] }));
  return names("section", entries);
}
