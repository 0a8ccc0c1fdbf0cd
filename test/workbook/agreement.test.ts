import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAddress } from "../../src/excel/addresses/addresses";
import { documentedFormulas, formulas } from "../../src/functions/formulas";
import type { Formula } from "../../src/functions/formula";
import type { DomainKind, Parameter } from "../../src/functions/parameter";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions, normalise, type Assumptions } from "../../src/model";
import { builtInReport, quoteOf } from "../../src/report";
import { explainCall } from "../../src/workbook/calls/explain";
import { referenceOf } from "../../src/excel/formulas/references";
import { callsIn } from "../../src/workbook/calls/inFormulas";
import type { LookUp } from "../../src/workbook/calls/lookUp";
import { hasNativeForm } from "../../src/workbook/detached/native";
import { planDetach, type Source } from "../../src/workbook/detached/plan";
import { call, cells } from "../functions/calls";
import { CellError } from "../functions/custom-functions";
import { asText, calculate, contentsOf } from "./engine";

/** An error in a cell that an argument refers to. */
const ERROR = { error: "#DIV/0!" } as const;

type Argument = string | number | boolean | null | typeof ERROR;

const inYears = fc.integer({ min: 2019, max: 2030 });
const year = fc.oneof(
  { weight: 6, arbitrary: inYears },
  fc.integer({ min: 2000, max: 2040 }),
  inYears.map((year) => `${year}E`),
  inYears.map((year) => `FY${year % 100}`),
  inYears.map((year) => ` fy ${year}年 `),
  inYears.chain((year) => fc.constantFrom(`CY${year}`, `FY${year - 1}/${year % 100}`, `${year}Q3`, `FY${year} H1`)),
  fc.constantFrom<Argument>(null, "", "２０２７年", "2027?", "20*", 46023, 2027.5, 0, "soon"),
);
const scenario = fc.oneof(
  fc.constantFrom("base", "Vendors", "data-loop", "high", "summary", "bottom-up", "bottom-up-low", "v2x", "policy"),
  fc.constantFrom<Argument>(
    null,
    null,
    "",
    " low ",
    "数据闭环测算",
    "數據閉環測算",
    "My case",
    "own-1",
    "costs",
    42,
    "42",
    "0.50",
    0.5,
    0,
    "Zero",
    "b*se",
    "bas?",
    "no",
  ),
);
const segment = fc.constantFrom("rd", "saas", "huawei", "other-vendors", "Tencent", "研发云", "vehicle-os", "r?");
/** Units that can be had and that nobody lists. */
const unlisted = ["USD k", "million USD", "CNY bn real 2030", "亿元 real 2025"];
const unit = fc.oneof(
  fc.constantFrom<Argument>(null, null, "", "CNY bn", "cny 100m", "亿元", "CNY m", "CNY", "USD bn", "USD m", "EUR m"),
  fc.constantFrom<Argument>(...unlisted),
);
/** Years of another kind than the report's, which no native formula looks up, or may be of another kind. */
const isUnlisted = (argument: Argument): boolean =>
  unlisted.some((unit) => normalise(unit) === normalise(String(argument))) ||
  (typeof argument === "string" && /^\s*[cf]y|\d\s*[qh]\d/i.test(argument));
const idsOf = (entries: readonly { readonly id: string }[]) => fc.constantFrom(...entries.map(({ id }) => id));
/** Numbers as people type them: at the edge of what a double holds the engine reads none. */
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }).map((whole) => whole / 1e6),
  fc.integer({ min: 0, max: 1e6 }).map((whole) => whole / 1e6),
  fc.constantFrom<Argument>(0, 1, 4.35, 600, 0.75, 1.01, -0.1, 101, "30%", "0.5"),
);
const { drivers, series, figures, splits } = builtInReport;

