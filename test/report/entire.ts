const both = (en: string, zh = en) => ({ en, zh });
/** A small report that says all that one can say. */
export const entire: any = {
  ...{ schema: "2.0", id: "machines", edition: "2", currency: "USD", unit: "USD m", yearEnd: 3 },
  title: { ...both("Machines", "机器"), zhHant: "機器" },
  licence: { text: both("Ask", "请询问"), address: "https://example.org/ask", redistribution: "no" },
  documents: [
    {
      ...{ name: "Survey", title: both("Survey of machines", "机器调查"), publisher: "Bureau", date: "2024-04" },
      ...{ address: "https://example.org/survey", licence: { text: both("CC BY"), redistribution: "yes" } },
    },
    { name: "Notes", title: both("Notes") },
  ],
  publishers: [both("Bureau", "局"), both("Office")],
  nouns: [both("machine", "机"), { ...both("robot", "机器人"), as: "machine" }],
  figures: [
    {
      ...{ id: "size-2024", metric: both("Size", "规模"), value: 100, comparator: "=", year: 2024, unit: "USD m" },
      ...{ publisher: "Bureau", section: "1.1", document: "Survey", page: "3", quote: "100 million dollars" },
      note: both("As printed", "原文"),
    },
    ["size-2026", 121, 2026, { comparator: ">=", decimals: 1 }],
    ["low-2024", 90, 2024],
    ["low-growth", 5, [2024, 2030], { unit: "%" }],
    ["told-2024", [95, 105], 2024, { comparator: "~" }],
    ["machines-wide", [40, 60], 2024, { unit: "k machines" }],
    ["machines-2024", [45, 55], 2024, { unit: "k machines" }],
    ["users-2024", 8, 2024, { unit: "k users" }],
    ["most", 80, 2040, { unit: "%" }],
    ["all-2024", 16, 2024, { unit: "k users" }],
    ["arms-2024", 60, 2024, { unit: "%", note: both("Rounded") }],
    ["brand-2024", 30, 2024, { unit: "%" }],
    ["welding-2024", 70, 2024, { unit: "%" }],
    ["painting-2024", 50, 2024, { unit: "%" }],
    ["exports-2024", 20, 2024],
    ["exports-q1", 4, "2024Q1", { metric: both("Exports", "出口") }],
    ["stock-2024", 7, 2024, { unit: "k machines" }],
    ["undated", 3, null, { unit: "k machines" }],
  ].map((one: any) =>
    Array.isArray(one)
      ? {
          ...{ id: one[0], metric: both(one[0]), value: one[1], comparator: "=", year: one[2], unit: "USD m" },
          ...{ publisher: null, section: null, ...one[3] },
        }
      : one,
  ),
  scenarios: [
    {
      ...{
        id: "market",
        name: { ...both("Market", "总市场"), zhHant: "總市場" },
        aliases: ["base", "all"],
        section: "1",
      },
      ...{ points: ["size-2024", "size-2026"], scope: both("With repairs", "含维修") },
    },
    {
      ...{ id: "low", name: both("Low"), section: null, points: ["low-2024"], growth: "low-growth" },
      outlier: both("Repairs alone"),
    },
    { id: "built", name: both("Built"), section: null, size: "value", take: "high", stated: ["told-2024"] },
    { id: "bare", name: both("Bare"), section: null, size: "value", take: "point" },
  ],
  drivers: [
    {
      ...{ id: "machines-used", name: both("Machines"), section: "2", unit: "k machines", flow: false },
      ...{ method: "geometric", points: ["machines-2024"], ranges: ["machines-wide"] },
    },
    {
      ...{ id: "share", name: both("Share", "比例"), aliases: ["part"], unit: "%", method: "logistic" },
      ...{ saturation: "most", points: [{ ratio: ["users-2024", "all-2024"] }] },
    },
    { id: "price", name: both("Price"), unit: "USD/machine", default: 5.5, why: both("Usual", "通常"), range: [4, 6] },
    { id: "value", name: both("Value"), unit: "USD m", op: "product", of: ["machines-used", "share", "price"] },
  ],
  splits: [
    {
      ...{ id: "kinds", aliases: ["types", "sorts"], name: { ...both("Kinds", "种类"), zhHant: "種類" } },
      ...{ of: { scenario: "market" }, additive: true },
      segments: [
        { id: "arms", name: both("Arms", "机械臂"), aliases: ["limbs"], section: "3", points: ["arms-2024"] },
        { id: "others", name: both("Others"), section: null },
      ],
    },
    {
      ...{ id: "brands", name: both("Brands"), of: { segment: "arms" }, additive: true },
      segments: [
        { id: "brand", name: both("Brand"), section: null, points: ["brand-2024"] },
        { id: "no-brand", name: both("No brand"), section: null },
      ],
    },
    {
      ...{ id: "uses", name: both("Uses"), additive: false },
      segments: [
        { id: "welding", name: both("Welding"), section: null, points: ["welding-2024"], of: { scenario: "market" } },
        {
          ...{ id: "painting", name: both("Painting"), section: null, points: ["painting-2024"] },
          of: { driver: "machines-used" },
        },
      ],
    },
  ],
  series: [
    {
      ...{ id: "exports", name: both("Exports", "出口"), section: "4", unit: "USD m", flow: true, method: "step" },
      points: ["exports-2024"],
    },
    { id: "stock", name: both("Stock"), section: null, unit: "k machines", method: "linear", points: ["stock-2024"] },
    {
      ...{ id: "again", name: both("Again"), section: null, unit: "USD m", method: "linear" },
      points: ["size-2024", "size-2026"],
    },
  ],
  claims: [
    {
      ...{ id: "same", section: "5", stated: "size-2024", check: { kind: "at-most", whole: "size-2026" } },
      note: both("At first", "起初"),
    },
    { id: "more", section: "1.1", stated: "size-2024", check: { kind: "sum", terms: ["low-2024", "exports-2024"] } },
    { id: "alike", section: null, stated: "low-2024", check: { kind: "equal", to: "low-2024" } },
  ],
};
