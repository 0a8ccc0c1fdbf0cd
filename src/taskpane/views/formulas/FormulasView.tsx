import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { FormulaCall } from "../../../excel/formulas/calls";
import type { DocumentedFormula } from "../../../functions/formulas";
import type { Selection } from "../../../workbook";
import { useLayout } from "../../components/layout";
import { useFormulas, useOptionalPane } from "../../context";
import { useTexts } from "../../language";
import { cellName, useSelection } from "../../selection";
import { Builder } from "./Builder";
import { settingsOf, type Setting } from "./call";
import { FormulaList } from "./FormulaList";
import { texts } from "./texts";

/** A formula in the builder; `reopened` says which cell's call it was read from. */
interface Open {
  readonly formula: DocumentedFormula;
  readonly settings: readonly Setting[];
  readonly reopened: { readonly selection: Selection; readonly call: FormulaCall } | null;
}

const useStyles = makeStyles({
  selected: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

function openCall(formulas: readonly DocumentedFormula[], selection: Selection | null): Open | null {
  const call = selection?.calls[0];
  const formula = call && formulas.find(({ id }) => id === call.name);
  return formula ? { formula, settings: settingsOf(formula, call), reopened: { selection, call } } : null;
}

/** A list of all formulas, or one of them with its arguments and help. */
export function FormulasView() {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  const pane = useOptionalPane();
  const formulas = useFormulas();
  const selection = useSelection(pane?.workbook ?? null);
  // Undefined: the user has chosen nothing yet, so the view shows what the selected cell has.
  const [chosen, choose] = useState<Open | null | undefined>(undefined);
  const [query, setQuery] = useState("");
  const inCell = openCall(formulas, selection);
  const open = chosen === undefined ? inCell : chosen;

  if (open) {
    const { reopened } = open;
    const key = reopened ? cellName(reopened.selection) + reopened.selection.formula : open.formula.id;
    return (
      // It follows the selected cell until the user works in it.
      <div onFocusCapture={() => chosen === undefined && choose(open)}>
        <Builder
          key={key}
          {...open}
          selection={selection}
          takeFocus={chosen !== undefined}
          onBack={() => choose(null)}
        />
      </div>
    );
  }
  return (
    <div className={layout.view}>
      {inCell && selection && (
        <div className={styles.selected}>
          <span className={layout.code}>
            {say("selectedHas", { cell: cellName(selection), formula: selection.formulaLocal })}
          </span>
          <Button size="small" onClick={() => choose(inCell)}>
            {say("edit")}
          </Button>
        </div>
      )}
      <FormulaList
        query={query}
        onQuery={setQuery}
        onOpen={(formula) => choose({ formula, settings: [], reopened: null })}
      />
    </div>
  );
}
