/**
 * Parts that the writer of workbooks doesn't know: the add-in's reference, so that Excel offers it on opening (MS-OWEXML), and the
 * mark of a dynamic array, so that a formula stands in the cell as it was typed.
 */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";

export interface AddIn {
  readonly id: string;
  readonly version: string;
}

const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * `EXCatalog`: where the Microsoft 365 admin centre deploys an add-in of one's own; the developer registry, where it is
 * sideloaded, is the alternative.
 */
const webExtension = ({ id, version }: AddIn): string =>
  `${PROLOG}<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11" id="{${id}}">` +
  `<we:reference id="${id}" version="${version}" store="EXCatalog" storeType="EXCatalog"/>` +
  `<we:alternateReferences><we:reference id="${id}" version="${version}" store="developer" storeType="Registry"/></we:alternateReferences>` +
  `<we:properties/><we:bindings/><we:snapshot xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></we:webextension>`;

const TASK_PANES =
  `${PROLOG}<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11">` +
  `<wetp:taskpane dockstate="right" visibility="1" width="350" row="4">` +
  `<wetp:webextensionref xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>` +
  `</wetp:taskpane></wetp:taskpanes>`;

const TASK_PANE_RELATIONS =
  `${PROLOG}<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" ` +
  `Type="http://schemas.microsoft.com/office/2011/relationships/webextension" Target="webextension1.xml"/></Relationships>`;

const METADATA =
  `${PROLOG}<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  `xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1">` +
  `<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" ` +
  `rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>` +
  `<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">` +
  `<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>` +
  `<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`;

export function withAddIn(workbook: Uint8Array, addIn: AddIn): Uint8Array {
  const files = unzipSync(workbook);
  const edit = (path: string, change: (xml: string) => string): void => {
    const file = files[path];
    if (!file) throw new Error(`The workbook has no ${path}`);
    files[path] = strToU8(change(strFromU8(file)));
  };
  const relate = (path: string, id: string, type: string, target: string): void =>
    edit(path, (xml) => {
      const relation = `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
      return xml.replace("</Relationships>", `${relation}</Relationships>`);
    });

  edit("[Content_Types].xml", (xml) => {
    const parts = [
      ["/xl/webextensions/taskpanes.xml", "application/vnd.ms-office.webextensiontaskpanes+xml"],
      ["/xl/webextensions/webextension1.xml", "application/vnd.ms-office.webextension+xml"],
      ["/xl/metadata.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"],
    ].map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`);
    return xml.replace("</Types>", `${parts.join("")}</Types>`);
  });
  relate(
    "_rels/.rels",
    "rIdTaskPanes",
    "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes",
    "xl/webextensions/taskpanes.xml",
  );
  relate(
    "xl/_rels/workbook.xml.rels",
    "rIdMetadata",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata",
    "metadata.xml",
  );
  files["xl/webextensions/taskpanes.xml"] = strToU8(TASK_PANES);
  files["xl/webextensions/_rels/taskpanes.xml.rels"] = strToU8(TASK_PANE_RELATIONS);
  files["xl/webextensions/webextension1.xml"] = strToU8(webExtension(addIn));
  files["xl/metadata.xml"] = strToU8(METADATA);
  for (const path of Object.keys(files).filter((path) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path))) {
    edit(path, (xml) => xml.replace(/<c ([^>]*)>(?=<f t="array")/g, '<c $1 cm="1">'));
  }
  // A fixed date, so that the same input gives the same file.
  const dated = Object.entries(files).map(([path, file]) => [path, [file, { mtime: new Date(2026, 0, 1) }]] as const);
  return zipSync(Object.fromEntries(dated) as Zippable);
}
