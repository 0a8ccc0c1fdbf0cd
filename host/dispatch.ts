import { apiNotFound, invalidArgument, invalidReference, itemNotFound, nullObject, RichApiError } from "./errors.js";
import { isHandle, member, type Handle } from "./model.js";
import {
  ActionType,
  ObjectPathType,
  type Action,
  type ActionResult,
  type ArgumentInfo,
  type QueryInfo,
  type RequestBody,
  type ResponseBody,
} from "./protocol.js";
import type { Session } from "./session.js";

/** Runs a request's actions in order; the first that fails ends it, and what ran before stays done, as in Excel. */
export async function processRequest(
  body: RequestBody,
  session: Session,
  actionLimit = Infinity,
): Promise<ResponseBody> {
  const run = new RequestRun(body, session);
  const results: ActionResult[] = [];
  const traces: number[] = [];
  for (const [index, action] of body.Actions.entries()) {
    if (index >= actionLimit) break;
    if (action.ActionType === ActionType.trace) traces.push(action.Id);
    try {
      results.push({ ActionId: action.Id, Value: await run.action(action) });
    } catch (error) {
      const { Code, Message } = answerTo(error);
      const Location = action.Name ?? "";
      return { Results: results, TraceIds: traces, Error: { ActionIndex: index, Code, Message, Location } };
    }
  }
  return { Results: results, TraceIds: traces };
}

function answerTo(error: unknown): { readonly Code: string; readonly Message: string } {
  if (error instanceof RichApiError) return { Code: error.code, Message: error.message };
  // A defect of this host: Excel's code for the unexpected, with the stack where a developer sees it.
  console.error("host:", error);
  return { Code: "GeneralException", Message: error instanceof Error ? error.message : String(error) };
}

/** One request: the objects its paths lead to are resolved once, when an action first needs them. */
class RequestRun {
  private readonly resolved = new Map<number, Handle | null>();

  constructor(
    private readonly body: RequestBody,
    private readonly session: Session,
  ) {}

  async action(action: Action): Promise<unknown> {
    if (action.ActionType === ActionType.trace) return null;
    const target = await this.object(action.ObjectPathId);
    switch (action.ActionType) {
      case ActionType.instantiate:
        return target && identity(target, this.session);
      case ActionType.query:
      case ActionType.queryAsJson:
        if (!target) return null;
        await this.settle();
        return project(target, action.QueryInfo ?? {}, this.session);
      case ActionType.method:
        // A method of a null object does nothing; only the client's own bookkeeping gets here.
        return target ? this.call(target, action.Name!, action.ArgumentInfo) : { _IsNull: true };
      case ActionType.setProperty:
        if (!target) throw nullObject();
        return this.set(target, action.Name!, (await this.arguments(action.ArgumentInfo))[0]);
      case ActionType.update:
        if (!target) throw nullObject();
        for (const [name, value] of Object.entries(action.ObjectState ?? {})) await this.set(target, name, value);
        return null;
      default:
        throw apiNotFound(`action type ${action.ActionType}`);
    }
  }

  private async object(pathId: number): Promise<Handle | null> {
    const known = this.resolved.get(pathId);
    if (known !== undefined) return known;
    const found = await this.resolve(pathId);
    this.resolved.set(pathId, found);
    return found;
  }

  private async resolve(pathId: number): Promise<Handle | null> {
    const path = this.body.ObjectPaths[pathId];
    if (!path) throw invalidReference();
    if (path.ObjectPathType === ObjectPathType.nullObject) return null;
    const parent = path.ParentObjectPathId ? await this.object(path.ParentObjectPathId) : undefined;
    if (parent === null) return null;
    switch (path.ObjectPathType) {
      case ObjectPathType.root:
        return this.session.root;
      case ObjectPathType.newObject: {
        const service = this.session.services.get(path.Name!);
        if (!service) throw apiNotFound(path.Name!);
        return service;
      }
      case ObjectPathType.property:
        return handleOrNull(
          member(parent!.type, "properties", path.Name!).get?.(parent!.target, this.session),
          path.Name!,
        );
      case ObjectPathType.method:
        return handleOrNull(await this.call(parent!, path.Name!, path.ArgumentInfo), path.Name!);
      case ObjectPathType.indexer:
        return handleOrNull(await this.call(parent!, "GetItem", path.ArgumentInfo), "GetItem");
      case ObjectPathType.referenceId: {
        const found = this.session.references.find(path.Name!);
        if (!found) throw itemNotFound();
        return found;
      }
      default:
        throw apiNotFound(`object path type ${path.ObjectPathType}`);
    }
  }

