// How offers are spread: by step, area and reach, and target groups by step. Console and wall count alike.
// board/target_groups.py says which card belongs to a target group; exports count by it.

import type { CardThing, SessionThing } from "./protocol.ts";

/** One of the facilitator's target groups: how many cards stand on each step, lowest first. */
export interface GroupRow {
  readonly name: string;
  readonly counts: readonly number[];
}

export interface GroupTable {
  readonly rows: readonly GroupRow[];
  /** Placed cards that are in no row. */
  readonly outside: number;
}

type Told = Pick<CardThing, "name" | "target_group" | "step_id" | "other_steps">;

/** A card counts on each step that it stands on, and in each group that its words belong to. */
export function groupTable(groups: readonly string[], stepIds: readonly string[], cards: readonly Told[]): GroupTable {
  const placed = cards.filter((card) => card.step_id !== null);
  const rows = groups.map((group) => {
    const here = placed.filter((card) => belongs(group, card));
    const counts = stepIds.map((id) => here.filter((card) => card.step_id === id || card.other_steps.includes(id)).length);
    return { name: group.split(",")[0]!.trim(), counts };
  });
  return { rows, outside: placed.filter((card) => !groups.some((group) => belongs(group, card))).length };
}

export function belongs(group: string, { name, target_group }: Pick<Told, "name" | "target_group">): boolean {
  const meant = group.split(",").map((word) => word.trim().toLowerCase()).filter(Boolean);
  return meant.some((word) => target_group.toLowerCase().includes(word) || name.toLowerCase().includes(word));
}

/** 0 for nothing, then three shades: so much of the largest number. */
export function shade(count: number, most: number): number {
  return count === 0 ? 0 : Math.min(3, Math.ceil((3 * count) / most));
}

export type Spread = readonly { readonly key: string; readonly count: number }[];

const REACHES = ["alle", "gruppe", "et_barn", "individuelt", ""] as const;

/** Each card once: on its main step, with its area, with whom it is for. */
export function spreads({ steps, areas }: SessionThing, cards: readonly CardThing[]): { step: Spread; area: Spread; reach: Spread } {
  const count = (key: string, of: (card: CardThing) => string) => ({ key, count: cards.filter((card) => of(card) === key).length });
  return {
    step: [...steps.map(({ step_id }) => step_id), ""].map((key) => count(key, (card) => card.step_id ?? "")),
    area: areas.map(({ area_id }) => count(area_id, (card) => card.area_id)),
    reach: REACHES.map((key) => count(key, (card) => card.reach)),
  };
}
