import { apiNotFound, invalidArgument, invalidReference, itemNotFound, nullObject, RichApiError } from "./errors.js";
import { isHandle, type Handle } from "./kinds.js";
import { own, type Method, type Property } from "./model.js";
import { membersOf } from "./objects/registry.js";
import { identity, project } from "./project.js";
import {
  ActionType,
  ObjectPathType,
  type Action,
  type ActionResult,
  type ArgumentInfo,
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
        return handleOrNull(property(parent!, path.Name!).get?.(parent!.target, this.session), path.Name!);
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
    const { tracked } = membersOf(target);
    if (tracked && name === "_KeepReference") return void this.session.references.keep(target);
    if (tracked && name === "_ReleaseReference") {
      const id = this.session.references.idOf(target);
      if (id) this.session.references.release(id);
      return null;
    }
    const found = method(target, name);
    const args = await this.arguments(info);
    if (found.reads) await this.settle();
    if (found.wait) await found.wait(target.target, this.session, ...args);
    const result = await found.run(target.target, this.session, ...args);
    return result === undefined ? null : result;
  }

  private async set(target: Handle, name: string, value: unknown): Promise<null> {
    const found = property(target, name);
    if (!found.set) throw invalidArgument(`${target.kind}.${name} is read-only.`);
    await found.set(target.target, value, this.session);
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

function property(target: Handle, name: string): Property<unknown> {
  return own(membersOf(target).properties, name) ?? missing(target, name);
}

function method(target: Handle, name: string): Method<unknown> {
  return own(membersOf(target).methods, name) ?? missing(target, name);
}

function missing(target: Handle, name: string): never {
  throw apiNotFound(`${target.kind}.${name}`);
}
