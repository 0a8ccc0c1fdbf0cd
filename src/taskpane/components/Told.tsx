import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  type MessageBarProps,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { Told as Outcome } from "../../workbook";
import { messageText } from "../../workbook/messages/messages";
import { useLanguage, useTexts } from "../language";
import { useLayout } from "./layout";
import { LongList } from "./LongList";
import { bringIntoSight } from "./sight";
import { texts } from "./texts";

const INTENTS = {
  done: "success",
  warning: "warning",
  failed: "error",
  answer: "info",
} as const satisfies Readonly<Record<Outcome["kind"], MessageBarProps["intent"]>>;

const MOST_LISTED = 100;

interface Props {
  readonly told: Outcome;
  readonly onDismiss?: () => void;
  /** The answer below its title. */
  readonly children?: ReactNode;
}

/** How an operation ended, whoever asked for it. */
export function Told({ told: { kind, message, cells = [] }, onDismiss, children }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const words = messageText(message, language);
  return (
    <>
      <MessageBar ref={bringIntoSight} intent={INTENTS[kind]} layout="multiline">
        <MessageBarBody>
          {children ? <MessageBarTitle>{words}</MessageBarTitle> : words}
          {children}
        </MessageBarBody>
        {onDismiss && (
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label={say("dismiss")}
                title={say("dismiss")}
                icon={<DismissRegular />}
                onClick={onDismiss}
              />
            }
          />
        )}
      </MessageBar>
      {cells.map(({ title, cells }, index) => (
        <div key={index}>
          <h3 className={layout.heading}>{messageText(title, language)}</h3>
          <LongList items={cells} most={MOST_LISTED}>
            {({ cell, message }) => (
              <>
                {cell}
                <div className={layout.hint}>{messageText(message, language)}</div>
              </>
            )}
          </LongList>
        </div>
      ))}
    </>
  );
}
