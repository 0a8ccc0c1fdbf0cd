import { makeStyles, tokens } from "@fluentui/react-components";
import type { DocumentedFormula } from "../../../functions/formulas";
import { formatPlain } from "../../amounts";
import { useLayout } from "../../components/layout";
import { useLanguage, useTexts } from "../../language";
import type { Shown, ShownCell } from "./evaluate";
import { texts } from "./texts";
import type { FormulaValue } from "./value";

const MOST_ROWS = 8;

const useStyles = makeStyles({
  scroller: { overflowX: "auto" },
  table: { borderCollapse: "collapse", width: "100%", fontVariantNumeric: "tabular-nums" },
  cell: { padding: `2px ${tokens.spacingHorizontalXS}`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { textAlign: "left" },
  value: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontVariantNumeric: "tabular-nums" },
  error: { color: tokens.colorStatusDangerForeground1 },
});

interface Props {
  readonly formula: DocumentedFormula;
  readonly value: FormulaValue;
}

/** The value as it will be in the cell. */
export function ValuePreview({ formula, value }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const shown = typeof value === "string" ? value : value.shown;
  const single = typeof shown === "object" && shown.length === 1 && shown[0]?.length === 1 ? shown[0][0] : undefined;
  return (
    <section className={layout.section} aria-label={say("value")}>
      <h3 className={layout.heading}>{say("value")}</h3>
      <div aria-live="polite">
        {typeof shown === "string" ? (
          <p className={layout.hint}>{say(shown === "incomplete" ? "fillIn" : "unknownYet")}</p>
        ) : single !== undefined ? (
          <SingleValue cell={single} />
        ) : (
          <Preview rows={shown} headed={formula.result === "table"} />
        )}
      </div>
      <p className={layout.hint}>{formula.help.gives[language]}</p>
    </section>
  );
}

function SingleValue({ cell }: { readonly cell: ShownCell }) {
  const styles = useStyles();
  const language = useLanguage();
  if (typeof cell !== "object") return <div className={styles.value}>{cellText(cell, language)}</div>;
  return (
    <div className={styles.error}>
      <div className={styles.value}>{cell.error}</div>
      {cell.message}
    </div>
  );
}

/** `headed`: whether the first row is a table's header. */
function Preview({ rows, headed }: { readonly rows: Shown; readonly headed: boolean }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const size = say("rows", { rows: rows.length, columns: rows[0]?.length ?? 0 });
  const head = headed ? rows[0] : undefined;
  const body = headed ? rows.slice(1) : rows;
  return (
    <>
      <div className={styles.scroller} tabIndex={0} role="group" aria-label={size}>
        <table className={styles.table}>
          {head && (
            <thead>
              <tr>
                {head.map((cell, index) => (
                  <th
                    key={index}
                    scope="col"
                    className={`${styles.cell} ${body.some((row) => numeric(row[index])) ? layout.number : styles.text}`}
                  >
                    {plainText(cell, language)}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {body.slice(0, MOST_ROWS).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column} className={`${styles.cell} ${numeric(cell) ? layout.number : ""}`}>
                    {cellText(cell, language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {body.length > MOST_ROWS && <p className={layout.hint}>{say("more", { count: body.length - MOST_ROWS })}</p>}
    </>
  );
}

const numeric = (cell: ShownCell | undefined): boolean => typeof cell === "number";

/** Headers may be years, which aren't grouped. */
const plainText = (cell: ShownCell, language: "en" | "zh"): string =>
  typeof cell === "number" ? String(cell) : cellText(cell, language);

function cellText(cell: ShownCell, language: "en" | "zh"): string {
  if (typeof cell === "object") return cell.error;
  if (typeof cell === "number") return formatPlain(cell, language);
  return typeof cell === "boolean" ? String(cell).toUpperCase() : cell;
}
