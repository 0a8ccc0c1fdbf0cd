/** Carries out what an operation comes to, all or nothing, with what the workbook then says. */
import { putPart } from "../../excel/steps/parts";
import { only, type Step } from "../../excel/transactions/step";
import { transact } from "../../excel/transactions/transact";
import type { Run } from "../../excel/transactions/run";
import { createModel, type Model } from "../../model";
import { nameOf, storeEdition } from "../stored/edition";
import { NAMESPACE, writeKept, type Kept } from "../stored/kept";
import { WorkbookError } from "../messages/messages";
import { FINISHING, saying, stage } from "../messages/stages";
import type { Drafts, Plan, Says } from "../operations/operation";
import { draftOf, stepsTo, withCells } from "../tables/drafts";
import { queueTables, refuseProtected, type Tables } from "../tables/read";
import { modelsOf, outputChanges, type Models } from "../tables/tables";
import { TABLES, type Language, type Ports, type RunOptions, type TableName } from "../types";
import { keptWith, type Standing } from "./standing";
import { givesTheSame, type State } from "./state";
import { createWritten, type Written } from "./undone";

export interface Writing {
  /** Carries a plan out in a context that is open. */
  carryOut(plan: Omit<Plan<unknown>, "outcome">, context: Excel.RequestContext, options: RunOptions): Promise<void>;
  /** The table's own texts that no longer say what the model does, and what a draft of it changes besides. */
  outputSteps(run: Run, model: Model, drafts?: Drafts): Promise<readonly Step[]>;
  /** Whether the user only undid what we last wrote into a table. */
  readonly isUndone: Written["isUndone"];
  /** Keeps what the workbook says now, with the data of its edition. */
  keepSteps(model: Model): { readonly steps: readonly Step[]; readonly kept: () => void };
  /** Reruns our formulas with a model; Excel has no narrower way to. Taken back, they run with the former one again. */
  recalculate(model: Model, former?: Model, language?: Language): Step;
  /** The same at once, with nothing else. */
  recalculateNow(model: Model): Promise<void>;
}

export function createWriting({ run, formulas }: Ports, standing: Standing, state: State): Writing {
  const written = createWritten();

  /** With the table's own texts as the models have them. */
  function withOutputs(drafts: Drafts, models: Models, language: Language): Drafts {
    const table = standing.book.tables.MarketAssumptions;
    if (!table || !standing.isWhole("MarketAssumptions")) return drafts;
    const draft = drafts.MarketAssumptions ?? draftOf(table);
    return { ...drafts, MarketAssumptions: withCells(draft, outputChanges(models, draft, language)) };
  }

  async function editSteps(within: Run, drafts: Drafts): Promise<readonly Step[]> {
    const steps: Step[] = [];
    for (const name of TABLES) {
      const [table, draft] = [standing.book.tables[name], drafts[name]];
      if (!table || !draft) continue;
      // The one with texts of ours, which are written anew where they differ.
      if (name === "MarketAssumptions") steps.push(...written.remembering(table, draft));
      const edits = await stepsTo(within, name, table, draft);
      if (edits.length > 0) refuseProtected(table.sheet);
      steps.push(...edits);
    }
    return steps;
  }

  /** The data of the edition in force goes into the workbook along with its name. */
  const storing = (): readonly Step[] => {
    const { edition, kept } = standing;
    return edition && kept?.hash !== edition.hash ? storeEdition(edition) : [];
  };

  /** A table that was lost stays known as such until it is restored or forgotten. */
  const keptTables = (present: readonly TableName[]): readonly TableName[] =>
    TABLES.filter((name) => present.includes(name) || standing.tableState(name) === "lost");

  function recalculate(model: Model, former = model, language = standing.language, others = standing.others): Step {
    const setting = state.settingFor(model, language, others);
    // What gives the same as before needn't be asked again; where a person calculates by hand, what was just written must.
    // Without a former one cells may show the errors of a workbook that couldn't be read.
    const { calculated } = state;
    const isSame = former !== model && calculated !== null && givesTheSame(calculated, setting);
    const calculate = ({ workbook }: Excel.RequestContext): void => {
      workbook.application.calculate(isSame ? "Recalculate" : "Full");
    };
    return {
      apply(context) {
        // Its edition is pinned by the same commit.
        const pins = [nameOf(model.report), ...others.map(({ pin }) => pin)];
        formulas.use({ ...setting, pins });
        calculate(context);
        state.calculated = setting;
      },
      // Or else the next try would find the cells calculated with it.
      refused() {
        state.giveModel(former);
        state.calculated = calculated;
      },
      async undo(context) {
        state.giveModel(former);
        state.calculated = null;
        calculate(context);
        await context.sync();
        state.calculated = calculated;
      },
    };
  }

  /** The steps by which the workbook says something else, and what is to be done when they have been carried out. */
  async function sayingSteps(within: Run, says: Says) {
    const { book } = standing;
    if (typeof book.kept === "string" && !says.discards) throw new WorkbookError({ id: book.kept });
    if (!says.edition) standing.refuseUnreadable();
    const { drafts = {}, language = standing.language } = says;
    const tables = says.tables ?? TABLES.filter((name) => book.tables[name]);
    const assumptions = says.assumptions ?? standing.assumptionsOf(drafts);
    const model = createModel(says.edition?.report ?? standing.report, assumptions);
    const models = modelsOf(state.settingFor(model, language, says.others));
    const edits = await editSteps(within, withOutputs(drafts, models, language));
    const keeps = (): Kept =>
      keptWith(standing, model.assumptions, {
        textLanguage: language,
        tables: keptTables(tables),
        ...(says.others && { others: says.others.map(({ pin }) => pin) }),
        ...says.keeps?.(),
      });
    const keeping = putPart(NAMESPACE, book.part, () => writeKept(keeps()));
    let reread = (): Tables => ({});
    const steps = [
      ...edits,
      ...(says.edition ? [] : storing()),
      keeping.step,
      only((context) => {
        says.also?.(context);
        reread = queueTables(context, tables);
      }),
      recalculate(model, state.now.model, language, says.others),
    ];
    const done = (): void => {
      standing.filled = null;
      const sheets = says.sheets?.() ?? book.sheets;
      standing.take({ part: keeping.after(), kept: keeps(), tables: reread(), sheets }, says.edition, says.others);
      state.adopt(model);
    };
    return { steps, done };
  }

  return {
    async carryOut({ stages = [], says, finish }, context, options) {
      const said = says && (await sayingSteps((batch) => batch(context), says));
      const all = said ? [...stages, stage(FINISHING, said.steps)] : stages;
      if (all.length > 0) await transact(run, { stages: all, finish, running: context, ...saying(options) });
      said?.done();
    },

    isUndone: written.isUndone,

    outputSteps: (within, model, drafts = {}) =>
      editSteps(within, withOutputs(drafts, modelsOf(state.settingFor(model)), standing.language)),

    keepSteps(model) {
      const keeps = keptWith(standing, model.assumptions);
      const keeping = putPart(NAMESPACE, standing.book.part, () => writeKept(keeps));
      return {
        steps: [...storing(), keeping.step],
        kept: () => standing.take({ part: keeping.after(), kept: keeps }),
      };
    },

    recalculate,
    recalculateNow: (model) => transact(run, { stages: [{ steps: [recalculate(model)] }] }),
  };
}
