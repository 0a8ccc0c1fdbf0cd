import type { Report } from "../../report/types";
import { fetchEdition, isNewer, newestEditions } from "../editions/site";
import type { EditionName, EditionOffer } from "../editions/types";
import { WorkbookError } from "../messages/messages";
import { question, type Operation } from "./operation";

/** The reports of the add-in's site that the workbook doesn't have, or beside its main one in an older edition; each in its newest. */
export const offeredReports = (): Operation<readonly EditionOffer[]> =>
  question("as known", async ({ site, report, others }): Promise<readonly EditionOffer[]> => {
    const offers = site ? await newestEditions(site) : [];
    return offers.filter((offer) => {
      const there = others.find(({ pin }) => pin.report === offer.report);
      return there ? isNewer(offer, there.pin) : offer.report !== report.id;
    });
  });

/** The data of an edition, from the add-in's site. */
export const offeredReport = (name: EditionName): Operation<Report> =>
  question("as known", async ({ site }) => {
    const found = site ? await fetchEdition(site, name).catch(() => null) : null;
    if (found) return found;
    const { report, edition } = name;
    throw new WorkbookError({ id: "edition-unavailable", values: { report, edition } });
  });
