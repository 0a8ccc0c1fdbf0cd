import { Button, Checkbox, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ProposedLink, RunOptions } from "../../../workbook";
import { formatChange, formatPlain } from "../../amounts";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { OperationStatus } from "../../components/OperationStatus";
import { ScopeField, SCOPES } from "../../components/ScopeField";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { oneOf, usePreference } from "../../preferences";
import { texts } from "./texts";

const useStyles = makeStyles({
  group: { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: tokens.spacingVerticalXS },
  details: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: tokens.spacingVerticalXXS,
    paddingInlineStart: tokens.spacingHorizontalXXL,
  },
  cell: { justifySelf: "start" },
});

const CERTAINTIES = ["sure", "likely", "possible"] as const satisfies readonly ProposedLink["certainty"][];

/** So many are shown of each certainty; the others are found by looking in less. */
const MOST = 100;

const nameOf = ({ sheet, address }: ProposedLink): string => `${sheet}!${address}`;

/** Typed numbers that the report knows: looked for, ticked, made formulas, and taken back. */
export function Links({ onDone }: { readonly onDone: () => void }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  const language = useLanguage();
  const { workbook } = usePane();
  const operation = useOperation();
  const [scope, setScope] = usePreference("link-scope", oneOf(SCOPES), "sheet");
  const [found, setFound] = useState<readonly ProposedLink[] | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<ProposedLink>>(new Set());
  /** Which of its readings a number is; the first unless another was chosen. */
  const [chosen, setChosen] = useState<ReadonlyMap<ProposedLink, number>>(new Map());

  const readingOf = (link: ProposedLink) => link.readings[chosen.get(link) ?? 0] ?? link.readings[0];
  const look = () =>
    void operation.run(async (run) => {
      const links = await workbook.previewLinks(scope, run);
      setFound(links);
      setTicked(new Set(links.filter(({ certainty }) => certainty === "sure")));
      setChosen(new Map());
    });
  const act = (task: (run: RunOptions) => Promise<unknown>) =>
    void operation.run(task).then((done) => {
      if (!done) return;
      setFound(null);
      onDone();
    });
  const tick = (links: readonly ProposedLink[], isTicked: boolean) => {
    const next = new Set(ticked);
    for (const link of links) {
      if (isTicked) next.add(link);
      else next.delete(link);
    }
    setTicked(next);
  };
  const link = () =>
    act((run) =>
      workbook.link(
        [...ticked].map((one) => ({
          sheet: one.sheet,
          address: one.address,
          typed: one.typed,
          formula: readingOf(one).formula,
        })),
        run,
      ),
    );

  const number = (count: number) => formatPlain(count, language);
  const plain = (value: number) => value.toLocaleString(language, { maximumSignificantDigits: 6 });
  const compared = ({ typed, ...one }: ProposedLink) => {
    const { value } = readingOf({ typed, ...one });
    const change = value / typed - 1;
    return Math.abs(change) < 1e-9
      ? say("same")
      : say("gives", { value: plain(value), change: formatChange(change, language) });
  };

  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("title")}>
      <h2 className={layout.heading}>{say("title")}</h2>
      <p className={layout.hint}>{say("hint")}</p>
      <ScopeField label={say("scope")} scope={scope} onChange={setScope} />
      <div className={layout.actions}>
        <Button disabledFocusable={operation.running} onClick={look}>
          {say("look")}
        </Button>
        <Button disabledFocusable={operation.running} onClick={() => act((run) => workbook.unlink(scope, run))}>
          {say("takeBack")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      <p className={layout.hint} role="status">
        {found &&
          (found.length === 0
            ? say("none")
            : say("found", { count: number(found.length), ticked: number(ticked.size) }))}
      </p>
      {CERTAINTIES.map((certainty) => {
        const links = (found ?? []).filter((one) => one.certainty === certainty);
        const count = links.filter((one) => ticked.has(one)).length;
        return (
          links.length > 0 && (
            <div
              key={certainty}
              className={styles.group}
              role="group"
              aria-label={say(certainty, { count: number(links.length) })}
            >
              <Checkbox
                label={<strong>{say(certainty, { count: number(links.length) })}</strong>}
                checked={count === links.length ? true : count > 0 ? "mixed" : false}
                onChange={(_, { checked }) => tick(links, checked === true)}
              />
              <p className={layout.hint}>{say(`${certainty}Hint`)}</p>
              <LongList items={links} most={MOST}>
                {(one) => (
                  <>
                    <Checkbox
                      label={say("tick", { cell: nameOf(one), typed: plain(one.typed) })}
                      checked={ticked.has(one)}
                      onChange={(_, { checked }) => tick([one], checked === true)}
                    />
                    <div className={styles.details}>
                      {one.readings.length > 1 && (
                        <>
                          <span className={layout.hint}>{say("ambiguous", { count: one.readings.length })}</span>
                          <Select
                            size="small"
                            aria-label={say("which", { cell: nameOf(one) })}
                            value={String(chosen.get(one) ?? 0)}
                            onChange={(_, { value }) => setChosen(new Map(chosen).set(one, Number(value)))}
                          >
                            {one.readings.map(({ formula, what }, index) => (
                              <option key={formula} value={index}>
                                {what[language]}
                              </option>
                            ))}
                          </Select>
                        </>
                      )}
                      <code className={layout.code}>{readingOf(one).formula}</code>
                      <span className={layout.hint}>{compared(one)}</span>
                      <span className={layout.hint}>{readingOf(one).why[language]}</span>
                      <Button
                        className={styles.cell}
                        size="small"
                        appearance="subtle"
                        onClick={() => void operation.run(() => workbook.goTo(one.sheet, one.address))}
                      >
                        {say("go", { cell: nameOf(one) })}
                      </Button>
                    </div>
                  </>
                )}
              </LongList>
            </div>
          )
        );
      })}
      {found && found.length > 0 && (
        <div className={layout.actions}>
          <Button appearance="primary" disabledFocusable={operation.running || ticked.size === 0} onClick={link}>
            {say("link", { count: number(ticked.size) })}
          </Button>
        </div>
      )}
    </section>
  );
}
