import type { Report } from "../../report/types";
import { fetchEdition } from "../editions/site";
import { WorkbookError } from "../messages/messages";
import { question, type Operation } from "./operation";

/** The data of the newer edition, from the add-in's site. */
export const newerReport = (): Operation<Report> =>
  question("as known", async ({ site, newerEdition: newer }) => {
    const found = site && newer ? await fetchEdition(site, newer).catch(() => null) : null;
    if (found) return found;
    const { report = "", edition = "" } = newer ?? {};
    throw new WorkbookError({ id: "edition-unavailable", values: { report, edition } });
  });
