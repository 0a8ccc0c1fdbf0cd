export { createHost, type Host, type HostOptions } from "./host.js";
export { createUniverGrid, type UniverGridOptions } from "./grid/univer/index.js";
export type { Grid } from "./grid/port.js";
export type { FunctionsMetadata } from "./functions/index.js";
