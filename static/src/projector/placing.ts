// Moving cards at the wall itself, with mouse, finger or keys. Who may is decided on the server; a refusal is told in one sentence.

import { computed, signal } from "@preact/signals";

import type { Surface } from "../boot.ts";
import { moveCard, type Neighbour } from "../commands.ts";
import { announce } from "../parts/Announcer.tsx";
import { createDrag, type Drag, type Drop } from "../parts/drag.ts";
import { toast } from "../parts/Toast.tsx";
import type { CardThing } from "../protocol.ts";
import { cards, stage, stepIndex } from "../state.ts";
import { t } from "../words.ts";
import { wholeBoard } from "./board.ts";

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
}

export function createPlacing({ live, outbox }: Pick<Surface, "live" | "outbox">): Placing {
  async function move(cardId: string, stepId: string | null, beside: Neighbour = {}): Promise<void> {
    const card = cards.peek().find((one) => one.card_id === cardId);
    if (!card) return;
    if (live.status.peek() !== "open") {
      // A gesture is for now: a card that moves when the line is back, and nobody looks, is moved by nobody.
      toast(t("Kortet blev ikke flyttet. Der er ingen forbindelse lige nu."));
      return;
    }
    const others = stepId === null ? [] : card.other_steps.filter((other) => other !== stepId);
    const answer = await outbox.ask(moveCard(cardId, { step_id: stepId, other_steps: others }, beside));
    if (answer.kind === "refused") toast(t("Kortet blev ikke flyttet. {why}", { why: answer.sentence }));
    else announce(moved(card, stepId));
    if (chosen.peek() === cardId) chosen.value = null;
  }

  return {
    drag: createDrag({ onDrop: (drop) => void move(drop.cardId, drop.stepId, besideOf(drop)) }),
    move: (cardId, stepId) => void move(cardId, stepId),
  };
}

// First on a step is before the card that is first now.
function besideOf({ cardId, stepId, afterCardId }: Drop): Neighbour {
  if (afterCardId !== null) return { after: afterCardId };
  const first = wholeBoard.peek().cards.find((card) => card.step === stepIndex(stepId) && card.cardId !== cardId);
  return first ? { before: first.cardId } : {};
}

function moved(card: CardThing, stepId: string | null): string {
  const from = stepIndex(card.step_id) + 1;
  const to = stepIndex(stepId) + 1;
  if (!to) return t("{name} taget af trappen", { name: card.name });
  if (!from) return t("{name} placeret på trin {to}", { name: card.name, to });
  return t("{name} flyttet fra trin {from} til trin {to}", { name: card.name, from, to });
}
