import type { Handle, Kind } from "../kinds.js";
import type { Members, MembersFor } from "../model.js";
import { addInService, appRuntime, appRuntimePersistence, functionService } from "./services.js";
import { axes, axis, axisTitle } from "./charts/axes.js";
import { chartType, legend, title } from "./charts/chart.js";
import { charts } from "./charts/index.js";
import { seriesCollection, seriesFill, seriesFormat, seriesLine, seriesType } from "./charts/series.js";
import { commentReply, comments, commentType, replies } from "./comments.js";
import { border, borders } from "./format/borders.js";
import { fill, font, rangeFormat } from "./format/index.js";
import { namedItem, names } from "./names.js";
import { rangeAreas, rangeCollection } from "./range/areas.js";
import { range } from "./range/index.js";
import { setting, settings } from "./settings.js";
import { worksheets } from "./sheets/index.js";
import { freezePanes } from "./sheets/panes.js";
import { pageBreak, pageBreaks, pageLayout } from "./sheets/printing.js";
import { protection } from "./sheets/protection.js";
import { worksheet } from "./sheets/worksheet.js";
import { column, columns } from "./tables/columns.js";
import { scopedTables, tables } from "./tables/index.js";
import { row, rows } from "./tables/rows.js";
import { tableType } from "./tables/table.js";
import { application, documentProperties, workbook } from "./workbook.js";
import { scopedParts, xmlPart, xmlParts } from "./xml-parts.js";

const MEMBERS: { readonly [K in Kind]: Members<K> } = {
  Workbook: workbook,
  Application: application,
  DocumentProperties: documentProperties,
  WorksheetCollection: worksheets,
  Worksheet: worksheet,
  WorksheetFreezePanes: freezePanes,
  WorksheetProtection: protection,
  PageLayout: pageLayout,
  PageBreakCollection: pageBreaks,
  PageBreak: pageBreak,
  Range: range,
  RangeAreas: rangeAreas,
  RangeCollection: rangeCollection,
  RangeFormat: rangeFormat,
  RangeFill: fill,
  RangeFont: font,
  RangeBorderCollection: borders,
  RangeBorder: border,
  NamedItemCollection: names,
  NamedItem: namedItem,
  SettingCollection: settings,
  Setting: setting,
  CustomXmlPartCollection: xmlParts,
  CustomXmlPartScopedCollection: scopedParts,
  CustomXmlPart: xmlPart,
  CommentCollection: comments,
  Comment: commentType,
  CommentReplyCollection: replies,
  CommentReply: commentReply,
  TableCollection: tables,
  TableScopedCollection: scopedTables,
  Table: tableType,
  TableColumnCollection: columns,
  TableColumn: column,
  TableRowCollection: rows,
  TableRow: row,
  ChartCollection: charts,
  Chart: chartType,
  ChartTitle: title,
  ChartLegend: legend,
  ChartAxes: axes,
  ChartAxis: axis,
  ChartAxisTitle: axisTitle,
  ChartSeriesCollection: seriesCollection,
  ChartSeries: seriesType,
  ChartSeriesFormat: seriesFormat,
  ChartFill: seriesFill,
  ChartLineFormat: seriesLine,
  AddinInternalService: addInService,
  AppRuntimePersistenceService: appRuntimePersistence,
  AppRuntimeService: appRuntime,
  CustomFunctions: functionService,
};

/** The members of an object's kind; a handle's target is what they are made for. */
export const membersOf = ({ kind }: Handle): MembersFor<unknown> => MEMBERS[kind] as MembersFor<unknown>;
