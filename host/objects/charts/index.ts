import { invalidArgument, itemNotFound } from "../../errors.js";
import { type Handle, handle } from "../../kinds.js";
import { type Members, oneOf, readOnly, text, whole } from "../../model.js";
import type { Session } from "../../session.js";
import type { ChartState } from "../../states.js";
import { seriesFrom, sourceArea } from "./series.js";
import { CHART_TYPES } from "./types.js";

/** Charts are kept as data: what they show, where. Nothing here draws them. */
interface ChartsTarget {
  readonly sheetId: string;
}

const list = (target: ChartsTarget, session: Session): readonly ChartState[] =>
  session.book.charts.filter((chart) => chart.sheetId === target.sheetId);

const chartHandle = (chart: ChartState): Handle => handle("Chart", chart);

function required(found: ChartState | undefined): Handle {
  if (!found) throw itemNotFound();
  return chartHandle(found);
}

function find(target: ChartsTarget, session: Session, key: unknown): ChartState | undefined {
  const wanted = text(key).toLowerCase();
  return list(target, session).find((chart) => chart.name.toLowerCase() === wanted || chart.id === key);
}

function add(target: ChartsTarget, session: Session, type: unknown, given: unknown, seriesBy: unknown): Handle {
  const kind = oneOf(CHART_TYPES, type);
  const by = oneOf(["Auto", "Columns", "Rows"] as const, seriesBy ?? "Auto");
  const source = sourceArea(session, given);
  const id = session.book.nextId();
  const series = seriesFrom(session, source, by);
  const chart: ChartState = {
    id: `{chart-${id}}`,
    sheetId: target.sheetId,
    name: freeName(target, session),
    chartType: kind,
    title: series.length === 1 ? series[0]!.name : "Chart Title",
    titleVisible: true,
    legendVisible: true,
    legendPosition: "Bottom",
    series,
    source,
    seriesBy: by,
    top: 0,
    left: 0,
    width: 360,
    height: 216,
    categoryTitle: "",
    valueTitle: "",
    valueFormat: "General",
    valueMinimum: null,
    valueMaximum: null,
  };
  session.book.charts.push(chart);
  return chartHandle(chart);
}

function freeName(target: ChartsTarget, session: Session): string {
  const taken = new Set(list(target, session).map((chart) => chart.name));
  let number = 1;
  while (taken.has(`Chart ${number}`)) number++;
  return `Chart ${number}`;
}

export const charts: Members<"ChartCollection"> = {
  properties: { Count: readOnly((target, session) => list(target, session).length) },
  items: (target, session) => list(target, session).map(chartHandle),
  methods: {
    Add: { reads: true, run: add },
    GetItem: { run: (target, session, key) => required(find(target, session, key)) },
    GetItemOrNullObject: {
      run(target, session, key) {
        const found = find(target, session, key);
        return found ? chartHandle(found) : null;
      },
    },
    GetItemAt: {
      run(target, session, index) {
        const found = list(target, session)[whole(index)];
        if (!found) throw invalidArgument();
        return chartHandle(found);
      },
    },
    GetCount: { run: (target, session) => list(target, session).length },
  },
};
