// Presenting, as every screen reads it: in which order the areas present, what comes next, and how long each has.

import { computed } from "@preact/signals";

import { type AreaCards, byArea } from "./board.ts";
import type { CardThing, PresentingThing, SessionThing, StageThing, TurnThing } from "./protocol.ts";
import { cards, counts, openStage, presenting, session, stage, turns } from "./state.ts";

const MINUTE = 60_000;

export interface AreaQueue extends AreaCards {
  readonly turn: TurnThing | undefined;
}

/** Areas as arranged, then as in the plan; in each its cards as arranged, then as they came. Those not arranged follow the staircase. */
export function queueOf(
  plan: SessionThing,
  shown: readonly CardThing[],
  order: PresentingThing | undefined,
  given: readonly TurnThing[],
): readonly AreaQueue[] {
  const named = new Map(order?.area_ids.map((area_id, at) => [area_id, at]));
  const place = (area_id: string) => named.get(area_id) ?? named.size;
  const byId = new Map(given.map((turn) => [turn.area_id, turn]));
  return byArea(plan, shown)
    .map(({ area, cards: theirs }) => ({ area, cards: arranged(theirs, byId.get(area.area_id)), turn: byId.get(area.area_id) }))
    .sort((a, b) => place(a.area.area_id) - place(b.area.area_id));
}

function arranged(theirs: readonly CardThing[], turn: TurnThing | undefined): readonly CardThing[] {
  if (!turn?.card_ids.length) return theirs;
  const places = new Map(turn.card_ids.map((card_id, at) => [card_id, at]));
  const place = ({ card_id }: CardThing) => places.get(card_id) ?? Infinity;
  const came = (a: CardThing, b: CardThing) => a.added_at - b.added_at || (a.card_id < b.card_id ? -1 : 1);
  return [...theirs].sort((a, b) => (place(a) === place(b) ? came(a, b) : place(a) - place(b)));
}

/**
 * What comes after the card that is shown: the next of its area that is not presented, one that was passed over, then the next area.
 * Without one that is shown, the first of the area whose turn it is.
 */
export function nextOf(queue: readonly AreaQueue[], shownId: string | null, turn: string | null): CardThing | undefined {
  const waiting = (some: readonly CardThing[]) => some.find((card) => !card.presented && card.card_id !== shownId);
  const here = areaAt(queue, shownId, turn);
  const area = queue[here];
  const at = area?.cards.findIndex((card) => card.card_id === shownId) ?? -1;
  const inArea = area && (waiting(area.cards.slice(at + 1)) ?? waiting(area.cards));
  if (inArea) return inArea;
  const others = [...queue.slice(here + 1), ...queue.slice(0, Math.max(here, 0))];
  return others.map((one) => waiting(one.cards)).find((card) => card !== undefined);
}

/** The one before it in the order, whether presented or not. */
export function previousOf(queue: readonly AreaQueue[], shownId: string | null): CardThing | undefined {
  const all = queue.flatMap((area) => area.cards);
  return all[all.findIndex((card) => card.card_id === shownId) - 1];
}

/** The area that comes after this one and has something left to present. */
export function areaAfter(queue: readonly AreaQueue[], areaId: string | null): AreaQueue | undefined {
  const here = queue.findIndex(({ area }) => area.area_id === areaId);
  const others = [...queue.slice(here + 1), ...queue.slice(0, Math.max(here, 0))];
  return others.find((one) => one.cards.some((card) => !card.presented));
}

function areaAt(queue: readonly AreaQueue[], shownId: string | null, turn: string | null): number {
  const shown = queue.findIndex((area) => area.cards.some((card) => card.card_id === shownId));
  return shown >= 0 ? shown : queue.findIndex(({ area }) => area.area_id === turn);
}

/** How long an area has, in ms: what it was given, or its share of the rest of the stage. Null: nobody has a limit. */
export function allotted(areaId: string, minutes: number, given: readonly TurnThing[], areas: readonly string[]): number | null {
  const set = new Map(given.map((turn) => [turn.area_id, turn.minutes]));
  const own = set.get(areaId);
  if (own) return own * MINUTE;
  const withSet = areas.filter((area_id) => set.get(area_id));
  const rest = minutes - withSet.reduce((sum, area_id) => sum + set.get(area_id)!, 0);
  const sharing = areas.length - withSet.length + (areas.includes(areaId) ? 0 : 1);
  return minutes === 0 ? null : (Math.max(0, rest) * MINUTE) / sharing;
}

export interface TurnClock {
  readonly deadline: number | null;
  readonly pausedRemaining: number | null;
}

/** As a clock shows it: running to its end by the server's time, or standing at what is left. */
export function clockOf(turn: TurnThing | undefined, length: number | null): TurnClock | null {
  if (length === null) return null;
  if (turn && turn.since !== null) return { deadline: turn.since + length, pausedRemaining: null };
  return { deadline: null, pausedRemaining: length - (turn?.elapsed ?? 0) };
}

export const queue = computed<readonly AreaQueue[]>(() =>
  session.value ? queueOf(session.value, cards.value, presenting.value, turns.value) : [],
);

/** The area whose turn it is. */
export const atTurn = computed<AreaQueue | undefined>(() => queue.value.find(({ area }) => area.area_id === presenting.value?.turn));

export function lengthOf(areaId: string): number | null {
  const areas = counts.value.filter((count) => count.stored > 0).map((count) => count.area_id);
  return allotted(areaId, openStage.value?.minutes ?? 0, turns.value, areas);
}

/** The clock of the area whose turn it is, while anything is presented. */
export const turnClock = computed<TurnClock | null>(() => {
  const area = atTurn.value;
  return area && openStage.value?.kind === "presenting" ? clockOf(area.turn, lengthOf(area.area.area_id)) : null;
});

export function next(of: Pick<StageThing, "presented"> | undefined = stage.value): CardThing | undefined {
  return nextOf(queue.value, of?.presented ?? null, presenting.value?.turn ?? null);
}

export function previous(): CardThing | undefined {
  return previousOf(queue.value, stage.value?.presented ?? null);
}
