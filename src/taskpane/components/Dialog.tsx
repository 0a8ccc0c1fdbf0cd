import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useTexts } from "../language";
import { texts } from "./texts";

const useStyles = makeStyles({
  dialog: {
    width: "calc(100vw - 32px)",
    maxWidth: "420px",
    maxHeight: "calc(100vh - 32px)",
    boxSizing: "border-box",
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow64,
    "::backdrop": { backgroundColor: "rgba(0, 0, 0, 0.4)" },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  content: {
    display: "grid",
    gap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalS,
    overflowWrap: "anywhere",
  },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "flex-end",
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalL,
  },
});

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that goes ahead says. */
  readonly answer: string;
  readonly disabled?: boolean;
  readonly onAnswer: () => void;
  readonly onClose: () => void;
}

/**
 * A modal question, answered by its button or by Enter in a field. On the browser's own `<dialog>`: it keeps the focus, closes on Escape, returns the focus to where
 * it was, and makes the rest inert, which Fluent's dialog would bring 11 kB of script for.
 */
export function Dialog({ title, children, answer, disabled = false, onAnswer, onClose }: Props) {
  const say = useTexts(texts);
  const styles = useStyles();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer();
        }}
      >
        <div className={styles.content}>{children}</div>
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabled={disabled}>
            {answer}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </dialog>
  );
}
