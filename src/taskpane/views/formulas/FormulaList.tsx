import { makeStyles, SearchBox, tokens } from "@fluentui/react-components";
import { useMemo } from "react";
import type { Formula } from "../../../functions/formula";
import type { DocumentedFormula } from "../../../functions/formulas";
import { useLayout } from "../../components/layout";
import { useFormulas } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { searchFormulas } from "./search";
import { texts } from "./texts";

const useStyles = makeStyles({
  search: { maxWidth: "none", width: "100%" },
  item: {
    display: "grid",
    width: "100%",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    textAlign: "left",
    fontFamily: "inherit",
    color: "inherit",
    backgroundColor: "transparent",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  name: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  parameters: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
});

/** `SIZE(year, [scenario], [unit])` without its name. */
const parameterList = ({ parameters }: Formula): string =>
  `(${parameters.map(({ name, optional }) => (optional ? `[${name}]` : name)).join(", ")})`;

interface Props {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onOpen: (formula: DocumentedFormula) => void;
}

export function FormulaList({ query, onQuery, onOpen }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const formulas = useFormulas();
  const found = useMemo(() => searchFormulas(formulas, query), [formulas, query]);
  return (
    <>
      <SearchBox
        className={styles.search}
        aria-label={say("search")}
        placeholder={say("search")}
        value={query}
        onChange={(_, { value }) => onQuery(value)}
      />
      <p className={layout.hint} role="status">
        {found.length > 0 ? say("found", { count: found.length }) : say("none", { query })}
      </p>
      <ul className={layout.plainList}>
        {found.map((formula) => (
          <li key={formula.id}>
            <button type="button" className={styles.item} onClick={() => onOpen(formula)}>
              <span className={styles.name}>
                {formula.id}
                <span className={styles.parameters}>{parameterList(formula)}</span>
              </span>
              <span className={layout.hint}>{formula.summary[language]}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
