import type { Area } from "../../address.js";
import { itemNotFound } from "../../errors.js";
import type { BorderEdge, BorderLine } from "../../grid/port.js";
import { BORDER_SIDES, handle, type BorderSide, type Handle, type RangesTarget, type Targets } from "../../kinds.js";
import { color, oneOf, readOnly, whole, type Members } from "../../model.js";
import type { Session } from "../../session.js";
import { firstArea, writableAreas } from "./areas.js";

type BorderTarget = Targets["RangeBorder"];

const STYLES = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"] as const;
const WEIGHTS = ["Hairline", "Thin", "Medium", "Thick"] as const;

const THIN: BorderLine = { style: "Continuous", weight: "Thin", color: "#000000" };

/** The cells along a side, and which of their edges is meant. Diagonals aren't drawn by the grid. */
function along(area: Area, side: BorderSide): readonly (readonly [Area, BorderEdge])[] {
  const bottom = { ...area, row: area.row + area.rows - 1, rows: 1 };
  const right = { ...area, column: area.column + area.columns - 1, columns: 1 };
  switch (side) {
    case "EdgeTop":
      return [[{ ...area, rows: 1 }, "top"]];
    case "EdgeBottom":
      return [[bottom, "bottom"]];
    case "EdgeLeft":
      return [[{ ...area, columns: 1 }, "left"]];
    case "EdgeRight":
      return [[right, "right"]];
    case "InsideHorizontal":
      return area.rows > 1 ? [[{ ...area, row: area.row + 1, rows: area.rows - 1 }, "top"]] : [];
    case "InsideVertical":
      return area.columns > 1 ? [[{ ...area, column: area.column + 1, columns: area.columns - 1 }, "left"]] : [];
    default:
      return [];
  }
}

function lineOf(target: BorderTarget, session: Session): BorderLine | null {
  const [first] = along(firstArea(target, session), target.side);
  if (!first) return null;
  const [area, edge] = first;
  return session.grid.styles({ ...area, rows: 1, columns: 1 })[0]![0]!.borders[edge] ?? null;
}

function setLine(target: BorderTarget, session: Session, next: (line: BorderLine) => BorderLine | null): void {
  for (const whole of writableAreas(target, session)) {
    for (const [area, edge] of along(whole, target.side))
      session.grid.style(area, { borders: { [edge]: next(lineOf(target, session) ?? THIN) } });
  }
}

export const border: Members<"RangeBorder"> = {
  properties: {
    Id: readOnly((target) => target.side),
    SideIndex: readOnly((target) => target.side),
    Style: {
      get: (target, session) => lineOf(target, session)?.style ?? "None",
      set(target, value, session) {
        const style = oneOf(STYLES, value);
        setLine(target, session, (line) =>
          style === "None" ? null : { ...line, style, weight: style === "Double" ? "Thick" : line.weight },
        );
      },
    },
    Weight: {
      get: (target, session) => lineOf(target, session)?.weight ?? "Thin",
      set: (target, value, session) => {
        const weight = oneOf(WEIGHTS, value);
        setLine(target, session, (line) => ({ ...line, weight }));
      },
    },
    Color: {
      get: (target, session) => lineOf(target, session)?.color ?? "#000000",
      set: (target, value, session) => {
        const rgb = color(value);
        setLine(target, session, (line) => ({ ...line, color: rgb }));
      },
    },
  },
  methods: {},
};

const borderHandle = ({ ranges }: RangesTarget, side: BorderSide): Handle => handle("RangeBorder", { ranges, side });

export const borders: Members<"RangeBorderCollection"> = {
  properties: { Count: readOnly(() => BORDER_SIDES.length) },
  items: (target) => BORDER_SIDES.map((side) => borderHandle(target, side)),
  methods: {
    GetItem: { run: (target, _session, side) => borderHandle(target, oneOf(BORDER_SIDES, side)) },
    GetItemAt: {
      run(target, _session, index) {
        const side = BORDER_SIDES[whole(index)];
        if (!side) throw itemNotFound();
        return borderHandle(target, side);
      },
    },
  },
};
