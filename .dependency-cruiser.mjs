/**
 * The rooms and what each may import, types included. No circles anywhere.
 * `npm run lint` checks it; test/shell/rooms.test.ts tests that it does.
 */
const mayImport = {
  "src/report": [],
  "src/model": ["src/report"],
  "src/functions": ["src/report", "src/model"],
  "src/excel": [],
  "src/workbook": ["src/report", "src/model", "src/functions", "src/excel"],
  "src/commands": ["src/report", "src/model", "src/functions", "src/excel", "src/workbook"],
  "src/taskpane": ["src/report", "src/model", "src/functions", "src/excel", "src/workbook", "src/commands"],
  host: [],
  preview: ["host"],
};

const inside = (folders) => `^(${folders.join("|")})/`;
const outside = ["test", "bench", "scripts"];

const rooms = Object.entries(mayImport).map(([room, others]) => ({
  name: `${room} may import from ${others.join(", ") || "no other room"}`,
  severity: "error",
  from: { path: inside([room]) },
  to: { path: inside(["src", "host", "preview", ...outside]), pathNot: inside([room, ...others]) },
}));

export default {
  forbidden: [
    ...rooms,
    {
      name: "every room of src stands in the list of rooms",
      severity: "error",
      from: {},
      to: { path: inside(["src"]), pathNot: inside(Object.keys(mayImport)) },
    },
    {
      name: "no circles",
      severity: "error",
      from: { path: inside(["src", "host", "preview", "scripts"]) },
      to: { circular: true },
    },
    {
      name: "what ships runs in a page, without Node",
      severity: "error",
      from: { path: inside(["src"]) },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only the pane draws",
      severity: "error",
      from: { path: inside(["src"]), pathNot: inside(["src/taskpane"]) },
      to: { path: ["node_modules/(react|react-dom|@fluentui)/", "^(react|react-dom|@fluentui)/?"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "require", "default"] },
  },
};
