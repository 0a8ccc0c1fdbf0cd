import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReportFault } from "../../../report/faults";
import { faultText } from "../../../report/messages";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { useLanguage, useTexts } from "../../language";
import { texts } from "./texts";

const MOST_LISTED = 100;

/** What is wrong with a report file, by place and reason. The reader of files says itself when it stopped counting. */
export function Faults({ file, faults }: { readonly file: string; readonly faults: readonly ReportFault[] }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const stopped = faults.filter(({ code }) => code === "more-faults");
  const found = faults.filter(({ code }) => code !== "more-faults");
  return (
    <section className={layout.section} aria-label={say("faults", { count: found.length })}>
      <MessageBar intent="error" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{say("faultsTitle", { file })}</MessageBarTitle>{" "}
          {stopped[0] ? faultText(stopped[0], language) : say("faults", { count: found.length })}
        </MessageBarBody>
      </MessageBar>
      <LongList items={found} most={MOST_LISTED}>
        {(fault) => (
          <>
            <div className={fault.path === "" ? layout.hint : layout.code}>{fault.path || say("wholeFile")}</div>
            <div>{faultText(fault, language)}</div>
          </>
        )}
      </LongList>
    </section>
  );
}
