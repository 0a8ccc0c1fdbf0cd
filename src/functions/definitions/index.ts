/** Every formula, in the order in which lists and help show them. */
import type { Formula } from "../formula";
import { consensus, reconcile, sensitivity, simulate } from "./analysis";
import { audit, check } from "./checks";
import { build, driverValue } from "./drivers";
import { cagr, growth, segment, share, size, splitTable, table } from "./market";
import { listOf, version } from "./reference";
import { basis, figureValue, seriesValue, source } from "./report";

export const formulas: readonly Formula[] = [
  size,
  segment,
  share,
  splitTable,
  cagr,
  growth,
  driverValue,
  build,
  table,
  seriesValue,
  figureValue,
  source,
  basis,
  consensus,
  reconcile,
  sensitivity,
  simulate,
  audit,
  check,
  listOf(() => formulas),
  version,
];
