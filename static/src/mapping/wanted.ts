// What of the table is looked at, and in which order. It stands in the address too, so that it can be sent to somebody.

import type { AccessRoute, Reach } from "../protocol.ts";

/** Empty: all. */
export interface Wanted {
  readonly text: string;
  readonly areaId: string;
  /** NOT_PLACED: those without a step. */
  readonly stepId: string;
  readonly columnId: string;
  readonly reach: Reach;
  readonly access: AccessRoute;
  /** The name of a target group. */
  readonly group: string;
}

export interface Sorting {
  /** As the heading's data-key says it. */
  readonly key: string;
  readonly down: boolean;
}

export const ALL: Wanted = { text: "", areaId: "", stepId: "", columnId: "", reach: "", access: "", group: "" };
export const NOT_PLACED = "-";
export const AS_IT_CAME: Sorting = { key: "step", down: false };

const NAMES: Readonly<Record<keyof Wanted, string>> = {
  text: "q",
  areaId: "area",
  stepId: "step",
  columnId: "column",
  reach: "reach",
  access: "access",
  group: "group",
};

/** What an address asks for: everything, where it asks for nothing. */
export function read(search: string): { wanted: Wanted; sorting: Sorting } {
  const asked = new URLSearchParams(search);
  const told = Object.entries(NAMES).map(([field, name]) => [field, asked.get(name) ?? ""]);
  const wanted = Object.fromEntries(told) as unknown as Wanted;
  const sort = asked.get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  return {
    wanted: Object.values(wanted).some(Boolean) ? wanted : ALL,
    sorting: key ? { key, down: sort.startsWith("-") } : AS_IT_CAME,
  };
}

/** The part of the address that asks for this; empty for everything. */
export function write(wanted: Wanted, sorting: Sorting): string {
  const told = new URLSearchParams();
  for (const [field, name] of Object.entries(NAMES)) {
    const value = wanted[field as keyof Wanted];
    if (value) told.set(name, value);
  }
  if (sorting.key !== AS_IT_CAME.key || sorting.down) told.set("sort", `${sorting.down ? "-" : ""}${sorting.key}`);
  const search = told.toString();
  return search && `?${search}`;
}
