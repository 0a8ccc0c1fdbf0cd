/**
 * The add-in's one page, shared by formulas, commands and pane. `functions.js` has run before it; the pane comes
 * as a chunk of its own, so that formulas never wait for it.
 */
void Office.onReady(async () => {
  const { showPane } = await import(/* webpackChunkName: "pane" */ "./show");
  showPane(document.getElementById("pane")!, null);
});
