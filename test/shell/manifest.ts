/** What Office asks of a manifest beyond its schemas. */

/** An icon's true width and height in pixels, or null if there is no such file. */
export type IconSize = (path: string) => readonly [width: number, height: number] | null;

export interface Site {
  /** Where the add-in is hosted: addresses in the manifest start with it. */
  readonly origin: string;
  /** Whether the site has the file. */
  readonly has: (path: string) => boolean;
  readonly iconSize: IconSize;
}

const limits: Readonly<Record<string, number>> = { ShortStrings: 125, LongStrings: 250, Urls: 2048, Images: 2048 };

/** Everything wrong with a manifest, in words; empty for a good one. */
export function manifestFaults(xml: string, site: Site): string[] {
  const text = xml.replace(/<!--[\s\S]*?-->/g, "");
  return [
    ...resourceFaults(text),
    ...lengthFaults(text),
    ...addressFaults(text, site),
    ...iconFaults(text, site),
    ...runtimeFaults(text),
  ];
}

function resourceFaults(text: string): string[] {
  const defined = [...text.matchAll(/<bt:(?:Image|Url|String) id="([^"]*)"/g)].map(([, id]) => id!);
  const used = new Set([...text.matchAll(/\bresid="([^"]*)"/g)].map(([, id]) => id!));
  return [
    ...[...used].filter((id) => !defined.includes(id)).map((id) => `resid ${id} is not defined`),
    ...defined.filter((id) => !used.has(id)).map((id) => `resource ${id} is not used`),
    ...defined.filter((id, place) => defined.indexOf(id) !== place).map((id) => `resource ${id} is defined twice`),
    // https://learn.microsoft.com/javascript/api/manifest/resources
    ...defined.filter((id) => id.length > 32).map((id) => `resource id ${id} is longer than 32 characters`),
  ];
}

function lengthFaults(text: string): string[] {
  return Object.entries(limits).flatMap(([group, limit]) =>
    values(section(text, `bt:${group}`))
      .filter((value) => value.length > limit)
      .map((value) => `${group}: "${value.slice(0, 40)}…" has ${value.length} characters, the limit is ${limit}`),
  );
}

function addressFaults(text: string, { origin, has }: Site): string[] {
  const addresses = [...new Set([...values(text), ...section(text, "AppDomains").split(/<[^>]*>/)])].filter((value) =>
    /^\s*[a-z]+:\/\//i.test(value),
  );
  return [
    ...addresses.filter((address) => !address.startsWith("https://")).map((address) => `${address} is not https`),
    ...addresses
      .filter((address) => address.startsWith(`${origin}/`) && !has(pathOf(address)))
      .map((address) => `${address} does not exist`),
    ...addresses
      .filter((address) => address !== origin && !address.startsWith(`${origin}/`) && address.startsWith("https://"))
      .map((address) => `${address} is on another host`),
  ];
}

function iconFaults(text: string, { iconSize }: Site): string[] {
  const addresses = new Map(
    [...text.matchAll(/<bt:Image id="([^"]*)" DefaultValue="([^"]*)"/g)].map(([, id, address]) => [id, address!]),
  );
  const wanted = [...text.matchAll(/<bt:Image size="(\d+)" resid="([^"]*)"/g)].map(
    ([, size, id]) => [Number(size), addresses.get(id!)] as const,
  );
  // https://learn.microsoft.com/javascript/api/manifest/iconurl and …/highresolutioniconurl
  for (const [element, size] of [
    ["IconUrl", 32],
    ["HighResolutionIconUrl", 64],
  ] as const)
    wanted.push([size, new RegExp(`<${element} DefaultValue="([^"]*)"`).exec(text)?.[1]]);
  const sizes = [...text.matchAll(/<Icon>([\s\S]*?)<\/Icon>/g)].flatMap(([, icon]) =>
    [16, 32, 80].filter((size) => !icon!.includes(`size="${size}"`)).map((size) => `an icon lacks size ${size}`),
  );
  return [
    ...sizes,
    ...wanted.flatMap(([size, address]) => {
      const actual = address && iconSize(pathOf(address));
      if (!actual) return [`an icon of ${size} pixels is missing`];
      return actual.every((side) => side === size)
        ? []
        : [`${address} is ${actual.join(" × ")}, not ${size} × ${size}`];
    }),
  ];
}

/** In a shared runtime one page holds everything, and a pane can't have an id of its own. */
function runtimeFaults(text: string): string[] {
  const page = /<Runtime resid="([^"]*)" lifetime="long"/.exec(text)?.[1];
  if (!page) return ["no long-lived Runtime"];
  const places = {
    FunctionFile: /<FunctionFile resid="([^"]*)"/,
    Page: /<Page>\s*<SourceLocation resid="([^"]*)"/,
    ShowTaskpane: /xsi:type="ShowTaskpane">\s*<SourceLocation resid="([^"]*)"/,
  };
  return [
    ...Object.entries(places).flatMap(([name, pattern]) => {
      const resid = pattern.exec(text)?.[1];
      if (!resid) return [`no ${name}`];
      return resid === page ? [] : [`${name} is ${resid}, but the runtime's page is ${page}`];
    }),
    ...(text.includes("<TaskpaneId>") ? ["TaskpaneId under a long-lived runtime"] : []),
  ];
}

const section = (text: string, name: string): string =>
  new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1] ?? "";

const values = (text: string): string[] =>
  [...text.matchAll(/\b(?:DefaultValue|Value)="([^"]*)"/g)].map(([, value]) => decode(value!));

const decode = (value: string): string =>
  value.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name]!,
  );

const pathOf = (address: string): string => new URL(address).pathname.slice(1);
