import type { Injector } from "@univerjs/core";

/** A service that Univer keeps to itself, by the name of one of its members: Univer is pinned to one version. */
export function unexported<Service>(injector: Injector, member: keyof Service & string): Service {
  const { dependencyCollection } = injector as unknown as {
    dependencyCollection: { dependencyMap: Map<unknown, unknown> };
  };
  for (const token of dependencyCollection.dependencyMap.keys())
    if (typeof token === "function" && token.prototype && member in (token.prototype as object))
      return injector.get(token as never) as unknown as Service;
  throw new Error(`This version of Univer has no service with ${member}.`);
}
