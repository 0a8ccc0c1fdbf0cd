import { Field, Input, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { OwnScenario, ScenarioView } from "../../../model/types";
import type { FormulaCell } from "../../../workbook";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { useModel } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { ScenarioOptions } from "./ScenarioOptions";
import { GoingOn, useGoingOn } from "./GoingOn";
import { texts } from "./texts";

type Going = ReturnType<typeof useGoingOn>["said"];

export function CreateDialog(props: {
  readonly onCreate: (scenario: { readonly name: string; readonly basedOn: string } & Going) => void;
  readonly onClose: () => void;
}) {
  const say = useTexts(texts);
  const { chosen } = useModel();
  const [name, setName] = useState("");
  const [basedOn, setBasedOn] = useState(chosen.id);
  const going = useGoingOn();
  return (
    <Dialog
      title={say("create")}
      answer={say("createButton")}
      disabled={name.trim() === ""}
      onAnswer={() => props.onCreate({ name: name.trim(), basedOn, ...going.said })}
      onClose={props.onClose}
    >
      <Field label={say("name")}>
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={say("basedOn")}>
        <Select value={basedOn} onChange={(_, { value }) => setBasedOn(value)}>
          <ScenarioOptions />
        </Select>
      </Field>
      <GoingOn {...going} />
    </Dialog>
  );
}

export function ExtendDialog({
  own,
  onExtend,
  onClose,
}: {
  readonly own: OwnScenario;
  readonly onExtend: (going: Going) => void;
  readonly onClose: () => void;
}) {
  const say = useTexts(texts);
  const going = useGoingOn(own);
  return (
    <Dialog
      title={say("extendOf", { name: own.name })}
      answer={say("extendButton")}
      onAnswer={() => onExtend(going.said)}
      onClose={onClose}
    >
      <GoingOn {...going} />
    </Dialog>
  );
}

interface Used {
  readonly scenario: ScenarioView;
  readonly uses: readonly FormulaCell[];
  readonly onClose: () => void;
}

export function RenameDialog({
  scenario,
  uses,
  onRename,
  onClose,
}: Used & { readonly onRename: (name: string) => void }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const [name, setName] = useState(scenario.name[language]);
  return (
    <Dialog
      title={say("rename", { name: scenario.name[language] })}
      answer={say("renameButton")}
      disabled={name.trim() === ""}
      onAnswer={() => onRename(name.trim())}
      onClose={onClose}
    >
      <Field label={say("name")}>
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Uses uses={uses} words="usedRename" />
    </Dialog>
  );
}

export function RemoveDialog({ scenario, uses, onRemove, onClose }: Used & { readonly onRemove: () => void }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  return (
    <Dialog
      title={say("removeTitle", { name: scenario.name[language] })}
      answer={say("removeButton")}
      onAnswer={onRemove}
      onClose={onClose}
    >
      <p className={layout.text}>{say("removeText")}</p>
      <Uses uses={uses} words="used" />
    </Dialog>
  );
}

const MOST_LISTED = 10;

/** The formulas that name a scenario, so that nobody is surprised by what happens to them. */
function Uses({ uses, words }: { readonly uses: readonly FormulaCell[]; readonly words: "used" | "usedRename" }) {
  const say = useTexts(texts);
  const layout = useLayout();
  if (uses.length === 0) return <p className={layout.text}>{say("unused")}</p>;
  return (
    <div>
      <p className={layout.text}>{say(words, { count: uses.length })}</p>
      <ul>
        {uses.slice(0, MOST_LISTED).map(({ sheet, address, formula }) => (
          <li key={`${sheet}!${address}`}>
            {sheet}!{address} <span className={layout.code}>{formula}</span>
          </li>
        ))}
      </ul>
      {uses.length > MOST_LISTED && <p className={layout.hint}>{say("more", { count: uses.length - MOST_LISTED })}</p>}
    </div>
  );
}
