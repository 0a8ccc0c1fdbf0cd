/** The Checks sheet: whether the model and the other sheets hold, and what the report claims against its own figures. */
import { fill } from "../../functions/fill";
import type { Model, Verdict } from "../../model";
import type { Report } from "../../report/types";
import { apart, canvas, formula, FORMATS, number, referrer, spilled, text, type Cell } from "../../excel/plans/cells";
import { stacked } from "./blocks";
import { TEXT, VERDICT_TEXT } from "./texts";
import type { SheetKind } from "../types";
import { planMarket } from "./market";
import { planSegments, splitRows } from "./segments";
import { FIRST_YEAR, heading, HEADING, nameOf, NO_CHART, type Setting, type SheetPlan } from "./shared";
import { planSources } from "./sources";

const VERDICTS = Object.keys(VERDICT_TEXT) as Verdict[];

/** Of a claim, as the audit spills it: claim, section, three numbers, verdict, how. */
const LOOKS = ["label", "label", "formula", "formula", "formula", "label", "label"] as const;
const VERDICT_COLUMN = 5;

/** Of a claim in per cent, in the claim's unit. */
const PERCENT = "0.0#%";

interface CheckRow {
  readonly key: string;
  readonly label: string;
  /** How much is wrong, a number. */
  readonly wrong: Cell;
  readonly allowed: number;
}

/** What a report claims, and where it is spilled. */
interface Audit {
  /** Of its header. */
  readonly table: number;
  readonly claims: ReturnType<Model["audit"]>;
  /** Named above it where it isn't the main one. */
  readonly report: Report | null;
  /** The argument of AUDIT. */
  readonly section: string;
}

/** The main report's, and below it those of the others. */
function auditsFrom(row: number, { model, others = [] }: Setting): readonly Audit[] {
  const main: Audit = { table: row, claims: model.audit(null), report: null, section: "" };
  return others.reduce<readonly Audit[]>(
    (before, { report, audit }) => {
      const { table, claims } = before.at(-1)!;
      const own = audit(null);
      const next = table + (claims.length === 0 ? 0 : claims.length + 1) + 2;
      return own.length === 0 ? before : [...before, { table: next, claims: own, report, section: `"${report.id}:"` }];
    },
    [main],
  );
}

