import { invalidArgument, itemNotFound } from "../errors.js";
import { handle, type Handle } from "../kinds.js";
import { type Members, readOnly, text } from "../model.js";
import type { Session } from "../session.js";

interface SettingTarget {
  readonly key: string;
}

const settingHandle = (key: string): Handle => handle("Setting", { key });

function find(session: Session, key: unknown): Handle | null {
  return session.book.settings.has(text(key)) ? settingHandle(text(key)) : null;
}

/** What Excel's settings hold is what JSON holds. */
function storable(value: unknown): unknown {
  if (value === undefined) throw invalidArgument();
  return JSON.parse(JSON.stringify(value));
}

function put(session: Session, key: string, value: unknown): void {
  session.book.settings.set(key, storable(value));
  session.book.emit({ type: "settingsChanged" });
}

function existing(target: SettingTarget, session: Session): string {
  if (!session.book.settings.has(target.key)) throw itemNotFound();
  return target.key;
}

export const settings: Members<"SettingCollection"> = {
  properties: {},
  items: (_target, session) => [...session.book.settings.keys()].map(settingHandle),
  methods: {
    // Adding a key that exists sets it anew.
    Add: {
      run(_target, session, key, value) {
        put(session, text(key), value);
        return settingHandle(text(key));
      },
    },
    GetItem: {
      run(_target, session, key) {
        const found = find(session, key);
        if (!found) throw itemNotFound();
        return found;
      },
    },
    GetItemOrNullObject: { run: (_target, session, key) => find(session, key) },
    GetCount: { run: (_target, session) => session.book.settings.size },
  },
};

export const setting: Members<"Setting"> = {
  properties: {
    _Id: readOnly(existing),
    Key: readOnly(existing),
    Value: {
      get: (target, session) => session.book.settings.get(existing(target, session)),
      set: (target, value, session) => put(session, existing(target, session), value),
    },
  },
  methods: {
    Delete: {
      run(target, session) {
        session.book.settings.delete(existing(target, session));
        session.book.emit({ type: "settingsChanged" });
      },
    },
  },
};
