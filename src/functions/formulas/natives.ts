/** How formulas are written whose native form is an expression, by their ids. */
import type { Write } from "../native";
import { write as build } from "./build.native";
import { write as cagr } from "./cagr.native";
import { write as growth } from "./growth.native";
import { write as segment } from "./segment.native";

export const natives: Readonly<Record<string, Write>> = { BUILD: build, CAGR: cagr, GROWTH: growth, SEGMENT: segment };
