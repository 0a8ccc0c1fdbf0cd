import {
  FluentProvider,
  makeStaticStyles,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Tab,
  TabList,
  tokens,
} from "@fluentui/react-components";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type ComponentType } from "react";
import { ViewBoundary } from "./components/ViewBoundary";
import {
  EditingContext,
  FormulasContext,
  ModelContext,
  PaneContext,
  useModel,
  useOptionalPane,
  useWorkbookState,
  type PaneHost,
} from "./context";
import { LanguageContext, languageOf, useLanguage, useTexts } from "./language";
import { oneOf, usePreference } from "./preferences";
import { texts } from "./texts";
import { usePaneTheme } from "./theme";
import { AssumptionsView } from "./views/assumptions/AssumptionsView";
import { CellsView } from "./views/cells/CellsView";
import { ReportsView } from "./views/reports/ReportsView";
import { FormulasView } from "./views/formulas/FormulasView";
import { LoadView } from "./views/load/LoadView";
import { Notices } from "./views/notices/Notices";
import { ScenariosView } from "./views/scenarios/ScenariosView";

const tabViews = {
  load: LoadView,
  assumptions: AssumptionsView,
  scenarios: ScenariosView,
  formulas: FormulasView,
  cells: CellsView,
} satisfies Record<string, ComponentType>;

/** The editions are seldom wanted and have no tab: the pane's foot, which names the report, leads to them. */
const views = { ...tabViews, editions: ReportsView };

type TabName = keyof typeof tabViews;
type ViewName = keyof typeof views;

const tabs = Object.keys(tabViews) as TabName[];

const usePageStyles = makeStaticStyles({ body: { margin: 0 } });

const useStyles = makeStyles({
  pane: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    gridTemplateRows: "auto minmax(0, 1fr) auto",
    height: "100vh",
    backgroundColor: tokens.colorNeutralBackground1,
  },
  tabs: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `0 ${tokens.spacingHorizontalXXS}`,
    flexWrap: "wrap",
    justifyContent: "space-between",
  },
  tab: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXS}`,
    "& > span": { fontSize: tokens.fontSizeBase200 },
  },
  view: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    // Not "auto": a message bar would shrink to its least height when the view is longer than the pane.
    gridAutoRows: "max-content",
    overflowY: "auto",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    scrollPadding: tokens.spacingVerticalM,
    outlineStyle: "none",
    // A list of choices is as wide as its longest, which may be wider than the pane.
    "& .fui-Field": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  unseen: { position: "absolute", width: "1px", height: "1px", margin: 0, overflow: "hidden", clipPath: "inset(50%)" },
  footer: {
    display: "flex",
    alignItems: "baseline",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    boxSizing: "border-box",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    "& > :first-child": { flexGrow: 1, overflow: "hidden", whiteSpace: "nowrap", textOverflow: "ellipsis" },
  },
  opensEditions: {
    borderRightStyle: "none",
    borderBottomStyle: "none",
    borderLeftStyle: "none",
    backgroundColor: "transparent",
    fontFamily: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  editions: { flexShrink: 0, color: tokens.colorBrandForegroundLink },
});

export function Pane({ host }: { readonly host: PaneHost }) {
  usePageStyles();
  const language = languageOf(host.locale);
  const theme = usePaneTheme(host.officeTheme);
  const state = useWorkbookState(host.workbook);
  const pane = useMemo(() => (host.workbook && state ? { workbook: host.workbook, state } : null), [host, state]);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  return (
    <FluentProvider theme={theme}>
      <LanguageContext.Provider value={language}>
        <PaneContext.Provider value={pane}>
          <FormulasContext.Provider value={host.formulas}>
            <ModelContext.Provider value={state?.model ?? host.model}>
              <Frame inExcel={pane !== null} ready={state?.ready ?? true} />
            </ModelContext.Provider>
          </FormulasContext.Provider>
        </PaneContext.Provider>
      </LanguageContext.Provider>
    </FluentProvider>
  );
}

/** Tabs, the view they choose, and below it which report this is. */
function Frame({ inExcel, ready }: { readonly inExcel: boolean; readonly ready: boolean }) {
  const say = useTexts(texts);
  const styles = useStyles();
  const [tab, setTab] = usePreference("view", oneOf(tabs), "load");
  const [atEditions, setAtEditions] = useState(false);
  const view: ViewName = !inExcel ? "formulas" : atEditions ? "editions" : tab;
  const choose = (chosen: TabName) => {
    setTab(chosen);
    setAtEditions(false);
  };
  const View = views[view];
  const [edited, edit] = useState<string | null>(null);
  const [report, setReport] = useState("");
  const editing = useMemo(
    () => ({
      report,
      chooseReport(chosen: string) {
        setReport(chosen);
        edit(null);
      },
      scenario: edited,
      choose: edit,
      open(scenario: string) {
        edit(scenario);
        setTab("assumptions");
      },
    }),
    [report, edited, setTab],
  );
  const id = useId();
  const main = useRef<HTMLElement>(null);
  useLayoutEffect(() => main.current?.scrollTo(0, 0), [view]);
  return (
    <div className={styles.pane}>
      <header>
        <h1 className={styles.unseen}>{say("pane")}</h1>
        {inExcel && (
          <TabList
            className={styles.tabs}
            size="small"
            aria-label={say("views")}
            selectedValue={view}
            onTabSelect={(_, { value }) => choose(value as TabName)}
          >
            {tabs.map((name) => (
              <Tab key={name} id={`${id}-${name}`} className={styles.tab} value={name} aria-controls={`${id}-view`}>
                {say(name)}
              </Tab>
            ))}
          </TabList>
        )}
      </header>
      <main ref={main} className={styles.view} tabIndex={-1}>
        {inExcel ? <Notices view={view} /> : <NeedsExcel />}
        <div
          id={`${id}-view`}
          {...(inExcel && view in tabViews ? { role: "tabpanel", "aria-labelledby": `${id}-${view}` } : {})}
        >
          {ready ? (
            <ViewBoundary key={view}>
              <EditingContext.Provider value={editing}>
                <View />
              </EditingContext.Provider>
            </ViewBoundary>
          ) : (
            <Spinner size="small" label={say("reading")} />
          )}
        </div>
      </main>
      <Footer onOpen={inExcel ? () => setAtEditions(true) : null} />
    </div>
  );
}

function NeedsExcel() {
  const say = useTexts(texts);
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{say("needsExcelTitle")}</MessageBarTitle> {say("needsExcel")}
      </MessageBarBody>
    </MessageBar>
  );
}

/** Names the report, and leads to its editions. */
function Footer({ onOpen }: { readonly onOpen: (() => void) | null }) {
  const say = useTexts(texts);
  const styles = useStyles();
  const language = useLanguage();
  const { report } = useModel();
  const newer = useOptionalPane()?.state.newerEdition;
  const words = say("edition", { title: report.title[language], edition: report.edition });
  if (!onOpen) {
    return (
      <footer className={styles.footer} title={words}>
        <span>{words}</span>
      </footer>
    );
  }
  return (
    <footer>
      <button
        type="button"
        className={mergeClasses(styles.footer, styles.opensEditions)}
        title={words}
        onClick={onOpen}
      >
        <span>{words}</span>
        <span className={styles.editions}>{say(newer ? "newEdition" : "editions")}</span>
      </button>
    </footer>
  );
}