export function planChecks(setting: Setting): SheetPlan {
  const { model, language } = setting;
  const sheet = canvas();
  const at = referrer(sheet);
  heading(sheet, setting, "checks");
  const checks = checkRows(setting);
  const first = 7;
  const holds = at.range(first, 3, checks.length, 1, "both");
  sheet.put(3, 0, text(TEXT.ownChecks[language], "heading"));
  sheet.row(4, 0, [
    text(TEXT.allChecks[language], "total"),
    null,
    null,
    formula(`AND(${holds})`, FORMATS.general, "check"),
  ]);
  sheet.row(
    first - 1,
    0,
    [TEXT.check, TEXT.value, TEXT.allowed, TEXT.holds].map((title) =>
      text(title[language], title === TEXT.check ? "header" : "number-header"),
    ),
  );
  checks.forEach(({ label, wrong, allowed }, index) => {
    const row = first + index;
    const test = `IFERROR(${at.cell(row, 1)}<=${at.cell(row, 2)},FALSE)`;
    sheet.row(row, 0, [text(label), wrong, number(allowed, "General"), formula(test, FORMATS.general, "check")]);
  });

  const audit = first + checks.length + 1;
  const audits = auditsFrom(audit + VERDICTS.length + 4, setting);
  sheet.row(audit, 0, [text(TEXT.audit[language], "heading"), text(TEXT.auditNote[language], "note")]);
  sheet.row(audit + 1, 0, [text(TEXT.verdict[language], "header"), text(TEXT.claims[language], "number-header")]);
  VERDICTS.forEach((verdict, index) => {
    const row = audit + 2 + index;
    const counts = audits.map(({ table, claims }) => {
      // In all that spills: a column that comes in between shifts a reference to one of them, but not what spills.
      return `COUNTIF(${at.range(table + 1, 0, Math.max(1, claims.length), LOOKS.length)},${at.cell(row, 0)})`;
    });
    const count = formula(counts.join("+"), "0");
    sheet.row(row, 0, [text(verdict, "input"), count, apart(text(VERDICT_TEXT[verdict][language], "note"))]);
  });
  for (const { table, claims, report, section } of audits) {
    if (report) sheet.put(table - 1, 0, text(report.title[language], "heading"));
    if (claims.length === 0) continue;
    const formatOf = (row: number): string =>
      claims[row - table - 1]?.stated.unit === "%" ? PERCENT : FORMATS.decimal;
    for (let row = table; row <= table + claims.length; row++) {
      sheet.row(
        row,
        0,
        LOOKS.map((style, column) => {
          const header = style === "formula" ? "number-header" : "header";
          // Its left neighbour is a number.
          const place = column === VERDICT_COLUMN ? apart : (cell: Cell): Cell => cell;
          return place(spilled(style === "formula" ? formatOf(row) : FORMATS.general, row === table ? header : style));
        }),
      );
    }
    sheet.put(table, 0, formula(`MARKET.AUDIT(${section})`, FORMATS.general, "header"));
  }

  const cells = sheet.finish();
  return {
    kind: "checks",
    name: nameOf("checks", setting),
    cells,
    blocks: stacked(cells, [
      HEADING,
      { key: "checks", row: 3, rows: ["heading", "all", "~", "header", ...checks.map(({ key }) => key)], columns: [] },
      { key: "audit", row: audit, rows: ["heading", "header", ...VERDICTS], columns: [] },
      ...audits.flatMap(({ table, claims, report }) => {
        if (claims.length === 0) return [];
        const lines = ["header", ...claims.map((_, at) => `#${at}`)];
        return report
          ? [{ key: `claims:${report.id}`, row: table - 1, rows: ["heading", ...lines], columns: [] }]
          : [{ key: "claims", row: table, rows: lines, columns: [] }];
      }),
    ]),
    widths: [66, 14, 14, 14, 14, 20, 90],
    freeze: { rows: 3, columns: 1 },
    print: { titleRows: 2, breaks: audits[0]!.claims.length > 0 ? [audits[0]!.table] : [] },
    tables: [],
    charts: NO_CHART,
  };

  function checkRows({ names }: Setting): readonly CheckRow[] {
    const errors = (kind: SheetKind, plan: (setting: Setting) => SheetPlan): readonly CheckRow[] => {
      const name = names[kind];
      if (name === undefined) return [];
      const { cells } = plan({ ...setting, names });
      const area = referrer(canvas(), name).range(0, 0, cells.length, cells[0]?.length ?? 1);
      const count = formula(`SUMPRODUCT(--ISERROR(${area}))`, "0", "link");
      return [{ key: `errors:${kind}`, label: fill(TEXT.errorsOn, { name }, language), wrong: count, allowed: 0 }];
    };
    const segments = names.segments;
    const sums = segments === undefined ? [] : splitSums(segments);
    return [
      { key: "model", label: TEXT.modelCheck[language], wrong: formula("N(NOT(MARKET.CHECK()))", "0"), allowed: 0 },
      ...sums,
      ...errors("market", planMarket),
      ...errors("segments", planSegments),
      ...errors("sources", planSources),
    ];
  }

  function splitSums(segments: string): readonly CheckRow[] {
    return splitRows(model).flatMap(({ split, difference, years }): CheckRow[] => {
      if (difference === null || years.length === 0) return [];
      const area = referrer(canvas(), segments).range(difference, FIRST_YEAR, 1, years.length);
      return [
        {
          key: `sum:${split.id}`,
          label: fill(TEXT.partsSum, { name: split.name }, language),
          wrong: formula(`SUMSQ(${area})`, "0.0E+00", "link"),
          allowed: 1e-9,
        },
      ];
    });
  }
}
