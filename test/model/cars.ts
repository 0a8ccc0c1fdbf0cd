/** A market of cars × price in two regions, China's by powertrain; the whole by vendor. */
export type Json = any;
export const named = (id: string, en = id) => ({ id, name: { en, zh: en } });

/** As a file has it. `change`: something else in it. */
export function file(change: (report: Json) => void = () => undefined): Json {
  const figures: Json[] = [];
  const figure = (id: string, year: number, value: number, unit = "%"): string => {
    figures.push({
      id: `${id}-${year}`,
      metric: { en: id, zh: id },
      value,
      comparator: "=",
      year,
      unit,
      publisher: null,
      section: "1",
    });
    return `${id}-${year}`;
  };
  const path = (id: string, unit: string, ...values: number[]) =>
    values.map((value, at) => figure(id, 2020 + 2 * at, value, unit));
  const part = (id: string, en: string, points?: readonly string[]) => ({
    ...named(id, en),
    section: "1",
    ...(points ? { points } : {}),
  });
  const report = {
    schema: "2.0",
    id: "cars",
    edition: "1",
    title: { en: "Cars", zh: "汽车" },
    currency: "USD",
    unit: "USD bn",
    figures,
    scenarios: [
      { ...named("stated"), aliases: ["base"], section: "1", points: path("size", "USD bn", 90, 120, 150) },
      { ...named("built"), section: "1", size: "market", take: "point" },
    ],
    drivers: [
      { ...named("cars"), unit: "m cars", method: "geometric", points: path("cars", "m cars", 4, 5, 6) },
      {
        ...named("price"),
        unit: "USD/car",
        method: "linear",
        points: path("price", "USD/car", 20_000, 21_000, 22_000),
      },
      { ...named("market"), unit: "USD m", op: "product", of: ["cars", "price"] },
    ],
    splits: [
      {
        ...named("region"),
        of: { driver: "cars" },
        additive: true,
        segments: [part("china", "China", path("china", "%", 50, 55, 60)), part("row", "Other")],
      },
      {
        ...named("china-powertrain"),
        of: { segment: "china" },
        additive: true,
        segments: [part("china-bev", "BEV", path("bev", "m cars", 0.5, 1.1, 2.4)), part("china-ice", "ICE")],
      },
      {
        ...named("powertrain"),
        of: { driver: "market" },
        additive: true,
        segments: [part("bev", "BEV", path("bev-money", "USD bn", 20, 42, 80)), part("ice", "ICE")],
      },
      {
        ...named("vendor"),
        of: { scenario: "stated" },
        additive: true,
        segments: ["a", "b", "other"].map((id) =>
          part(`vendor-${id}`, id === "other" ? "Other" : id, path(`vendor-${id}`, "%", ...[33.3, 33.3, 33.3])),
        ),
      },
    ],
    series: [],
    claims: [],
  };
  change(report);
  return report;
}
