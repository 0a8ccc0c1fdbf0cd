import {
  Button,
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Select,
} from "@fluentui/react-components";
import { useState } from "react";
import type {
  BlockKind,
  Language,
  LoadOptions,
  LoadOutcome,
  LoadPlace,
  LoadPreview,
  SheetKind,
} from "../../../workbook";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { bringIntoSight } from "../../components/sight";
import { usePane } from "../../context";
import { useTexts } from "../../language";
import { useOperation } from "../../operation";
import { oneOf, someOf, usePreference } from "../../preferences";
import { useSaid } from "../../said";
import { ConflictDialog } from "./ConflictDialog";
import { texts } from "./texts";

const sheetKinds: readonly SheetKind[] = ["market", "segments", "assumptions", "sources", "checks"];
const blockKinds: readonly BlockKind[] = ["market", "segments", "sources"];

type Place = LoadPlace["at"];
const places: readonly Place[] = ["end", "before-active", "selection"];

/** Whether a load would meet something that the user has to decide about. */
const asksSomething = ({ sheets, block }: LoadPreview): boolean =>
  sheets.some(({ found }) => found.is === "ours" || found.is === "taken") || (block?.occupied ?? 0) > 0;

export function LoadView() {
  const say = useTexts(texts);
  const layout = useLayout();
  const { workbook, state } = usePane();
  const operation = useOperation();
  const [sheets, setSheets] = usePreference("load-sheets", someOf(sheetKinds), sheetKinds);
  const [at, setAt] = usePreference("load-place", oneOf(places), "end");
  const [block, setBlock] = usePreference("load-block", oneOf(blockKinds), "market");
  const [asked, setAsked] = useState<{ readonly options: LoadOptions; readonly preview: LoadPreview } | null>(null);
  const { said: outcome, run: runAndSay } = useSaid<LoadOutcome | null>(operation);

  const load = (options: LoadOptions) => {
    setAsked(null);
    void runAndSay((run) => workbook.load(options, run));
  };

  const start = () => {
    const options: LoadOptions = at === "selection" ? { place: { at, block } } : { sheets, place: { at } };
    void runAndSay(async (run) => {
      const preview = await workbook.previewLoad(options);
      if (!asksSomething(preview)) return workbook.load(options, run);
      setAsked({ options, preview });
      return null;
    });
  };

  const toggle = (kind: SheetKind) => setSheets(sheetKinds.filter((one) => (one === kind) !== sheets.includes(one)));

  const nothingChosen = at !== "selection" && sheets.length === 0;
  return (
    <div className={layout.view}>
      <h2 className={layout.heading}>{say("title")}</h2>
      <p className={layout.text}>
        {state.pinned
          ? say("introAgain", { report: state.pinned.report, edition: state.pinned.edition })
          : say("intro")}
      </p>
      <Field label={say("place")}>
        <Select value={at} onChange={(_, { value }) => setAt(value as Place)}>
          {places.map((place) => (
            <option key={place} value={place}>
              {say(place)}
            </option>
          ))}
        </Select>
      </Field>
      {at === "selection" ? (
        <Field label={say("block")} hint={say(`${block}Hint`)}>
          <Select value={block} onChange={(_, { value }) => setBlock(value as BlockKind)}>
            {blockKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(kind)}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <div role="group" aria-label={say("sheets")}>
          {sheetKinds.map((kind) => (
            <div key={kind}>
              <Checkbox
                checked={sheets.includes(kind)}
                onChange={() => toggle(kind)}
                label={
                  <>
                    {say(kind)}
                    <br />
                    <span className={layout.hint}>{say(`${kind}Hint`)}</span>
                  </>
                }
              />
            </div>
          ))}
        </div>
      )}
      <div className={layout.actions}>
        <Button appearance="primary" disabledFocusable={nothingChosen || operation.running} onClick={start}>
          {say("load")}
        </Button>
        {nothingChosen && <span className={layout.hint}>{say("nothingChosen")}</span>}
      </div>
      <OperationStatus operation={operation} />
      <div role="status">{outcome && <Loaded outcome={outcome} />}</div>
      <div className={layout.divided}>
        <Field label={say("language")} hint={say("languageHint")}>
          <Select
            value={state.textLanguage}
            onChange={(_, { value }) => void operation.run(() => workbook.setTextLanguage(value as Language))}
          >
            <option value="en">English</option>
            <option value="zh">简体中文</option>
          </Select>
        </Field>
      </div>
      {asked && (
        <ConflictDialog
          preview={asked.preview}
          onCancel={() => setAsked(null)}
          onAnswer={(answers) => load({ ...asked.options, answers })}
        />
      )}
    </div>
  );
}

function Loaded({ outcome }: { readonly outcome: LoadOutcome }) {
  const say = useTexts(texts);
  const parts = (["created", "updated", "skipped"] as const)
    .filter((part) => outcome[part].length > 0)
    .map((part) => say(part, { names: outcome[part] }));
  return (
    <MessageBar ref={bringIntoSight} intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{say("loaded")}</MessageBarTitle> {parts.join(" ")}
      </MessageBarBody>
    </MessageBar>
  );
}
