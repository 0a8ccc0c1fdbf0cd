import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { messageText } from "../../../workbook/messages/messages";
import { OperationStatus } from "../../components/OperationStatus";
import { bringIntoSight } from "../../components/sight";
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
        </MessageBar>
      ))}
      <LostTables operation={operation} />
      {outcome && outcome.number > dismissed && (
        <MessageBar
          key={outcome.number}
          ref={bringIntoSight}
          intent={outcome.kind === "failed" ? "error" : outcome.kind === "done" ? "success" : "info"}
          layout="multiline"
        >
          <MessageBarBody>
            {outcome.source ? (
              <>
                <MessageBarTitle>{messageText(outcome.message, language)}</MessageBarTitle>
                <SourceCard source={outcome.source} />
              </>
            ) : (
              messageText(outcome.message, language)
            )}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label={say("dismiss")}
                title={say("dismiss")}
                icon={<DismissRegular />}
                onClick={() => dismiss(outcome.number)}
              />
            }
          />
        </MessageBar>
      )}
      <OperationStatus operation={operation} />
    </div>
  );
}
