/** Going over to another edition or report. */
import { createModel, modelBeside } from "../../model";
import type { Report } from "../../report/types";
import {
  editionOf,
  fitsInWorkbook,
  isStored,
  nameOf,
  pinOf,
  readEdition,
  storeEdition,
  type Edition,
  type OtherReport,
} from "../stored/edition";
import { WorkbookError, words } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import type { Plan, Session } from "../operations/operation";
import { logStage } from "../sheets/log";
import { draftOf } from "../tables/drafts";
import { pinnedRows } from "../tables/pinned";
import { modelsOf, type Models } from "../tables/tables";
import type { RunOptions, Told } from "../types";
import { foresee } from "./foresee";
import { refit } from "./refit";
import type { EditionName, UpgradeOptions, UpgradeOutcome, UpgradePreview } from "./types";

const WORDS = {
  upgraded: words("upgraded", {
    en: "The workbook is now built on {report}, edition {edition}. Cells changed: {changed}.",
    zh: "工作簿现基于 {report}（版本 {edition}）。变化的单元格：{changed} 个。",
  }),
  logged: words("upgraded-and-logged", {
    en: "The workbook is now built on {report}, edition {edition}. Cells changed: {changed}. The changes are listed on the sheet “{log}”.",
    zh: "工作簿现基于 {report}（版本 {edition}）。变化的单元格：{changed} 个。变化已列入工作表“{log}”。",
  }),
};

export const toldOfUpgrade = ({ to, changed, log }: UpgradeOutcome): Told => ({
  kind: "done",
  message: log === null ? WORDS.upgraded({ ...to, changed }) : WORDS.logged({ ...to, changed, log }),
});

const nameIn = ({ kept, report }: Session): EditionName => kept ?? nameOf(report);

const readable = (others: readonly OtherReport[]): readonly Report[] =>
  others.flatMap(({ edition }) => (typeof edition === "string" ? [] : [edition.report]));

export function examine(session: Session, to: Report, options: RunOptions): Promise<UpgradePreview> {
  const { run, model, language, book, kept } = session;
  const ids = Object.values(kept?.sheets ?? {});
  const loaded = book.sheets.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const others = readable(session.others);
  return foresee(run, { from: model.report, to, others, assumptions: model.assumptions, language, loaded }, options);
}

/** The edition to go over to, or why there is no point or no way. */
export async function target(session: Session, report: Report): Promise<Edition> {
  const to = await editionOf(report);
  const { id, edition } = report;
  if (session.edition?.hash === to.hash) {
    throw new WorkbookError({ id: "same-edition", values: { report: id, edition } });
  }
  if (!fitsInWorkbook(to)) throw new WorkbookError({ id: "report-too-large", values: { report: id } });
  return to;
}

export async function goOver(
  session: Session,
  report: Report,
  { log = false }: UpgradeOptions,
  options: RunOptions,
): Promise<Plan<UpgradeOutcome>> {
  const { run, book, kept, edition, model, language } = session;
  const to = await target(session, report);
  const { report: id, edition: of } = nameIn(session);
  const names = { from: { report: id, edition: of }, to: nameOf(report) };
  const { cells } = await examine(session, report, options);
  const logged = log ? await logStage(run, book.sheets, { date: new Date(), ...names, cells }, language) : null;
  const table = session.isWhole("MarketAssumptions") ? book.tables.MarketAssumptions! : null;
  // What becomes the main report is no other any more.
  const others = session.others.filter(({ pin }) => pin.report !== report.id);
  const main = createModel(report, model.assumptions);
  const after: Models = [main, ...readable(others).map((other) => modelBeside(main, other))];
  const drafts = table && {
    MarketAssumptions: await refit(draftOf(table), modelsOf(session.setting), after, {
      language,
      pinned: () => pinnedRows(run, table),
    }),
  };
  return {
    stages: [...(await storing(session, to)), ...(logged ? [logged.stage] : [])],
    says: {
      edition: to,
      others,
      drafts: drafts ?? {},
      keeps: () => ({ ...names.to, hash: to.hash, former: edition ? pinOf(edition) : (kept?.former ?? null) }),
    },
    outcome: () => ({ ...names, changed: cells.length, log: logged?.sheet ?? null }),
  };
}

/** Puts the data of both editions into the workbook, where it doesn't hold them yet. */
async function storing({ run, edition }: Session, to: Edition): Promise<readonly SaidStage[]> {
  const missing: Edition[] = [];
  for (const one of [edition, to]) if (one && !(await isStored(run, one))) missing.push(one);
  return missing.map((one) => stage({ id: "storing-report" }, storeEdition(one)));
}

/** The edition before, from the workbook. */
export async function readFormer({ run, kept }: Session): Promise<Report> {
  if (!kept?.former) throw new WorkbookError({ id: "no-former-edition" });
  const found = await readEdition(run, kept.former);
  if (typeof found !== "string") return found.report;
  const { report, edition } = kept.former;
  throw new WorkbookError({ id: found, values: { report, edition } });
}
