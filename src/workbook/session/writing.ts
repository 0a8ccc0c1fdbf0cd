/** Changing what the workbook says: every operation ends in one commit, all or nothing. */
import { createModel, type Model } from "../../model";
import { draftOf, stepsTo, withCells } from "../tables/drafts";
import { nameOf, storeEdition } from "../kept/edition";
import { TABLES, writeKept, type Kept } from "../kept/kept";
import { WorkbookError, type Message } from "../messages/messages";
import type { Change, Drafts } from "../operations/session";
import { queueTables, type Tables } from "../kept/read";
import { keepPart } from "../../excel/steps/parts";
import { outputChanges } from "../tables/tables";
import { only, together, transact, type Step } from "../../excel/transactions/transaction";
import type { Language, Ports, TableName } from "../types";
import type { Shown } from "./shown";
import { keptWith, type Standing } from "./standing";

const FINISHING: Message = { id: "finishing" };

export interface Writing {
  /** Table cells, the kept part, the model and the recalculation, all or nothing. */
  commit(change: Change): Promise<void>;
  /** The table's own texts that no longer say what the model does. */
  outputSteps(model: Model): Promise<readonly Step[]>;
  /** Keeps what the workbook says now, with the data of its edition. */
  keepSteps(model: Model): { readonly steps: readonly Step[]; readonly kept: () => void };
  /** Reruns our formulas with a model; Excel has no narrower way to. Taken back, they run with the former one again. */
  recalculate(model: Model, former?: Model, language?: Language): Step;
}

export function createWriting({ run, formulas }: Ports, standing: Standing, shown: Shown): Writing {
  /** With the table's own texts as the model has them. */
  function withOutputs(drafts: Drafts, model: Model, language: Language): Drafts {
    const table = standing.book.tables.MarketAssumptions;
    if (!table || !standing.isWhole("MarketAssumptions")) return drafts;
    const draft = drafts.MarketAssumptions ?? draftOf(table);
    return { ...drafts, MarketAssumptions: withCells(draft, outputChanges(model, draft.rows, language)) };
  }

  async function editSteps(drafts: Drafts): Promise<readonly Step[]> {
    const steps: Step[] = [];
    for (const name of TABLES) {
      const [table, draft] = [standing.book.tables[name], drafts[name]];
      if (table && draft) steps.push(...(await stepsTo(run, name, table, draft, FINISHING)));
    }
    return steps;
  }

  /** The data of the edition in force goes into the workbook along with its name. */
  const storing = (): readonly Step[] => {
    const { edition, kept } = standing;
    return edition && kept?.hash !== edition.hash ? [storeEdition(edition, FINISHING)] : [];
  };

  /** A table that was lost stays known as such until it is restored or forgotten. */
  const keptTables = (present: readonly TableName[]): readonly TableName[] =>
    TABLES.filter((name) => present.includes(name) || standing.tableState(name) === "lost");

  function recalculate(model: Model, former = model, language = standing.language): Step {
    const { language: formerLanguage } = standing;
    const calculate = ({ workbook }: Excel.RequestContext): void => {
      workbook.application.calculate("Full");
    };
    return {
      message: FINISHING,
      apply(context) {
        formulas.setTextLanguage(language);
        formulas.setPin(nameOf(model.report));
        formulas.setModel(model);
        calculate(context);
      },
      async undo(context) {
        formulas.setTextLanguage(formerLanguage);
        formulas.setPin(standing.kept);
        shown.giveModel(former);
        calculate(context);
        await context.sync();
      },
    };
  }

  return {
    async commit(change) {
      const { book } = standing;
      if (typeof book.kept === "string" && !change.discards) throw new WorkbookError({ id: book.kept });
      if (!change.edition) standing.refuseUnreadable();
      const { drafts = {}, steps = [], language = standing.language, finish, options } = change;
      const tables = change.tables ?? TABLES.filter((name) => book.tables[name]);
      const assumptions = change.assumptions ?? standing.assumptionsOf(drafts);
      const model = createModel(change.edition?.report ?? standing.report, assumptions);
      const edits = await editSteps(withOutputs(drafts, model, language));
      const keeps = (): Kept =>
        keptWith(standing, model.assumptions, {
          textLanguage: language,
          tables: keptTables(tables),
          ...change.keeps?.(),
        });
      const keeping = keepPart(book.part, () => writeKept(keeps()), FINISHING);
      let reread = (): Tables => ({});
      const last = together(FINISHING, [
        ...edits,
        ...(change.edition ? [] : storing()),
        keeping,
        only(FINISHING, (context) => {
          change.also?.(context);
          reread = queueTables(context, tables);
        }),
        recalculate(model, shown.state.model, language),
      ]);
      await transact(run, [...steps, last], options, finish);
      const sheets = change.sheets?.() ?? book.sheets;
      standing.take({ part: keeping.after(), kept: keeps(), tables: reread(), sheets }, change.edition);
      shown.adopt(model);
    },

    async outputSteps(model) {
      const table = standing.book.tables.MarketAssumptions;
      const { MarketAssumptions: draft } = withOutputs({}, model, standing.language);
      return table && draft ? stepsTo(run, "MarketAssumptions", table, draft, FINISHING) : [];
    },

    keepSteps(model) {
      const keeps = keptWith(standing, model.assumptions);
      const keeping = keepPart(standing.book.part, () => writeKept(keeps), FINISHING);
      return {
        steps: [...storing(), keeping],
        kept: () => standing.take({ part: keeping.after(), kept: keeps }),
      };
    },

    recalculate,
  };
}
