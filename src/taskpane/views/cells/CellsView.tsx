import { Button, Checkbox, makeStyles, Select, Spinner, tokens } from "@fluentui/react-components";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FormulaCell, FormulaState, HeldFormulas } from "../../../workbook";
import { FORMULA_STATES } from "../../../workbook/types";
import { formatPlain } from "../../amounts";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { Links } from "../links/Links";
import { CellList } from "./CellList";
import { texts } from "./texts";
import { Upkeep } from "./Upkeep";

const useStyles = makeStyles({
  filters: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
  },
  header: { display: "flex", justifyContent: "space-between", alignItems: "center" },
});

/** What a cell shows until its formula has answered. */
const UNANSWERED = ["#BUSY!", "#GETTING_DATA"];

/** How often to look again for answers, after a second each time, before it is left to the user. */
const MOST_LOOKS = 5;

/** Every cell with a formula of ours. */
export function CellsView() {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { workbook } = usePane();
  const operation = useOperation();
  const [cells, setCells] = useState<readonly FormulaCell[] | null>(null);
  const [held, setHeld] = useState<HeldFormulas | null>(null);
  const [sheet, setSheet] = useState("");
  const [state, setState] = useState<FormulaState | "">("");
  const [errorsOnly, setErrorsOnly] = useState(false);

  const { run } = operation;
  const look = useCallback(
    () =>
      void run(async (options) => {
        const found = await workbook.listFormulas(options);
        const isLive = found.some(({ state }) => state === "live" || state === "broken");
        setHeld(isLive ? null : await workbook.heldFormulas());
        setCells(found);
      }),
    [run, workbook],
  );
  const looks = useRef(0);
  const lookAnew = useCallback(() => {
    looks.current = 0;
    look();
  }, [look]);
  useEffect(lookAnew, [lookAnew]);
  useEffect(() => {
    if (!cells?.some(({ error }) => error && UNANSWERED.includes(error.code)) || looks.current === MOST_LOOKS) return;
    const timer = setTimeout(() => {
      looks.current++;
      look();
    }, 1000);
    return () => clearTimeout(timer);
  }, [cells, look]);

  const sheets = useMemo(() => {
    const counts = new Map<string, number>();
    for (const cell of cells ?? []) counts.set(cell.sheet, (counts.get(cell.sheet) ?? 0) + 1);
    return [...counts];
  }, [cells]);
  const states = useMemo(
    () =>
      FORMULA_STATES.flatMap((one) => {
        const count = (cells ?? []).filter((cell) => cell.state === one).length;
        return count > 0 ? [[one, count] as const] : [];
      }),
    [cells],
  );
  const errors = useMemo(() => (cells ?? []).filter(({ error }) => error).length, [cells]);
  // A filter that nothing is left of has no choice in its field any more, and hides everything: it no longer counts.
  const onSheet = sheets.some(([name]) => name === sheet) ? sheet : "";
  const inState = states.some(([one]) => one === state) ? state : "";
  const onlyErrors = errorsOnly && errors > 0;
  const shown = useMemo(
    () =>
      (cells ?? []).filter(
        (cell) =>
          (onSheet === "" || cell.sheet === onSheet) &&
          (inState === "" || cell.state === inState) &&
          (!onlyErrors || cell.error),
      ),
    [cells, onSheet, inState, onlyErrors],
  );

  const number = (count: number) => formatPlain(count, language);
  return (
    <div className={layout.view}>
      <div className={styles.header}>
        <h2 className={layout.heading}>{say("title")}</h2>
        <Button size="small" disabledFocusable={operation.running} onClick={lookAnew}>
          {say("again")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      {!cells && operation.running && <Spinner size="small" label={say("listing")} />}
      <p className={layout.hint} role="status">
        {cells &&
          (held && held.frozen + held.detached > 0
            ? say("noneLive", { frozen: number(held.frozen), detached: number(held.detached) })
            : cells.length > 0
              ? say("count", { count: number(cells.length), errors: number(errors) })
              : say("none"))}
      </p>
      {cells && cells.length > 0 && (
        <>
          <div className={styles.filters}>
            <Select aria-label={say("onSheet")} value={onSheet} onChange={(_, { value }) => setSheet(value)}>
              <option value="">{say("allSheets", { count: number(cells.length) })}</option>
              {sheets.map(([name, count]) => (
                <option key={name} value={name}>
                  {say("oneSheet", { sheet: name, count: number(count) })}
                </option>
              ))}
            </Select>
            <Select
              aria-label={say("inState")}
              value={inState}
              onChange={(_, { value }) => setState(value as FormulaState | "")}
            >
              <option value="">{say("allStates")}</option>
              {states.map(([one, count]) => (
                <option key={one} value={one}>
                  {say("oneState", { state: say(one), count: number(count) })}
                </option>
              ))}
            </Select>
            <Checkbox
              checked={onlyErrors}
              disabled={errors === 0}
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
            <div className={layout.actions}>
              <p className={layout.hint}>{say("noneMatch")}</p>
              <Button
                size="small"
                onClick={() => {
                  setSheet("");
                  setState("");
                  setErrorsOnly(false);
                }}
              >
                {say("showAll")}
              </Button>
            </div>
          )}
        </>
      )}
      <Upkeep onDone={lookAnew} />
      <Links onDone={lookAnew} />
    </div>
  );
}
