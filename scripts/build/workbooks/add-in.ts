/**
 * Parts that the writer of workbooks doesn't know: the add-in's reference, so that Excel offers it on opening (MS-OWEXML), and the
 * mark of a dynamic array, so that a formula stands in the cell as it was typed.
 */
import { editPackage } from "./package";

export interface AddIn {
  readonly id: string;
  readonly version: string;
}

/**
 * `EXCatalog`: where the Microsoft 365 admin centre deploys an add-in of one's own; the developer registry, where it is
 * sideloaded, is the alternative.
 */
const webExtension = ({ id, version }: AddIn): string =>
  `<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11" id="{${id}}">` +
  `<we:reference id="${id}" version="${version}" store="EXCatalog" storeType="EXCatalog"/>` +
  `<we:alternateReferences><we:reference id="${id}" version="${version}" store="developer" storeType="Registry"/></we:alternateReferences>` +
  `<we:properties/><we:bindings/><we:snapshot xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></we:webextension>`;

const taskPanes = (relation: string): string =>
  `<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11">` +
  `<wetp:taskpane dockstate="right" visibility="1" width="350" row="4">` +
  `<wetp:webextensionref xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relation}"/>` +
  `</wetp:taskpane></wetp:taskpanes>`;

const METADATA =
  `<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  `xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1">` +
  `<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" ` +
  `rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>` +
  `<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">` +
  `<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>` +
  `<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`;

const TASK_PANES_PART = "xl/webextensions/taskpanes.xml";
const RELATION = "http://schemas.microsoft.com/office/2011/relationships";

export const withAddIn = (workbook: Uint8Array, addIn: AddIn): Uint8Array =>
  editPackage(workbook, ({ paths, add, edit, relate }) => {
    const relation = relate(TASK_PANES_PART, `${RELATION}/webextension`, "webextension1.xml");
    add(TASK_PANES_PART, "application/vnd.ms-office.webextensiontaskpanes+xml", taskPanes(relation));
    add("xl/webextensions/webextension1.xml", "application/vnd.ms-office.webextension+xml", webExtension(addIn));
    relate("", `${RELATION}/webextensiontaskpanes`, TASK_PANES_PART);
    add("xl/metadata.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml", METADATA);
    relate(
      "xl/workbook.xml",
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata",
      "metadata.xml",
    );
    for (const path of paths.filter((path) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path))) {
      edit(path, (xml) => xml.replace(/<c ([^>]*)>(?=<f t="array")/g, '<c $1 cm="1">'));
    }
  });
