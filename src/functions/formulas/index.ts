/** Every formula, in the order in which lists and help show them. */
import type { Formula } from "../formula";
import type { Help } from "../help";
import { audit } from "./audit";
import { basis } from "./basis";
import { bridge } from "./bridge";
import { build } from "./build";
import { cagr } from "./cagr";
import { check } from "./check";
import { concentration } from "./concentration";
import { consensus } from "./consensus";
import { driver } from "./driver";
import { fan } from "./fan";
import { figure } from "./figure";
import { growth } from "./growth";
import { listOf } from "./list";
import { name } from "./name";
import { rank } from "./rank";
import { reconcile } from "./reconcile";
import { segment } from "./segment";
import { sensitivity } from "./sensitivity";
import { series } from "./series";
import { share } from "./share";
import { simulate } from "./simulate";
import { size } from "./size";
import { source } from "./source";
import { split } from "./split";
import { table } from "./table";
import { version } from "./version";

export const formulas: readonly Formula[] = [
  size,
  segment,
  share,
  split,
  rank,
  concentration,
  cagr,
  growth,
  driver,
  build,
  table,
  series,
  figure,
  name,
  source,
  basis,
  consensus,
  reconcile,
  sensitivity,
  simulate,
  fan,
  bridge,
  audit,
  check,
  listOf(() => formulas),
  version,
];

export type DocumentedFormula = Formula & { readonly help: Help };

/** Every formula with what a person reads about it. */
export const documentedFormulas = (): Promise<readonly DocumentedFormula[]> =>
  Promise.all(formulas.map(async (formula) => ({ ...formula, ...(await formula.loadHelp()) })));
