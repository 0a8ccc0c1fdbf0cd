import type { Language } from "./messages";

/** What Excel takes of an add-in-only manifest for formulas, ribbon and context menu. */
export interface Manifest {
  readonly id: string;
  readonly version: string;
  /** Where it is served. */
  readonly address: string;
  /** Requirement sets by name, with the version that it asks for. */
  readonly requirements: Readonly<Record<string, string>>;
  /** Before the formulas' names. */
  readonly namespace: string;
  readonly group: { readonly label: string; readonly controls: readonly Control[] };
  /** Entries of a cell's context menu. */
  readonly menu: readonly Control[];
}

export interface Control {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Addresses by width in pixels, relative to the page. */
  readonly icons: ReadonlyMap<number, string>;
  /** The function that it executes; null opens the pane. */
  readonly action: string | null;
}

const localeOf: Record<Language, string> = { en: "en-US", zh: "zh-CN" };

export function readManifest(text: string, language: Language): Manifest {
  const manifest = new DOMParser().parseFromString(text, "application/xml");
  const all = (parent: Element | Document, name: string) => [...parent.getElementsByTagNameNS("*", name)];
  const one = (parent: Element | Document, name: string): Element => {
    const found = all(parent, name)[0];
    if (!found) throw new Error(`manifest.xml: no ${name}`);
    return found;
  };
  const resources = new Map([...one(manifest, "Resources").querySelectorAll("[id]")].map((each) => [each.id, each]));

  function resource(reference: Element): string {
    const found = resources.get(reference.getAttribute("resid") ?? "");
    if (!found) throw new Error(`manifest.xml: no resource for ${reference.outerHTML}`);
    const override = all(found, "Override").find((each) => each.getAttribute("Locale") === localeOf[language]);
    return override?.getAttribute("Value") ?? found.getAttribute("DefaultValue") ?? "";
  }

  // The manifest names the host that it was built for; here the same files lie beside this page.
  const folder = new URL(".", resource(one(one(manifest, "Runtimes"), "Runtime"))).href;
  const icon = (image: Element): [number, string] => [
    Number(image.getAttribute("size")),
    resource(image).slice(folder.length),
  ];

  const control = (element: Element): Control => ({
    id: element.id,
    label: resource(one(element, "Label")),
    description: resource(one(one(element, "Supertip"), "Description")),
    icons: new Map(all(element, "Image").map(icon)),
    action: all(element, "FunctionName")[0]?.textContent ?? null,
  });
  const extension = (type: string) => {
    const found = all(manifest, "ExtensionPoint").find((each) => each.getAttribute("xsi:type") === type);
    if (!found) throw new Error(`manifest.xml: no ${type}`);
    return found;
  };
  const group = one(extension("PrimaryCommandSurface"), "Group");

  const sets = all(one(manifest, "Sets"), "Set");

  const said = (name: string) => one(manifest, name).textContent.trim();
  return {
    id: said("Id"),
    version: said("Version"),
    address: folder,
    requirements: Object.fromEntries(
      sets.map((set) => [set.getAttribute("Name") ?? "", set.getAttribute("MinVersion") ?? ""]),
    ),
    namespace: resource(one(extension("CustomFunctions"), "Namespace")),
    group: { label: resource(one(group, "Label")), controls: all(group, "Control").map(control) },
    menu: all(extension("ContextMenu"), "Control").map(control),
  };
}