/** What a cell may hold where a parameter of that kind is asked for. */
const byKind: Readonly<Record<Exclude<DomainKind, "choice">, fc.Arbitrary<Argument>>> = {
  year,
  scenario,
  segment,
  unit,
  number: amount,
  split: fc.oneof(idsOf(splits), fc.constantFrom<Argument>("Vendor", "应用场景", "v*", "no")),
  driver: fc.oneof(idsOf(drivers), fc.constantFrom<Argument>("ARPU", "x")),
  series: fc.oneof(idsOf(series), fc.constantFrom<Argument>("Gross margin", "毛利率", "x")),
  figure: fc.oneof(idsOf(figures), fc.constantFrom<Argument>("size-20*", "none")),
  item: fc.oneof(segment, idsOf(drivers), idsOf(series), idsOf(figures), fc.constantFrom("size", " Size ", "市场规模")),
  nameable: fc.oneof(
    segment,
    scenario,
    idsOf(splits),
    idsOf(drivers),
    idsOf(series),
    idsOf(figures),
    fc.constantFrom("infrastructure", "Data loop", "ARPU", "毛利率", builtInReport.id, builtInReport.title.zh),
  ),
  section: fc.constantFrom<Argument>("abstract", "1.1", 1.1, "9.9"),
};

/** Spaces that come along when texts are pasted: no-break, ideographic, line breaks, tabs. */
const SPACES = ["\u00a0", "\u3000", "\n", "\r\n", "\t"] as const;
const space = fc.constantFrom(...SPACES);

/** Numbers as texts are read by other rules: those with a digit only where they mean a name. */
const pasted = (argument: fc.Arbitrary<Argument>, isName: boolean): fc.Arbitrary<Argument> =>
  fc.tuple(argument, space, fc.constantFrom("before", "after", "within", "around")).map(([value, sign, where]) => {
    if (typeof value !== "string" || (!isName && /\d/.test(value))) return value;
    if (where === "within") return value.replace(" ", sign);
    return (where === "after" ? "" : sign) + value + (where === "before" ? "" : sign);
  });

function argumentFor({ domain, optional }: Parameter): fc.Arbitrary<Argument> {
  const usual =
    domain.kind === "choice"
      ? fc.oneof(
          idsOf(domain.entries!(createModel(builtInReport))),
          fc.constantFrom<Argument>(" HHI", "High", "Median", "mode"),
        )
      : byKind[domain.kind];
  const blanks = fc.constantFrom<Argument>(null, "", "  ", ...SPACES, " \u00a0\n");
  const wrong = fc.constantFrom<Argument>(true, ERROR, "", "  ", null, "no such thing");
  return fc.oneof(
    { weight: 13, arbitrary: usual },
    { weight: 3, arbitrary: pasted(usual, domain.kind !== "number") },
    { weight: optional ? 5 : 1, arbitrary: blanks },
    { weight: 1, arbitrary: wrong },
  );
}

/** How an argument stands in the formula. */
type Form = "literal" | "reference" | "expression";

interface Generated {
  readonly formula: Formula;
  readonly args: readonly Argument[];
  readonly forms: readonly Form[];
}

const form = fc.constantFrom<Form>("literal", "literal", "reference", "reference", "expression");

/** An error stands in a cell. Numbers as texts are read from literals alone, and an expression of texts makes no number. */
function formOf(argument: Argument, { domain }: Parameter, form: Form): Form {
  if (argument === ERROR) return "reference";
  // What has no native form is seen in a formula and in the cell that it refers to, not in an expression.
  if (isUnlisted(argument) && form === "expression") return "literal";
  if (domain.kind !== "number") return form;
  return typeof argument === "string" && argument.trim() !== ""
    ? "literal"
    : form === "expression"
      ? "reference"
      : form;
}

const generated: fc.Arbitrary<Generated> = fc.constantFrom(...formulas).chain((formula) => {
  const { parameters } = formula;
  // Enough trials for an answer are too many for this test.
  const fits = ["SIMULATE", "FAN"].includes(formula.id) ? parameters.slice(0, 2) : parameters;
  return fc
    .tuple(fc.tuple(...fits.map(argumentFor)), fc.tuple(...fits.map(() => form)))
    .map(([args, forms]): Generated => {
      return { formula, args, forms: forms.map((form, index) => formOf(args[index]!, fits[index]!, form)) };
    });
});

const INPUTS = "Inputs";
const DATA = "Market data";
const letters = "ABCDEFGHIJ";
function textOf(value: Argument): string {
  if (value === null || typeof value === "object") return "";
  if (typeof value === "boolean") return String(value).toUpperCase();
  return typeof value === "number" ? String(value) : `"${value.replaceAll('"', '""')}"`;
}

