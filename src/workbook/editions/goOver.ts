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
  type FormerPin,
} from "../stored/edition";
import { WorkbookError, words } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import type { Plan, Session } from "../operations/operation";
import { logStage } from "../sheets/log";
import { draftOf } from "../tables/drafts";
import { markedRows, pinnedRows } from "../tables/pinned";
import { modelsOf, type Models } from "../tables/tables";
import type { RunOptions, Told } from "../types";
import { foresee } from "./foresee";
import { refit } from "./refit";
import type { EditionName, UpgradeOptions, UpgradeOutcome, UpgradePlace, UpgradePreview } from "./types";

const WORDS = {
  upgraded: words("upgraded", {
    en: "The workbook is now built on {report}, edition {edition}. Cells changed: {changed}.",
    zh: "工作簿现基于 {report}（版本 {edition}）。变化的单元格：{changed} 个。",
  }),
  logged: words("upgraded-and-logged", {
    en: "The workbook is now built on {report}, edition {edition}. Cells changed: {changed}. The changes are listed on the sheet “{log}”.",
    zh: "工作簿现基于 {report}（版本 {edition}）。变化的单元格：{changed} 个。变化已列入工作表“{log}”。",
  }),
  otherUpgraded: words("other-upgraded", {
    en: "Formulas that name {report} now rest on edition {edition}. Cells changed: {changed}.",
    zh: "使用 {report} 的公式现基于版本 {edition}。变化的单元格：{changed} 个。",
  }),
  otherLogged: words("other-upgraded-and-logged", {
    en: "Formulas that name {report} now rest on edition {edition}. Cells changed: {changed}. The changes are listed on the sheet “{log}”.",
    zh: "使用 {report} 的公式现基于版本 {edition}。变化的单元格：{changed} 个。变化已列入工作表“{log}”。",
  }),
};

export function toldOfUpgrade({ main, to, changed, log }: UpgradeOutcome): Told {
  const [plain, logged] = main ? [WORDS.upgraded, WORDS.logged] : [WORDS.otherUpgraded, WORDS.otherLogged];
  return { kind: "done", message: log === null ? plain({ ...to, changed }) : logged({ ...to, changed, log }) };
}

/** The report that goes over: the main one, or one beside it. */
interface Going {
  /** Null for the main one. */
  readonly other: OtherReport | null;
  readonly name: EditionName;
  /** Null where it can't be read. */
  readonly edition: Edition | null;
  readonly former: FormerPin | null;
}

function mainGoing({ kept, edition, report }: Session): Going {
  const { report: id, edition: of } = kept ?? nameOf(report);
  return { other: null, name: { report: id, edition: of }, edition, former: kept?.former ?? null };
}

/** By its id. */
function goingOf(session: Session, of: string): Going {
  const main = mainGoing(session);
  if (of === main.name.report) return main;
  const other = session.others.find(({ pin }) => pin.report === of);
  if (!other) throw new WorkbookError({ id: "report-not-there", values: { report: of } });
  const { pin, edition } = other;
  const name = { report: pin.report, edition: pin.edition };
  // What its cells would show can't be compared with anything; it can be added anew.
  if (typeof edition === "string") throw new WorkbookError({ id: "other-report-unreadable", values: name });
  return { other, name, edition, former: pin.former };
}

function goingTo(session: Session, { report, hash }: Edition, { of }: UpgradePlace): Going {
  if (of !== undefined) return goingOf(session, of);
  const isBeside = session.others.some(({ pin }) => pin.report === report.id && pin.hash !== hash);
  return isBeside ? goingOf(session, report.id) : mainGoing(session);
}

const readable = (others: readonly OtherReport[]): readonly Report[] =>
  others.flatMap(({ edition }) => (typeof edition === "string" ? [] : [edition.report]));

/** Which report goes over, and to what. */
interface Upgrading {
  readonly to: Edition;
  readonly going: Going;
  /** The reports beside the main one then. */
  readonly others: readonly OtherReport[];
}

