import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { FormulaCell } from "../../../workbook";
import { formatPlain } from "../../amounts";
import { useLayout } from "../../components/layout";
import { useLanguage, useTexts } from "../../language";
import { rowsOf, visible, type Row } from "./rows";
import { texts } from "./texts";

const ROW_HEIGHT = 44;
const PAGE = 8;

const useStyles = makeStyles({
  list: {
    position: "relative",
    maxHeight: "max(220px, calc(100vh - 370px))",
    overflowY: "auto",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  row: {
    position: "absolute",
    left: 0,
    right: 0,
    height: `${ROW_HEIGHT}px`,
    boxSizing: "border-box",
    padding: `4px ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  sheet: {
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground2,
    lineHeight: `${ROW_HEIGHT - 8}px`,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  cell: {
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  active: {
    boxShadow: `inset 2px 0 ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorSubtleBackgroundSelected,
  },
  line: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  first: { display: "flex", justifyContent: "space-between", columnGap: tokens.spacingHorizontalS },
  where: { flexShrink: 0 },
  whole: { overflowWrap: "anywhere" },
});

interface Props {
  readonly cells: readonly FormulaCell[];
  readonly onGo: (cell: FormulaCell) => void;
}

const isCell = (row: Row | undefined): row is Extract<Row, { cell: FormulaCell }> => row !== undefined && "cell" in row;

/** However many cells there are, only those in sight are drawn. Arrow keys move, Enter goes to the cell. */
export function CellList({ cells, onGo }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const styles = useStyles();
  const id = useId();
  const rows = useMemo(() => rowsOf(cells), [cells]);
  const [top, setTop] = useState(0);
  const [active, setActive] = useState(1);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setActive(1);
    setTop(0);
    list.current?.scrollTo(0, 0);
  }, [cells]);

  const [height, setHeight] = useState(0);
  useEffect(() => {
    const element = list.current!;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { first, last } = visible(rows.length, height, top, ROW_HEIGHT);

  const moveTo = (wanted: number, direction: 1 | -1) => {
    let index = Math.max(1, Math.min(rows.length - 1, wanted));
    if (!isCell(rows[index])) index += direction;
    if (!isCell(rows[index])) return;
    setActive(index);
    const element = list.current;
    if (!element) return;
    const from = index * ROW_HEIGHT;
    if (from < element.scrollTop) element.scrollTop = from;
    else if (from + ROW_HEIGHT > element.scrollTop + element.clientHeight)
      element.scrollTop = from + ROW_HEIGHT - element.clientHeight;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(active + 1, 1),
      ArrowUp: () => moveTo(active - 1, -1),
      PageDown: () => moveTo(active + PAGE, 1),
      PageUp: () => moveTo(active - PAGE, -1),
      Home: () => moveTo(1, 1),
      End: () => moveTo(rows.length - 1, -1),
      Enter: () => isCell(row) && onGo(row.cell),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  const total = cells.length;
  // The active row is always drawn, so that a screen reader finds what it is told about.
  const drawn = rows.slice(first, last).map((row, index) => ({ row, index: first + index }));
  const activeRow = rows[active];
  if ((active < first || active >= last) && activeRow) drawn.push({ row: activeRow, index: active });
  return (
    <>
      <div
        ref={list}
        className={styles.list}
        role="listbox"
        tabIndex={0}
        aria-label={say("cells")}
        aria-activedescendant={`${id}-${active}`}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: rows.length * ROW_HEIGHT }} />
        {drawn.map(({ row, index }) =>
          isCell(row) ? (
            <div
              key={index}
              id={`${id}-${index}`}
              className={mergeClasses(styles.row, styles.cell, index === active && styles.active)}
              style={{ top: index * ROW_HEIGHT }}
              role="option"
              aria-selected={index === active}
              aria-setsize={total}
              aria-posinset={row.position}
              onClick={() => {
                setActive(index);
                onGo(row.cell);
              }}
            >
              <CellLines cell={row.cell} />
            </div>
          ) : (
            <div
              key={index}
              className={mergeClasses(styles.row, styles.sheet)}
              style={{ top: index * ROW_HEIGHT }}
              role="presentation"
            >
              {say("oneSheet", { sheet: row.sheet, count: formatPlain(row.count, language) })}
            </div>
          ),
        )}
      </div>
      {isCell(activeRow) && <WholeCell cell={activeRow.cell} />}
    </>
  );
}

function useWords({ value, error }: FormulaCell) {
  const language = useLanguage();
  return {
    shown: error ? error.code : typeof value === "number" ? formatPlain(value, language) : String(value),
    message: error?.message?.[language] ?? null,
  };
}

/** The chosen cell in full: its row in the list has no room for a long message, formula or text. */
function WholeCell({ cell }: { readonly cell: FormulaCell }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  const { shown, message } = useWords(cell);
  return (
    <div className={styles.whole}>
      {cell.sheet}!{cell.address}: {shown} ({say(cell.state)}){message && <p className={layout.problem}>{message}</p>}
      <div className={layout.code}>{cell.formula}</div>
    </div>
  );
}

function CellLines({ cell }: { readonly cell: FormulaCell }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  const { address, error, basis, formula, state } = cell;
  const { shown, message } = useWords(cell);
  return (
    <>
      <div className={styles.first}>
        <span className={styles.where}>
          {address} {state !== "live" && <span className={layout.hint}>{say(state)}</span>}{" "}
          {basis && <span className={layout.hint}>{say(basis)}</span>}
        </span>
        <span className={mergeClasses(styles.line, layout.number, error !== null && layout.problem)}>{shown}</span>
      </div>
      <div className={mergeClasses(styles.line, message ? layout.problem : layout.hint)} title={message ?? formula}>
        {message ?? formula}
      </div>
    </>
  );
}
