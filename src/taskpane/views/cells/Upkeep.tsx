import { Button, Checkbox, makeStyles, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useState } from "react";
import { restrictionOf } from "../../../workbook/editions/licences";
import type { ReattachQuestion, RunOptions } from "../../../workbook";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { ScopeField, SCOPES } from "../../components/ScopeField";
import { usePane, useSetting } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { oneOf, usePreference, yesOrNo } from "../../preferences";
import { texts } from "./texts";

/** So that three of them fit a narrow pane. */
const useStyles = makeStyles({ narrow: { minWidth: "80px" } });

/** Recalculating formulas, turning them into values or native formulas, and bringing them back. */
export function Upkeep({ onDone }: { readonly onDone: () => void }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const styles = useStyles();
  const { workbook } = usePane();
  const { models } = useSetting();
  const language = useLanguage();
  const operation = useOperation();
  const [scope, setScope] = usePreference("scope", oneOf(SCOPES), "selection");
  const [mark, setMark] = usePreference("mark-frozen", yesOrNo, false);
  const [asked, ask] = useState<"freeze" | "detach" | null>(null);
  const reports = [...models.values()].map(({ report }) => report);
  const licence = restrictionOf(reports);

  const act = (task: (run: RunOptions) => Promise<unknown>) =>
    void operation.run(task).then((done) => {
      if (done) onDone();
    });
  const [changed, askAbout] = useState<ReattachQuestion | null>(null);
  const reattach = (over?: ReattachQuestion) => {
    askAbout(null);
    act(async (run) => {
      const outcome = await workbook.reattach(over ? { over } : {}, run);
      if ("changed" in outcome) askAbout(outcome);
    });
  };
  const freeze = () => {
    ask(null);
    act((run) => workbook.freeze(scope, { mark }, run));
  };
  const detach = () => {
    ask(null);
    act((run) => workbook.detach(run));
  };
  const restriction = licence && (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{licence[language]}</MessageBarBody>
    </MessageBar>
  );

  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("upkeep")}>
      <h2 className={layout.heading}>{say("upkeep")}</h2>
      <ScopeField label={say("scope")} scope={scope} onChange={setScope} />
      <Checkbox label={say("mark")} checked={mark} onChange={(_, { checked }) => setMark(checked === true)} />
      <div className={layout.actions}>
        <Button
          className={styles.narrow}
          disabledFocusable={operation.running}
          onClick={() => act((run) => workbook.refresh(scope, run))}
        >
          {say("refresh")}
        </Button>
        <Button
          className={styles.narrow}
          disabledFocusable={operation.running}
          onClick={() => (licence ? ask("freeze") : freeze())}
        >
          {say("freeze")}
        </Button>
        <Button
          className={styles.narrow}
          disabledFocusable={operation.running}
          onClick={() => act((run) => workbook.thaw(scope, run))}
        >
          {say("thaw")}
        </Button>
      </div>
      <p className={layout.hint}>{say("upkeepHint")}</p>
      <h3 className={layout.heading}>{say("withoutAddIn")}</h3>
      <p className={layout.hint}>{say("withoutAddInHint")}</p>
      <div className={layout.actions}>
        <Button disabledFocusable={operation.running} onClick={() => ask("detach")}>
          {say("detach")}
        </Button>
        <Button disabledFocusable={operation.running} onClick={() => reattach()}>
          {say("reattach")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      {asked === "freeze" && (
        <Dialog title={say("freezeTitle")} answer={say("freeze")} onAnswer={freeze} onClose={() => ask(null)}>
          {restriction}
        </Dialog>
      )}
      {asked === "detach" && (
        <Dialog title={say("detachTitle")} answer={say("detachAnswer")} onAnswer={detach} onClose={() => ask(null)}>
          {restriction}
          <p className={layout.text}>{say("detachText")}</p>
          <p className={layout.text}>{say("detachValues")}</p>
          <p className={layout.text}>{say("detachBack")}</p>
        </Dialog>
      )}
      {changed && (
        <Dialog
          title={say("reattachTitle")}
          answer={say("reattach")}
          onAnswer={() => reattach(changed)}
          onClose={() => askAbout(null)}
        >
          <p className={layout.text}>{say("reattachText", { count: changed.changed.length })}</p>
          <p className={layout.text}>{say("reattachKept")}</p>
        </Dialog>
      )}
    </section>
  );
}
