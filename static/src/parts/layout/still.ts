// Staying still: a card moves because someone moved it. The rung of the last layout is kept for as long as the names fit; it is left
// downwards at once, and upwards only when that is worth the unrest.

import type { PlacedCard } from "./cards.ts";
import { bestPiles, firstThatFits, loosen, type Measured, type Row, type Rung, type Trial, tryRung } from "./search.ts";

/** What a layout hands to the next one. */
export interface Held {
  readonly rung: Rung;
  /** When the rung was last changed, in ms. */
  readonly since: number;
  /** The size and steps that the rung was chosen for; others begin afresh. */
  readonly chosenFor: string;
  /** In which pile each card stood, by `pileKey`. */
  readonly piles: ReadonlyMap<string, number>;
}

export type Remembering = (card: PlacedCard) => number | undefined;

export function pileKey({ step, column, cardId }: PlacedCard): string {
  return `${step} ${column ?? ""} ${cardId}`;
}

// A roomier rung must leave this much of the height free, and the last change must be this long ago (ms).
const TO_SPARE = 0.08;
const REST = 20_000;

export function mayRise(held: Held, now: number, dragging: boolean): boolean {
  return !dragging && now - held.since >= REST;
}

/** The rung to stand on now, and the piles to keep when it is still the same. */
export function chooseRung(
  board: Measured,
  rows: readonly Row[],
  height: number,
  held: Held | null,
  now: number,
  dragging: boolean,
): { trial: Trial; remembered?: Remembering | undefined } {
  if (!held) return { trial: search(board, rows, height) };
  const remembered: Remembering = (card) => held.piles.get(pileKey(card));

  const same = tryRung(board, held.rung, height, remembered);
  if (same) {
    const roomier = mayRise(held, now, dragging) ? rows.filter(({ position }) => position < held.rung.position) : [];
    const risen = firstThatFits(board, roomier, height * (1 - TO_SPARE));
    return risen ? { trial: loosen(board, risen, height) } : { trial: same, remembered };
  }
  // Less space between the cards moves them by a hair; another rung moves them all.
  for (let loose = held.rung.loose - 1; loose >= 0; loose--) {
    const closer = tryRung(board, { ...held.rung, loose }, height, remembered);
    if (closer) return { trial: closer, remembered };
  }
  return { trial: search(board, rows.filter(({ position }) => position >= held.rung.position), height) };
}

function search(board: Measured, rows: readonly Row[], height: number): Trial {
  const found = firstThatFits(board, rows, height);
  // The last row runs on or counts, so it can always be tried, whether it fits or not.
  return found ? loosen(board, found, height) : bestPiles(board, rows.at(-1)!)!;
}
