/** With the reader of units and labels, when it is first asked for. */
export const loadLinking = () => import(/* webpackChunkName: "linking" */ ".");
