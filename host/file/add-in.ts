/** A workbook's reference to an add-in, by which Excel offers it on opening (MS-OWEXML). */
import type { Package } from "./package.js";
import { attribute, descendants, escapeXml } from "./xml.js";

export interface AddInReference {
  readonly id: string;
  readonly version: string;
  /** Where Excel gets it: `developer` where it is sideloaded, `EXCatalog` from Microsoft 365's admin centre, or the path of a network share. */
  readonly store: string;
}

/** Where Excel gets an add-in that is served at an address. */
export const storeAt = (address: string): string =>
  new URL(address).hostname === "localhost" ? "developer" : "EXCatalog";

/** https://learn.microsoft.com/office/dev/add-ins/develop/automatically-open-a-task-pane-with-a-document */
const STORE_TYPES: Readonly<Record<string, string>> = { developer: "Registry", EXCatalog: "EXCatalog" };

const EXTENSION = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11";
const PANES = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATION = "http://schemas.microsoft.com/office/2011/relationships";

const extensionXml = ({ id, version, store }: AddInReference): string =>
  `<we:webextension xmlns:we="${EXTENSION}" id="{${id}}">` +
  `<we:reference id="${id}" version="${version}" store="${escapeXml(store)}" storeType="${STORE_TYPES[store] ?? "FileSystem"}"/>` +
  `<we:alternateReferences/>` +
  `<we:properties/><we:bindings/><we:snapshot xmlns:r="${OFFICE}"/></we:webextension>`;

const paneXml = (relation: string): string =>
  `<wetp:taskpane xmlns:wetp="${PANES}" dockstate="right" visibility="1" width="350" row="4">` +
  `<wetp:webextensionref xmlns:r="${OFFICE}" r:id="${relation}"/></wetp:taskpane>`;

/** Refers to the add-in, unless the workbook does already. */
export function referToAddIn(file: Package, addIn: AddInReference): void {
  const panes = file.related("", "webextensiontaskpanes")?.target;
  const known = panes === undefined ? [] : file.relations(panes).filter(({ type }) => type === "webextension");
  const refersToIt = known.some(({ target }) =>
    [...descendants(file.xml(target).root, "reference")].some(
      (each) => attribute(each, "id")?.toLowerCase() === addIn.id.toLowerCase(),
    ),
  );
  if (refersToIt) return;
  const extension = file.free("xl/webextensions/webextension");
  file.add(extension, "application/vnd.ms-office.webextension+xml", extensionXml(addIn));
  if (panes !== undefined) {
    const xml = file.xml(panes);
    return xml.append(xml.root, paneXml(file.relate(panes, `${RELATION}/webextension`, extension)));
  }
  const part = "xl/webextensions/taskpanes.xml";
  const relation = file.relate(part, `${RELATION}/webextension`, extension);
  file.add(
    part,
    "application/vnd.ms-office.webextensiontaskpanes+xml",
    `<wetp:taskpanes xmlns:wetp="${PANES}">${paneXml(relation)}</wetp:taskpanes>`,
  );
  file.relate("", `${RELATION}/webextensiontaskpanes`, part);
}
