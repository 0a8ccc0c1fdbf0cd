import { quoteSheetName, rectAddress } from "../../address.js";
import { itemNotFound } from "../../errors.js";
import { handle, type RangesTarget } from "../../kinds.js";
import { leadsTo, type Members, oneOf, readOnly, whole } from "../../model.js";
import type { Session } from "../../session.js";
import { areaOf, writable } from "./target.js";

const cellCount = (target: RangesTarget, session: Session): number =>
  target.ranges.reduce((sum, each) => sum + areaOf(each, session).rows * areaOf(each, session).columns, 0);

function address(target: RangesTarget, session: Session): string {
  return target.ranges
    .map((each) => {
      const area = areaOf(each, session);
      const sheet = session.grid.sheets().find((found) => found.id === area.sheetId)!;
      return `${quoteSheetName(sheet.name)}!${rectAddress(area)}`;
    })
    .join(",");
}

export const rangeAreas: Members<"RangeAreas"> = {
  properties: {
    Address: readOnly(address),
    AddressLocal: readOnly(address),
    AreaCount: readOnly((target) => target.ranges.length),
    CellCount: readOnly(cellCount),
    Areas: leadsTo((target) => handle("RangeCollection", target)),
    Worksheet: leadsTo((target, session) => handle("Worksheet", { id: areaOf(target.ranges[0]!, session).sheetId })),
    Format: leadsTo(({ ranges }) => handle("RangeFormat", { ranges })),
  },
  methods: {
    _KeepReference: { run: () => null },
    Clear: {
      run(target, session, applyTo) {
        const what = oneOf(["All", "Formats", "Contents"] as const, applyTo ?? "All");
        for (const each of target.ranges)
          session.grid.clear(writable(each, session), what.toLowerCase() as "all" | "formats" | "contents");
      },
    },
  },
};

export const rangeCollection: Members<"RangeCollection"> = {
  properties: {},
  items: (target) => target.ranges.map((each) => handle("Range", each)),
  methods: {
    GetCount: { run: (target) => target.ranges.length },
    GetItemAt: {
      run(target, _session, index) {
        const found = target.ranges[whole(index)];
        if (!found) throw itemNotFound();
        return handle("Range", found);
      },
    },
  },
};
