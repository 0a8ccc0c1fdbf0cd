import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReportFault } from "../../../report/faults";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { useTexts } from "../../language";
import { texts } from "./texts";

const MOST_LISTED = 100;

interface Props {
  readonly file: string;
  readonly faults: readonly ReportFault[];
  /** A fault in the reader's language. */
  readonly textOf: (fault: ReportFault) => string;
}

/** What is wrong with a report file, by place and reason. The reader of files says itself when it stopped counting. */
export function Faults({ file, faults, textOf }: Props) {
  const say = useTexts(texts);
  const layout = useLayout();
  const stopped = faults.filter(({ code }) => code === "more-faults");
  const found = faults.filter(({ code }) => code !== "more-faults");
  return (
    <section className={layout.section} aria-label={say("faults", { count: found.length })}>
      <MessageBar intent="error" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{say("faultsTitle", { file })}</MessageBarTitle>{" "}
          {stopped[0] ? textOf(stopped[0]) : say("faults", { count: found.length })}
        </MessageBarBody>
      </MessageBar>
      <LongList items={found} most={MOST_LISTED}>
        {(fault) => (
          <>
            <div className={fault.path === "" ? layout.hint : layout.code}>{fault.path || say("wholeFile")}</div>
            <div>{textOf(fault)}</div>
          </>
        )}
      </LongList>
    </section>
  );
}
