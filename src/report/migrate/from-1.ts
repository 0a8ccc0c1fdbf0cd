/**
 * Schema 1.0 had one formula for a built market, with three adjustments of its own: the product of the factors, less what
 * users build for themselves, times a regional factor, less what complying costs for every unit covered. From 2.0 on a
 * file says so itself, as a tree of drivers.
 */
import { spell } from "../units/spelling";

export type Json = Readonly<Record<string, unknown>>;

export function from1(file: Json): Json {
  const drivers = entries(file.drivers).map(driver);
  const chains = new Map<string, Chain>();
  for (const { id, section, factors } of entries(file.scenarios)) {
    if (!isTexts(factors) || chains.has(factors.join())) continue;
    chains.set(
      factors.join(),
      chainOf(file, drivers, { factors, section, suffix: chains.size === 0 ? "" : `-${String(id)}` }),
    );
  }
  return {
    ...file,
    schema: "2.0",
    ...nouns(file),
    ...map(file, "scenarios", (scenario) => builtScenario(scenario, chains)),
    ...map(file, "splits", split),
    ...(Array.isArray(file.drivers)
      ? { drivers: [...file.drivers.map((one: unknown) => (isEntry(one) ? driver(one) : one)), ...added(chains)] }
      : {}),
  };
}

/**
 * 1.0 let a product of one noun be stated in another, a share of vehicles as users: from 2.0 on a file says that one is
 * counted as the other.
 */
function nouns(file: Json): Json {
  const units = new Map(
    entries(file.figures).map(({ id, unit }) => [id, typeof unit === "string" ? spell(unit) : null]),
  );
  const nounOf = (id: unknown): string => {
    const spelling = units.get(id);
    return spelling && spelling.currency === null && spelling.per.length === 0 ? spelling.counted : "";
  };
  const as = new Map<string, string>();
  for (const { stated, check } of entries(file.claims)) {
    if (!isEntry(check) || check.kind !== "product" || !isTexts(check.factors)) continue;
    const [noun, ...others] = check.factors.map(nounOf).filter((noun) => noun !== "");
    const own = nounOf(stated);
    if (noun !== undefined && others.length === 0 && own !== "" && own !== noun) as.set(own, noun);
  }
  if (as.size === 0) return {};
  const listed = entries(file.nouns);
  const missing = [...as.keys()].filter((noun) => !listed.some(({ en }) => en === noun));
  return {
    nouns: [
      ...listed.map((one) => (as.has(String(one.en)) ? { ...one, as: as.get(String(one.en)) } : one)),
      ...missing.map((noun) => ({ en: noun, zh: noun, as: as.get(noun) })),
    ],
  };
}

const isEntry = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const entries = (list: unknown): readonly Json[] => (Array.isArray(list) ? list.filter(isEntry) : []);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** The list with each entry changed; nothing where it is no list. */
function map(file: Json, key: string, change: (entry: Json) => Json): Json {
  const list = file[key];
  return Array.isArray(list) ? { [key]: list.map((one: unknown) => (isEntry(one) ? change(one) : one)) } : {};
}

function driver(one: Json): Json {
  if (!("factors" in one)) return one;
  const { factors, ...rest } = one;
  return { ...rest, op: "product", of: factors };
}

function split(one: Json): Json {
  const segments = entries(one.segments);
  const [first] = segments;
  const same = first !== undefined && segments.every(({ scenario }) => scenario === first.scenario);
  const whole = same && first.scenario !== undefined ? { of: { scenario: first.scenario } } : {};
  const { id, aliases, name, ...rest } = one;
  const segment = (entry: Json): Json => {
    if (!("scenario" in entry)) return entry;
    const { scenario, ...others } = entry;
    return same ? others : { ...others, of: { scenario } };
  };
  return {
    id,
    ...(aliases === undefined ? {} : { aliases }),
    name,
    ...whole,
    ...rest,
    ...map(one, "segments", segment),
  };
}

