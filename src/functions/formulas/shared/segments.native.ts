/** A segment's size without the add-in: its share of what its split divides. */
import type { Money } from "../../../model";
import type { Whole } from "../../../report/types";
import { isMoney } from "../../../report/units/spelling";
import { driver, segment as takesSegment } from "../../domains";
import { chosenAt, NA, VALUE, type Given, type NativeTarget } from "../../native";
import { required } from "../../parameter";
import { orBuilt } from "./parameters";

const theDriver = required("driver", driver);
const oneSegment = required("segment", takesSegment);

/** In the report's unit, or its whole's own where that is no money, if no `unit` is given. */
export function nativeSegment(
  target: NativeTarget,
  segment: Given,
  at: string,
  scenario: Given,
  unit: Given | null = null,
): string {
  const { main } = target.setting;
  const share = target.value("SHARE", [scenario, segment], at);
  if (segment.is === "read")
    return `${totalOf(main.wholeOf(segment.value as (typeof main.segments)[number]))}*${share}`;
  // Which whole it is a part of is known when the cell is read.
  const places = new Map<string, number>();
  const totals: string[] = [];
  const placeOf = main.segments.map((one) => {
    const whole = main.wholeOf(one);
    // In whatever scenario a part of the market was published: what counts is the one that is asked for.
    const key = "scenario" in whole ? "" : JSON.stringify(whole);
    if (!places.has(key)) places.set(key, totals.push(totalOf(whole)) - 1);
    return places.get(key)!;
  });
  if (totals.length === 0) return NA;
  return `${chosenAt(target.position(segment), placeOf, totals)}*${share}`;

  function totalOf(whole: Whole): string {
    const size = sizeOf(whole);
    if (unit === null) return size;
    if (isOfMoney(whole)) return target.inUnit(size, unit, at);
    // What is no money has no other unit than its own.
    if (unit.is === "live") return `IF(${target.position(unit)}=1,${size},${VALUE})`;
    return unit.is === "omitted" || (unit.is === "read" && (unit.value as Money).isOwn) ? size : VALUE;
  }

  function isOfMoney(whole: Whole): boolean {
    if ("scenario" in whole) return true;
    if ("segment" in whole) return isOfMoney(main.wholeOf(main.segments.find(({ id }) => id === whole.segment)!));
    return isMoney(main.drivers.find(({ id }) => id === whole.driver)!.unit);
  }

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
