import { Field, Input, Select } from "@fluentui/react-components";
import { useState } from "react";
import type {
  LoadAnswer,
  LoadOptions,
  LoadPreview,
  Loss,
  SheetChanges,
  SheetKind,
  SheetPreview,
} from "../../../workbook";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { useTexts } from "../../language";
import { texts } from "./texts";

type Answers = NonNullable<LoadOptions["answers"]>;
type Found = SheetPreview["found"]["is"];

type Choice = LoadAnswer["answer"] | "renew";

/** What can be done about each thing that is found, the safest first. */
const choices: Readonly<Record<Found, readonly Choice[]>> = {
  free: [],
  ours: ["update", "renew", "rename", "skip"],
  taken: ["rename", "replace", "skip"],
  elsewhere: [],
};

/** What the user didn't change can't be put back. */
const choicesFor = ({ found }: SheetPreview): readonly Choice[] =>
  choices[found.is].filter((choice) => choice !== "renew" || (found.is === "ours" && found.edited.length > 0));

function answerOf(choice: Choice, { freeName }: SheetPreview): LoadAnswer {
  if (choice === "rename") return { answer: choice, name: freeName };
  return choice === "renew" ? { answer: "update", renew: true } : { answer: choice };
}

const choiceOf = (answer: LoadAnswer): Choice => (answer.answer === "update" && answer.renew ? "renew" : answer.answer);

interface Props {
  /** Default: that some of it is there already. */
  readonly title?: string;
  readonly answer?: string;
  readonly preview: LoadPreview;
  readonly onAnswer: (answers: Answers) => void;
  readonly onCancel: () => void;
}

/** Asks about each sheet or block that a load would meet, and names what a replacement would lose. */
export function ConflictDialog({ title, answer, preview, onAnswer, onCancel }: Props) {
  const say = useTexts(texts);
  const layout = useLayout();
  const { block } = preview;
  const conflicts = preview.sheets.filter(({ found }) => choices[found.is].length > 0);
  const [answers, setAnswers] = useState<Answers>(() =>
    Object.fromEntries(conflicts.map((sheet) => [sheet.kind, answerOf(choices[sheet.found.is][0]!, sheet)])),
  );
  const set = (kind: SheetKind, answer: LoadAnswer) => setAnswers((before) => ({ ...before, [kind]: answer }));
  const occupied = block !== null && block.occupied > 0;
  return (
    <Dialog
      title={title ?? say("conflictTitle")}
      onClose={onCancel}
      answer={answer ?? say(occupied ? "replaceCells" : "goOn")}
      onAnswer={() => onAnswer(occupied ? { block: { answer: "replace" } } : answers)}
    >
      {occupied && <p className={layout.text}>{say("occupied", { count: block.occupied, address: block.address })}</p>}
      {conflicts.map((sheet) => (
        <Conflict
          key={sheet.kind}
          sheet={sheet}
          answer={answers[sheet.kind]!}
          onAnswer={(answer) => set(sheet.kind, answer)}
        />
      ))}
      {preview.sheets.map(
        ({ kind, found }) =>
          found.is === "elsewhere" && (
            <p key={kind} className={layout.text}>
              {say("elsewhere", { sheet: found.sheet })}
            </p>
          ),
      )}
    </Dialog>
  );
}

interface ConflictProps {
  readonly sheet: SheetPreview;
  readonly answer: LoadAnswer;
  readonly onAnswer: (answer: LoadAnswer) => void;
}

function Conflict({ sheet, answer, onAnswer }: ConflictProps) {
  const say = useTexts(texts);
  const layout = useLayout();
  const { found, name } = sheet;
  return (
    <section className={layout.section} aria-label={name}>
      {found.is === "ours" && <Changes name={found.name} changes={found} />}
      {found.is === "taken" && <p className={layout.text}>{say("taken", { name })}</p>}
      <Select
        aria-label={say("whatToDo", { name })}
        value={choiceOf(answer)}
        onChange={(_, { value }) => onAnswer(answerOf(value as Choice, sheet))}
      >
        {choicesFor(sheet).map((choice) => (
          <option key={choice} value={choice}>
            {say(choice)}
          </option>
        ))}
      </Select>
      {answer.answer === "rename" && (
        <Field label={say("newName")}>
          <Input value={answer.name} onChange={(_, { value }) => onAnswer({ answer: "rename", name: value })} />
        </Field>
      )}
      {answer.answer === "replace" && found.is === "taken" && <Losses loss={found.loss} />}
    </section>
  );
}

/** What an update would do, before it does. */
function Changes({ name, changes: { changes, added, gone, left, edited } }: ChangesProps) {
  const say = useTexts(texts);
  const layout = useLayout();
  const said = [
    added.length > 0 && say("added", { items: shortList(added) }),
    gone.length > 0 && say("gone", { items: shortList(gone) }),
    left.length > 0 && say("left", { items: shortList(left) }),
    edited.length > 0 && say("edited", { cells: shortList(edited) }),
  ].filter((one) => typeof one === "string");
  return (
    <>
      <p className={layout.text}>{changes > 0 ? say("ours", { name, changes }) : say("upToDate", { name })}</p>
      {said.length > 0 && (
        <ul>
          {said.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ChangesProps {
  readonly name: string;
  readonly changes: SheetChanges;
}

function Losses({ loss: { used, tables, charts, references } }: { readonly loss: Loss }) {
  const say = useTexts(texts);
  const losses = [
    used && say("lossCells", { used }),
    tables.length > 0 && say("lossTables", { names: tables }),
    charts.length > 0 && say("lossCharts", { names: charts }),
    references.length > 0 && say("lossReferences", { cells: shortList(references) }),
  ].filter((loss) => typeof loss === "string");
  return (
    <div>
      {say("wouldLose")}
      <ul>{losses.length > 0 ? losses.map((loss) => <li key={loss}>{loss}</li>) : <li>{say("lossEmpty")}</li>}</ul>
    </div>
  );
}

const MOST_LISTED = 8;

const shortList = (items: readonly string[]): string =>
  items.slice(0, MOST_LISTED).join(", ") + (items.length > MOST_LISTED ? ` … (${items.length})` : "");