function formulaOf({ formula: { id }, args, forms }: Generated, row: number): string {
  const texts = args.map((value, index) => {
    const cell = `${INPUTS}!$${letters[index]}${row + 1}`;
    return forms[index] === "literal" ? textOf(value) : forms[index] === "reference" ? cell : `${cell}&""`;
  });
  return `=MARKET.${id}(${texts.join(",")})`;
}

/** As Excel hands it over. */
function handedOver(value: Argument, form: Form): unknown {
  if (typeof value === "object" && value !== null) return new CellError(value.error);
  return form === "expression" ? (typeof value === "boolean" ? "TRUE" : String(value ?? "")) : value;
}

const inMarch: Assumptions = {
  ...noAssumptions,
  overrides: [
    { key: "period.year-end", value: 3 },
    ...[0.1, 0.2, 0.3, 0.4].map((value, at) => ({ key: `period.q${at + 1}`, value })),
  ].map((one) => ({ ...one, scenario: null, year: null })),
};
const models: Readonly<Record<string, Assumptions>> = {
  "the report's defaults": noAssumptions,
  "overrides, an exchange rate and a scenario of one's own": {
    overrides: [
      { key: "fx.usd-cny", scenario: null, year: null, value: 7.2 },
      { key: "fx.usd-cny", scenario: null, year: 2027, value: 6.9 },
      { key: "fx.cny-eur", scenario: null, year: 2028, value: 0.13 },
      ...[2024, 2025, 2026, 2027, 2028, 2030].map((year) => {
        return { key: "prices.cny", scenario: null, year, value: 1.02 ** (year - 2025) };
      }),
      { key: "size", scenario: "applications", year: 2027, value: 900 },
      { key: "arpu", scenario: null, year: 2030, value: 500 },
      { key: "size", scenario: "own-1", year: 2029, value: 333 },
    ],
    scenarios: [{ id: "own-1", name: "My case", basedOn: "vendors", until: 2033, beyond: "fade 2%" }],
    chosen: "own-1",
  },
  "a market that costs more than it brings": {
    overrides: [{ key: "compliance-cost", scenario: null, year: 2030, value: 9000 }],
    scenarios: [{ id: "costs", name: "Compliance", basedOn: "bottom-up" }],
    chosen: "bottom-up",
  },
  "fiscal years that end in March": inMarch,
};

const CODES = { invalidValue: "#VALUE!", notAvailable: "#N/A", invalidNumber: "#NUM!" } as const;

/** What has been met, so that nothing holds because nothing was tried. */
const met = new Map<string, Set<string>>();

