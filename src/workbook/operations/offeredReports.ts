import type { Report } from "../../report/types";
import { fetchEdition, newestEditions } from "../editions/site";
import type { EditionName, EditionOffer } from "../editions/types";
import { WorkbookError } from "../messages/messages";
import { question, type Operation } from "./operation";

/** The reports of the add-in's site that the workbook doesn't have, each in its newest edition. */
export const offeredReports = (): Operation<readonly EditionOffer[]> =>
  question("as known", async ({ site, report, others }): Promise<readonly EditionOffer[]> => {
    const known = [report.id, ...others.map(({ pin }) => pin.report)];
    const offers = site ? await newestEditions(site) : [];
    return offers.filter((offer) => !known.includes(offer.report));
  });

/** The data of an edition, from the add-in's site. */
export const offeredReport = (name: EditionName): Operation<Report> =>
  question("as known", async ({ site }) => {
    const found = site ? await fetchEdition(site, name).catch(() => null) : null;
    if (found) return found;
    const { report, edition } = name;
    throw new WorkbookError({ id: "edition-unavailable", values: { report, edition } });
  });
