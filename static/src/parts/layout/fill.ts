// The two ways to fill a slab: piles of equally wide cards, and rows of cards as wide as their names. Both answer with the height
// they take, and call `place` for each card when the boxes are wanted; the search for a density asks a hundred times for heights only.

import { cardHeight, type MeasuredCard, naturalWidth } from "./cards.ts";
import type { Type } from "./ladder.ts";
import type { Ruler } from "./ruler.ts";
import type { Remembering } from "./still.ts";

export type Place = (measured: MeasuredCard, x: number, y: number, width: number, height: number, pile: number) => void;

/**
 * Each card goes to the shortest pile, the leftmost of equals, in the order it came: an arrival moves no other card. A card that
 * stood in a pile stays in it, so that one that leaves lets only those below it move up.
 */
export function fillPiles(
  cards: readonly MeasuredCard[],
  piles: number,
  unit: number,
  type: Type,
  ruler: Ruler,
  remembered?: Remembering,
  place?: Place,
): number {
  if (cards.length === 0) return 0;
  const tops = new Array<number>(piles).fill(0);
  for (const measured of cards) {
    const before = remembered?.(measured.card);
    const pile = before !== undefined && before < piles ? before : lowest(tops);
    const height = cardHeight(measured, unit, type, ruler);
    place?.(measured, pile * (unit + type.gap), tops[pile]!, unit, height, pile);
    tops[pile] = tops[pile]! + height + type.gap;
  }
  return Math.max(...tops) - type.gap;
}

function lowest(tops: readonly number[]): number {
  let least = 0;
  for (let i = 1; i < tops.length; i++) if (tops[i]! < tops[least]! - 0.01) least = i;
  return least;
}

// A last row that is nearly full is set flush like the others.
const NEARLY_FULL = 0.88;

/** Fills rows from left to right; what is left over in a row is spread over its cards, so that the right edge is flush. */
export function fillRows(cards: readonly MeasuredCard[], width: number, type: Type, ruler: Ruler, place?: Place): number {
  const items = cards.map((measured) => asRowItem(measured, width, type, ruler));
  let y = 0;
  for (let start = 0; start < items.length; ) {
    let end = start + 1;
    let used = items[start]!.width;
    let height = items[start]!.height;
    while (end < items.length && used + type.gap + items[end]!.width <= width) {
      used += type.gap + items[end]!.width;
      height = Math.max(height, items[end]!.height);
      end++;
    }
    if (place) {
      const flush = end < items.length || used > NEARLY_FULL * width;
      const more = flush ? (width - used) / (end - start) : 0;
      let x = 0;
      for (let i = start; i < end; i++) {
        const wide = items[i]!.width + more;
        place(items[i]!.measured, x, y, wide, height, 0);
        x += wide + type.gap;
      }
    }
    y += height + type.gap;
    start = end;
  }
  return items.length ? y - type.gap : 0;
}

function asRowItem(measured: MeasuredCard, room: number, type: Type, ruler: Ruler) {
  const natural = naturalWidth(measured, type, ruler);
  const oneLine = type.density.oneLine * type.scale;
  const width = Math.floor(Math.min(natural, Math.max(oneLine, natural / 2 + type.tag), room));
  const height = natural <= width ? type.line + 2 * type.pad : cardHeight(measured, width, type, ruler);
  return { measured, width, height: Math.ceil(height) };
}
