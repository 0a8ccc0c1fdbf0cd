import { Button, Checkbox, Link, makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import type { Model } from "../../../model/types";
import type { Figure, Report } from "../../../report/types";
import type { CellContent, Difference, PartKind, UpgradePreview, ValueChange } from "../../../workbook";
import { messageText } from "../../../workbook/messages/messages";
import { LOG } from "../../../workbook/sheets/texts";
import { formatChange, formatPlain } from "../../amounts";
import { figureAmount, figureName } from "../../figures";
import { useModel, usePane } from "../../context";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { useLanguage, useTexts } from "../../language";
import type { Operation } from "../../operation";
import { usePreference, yesOrNo } from "../../preferences";
import { kinds, texts } from "./texts";

const MOST_LISTED = 50;

const useStyles = makeStyles({
  counts: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    gap: `0 ${tokens.spacingHorizontalM}`,
    margin: 0,
    "& > dd": { margin: 0, overflowWrap: "anywhere" },
  },
  details: {
    "& > summary": { cursor: "pointer", fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
    "& > :not(summary)": { marginTop: tokens.spacingVerticalS },
  },
  values: { display: "flex", flexWrap: "wrap", justifyContent: "space-between", columnGap: tokens.spacingHorizontalM },
});

interface Props {
  readonly preview: UpgradePreview;
  /** What is gone over to. */
  readonly report: Report;
  /** What it was worked out with. */
  readonly model: Model;
  readonly accept: string;
  readonly operation: Operation;
  /** Whether something is still missing. */
  readonly lacks?: boolean;
  readonly onAccept: (log: boolean) => void;
  readonly onClose: () => void;
}

/** What going over to another report or edition would change, for the user to accept or not. */
export function Preview({ preview, report, model, accept, operation, lacks, onAccept, onClose }: Props) {
  const { workbook, state } = usePane();
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const [log, setLog] = usePreference("log-changes", yesOrNo, true);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { difference, unfit, cells, errors, unforeseen, examined } = preview;
  const { from, to } = difference;
  const where = (cell: { readonly sheet: string; readonly address: string }) => (
    <Link as="button" onClick={() => void operation.run(() => workbook.goTo(cell.sheet, cell.address))}>
      {cell.sheet}!{cell.address}
    </Link>
  );
  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("previewTitle")}>
      <h3 ref={heading} tabIndex={-1} className={layout.heading}>
        {say("previewTitle")}
      </h3>
      <dl className={styles.counts}>
        <dt>{say("from")}</dt>
        <dd>{say("name", { ...difference.from })}</dd>
        <dt>{say("to")}</dt>
        <dd>
          {say("name", { ...difference.to })}
          <div className={layout.hint}>{report.title[language]}</div>
        </dd>
      </dl>
      {from.report !== to.report && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say("anotherReport")}</MessageBarBody>
        </MessageBar>
      )}
      {from.report === to.report && from.edition === to.edition && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say("sameLabel", { edition: to.edition })}</MessageBarBody>
        </MessageBar>
      )}
      {model !== state.model && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say("stale")}</MessageBarBody>
        </MessageBar>
      )}

      <h4 className={layout.heading}>{say("report")}</h4>
      <Differences difference={difference} />

      <h4 className={layout.heading}>{cells.length > 0 ? say("cells", { count: cells.length }) : say("noCells")}</h4>
      {errors > 0 && <p className={layout.problem}>{say("errors", { count: errors })}</p>}
      <p className={layout.hint}>
        {say("examined", { count: examined })} {cells.length > 0 && say("cellsHint")}
      </p>
      {sheetsOf(preview).map(({ sheet, isLoaded, changes, rest }) => (
        <Details
          key={sheet}
          open={!isLoaded}
          summary={say(isLoaded ? "onLoaded" : "onOwn", { sheet, count: changes.length + rest.length })}
        >
          <LongList items={changes} most={MOST_LISTED}>
            {(cell) => (
              <>
                {where(cell)} <ChangedValue change={cell} />
              </>
            )}
          </LongList>
          {rest.length > 0 && <p className={layout.hint}>{say("dependents", { count: rest.length })}</p>}
          <LongList items={rest} most={MOST_LISTED}>
            {(cell) => (
              <>
                {where(cell)} <div className={layout.code}>{cell.formula}</div>
              </>
            )}
          </LongList>
        </Details>
      ))}

      {unforeseen.length > 0 && (
        <Details summary={say("unforeseen", { count: unforeseen.length })} hint={say("unforeseenHint")}>
          <LongList items={unforeseen} most={MOST_LISTED}>
            {(cell) => (
              <>
                {where(cell)} <div className={layout.code}>{cell.formula}</div>
              </>
            )}
          </LongList>
        </Details>
      )}
      {unfit.length > 0 && (
        <Details open summary={say("unfit", { count: unfit.length })} hint={say("unfitHint")}>
          <LongList items={unfit} most={MOST_LISTED}>
            {({ what, scenario, year, message }) => (
              <>
                {[what, scenario, year].filter((part) => part !== null).join(" · ")}
                <div className={layout.hint}>{messageText(message, language)}</div>
              </>
            )}
          </LongList>
        </Details>
      )}

      <Checkbox
        checked={log}
        onChange={(_, { checked }) => setLog(checked === true)}
        label={say("log", { sheet: LOG.name[state.textLanguage] })}
      />
      <p className={layout.hint}>{say("acceptHint")}</p>
      <div className={layout.actions}>
        <Button appearance="primary" disabledFocusable={operation.running || lacks} onClick={() => onAccept(log)}>
          {accept}
        </Button>
        <Button disabledFocusable={operation.running} onClick={onClose}>
          {say("close")}
        </Button>
      </div>
    </section>
  );
}

