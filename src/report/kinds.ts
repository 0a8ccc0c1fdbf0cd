/** Which of its forms a part of a report has. */
import type {
  AssumedDriver,
  BuiltScenario,
  Driver,
  GivenDriver,
  PublishedScenario,
  Scenario,
  Segment,
  Split,
  Whole,
  WorkedOutDriver,
} from "./types";

export const isPublished = (scenario: Scenario): scenario is PublishedScenario => "points" in scenario;
export const isBuilt = (scenario: Scenario): scenario is BuiltScenario => "size" in scenario;

export const isGiven = (driver: Driver): driver is GivenDriver => "points" in driver;
export const isAssumed = (driver: Driver): driver is AssumedDriver => "default" in driver;
export const isWorkedOut = (driver: Driver): driver is WorkedOutDriver => "op" in driver;

/** What a segment is a part of. */
export const wholeOf = (split: Split, segment: Segment): Whole | undefined => segment.of ?? split.of;