function builtScenario(one: Json, chains: ReadonlyMap<string, Chain>): Json {
  if (!isTexts(one.factors)) return one;
  const { factors: _, take, stated, ...rest } = one;
  const { size } = chains.get(one.factors.join())!;
  return { ...rest, size, take, ...(stated === undefined ? {} : { stated }) };
}

/** What a chain of factors becomes: the driver that is the size, and those that weren't there before. */
interface Chain {
  readonly size: string;
  readonly drivers: readonly Json[];
}

const why = (neutral: number) => ({
  en: `The report says that it has to be included and gives no number: ${neutral} changes nothing.`,
  zh: `报告指出须予计入，但未给出数值：取${neutral}即不产生影响。`,
});

interface Given {
  readonly factors: readonly string[];
  readonly section: unknown;
  /** Tells a second chain's drivers from the first's. */
  readonly suffix: string;
}

function chainOf(file: Json, drivers: readonly Json[], { factors, section, suffix }: Given): Chain {
  const unitOf = (id: string): string => String(drivers.find((one) => one.id === id)?.unit ?? "");
  const price = factors.find((id) => spell(unitOf(id))?.currency === file.currency);
  const things = factors.filter((id) => id !== price);
  const known = drivers.find(({ op, of }) => op === "product" && isTexts(of) && of.join() === things.join());
  const volume = known ? String(known.id) : `covered${suffix}`;
  const served = `market-before-compliance${suffix}`;
  const compliance = `compliance${suffix}`;
  const size = `market${suffix}`;
  const unit = file.unit;
  const own: readonly Json[] = [
    {
      id: "self-built-share",
      name: { en: "Self-built share", zh: "自建比例" },
      section,
      unit: "%",
      default: 0,
      why: why(0),
    },
    {
      id: "regional-factor",
      name: { en: "Regional factor", zh: "区域系数", zhHant: "區域係數" },
      section,
      unit: "",
      default: 1,
      why: why(1),
    },
    {
      id: "compliance-cost",
      name: { en: "Compliance cost", zh: "合规成本", zhHant: "合規成本" },
      section,
      unit: price === undefined ? "" : unitOf(price),
      default: 0,
      why: why(0),
    },
    {
      id: "bought-share",
      name: { en: "Share that is bought", zh: "外购比例", zhHant: "外購比例" },
      unit: "%",
      op: "complement",
      of: ["self-built-share"],
    },
  ];
  return {
    size,
    drivers: [
      ...(suffix === "" ? own : []),
      ...(known
        ? []
        : [
            {
              id: volume,
              name: { en: `Covered${suffix}`, zh: `覆盖数量${suffix}`, zhHant: `覆蓋數量${suffix}` },
              unit: plainUnit(things.map(unitOf)),
              op: "product",
              of: things,
            },
          ]),
      {
        id: served,
        name: {
          en: `Market before compliance${suffix}`,
          zh: `合规成本前市场规模${suffix}`,
          zhHant: `合規成本前市場規模${suffix}`,
        },
        unit,
        op: "product",
        of: [volume, ...(price === undefined ? [] : [price]), "bought-share", "regional-factor"],
      },
      {
        id: compliance,
        name: { en: `Compliance, whole market${suffix}`, zh: `合规成本总额${suffix}`, zhHant: `合規成本總額${suffix}` },
        unit,
        op: "product",
        of: ["compliance-cost", volume],
      },
      {
        id: size,
        name: {
          en: `Market from drivers${suffix}`,
          zh: `由驱动因素得出的市场规模${suffix}`,
          zhHant: `由驅動因素得出的市場規模${suffix}`,
        },
        unit,
        op: "difference",
        of: [served, compliance],
      },
    ],
  };
}

/** The unit of what is counted: of several factors that which isn't a percentage. */
const plainUnit = (units: readonly string[]): string => units.find((unit) => unit !== "%") ?? "%";

const added = (chains: ReadonlyMap<string, Chain>): readonly Json[] =>
  [...chains.values()].flatMap(({ drivers }) => drivers);
