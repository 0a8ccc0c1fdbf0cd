import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowResetRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import type { Assumption } from "../../../model/types";
import { editableNumber, formatNumber, parseAmount } from "../../amounts";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { useLanguage, useTexts } from "../../language";
import { colorInput } from "../../theme";
import { texts } from "./texts";
import type { AssumptionWords } from "./words";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 112px 32px",
    columnGap: tokens.spacingHorizontalXS,
    alignItems: "start",
    padding: `${tokens.spacingVerticalS} 0`,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  input: {
    width: "100%",
    minWidth: 0,
    "& input": { color: colorInput, textAlign: "right", fontVariantNumeric: "tabular-nums", minWidth: 0 },
  },
  unit: { textAlign: "right" },
  wide: { gridColumn: "1 / -1" },
});

interface Props {
  readonly assumption: Assumption;
  readonly words: AssumptionWords;
  /** Whether it is one of a scenario's own numbers, whose default is what the scenario has otherwise. */
  readonly inScenario: boolean;
  readonly busy: boolean;
  /** Whether it is the one last worked in. */
  readonly wasLast: boolean;
  /** Null takes the override away. Gives whether it was done. */
  readonly onSet: (value: number | null) => Promise<boolean>;
}

/** One assumption: what it is, its default, and a field with its override. */
export function AssumptionRow({ assumption, words, inScenario, busy, wasLast, onSet }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { override, unit } = assumption;
  const kept = override === null ? "" : editableNumber(override, unit);
  const [typed, setTyped] = useState(kept);
  const [unread, setUnread] = useState<string | null>(null);
  /** What was typed and may be meant in another unit. */
  const [asked, ask] = useState<number | null>(null);
  // The sheet is the truth: an edit there, or an undo, shows here.
  useEffect(() => setTyped(kept), [kept]);

  // With its override it comes and goes between two lists, which would take the focus from whoever works in it.
  const field = useRef<HTMLInputElement>(null);
  const moved = useRef(wasLast);
  useEffect(() => {
    if (moved.current && document.hasFocus() && document.activeElement === document.body) field.current?.focus();
  }, []);

  const name = `${assumption.name[language]}, ${words.where(assumption)}`;
  const example = assumption.default === null ? "7.1" : formatNumber(assumption.default, unit, language);
  const problem = unread ?? words.problem(assumption);
  const compared = override === null ? null : words.compared(override, assumption.default);

  const commit = () => {
    if (asked !== null) return;
    setUnread(null);
    if (typed.trim() === kept) return;
    if (typed.trim() === "") return void onSet(null);
    const value = parseAmount(typed, unit);
    if (value === null) setUnread(say("notANumber", { text: typed.trim(), example }));
    else if (words.compared(value, assumption.default) !== null) ask(value);
    else void onSet(value);
  };
  const answer = (value: number | null) => {
    ask(null);
    if (value === null) setTyped(kept);
    else void onSet(value);
  };

  return (
    <li className={styles.row}>
      <div>
        {assumption.name[language]}
        <div className={layout.hint}>
          {[inScenario ? words.year(assumption) : words.where(assumption), words.source(assumption)]
            .filter(Boolean)
            .join(" · ")}
        </div>
        {override !== null && (
          <div className={layout.hint}>
            {assumption.default === null
              ? say("noDefault")
              : say(inScenario ? "otherwise" : "default", {
                  value: words.amount(assumption.default, unit),
                })}
            {compared !== null && ` · ${compared}`}
          </div>
        )}
      </div>
      <Field validationState={problem ? "error" : "none"} validationMessageIcon={null}>
        <Input
          ref={field}
          className={styles.input}
          aria-label={say("override", { name })}
          aria-invalid={problem !== null}
          placeholder={assumption.default === null ? say("noDefault") : example}
          value={typed}
          readOnly={busy}
          onChange={(_, { value }) => setTyped(value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Escape") setTyped(kept);
            if (event.key !== "Enter") return;
            // Else the same press would answer a question that it brings up.
            event.preventDefault();
            commit();
          }}
        />
        <div className={`${layout.hint} ${styles.unit}`}>{words.unit(unit)}</div>
      </Field>
      {override !== null || assumption.problem ? (
        <Button
          appearance="subtle"
          aria-label={say("reset", { name })}
          title={say("reset", { name })}
          icon={<ArrowResetRegular />}
          disabledFocusable={busy}
          onClick={() => void onSet(null)}
        />
      ) : (
        <span />
      )}
      {problem && (
        <p role="alert" className={`${styles.wide} ${layout.problem}`}>
          {problem}
        </p>
      )}
      {asked !== null && assumption.default !== null && (
        <Dialog
          title={say("unitTitle")}
          answer={say("unitAnswer", { value: words.amount(asked, unit) })}
          onAnswer={() => answer(asked)}
          onClose={() => answer(null)}
        >
          <p className={layout.text}>
            {say("unitText", {
              name,
              compared: words.compared(asked, assumption.default) ?? "",
              value: words.amount(asked, unit),
              default: words.amount(assumption.default, unit),
            })}
          </p>
        </Dialog>
      )}
    </li>
  );
}
