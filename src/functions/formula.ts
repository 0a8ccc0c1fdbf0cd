/**
 * What a formula is: declared once, and everything else about it follows from the declaration. What one lacks (a derivation,
 * a native form) it says, so that none is forgotten.
 */
import type { Derivation, Fault } from "../model";
import type { Text } from "../report/types";
import type { Help } from "./help";
import type { NativeCells, NativeForm } from "./native";
import type { CellValue, Outcome, Refusal, Table } from "./outcome";
import type { Parameter } from "./parameter";
import type { Setting } from "./setting";
import type { unexplained } from "./unexplained";

/** Whose a derivation is that a statistic was taken over, with others of perhaps other reports. */
export interface Estimate {
  /** The report's id. */
  readonly report: string;
  /** Its scenario, report and scope. */
  readonly told: Text;
}

/** A value with what it rests on: a derivation for each value of the model that it was made from. */
export interface Explained {
  readonly value: CellValue;
  readonly derivations: readonly Derivation[];
  /** Of a statistic: one for each derivation, in the same order. */
  readonly estimates?: readonly Estimate[];
  /** What to bear in mind about all of them together. */
  readonly note?: Text | null;
}

/** Why a formula's value has no derivation: `unexplained.ts` says it. */
export type Unexplained = keyof typeof unexplained;

interface Declaration {
  /** Upper-case; the namespace comes from the manifest. */
  readonly id: string;
  readonly summary: Text;
  readonly parameters: readonly Parameter[];
  /** What a person reads about it; loaded when somebody does. */
  readonly loadHelp: () => Promise<{ readonly help: Help }>;
}

interface NativeValue {
  /** How it is written without the add-in; null where that can't be done, and a detached cell keeps its value. */
  readonly native: NativeForm | null;
}

/** One value for each combination of its arguments: every parameter takes a range. */
export type ValueFormula = Declaration &
  NativeValue & { readonly result: "value" } & (
    | { readonly explain: (setting: Setting, ...values: never[]) => Explained | Fault | Refusal }
    | { readonly evaluate: (setting: Setting, ...values: never[]) => Outcome; readonly unexplained: Unexplained }
  );

/** Spills a table. */
export type TableFormula = Declaration & {
  readonly result: "table";
  readonly evaluate: (setting: Setting, ...values: never[]) => Table | Fault | Refusal;
  readonly unexplained: Unexplained;
  /** How its cells are written without the add-in; null where they keep their values. */
  readonly native: NativeCells | null;
};

export type Formula = ValueFormula | TableFormula;

/** A call's arguments, read: values in the order of the parameters, and the setting to evaluate them in. */
export interface Call {
  /** Its main report is the one that the call's names are of. */
  readonly setting: Setting;
  readonly values: unknown[];
}

// A parameter takes and gives its own type, so that only `any` covers one of each in a list.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyParameter = Parameter<any>;

type ValuesOf<P extends readonly Parameter[]> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

type Declared<P extends readonly Parameter[]> = Omit<Declaration, "parameters" | "loadHelp"> & {
  readonly parameters: P;
  readonly loadHelp: () => Promise<{ readonly help: Help<P[number]["name"]> }>;
};

type Evaluated<P extends readonly Parameter[], R, N> = Declared<P> & {
  readonly native: N;
  readonly evaluate: (setting: Setting, ...values: ValuesOf<P>) => R;
  readonly unexplained: Unexplained;
};

/** A value formula whose cells show the very value that is explained. */
export function explainedFormula<const P extends readonly AnyParameter[]>(
  declared: Declared<P> &
    NativeValue & {
      readonly explain: (setting: Setting, ...values: ValuesOf<P>) => Explained | Fault | Refusal;
    },
): ValueFormula {
  return { ...declared, result: "value" } as unknown as ValueFormula;
}

/** A value formula without a derivation. */
export function valueFormula<const P extends readonly AnyParameter[]>(
  declared: Evaluated<P, Outcome, NativeForm | null>,
): ValueFormula {
  return { ...declared, result: "value" } as unknown as ValueFormula;
}

export function tableFormula<const P extends readonly AnyParameter[]>(
  declared: Evaluated<P, Table | Fault | Refusal, NativeCells<ValuesOf<P>> | null>,
): TableFormula {
  return { ...declared, result: "table" } as unknown as TableFormula;
}
