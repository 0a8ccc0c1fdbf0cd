/** Going over to another edition or report, and back. */
import { createModel } from "../../model";
import type { Report } from "../../report/types";
import { draftOf } from "../tables/drafts";
import { WorkbookError, type Message } from "../messages/messages";
import type { Session } from "./session";
import type { Step } from "../../excel/transactions/transaction";
import type { RunOptions } from "../types";
import {
  editionOf,
  fitsInWorkbook,
  isStored,
  nameOf,
  readEdition,
  storeEdition,
  type Edition,
  type Pin,
} from "../kept/edition";
import { logStep } from "../editions/log";
import { previewUpgrade } from "../editions/foresee";
import { refit } from "../editions/refit";
import type { EditionName, UpgradeOptions, UpgradeOutcome, UpgradePreview } from "../editions/types";

const pinOf = ({ report, hash }: Edition): Pin => ({ ...nameOf(report), hash });

const STORING: Message = { id: "storing-report" };

const nameIn = ({ kept, report }: Session): EditionName => kept ?? nameOf(report);

const examine = ({ run, model, kept }: Session, to: Report, options: RunOptions): Promise<UpgradePreview> =>
  previewUpgrade(run, { from: model.report, to, assumptions: model.assumptions, pinned: kept }, options);

/** The edition to go over to, or why there is no point or no way. */
async function target(session: Session, report: Report): Promise<Edition> {
  const to = await editionOf(report);
  const { id, edition } = report;
  if (session.edition?.hash === to.hash) {
    throw new WorkbookError({ id: "same-edition", values: { report: id, edition } });
  }
  if (!fitsInWorkbook(to)) throw new WorkbookError({ id: "report-too-large", values: { report: id } });
  return to;
}

export async function preview(session: Session, report: Report, options: RunOptions): Promise<UpgradePreview> {
  const { report: to } = await target(session, report);
  return examine(session, to, options);
}

export async function upgrade(
  session: Session,
  report: Report,
  { log = false }: UpgradeOptions,
  options: RunOptions,
): Promise<UpgradeOutcome> {
  const { run, book, kept, edition, model, language } = session;
  const to = await target(session, report);
  const names = { from: nameIn(session), to: nameOf(report) };
  const { cells } = await examine(session, report, options);
  const { report: id, edition: of } = names.from;
  const logged = log
    ? await logStep(
        run,
        book.sheets,
        { date: new Date(), from: { report: id, edition: of }, to: names.to, cells },
        language,
      )
    : null;
  const table = session.isWhole("MarketAssumptions") ? book.tables.MarketAssumptions! : null;
  const after = createModel(report, model.assumptions);
  await session.commit({
    edition: to,
    drafts: table ? { MarketAssumptions: refit(draftOf(table), model, after, language, table.area.columns) } : {},
    steps: [...(await storing(session, to)), ...(logged ? [logged.step] : [])],
    keeps: () => ({ ...names.to, hash: to.hash, former: edition ? pinOf(edition) : (kept?.former ?? null) }),
    options,
  });
  return { ...names, changed: cells.length, log: logged?.sheet ?? null };
}

/** Puts the data of both editions into the workbook, where it doesn't hold them yet. */
async function storing({ run, edition }: Session, to: Edition): Promise<readonly Step[]> {
  const missing: Edition[] = [];
  for (const one of [edition, to]) if (one && !(await isStored(run, one))) missing.push(one);
  return missing.map((one) => storeEdition(one, STORING));
}

export async function returnToFormer(
  session: Session,
  upgradeOptions: UpgradeOptions,
  options: RunOptions,
): Promise<UpgradeOutcome> {
  return upgrade(session, await formerReport(session), upgradeOptions, options);
}

/** The edition before, from the workbook. */
export async function formerReport({ run, kept }: Pick<Session, "run" | "kept">): Promise<Report> {
  if (!kept?.former) throw new WorkbookError({ id: "no-former-edition" });
  const found = await readEdition(run, kept.former);
  if (typeof found !== "string") return found.report;
  const { report, edition } = kept.former;
  throw new WorkbookError({ id: found, values: { report, edition } });
}
