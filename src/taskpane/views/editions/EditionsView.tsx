import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { Report } from "../../../report/types";
import type { RunOptions } from "../../../workbook";
import { FileButton } from "../../components/FileButton";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { useUpdateOffer } from "../load/offer";
import { NOTHING, type Answer } from "./answer";
import { Faults } from "./Faults";
import { Preview } from "./Preview";
import { readReportFile, REPORT_FILES } from "./reportFile";
import { texts } from "./texts";

/** Which report the workbook is built on, and going over to another. */
export function EditionsView() {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const { workbook, state } = usePane();
  const operation = useOperation();
  const offer = useUpdateOffer(operation);
  const [answer, setAnswer] = useState<Answer>(NOTHING);
  const heading = useRef<HTMLHeadingElement>(null);
  // The view is opened from the pane's foot: reading goes on here.
  useEffect(() => heading.current?.focus(), []);

  const { model, pinned, newerEdition, formerEdition } = state;
  const { report } = model;
  const name = pinned ?? { report: report.id, edition: report.edition };

  const ask = (task: (run: RunOptions) => Promise<Answer>) => {
    setAnswer(NOTHING);
    void operation.run(async (run) => setAnswer(await task(run)));
  };
  const preview = async (to: Report, former: boolean, run: RunOptions): Promise<Answer> => {
    const { model: before } = workbook.getState();
    return {
      is: "preview",
      report: to,
      former,
      preview: await workbook.previewUpgrade(to, former ? { of: name.report } : {}, run),
      model: before,
    };
  };
  const seeNewer = () => ask(async (run) => preview(await workbook.newerReport(), false, run));
  const seeFormer = () => ask(async (run) => preview(await workbook.formerReport(), true, run));
  const openFile = (chosen: File) =>
    ask(async (run) => {
      const read = await readReportFile(chosen, workbook, language);
      return "report" in read ? preview(read.report, false, run) : { is: "faults", file: chosen.name, ...read };
    });
  const accept = (to: Report, former: boolean, log: boolean) =>
    void operation
      .run(async (run) => {
        await (former ? workbook.returnToFormer({ log }, run) : workbook.upgrade(to, { log }, run));
        setAnswer(NOTHING);
        await offer.ask();
      })
      .then((done) => done && heading.current?.focus());
  const close = () => {
    setAnswer(NOTHING);
    heading.current?.focus();
  };

  return (
    <div className={layout.view}>
      <h2 ref={heading} tabIndex={-1} className={layout.heading}>
        {say("title")}
      </h2>
      <div>
        <p className={layout.text}>{say("builtOn")}</p>
        {name.report === report.id && name.edition === report.edition && (
          <p className={layout.text}>
            <strong>{report.title[language]}</strong>
          </p>
        )}
        <p className={layout.hint}>{say("name", { ...name })}</p>
      </div>
      {newerEdition && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {say("newer", { edition: newerEdition.edition })} {say("newerHint")}
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" disabledFocusable={operation.running} onClick={seeNewer}>
              {say("seeNewer")}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {formerEdition && (
        <div className={layout.section}>
          <p className={layout.text}>{say("former", { ...formerEdition })}</p>
          <div className={layout.actions}>
            <Button disabledFocusable={operation.running} onClick={seeFormer}>
              {say("seeFormer")}
            </Button>
          </div>
        </div>
      )}
      <div className={layout.section}>
        <div className={layout.actions}>
          <FileButton
            label={say("openFile")}
            title={say("file")}
            accept={REPORT_FILES}
            disabledFocusable={operation.running}
            onFile={openFile}
          />
        </div>
        <p className={layout.hint}>{say("openFileHint")}</p>
      </div>
      <OperationStatus operation={operation} />
      {offer.dialog}
      {operation.running && answer.is === "nothing" && <Spinner size="small" label={say("working")} />}
      {answer.is === "faults" && <Faults {...answer} />}
      {answer.is === "preview" && (
        <Preview
          {...answer}
          accept={say(answer.former ? "acceptFormer" : "accept")}
          operation={operation}
          onAccept={(log) => accept(answer.report, answer.former, log)}
          onClose={close}
        />
      )}
    </div>
  );
}
