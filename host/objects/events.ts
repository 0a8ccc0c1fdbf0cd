import type { Method } from "../model.js";
import type { Session } from "../session.js";

/**
 * The pair of methods by which the client tells that it has handlers for an event. The host raises every event and
 * the client drops those nobody handles, so there is nothing to keep here.
 */
export function eventMethods<T>(...names: readonly string[]): Record<string, Method<T>> {
  const nothing: Method<T> = { run: (_target: T, _session: Session) => null };
  return Object.fromEntries(
    names.flatMap((name) => [
      [`_Register${name}Event`, nothing],
      [`_Unregister${name}Event`, nothing],
    ]),
  );
}
