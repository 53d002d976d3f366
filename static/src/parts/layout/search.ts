// Which rung of the ladder a board stands on: the first whose slabs together are no higher than the room there is.

import { BAND } from "./band.ts";
import { measureCard, type MeasuredCard, narrowest, type PlacedCard } from "./cards.ts";
import { tallyOf } from "./counted.ts";
import { fillPiles, fillRows } from "./fill.ts";
import { countText, type Heads, headings } from "./heads.ts";
import { FIRST_COUNTED, FLOOR, LADDER, MOST_LOOSE, type Type, typeOf } from "./ladder.ts";
import type { Ruler } from "./ruler.ts";
import type { Remembering } from "./still.ts";

/** One line of the ladder. Position 0 is the roomiest. */
export interface Row {
  readonly position: number;
  /** Index in LADDER. */
  readonly density: number;
  readonly share: number;
  /** Steps that are shown as counts. */
  readonly counted: readonly number[];
  /** Counted steps are drawn low, without dots and names: the last resort. */
  readonly low: boolean;
}

/** A row with what was chosen within it. */
export interface Rung extends Row {
  /** Piles on the lowest step; 0 where cards run on in rows. */
  readonly piles: number;
  /** How many times space was let in between the cards. */
  readonly loose: number;
}

/** A board measured once, for one width and scale. */
export interface Measured {
  readonly steps: readonly { readonly cards: readonly MeasuredCard[]; readonly ghosts: readonly MeasuredCard[] }[];
  readonly heads: Heads;
  readonly width: number;
  readonly scale: number;
  readonly ruler: Ruler;
  /** Bands are left out where the headings say something of their own. */
  readonly bands: boolean;
}

/** A rung tried on a board: what it comes to. All lengths in px. */
export interface Trial {
  readonly rung: Rung;
  readonly type: Type;
  readonly run: number;
  /** Width of a card in a pile. */
  readonly unit: number;
  readonly slabs: readonly { readonly content: number; readonly piles: number; readonly need: number }[];
  readonly need: number;
}

const MOST_PILES = 14;

export function measureBoard(
  board: { steps: readonly { name: string }[]; cards: readonly PlacedCard[]; counts?: readonly string[] | undefined },
  size: { width: number; height: number },
  scale: number,
  ruler: Ruler,
): Measured {
  const steps = board.steps.map(() => ({ cards: [] as MeasuredCard[], gaps: [] as MeasuredCard[], ghosts: [] as MeasuredCard[] }));
  for (const card of board.cards) {
    const measured = measureCard(card, ruler);
    const home = steps[card.step];
    if (card.gap) home?.gaps.push(measured);
    else home?.cards.push(measured);
    for (const other of card.others ?? []) if (other !== card.step) steps[other]?.ghosts.push(measured);
  }
  const counts = board.counts ?? steps.map(({ cards, ghosts }) => countText(cards.length, ghosts.length));
  const names = board.steps.map(({ name }) => name);
  return {
    // A gap stands last: it is not there yet.
    steps: steps.map(({ cards, gaps, ghosts }) => ({ cards: [...cards, ...gaps], ghosts })),
    heads: headings(names, counts, size.width, size.height, scale, ruler),
    width: size.width,
    scale,
    ruler,
    bands: board.counts === undefined,
  };
}

/** Rows in the order they are tried. With `alone`, that step alone keeps its names. */
export function ladderRows(board: Measured, alone: number | undefined): Row[] {
  const rows: Row[] = [];
  const add = (density: number, share: number, counted: readonly number[], low: boolean) =>
    rows.push({ position: rows.length, density, share, counted, low });
  const last = (density: number) => LADDER[density]!.shares.at(-1)!;
  const steps = board.steps.map((_, i) => i);

  if (alone !== undefined) {
    const others = steps.filter((i) => i !== alone);
    for (const low of [false, true]) LADDER.forEach((_, density) => add(density, last(density), others, low));
  } else {
    LADDER.forEach(({ shares }, density) => shares.forEach((share) => add(density, share, [], false)));
    const fullest = [...steps].sort((a, b) => board.steps[b]!.cards.length - board.steps[a]!.cards.length || a - b);
    for (const low of [false, true]) {
      for (let count = 1; count <= steps.length; count++) {
        for (let density = FIRST_COUNTED; density < LADDER.length; density++) {
          add(density, last(density), fullest.slice(0, count), low);
        }
      }
    }
  }
  add(LADDER.length - 1, last(LADDER.length - 1), steps, true);
  return rows;
}

