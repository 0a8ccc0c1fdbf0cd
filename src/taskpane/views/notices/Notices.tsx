import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { messageText } from "../../../workbook/messages/messages";
import { OperationStatus } from "../../components/OperationStatus";
import { bringIntoSight } from "../../components/sight";
import { Told } from "../../components/Told";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { LostTables } from "./LostTables";
import { SourceCard } from "./SourceCard";
import { texts } from "./texts";

const useStyles = makeStyles({
  notices: { "& > :not(:empty)": { marginBottom: tokens.spacingVerticalM } },
});

/** Above every view: what the user should know about the workbook, and how the ribbon's last command ended. */
export function Notices({ view }: { readonly view: string }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const styles = useStyles();
  const { workbook, state } = usePane();
  const operation = useOperation();
  const [dismissed, dismiss] = useState(0);
  const { outcome } = state;
  const [lastView, setLastView] = useState(view);
  if (view !== lastView) {
    setLastView(view);
    // What went well needs no attention in the next view.
    if (outcome?.kind === "done") dismiss(outcome.number);
  }
  return (
    <div className={styles.notices}>
      {state.notices.map((notice, index) => (
        <MessageBar key={`${notice.id}-${index}`} ref={bringIntoSight} intent="warning" layout="multiline">
          <MessageBarBody>{messageText(notice, language)}</MessageBarBody>
          {notice.id === "part-damaged" && (
            <MessageBarActions>
              <Button size="small" onClick={() => void operation.run(() => workbook.discardKept())}>
                {say("discard")}
              </Button>
            </MessageBarActions>
          )}
          {notice.id === "override-filled" && (
            <MessageBarActions>
              <Button
                size="small"
                onClick={() => void operation.run(() => workbook.overrideAllRows(String(notice.values?.cell)))}
              >
                {say("allRows")}
              </Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ))}
      <LostTables operation={operation} />
      {outcome && outcome.number > dismissed && (
        <Told key={outcome.number} told={outcome} onDismiss={() => dismiss(outcome.number)}>
          {outcome.source && <SourceCard source={outcome.source} />}
          {outcome.asks && (
            <div>
              <Button
                size="small"
                onClick={() => {
                  dismiss(outcome.number);
                  void operation.run((run) => workbook.freeze("selection", {}, run));
                }}
              >
                {say("freezeSelection")}
              </Button>
            </div>
          )}
        </Told>
      )}
      <OperationStatus operation={operation} />
    </div>
  );
}
