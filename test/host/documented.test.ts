/**
 * The host against Microsoft's documentation: small scripts, run through Microsoft's client, with the outcome that
 * the page named beside each states. A page is a member's in the API reference unless it is given in full.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openExcel, REQUIRED, type ExcelInstance } from "../support/excel.js";

type Script = (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<unknown>;
type Case = readonly [what: string, source: string, script: Script, outcome: unknown];

const REFERENCE = "https://learn.microsoft.com/javascript/api/excel/excel.";
const NULL_OBJECTS =
  "https://learn.microsoft.com/office/dev/add-ins/develop/application-specific-api-model#ornullobject-methods-and-properties";
const BLANKS_AND_NULLS = "https://learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-ranges-set-get-values";
const NULL_INPUT = "https://learn.microsoft.com/office/dev/add-ins/develop/application-specific-api-model";
const UNBOUNDED = "https://learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-ranges-unbounded";
const ERRORS = "https://learn.microsoft.com/office/dev/add-ins/testing/application-specific-api-error-handling";

/** An outcome that is an error, by its code. */
class Fails {
  constructor(readonly code: string) {}
}
const fails = (code: string) => new Fails(code);

/** Loads some properties of an object and hands them over after a sync. */
async function read<T extends OfficeExtension.ClientObject, K extends keyof T & string>(
  object: T,
  ...names: K[]
): Promise<T[K][]> {
  (object as unknown as { load(names: readonly string[]): void }).load(names);
  await object.context.sync();
  return names.map((name) => object[name]);
}
async function one<T extends OfficeExtension.ClientObject, K extends keyof T & string>(
  object: T,
  name: K,
): Promise<T[K]> {
  return (await read(object, name))[0]!;
}
const isNull = async (object: OfficeExtension.ClientObject): Promise<boolean> => {
  await object.context.sync();
  return object.isNullObject;
};
const address = (range: Excel.Range) => one(range, "address");
const values = (range: Excel.Range) => one(range, "values");

/** Sheet1 before each script: A1:C4 filled, the rest blank. */
const DATA = [
  ["Year", "Size", "Double"],
  [2025, 480, "=B2*2"],
  [2027, 814.4, "=B3*2"],
  [2030, 1800, "=B4*2"],
];

