import { Button, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular } from "@fluentui/react-icons";
import { useCallback, useEffect, useRef, useState } from "react";
import type { FormulaCall } from "../../../excel/formulas/calls";
import { quoteSheet } from "../../../excel/names/names";
import type { DocumentedFormula } from "../../../functions/formulas";
import { formulaText, type Example } from "../../../functions/help";
import type { Insertion, Occupied, Selection } from "../../../workbook";
import { useLayout } from "../../components/layout";
import { OperationStatus } from "../../components/OperationStatus";
import { bringIntoSight } from "../../components/sight";
import { useModel, useOptionalPane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { cellName, firstCell } from "../../selection";
import { ArgumentField } from "./ArgumentField";
import { callText, isComplete, replaceCall, type Setting } from "./call";
import { evaluate, type Given } from "./evaluate";
import { formatsOf } from "./formats";
import { Help } from "./Help";
import { OccupiedDialog } from "./OccupiedDialog";
import { texts } from "./texts";
import { useValue } from "./value";
import { ValuePreview } from "./ValuePreview";

const useStyles = makeStyles({
  back: { justifySelf: "start", minWidth: 0, paddingLeft: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, outlineStyle: "none" },
  formula: {
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** The argument that cells are being picked for; what was selected before doesn't count. */
interface Picking {
  readonly index: number;
  readonly since: Selection | null;
}

type Insert = { readonly text: string } & Insertion;

interface Props {
  readonly formula: DocumentedFormula;
  readonly settings: readonly Setting[];
  readonly reopened: { readonly selection: Selection; readonly call: FormulaCall } | null;
  /** What is selected in the sheet; null outside Excel. */
  readonly selection: Selection | null;
  /** Whether the user opened it, rather than it following the selected cell. */
  readonly takeFocus: boolean;
  readonly onBack: () => void;
}

/** One formula: its arguments, the value that it will have, and its help below. */
export function Builder({ formula, settings: initial, reopened, selection, takeFocus, onBack }: Props) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const pane = useOptionalPane();
  const model = useModel();
  const operation = useOperation();
  const [settings, setSettings] = useState(initial);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [asked, ask] = useState<{ readonly insertion: Insert; readonly occupied: Occupied } | null>(null);
  const [inserted, setInserted] = useState<{ readonly cell: string; readonly formula: string } | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const takesFocus = useRef(takeFocus);
  useEffect(() => {
    if (takesFocus.current) title.current?.focus();
  }, []);

  // While cells are picked as an argument the selection moves, and the formula still goes where it was to go.
  const [target, setTarget] = useState(reopened?.selection ?? selection);
  useEffect(() => {
    if (picking === null && !reopened) setTarget(selection);
  }, [picking, reopened, selection]);

  const set = useCallback(
    (index: number, setting: Setting) =>
      setSettings((before) => formula.parameters.map((_, at) => (at === index ? setting : (before[at] ?? "")))),
    [formula],
  );

  useEffect(() => {
    if (!picking || !selection || !target || selection === picking.since) return;
    if (selection.sheet === target.sheet && selection.address === target.address) return;
    const sheet = selection.sheet === target.sheet ? "" : `${quoteSheet(selection.sheet)}!`;
    set(picking.index, `=${sheet}${selection.address}`);
  }, [picking, selection, set, target]);

  const returnToTarget = async () => {
    if (target) await pane?.workbook.goTo(target.sheet, firstCell(target.address));
  };

  const togglePicking = (index: number) => {
    if (picking?.index === index) void operation.run(returnToTarget).then(() => setPicking(null));
    else setPicking({ index, since: selection });
  };

  const value = useValue(formula, settings, target);
  const call = callText(formula, settings);
  const text = reopened ? replaceCall(reopened.selection.formula, reopened.call, call) : `=${call}`;
  // Within a longer formula the value isn't the cell's.
  const formats = typeof value === "object" && text === `=${call}` ? value.formats : [];

  const insert = (insertion: Insert) => {
    if (!pane) return;
    setInserted(null);
    ask(null);
    void operation.run(async () => {
      await returnToTarget();
      const { text, ...how } = insertion;
      const answer = await pane.workbook.insertFormula(text, how);
      if (!("local" in answer)) return ask({ insertion, occupied: answer });
      setPicking(null);
      setInserted({ cell: target ? cellName(target) : "", formula: answer.local });
    });
  };

  const insertExample = async (example: Example) => {
    const given = formula.parameters.map((_, index): Given => (example.arguments[index] ?? null) as Given);
    const shown = await evaluate(formula, given);
    insert({ text: formulaText(formula.id, example.arguments), formats: formatsOf(formula, given, shown, model) });
  };

  return (
    <div className={layout.view}>
      <Button className={styles.back} appearance="transparent" icon={<ChevronLeftRegular />} onClick={onBack}>
        {say("back")}
      </Button>
      <div>
        <h2 ref={title} className={styles.title} tabIndex={-1}>
          {formula.id}
        </h2>
        <p className={layout.text}>{formula.summary[language]}</p>
        {reopened && <p className={layout.hint}>{say("editing", { cell: cellName(reopened.selection) })}</p>}
      </div>
      <form
        className={layout.view}
        aria-label={say("arguments")}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isComplete(formula, settings)) return;
          insert({ text, formats, ...(reopened && { over: reopened.selection.formula }) });
        }}
      >
        {formula.parameters.length === 0 && <p className={layout.hint}>{say("noArguments")}</p>}
        {formula.parameters.map((parameter, index) => (
          <ArgumentField
            key={parameter.name}
            parameter={parameter}
            help={formula.help.parameters[parameter.name]!}
            setting={settings[index] ?? ""}
            onChange={(setting) => set(index, setting)}
            picking={picking?.index === index}
            onPick={pane ? () => togglePicking(index) : undefined}
          />
        ))}
        <div className={`${layout.code} ${styles.formula}`}>{text}</div>
        <ValuePreview formula={formula} value={value} />
        {pane && (
          <div className={layout.actions}>
            <Button
              type="submit"
              appearance="primary"
              disabledFocusable={!isComplete(formula, settings) || operation.running}
            >
              {!target ? say("insertSelection") : say(reopened ? "update" : "insert", { cell: cellName(target) })}
            </Button>
          </div>
        )}
        <OperationStatus operation={operation} />
        <div role="status">
          {inserted && (
            <MessageBar ref={bringIntoSight} intent="success" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{say("insertedTitle")}</MessageBarTitle> {say("inserted", inserted)}
              </MessageBarBody>
            </MessageBar>
          )}
        </div>
      </form>
      <Help formula={formula} onInsert={pane ? (example) => void insertExample(example) : undefined} />
      {asked && (
        <OccupiedDialog
          cell={target ? cellName(target) : ""}
          occupied={asked.occupied}
          onAnswer={() => insert({ ...asked.insertion, over: asked.occupied })}
          onClose={() => ask(null)}
        />
      )}
    </div>
  );
}
