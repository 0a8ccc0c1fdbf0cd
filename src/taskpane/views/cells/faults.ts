import * as messages from "../../../functions/messages";
import type { Fault } from "../../../model/types";
import type { Text } from "../../../report/types";
import { fill } from "../../../functions/fill";
import { texts } from "./texts";

/** Why a cell has an error, in the words that the cell's own message has. */
export function faultText(fault: Fault): Text {
  switch (fault.fault) {
    case "unknown":
      return messages.unknown(fault.kind, fault.kind, messages.shown(fault.text).en, fault.nearest);
    case "no-year":
      return messages.outsideYears("year", fault.year, fault.from, fault.to);
    case "not-set":
      return messages.notSet("unit", fault.key);
    case "no-drivers":
      return messages.noDrivers("scenario", fault.scenario);
    case "nothing":
      return messages.nothing("year", fault.what);
    case "no-growth": {
      const { from, to } = fault;
      return { en: fill(texts.noGrowth, { from, to }, "en"), zh: fill(texts.noGrowth, { from, to }, "zh") };
    }
    case "too-large":
      return texts.tooLarge;
  }
}
