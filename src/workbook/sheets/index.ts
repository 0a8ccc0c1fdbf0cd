/**
 * The sheets of the report defaults, as plans. Built as modelling standards ask: inputs, workings and outputs apart,
 * years along the top, one formula a row, no numbers in formulas, units and sources beside the figures.
 */
import { canvas, type Cell } from "../../excel/plans/cells";
import type { BlockKind, SheetKind } from "../types";
import { planAssumptions } from "./assumptions";
import { planChecks } from "./checks";
import { marketBlock, planMarket } from "./market";
import { planSegments, segmentsBlock } from "./segments";
import type { Setting, SheetPlan } from "./shared";
import { planSources, sourcesBlock } from "./sources";

export { SCENARIOS_AT, scenarioCells } from "./assumptions";
export type { Setting, SheetPlan } from "./shared";

export function planSheet(kind: SheetKind, setting: Setting): SheetPlan {
  return PLANS[kind](setting);
}

const PLANS: Readonly<Record<SheetKind, (setting: Setting) => SheetPlan>> = {
  market: planMarket,
  segments: planSegments,
  assumptions: planAssumptions,
  sources: planSources,
  checks: planChecks,
};

/** One block without a sheet around it, from a cell on. Its inputs are its own. */
export function planBlock(
  kind: BlockKind,
  setting: Setting,
  origin: { readonly row: number; readonly column: number },
): readonly (readonly (Cell | null)[])[] {
  const sheet = canvas(origin);
  if (kind === "sources") sourcesBlock(sheet, 0, setting);
  else if (kind === "market") marketBlock(sheet, setting);
  else segmentsBlock(sheet, setting);
  return sheet.finish();
}
