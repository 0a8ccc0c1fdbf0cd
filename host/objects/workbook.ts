import { invalidArgument, invalidSelection, itemNotFound } from "../errors.js";
import { handle } from "../kinds.js";
import { leadsTo, type Members, oneOf, type Property, readOnly, text } from "../model.js";
import type { Session } from "../session.js";
import { rangeOf } from "./range/target.js";

const MODES = ["Automatic", "AutomaticExceptTables", "Manual"] as const;
const CALCULATIONS = ["Recalculate", "Full", "FullRebuild"] as const;

export const application: Members<"Application"> = {
  properties: {
    CalculationMode: {
      get: (_target, session) => session.book.calculationMode(),
      set: (_target, value, session) => session.book.setCalculationMode(oneOf(MODES, value)),
    },
    CalculationEngineVersion: readOnly(() => 191029),
    CalculationState: readOnly((_target, session) => (session.grid.needsCalculation() ? "Pending" : "Done")),
    DecimalSeparator: readOnly(() => "."),
    ThousandsSeparator: readOnly(() => ","),
    UseSystemSeparators: readOnly(() => true),
  },
  methods: {
    Calculate: {
      run: () => null,
      wait(_target, session, type) {
        const scope = oneOf(CALCULATIONS, type ?? "Recalculate");
        return scope === "Recalculate" ? session.book.recalculate() : session.grid.calculate("all");
      },
    },
    SuspendApiCalculationUntilNextSync: { run: (_target, session) => session.suspendCalculation() },
    // Nothing is drawn before a request ends anyhow.
    SuspendScreenUpdatingUntilNextSync: { run: () => null },
  },
};

const property = (name: string): Property<object> => ({
  get: (_target, session) => session.book.properties.get(name) ?? "",
  set: (_target, value, session) => void session.book.properties.set(name, text(value)),
});

export const documentProperties: Members<"DocumentProperties"> = {
  properties: Object.fromEntries(
    ["Title", "Subject", "Author", "Keywords", "Comments", "Category", "Manager", "Company"].map((name) => [
      name,
      property(name),
    ]),
  ),
  methods: {},
};

export const workbook: Members<"Workbook"> = {
  properties: {
    Name: readOnly((_target, session) => session.grid.name),
    ReadOnly: readOnly(() => false),
    Application: leadsTo(() => handle("Application", {})),
    Worksheets: leadsTo(() => handle("WorksheetCollection", {})),
    Tables: leadsTo(() => handle("TableCollection", {})),
    Names: leadsTo(() => handle("NamedItemCollection", { sheetId: null })),
    Settings: leadsTo(() => handle("SettingCollection", {})),
    CustomXmlParts: leadsTo(() => handle("CustomXmlPartCollection", {})),
    Comments: leadsTo(() => handle("CommentCollection", {})),
    Properties: leadsTo(() => handle("DocumentProperties", {})),
  },
  methods: {
    GetSelectedRange: {
      run(_target, session) {
        if (!session.isRangeSelected()) throw invalidSelection();
        return rangeOf(session.grid.selection());
      },
    },
    GetActiveCell: { run: (_target, session) => rangeOf({ ...session.grid.selection(), rows: 1, columns: 1 }) },
    _RemoveReference: {
      run(_target, session: Session, id) {
        if (typeof id !== "string") throw invalidArgument();
        session.references.release(id);
      },
    },
    // How the arguments of a change event find the cells that changed.
    _GetRangeForEventByReferenceId: {
      run(_target, session, id) {
        const found = session.references.find(text(id));
        if (!found) throw itemNotFound();
        return found;
      },
    },
    _GetRangeOrNullObjectForEventByReferenceId: {
      run: (_target, session, id) => session.references.find(text(id)) ?? null,
    },
    _GetReferenceCount: { run: (_target, session) => session.references.size },
  },
};
