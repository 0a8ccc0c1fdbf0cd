/** The report that a call is of, as its cells show it now: its native form looks in that report's data sheet. */
import type { CellValue } from "../../excel/cells/contents";
import { literalOf, textsIn } from "../../excel/formulas/calls";
import { referencesIn } from "../../excel/formulas/references";
import { analyses } from "../../functions/analyses";
import { nameable } from "../../functions/domains";
import { Refusal } from "../../functions/outcome";
import type { Parameter } from "../../functions/parameter";
import { reportIdsIn, type Setting } from "../../functions/setting";
import { normalise } from "../../model";
import { allOf, elementsOf, type ArgumentText } from "./elements";
import { formulaNamed } from "./valueTables";

export interface Owner {
  /** With that report as its main one. */
  readonly setting: Setting;
  /**
   * The parameter whose cell says that the call is of another report than the workbook's main one, by its name: what the
   * cell comes to hold has to say it, too. Null where a formula's own text says so.
   */
  readonly anchor: string | null;
  /** Whether a cell has the report's id before a name. */
  readonly isPrefixed: boolean;
}

/** What cells show, in a setting. */
export interface Shown {
  readonly setting: Setting;
  /** What a text shows now; undefined where nobody knows. */
  readonly current: (text: string) => CellValue | null | undefined;
}

const COLON = /[:：]/;

/** Null where no one report's data sheet has what the call asks for. */
export function ownerOf({ setting, current }: Shown, name: string, texts: readonly ArgumentText[]): Owner | null {
  const main: Owner = { setting, anchor: null, isPrefixed: false };
  const formula = formulaNamed(name);
  if (!formula) return main;
  const { parameters } = formula;
  const values = parameters.map((parameter, index): unknown => {
    if (!mayName(parameter)) return null;
    const shown = listed(texts[index]).map((text) => valueOf(text));
    return parameter.list ? shown : shown[0];
  });
  if (values.flat().includes(undefined)) return null;
  const isColoned = values.flat().some((value) => typeof value === "string" && COLON.test(value));
  const naming = isColoned ? analyses().namingOf(formula, setting, values) : null;
  if (naming instanceof Refusal) return naming.error === "notAvailable" ? null : main;
  if (naming === null) return ofReportNamed();
  const { several, first, told } = naming;
  if (several !== null || first === null) return null;
  const own = analyses().settingOfReport(setting, first.report);
  const saying = told.flatMap((ones, at) => (ones.some(({ split }) => split) ? [at] : []));
  const isSure = own === setting || saying.some((at) => isLiteral(texts[at]));
  return {
    setting: own,
    anchor: isSure ? null : parameters[first.at]!.name,
    isPrefixed: saying.some((at) => !isLiteral(texts[at])),
  };

  /** A report may be named by itself, too. */
  function ofReportNamed(): Owner | null {
    const at = parameters.findIndex(({ domain }) => domain === nameable);
    if (at < 0 || typeof values[at] !== "string" || setting.models.size === 1) return main;
    const things = nameable.read(values[at], setting, "");
    const kind = valueOf(listed(texts[parameters.findIndex(({ name }) => name === "kind")])[0]!);
    const all = things instanceof Refusal ? [] : things;
    // Something of the main report may be called so, too.
    const thing = kind === "report" ? all.find((one) => one.kind === kind) : all[0];
    if (thing?.kind !== "report" || thing.of === setting.main.report) return main;
    return isLiteral(texts[at]) ? { ...main, setting: analyses().settingOfReport(setting, thing.of.id) } : null;
  }

  /** Of an expression no more is asked than whether it may come to name another report. */
  function valueOf(text: string): unknown {
    const literal = literalOf(text);
    if (literal !== undefined) return literal;
    const now = current(text);
    if (now !== undefined) return now;
    const parts = [
      ...textsIn(`=${text}`),
      ...referencesIn(`=${text}`).flatMap(({ start, end }) => {
        const cells = elementsOf(text.slice(start - 1, end - 1));
        return cells ? allOf(cells).map(current) : [];
      }),
    ];
    return parts.some((part) => typeof part === "string" && namesReport(part)) ? undefined : null;
  }

  function namesReport(text: string): boolean {
    if (!COLON.test(text)) return false;
    const before = analyses().reportBefore(text);
    return reportIdsIn(setting).some((id) => normalise(id) === before);
  }
}

const mayName = ({ domain }: Parameter): boolean => domain.ofReport === true;

const listed = (text: ArgumentText | undefined): readonly string[] =>
  typeof text === "string" ? [text] : (text ?? [""]);

const isLiteral = (text: ArgumentText | undefined): boolean =>
  listed(text).every((one) => literalOf(one) !== undefined);
