// Moving cards at the wall itself, with mouse, finger or keys. Who may is decided on the server; a refusal is told in one sentence.

import { computed, signal } from "@preact/signals";

import type { Surface } from "../boot.ts";
import { moveCard, type Neighbour } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { createDrag, type Drag, type Drop } from "../parts/drag.ts";
import type { PlacedCard } from "../parts/layout.ts";
import { toast } from "../parts/Toast.tsx";
import type { CardThing } from "../protocol.ts";
import { cards, columnIndex, stage, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { columns, wholeBoard } from "./board.ts";

/** Whether the open stage lets the room move cards, and they can be read. */
export const mayPlace = computed(() => {
  const now = stage.value;
  return now !== undefined && now.frozen_at === null && now.texts_shown && now.abilities.includes("place");
});

/** The card that somebody at the wall has touched. */
export const chosen = signal<string | null>(null);

export interface Placing {
  readonly drag: Drag;
  /** Last on its step; with no step, off the staircase. */
  move(cardId: string, stepId: string | null): void;
  /** To a column of its step; empty: to none. */
  moveAcross(cardId: string, columnId: string): void;
  /** To the column beside its own. */
  shift(cardId: string, direction: -1 | 1): void;
}

export function createPlacing({ live, outbox }: Pick<Surface, "live" | "outbox">): Placing {
  async function move(cardId: string, stepId: string | null, beside: Neighbour = {}, columnId?: string): Promise<void> {
    const card = cards.peek().find((one) => one.card_id === cardId);
    if (!card) return;
    if (live.status.peek() !== "open") {
      // A gesture is for now: a card that moves when the line is back, and nobody looks, is moved by nobody.
      toast(t("Kortet blev ikke flyttet. Der er ingen forbindelse lige nu."));
      return;
    }
    const others = stepId === null ? [] : card.other_steps.filter((other) => other !== stepId);
    const answer = await outbox.ask(moveCard(cardId, { step_id: stepId, other_steps: others, ...(columnId !== undefined && { column_id: columnId }) }, beside));
    if (answer.kind === "refused") toast(t("Kortet blev ikke flyttet. {why}", { why: answer.sentence }));
    else announce([moved(card, stepId), columnId === undefined ? "" : columnName(columnId)].filter(Boolean).join(", "));
    // On a staircase with columns the column is chosen after the step.
    const isDone = stepId === null || columnId !== undefined || columns.peek().length === 0;
    if (chosen.peek() === cardId && isDone) chosen.value = null;
  }

  function moveAcross(cardId: string, columnId: string): void {
    const card = cards.peek().find((one) => one.card_id === cardId);
    if (card && stepIndex(card.step_id) >= 0) void move(cardId, card.step_id, {}, columnId);
  }

  return {
    drag: createDrag({ onDrop: (drop) => void move(drop.cardId, drop.stepId, besideOf(drop), drop.columnId) }),
    move: (cardId, stepId) => void move(cardId, stepId),
    moveAcross,
    shift: (cardId, direction) => {
      const card = cards.peek().find((one) => one.card_id === cardId);
      const now = columnIndex(card?.column_id ?? null) ?? (direction > 0 ? -1 : columns.peek().length);
      const next = columns.peek()[now + direction];
      if (next) moveAcross(cardId, next.columnId);
    },
  };
}

function columnName(columnId: string): string {
  return columns.peek().find((column) => column.columnId === columnId)?.name ?? t("Uden kolonne");
}

// First on a step, or in a column of it, is before the card that is first there now.
function besideOf({ cardId, stepId, columnId, afterCardId }: Drop): Neighbour {
  if (afterCardId !== null) return { after: afterCardId };
  const isThere = (card: PlacedCard) => columnId === undefined || card.column === columnIndex(columnId);
  const first = wholeBoard.peek().cards.find((card) => card.step === stepIndex(stepId) && isThere(card) && card.cardId !== cardId);
  return first ? { before: first.cardId } : {};
}

function moved(card: CardThing, stepId: string | null): string {
  const from = stepIndex(card.step_id) + 1;
  const to = stepIndex(stepId) + 1;
  if (!to) return t("{name} taget af trappen", { name: card.name });
  if (!from) return t("{name} placeret på trin {to}", { name: card.name, to });
  return t("{name} flyttet fra trin {from} til trin {to}", { name: card.name, from, to });
}
