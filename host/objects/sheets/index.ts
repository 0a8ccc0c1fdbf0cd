import { itemAlreadyExists } from "../../errors.js";
import { handle, type Handle } from "../../kinds.js";
import { optionalText, text, type Members } from "../../model.js";
import type { Session } from "../../session.js";
import { eventMethods } from "../events.js";
import { checkedName, required, visible } from "./sheet.js";

export const worksheets: Members<"WorksheetCollection"> = {
  properties: {},
  items: (_target, session) => session.grid.sheets().map((each) => handle("Worksheet", { id: each.id })),
  methods: {
    Add: {
      run(_target, session, given) {
        const name = optionalText(given) ?? freeName(session);
        if (find(session, checkedName(name))) throw itemAlreadyExists();
        return handle("Worksheet", { id: session.grid.addSheet(name) });
      },
    },
    GetItem: { run: (_target, session, key) => required(find(session, text(key))) },
    GetItemOrNullObject: { run: (_target, session, key) => find(session, text(key)) },
    GetActiveWorksheet: { run: (_target, session) => handle("Worksheet", { id: session.grid.activeSheetId() }) },
    GetFirst: { run: (_target, session, visibleOnly) => required(end(session, "first", visibleOnly)) },
    GetLast: { run: (_target, session, visibleOnly) => required(end(session, "last", visibleOnly)) },
    GetCount: {
      run: (_target, session, visibleOnly) =>
        session.grid.sheets().filter((each) => visibleOnly !== true || visible(session, each)).length,
    },
    ...eventMethods("Activated", "Deactivated", "Added", "Deleted", "Calculated", "DataChanged", "SelectionChanged"),
  },
};

function find(session: Session, key: string): Handle | null {
  const wanted = key.toLowerCase();
  const all = session.grid.sheets();
  const found = all.find((each) => each.id === key) ?? all.find((each) => each.name.toLowerCase() === wanted);
  return found ? handle("Worksheet", { id: found.id }) : null;
}

function freeName(session: Session): string {
  const taken = new Set(session.grid.sheets().map((each) => each.name.toLowerCase()));
  let number = taken.size + 1;
  while (taken.has(`sheet${number}`)) number++;
  return `Sheet${number}`;
}

function end(session: Session, which: "first" | "last", visibleOnly: unknown): Handle | null {
  const all = session.grid.sheets().filter((each) => visibleOnly !== true || visible(session, each));
  const sheet = which === "first" ? all[0] : all.at(-1);
  return sheet ? handle("Worksheet", { id: sheet.id }) : null;
}
