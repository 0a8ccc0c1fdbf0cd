import type { Write } from "../native";
import { nativeSegment } from "./shared/segments.native";

export const write: Write = (target, segment, year, scenario, unit) => {
  const at = target.year(year!);
  return nativeSegment(target, segment!, at, scenario!, unit!);
};
