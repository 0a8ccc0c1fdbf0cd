import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { DocumentedFormula } from "../../../functions/formulas";
import { formulaText, type ErrorCode, type Example } from "../../../functions/help";
import { useLayout } from "../../components/layout";
import { useLanguage, useTexts } from "../../language";
import { texts } from "./texts";

const useStyles = makeStyles({
  example: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    gap: `0 ${tokens.spacingHorizontalS}`,
    alignItems: "center",
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  list: { margin: 0, display: "grid", gap: tokens.spacingVerticalXS },
  term: { fontWeight: tokens.fontWeightSemibold },
  meaning: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const MEANING = {
  "#VALUE!": "errorValue",
  "#N/A": "errorMissing",
  "#NUM!": "errorNumber",
} as const satisfies Record<ErrorCode, keyof typeof texts>;

interface Props {
  readonly formula: DocumentedFormula;
  /** Absent outside Excel. */
  readonly onInsert?: ((example: Example) => void) | undefined;
}

/** Examples to insert, with what they give, and the errors there can be. */
export function Help({ formula, onInsert }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { examples, errors } = formula.help;
  return (
    <section className={layout.section} aria-label={say("help")}>
      <h3 className={layout.heading}>{say("examples")}</h3>
      <ul className={layout.plainList}>
        {examples.map((example) => {
          const text = formulaText(formula.id, example.arguments);
          return (
            <li key={text} className={styles.example}>
              <div>
                <div className={layout.code}>{text}</div>
                <div className={layout.hint}>
                  {example.note[language]} → <ExampleResult example={example} />
                </div>
              </div>
              {onInsert && (
                <Button
                  size="small"
                  aria-label={say("insertExample", { formula: text })}
                  onClick={() => onInsert(example)}
                >
                  {say("insertShort")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {errors.length > 0 && (
        <>
          <h3 className={layout.heading}>{say("errors")}</h3>
          <dl className={styles.list}>
            {errors.map((code) => (
              <div key={code}>
                <dt className={styles.term}>{code}</dt>
                <dd className={styles.meaning}>{say(MEANING[code])}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function ExampleResult({ example: { gives } }: { readonly example: Example }) {
  const say = useTexts(texts);
  if (Array.isArray(gives)) return say("tableOf", { rows: gives[0], columns: gives[1] });
  if (typeof gives === "object") return "error" in gives ? gives.error : null;
  return typeof gives === "boolean" ? String(gives).toUpperCase() : String(gives);
}
