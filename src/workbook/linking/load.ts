/** In the chunk of the reader of report files, which has the reader of units and of pasted tables. */
export const loadLinking = () => import(/* webpackChunkName: "report-file" */ ".");
