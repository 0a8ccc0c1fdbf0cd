/** Going over to another edition or report, and back. */
import type { Assumptions, Model } from "../../model";
import type { Report } from "../../report/types";
import type { Kept } from "../kept";
import { WorkbookError, type Message } from "../messages";
import type { SheetInfo } from "../read";
import type { Step } from "../transaction";
import type { Language, Ports, RunOptions } from "../types";
import {
  editionOf,
  fitsInWorkbook,
  isStored,
  nameOf,
  readEdition,
  storeEdition,
  type Edition,
  type Pin,
} from "./edition";
import { logStep } from "./log";
import { previewUpgrade } from "./preview";
import type { EditionName, UpgradeOptions, UpgradeOutcome, UpgradePreview } from "./types";

/** What the open workbook is, and how it goes over. */
export interface Ground {
  readonly run: Ports["run"];
  readonly language: Language;
  readonly sheets: readonly SheetInfo[];
  readonly kept: Kept | null;
  /** In force; null where the edition that the workbook names can't be read. */
  readonly edition: Edition | null;
  readonly model: Model;
  readonly assumptions: Assumptions;
  /** All of it or nothing. */
  commit(edition: Edition, former: Pin | null, steps: readonly Step[], options: RunOptions): Promise<void>;
}

export const pinOf = ({ report, hash }: Edition): Pin => ({ ...nameOf(report), hash });

const STORING: Message = { id: "storing-report" };

const namesOf = (ground: Ground): EditionName => ground.kept ?? nameOf(ground.model.report);

const examine = (ground: Ground, to: Report, options: RunOptions): Promise<UpgradePreview> =>
  previewUpgrade(
    ground.run,
    { from: ground.model.report, to, assumptions: ground.assumptions, pinned: ground.kept },
    options,
  );

/** The edition to go over to, or why there is no point or no way. */
async function target(ground: Ground, report: Report): Promise<Edition> {
  const to = await editionOf(report);
  const { id, edition } = report;
  if (ground.edition?.hash === to.hash) {
    throw new WorkbookError({ id: "same-edition", values: { report: id, edition } });
  }
  if (!fitsInWorkbook(to)) throw new WorkbookError({ id: "report-too-large", values: { report: id } });
  return to;
}

export async function preview(ground: Ground, report: Report, options: RunOptions): Promise<UpgradePreview> {
  const { report: to } = await target(ground, report);
  return examine(ground, to, options);
}

export async function upgrade(
  ground: Ground,
  report: Report,
  { log = false }: UpgradeOptions,
  options: RunOptions,
): Promise<UpgradeOutcome> {
  const to = await target(ground, report);
  const names = { from: namesOf(ground), to: nameOf(report) };
  const { cells } = await examine(ground, report, options);
  const logged = log
    ? await logStep(
        ground.run,
        ground.sheets,
        { date: new Date(), from: { ...names.from }, to: names.to, cells },
        ground.language,
      )
    : null;
  const missing: Edition[] = [];
  for (const edition of [ground.edition, to]) {
    if (edition && !(await isStored(ground.run, edition))) missing.push(edition);
  }
  const stored = missing.map((edition) => storeEdition(edition, STORING));
  const former = ground.edition ? pinOf(ground.edition) : (ground.kept?.former ?? null);
  await ground.commit(to, former, [...stored, ...(logged ? [logged.step] : [])], options);
  return { ...names, changed: cells.length, log: logged?.sheet ?? null };
}

/** The edition before, from the workbook. */
export async function formerReport({ run, kept }: Pick<Ground, "run" | "kept">): Promise<Report> {
  if (!kept?.former) throw new WorkbookError({ id: "no-former-edition" });
  const found = await readEdition(run, kept.former);
  if (typeof found !== "string") return found.report;
  const { report, edition } = kept.former;
  throw new WorkbookError({ id: found, values: { report, edition } });
}
