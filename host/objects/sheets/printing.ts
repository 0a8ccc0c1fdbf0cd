import { MAX_COLUMNS, parseAddress, splitSheet, type Area } from "../../address.js";
import { invalidArgument } from "../../errors.js";
import { handle, isHandle, targetOf, type SheetTarget } from "../../kinds.js";
import { oneOf, text, whole, type Members } from "../../model.js";
import type { Session } from "../../session.js";
import type { PrintState } from "../../states.js";
import { areaOf } from "../range/target.js";
import { info } from "./sheet.js";

const print = (target: SheetTarget, session: Session): PrintState => session.book.sheet(info(target, session).id).print;

/** Whole rows of the sheet. */
function rowsOf(target: SheetTarget, session: Session, given: unknown): Area {
  const area = isHandle(given)
    ? areaOf(targetOf(given, "Range"), session)
    : { sheetId: target.id, ...parseAddress(splitSheet(text(given)).rest) };
  if (area.sheetId !== target.id) throw invalidArgument();
  return { sheetId: target.id, row: area.row, rows: area.rows, column: 0, columns: MAX_COLUMNS };
}

const ORIENTATIONS = ["Portrait", "Landscape"] as const;

/** Excel's least and greatest scale, in per cent. */
const [LEAST, MOST] = [10, 400];

export const pageLayout: Members<"PageLayout"> = {
  properties: {
    Orientation: {
      get: (target, session) => (print(target, session).landscape ? "Landscape" : "Portrait"),
      set(target, value, session) {
        print(target, session).landscape = oneOf(ORIENTATIONS, value) === "Landscape";
      },
    },
    Zoom: {
      get(target, session) {
        const { pagesWide, pagesTall, scale } = print(target, session);
        const isFitted = pagesWide !== null || pagesTall !== null;
        return {
          horizontalFitToPages: pagesWide,
          verticalFitToPages: pagesTall,
          scale: isFitted ? null : scale,
        };
      },
      set(target, value, session) {
        if (typeof value !== "object" || value === null) throw invalidArgument();
        const { horizontalFitToPages, verticalFitToPages, scale } = value as Readonly<Record<string, unknown>>;
        const pages = (given: unknown): number | null => {
          if (given === undefined || given === null) return null;
          if (whole(given) < 1) throw invalidArgument();
          return whole(given);
        };
        const [pagesWide, pagesTall] = [pages(horizontalFitToPages), pages(verticalFitToPages)];
        const percent = scale === undefined || scale === null ? 100 : whole(scale);
        if (percent < LEAST || percent > MOST) throw invalidArgument();
        Object.assign(print(target, session), { pagesWide, pagesTall, scale: percent });
      },
    },
  },
  methods: {
    SetPrintTitleRows: {
      run(target, session, given) {
        print(target, session).titleRows = rowsOf(target, session, given);
      },
    },
  },
};

export const pageBreaks: Members<"PageBreakCollection"> = {
  properties: {},
  methods: {
    Add: {
      run(target, session, given) {
        const { breaks } = print(target, session);
        const row = { ...rowsOf(target, session, given), rows: 1 };
        // Nothing can be parted from what is above the first row.
        if (row.row === 0) throw invalidArgument();
        if (!breaks.some((each) => each.row === row.row)) breaks.push(row);
        return handle("PageBreak", target);
      },
    },
  },
};

export const pageBreak: Members<"PageBreak"> = { properties: {}, methods: {} };
