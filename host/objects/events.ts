import type { Method } from "../model.js";

/**
 * The pair of methods by which the client tells that it has its first handler for an event, and no longer any. While
 * nobody listens to anything, nothing is raised; what is raised that has no handler the client drops.
 */
export function eventMethods<T>(...names: readonly string[]): Record<string, Method<T>> {
  const counting = (by: 1 | -1): Method<T> => ({ run: (_target, session) => session.countHandlers(by) });
  return Object.fromEntries(
    names.flatMap((name) => [
      [`_Register${name}Event`, counting(1)],
      [`_Unregister${name}Event`, counting(-1)],
    ]),
  );
}
