import { accessDenied, apiNotFound } from "../../errors.js";
import { readOnly, type Members } from "../../model.js";
import { info } from "./sheet.js";

export const protection: Members<"WorksheetProtection"> = {
  properties: { Protected: readOnly((target, session) => session.book.sheet(target.id).protected) },
  methods: {
    Protect: {
      run(target, session, _options, password) {
        // A password would have to be kept and checked: more than tests need, so it isn't pretended.
        if (password) throw apiNotFound("WorksheetProtection.protect with a password");
        const state = session.book.sheet(info(target, session).id);
        if (state.protected) throw accessDenied();
        state.protected = true;
      },
    },
    Unprotect: {
      run(target, session) {
        session.book.sheet(info(target, session).id).protected = false;
      },
    },
  },
};
