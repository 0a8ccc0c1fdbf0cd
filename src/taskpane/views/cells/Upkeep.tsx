import { Button, Field, MessageBar, MessageBarBody, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { RunOptions, Scope } from "../../../workbook";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useTexts } from "../../language";
import { useOperation } from "../../operation";
import { texts } from "./texts";

const MOST_LISTED = 5;

/** Recalculating formulas, turning them into values, and bringing them back. */
export function Upkeep({ onDone }: { readonly onDone: () => void }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const { workbook } = usePane();
  const operation = useOperation();
  const [scope, setScope] = useState<Scope>("selection");
  const [said, setSaid] = useState("");

  /** `task` gives what to say when it is done. */
  const act = (task: (run: RunOptions) => Promise<string>) => {
    setSaid("");
    void operation
      .run(async (run) => setSaid(await task(run)))
      .then((done) => {
        if (done) onDone();
      });
  };
  const withLeft = (words: string, left: readonly string[]) =>
    left.length === 0
      ? words
      : `${words} ${say("skipped", { cells: left.slice(0, MOST_LISTED).join(", ") + (left.length > MOST_LISTED ? " …" : "") })}`;

  const refresh = () =>
    act(async () => {
      await workbook.refresh();
      return say("recalculated");
    });
  const freeze = () =>
    act(async (run) => {
      const { frozen, skipped } = await workbook.freeze(scope, {}, run);
      return withLeft(
        say("frozen", { count: frozen }),
        skipped.map(({ cell }) => cell),
      );
    });
  const thaw = () =>
    act(async (run) => {
      const { thawed, changed } = await workbook.thaw(scope, run);
      return withLeft(say("thawed", { count: thawed }), changed);
    });

  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("upkeep")}>
      <h2 className={layout.heading}>{say("upkeep")}</h2>
      <div className={layout.actions}>
        <Button disabledFocusable={operation.running} onClick={refresh}>
          {say("refresh")}
        </Button>
      </div>
      <Field label={say("scope")}>
        <Select value={scope} onChange={(_, { value }) => setScope(value as Scope)}>
          <option value="selection">{say("selection")}</option>
          <option value="sheet">{say("sheetScope")}</option>
          <option value="workbook">{say("workbook")}</option>
        </Select>
      </Field>
      <div className={layout.actions}>
        <Button disabledFocusable={operation.running} onClick={freeze}>
          {say("freeze")}
        </Button>
        <Button disabledFocusable={operation.running} onClick={thaw}>
          {say("thaw")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      <div role="status">
        {said && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{said}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </section>
  );
}