  private async call(target: Handle, name: string, info: ArgumentInfo | undefined): Promise<unknown> {
    if (target.type.tracked && name === "_KeepReference") return void this.session.references.keep(target);
    if (target.type.tracked && name === "_ReleaseReference") {
      const id = this.session.references.idOf(target);
      if (id) this.session.references.release(id);
      return null;
    }
    const method = member(target.type, "methods", name);
    const args = await this.arguments(info);
    if (method.reads) await this.settle();
    if (method.wait) await method.wait(target.target, this.session, ...args);
    const result = await method.run(target.target, this.session, ...args);
    return result === undefined ? null : result;
  }

  private async set(target: Handle, name: string, value: unknown): Promise<null> {
    const property = member(target.type, "properties", name);
    if (!property.set) throw invalidArgument(`${target.type.name}.${name} is read-only.`);
    await property.set(target.target, value, this.session);
    return null;
  }

  private async arguments(info: ArgumentInfo | undefined): Promise<unknown[]> {
    const references = info?.ReferencedObjectPathIds;
    const given = info?.Arguments ?? [];
    const args: unknown[] = [];
    for (const [index, argument] of given.entries()) args.push(await this.argument(argument, references?.[index]));
    return args;
  }

  private async argument(value: unknown, reference: unknown): Promise<unknown> {
    if (Array.isArray(reference) && Array.isArray(value)) {
      const elements: unknown[] = [];
      for (const [index, each] of value.entries())
        elements.push(await this.argument(each, reference[index] as unknown));
      return elements;
    }
    if (typeof reference !== "number" || reference === 0) return value;
    const object = await this.object(reference);
    if (!object) throw invalidArgument();
    return object;
  }

  private async settle(): Promise<void> {
    await this.session.book.settle();
  }
}

function handleOrNull(value: unknown, name: string): Handle | null {
  if (value === null) return null;
  if (isHandle(value)) return value;
  throw apiNotFound(name);
}

/** What lets the client find the object again: its id, or the reference under which it is kept. */
function identity(target: Handle, session: Session): Record<string, unknown> {
  const reference = target.type.tracked && session.references.idOf(target);
  if (reference) return { _ReferenceId: reference };
  for (const name of ["Id", "_Id"]) {
    const id = Object.hasOwn(target.type.properties, name) ? target.type.properties[name] : undefined;
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

function project(target: Handle, query: QueryInfo, session: Session): unknown {
  const paths = [...(query.Select ?? []), ...(query.Expand ?? [])];
  const expandsOnly = !query.Select?.length && (query.Expand?.length ?? 0) > 0;
  const tree = selectionTree(expandsOnly ? ["*", ...paths] : paths);
  return projectHandle(target, tree, session, query.Skip ?? 0, query.Top);
}

function projectHandle(target: Handle, selection: Selection, session: Session, skip = 0, top?: number): unknown {
  const { type } = target;
  if (!type.items) return projectObject(target, selection, session);
  const own = [...selection.keys()].filter((name) => name !== "*" && Object.hasOwn(type.properties, wireName(name)));
  const result = projectObject(
    target,
    new Map(own.map((name) => [name, selection.get(name)!])),
    session,
    own.length > 0,
  );
  const rest: Selection = new Map([...selection].filter(([name]) => !own.includes(name)));
  if (rest.size === 0 && own.length > 0) return result;
  const end = top === undefined ? undefined : skip + top;
  const items = type.items(target.target, session).slice(skip, end);
  return { ...result, _Items: items.map((item) => projectHandle(item, rest, session)) };
}

function projectObject(target: Handle, selection: Selection, session: Session, exact = false): Record<string, unknown> {
  const { properties, name: typeName } = target.type;
  const result = identity(target, session);
  if (target.type.items && !exact) return result;
  const everything = selection.size === 0 || selection.has("*");
  if (everything) {
    for (const [name, property] of Object.entries(properties)) {
      if (!property.navigation && property.get) result[name] = property.get(target.target, session);
    }
  }
  for (const [name, below] of selection) {
    if (name === "*") continue;
    const property = Object.hasOwn(properties, wireName(name)) ? properties[wireName(name)] : undefined;
    if (!property?.get) throw apiNotFound(`${typeName}.${name}`);
    const value = property.get(target.target, session);
    result[wireName(name)] = property.navigation && isHandle(value) ? projectHandle(value, below, session) : value;
  }
  return result;
}

/** Members are written in PascalCase on the wire; `load` sends what the script wrote. */
const wireName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
