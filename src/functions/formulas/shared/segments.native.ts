/** A segment's size without the add-in: its share of what its split divides. */
import type { Whole } from "../../../report/types";
import { driver, segment as takesSegment } from "../../domains";
import { NA, type Given, type NativeTarget } from "../../native";
import { required } from "../../parameter";
import { orBuilt } from "./parameters";

const theDriver = required("driver", driver);
const oneSegment = required("segment", takesSegment);

export function nativeSegment(target: NativeTarget, segment: Given, at: string, scenario: Given): string {
  const { main } = target.setting;
  const share = target.value("SHARE", [scenario, segment], at);
  if (segment.is === "read") return `${sizeOf(main.wholeOf(segment.value as (typeof main.segments)[number]))}*${share}`;
  // Which whole it is a part of is known when the cell is read.
  const wholes = new Map<string, { readonly whole: Whole; readonly places: number[] }>();
  for (const [index, one] of main.segments.entries()) {
    const whole = main.wholeOf(one);
    // In whatever scenario a part of the market was published: what counts is the one that is asked for.
    const key = "scenario" in whole ? "" : JSON.stringify(whole);
    const known = wholes.get(key) ?? { whole, places: [] };
    wholes.set(key, known);
    known.places.push(index + 1);
  }
  const all = [...wholes.values()];
  const last = all.pop();
  if (!last) return NA;
  const total = all.reduce((otherwise, { whole, places }) => {
    const isMeant = places.map((place) => `${target.position(segment)}=${place}`).join();
    return `IF(OR(${isMeant}),${sizeOf(whole)},${otherwise})`;
  }, sizeOf(last.whole));
  return `${total}*${share}`;

  function sizeOf(whole: Whole): string {
    if ("scenario" in whole) return target.value("SIZE", [scenario], at);
    if ("segment" in whole) {
      const value = main.segments.find(({ id }) => id === whole.segment);
      return `(${nativeSegment(target, { parameter: oneSegment, is: "read", value }, at, scenario)})`;
    }
    const value = main.drivers.find(({ id }) => id === whole.driver)!;
    const built = { ...scenario, parameter: orBuilt } as Given;
    const driver = target.value("DRIVER", [built, { parameter: theDriver, is: "read", value }], at);
    return target.inReportUnit(driver, value.unit);
  }
}
