// The two ways to fill a slab: piles of equally wide cards, and rows of cards as wide as their names. Both answer with the height
// they take. The search for a density asks hundreds of times for heights only; where the boxes are wanted, `place` is called for each.

import { cardHeight, leastCardHeight, type MeasuredCard, naturalWidth } from "./cards.ts";
import type { Type } from "./ladder.ts";
import type { Ruler } from "./ruler.ts";
import type { Remembering } from "./still.ts";

export type Place = (measured: MeasuredCard, x: number, y: number, width: number, height: number, pile: number) => void;

export interface Filling {
  /** What takes more than this (px) is not filled to its end; its height is Infinity then. */
  readonly most?: number | undefined;
  readonly remembered?: Remembering | undefined;
  readonly place?: Place | undefined;
}

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
  { most = Infinity, remembered, place }: Filling,
): number {
  if (cards.length === 0) return 0;
  const tops = new Array<number>(piles).fill(0);
  for (const measured of cards) {
    const before = remembered?.(measured.card);
    const pile = before !== undefined && before < piles ? before : lowest(tops);
    const height = cardHeight(measured, unit, type, ruler);
    if (tops[pile]! + height > most) return Infinity;
    place?.(measured, pile * (unit + type.gap), tops[pile]!, unit, height, pile);
    tops[pile] = tops[pile]! + height + type.gap;
  }
  return Math.max(...tops) - type.gap;
}

/** The least height that so many cards can take in piles: as if each had one line. */
export function leastPiles(count: number, piles: number, type: Type): number {
  return count ? Math.ceil(count / piles) * (leastCardHeight(type) + type.gap) - type.gap : 0;
}

function lowest(tops: readonly number[]): number {
  let least = 0;
  for (let i = 1; i < tops.length; i++) if (tops[i]! < tops[least]! - 0.01) least = i;
  return least;
}

// A last row that is nearly full is set flush like the others.
const NEARLY_FULL = 0.88;

/** What opens a group of cards in rows: the short name of their column. */
export interface GroupHead {
  readonly lane: number;
  readonly width: number;
  readonly height: number;
}

export type PlaceHead = (head: GroupHead, x: number, y: number, height: number) => void;

export interface RowFilling extends Filling {
  readonly placeHead?: PlaceHead | undefined;
}

/**
 * Fills rows from left to right; what is left over in a row is spread over its cards, so that the right edge is flush. No row ends
 * with the head of a group.
 */
export function fillRows(
  entries: readonly (MeasuredCard | GroupHead)[],
  width: number,
  type: Type,
  ruler: Ruler,
  { most = Infinity, place, placeHead }: RowFilling,
): number {
  const item = (i: number): RowItem | null => {
    const entry = entries[i];
    if (!entry) return null;
    if (isHead(entry)) return { head: entry, width: entry.width, height: entry.height };
    const before = entries[i - 1];
    return asRowItem(entry, before && isHead(before) ? width - before.width - type.gap : width, type, ruler);
  };
  // A head goes where its first card has room too.
  const takes = (next: RowItem, i: number) => next.width + (next.head ? type.gap + item(i + 1)!.width : 0);
  let y = 0;
  let next = item(0);
  for (let i = 0; next; ) {
    const row = [next];
    let used = next.width;
    let height = next.height;
    while ((next = item(++i)) && used + type.gap + takes(next, i) <= width) {
      row.push(next);
      used += type.gap + next.width;
      height = Math.max(height, next.height);
    }
    if (y + height > most) return Infinity;
    if (place) {
      const flush = next !== null || used > NEARLY_FULL * width;
      const more = flush ? (width - used) / row.filter(({ head }) => !head).length : 0;
      let x = 0;
      for (const { measured, head, width } of row) {
        if (head) placeHead?.(head, x, y, height);
        else place(measured!, x, y, width + more, height, 0);
        x += width + (head ? 0 : more) + type.gap;
      }
    }
    y += height + type.gap;
  }
  return entries.length ? y - type.gap : 0;
}

interface RowItem {
  readonly measured?: MeasuredCard;
  readonly head?: GroupHead;
  readonly width: number;
  readonly height: number;
}

function isHead(entry: MeasuredCard | GroupHead): entry is GroupHead {
  return "lane" in entry;
}

function asRowItem(measured: MeasuredCard, room: number, type: Type, ruler: Ruler): RowItem {
  const natural = naturalWidth(measured, type, ruler);
  const oneLine = type.density.oneLine * type.scale;
  const width = Math.floor(Math.min(natural, Math.max(oneLine, natural / 2 + type.tag), room));
  const height = natural <= width ? type.line + 2 * type.pad : cardHeight(measured, width, type, ruler);
  return { measured, width, height: Math.ceil(height) };
}
