import { Button, Field, Input, Link, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useCallback, useEffect, useState } from "react";
import type { Model } from "../../../model/types";
import type { Report, Text } from "../../../report/types";
import type { RunOptions, UpgradePreview } from "../../../workbook";
import type { DraftFault } from "../../../workbook/authoring/status";
import type { DraftName } from "../../../workbook/operations/checkDraft";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { Preview } from "../editions/Preview";
import { Faults } from "./Faults";
import { Numbers } from "./Numbers";
import { save } from "./save";
import { texts } from "./texts";

const MOST_LISTED = 100;

type Format = "json" | "zip";

/** What stands below the drafts. */
type Answer =
  | { readonly is: "nothing" }
  | { readonly is: "numbers"; readonly suffix: string }
  | { readonly is: "faults"; readonly faults: readonly DraftFault[] }
  | { readonly is: "licence"; readonly suffix: string | null; readonly format: Format; readonly licence: Text }
  | {
      readonly is: "preview";
      readonly suffix: string;
      readonly report: Report;
      /** What it is to be published as. */
      readonly edition: string;
      readonly preview: UpgradePreview;
      /** What it was worked out with. */
      readonly model: Model;
    };

const NOTHING: Answer = { is: "nothing" };

/** The same under another number, by which nothing else changes. */
const called = ({ difference, ...preview }: UpgradePreview, edition: string): UpgradePreview => ({
  ...preview,
  difference: { ...difference, to: { ...difference.to, edition } },
});

/** Reports that are written in the workbook, as tables. */
export function Drafts() {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const { workbook, state } = usePane();
  const operation = useOperation();
  const [drafts, setDrafts] = useState<readonly DraftName[]>([]);
  const [answer, setAnswer] = useState<Answer>(NOTHING);

  const list = useCallback(async () => {
    const found = await workbook.listDrafts().catch(() => []);
    setDrafts(found);
  }, [workbook]);
  // Asked when the workbook has been read: what it holds isn't known before.
  const { ready } = state;
  useEffect(() => {
    if (ready) void list();
  }, [ready, list]);

  const ask = (task: (run: RunOptions) => Promise<Answer>) => {
    setAnswer(NOTHING);
    void operation.run(async (run) => {
      setAnswer(await task(run));
      await list();
    });
  };
  const write = (task: (run: RunOptions) => Promise<unknown>) =>
    ask(async (run) => {
      await task(run);
      return NOTHING;
    });
  const check = (suffix: string) =>
    ask(async (run) => {
      const { faults } = await workbook.checkDraft(suffix, run);
      return faults.length > 0 ? { is: "faults", faults } : NOTHING;
    });
  const see = (suffix: string) =>
    ask(async (run) => {
      // Its outcome is what comes next: no word of it stays.
      const { report, edition, faults } = await workbook.checkDraft(suffix, { signal: run.signal! });
      if (!report || edition === null) return { is: "faults", faults };
      const { model } = workbook.getState();
      const preview = await workbook.previewUpgrade({ ...report, edition }, {}, run);
      return { is: "preview", suffix, report, edition, model, preview };
    });
  const accept = (suffix: string, edition: string, log: boolean) =>
    write((run) => workbook.publishDraft(suffix, { edition, log }, run));
  const saveNow = (suffix: string | null, format: Format) =>
    ask(async () => {
      save(await workbook.saveReport(suffix, format));
      return NOTHING;
    });
  const ensureLicence = (suffix: string | null, format: Format) =>
    ask(async () => {
      const licence = await workbook.licenceOf(suffix);
      if (licence) return { is: "licence", suffix, format, licence };
      save(await workbook.saveReport(suffix, format));
      return NOTHING;
    });
  const goTo = (sheet: string, address: string) => void operation.run(() => workbook.goTo(sheet, address));
  const action = (label: string, act: () => void) => (
    <Button size="small" disabledFocusable={operation.running} onClick={act}>
      {label}
    </Button>
  );

  return (
    <section className={`${layout.section} ${layout.divided}`} aria-label={say("title")}>
      <h2 className={layout.heading}>{say("title")}</h2>
      <p className={layout.hint}>{say("hint")}</p>
      <div className={layout.actions}>
        {action(say("newWithExample"), () => write((run) => workbook.newReport(true, run)))}
        {action(say("newBlank"), () => write((run) => workbook.newReport(false, run)))}
        {action(say("openAsTables"), () => write((run) => workbook.openAsTables(null, run)))}
      </div>
      {drafts.length > 0 && <h3 className={layout.heading}>{say("drafts", { count: drafts.length })}</h3>}
      {drafts.map(({ suffix, sheet, title, hasExample }) => (
        <div key={suffix} className={layout.section} role="group" aria-label={title || say("untitled")}>
          <p className={layout.text}>
            <strong>{title || say("untitled")}</strong>{" "}
            <Link as="button" onClick={() => goTo(sheet, "A1")}>
              {say("go")}
            </Link>
          </p>
          <div className={layout.actions}>
            {hasExample && action(say("removeExample"), () => write((run) => workbook.removeExample(suffix, run)))}
            {action(say("addNumbers"), () => setAnswer({ is: "numbers", suffix }))}
            {action(say("check"), () => check(suffix))}
            {action(say("use"), () => see(suffix))}
            {action(say("saveJson"), () => ensureLicence(suffix, "json"))}
            {action(say("saveZip"), () => ensureLicence(suffix, "zip"))}
          </div>
        </div>
      ))}
      <OperationStatus operation={operation} />
      {answer.is === "licence" && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{answer.licence[language]}</MessageBarBody>
          <MessageBarActions>
            {action(say("saveAnyway"), () => saveNow(answer.suffix, answer.format))}
            {action(say("cancel"), () => setAnswer(NOTHING))}
          </MessageBarActions>
        </MessageBar>
      )}
      {answer.is === "numbers" && <Numbers suffix={answer.suffix} onGo={goTo} onClose={() => setAnswer(NOTHING)} />}
      {answer.is === "faults" && (
        <section className={layout.section} aria-label={say("faults", { count: answer.faults.length })}>
          <h3 className={layout.heading}>{say("faults", { count: answer.faults.length })}</h3>
          <Faults faults={answer.faults} most={MOST_LISTED} onGo={goTo} />
        </section>
      )}
      {answer.is === "preview" && (
        <>
          <Field label={say("edition")} hint={say("editionHint")}>
            <Input value={answer.edition} onChange={(_, { value }) => setAnswer({ ...answer, edition: value })} />
          </Field>
          <Preview
            preview={called(answer.preview, answer.edition)}
            report={answer.report}
            model={answer.model}
            accept={say("accept")}
            operation={operation}
            lacks={answer.edition.trim() === ""}
            onAccept={(log) => accept(answer.suffix, answer.edition.trim(), log)}
            onClose={() => setAnswer(NOTHING)}
          />
        </>
      )}
      <div className={layout.actions}>
        {action(`${say("saveInUse")}: JSON`, () => ensureLicence(null, "json"))}
        {action(`${say("saveInUse")}: Data Package`, () => ensureLicence(null, "zip"))}
      </div>
    </section>
  );
}
