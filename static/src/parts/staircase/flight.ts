// How a card gets to its step. Cards that stay on their step are moved by CSS; one that comes to a step, or to another column of it, is a
// new element there, and is flown from where it was. Only translate and opacity, so that a burst of moves never makes the page lay itself out again.

import type { Layout, PlacedCard } from "../layout.ts";

/** In the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a card comes from that was let go by hand, or was not on the staircase before. */
export type Origin = (card: PlacedCard, isNew: boolean) => Point | null;

// More than these at once would be a swarm in which nobody could follow one.
const MOST_FLYING = 12;
const JUST_COME = 1_200; // ms

export class Flights {
  #steps: ReadonlyMap<string, string> | null = null;
  #layout: Layout | null = null;

  /**
   * Told after each drawing what is drawn now: flies the cards that came to a step, and marks them for a moment. `isStill` when the room
   * itself changed and nobody moved anything.
   */
  land(root: HTMLElement, layout: Layout, cards: readonly PlacedCard[], isStill: boolean, origin: Origin): void {
    const steps = this.#steps;
    const before = this.#layout;
    this.#steps = new Map(cards.map((card) => [card.cardId, cellOf(card)]));
    this.#layout = layout;
    if (!steps || isStill) return;

    const come = cards.filter((card) => steps.get(card.cardId) !== cellOf(card));
    if (come.length === 0) return;
    const places = before ? placesIn(before) : new Map<string, Point>();
    const spots = new Map<string, HTMLElement>();
    for (const spot of root.getElementsByClassName("spot") as HTMLCollectionOf<HTMLElement>) spots.set(spot.dataset.cardId!, spot);
    const frame = root.getBoundingClientRect();
    // First everything is read and only then anything written: the other way round the page is laid out once for each card.
    const landings = come.flatMap((card) => {
      const spot = spots.get(card.cardId);
      if (!spot) return []; // counted, not drawn
      const place = places.get(card.cardId);
      const from = origin(card, place === undefined) ?? (place && { x: place.x + frame.left, y: place.y + frame.top });
      return [{ spot, path: from && come.length <= MOST_FLYING ? pathTo(spot, from) : null }];
    });
    const pace = paceOf(root);
    for (const { spot, path } of landings) {
      markAsCome(spot);
      if (path) fly(spot, path, pace);
      else appear(spot, pace);
    }
  }
}

function cellOf({ step, column }: PlacedCard): string {
  return `${step} ${column ?? ""}`;
}

function placesIn({ slabs }: Layout): Map<string, Point> {
  const places = new Map<string, Point>();
  for (const slab of slabs) {
    for (const { card, x, y } of slab.boxes) places.set(card.cardId, { x: slab.x + x, y: slab.y + y });
  }
  return places;
}

interface Pace {
  readonly move: number;
  readonly settle: number;
  readonly ease: string;
}

// From the tokens, where reduced motion has made them 0.
function paceOf(root: HTMLElement): Pace {
  const style = getComputedStyle(root);
  const ms = (name: string) => parseFloat(style.getPropertyValue(name)) || 0;
  return { move: ms("--move"), settle: ms("--settle"), ease: style.getPropertyValue("--ease").trim() || "ease-out" };
}

function pathTo(spot: HTMLElement, from: Point): Keyframe[] {
  const now = spot.getBoundingClientRect();
  return [{ translate: `${from.x - now.left}px ${from.y - now.top}px` }, { translate: "0px 0px" }];
}

function fly(spot: HTMLElement, path: Keyframe[], { move, ease }: Pace): void {
  if (move === 0) return;
  // Added to what CSS does with the card meanwhile: if its step settles or it is moved again, both are true at once.
  const flight = spot.animate(path, { duration: move, easing: ease, composite: "add" });
  const list = spot.parentElement!;
  list.dataset.landing = "";
  const down = () => delete list.dataset.landing;
  flight.finished.then(down, down);
}

function appear(spot: HTMLElement, { settle }: Pace): void {
  if (settle > 0) spot.animate([{ opacity: 0 }, { opacity: 1 }], { duration: settle });
}

function markAsCome(spot: HTMLElement): void {
  spot.dataset.come = "";
  setTimeout(() => delete spot.dataset.come, JUST_COME);
}
