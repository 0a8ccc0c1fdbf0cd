import { invalidArgument } from "../../errors.js";
import { handle } from "../../kinds.js";
import { flag, leadsTo, type Members, type Property, text } from "../../model.js";
import { type ChartState, live } from "../../states.js";

interface AxisTarget {
  readonly chart: ChartState;
  readonly titleKey: "categoryTitle" | "valueTitle";
}

export const axes: Members<"ChartAxes"> = {
  properties: {
    CategoryAxis: leadsTo((chart) => handle("ChartAxis", { chart, titleKey: "categoryTitle" })),
    ValueAxis: leadsTo((chart) => handle("ChartAxis", { chart, titleKey: "valueTitle" })),
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

export const axis: Members<"ChartAxis"> = {
  properties: {
    Title: leadsTo((target) => handle("ChartAxisTitle", target)),
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

export const axisTitle: Members<"ChartAxisTitle"> = {
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
