/**
 * An edition's data in the workbook: custom XML parts, found by the hash of what they hold. They are
 * written once and never changed, so that a workbook reads the same years later, offline, whatever the add-in ships.
 */
import { builtInFormerly } from "../../report";
import type { Report } from "../../report/types";
import { deleteParts, readParts } from "../../excel/steps/parts";
import type { Run } from "../../excel/transactions/run";
import { bytesOf } from "../../excel/transactions/wire";
import type { Step } from "../../excel/transactions/step";
import { textOf, xmlOf } from "../../excel/parts/xml";
import type { EditionName } from "../editions/types";
import { piecesOf, textsIn } from "./pieces";

/** What a workbook says of the edition that it is built on. */
export interface Pin extends EditionName {
  /** Of the data; null where the workbook holds none. */
  readonly hash: string | null;
}

/** A report with what is written of it. */
export interface Edition {
  readonly report: Report;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
}

export const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

export const nameOf = ({ id, edition }: Report): EditionName => ({ report: id, edition });

export const pinOf = ({ report, hash }: Edition): Pin => ({ ...nameOf(report), hash });

/**
 * Of rows of the assumptions table, by their places: behind which row they stood (blank: none), and behind how many of the
 * user's below that.
 */
export type Stood = Readonly<Record<string, readonly [behind: string, theirs: number]>>;

/** An edition that was left. */
export interface FormerPin extends Pin {
  /** Where the rows stood that went with it. */
  readonly stood?: Stood;
}

/** With the edition before, to go back to. */
export interface PinWithFormer extends Pin {
  readonly former: FormerPin | null;
}

/** A report that a workbook has besides its main one, or why it can't be read. */
export interface OtherReport {
  readonly pin: PinWithFormer;
  readonly edition: Edition | EditionFault;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sorted = (value: Record<string, unknown>): unknown =>
  Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));

/**
 * The same text for the same report, in whatever order a file has it. The editors' notes stay out: nothing that a
 * workbook shows rests on them, and the built-in report ships without.
 */
export const textOfReport = (report: unknown): string =>
  JSON.stringify(report, (key, value: unknown) =>
    key === "note" ? undefined : isRecord(value) ? sorted(value) : value,
  );

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A report never changes, and each workbook asks for the built-in one's. */
const editions = new WeakMap<Report, Promise<Edition>>();

export function editionOf(report: Report): Promise<Edition> {
  const known = editions.get(report) ?? writtenOf(report);
  editions.set(report, known);
  return known;
}

async function writtenOf(report: Report): Promise<Edition> {
  const text = textOfReport(report);
  return { report, text, hash: await sha256(text) };
}

const namespaceOf = (hash: string): string => `urn:market-model:report:${hash}`;

/** What a workbook holds of an edition, by its hash; worked out once, since an edition never changes. */
const pieces = new Map<string, readonly string[] | null>();

function piecesFor({ hash, text }: Edition): readonly string[] | null {
  const known = pieces.get(hash);
  if (known !== undefined) return known;
  const made = piecesOf(text);
  pieces.set(hash, made);
  return made;
}

/** The parts by which a workbook holds an edition. */
export const partsFor = (edition: Edition): readonly string[] =>
  (piecesFor(edition) ?? []).map((piece) => xmlOf("report", namespaceOf(edition.hash), piece));

export const fitsInWorkbook = (edition: Edition): boolean => piecesFor(edition) !== null;

/** The parts that a hash stands on; more than one where there are several pieces, parts were copied, or one is damaged and was written anew. */
async function partsOf(context: Excel.RequestContext, hash: string) {
  const parts = await readParts(context, namespaceOf(hash));
  return parts.map(({ id, xml }) => ({ id, data: dataOf(textOf("report", xml)) }));
}

/** Undefined for what isn't a report's. */
function dataOf(stored: string | null): unknown {
  try {
    return stored === null ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
}

const stored = (parts: readonly { readonly data: unknown }[]): readonly string[] =>
  textsIn(
    parts.map(({ data }) => data),
    textOfReport,
  );

export async function isStored(run: Run, { hash, text }: Edition): Promise<boolean> {
  return stored(await run((context) => partsOf(context, hash))).includes(text);
}

/** Puts an edition's data into the workbook, which doesn't hold it yet: a step a piece, so that each can go in a request of its own. */
export const storeEdition = (edition: Edition): readonly Step[] =>
  (piecesFor(edition) ?? []).map((piece) => ({
    size: bytesOf(piece),
    apply: ({ workbook }) => void workbook.customXmlParts.add(xmlOf("report", namespaceOf(edition.hash), piece)),
    async undo(context) {
      for (const part of await partsOf(context, edition.hash)) {
        if (JSON.stringify(part.data) === piece) context.workbook.customXmlParts.getItem(part.id).delete();
      }
      await context.sync();
    },
  }));

/** Takes an edition's data out of the workbook. */
export async function deleteEdition(run: Run, hash: string): Promise<Step> {
  const parts = await run((context) => readParts(context, namespaceOf(hash)));
  return deleteParts(namespaceOf(hash), parts);
}

/** Why an edition that the workbook names can't be used. */
export type EditionFault = "report-missing" | "report-damaged" | "report-newer";

/** Reads the report that a report file or a part holds. The parser comes when it is first needed. */
export async function parse(text: string) {
  const { parseReport } = await import(/* webpackChunkName: "report-file" */ "../../report/parse");
  return parseReport(text);
}

async function firstSound(texts: readonly string[], hash: string): Promise<string | null> {
  for (const text of texts) if ((await sha256(text)) === hash) return text;
  return null;
}

/** An edition as the workbook holds it: one round trip to find its part, one to read it. */
export async function readEdition(run: Run, { hash }: Pin): Promise<Edition | EditionFault> {
  if (hash === null) return "report-missing";
  const parts = await run((context) => partsOf(context, hash));
  if (parts.length === 0) return "report-missing";
  const text = await firstSound(stored(parts), hash);
  if (text === null) return "report-damaged";
  const parsed = await parse(text);
  if ("report" in parsed) return { report: parsed.report, text, hash };
  return parsed.faults[0]?.code === "other-schema" ? "report-newer" : "report-damaged";
}

/** The edition that a workbook is built on: one that is at hand where it is that, else the workbook's own copy. */
export async function editionFor(
  run: Run,
  pin: Pin | null,
  builtIn: Edition,
  inForce: Edition | null,
): Promise<Edition | EditionFault> {
  if (pin === null) return builtIn;
  const { id, edition } = builtIn.report;
  if (pin.hash === builtIn.hash || (pin.hash !== null && builtInFormerly.includes(pin.hash))) return builtIn;
  if (pin.hash === null && pin.report === id && pin.edition === edition) return builtIn;
  return inForce && pin.hash === inForce.hash ? inForce : readEdition(run, pin);
}
