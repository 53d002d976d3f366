// The band at the foot of a slab: cards whose main step is another and that stand here too, as many whole names as fit in one row.

import { t } from "../../words.ts";
import type { MeasuredCard, PlacedCard } from "./cards.ts";
import { FLOOR } from "./ladder.ts";
import { type Ruler, STRONG } from "./ruler.ts";

export interface Band {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shown: readonly PlacedCard[];
  /** How many more stand here. */
  readonly more: number;
}

/** Height to set aside for a band, in wall units. */
export const BAND = 28;
/** Free height from which a band is brought back where the density has none. */
export const BAND_RETURNS = 30;

const DRAWN = 22;
const FOOT = 6;
const FONT = 14;
const APART = 8;
const GHOST = 6 + 6 + 5 + 2; // its sides, the space after its letters, its edge
const MORE = 5.5; // em for "og 12 til"

export function bandOf(
  ghosts: readonly MeasuredCard[],
  place: { readonly x: number; readonly width: number; readonly slabHeight: number },
  scale: number,
  ruler: Ruler,
): Band {
  const font = Math.max(FLOOR, FONT * scale);
  let used = ruler.width(t("Også her"), STRONG) * font;
  const shown: PlacedCard[] = [];
  for (const { card, name } of ghosts) {
    const letters = (ruler.width(card.tag, STRONG) + 0.02 * card.tag.length) * Math.max(FLOOR, 0.78 * font);
    used += name.total * font + letters + (GHOST + APART) * scale;
    const room = place.width - (shown.length + 1 < ghosts.length ? MORE * font : 0);
    if (used > room) break;
    shown.push(card);
  }
  const height = Math.max(DRAWN * scale, FLOOR * 1.5);
  return {
    x: place.x,
    y: Math.round(place.slabHeight - FOOT * scale - height),
    width: place.width,
    height: Math.round(height),
    shown,
    more: ghosts.length - shown.length,
  };
}
