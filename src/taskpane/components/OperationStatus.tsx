import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { messageText } from "../../workbook/messages/messages";
import { useLanguage, useTexts } from "../language";
import type { Operation } from "../operation";
import { bringIntoSight } from "./sight";
import { texts } from "./texts";
import { Told } from "./Told";

const useStyles = makeStyles({
  progress: { display: "grid", gridTemplateColumns: "1fr auto", gap: tokens.spacingVerticalXS, alignItems: "center" },
  bar: { gridColumn: "1 / -1" },
});

/** Progress of an operation that takes longer than a second, with a way out; how it ended, or why it failed. */
export function OperationStatus({ operation }: { readonly operation: Operation }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const styles = useStyles();
  const { failure, progress, slow, told } = operation;
  const step = progress ? messageText(progress.message, language) : say("working");
  return (
    <>
      <div role="status">
        {slow && (
          <div ref={bringIntoSight} className={styles.progress}>
            <span>{progress ? say("progress", { message: step, done: progress.done, of: progress.of }) : step}</span>
            <Button size="small" onClick={operation.cancel}>
              {say("cancel")}
            </Button>
            <ProgressBar
              className={styles.bar}
              aria-label={step}
              value={progress && progress.of > 0 ? progress.done / progress.of : undefined}
            />
          </div>
        )}
      </div>
      <div role="status">{told && <Told told={told} />}</div>
      {failure && (
        <MessageBar ref={bringIntoSight} intent="error" layout="multiline" politeness="assertive">
          <MessageBarBody>
            <MessageBarTitle>{say("failed")}</MessageBarTitle>{" "}
            {"note" in failure ? messageText(failure.note, language) : say("unexpected", { reason: failure.reason })}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label={say("dismiss")}
                title={say("dismiss")}
                icon={<DismissRegular />}
                onClick={operation.dismiss}
              />
            }
          />
        </MessageBar>
      )}
    </>
  );
}
