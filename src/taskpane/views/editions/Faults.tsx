import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { useTexts } from "../../language";
import type { FileFault } from "./reportFile";
import { texts } from "./texts";

const MOST_LISTED = 100;

interface Props {
  readonly file: string;
  readonly faults: readonly FileFault[];
  /** Said where there are more than the reader counted. */
  readonly more: string | null;
}

/** What is wrong with a report file, by place and reason. */
export function Faults({ file, faults, more }: Props) {
  const say = useTexts(texts);
  const layout = useLayout();
  return (
    <section className={layout.section} aria-label={say("faults", { count: faults.length })}>
      <MessageBar intent="error" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{say("faultsTitle", { file })}</MessageBarTitle>{" "}
          {more ?? say("faults", { count: faults.length })}
        </MessageBarBody>
      </MessageBar>
      <LongList items={faults} most={MOST_LISTED}>
        {({ place, text }) => (
          <>
            <div className={place === null ? layout.hint : layout.code}>{place ?? say("wholeFile")}</div>
            <div>{text}</div>
          </>
        )}
      </LongList>
    </section>
  );
}
