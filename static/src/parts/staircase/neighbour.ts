// Which card an arrow key goes to: the nearest in that direction, as the eye sees it.

import type { CardBox, Layout } from "../layout.ts";

export type Direction = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

// A card straight ahead is nearer than one that is closer but off to the side.
const ASIDE = 3;

/** Null at the edge of the board. */
export function neighbour(layout: Layout, cardId: string, direction: Direction): string | null {
  const upright = direction === "ArrowUp" || direction === "ArrowDown";
  const sign = direction === "ArrowUp" || direction === "ArrowLeft" ? -1 : 1;
  const all = layout.slabs.flatMap((slab, step) =>
    slab.boxes.map((box) => ({ id: box.card.cardId, step, across: span(box, slab.x, "x", "width"), down: span(box, slab.y, "y", "height") })),
  );
  const from = all.find(({ id }) => id === cardId);
  if (!from) return null;

  let nearest: string | null = null;
  let least = Infinity;
  for (const to of all) {
    if (to === from || (!upright && to.step !== from.step)) continue;
    const [ahead, aside] = upright ? (["down", "across"] as const) : (["across", "down"] as const);
    const distance = sign * (to[ahead].middle - from[ahead].middle);
    if (distance <= 1) continue;
    const cost = distance + ASIDE * apart(from[aside], to[aside]);
    if (cost < least) {
      least = cost;
      nearest = to.id;
    }
  }
  return nearest;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

function span(box: CardBox, offset: number, start: "x" | "y", length: "width" | "height"): Span {
  const from = offset + box[start];
  return { from, to: from + box[length], middle: from + box[length] / 2 };
}

function apart(a: Span, b: Span): number {
  return Math.max(0, a.from - b.to, b.from - a.to);
}
