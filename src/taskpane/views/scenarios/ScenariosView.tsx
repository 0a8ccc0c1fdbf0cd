import { Button, Checkbox, Field, Link, makeStyles, Select, tokens } from "@fluentui/react-components";
import { DeleteRegular, RenameRegular } from "@fluentui/react-icons";
import { useEffect, useState } from "react";
import type { OwnScenario, ScenarioView } from "../../../model/types";
import type { FormulaCell } from "../../../workbook";
import { useLayout } from "../../components/layout";
import { OfReport } from "../../components/OfReport";
import { OperationStatus } from "../../components/OperationStatus";
import { LongList } from "../../components/LongList";
import { useEditing, useModel, useOf, usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { sorted } from "../assumptions/overridden";
import { useWords } from "../assumptions/words";
import { Comparison, lineStyles } from "./Comparison";
import { CreateDialog, ExtendDialog, RemoveDialog, RenameDialog } from "./dialogs";
import { ScenarioOptions } from "./ScenarioOptions";
import { texts } from "./texts";

const MOST = lineStyles.length;

const useStyles = makeStyles({
  own: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto auto",
    alignItems: "center",
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
});

/** A dialog that is open, with what it is about. */
type Asking =
  | { readonly what: "create" }
  | { readonly what: "extend"; readonly own: OwnScenario }
  | { readonly what: "rename" | "remove"; readonly scenario: ScenarioView; readonly uses: readonly FormulaCell[] };

export const ScenariosView = () => (
  <OfReport>
    <Scenarios />
  </OfReport>
);

function Scenarios() {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { workbook } = usePane();
  const model = useModel();
  const of = useOf();
  const operation = useOperation();
  const { scenarios, chosen } = model;
  const [compared, setCompared] = useState<readonly string[]>(() =>
    [...new Set([chosen.id, ...scenarios.filter(({ kind }) => kind === "built").map(({ id }) => id)])].slice(0, 2),
  );
  const [asking, setAsking] = useState<Asking | null>(null);
  const [wanted, want] = useState<string | null>(null);
  const own = scenarios.filter(({ kind }) => kind === "own");
  const ownFirst = [...own, ...scenarios.filter(({ kind }) => kind !== "own")];
  const drawn = compared.flatMap((id) => scenarios.find((scenario) => scenario.id === id) ?? []);

  // By keyboard a choice passes through others on its way, and the field has to stay in use: the last one counts.
  const { run, running } = operation;
  useEffect(() => {
    if (wanted === null || running) return;
    void run(async () => {
      try {
        await workbook.chooseScenario(wanted);
      } finally {
        want((latest) => (latest === wanted ? null : latest));
      }
    });
  }, [run, running, wanted, workbook]);

  const toggle = (id: string) =>
    setCompared(compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id]);

  /** Asks about a scenario with the formulas that use it at hand. */
  const ask = (what: "rename" | "remove", scenario: ScenarioView) =>
    void operation.run(async () => setAsking({ what, scenario, uses: await workbook.scenarioUses(scenario.id, of) }));

  const create = async (scenario: Parameters<typeof workbook.createScenario>[0]) => {
    const id = await workbook.createScenario({ ...scenario, ...of });
    if (drawn.length < MOST) setCompared([...compared, id]);
  };

  const act = (task: () => Promise<unknown>) => {
    setAsking(null);
    void operation.run(task);
  };

  return (
    <div className={layout.view}>
      {of.report === undefined && (
        <Field label={say("chosen")} hint={say("chosenHint")}>
          <Select value={wanted ?? chosen.id} onChange={(_, { value }) => want(value)}>
            <ScenarioOptions />
          </Select>
        </Field>
      )}
      <OperationStatus operation={operation} />
      <section className={`${layout.section} ${layout.divided}`} aria-label={say("yours")}>
        <h2 className={layout.heading}>{say("yours")}</h2>
        {own.length === 0 ? (
          <p className={layout.hint}>{say("none")}</p>
        ) : (
          <ul className={layout.plainList}>
            {own.map((scenario) => (
              <li key={scenario.id} className={styles.own}>
                <div>
                  {scenario.name[language]}
                  <div className={layout.hint}>
                    {say("basedOnName", { name: nameOf(scenarios, scenario.basedOn, language) })}
                  </div>
                  <OwnOverrides scenario={scenario} />
                  <Beyond scenario={scenario} onAsk={(own) => setAsking({ what: "extend", own })} />
                </div>
                <Button
                  appearance="subtle"
                  aria-label={say("rename", { name: scenario.name[language] })}
                  title={say("rename", { name: scenario.name[language] })}
                  icon={<RenameRegular />}
                  onClick={() => ask("rename", scenario)}
                />
                <Button
                  appearance="subtle"
                  aria-label={say("remove", { name: scenario.name[language] })}
                  title={say("remove", { name: scenario.name[language] })}
                  icon={<DeleteRegular />}
                  onClick={() => ask("remove", scenario)}
                />
              </li>
            ))}
          </ul>
        )}
        <div className={layout.actions}>
          <Button disabledFocusable={operation.running} onClick={() => setAsking({ what: "create" })}>
            {say("create")}
          </Button>
        </div>
      </section>
      <section className={`${layout.section} ${layout.divided}`} aria-label={say("compare")}>
        <h2 className={layout.heading}>{say("compare")}</h2>
        <Comparison scenarios={drawn} />
        <div role="group" aria-label={say("compareHint", { most: MOST })}>
          <p className={layout.hint}>{say("compareHint", { most: MOST })}</p>
          {ownFirst.map(({ id, name, from, to, outlier }) => (
            <div key={id}>
              <Checkbox
                checked={compared.includes(id)}
                disabled={drawn.length >= MOST && !compared.includes(id)}
                onChange={() => toggle(id)}
                label={
                  <>
                    {name[language]}{" "}
                    <span className={layout.hint}>
                      {say("years", { from, to })}
                      {outlier && ` · ${say("outlier")}`}
                    </span>
                  </>
                }
              />
            </div>
          ))}
        </div>
      </section>
      {asking?.what === "create" && (
        <CreateDialog onCreate={(scenario) => act(() => create(scenario))} onClose={() => setAsking(null)} />
      )}
      {asking?.what === "extend" && (
        <ExtendDialog
          own={asking.own}
          onExtend={(going) => act(() => workbook.extendScenario(asking.own.id, going, of))}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === "rename" && (
        <RenameDialog
          {...asking}
          onRename={(name) => act(() => workbook.renameScenario(asking.scenario.id, name, of))}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === "remove" && (
        <RemoveDialog
          {...asking}
          onRemove={() => act(() => workbook.removeScenario(asking.scenario.id, of))}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

const MOST_LISTED = 5;

/** What a scenario of the user's own has in place of its base's numbers, and the way to edit it. */
function OwnOverrides({ scenario }: { readonly scenario: ScenarioView }) {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const model = useModel();
  const words = useWords();
  const editing = useEditing();
  const { overridden, unused } = sorted(model.assumptionRowsIn(scenario));
  const rows = [...overridden, ...unused];
  return (
    <>
      <div className={layout.hint}>
        {rows.length === 0 && say("noOverrides")}
        <LongList items={rows} most={MOST_LISTED}>
          {(row) =>
            say("ownOverride", {
              name: row.name[language],
              year: words.year(row),
              value: words.amount(row.override ?? NaN, row.unit),
              default: row.default === null ? "" : words.amount(row.default, row.unit),
            })
          }
        </LongList>
      </div>
      <Link
        as="button"
        aria-label={say("editOverridesOf", { name: scenario.name[language] })}
        onClick={() => editing.open(scenario.id)}
      >
        {say("editOverrides")}
      </Link>
    </>
  );
}

/** Whether and how a scenario of the user's own goes on after its last year, and the way to change that. */
function Beyond({ scenario, onAsk }: { readonly scenario: ScenarioView; readonly onAsk: (own: OwnScenario) => void }) {
  const say = useTexts(texts);
  const layout = useLayout();
  const { assumptions } = useModel();
  const own = assumptions.scenarios.find(({ id }) => id === scenario.id);
  if (!own) return null;
  return (
    <>
      {own.until != null && (
        <div className={layout.hint}>{say("goesOn", { until: own.until, how: own.beyond || "constant" })}</div>
      )}
      <Link as="button" aria-label={say("extendOf", { name: own.name })} onClick={() => onAsk(own)}>
        {say("extend")}
      </Link>
    </>
  );
}

const nameOf = (scenarios: readonly ScenarioView[], id: string | null, language: "en" | "zh"): string =>
  scenarios.find((scenario) => scenario.id === id)?.name[language] ?? id ?? "";
