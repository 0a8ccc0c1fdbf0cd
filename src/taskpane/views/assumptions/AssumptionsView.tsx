import { Button, Field, SearchBox, Select, makeStyles } from "@fluentui/react-components";
import { useEffect, useMemo, useRef, useState } from "react";
import { normalise } from "../../../model";
import type { Assumption } from "../../../model/types";
import { Dialog } from "../../components/Dialog";
import { useLayout } from "../../components/layout";
import { OfReport } from "../../components/OfReport";
import { OperationStatus } from "../../components/OperationStatus";
import { useEditing, useModel, useOf, usePane } from "../../context";
import { useLanguage, useTexts } from "../../language";
import { useOperation } from "../../operation";
import { useSaid } from "../../said";
import { AssumptionRow } from "./AssumptionRow";
import { sorted } from "./overridden";
import { assumptionKey, useWords, type AssumptionWords } from "./words";
import { texts } from "./texts";

/** A long list is shown in parts: each row has a field of its own. */
const PAGE = 30;

const useStyles = makeStyles({
  search: { width: "100%", maxWidth: "none" },
  header: { display: "flex", justifyContent: "space-between", alignItems: "center" },
});

const matches = (row: Assumption, words: AssumptionWords, query: string): boolean =>
  normalise([row.key, row.name.en, row.name.zh, words.where(row)].join(" ")).includes(normalise(query));

export const AssumptionsView = () => (
  <OfReport>
    <Assumptions />
  </OfReport>
);

function Assumptions() {
  const say = useTexts(texts);
  const language = useLanguage();
  const layout = useLayout();
  const styles = useStyles();
  const { workbook, state } = usePane();
  const model = useModel();
  const of = useOf();
  const operation = useOperation();
  const words = useWords();
  const [query, setQuery] = useState("");
  const [most, setMost] = useState(PAGE);
  const [resetting, setResetting] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const { said, run: runAndSay } = useSaid<string>(operation);
  const editing = useEditing();
  const own = model.scenarios.filter(({ kind }) => kind === "own");
  const scenario = own.find(({ id }) => id === editing.scenario) ?? null;
  const rows = useMemo(() => (scenario ? model.assumptionRowsIn(scenario) : model.assumptionRows()), [model, scenario]);
  const { unused, overridden, byDefault } = useMemo(() => sorted(rows), [rows]);
  const found = useMemo(() => byDefault.filter((row) => matches(row, words, query)), [byDefault, words, query]);
  const matchesAbove = found.length === 0 && rows.some((row) => matches(row, words, query));

  const set = (row: Assumption, value: number | null) => {
    setLast(assumptionKey(row));
    const name = row.name[language];
    return runAndSay(async () => {
      if (value === null) {
        await workbook.resetAssumptions([row]);
        return say("wasReset", { name });
      }
      await workbook.setOverride(row, value);
      return say("saved", { name, value: words.amount(value, row.unit) });
    });
  };

  const resetAll = () => {
    setResetting(false);
    void runAndSay(async () => {
      await (scenario ? workbook.resetAssumptions([...unused, ...overridden]) : workbook.resetAllAssumptions(of));
      return say("allReset", { count: changed });
    });
  };

  // Where the way here led from a scenario, reading goes on with whose numbers these are.
  const whose = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body && document.hasFocus()) whose.current?.focus();
  }, []);

  const changed = unused.length + overridden.length;
  const row = (assumption: Assumption) => (
    <AssumptionRow
      key={assumptionKey(assumption)}
      assumption={assumption}
      words={words}
      inScenario={scenario !== null}
      busy={operation.running}
      wasLast={assumptionKey(assumption) === last}
      onSet={(value) => set(assumption, value)}
    />
  );

  return (
    <div className={layout.view}>
      {state.tables.MarketAssumptions === "none" && (
        <div className={layout.section}>
          <p className={layout.text}>{say("createText")}</p>
          <div className={layout.actions}>
            <Button
              appearance="primary"
              disabledFocusable={operation.running}
              onClick={() => void operation.run(() => workbook.createAssumptions())}
            >
              {say("create")}
            </Button>
          </div>
        </div>
      )}
      {own.length > 0 && (
        <Field label={say("whose")} hint={scenario ? say("whoseHint") : undefined}>
          <Select
            ref={whose}
            value={scenario?.id ?? ""}
            onChange={(_, { value }) => {
              editing.choose(value === "" ? null : value);
              setMost(PAGE);
            }}
          >
            <option value="">{say("everyScenario")}</option>
            {own.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[language]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <OperationStatus operation={operation} />
      <div role="status" className={layout.hint}>
        {said}
      </div>
      {unused.length > 0 && (
        <section className={layout.section} aria-label={say("unused")}>
          <h2 className={layout.heading}>{say("counted", { heading: say("unused"), count: unused.length })}</h2>
          <ul className={layout.plainList}>{unused.map(row)}</ul>
        </section>
      )}
      <section className={layout.section} aria-label={say("overridden")}>
        <div className={styles.header}>
          <h2 className={layout.heading}>{say("counted", { heading: say("overridden"), count: overridden.length })}</h2>
          {changed > 0 && (
            <Button size="small" disabledFocusable={operation.running} onClick={() => setResetting(true)}>
              {say("resetAll")}
            </Button>
          )}
        </div>
        {overridden.length === 0 ? (
          <p className={layout.hint}>{say(scenario ? "noneOwn" : "noneOverridden")}</p>
        ) : (
          <ul className={layout.plainList}>{overridden.map(row)}</ul>
        )}
      </section>
      <section className={`${layout.section} ${layout.divided}`} aria-label={say("all")}>
        <h2 className={layout.heading}>{say("all")}</h2>
        <SearchBox
          className={styles.search}
          aria-label={say("search")}
          placeholder={say("search")}
          value={query}
          onChange={(_, { value }) => {
            setQuery(value);
            setMost(PAGE);
          }}
        />
        <p className={layout.hint} role="status">
          {found.length > 0 ? say("found", { count: found.length }) : say(matchesAbove ? "noOther" : "none", { query })}
        </p>
        <ul className={layout.plainList}>{found.slice(0, most).map(row)}</ul>
        {found.length > most && (
          <div className={layout.actions}>
            <Button size="small" onClick={() => setMost(most + PAGE)}>
              {say("showMore", { count: Math.min(PAGE, found.length - most) })}
            </Button>
          </div>
        )}
      </section>
      {resetting && (
        <Dialog
          title={say("resetAllTitle")}
          answer={say("resetAll")}
          onAnswer={resetAll}
          onClose={() => setResetting(false)}
        >
          <p className={layout.text}>
            {scenario
              ? say("resetOwnText", { name: scenario.name[language], count: changed })
              : say("resetAllText", { count: changed })}
          </p>
        </Dialog>
      )}
    </div>
  );
}
