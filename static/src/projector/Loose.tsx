// The cards that wait for a place on the staircase: whole names in a few rows, the rest as a number.

import { useLayoutEffect } from "preact/hooks";

import { Card } from "../parts/Card.tsx";
import type { Point } from "../parts/staircase/flight.ts";
import type { CardThing } from "../protocol.ts";
import { areaOf } from "../state.ts";
import { tn } from "../words.ts";
import { unplaced, wholeBoard } from "./board.ts";
import { useFittingRows } from "./fit.ts";
import { chosen, type Placing } from "./placing.ts";

// Many wait at first, when the staircase is still empty; later on it needs the room itself. A few heights only, for each
// change of height lays the whole wall out anew.
const FEW_PLACED = 40;
const MANY_LOOSE = 8;
// More are never shown by name; what is not drawn need not be measured.
const MOST_DRAWN = 80;
const ONE_SIZE = [1];

export function Loose({ placing }: { placing: Placing | null }) {
  const all = unplaced.value;
  const isNarrow = all.length <= MANY_LOOSE || wholeBoard.value.cards.length >= FEW_PLACED;
  // Where nobody places anything they are here to be read.
  const rows = isNarrow ? "one" : placing ? "three" : "many";
  const drawn = all.slice(0, MOST_DRAWN);
  const [ref, room] = useFittingRows<HTMLUListElement>(drawn.length, ONE_SIZE);
  const shown = drawn.slice(0, room);
  const more = all.length - shown.length;
  useLayoutEffect(() => remember(ref.current));
  if (!all.length) return null;
  return (
    <section class={`loose loose--${rows}`} aria-labelledby="loose-title" data-drag-layer>
      <h2 class="loose__title" id="loose-title">
        {tn(all.length, "1 kort er ikke placeret", "{n} kort er ikke placeret")}
      </h2>
      <ul class="loose__cards" ref={ref}>
        {shown.map((card) => (
          <li key={card.card_id} class="loose__card" data-card-id={card.card_id} data-row>
            <Card card={faceOf(card)} showReach={false} {...(placing && handlers(card, placing))} />
          </li>
        ))}
        {more && shown.length ? (
          <li class="loose__more quiet">
            {tn(more, "og 1 til", "og {n} til")}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function faceOf({ name, area_id, confirmed }: CardThing) {
  const area = areaOf(area_id);
  return { name, tag: area?.tag ?? "", areaName: area?.name, unconfirmed: !confirmed };
}

function handlers({ card_id }: CardThing, { drag }: Placing) {
  const isHeld = drag.cardId.value === card_id;
  return {
    state: isHeld ? ("left" as const) : chosen.value === card_id ? ("selected" as const) : undefined,
    onPick: () => (chosen.value = card_id),
    onPointerDown: (event: PointerEvent) => drag.start(event, card_id, event.currentTarget as HTMLElement),
  };
}

let places: ReadonlyMap<string, Point> = new Map();

function remember(list: HTMLElement | null): void {
  const now = new Map<string, Point>();
  for (const card of list?.querySelectorAll<HTMLElement>("[data-card-id]") ?? []) {
    const { left: x, top: y } = card.getBoundingClientRect();
    now.set(card.dataset.cardId!, { x, y });
  }
  places = now;
}

/** Where a card lay here before the latest change. The staircase stands before this list in the page, so it asks in time. */
export function looseOrigin(cardId: string): Point | null {
  return places.get(cardId) ?? null;
}
