import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useState } from "react";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { LongList } from "../../components/LongList";
import { bringIntoSight } from "../../components/sight";
import { useModels, usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import type { Operation } from "../../operation";
import { sorted } from "../assumptions/overridden";
import { useWords } from "../assumptions/words";
import { texts } from "./texts";

const MOST_LISTED = 50;

/** What a lost table held stays in force until the user restores the table, or gives it up knowing what goes. */
export function LostTables({ operation }: { readonly operation: Operation }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const language = useLanguage();
  const { workbook, state } = usePane();
  const models = useModels();
  const words = useWords();
  const [asked, ask] = useState(false);
  const lost = (table: keyof typeof state.tables) => state.tables[table] === "lost";
  if (!lost("MarketAssumptions") && !lost("MarketScenarios")) return null;

  const { overridden, unused } = sorted(models.flatMap((model) => model.assumptionRows()));
  const overrides = lost("MarketAssumptions") ? [...overridden, ...unused] : [];
  const scenarios = lost("MarketScenarios")
    ? models.flatMap((model) => model.scenarios.filter(({ kind }) => kind === "own"))
    : [];
  const dropped = [
    ...scenarios.map(({ name }) => say("scenario", { name: name[language] })),
    ...overrides.map((row) =>
      say("override", {
        name: row.name[language],
        where: [row.report, words.where(row)].filter(Boolean).join(" · "),
        value: words.amount(row.override ?? NaN, row.unit),
      }),
    ),
  ];
  const kept = say("kept", { overrides: overrides.length, scenarios: scenarios.length });
  const forget = () => {
    ask(false);
    void operation.run(() => workbook.forgetTables());
  };
  return (
    <MessageBar ref={bringIntoSight} intent="warning" layout="multiline">
      <MessageBarBody>{kept}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => void operation.run(() => workbook.restoreTables())}>
          {say("restore")}
        </Button>
        <Button size="small" onClick={() => (dropped.length > 0 ? ask(true) : forget())}>
          {say("useDefaults")}
        </Button>
      </MessageBarActions>
      {asked && (
        <Dialog title={say("dropTitle")} answer={say("useDefaults")} onAnswer={forget} onClose={() => ask(false)}>
          <p className={layout.text}>{say("drops")}</p>
          <LongList items={dropped} most={MOST_LISTED}>
            {(item) => item}
          </LongList>
        </Dialog>
      )}
    </MessageBar>
  );
}
