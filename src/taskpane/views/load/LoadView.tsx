import { Button, Checkbox, Field, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { BlockKind, Language, LoadOptions, LoadPlace, LoadPreview, SheetKind } from "../../../workbook";
import { BLOCK_KINDS, SHEET_KINDS } from "../../../workbook/types";
import { useLayout } from "../../components/layout";
import { OfReport } from "../../components/OfReport";
import { OperationStatus } from "../../components/OperationStatus";
import { useOf, usePane } from "../../context";
import { useTexts } from "../../language";
import { useOperation } from "../../operation";
import { oneOf, someOf, usePreference } from "../../preferences";
import { ConflictDialog } from "./ConflictDialog";
import { useUpdateOffer } from "./offer";
import { texts } from "./texts";

type Place = LoadPlace["at"];
const places: readonly Place[] = ["end", "before-active", "selection"];

/** Whether a load would meet something that the user has to decide about. */
const asksSomething = ({ sheets, block }: LoadPreview): boolean =>
  sheets.some(({ found }) => found.is === "ours" || found.is === "taken") || (block?.occupied ?? 0) > 0;

export const LoadView = () => (
  <OfReport>
    <Load />
  </OfReport>
);

function Load() {
  const say = useTexts(texts);
  const layout = useLayout();
  const { workbook, state } = usePane();
  const of = useOf();
  const operation = useOperation();
  const offer = useUpdateOffer(operation);
  const [sheets, setSheets] = usePreference("load-sheets", someOf(SHEET_KINDS), SHEET_KINDS);
  const [at, setAt] = usePreference("load-place", oneOf(places), "end");
  const [block, setBlock] = usePreference("load-block", oneOf(BLOCK_KINDS), "market");
  const [asked, setAsked] = useState<{ readonly options: LoadOptions; readonly preview: LoadPreview } | null>(null);

  const kinds: readonly SheetKind[] = "report" in of ? BLOCK_KINDS : SHEET_KINDS;

  const load = (options: LoadOptions) => {
    setAsked(null);
    void operation.run((run) => workbook.load(options, run));
  };

  const start = () => {
    const options: LoadOptions =
      at === "selection" ? { ...of, place: { at, block } } : { ...of, sheets, place: { at } };
    void operation.run(async (run) => {
      const preview = await workbook.previewLoad(options);
      if (asksSomething(preview)) setAsked({ options, preview });
      else await workbook.load(options, run);
    });
  };

  const toggle = (kind: SheetKind) => setSheets(SHEET_KINDS.filter((one) => (one === kind) !== sheets.includes(one)));

  const nothingChosen = at !== "selection" && !kinds.some((kind) => sheets.includes(kind));
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
            {BLOCK_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {say(kind)}
              </option>
            ))}
          </Select>
        </Field>
      ) : (
        <div role="group" aria-label={say("sheets")}>
          {kinds.map((kind) => (
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
      <div className={layout.divided}>
        <Field label={say("language")} hint={say("languageHint")}>
          <Select
            value={state.textLanguage}
            onChange={(_, { value }) =>
              void operation.run(async () => {
                await workbook.setTextLanguage(value as Language);
                await offer.ask();
              })
            }
          >
            <option value="en">English</option>
            <option value="zh">简体中文</option>
          </Select>
        </Field>
      </div>
      {offer.dialog}
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
