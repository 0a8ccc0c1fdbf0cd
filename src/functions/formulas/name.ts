import { analyses } from "../analyses";
import { choice, chosenThing, driver, figure, nameable, scenario, segment, series, split, theReport } from "../domains";
import { valueFormula } from "../formula";
import * as messages from "../messages";
import { tabulated } from "../native";
import { Refusal } from "../outcome";
import { optional, required, type Parameter } from "../parameter";
import type { Setting } from "../setting";
import type { Thing } from "../things";
import { NAME_FIELDS, NAMED, type NamedKind } from "../words";
import { say } from "./shared/values";

/** What a text is read as where one kind alone is asked for. */
const itemOf = {
  any: optional("item", nameable, chosenThing),
  scenario: optional("item", scenario, ({ main }) => main.chosen),
  segment: required("item", segment),
  split: required("item", split),
  driver: required("item", driver),
  series: required("item", series),
  figure: required("item", figure),
  report: required("item", theReport),
} as const satisfies Readonly<Record<NamedKind | "any", Parameter>>;

export const name = valueFormula({
  id: "NAME",
  summary: { en: "How something in the report is called", zh: "报告中某一项目的名称" },
  parameters: [
    itemOf.any,
    optional("field", choice(NAME_FIELDS), () => "name" as const),
    optional("kind", choice(NAMED), () => "any" as const),
  ],
  evaluate: (setting, things, field, kind) => {
    const thing = kind === "any" ? things[0]! : things.find((one) => one.kind === kind);
    if (!thing) return new Refusal("invalidValue", () => messages.notOfKind("item", things[0]!.of.id, kind));
    const text = field === "name" ? nameOf(setting, thing) : analyses().nameField(setting, thing, field);
    if (text !== null) return text;
    return new Refusal("notAvailable", () => messages.notStated("field", thing.of.id, field));
  },
  unexplained: "no-number",
  native: tabulated(["item"], { columns: "field", by: { parameter: "kind", rows: itemOf } }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./name.help"),
});

function nameOf(setting: Setting, thing: Thing): string {
  switch (thing.kind) {
    case "figure":
      return say(thing.of.metric, setting);
    case "report":
      return say(thing.of.title, setting);
    default:
      return say(thing.of.name, setting);
  }
}
