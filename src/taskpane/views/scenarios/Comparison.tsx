import { makeStyles, tokens } from "@fluentui/react-components";
import { isFault } from "../../../model";
import type { Model, ScenarioView } from "../../../model/types";
import { unitName } from "../../../report/names";
import { formatFixed, formatNumber } from "../../amounts";
import { useLayout } from "../../components/layout";
import { useModel } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { scaleOf, type Area, type Point } from "./chart";
import { texts } from "./texts";

const area: Area = { width: 300, height: 150, left: 40, right: 18, top: 8, bottom: 20 };

/** Told apart by dashes as well as by colour. */
export const lineStyles = [
  { color: tokens.colorBrandForeground1, dashes: "none" },
  { color: tokens.colorPaletteBlueForeground2, dashes: "6 3" },
  { color: tokens.colorPaletteDarkOrangeForeground1, dashes: "2 3" },
  { color: tokens.colorPaletteBerryForeground1, dashes: "8 3 2 3" },
] as const;

const useStyles = makeStyles({
  chart: { width: "100%", height: "auto", display: "block" },
  grid: { stroke: tokens.colorNeutralStroke2 },
  tick: { fill: tokens.colorNeutralForeground3, fontSize: "10px" },
  line: { fill: "none", strokeWidth: "2" },
  scroller: { overflowX: "auto" },
  // Small, so that four scenarios fit a narrow pane.
  table: { borderCollapse: "collapse", width: "100%", fontSize: tokens.fontSizeBase200 },
  caption: { textAlign: "left", color: tokens.colorNeutralForeground3 },
  cell: {
    padding: `2px ${tokens.spacingHorizontalXS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightRegular,
  },
  rowHead: { textAlign: "left", fontVariantNumeric: "tabular-nums" },
  head: { verticalAlign: "bottom", fontWeight: tokens.fontWeightSemibold },
  swatch: { display: "block", marginLeft: "auto" },
});

function pathOf(model: Model, scenario: ScenarioView): readonly Point[] {
  const years = Array.from({ length: scenario.to - scenario.from + 1 }, (_, index) => scenario.from + index);
  return years.flatMap((year) => {
    const size = model.explainSize(scenario, year);
    return isFault(size) ? [] : [{ year, value: size.value, extrapolated: size.basis === "extrapolated" }];
  });
}

/** The years that all have: growth over different ones isn't to be compared. Null where there are not two. */
export function commonYears(lines: readonly (readonly Point[])[]): readonly [number, number] | null {
  const from = Math.max(...lines.map((points) => points[0]?.year ?? Infinity));
  const to = Math.min(...lines.map((points) => points.at(-1)?.year ?? -Infinity));
  return from < to ? [from, to] : null;
}

/** The scenarios' sizes by year, drawn and as a table, and their growth over the years that all have. */
export function Comparison({ scenarios }: { readonly scenarios: readonly ScenarioView[] }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const model = useModel();
  const lines = scenarios.map((scenario) => ({ scenario, points: pathOf(model, scenario) }));
  if (lines.every(({ points }) => points.length === 0)) return <p className={layout.hint}>{say("chooseSome")}</p>;
  const { first, last, ticks, x, y } = scaleOf(
    lines.map(({ points }) => points),
    area,
  );
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const labelled = years.filter((year) => (last - year) % Math.ceil(years.length / 7) === 0);
  const unit = unitName(model.report, model.report.unit, language);
  const names = scenarios.map(({ name }) => name);
  const common = commonYears(lines.map(({ points }) => points));
  return (
    <>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${area.width} ${area.height}`}
        role="img"
        aria-label={say("chart", { unit, names })}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={area.left} x2={area.width - area.right} y1={y(tick)} y2={y(tick)} />
            <text className={styles.tick} x={area.left - 4} y={y(tick) + 3} textAnchor="end">
              {formatNumber(tick, model.report.unit, language)}
            </text>
          </g>
        ))}
        {labelled.map((year) => (
          <text key={year} className={styles.tick} x={x(year)} y={area.height - 6} textAnchor="middle">
            {year}
          </text>
        ))}
        {lines.map(({ scenario, points }, index) => (
          <Line key={scenario.id} points={points.map(({ year, value }) => [x(year), y(value)])} index={index} />
        ))}
      </svg>
      <div className={styles.scroller} role="group" tabIndex={0} aria-label={say("table", { unit })}>
        <table className={styles.table}>
          <caption className={styles.caption}>{say("table", { unit })}</caption>
          <thead>
            <tr>
              <th scope="col" className={`${styles.cell} ${styles.rowHead} ${styles.head}`}>
                {say("year")}
              </th>
              {scenarios.map(({ id, name }, index) => (
                <th key={id} scope="col" className={`${styles.cell} ${styles.head} ${layout.number}`}>
                  <Swatch index={index} className={styles.swatch} />
                  {name[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {years.map((year) => (
              <tr key={year}>
                <th scope="row" className={`${styles.cell} ${styles.rowHead}`}>
                  {year}
                </th>
                {lines.map(({ scenario, points }) => (
                  <td key={scenario.id} className={`${styles.cell} ${layout.number}`}>
                    {sizeIn(points, year, (value) => formatFixed(value, language))}
                  </td>
                ))}
              </tr>
            ))}
            {common && (
              <tr>
                <th scope="row" className={`${styles.cell} ${styles.rowHead}`}>
                  {say("cagr")}
                </th>
                {scenarios.map((scenario) => {
                  const rate = model.cagr(...common, scenario, null);
                  return (
                    <td key={scenario.id} className={`${styles.cell} ${layout.number}`}>
                      {isFault(rate) ? "" : formatNumber(rate, "%", language)}
                    </td>
                  );
                })}
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {lines.some(({ points }) => points.some(({ extrapolated }) => extrapolated)) && (
        <p className={layout.hint}>{say("extrapolated")}</p>
      )}
      <p className={layout.hint}>
        {common ? say("cagrYears", { from: common[0], to: common[1] }) : say("noCommonYears")}
      </p>
    </>
  );
}

const sizeIn = (points: readonly Point[], year: number, show: (value: number) => string): string => {
  const point = points.find((one) => one.year === year);
  return point ? show(point.value) + (point.extrapolated ? "*" : "") : "";
};

function Line({ points, index }: { readonly points: readonly (readonly [number, number])[]; readonly index: number }) {
  const styles = useStyles();
  const { color, dashes } = lineStyles[index % lineStyles.length]!;
  const [only] = points;
  if (points.length === 1 && only) return <circle cx={only[0]} cy={only[1]} r={3} fill={color} />;
  return (
    <polyline
      className={styles.line}
      points={points.map((point) => point.join(",")).join(" ")}
      stroke={color}
      strokeDasharray={dashes}
    />
  );
}

/** A piece of a scenario's line, beside its name. */
export function Swatch({ index, className }: { readonly index: number; readonly className?: string }) {
  const { color, dashes } = lineStyles[index % lineStyles.length]!;
  return (
    <svg className={className} width={24} height={4} aria-hidden>
      <line x1={0} x2={24} y1={2} y2={2} stroke={color} strokeWidth={2} strokeDasharray={dashes} />
    </svg>
  );
}
