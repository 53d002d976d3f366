// Putting cards on steps. Every way to do it (buttons, keys, dragging, the card's own dialog) ends here, so that each says the same.

import { moveCard, type Neighbour } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import type { CardThing } from "../protocol.ts";
import { columnIndex, session, sortByRank, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { act, type Place } from "./desk.ts";
import { moved } from "./deeds.ts";

export interface Target {
  readonly stepId: string | null;
  /** Without it the card keeps its column; empty: none. */
  readonly columnId?: string | undefined;
  readonly others?: readonly string[];
  readonly beside?: Neighbour;
}

/** True when it was done. A card keeps its further steps unless others are given; off the staircase it has none. */
export async function move(place: Place, card: CardThing, { stepId, columnId, others, beside }: Target): Promise<boolean> {
  const kept = stepId === null ? [] : (others ?? card.other_steps).filter((other) => other !== stepId);
  const answer = await act(place, moveCard(card.card_id, { step_id: stepId, other_steps: kept, ...(columnId !== undefined && { column_id: columnId }) }, beside));
  if (answer.kind !== "stored") return false;
  const toColumn = stepId !== null && columnId !== undefined && columnId !== (card.column_id ?? "");
  announce([moved(card.name, stepIndex(card.step_id) + 1, stepIndex(stepId) + 1), toColumn ? columnName(columnId) : ""].filter(Boolean).join(", "));
  return true;
}

/** What a column is called; an empty id is none. */
export function columnName(columnId: string): string {
  return session.peek()?.columns.find((column) => column.column_id === columnId)?.name ?? t("Uden kolonne");
}

/** To the column beside its own, the first or last one if it has none; false at the edge, and off the staircase. */
export function moveToSide(place: Place, card: CardThing, direction: -1 | 1): boolean {
  const columns = session.peek()?.columns ?? [];
  const now = columnIndex(card.column_id) ?? (direction > 0 ? -1 : columns.length);
  const next = columns[now + direction];
  if (!next || stepIndex(card.step_id) < 0) return false;
  void move(place, card, { stepId: card.step_id, columnId: next.column_id });
  return true;
}

/** To step `number`, counted from 1 at the foot; false if the staircase has no such step. */
export function moveToNumber(place: Place, card: CardThing, number: number): boolean {
  const step = session.peek()?.steps[number - 1];
  if (!step) return false;
  void move(place, card, { stepId: step.step_id });
  return true;
}

/** One place up or down among the cards of its step; undefined at the edge. */
export function neighbourFor(card: CardThing, all: readonly CardThing[], direction: -1 | 1): Neighbour | undefined {
  const here = sortByRank(all.filter((other) => other.step_id === card.step_id && !other.withdrawn));
  const other = here[here.findIndex((one) => one.card_id === card.card_id) + direction];
  if (!other) return undefined;
  return direction < 0 ? { before: other.card_id } : { after: other.card_id };
}
