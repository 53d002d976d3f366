// The cards that had no place yet, the newest first: one row, which can be moved sideways.

import { useLayoutEffect, useRef } from "preact/hooks";

import { faceOf } from "../board.ts";
import { Card } from "../parts/Card.tsx";
import type { PlacedCard } from "../parts/layout.ts";
import type { Point } from "../parts/staircase/flight.ts";
import type { CardThing } from "../protocol.ts";
import { tn } from "../words.ts";

const MOST_DRAWN = 40;

interface WaitingProps {
  readonly cards: readonly CardThing[];
  readonly chosen: string | null;
  readonly onPick: (cardId: string) => void;
}

export function Waiting({ cards, chosen, onPick }: WaitingProps) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => remember(list.current));
  const drawn = cards.slice(0, MOST_DRAWN);
  const more = cards.length - drawn.length;
  const inTabOrder = Math.max(0, drawn.findIndex((card) => card.card_id === chosen));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const item = (event.target as Element).closest("li");
    const next = event.key === "ArrowLeft" ? item?.previousElementSibling : item?.nextElementSibling;
    next?.querySelector("button")?.focus();
  };
  return (
    <div class="waiting-row">
      <h2 class="waiting-row__title" hidden={cards.length === 0}>{tn(cards.length, "1 kort er ikke placeret", "{n} kort er ikke placeret")}</h2>
      <ul class="waiting-row__cards" ref={list} onKeyDown={onKeyDown}>
        {drawn.map((card, i) => (
          <li key={card.card_id} data-card-id={card.card_id}>
            <Card
              card={faceOf(card)}
              showReach={false}
              state={card.card_id === chosen ? "selected" : undefined}
              onPick={() => onPick(card.card_id)}
              tabIndex={i === inTabOrder ? 0 : -1}
            />
          </li>
        ))}
        {more > 0 ? <li class="waiting-row__more quiet">{tn(more, "og 1 til", "og {n} til")}</li> : null}
      </ul>
    </div>
  );
}

let places: ReadonlyMap<string, Point> = new Map();

function remember(list: HTMLElement | null): void {
  const now = new Map<string, Point>();
  const room = list?.getBoundingClientRect();
  for (const card of list?.querySelectorAll<HTMLElement>("[data-card-id]") ?? []) {
    const { left: x, top: y } = card.getBoundingClientRect();
    if (x < room!.right) now.set(card.dataset.cardId!, { x, y });
  }
  places = now;
}

/** Where a card lay here before the latest change. The staircase stands before this row in the page, so it asks in time. */
export function originOf({ cardId }: PlacedCard): Point | null {
  return places.get(cardId) ?? null;
}
