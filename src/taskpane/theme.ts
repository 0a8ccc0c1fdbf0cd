/** Light or dark like Office around the pane, in Excel's green. */
import { useSyncExternalStore } from "react";
import { createDarkTheme, createLightTheme, type BrandVariants, type Theme } from "@fluentui/react-components";
import { isDarkColor } from "./darkness";

const excelGreen: BrandVariants = {
  10: "#03130A",
  20: "#052912",
  30: "#08381C",
  40: "#094023",
  50: "#0B5029",
  60: "#0C5F32",
  70: "#0F703B",
  80: "#107C41",
  90: "#218D51",
  100: "#37A066",
  110: "#55B17E",
  120: "#74C295",
  130: "#8ECFA9",
  140: "#A0D8B9",
  150: "#CAEAD8",
  160: "#E9F8F0",
};

/** Numbers that a user may change are blue, as in the sheets and as modelling standards ask. */
export interface PaneTheme extends Theme {
  readonly colorInput: string;
}

export const colorInput = "var(--colorInput)";

const light: PaneTheme = { ...createLightTheme(excelGreen), colorInput: "#0000D6" };

const dark: PaneTheme = {
  ...createDarkTheme(excelGreen),
  // Fluent's own dark foregrounds are too dim on the pane's background for small text.
  colorStatusDangerForeground1: "#F48F98",
  colorBrandForeground1: excelGreen[110],
  colorBrandForeground2: excelGreen[120],
  colorBrandForegroundLink: excelGreen[120],
  colorBrandForegroundLinkHover: excelGreen[140],
  colorInput: "#9DB8FF",
};

/** What Office says about its theme: nothing on the platforms that don't. */
export interface OfficeTheme {
  readonly isDarkTheme?: boolean;
  readonly bodyBackgroundColor?: string;
}

const preference = () => window.matchMedia("(prefers-color-scheme: dark)");

function listen(listener: () => void): () => void {
  const query = preference();
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Follows Office's theme where Office tells it, and the system's otherwise. */
export function usePaneTheme(officeTheme: OfficeTheme | undefined): PaneTheme {
  const systemIsDark = useSyncExternalStore(listen, () => preference().matches);
  const background = officeTheme?.bodyBackgroundColor;
  const isDark = officeTheme?.isDarkTheme ?? (background ? isDarkColor(background) : systemIsDark);
  return isDark ? dark : light;
}