/** The first of `rows` that fits in `height`, with the number of piles that takes least height. */
export function firstThatFits(board: Measured, rows: readonly Row[], height: number): Trial | null {
  for (const row of rows) {
    const trial = bestPiles(board, row);
    if (trial && trial.need <= height) return trial;
  }
  return null;
}

export function bestPiles(board: Measured, row: Row): Trial | null {
  if (LADDER[row.density]!.card === null) return tryRung(board, { ...row, piles: 0, loose: 0 });
  let best: Trial | null = null;
  for (let piles = 1; piles <= MOST_PILES; piles++) {
    const trial = tryRung(board, { ...row, piles, loose: 0 });
    if (trial && (!best || trial.need < best.need - 1)) best = trial;
  }
  return best;
}

/** What is left over goes between the cards before it goes between the steps. */
export function loosen(board: Measured, tight: Trial, height: number): Trial {
  let best = tight;
  for (let loose = 1; loose <= MOST_LOOSE; loose++) {
    const trial = tryRung(board, { ...tight.rung, loose });
    if (!trial || trial.need > height) break;
    best = trial;
  }
  return best;
}

/** Null when the cards would be narrower or wider than the rung allows. */
export function tryRung(board: Measured, rung: Rung, remembered?: Remembering): Trial | null {
  const { width, scale, ruler, heads, steps } = board;
  const type = typeOf(LADDER[rung.density]!, scale, rung.loose, ruler);
  const run = Math.floor((width * rung.share) / Math.max(1, steps.length - 1));
  const unit = unitFor(board, rung, type);
  if (unit === null) return null;

  const slabs = [];
  let need = 0;
  for (const [i, { cards, ghosts }] of steps.entries()) {
    const x = i * run;
    const room = width - x - heads.label - type.edge;
    let content = heads.label;
    let piles = 0;
    let high: number;
    if (rung.counted.includes(i)) {
      high = tallyOf(cards, room, { low: rung.low || heads.many, wall: width }, type, ruler).need;
    } else {
      if (rung.piles) {
        piles = Math.floor((room + type.gap) / (unit + type.gap) + 1e-6);
        if (piles < 1) return null;
        content = width - x - type.edge - piles * unit - (piles - 1) * type.gap;
        high = fillPiles(cards, piles, unit, type, ruler, remembered);
      } else {
        high = fillRows(cards, room, type, ruler);
      }
      high += 2 * type.edge + (hasBand(board, rung, i) && ghosts.length ? BAND * scale : 0);
    }
    const slab = { content, piles, need: Math.ceil(Math.max(heads.leastHeight(i, content), high)) };
    slabs.push(slab);
    need += slab.need;
  }
  return { rung, type, run, unit, slabs, need };
}

/** Whether the rung itself sets room aside for a band on this step. */
export function hasBand(board: Measured, rung: Rung, step: number): boolean {
  return board.bands && LADDER[rung.density]!.band && !rung.counted.includes(step);
}

// Piles are counted on the lowest step, and their width then holds on all.
function unitFor(board: Measured, { density, piles, counted }: Rung, type: Type): number | null {
  const limits = LADDER[density]!.card;
  if (limits === null) return 0;
  const { scale, ruler } = board;
  const unit = Math.floor((board.width - board.heads.label - type.edge - (piles - 1) * type.gap) / piles);
  const least = limits[0] * Math.max(scale, FLOOR / 16);
  const most = limits[1] * scale * 1.001;
  if (unit < least || unit > Math.max(most, least)) return null;
  const drawn = board.steps.flatMap(({ cards }, i) => (counted.includes(i) ? [] : cards));
  return unit < narrowest(drawn, type, ruler) ? null : unit;
}
