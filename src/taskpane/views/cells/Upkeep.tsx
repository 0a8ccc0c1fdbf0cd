import { Button, Checkbox, Field, makeStyles, MessageBar, MessageBarBody, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { LeftCell, RunOptions, Scope } from "../../../workbook";
import { messageText } from "../../../workbook/messages/messages";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { OperationStatus } from "../../components/OperationStatus";
import { bringIntoSight } from "../../components/sight";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { oneOf, usePreference, yesOrNo } from "../../preferences";
import { useSaid } from "../../said";
import { texts } from "./texts";

/** So that three of them fit a narrow pane. */
const useStyles = makeStyles({ narrow: { minWidth: "80px" } });

const MOST_LISTED = 100;

const scopes: readonly Scope[] = ["selection", "sheet", "workbook"];

/** How an operation ended. */
interface Said {
  readonly words: string;
  /** Cells that stay as they were. */
  readonly left?: readonly LeftCell[];
  /** Cells that became values, wholly or in part. */
  readonly values?: readonly LeftCell[];
}

/** Recalculating formulas, turning them into values or native formulas, and bringing them back. */
export function Upkeep({ onDone }: { readonly onDone: () => void }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { workbook } = usePane();
  const operation = useOperation();
  const [scope, setScope] = usePreference("scope", oneOf(scopes), "selection");
  const [mark, setMark] = usePreference("mark-frozen", yesOrNo, false);
  const { said, run: runAndSay } = useSaid<Said>(operation);
  const [asked, ask] = useState(false);

  /** `task` gives what to say when it is done. */
  const act = (task: (run: RunOptions) => Promise<Said>) => {
    void runAndSay(task).then((done) => {
      if (done) onDone();
    });
  };
  const refresh = () =>
    act(async (run) => ({
      words: messageText({ id: "refreshed-count", values: { ...(await workbook.refresh(scope, run)) } }, language),
    }));
  const freeze = () =>
    act(async (run) => {
      const { frozen, left } = await workbook.freeze(scope, { mark }, run);
      return { words: messageText({ id: "frozen", values: { count: frozen } }, language), left };
    });
  const thaw = () =>
    act(async (run) => {
      const { thawed, left } = await workbook.thaw(scope, run);
      return { words: messageText({ id: "thawed", values: { count: thawed } }, language), left };
    });
  const detach = () => {
    ask(false);
    act(async (run) => {
      const { sheet, formulas, values, notes } = await workbook.detach(run);
      const words = messageText({ id: "detached", values: { count: formulas, sheet, values } }, language);
      return { words, values: notes };
    });
  };
  const reattach = () =>
    act(async (run) => {
      const { restored, left, kept } = await workbook.reattach(run);
      const words = messageText({ id: "thawed", values: { count: restored } }, language);
      return {
        words: kept.length === 0 ? words : `${words} ${say("dataKept", { sheets: kept })}`,
        left,
      };
    });

  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("upkeep")}>
      <h2 className={layout.heading}>{say("upkeep")}</h2>
      <Field label={say("scope")}>
        <Select value={scope} onChange={(_, { value }) => setScope(value as Scope)}>
          {scopes.map((one) => (
            <option key={one} value={one}>
              {say(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Checkbox label={say("mark")} checked={mark} onChange={(_, { checked }) => setMark(checked === true)} />
      <div className={layout.actions}>
        <Button className={styles.narrow} disabledFocusable={operation.running} onClick={refresh}>
          {say("refresh")}
        </Button>
        <Button className={styles.narrow} disabledFocusable={operation.running} onClick={freeze}>
          {say("freeze")}
        </Button>
        <Button className={styles.narrow} disabledFocusable={operation.running} onClick={thaw}>
          {say("thaw")}
        </Button>
      </div>
      <p className={layout.hint}>{say("upkeepHint")}</p>
      <h3 className={layout.heading}>{say("withoutAddIn")}</h3>
      <p className={layout.hint}>{say("withoutAddInHint")}</p>
      <div className={layout.actions}>
        <Button disabledFocusable={operation.running} onClick={() => ask(true)}>
          {say("detach")}
        </Button>
        <Button disabledFocusable={operation.running} onClick={reattach}>
          {say("reattach")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      <div role="status">
        {said && (
          <MessageBar ref={bringIntoSight} intent="success" layout="multiline">
            <MessageBarBody>{said.words}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <CellNotes words={say("becameValues")} cells={said?.values} />
      <CellNotes words={say("leftAsTheyWere")} cells={said?.left} />
      {asked && (
        <Dialog title={say("detachTitle")} answer={say("detachAnswer")} onAnswer={detach} onClose={() => ask(false)}>
          <p className={layout.text}>{say("detachText")}</p>
          <p className={layout.text}>{say("detachValues")}</p>
          <p className={layout.text}>{say("detachBack")}</p>
        </Dialog>
      )}
    </section>
  );
}

/** Cells that need a word of their own, e.g. why one became a value. */
function CellNotes({
  words,
  cells = [],
}: {
  readonly words: string;
  readonly cells?: readonly LeftCell[] | undefined;
}) {
  const language = useLanguage();
  const layout = useLayout();
  if (cells.length === 0) return null;
  return (
    <div>
      <h3 className={layout.heading}>{`${words} (${cells.length})`}</h3>
      <LongList items={cells} most={MOST_LISTED}>
        {({ cell, message }) => (
          <>
            {cell}
            <div className={layout.hint}>{messageText(message, language)}</div>
          </>
        )}
      </LongList>
    </div>
  );
}
