import { type ChartState, live } from "../../book.js";
import { invalidArgument } from "../../errors.js";
import { type ObjectType, type Property, flag, handle, leadsTo, text } from "../../model.js";

interface AxisTarget {
  readonly chart: ChartState;
  readonly titleKey: "categoryTitle" | "valueTitle";
}

export const axes: ObjectType<ChartState> = {
  name: "ChartAxes",
  properties: {
    CategoryAxis: leadsTo((chart) => handle(axis, { chart, titleKey: "categoryTitle" })),
    ValueAxis: leadsTo((chart) => handle(axis, { chart, titleKey: "valueTitle" })),
  },
  methods: {},
};

const bound = (key: "valueMinimum" | "valueMaximum"): Property<AxisTarget> => ({
  get: ({ chart }) => live(chart)[key] ?? "",
  set({ chart }, value) {
    if (value !== "" && typeof value !== "number") throw invalidArgument();
    live(chart)[key] = value === "" ? null : value;
  },
});

const axis: ObjectType<AxisTarget> = {
  name: "ChartAxis",
  properties: {
    Title: leadsTo((target) => handle(axisTitle, target)),
    NumberFormat: {
      get: ({ chart }) => live(chart).valueFormat,
      set({ chart }, value) {
        live(chart).valueFormat = text(value);
      },
    },
    Minimum: bound("valueMinimum"),
    Maximum: bound("valueMaximum"),
  },
  methods: {},
};

const axisTitle: ObjectType<AxisTarget> = {
  name: "ChartAxisTitle",
  properties: {
    Text: {
      get: ({ chart, titleKey }) => live(chart)[titleKey],
      set({ chart, titleKey }, value) {
        live(chart)[titleKey] = text(value);
      },
    },
    Visible: {
      get: ({ chart, titleKey }) => live(chart)[titleKey] !== "",
      set({ chart, titleKey }, value) {
        if (!flag(value)) live(chart)[titleKey] = "";
      },
    },
  },
  methods: {},
};
