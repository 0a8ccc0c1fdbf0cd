import type { RangeTarget } from "../../book.js";
import { quoteSheetName, rectAddress } from "../../address.js";
import { handle, leadsTo, oneOf, readOnly, whole, type ObjectType } from "../../model.js";
import { itemNotFound } from "../../errors.js";
import type { Session } from "../../session.js";
import { rangeFormat } from "../format.js";
import { range } from "./index.js";
import { areaOf, writable } from "./target.js";
import { sheetHandle } from "../sheets.js";

/** Several ranges of one sheet. */
interface AreasTarget {
  readonly areas: readonly RangeTarget[];
}

const cellCount = (target: AreasTarget, session: Session): number =>
  target.areas.reduce((sum, each) => sum + areaOf(each, session).rows * areaOf(each, session).columns, 0);

function address(target: AreasTarget, session: Session): string {
  return target.areas
    .map((each) => {
      const area = areaOf(each, session);
      const sheet = session.grid.sheets().find((found) => found.id === area.sheetId)!;
      return `${quoteSheetName(sheet.name)}!${rectAddress(area)}`;
    })
    .join(",");
}

export const rangeAreas: ObjectType<AreasTarget> = {
  name: "RangeAreas",
  properties: {
    Address: readOnly(address),
    AddressLocal: readOnly(address),
    AreaCount: readOnly((target) => target.areas.length),
    CellCount: readOnly(cellCount),
    Areas: leadsTo((target) => handle(rangeCollection, target)),
    Worksheet: leadsTo((target, session) => sheetHandle(areaOf(target.areas[0]!, session).sheetId)),
    Format: leadsTo((target, session) =>
      handle(rangeFormat, {
        target: target.areas[0]!,
        area: () => areaOf(target.areas[0]!, session),
        all: () => target.areas.map((each) => writable(each, session)),
        session,
      }),
    ),
  },
  methods: {
    _KeepReference: { run: () => null },
    Clear: {
      run(target, session, applyTo) {
        const what = oneOf(["All", "Formats", "Contents"] as const, applyTo ?? "All");
        for (const each of target.areas)
          session.grid.clear(writable(each, session), what.toLowerCase() as "all" | "formats" | "contents");
      },
    },
  },
};

const rangeCollection: ObjectType<AreasTarget> = {
  name: "RangeCollection",
  properties: {},
  items: (target) => target.areas.map((each) => handle(range, each)),
  methods: {
    GetCount: { run: (target) => target.areas.length },
    GetItemAt: {
      run(target, _session, index) {
        const found = target.areas[whole(index)];
        if (!found) throw itemNotFound();
        return handle(range, found);
      },
    },
  },
};