/** Sheet by sheet, the user's own first. */
function sheetsOf({ cells, dependents, loaded }: UpgradePreview) {
  const names = [...new Set([...cells, ...dependents].map(({ sheet }) => sheet))];
  const groups = names.map((sheet) => ({
    sheet,
    isLoaded: loaded.includes(sheet),
    changes: cells.filter((cell) => cell.sheet === sheet),
    rest: dependents.filter((cell) => cell.sheet === sheet),
  }));
  return [...groups.filter(({ isLoaded }) => !isLoaded), ...groups.filter(({ isLoaded }) => isLoaded)];
}

function ChangedValue({ change: { formula, call, before, after, change } }: { readonly change: ValueChange }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const shown = (value: CellContent) =>
    value === "" ? say("empty") : typeof value === "number" ? formatPlain(value, language) : String(value);
  return (
    <>
      <div className={layout.code}>{call === null ? formula : say("partOf", { call, formula })}</div>
      <div className={styles.values}>
        <span className={layout.number}>{say("goesTo", { before: shown(before), after: shown(after) })}</span>
        {change !== null && (
          <span className={layout.number}>
            {change > 0 ? "+" : ""}
            {formatPlain(change, language)}
            {typeof before === "number" && before !== 0 && ` (${formatChange(change / Math.abs(before), language)})`}
          </span>
        )}
      </div>
    </>
  );
}

/** What differs between the reports themselves. */
function Differences({ difference: { unit, figures, parts } }: { readonly difference: Difference }) {
  const { report } = useModel();
  const say = useTexts(texts);
  const sayKind = useTexts(kinds);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { changed, added, gone } = figures;
  const figureCount = changed.length + added.length + gone.length;
  const partKinds = (Object.keys(kinds) as PartKind[]).filter((kind) => parts.some((part) => part.kind === kind));
  const count = (kind: PartKind, change: "changed" | "added" | "gone") =>
    parts.filter((part) => part.kind === kind && part.change === change).length;
  if (!unit && figureCount === 0 && parts.length === 0) return <p className={layout.text}>{say("same")}</p>;
  const listed = (summary: string, list: readonly Figure[]) =>
    list.length > 0 && (
      <Details summary={summary}>
        <LongList items={list} most={MOST_LISTED}>
          {(figure) => (
            <>
              {figureName(figure, language)}
              <div className={layout.hint}>{figureAmount(report, figure, language)}</div>
            </>
          )}
        </LongList>
      </Details>
    );
  return (
    <>
      {unit && <p className={layout.text}>{say("unit", unit)}</p>}
      <dl className={styles.counts}>
        <dt>{say("figures")}</dt>
        <dd>{say("counts", { changed: changed.length, added: added.length, gone: gone.length })}</dd>
        {partKinds.map((kind) => [
          <dt key={kind}>{sayKind(kind)}</dt>,
          <dd key={`${kind}-counts`}>
            {say("counts", {
              changed: count(kind, "changed"),
              added: count(kind, "added"),
              gone: count(kind, "gone"),
            })}
          </dd>,
        ])}
      </dl>
      {changed.length > 0 && (
        <Details open summary={say("changedFigures", { count: changed.length })}>
          <LongList items={changed} most={MOST_LISTED}>
            {({ before, after }) => {
              const [old, next] = [figureAmount(report, before, language), figureAmount(report, after, language)];
              return (
                <>
                  {figureName(after, language)}
                  <div className={layout.hint}>
                    {old === next ? `${next}: ${say("otherWords")}` : say("goesTo", { before: old, after: next })}
                  </div>
                </>
              );
            }}
          </LongList>
        </Details>
      )}
      {listed(say("addedFigures", { count: added.length }), added)}
      {listed(say("goneFigures", { count: gone.length }), gone)}
    </>
  );
}

interface DetailsProps {
  readonly summary: string;
  readonly hint?: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}

function Details({ summary, hint, open = false, children }: DetailsProps) {
  const layout = useLayout();
  const styles = useStyles();
  return (
    <details className={styles.details} open={open}>
      <summary>{summary}</summary>
      {hint && <p className={layout.hint}>{hint}</p>}
      {children}
    </details>
  );
}
