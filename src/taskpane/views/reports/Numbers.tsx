import { Button, Field, Input, MessageBar, MessageBarBody, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { BlockAbout, BlockFile, BlockKind, BlockPreview } from "../../../workbook/authoring/block";
import { FileButton } from "../../components/FileButton";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { OperationStatus } from "../../components/OperationStatus";
import { usePane } from "../../context";
import { useTexts } from "../../language";
import { useOperation } from "../../operation";
import { Faults } from "./Faults";
import { texts } from "./texts";

const KINDS: readonly BlockKind[] = ["market", "driver", "segment", "series"];
const MOST_LISTED = 30;

const EMPTY: BlockAbout = { kind: "market", split: "", of: "", unit: "", document: "", page: "" };

interface Props {
  readonly suffix: string;
  readonly onGo: (sheet: string, address: string) => void;
  readonly onClose: () => void;
}

/** Numbers that are selected in the sheet, as they were pasted: what they are, what they come to, and into the draft. */
export function Numbers({ suffix, onGo, onClose }: Props) {
  const say = useTexts(texts);
  const layout = useLayout();
  const { workbook } = usePane();
  const operation = useOperation();
  const [about, setAbout] = useState(EMPTY);
  const [preview, setPreview] = useState<BlockPreview | null>(null);

  const change = (part: Partial<BlockAbout>) => {
    setAbout({ ...about, ...part });
    setPreview(null);
  };
  const field = (key: Exclude<keyof BlockAbout, "kind" | "file">, hint?: string) => (
    <Field label={say(key)} {...(hint && { hint })}>
      <Input value={about[key]} onChange={(_, { value }) => change({ [key]: value })} />
    </Field>
  );
  const take = (file: BlockFile | undefined) => {
    const { file: _, ...rest } = about;
    setAbout(file ? { ...rest, file } : rest);
    setPreview(null);
  };
  const open = (chosen: File) => void chosen.text().then((text) => take({ name: chosen.name, text }));
  const lacks = about.kind === "segment" && (about.split.trim() === "" || about.of.trim() === "");
  const see = () => void operation.run(async (run) => setPreview(await workbook.previewBlock(suffix, about, run)));
  const add = () =>
    void operation.run(async (run) => {
      await workbook.addBlock(suffix, about, run);
      setPreview(null);
    });
  const added = (preview?.lines ?? []).flatMap((line) => line.figures).filter(({ isThere }) => !isThere);

  return (
    <section className={layout.section} aria-label={say("numbers")}>
      <h3 className={layout.heading}>{say("numbers")}</h3>
      <p className={layout.hint}>{say("numbersHint")}</p>
      <Field label={say("kind")}>
        <Select value={about.kind} onChange={(_, { value }) => change({ kind: value as BlockKind })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(kind)}
            </option>
          ))}
        </Select>
      </Field>
      {about.kind === "segment" && (
        <>
          {field("split", say("splitHint"))}
          {field("of", say("ofHint"))}
        </>
      )}
      {field("unit", say("unitHint"))}
      {field("document", say("documentHint"))}
      {field("page")}
      {about.file && <p className={layout.text}>{say("fromFile", { name: about.file.name })}</p>}
      <div className={layout.actions}>
        <Button size="small" disabledFocusable={operation.running || lacks} onClick={see}>
          {say(about.file ? "seeFile" : "see")}
        </Button>
        {about.file ? (
          <Button size="small" disabledFocusable={operation.running} onClick={() => take(undefined)}>
            {say("noFile")}
          </Button>
        ) : (
          <FileButton
            label={say("openFile")}
            title={say("file")}
            accept=".csv,.tsv,.txt,text/csv"
            size="small"
            disabledFocusable={operation.running}
            onFile={open}
          />
        )}
        <Button size="small" onClick={onClose}>
          {say("close")}
        </Button>
      </div>
      <OperationStatus operation={operation} />
      {preview && (
        <section
          className={layout.section}
          aria-label={say("comesTo", { sheet: preview.sheet, address: preview.address })}
        >
          <h3 className={layout.heading}>{say("comesTo", { sheet: preview.sheet, address: preview.address })}</h3>
          {preview.faults.length > 0 && (
            <MessageBar intent="error" layout="multiline">
              <MessageBarBody>{say("unreadable", { count: preview.faults.length })}</MessageBarBody>
            </MessageBar>
          )}
          <Faults faults={[...preview.faults, ...preview.leftOut]} most={MOST_LISTED} onGo={onGo} />
          <LongList items={preview.lines} most={MOST_LISTED}>
            {({ name, unit, isNew, figures: own }) => (
              <>
                <strong>{name}</strong> <span>{isNew ? unit : say("known", { unit })}</span>
                <div>
                  {own
                    .map(({ period, value, others }) =>
                      others.length === 0
                        ? `${period}: ${value}`
                        : say("differs", { period, value, others: others.join(say("between")) }),
                    )
                    .join(say("between"))}
                </div>
              </>
            )}
          </LongList>
          {preview.unavailable > 0 && (
            <p className={layout.hint}>{say("unavailable", { count: preview.unavailable })}</p>
          )}
          {preview.faults.length === 0 && added.length === 0 && <p className={layout.text}>{say("nothingNew")}</p>}
          {preview.faults.length === 0 && added.length > 0 && (
            <div className={layout.actions}>
              <Button size="small" appearance="primary" disabledFocusable={operation.running} onClick={add}>
                {say("add", { lines: preview.lines.filter(({ isNew }) => isNew).length, figures: added.length })}
              </Button>
            </div>
          )}
        </section>
      )}
    </section>
  );
}
