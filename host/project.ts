import { apiNotFound } from "./errors.js";
import { isHandle, type Handle } from "./kinds.js";
import { own } from "./model.js";
import { membersOf } from "./objects/registry.js";
import type { QueryInfo } from "./protocol.js";
import type { Session } from "./session.js";

/** What lets the client find the object again: its id, or the reference under which it is kept. */
export function identity(target: Handle, session: Session): Record<string, unknown> {
  const { properties, tracked } = membersOf(target);
  const reference = tracked && session.references.idOf(target);
  if (reference) return { _ReferenceId: reference };
  for (const name of ["Id", "_Id"]) {
    const id = own(properties, name);
    if (id?.get) return { [name]: id.get(target.target, session) };
  }
  return {};
}

type Selection = Map<string, Selection>;

/** "format/fill/color" as a tree, so that each object is projected once. */
function selectionTree(paths: readonly string[]): Selection {
  const tree: Selection = new Map();
  for (const path of paths) {
    let level = tree;
    for (const part of path.split("/")) {
      if (!part) continue;
      let next = level.get(part);
      if (!next) level.set(part, (next = new Map()));
      level = next;
    }
  }
  return tree;
}

export function project(target: Handle, query: QueryInfo, session: Session): unknown {
  const paths = [...(query.Select ?? []), ...(query.Expand ?? [])];
  const expandsOnly = !query.Select?.length && (query.Expand?.length ?? 0) > 0;
  const tree = selectionTree(expandsOnly ? ["*", ...paths] : paths);
  return projectHandle(target, tree, session, query.Skip ?? 0, query.Top);
}

function projectHandle(target: Handle, selection: Selection, session: Session, skip = 0, top?: number): unknown {
  const { items, properties } = membersOf(target);
  if (!items) return projectObject(target, selection, session);
  const own = [...selection.keys()].filter((name) => name !== "*" && Object.hasOwn(properties, wireName(name)));
  const result = projectObject(
    target,
    new Map(own.map((name) => [name, selection.get(name)!])),
    session,
    own.length > 0,
  );
  const rest: Selection = new Map([...selection].filter(([name]) => !own.includes(name)));
  if (rest.size === 0 && own.length > 0) return result;
  const end = top === undefined ? undefined : skip + top;
  const found = items(target.target, session).slice(skip, end);
  return { ...result, _Items: found.map((item) => projectHandle(item, rest, session)) };
}

function projectObject(target: Handle, selection: Selection, session: Session, exact = false): Record<string, unknown> {
  const { items, properties } = membersOf(target);
  const result = identity(target, session);
  if (items && !exact) return result;
  const everything = selection.size === 0 || selection.has("*");
  if (everything) {
    for (const [name, property] of Object.entries(properties)) {
      if (!property.navigation && property.get) result[name] = property.get(target.target, session);
    }
  }
  for (const [name, below] of selection) {
    if (name === "*") continue;
    const property = own(properties, wireName(name));
    if (!property?.get) throw apiNotFound(`${target.kind}.${name}`);
    const value = property.get(target.target, session);
    result[wireName(name)] = property.navigation && isHandle(value) ? projectHandle(value, below, session) : value;
  }
  return result;
}

/** Members are written in PascalCase on the wire; `load` sends what the script wrote. */
const wireName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
