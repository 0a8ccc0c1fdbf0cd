import { Button, Checkbox, makeStyles, Select, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { FormulaCell } from "../../../workbook";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useTexts } from "../../language";
import { useOperation } from "../../operation";
import { CellList } from "./CellList";
import { texts } from "./texts";
import { Upkeep } from "./Upkeep";

const useStyles = makeStyles({
  filters: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
  },
  header: { display: "flex", justifyContent: "space-between", alignItems: "center" },
});

/** Every cell with a formula of ours. */
export function CellsView() {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  const { workbook } = usePane();
  const operation = useOperation();
  const [cells, setCells] = useState<readonly FormulaCell[] | null>(null);
  const [sheet, setSheet] = useState("");
  const [errorsOnly, setErrorsOnly] = useState(false);

  const { run } = operation;
  const look = useCallback(
    () => void run(async (options) => setCells(await workbook.listFormulas(options))),
    [run, workbook],
  );
  useEffect(look, [look]);

  const sheets = useMemo(() => {
    const counts = new Map<string, number>();
    for (const cell of cells ?? []) counts.set(cell.sheet, (counts.get(cell.sheet) ?? 0) + 1);
    return [...counts];
  }, [cells]);
  const shown = useMemo(
    () => (cells ?? []).filter((cell) => (sheet === "" || cell.sheet === sheet) && (!errorsOnly || cell.error)),
    [cells, sheet, errorsOnly],
  );
  const errors = useMemo(() => (cells ?? []).filter(({ error }) => error).length, [cells]);

  return (
    <div className={layout.view}>
      <div className={styles.header}>
        <h2 className={layout.heading}>{say("title")}</h2>
        <Button size="small" disabledFocusable={operation.running} onClick={look}>
          {say("again")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      {!cells && operation.running && <Spinner size="small" label={say("listing")} />}
      <p className={layout.hint} role="status">
        {cells && (cells.length > 0 ? say("count", { count: cells.length, errors }) : say("none"))}
      </p>
      {cells && cells.length > 0 && (
        <>
          <div className={styles.filters}>
            <Select aria-label={say("sheet")} value={sheet} onChange={(_, { value }) => setSheet(value)}>
              <option value="">{say("allSheets", { count: cells.length })}</option>
              {sheets.map(([name, count]) => (
                <option key={name} value={name}>
                  {say("oneSheet", { sheet: name, count })}
                </option>
              ))}
            </Select>
            <Checkbox
              checked={errorsOnly}
              onChange={(_, { checked }) => setErrorsOnly(checked === true)}
              label={say("errorsOnly")}
            />
          </div>
          {shown.length > 0 ? (
            <CellList
              cells={shown}
              onGo={(cell) => void operation.run(() => workbook.goTo(cell.sheet, cell.address))}
            />
          ) : (
            <p className={layout.hint}>{say("noneMatch")}</p>
          )}
        </>
      )}
      <Upkeep onDone={look} />
    </div>
  );
}