/** Refuses where there is no point or no way. */
async function upgrading(session: Session, report: Report, place: UpgradePlace): Promise<Upgrading> {
  const to = await editionOf(report);
  const { id, edition } = report;
  const going = goingTo(session, to, place);
  if (going.edition?.hash === to.hash) {
    throw new WorkbookError({ id: "same-edition", values: { report: id, edition } });
  }
  // Beside the main one a report is known by its id.
  if (going.other && going.name.report !== id)
    throw new WorkbookError({ id: "report-not-there", values: { report: id } });
  if (!fitsInWorkbook(to)) throw new WorkbookError({ id: "report-too-large", values: { report: id } });
  const next = { pin: { ...pinOf(to), former: formerAfter(going) }, edition: to };
  const others = going.other
    ? session.others.map((other) => (other === going.other ? next : other))
    : // What becomes the main report is no other any more.
      session.others.filter(({ pin }) => pin.report !== id);
  return { to, going, others };
}

const formerAfter = ({ edition, former }: Going): FormerPin | null => (edition ? pinOf(edition) : former);

/** The report that is the main one then. */
const mainAfter = ({ report }: Session, { going, to }: Upgrading): Report => (going.other ? report : to.report);

function examine(session: Session, upgrade: Upgrading, options: RunOptions): Promise<UpgradePreview> {
  const { run, model, language, book, kept, report } = session;
  const { to, going, others } = upgrade;
  const ids = Object.values(kept?.sheets ?? {});
  const loaded = book.sheets.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const changing = {
    from: going.other ? going.edition!.report : report,
    to: to.report,
    reports: {
      before: [report, ...readable(session.others)],
      after: [mainAfter(session, upgrade), ...readable(others)],
    },
  } as const;
  return foresee(run, { ...changing, assumptions: model.assumptions, language, loaded }, options);
}

/** What going over would change. */
export const preview = async (
  session: Session,
  report: Report,
  place: UpgradePlace,
  options: RunOptions,
): Promise<UpgradePreview> => examine(session, await upgrading(session, report, place), options);

export async function goOver(
  session: Session,
  report: Report,
  { log = false, ...place }: UpgradeOptions,
  options: RunOptions,
): Promise<Plan<UpgradeOutcome>> {
  const { run, book, model, language } = session;
  const upgrade = await upgrading(session, report, place);
  const { to, going, others } = upgrade;
  const names = { from: going.name, to: nameOf(report) };
  const { cells } = await examine(session, upgrade, options);
  const logged = log ? await logStage(run, book.sheets, { date: new Date(), ...names, cells }, language) : null;
  const table = session.isWhole("MarketAssumptions") ? book.tables.MarketAssumptions! : null;
  const main = createModel(mainAfter(session, upgrade), model.assumptions);
  const after: Models = [main, ...readable(others).map((other) => modelBeside(main, other))];
  const refitted =
    table &&
    (await refit(draftOf(table), modelsOf(session.setting), after, {
      language,
      pinned: () => pinnedRows(run, table),
      marked: (rows) => markedRows(run, table, rows),
      stood: (going.former?.hash === to.hash && going.former.stood) || {},
    }));
  const former = formerAfter(going);
  const stood = refitted?.stood ?? {};
  const left = former && Object.keys(stood).length > 0 ? { ...former, stood } : former;
  return {
    stages: [...(await storing(session, going, to)), ...(logged ? [logged.stage] : [])],
    says: {
      others,
      drafts: refitted ? { MarketAssumptions: refitted.draft } : {},
      ...(!going.other && { edition: to, keeps: () => ({ ...pinOf(to), former: left }) }),
    },
    outcome: () => ({ main: !going.other, ...names, changed: cells.length, log: logged?.sheet ?? null }),
  };
}

/** Puts the data of both editions into the workbook, where it doesn't hold them yet. */
async function storing({ run }: Session, { edition }: Going, to: Edition): Promise<readonly SaidStage[]> {
  const missing: Edition[] = [];
  for (const one of [edition, to]) if (one && !(await isStored(run, one))) missing.push(one);
  return missing.map((one) => stage({ id: "storing-report" }, storeEdition(one)));
}

/** The edition before, from the workbook; of the main report unless another is named. */
export async function readFormer(session: Session, of?: string): Promise<Report> {
  const { former } = of === undefined ? mainGoing(session) : goingOf(session, of);
  if (!former) throw new WorkbookError({ id: "no-former-edition" });
  const found = await readEdition(session.run, former);
  if (typeof found !== "string") return found.report;
  const { report, edition } = former;
  throw new WorkbookError({ id: found, values: { report, edition } });
}

/** Back to the edition before. */
export const goBack = async (
  session: Session,
  how: UpgradeOptions,
  options: RunOptions,
): Promise<Plan<UpgradeOutcome>> =>
  goOver(session, await readFormer(session, how.of), { ...how, of: how.of ?? mainGoing(session).name.report }, options);