function compare(assumptions: Assumptions, all: readonly Generated[]): void {
  const setting = settingOf(createModel(builtInReport, assumptions));
  use(setting);
  const shownIn: LookUp = ({ address }) => {
    const { row, column } = parseAddress(address)!;
    const value = all[row]!.args[column] ?? "";
    return typeof value === "object" ? value.error : value;
  };
  const sources = all.map((one, row): Source => {
    return { sheet: "Sheet1", row, column: 0, formula: formulaOf(one, row), values: [[0]] };
  });
  const { plan, natives } = planDetach({ setting, name: DATA, lookUp: shownIn }, sources);
  const engine = calculate({
    Sheet1: natives.map(({ contents }) => [contents[0]![0]!]),
    [INPUTS]: all.map(({ args }) => args.map((value) => (typeof value === "object" && value ? "=1/0" : asText(value)))),
    [DATA]: contentsOf(plan.cells),
  });
  all.forEach((one, row) => {
    const { formula, args, forms } = one;
    const { id } = formula;
    const [shown] = cells(call(id, ...args.map((value, index) => handedOver(value, forms[index]!))));
    const about = `${sources[row]!.formula} ${JSON.stringify(args)} → ${String(natives[row]!.contents[0]![0])}`;
    const kinds = met.get(id) ?? new Set();
    met.set(id, kinds.add(shown instanceof CellError ? shown.code : "value"));

    const [asked] = callsIn(sources[row]!.formula);
    const explained = explainCall(setting, asked!, shownIn);
    const isKnown = !forms.includes("expression");
    if (isKnown && shown instanceof CellError && formula.result === "value") {
      expect(explained.value, about).toBeNull();
      if (!args.includes(ERROR)) expect(explained.refusal && CODES[explained.refusal.error], about).toBe(shown.code);
    } else if (isKnown && formula.result === "value") {
      expect(explained.value, about).toBe(shown);
      // A derivation, or a reason why there is none.
      expect(explained.derivations.length > 0, about).toBe(explained.unexplained === null);
    } else if (isKnown) {
      // A table's cells may be errors of their own.
      expect(explained.value, about).toBeNull();
      if (explained.refusal) expect(shown, about).toBeInstanceOf(CellError);
    } else {
      expect(explained.unexplained?.en, about).toContain("an argument is an expression");
    }

    if (formula.result !== "value" || !formula.native) return;
    const current = (text: string) => {
      const reference = referenceOf(text);
      return reference ? shownIn(reference) : undefined;
    };
    if (!hasNativeForm(asked!, { setting, current })) {
      expect(natives[row]!.note, about).not.toBeNull();
      kinds.add("no native form");
      return;
    }
    // Names of drivers are read once, and those that can't be read leave the cell as it is.
    const isOverAny = formula.id === "CONSENSUS" && (forms[3] !== "literal" || String(args[3] ?? "").trim() !== "");
    const names = formula.id === "BUILD" ? forms[1] : isOverAny && args.length > 3 ? "expression" : "literal";
    const notes = { literal: undefined, reference: "detached-names", expression: "detached-no-native-form" };
    expect(natives[row]!.note?.id, about).toBe(names && notes[names]);
    if (names === "expression") return;
    const native = engine.value("Sheet1", row, 0);
    if (shown instanceof CellError) {
      expect(engine.isError("Sheet1", row, 0), `${about} = ${String(native)}`).toBe(true);
      // A growth that is undefined reads the same; a refused argument may give another error without the add-in.
      if (shown.code === "#NUM!") expect(native, about).toBe("#NUM!");
    } else if (typeof shown === "number") {
      expect(typeof native, `${about} = ${String(native)}`).toBe("number");
      expect(Math.abs((native as number) - shown), about).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(shown)));
    } else expect(native, about).toBe(shown);
  });
}

/** So that every formula is met with a value, whatever is generated. */
const examples = (await documentedFormulas()).flatMap(({ help, ...formula }): readonly Generated[] =>
  help.examples
    .filter((example) => !example.arguments.some((argument) => typeof argument === "object" && argument !== null))
    .map((example) => {
      const args = example.arguments as readonly Argument[];
      return { formula, args, forms: args.map(() => "literal") };
    }),
);

/** A count has no unit, and so needs no rate: known units without one, and units that nobody knows, however they are given. */
const consensus = formulas.find(({ id }) => id === "CONSENSUS")!;
const counts = ["USD k", "USD bn", "CNY m", "no such thing", null].flatMap((unit) =>
  (["count", "mean", null] as const).flatMap((statistic) =>
    (["literal", "reference", "expression"] as const).flatMap((unitForm) =>
      (["literal", "reference"] as const).map((statisticForm): Generated => {
        const args = [2030, statistic, unit];
        return {
          formula: consensus,
          args,
          forms: ["literal", statisticForm, formOf(unit, consensus.parameters[2]!, unitForm)],
        };
      }),
    ),
  ),
);

// Quotes come when first asked for.
beforeAll(async () => void (await quoteOf(builtInReport, builtInReport.figures[0]!)));
afterAll(() => use(settingOf(createModel(builtInReport))));

/** `AGREEMENT_CALLS` of them for each model; a few in every run. */
const CALLS = Number(process.env.AGREEMENT_CALLS ?? 250);

describe.each(Object.entries(models))("with %s", (_, assumptions) => {
  test("cell, explanation and native form are the same number or the same kind of refusal", () => {
    fc.assert(
      fc.property(fc.array(generated, { minLength: CALLS, maxLength: CALLS }), (all) =>
        compare(assumptions, [...examples, ...counts, ...all]),
      ),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

test("every formula was met with a value, and with no error but those that its help names", async () => {
  for (const { id, help } of await documentedFormulas()) {
    const codes = [...met.get(id)!];
    expect(codes, id).toContain("value");
    const errors: readonly string[] = [...help.errors, ERROR.error];
    expect(
      codes.filter((code) => code !== "value" && code !== "no native form" && !errors.includes(code)),
      id,
    ).toEqual([]);
  }
});
