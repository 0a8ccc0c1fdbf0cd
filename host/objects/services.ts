import { oneOf, type Members } from "../model.js";

/** Told when the page is ready to run commands; there is nothing to do then. */
export const addInService: Members<"AddinInternalService"> = {
  properties: {},
  methods: { NotifyActionHandlerReady: { run: () => null } },
};

/** Behind `Office.addin.showAsTaskpane` and `hide`. */
export const appRuntime: Members<"AppRuntimeService"> = {
  properties: {},
  methods: {
    GetAppRuntimeState: { run: (pane) => (pane.visible ? "Visible" : "Background") },
    SetAppRuntimeState: {
      run: (pane, _session, state) => pane.ask(oneOf(["Visible", "Background"], state) === "Visible"),
    },
  },
};

/** Behind `Office.addin.setStartupBehavior`: whether the add-in is loaded with the workbook, which keeps that. */
export const appRuntimePersistence: Members<"AppRuntimePersistenceService"> = {
  properties: {},
  methods: {
    GetAppRuntimeStartState: { run: (book) => (book.loadsAddIn ? "Background" : "Inactive") },
    SetAppRuntimeStartState: {
      run: (book, _session, state) => {
        book.loadsAddIn = oneOf(["Background", "Inactive"], state) === "Background";
      },
    },
  },
};

/** Which of the runner's own improvements are on: retrying large results, and shorter pauses between batches. */
const RUNNER_FEATURES = [1, 2, 4];

/** Through this the client's runner hands results of custom functions back. */
export const functionService: Members<"CustomFunctions"> = {
  properties: {},
  methods: {
    SetInvocationArrayResults: {
      run: (runner, _session, results) => runner.receive(results as readonly (readonly unknown[])[]),
    },
    _GetEnabledFeatures: { run: () => RUNNER_FEATURES },
    _SetOsfControlContainerReadyForCustomFunctions: {
      run: (runner) => {
        runner.listen();
        return null;
      },
    },
  },
};
