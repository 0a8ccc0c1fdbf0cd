import type { Write } from "../native";
import { nativeRate } from "./shared/growth.native";

export const write: Write = (target, given, scenario, segment) => {
  const year = target.year(given!);
  return nativeRate(target, [`${year}-1`, year], scenario!, segment!, null);
};
