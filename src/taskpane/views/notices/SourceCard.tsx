import { makeStyles, tokens } from "@fluentui/react-components";
import { analyses } from "../../../functions/analyses";
import type { Derivation } from "../../../model/types";
import { quoteOf } from "../../../report/evidence/built-in";
import type { Text } from "../../../report/types";
import type { CallSource, CellSource } from "../../../workbook";
import { formatNumber, formatPlain, unitSuffix, withUnit } from "../../amounts";
import { useLayout } from "../../components/layout";
import { useSetting } from "../../context";
import { useLanguage, useTexts, type Language } from "../../language";
import { texts } from "./texts";

const useStyles = makeStyles({
  card: { display: "grid", gap: tokens.spacingVerticalXS },
  quote: { display: "block", overflowWrap: "anywhere", color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** Where the number in a cell comes from: each of its formulas with the values it rests on, and what is done with them. */
export function SourceCard({ source }: { readonly source: CellSource }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { formula, text, state, calls, rests, restsOnMore } = source;
  const sum = arithmetic(source, language);
  return (
    <div className={styles.card}>
      <strong>{text}</strong>
      {state && state !== "live" && <span>{say(state)}</span>}
      <span className={layout.code}>{formula}</span>
      {sum && <span className={layout.code}>{sum}</span>}
      {calls.map((call, index) => (
        <div key={index}>
          {(calls.length > 1 || sum) && (
            <span className={layout.code}>{formula.slice(call.call.start, call.call.end)}</span>
          )}
          {call.derivations.map((derivation, at) => (
            <DerivationLine key={at} derivation={derivation} {...(call.estimates[at] ?? call)} />
          ))}
          {why(call) && <span className={layout.hint}>{why(call)![language]}</span>}
        </div>
      ))}
      {rests.length > 0 && <span>{say("rests")}</span>}
      {rests.map((cell) => (
        <section key={`${cell.sheet}!${cell.address}`} aria-label={`${cell.sheet}!${cell.address}`}>
          {cell.sheet}!{cell.address}
          <SourceCard source={cell} />
        </section>
      ))}
      {restsOnMore && <span className={layout.hint}>{say("restsOnMore")}</span>}
    </div>
  );
}

/** The formula with the values of its calls in their places; null where it is one call and nothing else. */
function arithmetic({ formula, calls, text }: CellSource, language: Language): string | null {
  const outer = calls.filter(
    ({ call }) => !calls.some((other) => other.call.start < call.start && call.end <= other.call.end),
  );
  const [only] = outer;
  if (
    !only ||
    (outer.length === 1 && formula.slice(0, only.call.start).trim() === "=" && only.call.end === formula.length)
  )
    return null;
  let shown = "";
  let end = 0;
  for (const { call, value } of outer) {
    const put = typeof value === "number" ? formatPlain(value, language) : formula.slice(call.start, call.end);
    shown += formula.slice(end, call.start) + put;
    end = call.end;
  }
  return `${shown}${formula.slice(end)} = ${text}`;
}

/** Why there is nothing to show of a call, what the cell shows instead of a value, or what to bear in mind about what is shown. */
const why = ({ refusal, unexplained, note }: CallSource): Text | null => refusal?.message() ?? unexplained ?? note;

interface Line {
  readonly derivation: Derivation;
  /** Which one it is of. */
  readonly report: string | null;
  /** Of a statistic's estimate: whose it is. */
  readonly told?: Text;
}

function DerivationLine({ derivation, report, told }: Line) {
  const language = useLanguage();
  const { main, models } = useSetting();
  const model = models.get(report ?? "") ?? main;
  const styles = useStyles();
  const { value, unit } = derivation;
  // They came with the operation that found the source.
  const found = analyses()
    .derivationFigures(derivation)
    .map((figure) => quoteOf(model.report, figure));
  const quotes = new Set(found.filter((quote) => typeof quote === "string"));
  return (
    <p>
      <strong>{withUnit(formatNumber(value, unit, language), unitSuffix(model.report, unit, language))}</strong>
      {told && ` ${told[language]}`}
      <br />
      {analyses().derivationSource(model, derivation, language)}
      {[...quotes].map((quote) => (
        <span key={quote} className={styles.quote}>
          <q>{quote}</q>
        </span>
      ))}
    </p>
  );
}
