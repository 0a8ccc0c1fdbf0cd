/**
 * The add-in's one page, shared by formulas, commands and pane. `functions.js` has run before it; the workbook side
 * and the pane come as chunks of their own, so that this script is small.
 */
import { associateCommands } from "../commands";
import { runIn, typingIn } from "../excel/transactions/run";
import { holdFor, use } from "../functions/registration";
import { officeLanguage } from "../functions/setting";
import { builtInReport } from "../report";
import type { Text } from "../report/types";
import type { Workbook } from "../workbook";
import { isDrawn } from "./drawn";

/** For want of the pane itself. */
const notLoaded: Text = {
  en: "Market Model couldn't be loaded. Check the connection, then close this pane and open it again.",
  zh: "无法加载 Market Model。请检查网络连接，然后关闭并重新打开此窗格。",
};

/** Null outside Excel. */
async function open(): Promise<Workbook | null> {
  const { host } = await Office.onReady();
  if (host !== Office.HostType.Excel) return null;
  const { openWorkbook } = await import(/* webpackChunkName: "workbook" */ "../workbook");
  return openWorkbook({
    run: runIn(Excel),
    isTyping: typingIn(Excel),
    loadAlong: () => Office.addin.setStartupBehavior(Office.StartupBehavior.load),
    formulas: { use, holdFor },
    report: builtInReport,
    language: officeLanguage(),
    site: async (path) => {
      const answer = await fetch(path, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.text();
    },
  });
}

/** Milliseconds in which a pane that comes has come. */
const PATIENCE = 3000;

const opened = open();
// From the very start, not only once the workbook side has loaded: no formula shows a default where an override is.
holdFor(opened.then((workbook) => workbook?.ready));

associateCommands(opened, async () => {
  await Office.addin.showAsTaskpane().catch(() => undefined);
  return isDrawn(window, PATIENCE);
});

const element = document.getElementById("pane")!;

void opened
  .then(async (workbook) => {
    const { showPane } = await import(/* webpackChunkName: "pane" */ "./show");
    await showPane(element, workbook);
  })
  .catch((reason: unknown) => {
    console.error(reason);
    element.textContent = notLoaded[officeLanguage()];
  });
