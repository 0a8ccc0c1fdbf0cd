import { absoluteAddress, type Area, MAX_COLUMNS, MAX_ROWS, quoteSheetName } from "../address.js";
import { apiNotFound, invalidArgument, itemAlreadyExists, itemNotFound } from "../errors.js";
import type { GridName } from "../grid/port.js";
import { handle, type Handle, isHandle, targetOf } from "../kinds.js";
import { flag, leadsTo, type Members, optionalText, readOnly, text } from "../model.js";
import type { Session } from "../session.js";
import { areaOf, formulaArea, rangeOf } from "./range/target.js";

/** The workbook's names, or those of one sheet. */
interface NamesTarget {
  readonly sheetId: string | null;
}

interface NameTarget {
  readonly name: string;
  readonly sheetId: string | null;
}

function item(target: NameTarget, session: Session): GridName {
  const wanted = target.name.toLowerCase();
  const found = session.grid
    .names()
    .find((each) => each.sheetId === target.sheetId && each.name.toLowerCase() === wanted);
  if (!found) throw itemNotFound();
  return found;
}

const list = (target: NamesTarget, session: Session): readonly GridName[] =>
  session.grid.names().filter((each) => each.sheetId === target.sheetId);

const nameHandle = ({ name, sheetId }: NameTarget): Handle => handle("NamedItem", { name, sheetId });

function find(target: NamesTarget, session: Session, key: unknown): Handle | null {
  const wanted = text(key).toLowerCase();
  const found = list(target, session).find((each) => each.name.toLowerCase() === wanted);
  return found ? nameHandle(found) : null;
}

function add(target: NamesTarget, session: Session, given: unknown, reference: unknown, comment: unknown): Handle {
  const name = text(given);
  const valid = /^[\p{L}_\\][\p{L}\p{N}_.\\?]{0,254}$/u.test(name) && !/^([rc]|r\d*c\d*)$/i.test(name) && !isCell(name);
  if (!valid) throw invalidArgument();
  const lower = name.toLowerCase();
  const taken =
    list(target, session).some((each) => each.name.toLowerCase() === lower) ||
    (target.sheetId === null && session.book.tables.some((table) => table.name.toLowerCase() === lower));
  if (taken) throw itemAlreadyExists();
  const formula = isHandle(reference)
    ? rangeFormula(session, areaOf(targetOf(reference, "Range"), session))
    : formulaText(reference);
  session.grid.setName({ name, sheetId: target.sheetId, formula, comment: optionalText(comment) ?? "" });
  return nameHandle({ name, sheetId: target.sheetId });
}

/** Beyond the last column or row it is a name: `YOY2027`. */
function isCell(name: string): boolean {
  const [, letters, digits] = /^([A-Z]{1,3})(\d+)$/i.exec(name) ?? [];
  if (letters === undefined) return false;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return column <= MAX_COLUMNS && Number(digits) <= MAX_ROWS;
}

export function rangeFormula(session: Session, area: Area): string {
  const sheet = session.grid.sheets().find((each) => each.id === area.sheetId)!;
  return `=${quoteSheetName(sheet.name)}!${absoluteAddress(area)}`;
}

function formulaText(value: unknown): string {
  const formula = text(value);
  if (!formula) throw invalidArgument();
  return formula.startsWith("=") ? formula : `=${formula}`;
}

export const names: Members<"NamedItemCollection"> = {
  properties: {},
  items: (target, session) => list(target, session).map(nameHandle),
  methods: {
    Add: { run: add },
    AddFormulaLocal: { run: add },
    GetItem: {
      run(target, session, key) {
        const found = find(target, session, key);
        if (!found) throw itemNotFound();
        return found;
      },
    },
    GetItemOrNullObject: { run: find },
    GetCount: { run: (target, session) => list(target, session).length },
  },
};

const area = (target: NameTarget, session: Session): Area | null => formulaArea(session, item(target, session).formula);

/** "=0.05" and ="text" are values; anything else is a formula that only cells calculate. */
function constant(formula: string): number | string | boolean | undefined {
  const body = formula.slice(1);
  if (/^"(?:[^"]|"")*"$/.test(body)) return body.slice(1, -1).replaceAll('""', '"');
  if (/^(TRUE|FALSE)$/i.test(body)) return body.toUpperCase() === "TRUE";
  return body !== "" && Number.isFinite(Number(body)) ? Number(body) : undefined;
}

const TYPES: Readonly<Record<string, string>> = { number: "Double", string: "String", boolean: "Boolean" };

export const namedItem: Members<"NamedItem"> = {
  properties: {
    _Id: readOnly((target, session) => item(target, session).name),
    Name: readOnly((target, session) => item(target, session).name),
    Formula: {
      get: (target, session) => item(target, session).formula,
      set: (target, value, session) => session.grid.setName({ ...item(target, session), formula: formulaText(value) }),
    },
    Comment: {
      get: (target, session) => item(target, session).comment,
      set: (target, value, session) => session.grid.setName({ ...item(target, session), comment: text(value) }),
    },
    Scope: readOnly((target) => (target.sheetId === null ? "Workbook" : "Worksheet")),
    Type: readOnly((target, session) => {
      const { formula } = item(target, session);
      if (formulaArea(session, formula)) return "Range";
      const value = constant(formula);
      if (value === undefined) throw apiNotFound("NamedItem.type of a formula");
      return Number.isInteger(value) ? "Integer" : TYPES[typeof value];
    }),
    Value: readOnly((target, session) => {
      const { formula } = item(target, session);
      if (formulaArea(session, formula)) return formula.slice(1);
      const value = constant(formula);
      if (value === undefined) throw apiNotFound("NamedItem.value of a formula");
      return value;
    }),
    Visible: {
      get: (target, session) => !session.book.hiddenNames.has(key(target)),
      set(target, value, session) {
        if (flag(value)) session.book.hiddenNames.delete(key(target));
        else session.book.hiddenNames.add(key(target));
      },
    },
    Worksheet: leadsTo((target) => {
      if (target.sheetId === null) throw itemNotFound();
      return handle("Worksheet", { id: target.sheetId });
    }),
    WorksheetOrNullObject: leadsTo((target) =>
      target.sheetId === null ? null : handle("Worksheet", { id: target.sheetId }),
    ),
  },
  methods: {
    GetRange: {
      run(target, session) {
        const found = area(target, session);
        if (!found) throw itemNotFound();
        return rangeOf(found);
      },
    },
    GetRangeOrNullObject: {
      run(target, session) {
        const found = area(target, session);
        return found && rangeOf(found);
      },
    },
    Delete: {
      run(target, session) {
        session.grid.removeName(item(target, session).name, target.sheetId);
      },
    },
  },
};

const key = ({ name, sheetId }: NameTarget): string => `${sheetId ?? ""}!${name.toLowerCase()}`;
