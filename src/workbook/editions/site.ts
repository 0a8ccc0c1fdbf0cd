/** The editions that the add-in's own site tells of. Nothing here is needed to work: whatever fails is as if nothing were new. */
import type { Text } from "../../report/types";
import { parse, sha256 } from "../stored/edition";
import type { EditionName, EditionOffer } from "./types";

/** Reads a text file beside the page, e.g. `reports/index.json`. */
export type Site = (path: string) => Promise<string>;

interface Listed extends EditionOffer {
  readonly sha256: string;
}

/** `2026.10` comes after `2026.9`. */
const order = new Intl.Collator("en", { numeric: true });

const isText = (value: unknown): value is string => typeof value === "string";

function listed(entry: unknown): readonly Listed[] {
  if (typeof entry !== "object" || entry === null) return [];
  const { id, edition, title, sha256: hash } = entry as Readonly<Record<string, unknown>>;
  const { en, zh } = (title ?? {}) as Readonly<Record<string, unknown>>;
  // A title in one language is its name in the other, too, as in the report.
  const inBoth = { en: en ?? zh, zh: zh ?? en };
  if (![id, edition, hash, inBoth.en, inBoth.zh].every(isText)) return [];
  return [{ report: id, edition, title: inBoth as Text, sha256: hash } as Listed];
}

async function index(site: Site): Promise<readonly Listed[]> {
  const data: unknown = JSON.parse(await site("reports/index.json"));
  return Array.isArray(data) ? data.flatMap(listed) : [];
}

export const isNewer = (one: EditionName, than: EditionName): boolean => order.compare(one.edition, than.edition) > 0;

/** Every report that the site tells of, in its newest edition; none where it doesn't answer. */
export async function newestEditions(site: Site): Promise<readonly EditionOffer[]> {
  const all = await index(site).catch(() => []);
  const newest = new Map<string, EditionOffer>();
  for (const { report, edition, title } of all) {
    const known = newest.get(report);
    const offer = { report, edition, title };
    if (!known || isNewer(offer, known)) newest.set(report, offer);
  }
  return [...newest.values()];
}

/** The newest edition of the same report; null where there is none that is newer, or the site doesn't answer. */
export async function newerEdition(site: Site, name: EditionName): Promise<EditionOffer | null> {
  const newest = (await newestEditions(site)).find(({ report }) => report === name.report);
  return newest && isNewer(newest, name) ? newest : null;
}

/** An edition's data as the site's index vouches for it; null where the file isn't that. */
export async function fetchEdition(site: Site, { report, edition }: EditionName) {
  const entry = (await index(site)).find((offer) => offer.report === report && offer.edition === edition);
  if (!entry) return null;
  const text = await site(`reports/${encodeURIComponent(report)}@${encodeURIComponent(edition)}.json`);
  if ((await sha256(text)) !== entry.sha256) return null;
  const parsed = await parse(text);
  if (!("report" in parsed) || parsed.report.id !== report || parsed.report.edition !== edition) return null;
  return parsed.report;
}
