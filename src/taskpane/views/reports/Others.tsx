import { Button, Link, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { OfReport } from "../../../model/types";
import type { Report } from "../../../report/types";
import type { FormulaCell, RunOptions } from "../../../workbook";
import type { EditionName, EditionOffer } from "../../../workbook/editions/types";
import { FileButton } from "../../components/FileButton";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { NOTHING, type Answer } from "../editions/answer";
import { Faults } from "../editions/Faults";
import { readReportFile, REPORT_FILES } from "../editions/reportFile";
import { Preview } from "../editions/Preview";
import { texts as editionTexts } from "../editions/texts";
import { texts } from "./texts";

const MOST_LISTED = 30;

/** What stands below the reports. */
type Below =
  | Answer
  | { readonly is: "adding"; readonly offers: readonly EditionOffer[] }
  | { readonly is: "removing"; readonly name: EditionName; readonly uses: readonly FormulaCell[] };

/** The reports that formulas can name besides the main one. */
export function Others() {
  const say = useTexts(texts);
  const sayEdition = useTexts(editionTexts);
  const language = useLanguage();
  const layout = useLayout();
  const { workbook, state } = usePane();
  const operation = useOperation();
  const [answer, setAnswer] = useState<Below>(NOTHING);
  const heading = useRef<HTMLHeadingElement>(null);
  const { others } = state;
  const other = (id: string) => others.find(({ report }) => report === id);

  const ask = (task: (run: RunOptions) => Promise<Below>) => {
    setAnswer(NOTHING);
    void operation.run(async (run) => setAnswer(await task(run)));
  };
  /** What was chosen is gone when it is done: reading goes on at the reports. */
  const write = (task: (run: RunOptions) => Promise<unknown>) => {
    setAnswer(NOTHING);
    void operation.run(task).then((done) => done && heading.current?.focus());
  };
  const close = () => {
    setAnswer(NOTHING);
    heading.current?.focus();
  };
  /** What it would change where the workbook has another edition of it; else it is added. */
  const take = async (to: Report, run: RunOptions, former = false): Promise<Below> => {
    const { model } = workbook.getState();
    if (to.id === model.report.id || other(to.id)?.model) {
      const preview = await workbook.previewUpgrade(to, { of: to.id }, run);
      return { is: "preview", report: to, former, preview, model };
    }
    await workbook.addReport(to, run);
    heading.current?.focus();
    return NOTHING;
  };
  const accept = ({ report, former }: { report: Report; former: boolean }, log: boolean) => {
    const how = { of: report.id, log };
    write((run) => (former ? workbook.returnToFormer(how, run) : workbook.upgrade(report, how, run)));
  };
  const openFile = (chosen: File) =>
    ask(async (run) => {
      const read = await readReportFile(chosen, workbook, language);
      return "report" in read ? take(read.report, run) : { is: "faults", file: chosen.name, ...read };
    });
  const goTo = (sheet: string, address: string) => void operation.run(() => workbook.goTo(sheet, address));
  const action = (label: string, act: () => void) => (
    <Button size="small" disabledFocusable={operation.running} onClick={act}>
      {label}
    </Button>
  );

  const { overrides, scenarios } = state.model.assumptions;
  const isGoing = ({ report }: OfReport): boolean => answer.is === "removing" && answer.name.report === report;
  const goes = [
    ...scenarios.filter(isGoing).map(({ name }) => name),
    ...overrides
      .filter(isGoing)
      .map(({ key, scenario, year, value }) =>
        say("goesWith", { where: [key, scenario, year].filter((part) => part !== null).join(" · "), value }),
      ),
  ];

  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("others")}>
      <h2 ref={heading} tabIndex={-1} className={layout.heading}>
        {say("others")}
      </h2>
      <p className={layout.hint}>{say("othersHint")}</p>
      {others.map(({ report, edition, model, former }) => (
        <div key={report} className={layout.section} role="group" aria-label={report}>
          <p className={layout.text}>
            {model && <strong>{model.report.title[language]} </strong>}
            <span>{say("otherName", { report, edition })}</span>
          </p>
          {!model && <p className={layout.hint}>{say("otherUnreadable")}</p>}
          <div className={layout.actions}>
            {model &&
              former &&
              action(sayEdition("seeFormer"), () =>
                ask(async (run) => take(await workbook.formerReport({ of: report }), run, true)),
              )}
            {action(say("remove"), () =>
              ask(async () => ({
                is: "removing",
                name: { report, edition },
                uses: await workbook.reportUses(report),
              })),
            )}
          </div>
        </div>
      ))}
      <div className={layout.actions}>
        {action(say("addReport"), () => ask(async () => ({ is: "adding", offers: await workbook.offeredReports() })))}
      </div>
      <OperationStatus operation={operation} />
      {answer.is === "adding" && (
        <div className={layout.section} role="group" aria-label={say("addReport")}>
          <div className={layout.actions}>
            {answer.offers.map((offer) => (
              <span key={offer.report}>
                {action(
                  say(other(offer.report) ? "updateOffered" : "addOffered", {
                    title: offer.title[language],
                    edition: offer.edition,
                  }),
                  () => ask(async (run) => take(await workbook.offeredReport(offer), run)),
                )}
              </span>
            ))}
            <FileButton
              label={say("addFile")}
              title={say("fileToAdd")}
              accept={REPORT_FILES}
              size="small"
              disabledFocusable={operation.running}
              onFile={openFile}
            />
            {action(say("close"), close)}
          </div>
        </div>
      )}
      {answer.is === "faults" && <Faults {...answer} />}
      {answer.is === "preview" && (
        <Preview
          {...answer}
          accept={sayEdition(answer.former ? "acceptFormer" : "accept")}
          operation={operation}
          onAccept={(log) => accept(answer, log)}
          onClose={close}
        />
      )}
      {answer.is === "removing" && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {answer.uses.length === 0
                ? say("unused", { ...answer.name })
                : say("inUse", { ...answer.name, count: answer.uses.length })}
            </MessageBarBody>
            <MessageBarActions>
              {action(say("removeNow"), () => write((run) => workbook.removeReport(answer.name.report, run)))}
              {action(say("keep"), close)}
            </MessageBarActions>
          </MessageBar>
          {goes.length > 0 && <p className={layout.text}>{say("goes", { count: goes.length })}</p>}
          <LongList items={goes} most={MOST_LISTED}>
            {(text) => text}
          </LongList>
          <LongList items={answer.uses} most={MOST_LISTED}>
            {({ sheet, address, formula }) => (
              <>
                <Link as="button" onClick={() => goTo(sheet, address)}>
                  {say("goTo", { sheet, address })}
                </Link>
                <div>{formula}</div>
              </>
            )}
          </LongList>
        </>
      )}
    </section>
  );
}
