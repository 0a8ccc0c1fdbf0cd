import { makeStyles, tokens } from "@fluentui/react-components";
import { analyses } from "../../../functions/analyses";
import type { Derivation } from "../../../model/types";
import type { Text } from "../../../report/types";
import type { CallSource, CellSource } from "../../../workbook";
import { formatNumber, unitSuffix, withUnit } from "../../amounts";
import { useLayout } from "../../components/layout";
import { useModel } from "../../context";
import { useLanguage } from "../../language";

const useStyles = makeStyles({
  card: { display: "grid", gap: tokens.spacingVerticalXS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** Where the number in a cell comes from: each of its formulas with the values it rests on. */
export function SourceCard({ source }: { readonly source: CellSource }) {
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  return (
    <div className={styles.card}>
      <span className={layout.code}>{source.formula}</span>
      {source.calls.map((call, index) => (
        <div key={index}>
          {call.derivations.map((derivation, at) => (
            <DerivationLine key={at} derivation={derivation} />
          ))}
          {why(call) && <span className={layout.hint}>{why(call)![language]}</span>}
        </div>
      ))}
    </div>
  );
}

/** Why there is nothing to show of a call, or what the cell shows instead of a value. */
const why = ({ refusal, unexplained }: CallSource): Text | null => refusal?.message() ?? unexplained;

function DerivationLine({ derivation }: { readonly derivation: Derivation }) {
  const language = useLanguage();
  const model = useModel();
  const { value, unit } = derivation;
  return (
    <p>
      <strong>{withUnit(formatNumber(value, unit, language), unitSuffix(model.report, unit, language))}</strong>
      <br />
      {analyses().derivationSource(model, derivation, language)}
    </p>
  );
}
