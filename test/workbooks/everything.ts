import { strToU8, zipSync } from "fflate";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

const relations = (...list: readonly (readonly [type: string, target: string, mode?: string])[]): string =>
  `${PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target, mode], at) =>
        `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ""}/>`,
    )
    .join("")}</Relationships>`;

/**
 * A workbook as a model owner has it after years: with much that the grid doesn't know, and spellings that other programs use. A map of
 * parts, so that a test can damage one.
 */
export const everythingParts = (): Record<string, string> => ({
  "[Content_Types].xml":
    `${PROLOG}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>` +
    [1, 2, 3]
      .map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`)
      .join("") +
    `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${SPREADSHEET}.sharedStrings+xml"/>` +
    `<Override PartName="/xl/calcChain.xml" ContentType="${SPREADSHEET}.calcChain+xml"/><Override PartName="/xl/comments1.xml" ContentType="${SPREADSHEET}.comments+xml"/>` +
    `<Override PartName="/xl/tables/table1.xml" ContentType="${SPREADSHEET}.table+xml"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>` +
    `<Override PartName="/xl/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>`,
  "_rels/.rels": relations(["officeDocument", "xl/workbook.xml"]),
  "xl/workbook.xml":
    `${PROLOG}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr codeName="ThisWorkbook"/><bookViews><workbookView xWindow="0" yWindow="0" activeTab="1"/></bookViews>` +
    `<sheets><sheet name="Inputs &amp; 输入" sheetId="4" r:id="rId1"/><sheet name="Model" sheetId="2" r:id="rId2"/><sheet name="Secret" sheetId="9" state="veryHidden" r:id="rId3"/></sheets>` +
    `<externalReferences><externalReference r:id="rId7"/></externalReferences>` +
    `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'Inputs &amp; 输入'!$A$1:$B$6</definedName><definedName name="_xlnm.Print_Area" localSheetId="1">Model!$A$1:$D$12</definedName>` +
    `<definedName name="growth" comment="a year">Model!$B$3</definedName><definedName name="kept" hidden="1">"text"</definedName><definedName name="rate" localSheetId="1">0.05</definedName></definedNames>` +
    `<calcPr calcId="145621" iterate="1"/><extLst><ext uri="{unknown}"><z:z xmlns:z="urn:z" a='1'/></ext></extLst></workbook>`,
  "xl/_rels/workbook.xml.rels": relations(
    ["worksheet", "worksheets/sheet1.xml"],
    ["worksheet", "worksheets/sheet2.xml"],
    ["worksheet", "/xl/worksheets/sheet3.xml"],
    ["styles", "styles.xml"],
    ["sharedStrings", "sharedStrings.xml"],
    ["calcChain", "calcChain.xml"],
    ["externalLink", "externalLinks/externalLink1.xml"],
    ["vbaProject", "vbaProject.bin"],
    ["customXml", "../customXml/item1.xml"],
  ),
  "xl/vbaProject.bin": "not code at all",
  "xl/externalLinks/externalLink1.xml": `${PROLOG}<externalLink xmlns="${MAIN}"/>`,
  "customXml/item1.xml": `<m:note xmlns:m="urn:mine">kept</m:note>`,
  "customXml/_rels/item1.xml.rels": relations(["customXmlProps", "itemProps1.xml"]),
  "customXml/itemProps1.xml": `<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{2A4B3C5D-0000-4000-8000-0123456789AB}"/>`,
  "xl/styles.xml":
    `${PROLOG}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0.0&quot; x&quot;"/></numFmts>` +
    `<fonts count="3"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><color theme="4" tint="-0.25"/><name val="Arial"/><scheme val="minor"/></font><font><i/><u val="double"/><sz val="9"/><color rgb="FF0000C8"/><name val="Arial"/></font></fonts>` +
    `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill></fill><fill><gradientFill degree="90"><stop position="0"><color rgb="FFFF0000"/></stop><stop position="1"><color rgb="FF00FF00"/></stop></gradientFill></fill></fills>` +
    `<borders count="2"><border/><border><left/><right/><top style="thin"><color auto="1"/></top><bottom style="double"><color indexed="10"/></bottom><diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1"><alignment horizontal="right" textRotation="45"/><protection locked="0"/></xf>` +
    `<xf numFmtId="170" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="2" fillId="3" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><protection locked="0"/></xf></cellXfs>` +
    `<dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs></styleSheet>`,
  "xl/sharedStrings.xml": `${PROLOG}<sst xmlns="${MAIN}" count="4" uniqueCount="4"><si><t>Year</t></si><si><r><t>bold</t></r><r><rPr><b/></rPr><t xml:space="preserve"> half</t></r></si><si><t>Size_x000D_</t><rPh sb="0" eb="1"><t>read so</t></rPh></si><si><t xml:space="preserve"> spaced </t></si></sst>`,
  "xl/calcChain.xml": `${PROLOG}<calcChain xmlns="${MAIN}"><c r="B3" i="2"/></calcChain>`,
  "xl/worksheets/sheet1.xml":
    `${PROLOG}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}" xmlns:x14ac="urn:ac"><sheetPr><tabColor rgb="FF00B050"/></sheetPr><dimension ref="A1:C7"/><sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/><selection pane="bottomRight"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="13.2" x14ac:dyDescent="0.25"/>` +
    `<cols><col min="1" max="1" width="22.5" customWidth="1" style="2"/><col min="2" max="3" width="9" hidden="1" customWidth="1"/><col min="4" max="16384" width="11.5" customWidth="1"/></cols>` +
    `<sheetData><row r="1" spans="1:3" ht="27.75" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>inline</t></is></c></row>` +
    `<row r="2"><c r="A2"><v>2025</v></c><c r="B2" s="2"><v>480.00000000000006</v></c><c r="C2" t="b"><v>1</v></c></row><row r="3"><c r="A3"><v>2026</v></c><c r="B3"><f t="shared" ref="B3:B5" si="0">B2*(1+growth)</f><v>504</v></c></row>` +
    `<row r="4"><c r="A4"><v>2027</v></c><c r="B4"><f t="shared" si="0"/><v>529.2</v></c></row><row r="5"><c r="A5"><v>2028</v></c><c r="B5"><f t="shared" si="0"/><v>555.66</v></c><c r="C5" s="5"/></row><row r="6" hidden="1"><c r="A6" t="e"><v>#N/A</v></c><c r="B6" t="str"><f>[1]Sheet1!A1&amp;""</f><v>theirs</v></c></row><row r="7"><c r="A7" t="s"><v>3</v></c></row></sheetData>` +
    `<autoFilter ref="A1:B6"/><mergeCells count="1"><mergeCell ref="A8:B9"/></mergeCells><conditionalFormatting sqref="B2:B5 D2"><cfRule type="expression" dxfId="0" priority="1"><formula>$B2&gt;$B$5</formula></cfRule></conditionalFormatting>` +
    `<dataValidations count="1"><dataValidation type="list" sqref="C2:C5"><formula1>Model!$A$3:$A$6</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A7" r:id="rId1"/></hyperlinks><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><rowBreaks count="1" manualBreakCount="1"><brk id="5" max="16383" man="1"/></rowBreaks><legacyDrawing r:id="rId3"/></worksheet>`,
  "xl/worksheets/_rels/sheet1.xml.rels": relations(
    ["hyperlink", "https://example.com/", "External"],
    ["comments", "../comments1.xml"],
    ["vmlDrawing", "../drawings/vmlDrawing1.vml"],
  ),
  "xl/comments1.xml": `${PROLOG}<comments xmlns="${MAIN}"><authors><author>A</author></authors><commentList><comment ref="A7" authorId="0"><text><t>note</t></text></comment></commentList></comments>`,
  "xl/drawings/vmlDrawing1.vml": `<xml xmlns:v="urn:v"><v:shape id="_x0000_s1025"/></xml>`,
  "xl/worksheets/sheet2.xml":
    `${PROLOG}<x:worksheet xmlns:x="${MAIN}" xmlns:r="${OFFICE}"><x:sheetData><x:row r="2"><x:c r="A2" t="str"><x:v>Item</x:v></x:c><x:c r="B2" t="str"><x:v>Value</x:v></x:c></x:row><x:row r="3"><x:c r="A3" t="str"><x:v>growth</x:v></x:c><x:c r="B3" s="3"><x:v>0.05</x:v></x:c></x:row>` +
    `<x:row r="4"><x:c r="A4" t="str"><x:v>sum</x:v></x:c><x:c r="B4"><x:f>SUM('Inputs &amp; 输入'!B2:B5)</x:f><x:v>2068.86</x:v></x:c></x:row><x:row r="5"><x:c r="A5" t="str"><x:v>size</x:v></x:c><x:c r="B5"><x:f t="array" ref="B5">_xldudf_MARKET_SIZE(2030,"base")</x:f><x:v>1800</x:v></x:c></x:row>` +
    `<x:row r="8"><x:c r="A8"><x:f t="array" ref="A8:C8">{1,2,3}*2</x:f><x:v>2</x:v></x:c><x:c r="B8"><x:v>4</x:v></x:c><x:c r="C8"><x:v>6</x:v></x:c></x:row><x:row r="9"><x:c r="A9" s="4"><x:v>45658</x:v></x:c><x:c r="B9"><x:f>_xlfn.XLOOKUP(1,A8:C8,A8:C8,"")</x:f><x:v>0</x:v></x:c></x:row></x:sheetData><x:drawing r:id="rId1"/><x:tableParts count="1"><x:tablePart r:id="rId2"/></x:tableParts>` +
    `<x:extLst><x:ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="urn:x14"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="urn:xm"><x14:cfRule><xm:f>'Inputs &amp; 输入'!$B$3</xm:f></x14:cfRule><xm:sqref>B3:B5</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></x:ext></x:extLst></x:worksheet>`,
  "xl/worksheets/_rels/sheet2.xml.rels": relations(
    ["drawing", "../drawings/drawing1.xml"],
    ["table", "../tables/table1.xml"],
  ),
  "xl/tables/table1.xml": `${PROLOG}<table xmlns="${MAIN}" id="7" name="Items" displayName="Items" ref="A2:B5" totalsRowShown="0"><autoFilter ref="A2:B5"/><tableColumns count="2"><tableColumn id="1" name="Item" dataDxfId="0"/><tableColumn id="3" name="Value"/></tableColumns><tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`,
  "xl/drawings/drawing1.xml": `${PROLOG}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>11</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>24</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Sizes"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${OFFICE}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
  "xl/drawings/_rels/drawing1.xml.rels": relations(["chart", "../charts/chart1.xml"]),
  "xl/charts/chart1.xml": `${PROLOG}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sizes</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>Size</c:v></c:tx><c:spPr><a:solidFill><a:schemeClr val="accent2"/></a:solidFill><a:effectLst/></c:spPr><c:cat><c:numRef><c:f>'Inputs &amp; 输入'!$A$2:$A$5</c:f></c:numRef></c:cat><c:val><c:numRef><c:f>'Inputs &amp; 输入'!$B$2:$B$5</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:legend><c:legendPos val="b"/></c:legend></c:chart></c:chartSpace>`,
  "xl/worksheets/sheet3.xml": `${PROLOG}<worksheet xmlns="${MAIN}"><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>`,
});

export const zipped = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([path, part]) => [path, typeof part === "string" ? strToU8(part) : part]),
    ),
  );
