import type { Write } from "../native";
import { nativeRate } from "./shared/growth.native";

export const write: Write = (target, first, last, scenario, segment) => {
  const [from, to] = [target.year(first!), target.year(last!)];
  // Years in reverse order give the same rate: both the ratio and the exponent turn over.
  return nativeRate(target, [from, to], scenario!, segment!, target.yearsBetween(first!, last!));
};
