/** In the chunk of the reader of report files, which is no part of any other. */
export const loadAuthoring = () => import(/* webpackChunkName: "report-file" */ ".");
