/**
 * Custom-function metadata as Office reads it:
 * https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
 */
import { createModel } from "../model";
import { builtInReport } from "../report";
import { loadAnalyses } from "./analyses";
import { outcomeOf } from "./answer";
import { documentedFormulas, type DocumentedFormula } from "./formulas";
import { name as nameFormula } from "./formulas/name";
import type { Language } from "./language";
import { Refusal } from "./outcome";
import type { Domain, Entry } from "./parameter";
import { settingOf, type Setting } from "./setting";
import { NAMED, type NameField } from "./words";

export interface ParameterMetadata {
  readonly name: string;
  readonly description: string;
  readonly type: "any";
  readonly dimensionality: "matrix" | "scalar";
  readonly optional?: true;
  /** What Excel offers while it is being typed; older versions ignore it. */
  readonly customEnumId?: string;
}

/** The values that a parameter can have, as Excel lists them: what is written is the same in every language. */
export interface EnumMetadata {
  readonly id: string;
  readonly type: "string";
  readonly values: readonly { readonly name: string; readonly stringValue: string; readonly tooltip?: string }[];
}

export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly ParameterMetadata[];
  readonly result: { readonly type: "any"; readonly dimensionality: "matrix" | "scalar" };
}

export interface Metadata {
  /** An error cell in a range comes in as an error, so that it is one error cell of the result, and not all of it. */
  readonly allowErrorForDataTypeAny: true;
  readonly functions: readonly FunctionMetadata[];
  readonly enums: readonly EnumMetadata[];
}

export async function buildMetadata(language: Language, report = builtInReport): Promise<Metadata> {
  const [formulas] = await Promise.all([documentedFormulas(), loadAnalyses()]);
  const setting = settingOf(createModel(report), { messages: language });
  const enums = new Map<Domain<unknown>, EnumMetadata>();
  return {
    allowErrorForDataTypeAny: true,
    functions: formulas.map((formula) => describe(formula, setting, enums)),
    enums: [...enums.values()],
  };
}

function describe(
  { id, summary, parameters, result, help }: DocumentedFormula,
  setting: Setting,
  enums: Map<Domain<unknown>, EnumMetadata>,
): FunctionMetadata {
  const language = setting.language.cells;
  return {
    id,
    name: id,
    description: summary[language],
    parameters: parameters.map(({ name, domain, optional, list }) => {
      if (isListed(domain) && !enums.has(domain)) enums.set(domain, enumOf(domain, setting, enums));
      const values = enums.get(domain);
      return {
        name,
        description: help.parameters[name]!.summary[language],
        type: "any",
        dimensionality: result === "value" || list ? "matrix" : "scalar",
        ...(optional ? { optional: true as const } : {}),
        ...(values && { customEnumId: values.id }),
      };
    }),
    result: { type: "any", dimensionality: result === "value" && parameters.length === 0 ? "scalar" : "matrix" },
  };
}

/** A list of all that has a name would hold the others once more. */
const isListed = ({ kind, entries }: Domain<unknown>): boolean => entries !== undefined && kind !== "nameable";

function enumOf(domain: Domain<unknown>, setting: Setting, enums: ReadonlyMap<unknown, EnumMetadata>): EnumMetadata {
  const kind = domain.kind.toUpperCase();
  const alike = [...enums.values()].filter(({ id }) => id.replace(/\d+$/, "") === kind).length;
  const values = domain.entries!(setting.main).map((entry) => {
    const tooltip = tooltipOf(entry, domain.kind, setting);
    return { name: labelOf(entry, setting.language.cells), stringValue: entry.id, ...(tooltip && { tooltip }) };
  });
  return { id: alike > 0 ? `${kind}${alike + 1}` : kind, type: "string", values };
}

/** Of figures many are called the same. */
const labelOf = ({ id, name, label }: Entry, language: Language): string =>
  name?.[language] ?? (label ? `${label[language]} (${id})` : id);

/** In which section it stands, for which years, in which unit: as NAME says it. */
function tooltipOf({ id }: Entry, kind: string, setting: Setting): string {
  if (!(NAMED as readonly string[]).includes(kind)) return "";
  const say = (field: NameField): string => {
    const values = nameFormula.parameters.map((parameter, at) => parameter.read([id, field, kind][at], setting));
    const said = values.some((value) => value instanceof Refusal) ? null : nameFor(setting, ...values);
    return typeof said === "string" ? said : "";
  };
  const [section, years] = [say("section"), say("years")];
  const marks = setting.language.cells === "zh" ? ["章节 ", "；"] : ["Section ", "; "];
  return [section && `${marks[0]}${section}`, years, say("unit")].filter(Boolean).join(marks[1]);
}

const nameFor = outcomeOf(nameFormula);