const CASES: readonly Case[] = [
  // Ranges: values
  [
    "a range's values are a two-dimensional array",
    "range values",
    (s) => values(s.getRange("A2:B3")),
    [
      [2025, 480],
      [2027, 814.4],
    ],
  ],
  ["a blank cell reads as an empty text", BLANKS_AND_NULLS, (s) => values(s.getRange("E1")), [[""]]],
  ["a formula's value is its result", "range values", (s) => values(s.getRange("C2")), [[960]]],
  [
    "an error reads as its text",
    "range values",
    async (s) => ((s.getRange("E1").formulas = [["=1/0"]]), values(s.getRange("E1"))),
    [["#DIV/0!"]],
  ],
  [
    "a value with an equal sign first is a formula",
    "range values",
    async (s) => ((s.getRange("E1").values = [["=B2+1"]]), read(s.getRange("E1"), "values", "formulas")),
    [[[481]], [["=B2+1"]]],
  ],
  [
    "a value with a minus sign first is a formula",
    "range values",
    async (s) => ((s.getRange("E1").values = [["-B2"]]), values(s.getRange("E1"))),
    [[-480]],
  ],
  [
    "null in an array leaves a cell as it is",
    NULL_INPUT,
    async (s) => ((s.getRange("A2:B2").values = [[null, 500]]), values(s.getRange("A2:B2"))),
    [[2025, 500]],
  ],
  [
    "null isn't a value for a whole range",
    NULL_INPUT,
    async (s, c) => ((s.getRange("A2:B2").values = null as never), c.sync()),
    fails("InvalidArgument"),
  ],
  [
    "an empty text clears a cell",
    NULL_INPUT,
    async (s) => ((s.getRange("A2").values = [[""]]), read(s.getRange("A2"), "values", "valueTypes")),
    [[[""]], [["Empty"]]],
  ],
  [
    "one value goes into every cell",
    BLANKS_AND_NULLS,
    async (s) => ((s.getRange("E1:F2").values = 7 as never), values(s.getRange("E1:F2"))),
    [
      [7, 7],
      [7, 7],
    ],
  ],
  [
    "an array of another shape is refused",
    ERRORS,
    async (s, c) => ((s.getRange("A1:B2").values = [[1, 2]]), c.sync()),
    fails("InvalidArgument"),
  ],
  [
    "rows of different lengths are refused",
    ERRORS,
    async (s, c) => ((s.getRange("A1:B2").values = [[1, 2], [3]]), c.sync()),
    fails("InvalidArgument"),
  ],
  [
    "a large array of another shape is refused as well",
    ERRORS,
    async (s, c) => ((s.getRange("A1:B2000").values = Array.from({ length: 2001 }, () => [1, 2])), c.sync()),
    fails("InvalidArgument"),
  ],
  [
    "numbers written as texts are numbers, as typed",
    BLANKS_AND_NULLS,
    async (s) => ((s.getRange("E1").values = [["1,234"]]), read(s.getRange("E1"), "values", "text")),
    [[[1234]], [["1,234"]]],
  ],
  [
    "in a cell of the text format they stay texts",
    "range numberformat",
    async (s) => {
      const r = s.getRange("E1");
      r.numberFormat = [["@"]];
      r.values = [["0042"]];
      return read(r, "values", "valueTypes");
    },
    [[["0042"]], [["String"]]],
  ],
  // Ranges: formulas, text, formats
  [
    "a cell without formula gives its value as formula",
    "range formulas",
    (s) => one(s.getRange("B2:C2"), "formulas"),
    [[480, "=B2*2"]],
  ],
  [
    "the text is the value in its number format",
    "range text",
    async (s) => {
      const r = s.getRange("B3");
      r.numberFormat = [["#,##0.00"]];
      return one(r, "text");
    },
    [["814.40"]],
  ],
  [
    "the text doesn't depend on the column's width",
    "range text",
    async (s) => {
      const r = s.getRange("B4");
      r.format.columnWidth = 2;
      r.numberFormat = [["#,##0"]];
      return one(r, "text");
    },
    [["1,800"]],
  ],
  [
    "an unformatted cell's number format is General",
    "range numberformat",
    (s) => one(s.getRange("A2"), "numberFormat"),
    [["General"]],
  ],
  [
    "an empty number format is General",
    NULL_INPUT,
    async (s) => {
      const r = s.getRange("A2");
      r.numberFormat = [["0%"]];
      r.numberFormat = [[""]];
      return one(r, "numberFormat");
    },
    [["General"]],
  ],
  [
    "the type of data in each cell",
    "range valuetypes",
    (s) => one(s.getRange("A1:B2"), "valueTypes"),
    [
      ["String", "String"],
      ["Double", "Double"],
    ],
  ],
  // Ranges: where they are
  ["an address has its sheet", "range address", (s) => address(s.getRange("a1:b4")), "Sheet1!A1:B4"],
  [
    "a sheet's name with a space is quoted",
    "range address",
    async (_, c) => address(c.workbook.worksheets.add("My sheet").getRange("A1")),
    "'My sheet'!A1",
  ],
  [
    "a bad address is refused",
    "worksheet getrange",
    async (s, c) => {
      s.getRange("not an address");
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "without an address: the whole sheet",
    "worksheet getrange",
    (s) => read(s.getRange(), "isEntireColumn", "isEntireRow"),
    [true, true],
  ],
  [
    "cells count, and -1 above 2^31 - 1",
    "range cellcount",
    async (s) => [await one(s.getRange("A1:B4"), "cellCount"), await one(s.getRange(), "cellCount")],
    [8, -1],
  ],
  [
    "a cell may be outside of its range",
    "range getcell",
    (s) => address(s.getRange("A1:B2").getCell(4, 4)),
    "Sheet1!E5",
  ],
  ["rows count from zero", "range getrow", (s) => address(s.getRange("A1:B4").getRow(1)), "Sheet1!A2:B2"],
  [
    "an offset keeps the size",
    "range getoffsetrange",
    (s) => address(s.getRange("A1:B2").getOffsetRange(1, 2)),
    "Sheet1!C2:D3",
  ],
  [
    "an offset beyond the sheet is an error",
    "range getoffsetrange",
    async (s, c) => {
      s.getRange("A1").getOffsetRange(-1, 0);
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "resized by a number of rows and columns",
    "range getresizedrange",
    (s) => address(s.getRange("A1:B2").getResizedRange(1, -1)),
    "Sheet1!A1:A3",
  ],
  [
    "made smaller than its first cell, a range goes on to the other side of it",
    "range getresizedrange",
    (s) => address(s.getRange("D4").getResizedRange(-1, -2)),
    "Sheet1!B3:D4",
  ],
  [
    "resized to a number of rows and columns",
    "range getabsoluteresizedrange",
    (s) => address(s.getRange("B2").getAbsoluteResizedRange(3, 2)),
    "Sheet1!B2:C4",
  ],
  [
    "B2:C5 and D10:E15 are bounded by B2:E15",
    "range getboundingrect",
    (s) => address(s.getRange("B2:C5").getBoundingRect("D10:E15")),
    "Sheet1!B2:E15",
  ],
  ["the last cell of B2:D5 is D5", "range getlastcell", (s) => address(s.getRange("B2:D5").getLastCell()), "Sheet1!D5"],
  [
    "B4:E11's entire columns are B:E",
    "range getentirecolumn",
    (s) => address(s.getRange("B4:E11").getEntireColumn()),
    "Sheet1!B:E",
  ],
  [
    "rows below, by default one",
    "range getrowsbelow",
    (s) => address(s.getRange("A1:B2").getRowsBelow()),
    "Sheet1!A3:B3",
  ],
  [
    "the common cells of two ranges",
    "range getintersection",
    (s) => address(s.getRange("A1:C3").getIntersection("B2:D4")),
    "Sheet1!B2:C3",
  ],
  [
    "no common cells: an error",
    "range getintersection",
    async (s, c) => {
      s.getRange("A1").getIntersection("C3");
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "or a null object",
    "range getintersectionornullobject",
    (s) => isNull(s.getRange("A1").getIntersectionOrNullObject("C3")),
    true,
  ],
  [
    "ranges of two sheets can't be joined",
    ERRORS,
    async (s, c) => {
      s.getRange("A1").getBoundingRect(c.workbook.worksheets.add().getRange("A1"));
      return c.sync();
    },
    fails("InvalidReference"),
  ],
  ["an entire column's values aren't handed over", UNBOUNDED, (s) => values(s.getRange("A:A")), null],
  [
    "an entire column takes no values",
    UNBOUNDED,
    async (s, c) => {
      s.getRange("A:B").values = "Due Date" as never;
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  // Used range, regions, special cells
  [
    "the used range spans values and formats",
    "worksheet getusedrange",
    async (s) => {
      s.getRange("E6").format.fill.color = "#FFFF00";
      return address(s.getUsedRange());
    },
    "Sheet1!A1:E6",
  ],
  [
    "valuesOnly leaves formats out",
    "worksheet getusedrange",
    async (s) => {
      s.getRange("E6").format.fill.color = "#FFFF00";
      return address(s.getUsedRange(true));
    },
    "Sheet1!A1:C4",
  ],
  [
    "a blank sheet's used range is its first cell",
    "worksheet getusedrange",
    async (_, c) => address(c.workbook.worksheets.add("Blank").getUsedRange()),
    "Blank!A1",
  ],
  [
    "or a null object",
    "worksheet getusedrangeornullobject",
    (_, c) => isNull(c.workbook.worksheets.add("Blank").getUsedRangeOrNullObject()),
    true,
  ],
  [
    "a range without used cells: ItemNotFound",
    "range getusedrange",
    async (s, c) => {
      s.getRange("H1:K9").getUsedRange();
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "a region ends at blank rows and columns",
    "range getsurroundingregion",
    async (s) => {
      s.getRange("E1").values = [[1]];
      return address(s.getRange("B2").getSurroundingRegion());
    },
    "Sheet1!A1:C4",
  ],
  [
    "cells with formulas",
    "range getspecialcells",
    (s) => one(s.getRange("A1:C4").getSpecialCells("Formulas"), "address"),
    "Sheet1!C2:C4",
  ],
  [
    "none: ItemNotFound",
    "range getspecialcells",
    async (s, c) => {
      s.getRange("A1:B4").getSpecialCells("Formulas");
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "none: a null object",
    "range getspecialcellsornullobject",
    (s) => isNull(s.getRange("A1:B4").getSpecialCellsOrNullObject("Formulas")),
    true,
  ],
  // Spills
  [
    "a formula spills",
    "range getspillingtorange",
    async (s) => {
      s.getRange("E1").formulas = [["=A2:B3"]];
      return address(s.getRange("E1").getSpillingToRange());
    },
    "Sheet1!E1:F2",
  ],
  [
    "a cell spilled into knows its anchor",
    "range getspillparent",
    async (s) => {
      s.getRange("E1").formulas = [["=A2:B3"]];
      return address(s.getRange("F2").getSpillParent());
    },
    "Sheet1!E1",
  ],
  [
    "no anchor, no spill range",
    "range getspillingtorangeornullobject",
    (s) => isNull(s.getRange("A1").getSpillingToRangeOrNullObject()),
    true,
  ],
  [
    "some cells in a spill: null",
    "range hasspill",
    async (s) => {
      s.getRange("E1").formulas = [["=A2:B3"]];
      return [
        await one(s.getRange("E1:F2"), "hasSpill"),
        await one(s.getRange("E1:F3"), "hasSpill"),
        await one(s.getRange("A1"), "hasSpill"),
      ];
    },
    [true, null, false],
  ],
  // Changing ranges
  [
    "clear takes values and formats",
    "range clear",
    async (s) => {
      const r = s.getRange("A2");
      r.format.fill.color = "#FF0000";
      r.clear();
      return [await values(r), await one(r.format.fill, "color")];
    },
    [[[""]], "#FFFFFF"],
  ],
  [
    "clearing contents keeps formats",
    "range clear",
    async (s) => {
      const r = s.getRange("A2");
      r.format.fill.color = "#FF0000";
      r.clear("Contents");
      return [await values(r), await one(r.format.fill, "color")];
    },
    [[[""]], "#FF0000"],
  ],
  [
    "clearing formats keeps contents",
    "range clear",
    async (s) => {
      const r = s.getRange("A2");
      r.format.fill.color = "#FF0000";
      r.clear("Formats");
      return [await values(r), await one(r.format.fill, "color")];
    },
    [[[2025]], "#FFFFFF"],
  ],
  [
    "inserting gives the blank space back",
    "range insert",
    async (s) => {
      const r = s.getRange("A2:C2").insert("Down");
      return [await address(r), await values(r), await values(s.getRange("A3"))];
    },
    ["Sheet1!A2:C2", [["", "", ""]], [[2025]]],
  ],
  [
    "deleting moves cells up, formulas follow",
    "range delete",
    async (s) => {
      s.getRange("A2:C2").delete("Up");
      return one(s.getRange("A2:C2"), "formulas");
    },
    [[2027, 814.4, "=B2*2"]],
  ],
  [
    "an unknown direction is refused",
    ERRORS,
    async (s, c) => {
      s.getRange("A2").insert("Sideways" as never);
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "all rows hidden, some, none",
    "range rowhidden",
    async (s) => {
      s.getRange("2:3").rowHidden = true;
      return [
        await one(s.getRange("A2:A3"), "rowHidden"),
        await one(s.getRange("A2:A4"), "rowHidden"),
        await one(s.getRange("A4"), "rowHidden"),
      ];
    },
    [true, null, false],
  ],
  [
    "copying moves relative references",
    "range copyfrom",
    async (s) => {
      s.getRange("D2").copyFrom("C2");
      return one(s.getRange("D2"), "formulas");
    },
    [["=C2*2"]],
  ],
  // Formats
  [
    "a fill's colour, by code or HTML name",
    "rangefill color",
    async (s) => {
      s.getRange("A1").format.fill.color = "orange";
      return one(s.getRange("A1").format.fill, "color");
    },
    "#FFA500",
  ],
  [
    "a wrong colour is refused",
    ERRORS,
    async (s, c) => {
      s.getRange("A1").format.fill.color = "no colour";
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "formats that differ read as null",
    NULL_INPUT,
    async (s) => {
      s.getRange("A1").format.font.bold = true;
      return one(s.getRange("A1:B1").format.font, "bold");
    },
    null,
  ],
  [
    "column widths that differ read as null",
    "rangeformat columnwidth",
    async (s) => {
      s.getRange("A1").format.columnWidth = 100;
      return [await one(s.getRange("A1").format, "columnWidth"), await one(s.getRange("A1:B1").format, "columnWidth")];
    },
    [100, null],
  ],
  [
    "a border has a style, a weight and a colour",
    "rangeborder style",
    async (s) => {
      const b = s.getRange("A1:B2").format.borders.getItem("EdgeBottom");
      b.style = "Continuous";
      b.weight = "Medium";
      b.color = "#0000FF";
      return read(b, "style", "weight", "color");
    },
    ["Continuous", "Medium", "#0000FF"],
  ],
  [
    "an unknown alignment is refused",
    "rangeformat horizontalalignment",
    async (s, c) => {
      s.getRange("A1").format.horizontalAlignment = "Middle" as never;
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  // Worksheets
  [
    "a sheet is added at the end, not activated",
    "worksheetcollection add",
    async (s, c) => {
      const added = c.workbook.worksheets.add("Last");
      const active = c.workbook.worksheets.getActiveWorksheet();
      return [await one(added, "position"), await one(active, "name")];
    },
    [1, "Sheet1"],
  ],
  [
    "Excel names a sheet without name",
    "worksheetcollection add",
    (_, c) => one(c.workbook.worksheets.add(), "name"),
    "Sheet2",
  ],
  [
    "a sheet's name is unique, in any case",
    "worksheetcollection add",
    async (_, c) => {
      c.workbook.worksheets.add("SHEET1");
      return c.sync();
    },
    fails("ItemAlreadyExists"),
  ],
  [
    "a sheet's name has fewer than 32 characters",
    "worksheet name",
    async (s, c) => {
      s.name = "x".repeat(32);
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "a sheet is found by its id",
    "worksheetcollection getitem",
    async (s, c) => {
      const id = await one(s, "id");
      return one(c.workbook.worksheets.getItem(id), "name");
    },
    "Sheet1",
  ],
  [
    "an unknown sheet: ItemNotFound",
    "worksheetcollection getitem",
    async (_, c) => {
      c.workbook.worksheets.getItem("None");
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  ["or a null object", NULL_OBJECTS, (_, c) => isNull(c.workbook.worksheets.getItemOrNullObject("None")), true],
  [
    "a very hidden sheet can't be deleted",
    "worksheet delete",
    async (_, c) => {
      const s = c.workbook.worksheets.add();
      s.visibility = "VeryHidden";
      s.delete();
      return c.sync();
    },
    fails("InvalidOperation"),
  ],
  [
    "after the last sheet there is none",
    "worksheet getnext",
    async (s, c) => {
      s.getNext();
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "a renamed sheet is renamed in formulas",
    "worksheet name",
    async (s, c) => {
      const other = c.workbook.worksheets.add("Other");
      other.getRange("A1").formulas = [["=Sheet1!B2"]];
      await c.sync();
      s.name = "Renamed";
      return read(other.getRange("A1"), "formulas", "values");
    },
    [[["=Renamed!B2"]], [[480]]],
  ],
  [
    "a tab has a colour, or none",
    "worksheet tabcolor",
    async (s) => {
      const before = await one(s, "tabColor");
      s.tabColor = "#ff9900";
      return [before, await one(s, "tabColor")];
    },
    ["", "#FF9900"],
  ],
  [
    "frozen panes have a location",
    "worksheetfreezepanes getlocationornullobject",
    async (s) => {
      s.freezePanes.freezeAt(s.getRange("A1:B1"));
      return address(s.freezePanes.getLocationOrNullObject());
    },
    "Sheet1!A1:B1",
  ],
  [
    "none frozen: a null object",
    "worksheetfreezepanes getlocationornullobject",
    async (s) => {
      s.freezePanes.freezeRows(1);
      s.freezePanes.unfreeze();
      return isNull(s.freezePanes.getLocationOrNullObject());
    },
    true,
  ],
  [
    "a sheet is printed upright at its own scale until it is told otherwise",
    "pagelayout zoom",
    async (s) => [await one(s.pageLayout, "orientation"), await one(s.pageLayout, "zoom")],
    ["Portrait", { horizontalFitToPages: null, verticalFitToPages: null, scale: 100 }],
  ],
  [
    "a sheet that is fitted to a page's width has no scale of its own",
    "pagelayout zoom",
    async (s) => {
      s.pageLayout.orientation = "Landscape";
      s.pageLayout.zoom = { horizontalFitToPages: 1 };
      return [await one(s.pageLayout, "orientation"), await one(s.pageLayout, "zoom")];
    },
    ["Landscape", { horizontalFitToPages: 1, verticalFitToPages: null, scale: null }],
  ],
  [
    "a scale is from 10 to 400 per cent",
    "pagelayoutzoomoptions scale",
    async (s, c) => {
      s.pageLayout.zoom = { scale: 401 };
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "a protected sheet refuses to be written",
    ERRORS,
    async (s, c) => {
      s.protection.protect();
      s.getRange("A1").values = [[1]];
      return c.sync();
    },
    fails("AccessDenied"),
  ],
  [
    "a sheet can't be protected twice",
    "worksheetprotection protect",
    async (s, c) => {
      s.protection.protect();
      s.protection.protect();
      return c.sync();
    },
    fails("AccessDenied"),
  ],
  // Tables
  [
    "a table's body, header and range",
    "table getdatabodyrange",
    async (s) => {
      const t = s.tables.add("A1:C4", true);
      return [await address(t.getDataBodyRange()), await address(t.getHeaderRowRange()), await address(t.getRange())];
    },
    ["Sheet1!A2:C4", "Sheet1!A1:C1", "Sheet1!A1:C4"],
  ],
  [
    "without headers they are put above the data",
    "tablecollection add",
    async (s) => {
      const t = s.tables.add("A2:B4", false);
      return [await address(t.getRange()), await values(t.getHeaderRowRange())];
    },
    ["Sheet1!A2:B5", [["Column1", "Column2"]]],
  ],
  [
    "tables can't overlap",
    "tablecollection add",
    async (s, c) => {
      s.tables.add("A1:B4", true);
      s.tables.add("B2:C4", true);
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "a table is found by name or id, in the workbook as on its sheet",
    "tablecollection getitem",
    async (s, c) => {
      const t = s.tables.add("A1:C4", true);
      t.name = "Sizes";
      const id = await one(t, "id");
      return [
        (await one(c.workbook.tables.getItem("sizes"), "id")) === id,
        await one(c.workbook.tables.getItem(id), "name"),
      ];
    },
    [true, "Sizes"],
  ],
  [
    "an unknown table: ItemNotFound",
    "tablecollection getitem",
    async (_, c) => {
      c.workbook.tables.getItem("None");
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "a table's id stays when it is renamed",
    "table id",
    async (s) => {
      const t = s.tables.add("A1:C4", true);
      const id = await one(t, "id");
      t.name = "Other";
      return (await one(t, "id")) === id;
    },
    true,
  ],
  [
    "rows are added at the end",
    "tablerowcollection add",
    async (s) => {
      const t = s.tables.add("A1:B4", true);
      t.rows.add(undefined, [
        [2031, 1],
        [2032, 2],
      ]);
      return [await address(t.getRange()), await values(t.getDataBodyRange().getLastRow())];
    },
    ["Sheet1!A1:B6", [[2032, 2]]],
  ],
  [
    "rows of another width are refused",
    ERRORS,
    async (s, c) => {
      s.tables.add("A1:B4", true).rows.add(undefined, [[1, 2, 3]]);
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "a column has a header and a place",
    "tablecolumncollection getitem",
    async (s) => {
      const column = s.tables.add("A1:C4", true).columns.getItem("Size");
      return [await one(column, "index"), await values(column.getDataBodyRange())];
    },
    [1, [[480], [814.4], [1800]]],
  ],
  [
    "an unknown column: a null object",
    "tablecolumncollection getitemornullobject",
    (s) => isNull(s.tables.add("A1:C4", true).columns.getItemOrNullObject("None")),
    true,
  ],
  [
    "resizing keeps the header's row",
    "table resize",
    async (s) => {
      const t = s.tables.add("A1:B3", true);
      t.resize("A1:C4");
      return address(t.getRange());
    },
    "Sheet1!A1:C4",
  ],
  [
    "colours are given in hexadecimal or by HTML's names, and read in hexadecimal; others are refused",
    "rangefill color",
    async (s, c) => {
      const cell = s.getRange("A1");
      cell.format.fill.color = "LightGoldenRodYellow";
      cell.format.font.color = "tomato";
      cell.load("format/fill/color,format/font/color");
      await c.sync();
      const shown = [cell.format.fill.color, cell.format.font.color];
      cell.format.fill.color = "no colour";
      const refused = await c.sync().catch((reason: { code: string }) => reason.code);
      return [...shown, refused];
    },
    ["#FAFAD2", "#FF6347", "InvalidArgument"],
  ],
  [
    "a formula keeps its spaces",
    "range formulas",
    async (s) => {
      const range = s.getRange("E1:E2");
      range.formulas = [["= SUM( B2 , B3 ) + 1"], ['=IF(B2 > 3, "a  b", 2)']];
      return one(range, "formulas");
    },
    [["= SUM( B2 , B3 ) + 1"], ['=IF(B2 > 3, "a  b", 2)']],
  ],
  [
    "a number is rounded half away from zero where it is shown, and its value stays",
    "https://support.microsoft.com/office/number-format-codes-5026bbd6-04bc-48cd-bf33-80f18b4eae68",
    async (s) => {
      const range = s.getRange("E1:E3");
      range.numberFormat = [["#,##0.00"], ["0.00"], ["General"]];
      range.values = [[2187.325], [1.005], [2187.325]];
      return read(range, "text", "values");
    },
    [
      [["2,187.33"], ["1.01"], ["2187.325"]],
      [[2187.325], [1.005], [2187.325]],
    ],
  ],
  [
    "the active cell is the first of what is selected",
    "workbook getactivecell",
    async (s, c) => {
      s.activate();
      s.getRange("C3:D4").select();
      return address(c.workbook.getActiveCell());
    },
    "Sheet1!C3",
  ],
  [
    "custom XML has to be well formed",
    "customxmlpartcollection add",
    async (_, c) => {
      c.workbook.customXmlParts.add("<a><b></a>");
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "a table converted is a range with its values",
    "table converttorange",
    async (s, c) => {
      const range = s.tables.add("A1:B4", true).convertToRange();
      range.load("address");
      s.tables.load("count");
      await c.sync();
      return [range.address, s.tables.count];
    },
    ["Sheet1!A1:B4", 0],
  ],
  [
    "a total row can be shown",
    "table showtotals",
    async (s) => {
      const t = s.tables.add("A1:B4", true);
      t.showTotals = true;
      return address(t.getTotalRowRange());
    },
    "Sheet1!A5:B5",
  ],
  [
    "a total row says so and sums its last column",
    "https://support.microsoft.com/office/total-the-data-in-an-excel-table-6944378f-a222-4449-93d8-474386b11f20",
    async (s) => {
      const t = s.tables.add("A1:B4", true);
      t.name = "Totalled";
      t.showTotals = true;
      const [formulas, totals] = await read(t.getTotalRowRange(), "formulas", "values");
      return [formulas, totals];
    },
    [[["Total", "=SUBTOTAL(109,[Size])"]], [["Total", 480 + 814.4 + 1800]]],
  ],
  [
    "the first rows of a table without data take its blank row",
    "tablerowcollection add",
    async (s) => {
      const t = s.tables.add("E1:F1", true);
      t.rows.add(undefined, [
        [1, 2],
        [3, 4],
      ]);
      const first = await address(t.getRange());
      t.rows.add(undefined, [[5, 6]]);
      return [first, await address(t.getRange())];
    },
    ["Sheet1!E1:F3", "Sheet1!E1:F4"],
  ],
  [
    "rows added to a table move what a script holds below it",
    "tablerowcollection add",
    async (s, c) => {
      const t = s.tables.add("E1:F2", true);
      const below = s.getRange("E4");
      below.values = [["below"]];
      c.trackedObjects.add(below);
      await c.sync();
      t.rows.add(undefined, [
        [1, 2],
        [3, 4],
      ]);
      return [await address(below), await values(below)];
    },
    ["Sheet1!E6", [["below"]]],
  ],
  [
    "references to a table are read in any case, and shown in the table's own, short within it",
    "https://support.microsoft.com/office/using-structured-references-with-excel-tables-f5ed2452-2337-4f71-bed3-c8ae6d2b276e",
    async (s, c) => {
      s.tables.add("A1:C4", true).name = "Heights";
      // With something in it, the column isn't filled.
      s.getRange("C2:C4").values = [[0], [0], [0]];
      s.getRange("C2:C4").formulas = [["=[@SIZE]*3"], ["=heights[[#This Row],[size]]*3"], ["=SUM([size])"]];
      s.getRange("E2").formulas = [["=heights[@size]"]];
      await c.sync();
      const inside = s.getRange("C2:C4");
      const outside = s.getRange("E2");
      return [
        await one(inside, "formulas"),
        await values(inside),
        await one(outside, "formulas"),
        await values(outside),
      ];
    },
    [
      [["=[@Size]*3"], ["=[@Size]*3"], ["=SUM([Size])"]],
      [[1440], [814.4 * 3], [480 + 814.4 + 1800]],
      [["=Heights[@Size]"]],
      [[480]],
    ],
  ],
  [
    "a style that doesn't exist is refused",
    "table style",
    async (s, c) => {
      s.tables.add("A1:B4", true).style = "TableStyleNone1";
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "a formula can name a table's column",
    "https://support.microsoft.com/office/f5ed2452-2337-4f71-bed3-c8ae6d2b276e",
    async (s, c) => {
      s.tables.add("A1:B4", true).name = "Sizes";
      await c.sync();
      s.getRange("E1").formulas = [["=SUM(Sizes[Size])"]];
      return values(s.getRange("E1"));
    },
    [[3094.4]],
  ],
  // Names
  [
    "a name's formula starts with an equal sign",
    "nameditem formula",
    async (s, c) => one(c.workbook.names.add("Sizes", s.getRange("B2:B4")), "formula"),
    "=Sheet1!$B$2:$B$4",
  ],
  [
    "a name's type, value and scope",
    "nameditem type",
    async (s, c) => read(c.workbook.names.add("Sizes", s.getRange("B2:B4")), "type", "value", "scope"),
    ["Range", "Sheet1!$B$2:$B$4", "Workbook"],
  ],
  [
    "a formula can use a name",
    "nameditem getrange",
    async (s, c) => {
      c.workbook.names.add("Sizes", s.getRange("B2:B4"));
      await c.sync();
      s.getRange("E1").formulas = [["=SUM(Sizes)"]];
      return values(s.getRange("E1"));
    },
    [[3094.4]],
  ],
  [
    "a constant's name has no range",
    "nameditem getrangeornullobject",
    async (_, c) => isNull(c.workbook.names.add("Rate", "=0.05").getRangeOrNullObject()),
    true,
  ],
  [
    "getRange of it is an error",
    "nameditem getrange",
    async (_, c) => {
      c.workbook.names.add("Rate", "=0.05").getRange();
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "a name is given once",
    ERRORS,
    async (_, c) => {
      c.workbook.names.add("Rate", "=1");
      c.workbook.names.add("rate", "=2");
      return c.sync();
    },
    fails("ItemAlreadyExists"),
  ],
  [
    "an unknown name: a null object",
    "nameditemcollection getitemornullobject",
    (_, c) => isNull(c.workbook.names.getItemOrNullObject("None")),
    true,
  ],
  // Settings, custom XML
  [
    "a setting is set or added",
    "settingcollection add",
    async (_, c) => {
      c.workbook.settings.add("key", 1);
      c.workbook.settings.add("key", { deep: [true] });
      return one(c.workbook.settings.getItem("key"), "value");
    },
    { deep: [true] },
  ],
  [
    "an unknown setting: a null object",
    "settingcollection getitemornullobject",
    (_, c) => isNull(c.workbook.settings.getItemOrNullObject("None")),
    true,
  ],
  [
    "an XML part is found by its namespace",
    "customxmlpartcollection getbynamespace",
    async (_, c) => {
      c.workbook.customXmlParts.add('<a xmlns="urn:test"><b/></a>');
      const xml = c.workbook.customXmlParts.getByNamespace("urn:test").getOnlyItem().getXml();
      await c.sync();
      return xml.value;
    },
    '<a xmlns="urn:test"><b/></a>',
  ],
  [
    "two parts: not the only one",
    "customxmlpartscopedcollection getonlyitem",
    async (_, c) => {
      const parts = c.workbook.customXmlParts;
      parts.add('<a xmlns="urn:test"/>');
      parts.add('<a xmlns="urn:test"/>');
      parts.getByNamespace("urn:test").getOnlyItem();
      return c.sync();
    },
    fails("ItemNotFound"),
  ],
  [
    "none: a null object",
    "customxmlpartscopedcollection getonlyitemornullobject",
    (_, c) => isNull(c.workbook.customXmlParts.getByNamespace("urn:none").getOnlyItemOrNullObject()),
    true,
  ],
  [
    "a text that isn't XML is refused",
    "customxmlpartcollection add",
    async (_, c) => {
      c.workbook.customXmlParts.add("no xml");
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  // Charts, comments
  [
    "columns or rows are a chart's series",
    "chartcollection add",
    async (s, c) => {
      const columns = s.charts.add("Line", s.getRange("B2:C4"), "Columns").series.getCount();
      const rows = s.charts.add("Line", s.getRange("B2:C4"), "Rows").series.getCount();
      await c.sync();
      return [columns.value, rows.value];
    },
    [2, 3],
  ],
  [
    "a series tells what cells it shows",
    "chartseries getdimensiondatasourcestring",
    async (s, c) => {
      const series = s.charts.add("Line", s.getRange("A1:C4"), "Columns").series.getItemAt(1);
      const [values, categories] = (["Values", "Categories"] as const).map((one) =>
        series.getDimensionDataSourceString(one),
      );
      await c.sync();
      return [values!.value, categories!.value];
    },
    ["Sheet1!$B$2:$B$4", ""],
  ],
  [
    "a line chart's series has no bubbles",
    "chartseries getdimensiondatasourcestring",
    async (s, c) => {
      s.charts
        .add("Line", s.getRange("B1:C4"), "Columns")
        .series.getItemAt(0)
        .getDimensionDataSourceString("BubbleSizes");
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "an unknown kind of chart is refused",
    "chartcollection add",
    async (s, c) => {
      s.charts.add("Cake" as never, s.getRange("A1:B4"));
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  [
    "an unknown chart: a null object",
    "chartcollection getitemornullobject",
    (s) => isNull(s.charts.getItemOrNullObject("None")),
    true,
  ],
  [
    "a comment stands at a cell",
    "commentcollection getitembycell",
    async (s, c) => {
      c.workbook.comments.add("Sheet1!B2", "Where from?");
      return one(c.workbook.comments.getItemByCell("Sheet1!B2"), "content");
    },
    "Where from?",
  ],
  [
    "a comment on several cells is refused",
    "commentcollection add",
    async (_, c) => {
      c.workbook.comments.add("Sheet1!B2:B3", "x");
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
  // Calculation
  [
    "in manual mode formulas wait to be calculated",
    "application calculationmode",
    async (s, c) => {
      c.workbook.application.calculationMode = "Manual";
      s.getRange("B2").values = [[1]];
      const before = await values(s.getRange("C2"));
      c.workbook.application.calculate("Recalculate");
      const after = await values(s.getRange("C2"));
      c.workbook.application.calculationMode = "Automatic";
      await c.sync();
      return [before, after];
    },
    [[[960]], [[2]]],
  ],
  [
    "calculation suspended goes on after the sync",
    "application suspendapicalculationuntilnextsync",
    async (s, c) => {
      c.workbook.application.suspendApiCalculationUntilNextSync();
      s.getRange("B2").values = [[1]];
      const before = await values(s.getRange("C2"));
      return [before, await values(s.getRange("C2"))];
    },
    [[[960]], [[2]]],
  ],
  [
    "an unknown calculation mode is refused",
    "application calculationmode",
    async (_, c) => {
      c.workbook.application.calculationMode = "Never" as never;
      return c.sync();
    },
    fails("InvalidArgument"),
  ],
];

describe("as documented", () => {
  let excel: ExcelInstance;
  beforeAll(async () => {
    excel = await openExcel({ requirements: { ...REQUIRED, ExcelApi: "1.15" } });
  });
  afterAll(() => excel.dispose());

  for (const [what, source, script, outcome] of CASES) {
    const page = source.startsWith("https:") ? source : `${REFERENCE}${source.replace(" ", "#")}`;
    test(`${what} (${page})`, async () => {
      // Each script gets a workbook as new: one sheet with the data, nothing else.
      const attempt = excel.run(async (context) => script(await fresh(context), context));
      if (outcome instanceof Fails) await expect(attempt).rejects.toMatchObject({ code: outcome.code });
      else expect(JSON.parse(JSON.stringify(await attempt)) as unknown).toEqual(outcome);
    });
  }

  test("are sixty scripts at least, each with a page of Microsoft's", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
  });
});

async function fresh(context: Excel.RequestContext): Promise<Excel.Worksheet> {
  const { workbook } = context;
  const { worksheets, names, settings, customXmlParts } = workbook;
  worksheets.load("items/id,items/visibility");
  names.load("items/name");
  settings.load("items/key");
  customXmlParts.load("items/id");
  await context.sync();
  names.items.forEach((each) => each.delete());
  settings.items.forEach((each) => each.delete());
  customXmlParts.items.forEach((each) => each.delete());
  const sheet = worksheets.add("A new sheet");
  for (const each of worksheets.items) {
    each.visibility = "Visible";
    each.delete();
  }
  sheet.name = "Sheet1";
  sheet.activate();
  sheet.getRange("A1:C4").formulas = DATA;
  await context.sync();
  return sheet;
}
