import type { Model, Result } from "../../src/model";

/** Sizes, segments, shares and drivers of a model, in an order that depends on ids alone; a fault as its word. */
export function valuesOf(model: Model): readonly unknown[] {
  const years = [2024, 2026, 2027, 2030];
  const one = (result: Result): unknown => (typeof result === "number" ? result : result.fault);
  const drivers = ["parc", "connected-rate", "cloud-penetration", "arpu", "connected-vehicles", "covered-vehicles"];
  const scenarios = ["applications", "vendors", "partnerships", "policy", "bottom-up", "mine"];
  return model.scenarios
    .filter(({ id }) => scenarios.includes(id))
    .map((scenario) => [
      scenario.id,
      ...years.map((year) => [
        one(model.size(scenario, year)),
        model.segments.map((segment) => [
          one(model.share(segment, year, scenario)),
          one(model.segmentSize(segment, year, scenario)),
        ]),
        drivers.map((text) => {
          const driver = model.driver(text);
          return "fault" in driver ? driver.fault : one(model.driverValue(driver, year, scenario));
        }),
      ]),
    ]);
}
