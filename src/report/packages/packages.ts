/**
 * A report's tables as a Frictionless Data Package: a descriptor and a CSV file a table, in a zip or in a folder of git.
 * https://specs.frictionlessdata.io/data-package/
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { columnsOf, fromTables, tableNames, toTables, type ReadTables, type ReportTables, type Table } from "../tables";
import type { Report, Text } from "../types";
import { csvText, guarded, readCsv, unguarded } from "./csv";

const descriptor = "datapackage.json";
const folder = "data/";

/** What unpacks to more than this isn't a report. */
const MOST_BYTES = 50_000_000;

/** The files of a report's package, by their paths. */
export function packageFiles(report: Report, language: keyof Text = "en"): Readonly<Record<string, string>> {
  const tables = toTables(report, language);
  const { licence } = report;
  const description = {
    profile: "tabular-data-package",
    name: report.id,
    version: report.edition,
    title: report.title[language],
    ...(licence && {
      licenses: [{ title: licence.text[language], ...(licence.address !== undefined && { path: licence.address }) }],
    }),
    resources: tableNames.map((name) => ({
      profile: "tabular-data-resource",
      name: name.toLowerCase(),
      title: name,
      path: `${folder}${name}.csv`,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      schema: { fields: columnsOf(name).map(([, column]) => ({ name: column[language], type: "string" })) },
    })),
  };
  return {
    [descriptor]: JSON.stringify(description, undefined, 2) + "\n",
    ...Object.fromEntries(tableNames.map((name) => [`${folder}${name}.csv`, csvText(textsOf(tables[name]))])),
  };
}

const textsOf = ({ header, rows }: Table): readonly (readonly string[])[] => [
  header,
  ...rows.map((row) => row.map(({ content }) => (content === null ? "" : guarded(String(content))))),
];

/** The same report gives the same bytes. */
export function zippedPackage(report: Report, language: keyof Text = "en"): Uint8Array {
  const files = Object.entries(packageFiles(report, language)).map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(files), { mtime: "1980-01-01", level: 9 });
}

export type ReadPackage = ReadTables | { readonly refused: "not-a-package" | "too-large" };

/** Reads a zipped package; never throws, whatever it is given. */
export function readPackage(bytes: Uint8Array): ReadPackage {
  let size = 0;
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(csv|json)$/.test(name)) return false;
        size += originalSize;
        return size <= MOST_BYTES;
      },
    });
  } catch {
    return { refused: "not-a-package" };
  }
  if (size > MOST_BYTES) return { refused: "too-large" };
  return readPackageFiles(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strFromU8(content)])),
  );
}

interface Resource {
  readonly title?: unknown;
  readonly name?: unknown;
  readonly path?: unknown;
}

export function readPackageFiles(files: Readonly<Record<string, string>>): ReadPackage {
  const [path] = Object.keys(files)
    .filter((name) => name === descriptor || name.endsWith(`/${descriptor}`))
    .sort((one, other) => one.length - other.length);
  if (path === undefined) return { refused: "not-a-package" };
  const base = path.slice(0, -descriptor.length);
  const resources = resourcesOf(files[path]!);
  const tables = tableNames.map((name) => {
    const resource = resources.find((one) =>
      [one.title, one.name].some((text) => String(text).toLowerCase() === name.toLowerCase()),
    );
    const text = typeof resource?.path === "string" ? files[base + resource.path] : undefined;
    const [header = [], ...rows] = text === undefined ? [] : readCsv(text);
    return [
      name,
      { header, rows: rows.map((row) => row.map((text) => ({ content: unguarded(text), format: "@" }))) },
    ] as const;
  });
  return fromTables(Object.fromEntries(tables) as unknown as ReportTables);
}

function resourcesOf(text: string): readonly Resource[] {
  try {
    const { resources } = JSON.parse(text) as { readonly resources?: unknown };
    return Array.isArray(resources)
      ? resources.filter((one): one is Resource => typeof one === "object" && one !== null)
      : [];
  } catch {
    return [];
  }
}
