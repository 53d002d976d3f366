// Which rung of the ladder a board stands on: the first whose slabs together are no higher than the room there is.

import { BAND } from "./band.ts";
import { measureCard, type MeasuredCard, narrowest, type PlacedCard } from "./cards.ts";
import { leastTally, tallyOf } from "./counted.ts";
import { fillPiles, fillRows, leastPiles } from "./fill.ts";
import { countText, type Heads, headings } from "./heads.ts";
import { type Density, FIRST_COUNTED, FLOOR, LADDER, MOST_LOOSE, type Type, typeOf } from "./ladder.ts";
import { type Cells, type ColumnName, type Grid, gridOf, gridUnit, grouped, type Lane, laneOf, laneShares, lanesOf, sharePiles } from "./lanes.ts";
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
  /** How many of the piles each column has, once they are shared out. */
  readonly shares?: readonly number[] | undefined;
}

/** A board measured once, for one width and scale. */
export interface Measured {
  readonly steps: readonly { readonly cards: readonly MeasuredCard[]; readonly ghosts: readonly MeasuredCard[]; readonly cells: Cells }[];
  /** None where the staircase has no second axis. */
  readonly lanes: readonly Lane[];
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
  /** Where the columns stand, while cards lie in piles. */
  readonly grid: Grid | null;
  readonly need: number;
}

const MOST_PILES = 14;

export function measureBoard(
  board: {
    steps: readonly { name: string }[];
    columns?: readonly ColumnName[] | undefined;
    cards: readonly PlacedCard[];
    counts?: readonly string[] | undefined;
  },
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
  const lanes = lanesOf(board.columns, board.cards);
  return {
    steps: steps.map(({ cards, gaps, ghosts }) => {
      // A gap stands last: it is not there yet.
      const all = [...cards, ...gaps];
      return { cards: all, ghosts, cells: lanes.map((_, lane) => all.filter(({ card }) => laneOf(card, lanes) === lane)) };
    }),
    lanes,
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
  const sharesOf = (density: number) => (board.lanes.length ? laneShares : ({ shares }: Density) => shares)(LADDER[density]!);
  const last = (density: number) => sharesOf(density).at(-1)!;
  const steps = board.steps.map((_, i) => i);
  const firstCounted = Math.max(FIRST_COUNTED, board.lanes.length ? LADDER.findIndex(({ card }) => card === null) : 0);

  if (alone !== undefined) {
    const others = steps.filter((i) => i !== alone);
    // Columns are a grid only where all steps have them.
    const from = board.lanes.length ? firstCounted : 0;
    for (const low of [false, true]) LADDER.forEach((_, density) => density >= from && add(density, last(density), others, low));
  } else {
    LADDER.forEach((_, density) => sharesOf(density).forEach((share) => add(density, share, [], false)));
    const fullest = [...steps].sort((a, b) => board.steps[b]!.cards.length - board.steps[a]!.cards.length || a - b);
    for (const low of [false, true]) {
      for (let count = 1; count <= steps.length; count++) {
        for (let density = firstCounted; density < LADDER.length; density++) {
          add(density, last(density), fullest.slice(0, count), low);
        }
      }
    }
  }
  add(LADDER.length - 1, last(LADDER.length - 1), steps, true);
  return rows;
}

/** The first of `rows` that fits in `height`. */
export function firstThatFits(board: Measured, rows: readonly Row[], height: number): Trial | null {
  for (const row of rows) {
    const trial = bestPiles(board, row, height);
    if (trial) return trial;
  }
  return null;
}

/** The number of piles that takes least height, and no more than `most`; null when none does. */
export function bestPiles(board: Measured, row: Row, most = Infinity): Trial | null {
  if (LADDER[row.density]!.card === null) return tryRung(board, { ...row, piles: 0, loose: 0 }, most);
  let best: Trial | null = null;
  for (let piles = Math.max(1, board.lanes.length); piles <= MOST_PILES; piles++) {
    const trial = tryRung(board, { ...row, piles, loose: 0 }, most);
    if (trial && (!best || trial.need < best.need - 1)) best = trial;
  }
  return best;
}

/** What is left over goes between the cards before it goes between the steps. */
export function loosen(board: Measured, tight: Trial, height: number): Trial {
  let best = tight;
  for (let loose = 1; loose <= MOST_LOOSE; loose++) {
    const trial = tryRung(board, { ...tight.rung, loose }, height);
    if (!trial) break;
    best = trial;
  }
  return best;
}

/** Null when the cards would be narrower or wider than the rung allows, or when it needs more than `most` (px). */
export function tryRung(board: Measured, rung: Rung, most = Infinity, remembered?: Remembering): Trial | null {
  const { width, scale, ruler, heads, steps } = board;
  const type = typeOf(LADDER[rung.density]!, scale, rung.loose, ruler);
  const run = Math.floor((width * rung.share) / Math.max(1, steps.length - 1));
  const unit = unitFor(board, rung, type, run);
  if (unit === null) return null;
  if (rung.piles && board.lanes.length) return tryGrid(board, rung, type, run, unit, most, remembered);

  // Of a full board most rungs are ruled out by their number of cards, without a look at the names.
  let left = most;
  const rooms: StepRoom[] = [];
  for (const i of steps.keys()) {
    const room = roomOn(board, rung, type, width - i * run, unit, i);
    if (!room) return null;
    rooms.push(room);
    left -= room.least;
  }
  if (left < 0 || !hasRoomForWords(board, rung, type, unit)) return null;

  const slabs = [];
  let need = 0;
  for (const [i, { cards }] of steps.entries()) {
    const { room, content, piles, beside, least } = rooms[i]!;
    // A pixel more: what is rounded, and to which side, is for the sum below.
    const filling = { most: left + least - beside + 1, remembered };
    const high = rung.counted.includes(i)
      ? tallyOf(cards, room, { low: isLow(board, rung), wall: width }, type, ruler).need
      : beside +
        (rung.piles
          ? fillPiles(cards, piles, unit, type, ruler, filling)
          : fillRows(rowsOf(board, i, room, type), room, type, ruler, filling));
    const slab = { content, piles, need: Math.ceil(Math.max(heads.leastHeight(i, content), high)) };
    left -= slab.need - least;
    if (left < 0) return null;
    slabs.push(slab);
    need += slab.need;
  }
  return { rung, type, run, unit, slabs, grid: null, need };
}

/** The columns as a grid: each with piles of its own, and a step as high as its highest. */
function tryGrid(board: Measured, asked: Rung, type: Type, run: number, unit: number, most: number, remembered?: Remembering): Trial | null {
  const { ruler, heads, steps, lanes } = board;
  if (!hasRoomForWords(board, asked, type, unit)) return null;
  const shares = asked.shares ?? sharePiles(steps.map(({ cells }) => cells), lanes.length, asked.piles, unit, type, ruler);
  const grid = gridOf(lanes, shares, firstOfGrid(board, run), unit, type, ruler);
  const slabs = [];
  let need = grid.head;
  for (const [i, { cells }] of steps.entries()) {
    const high = Math.max(...cells.map((cards, lane) => fillPiles(cards, shares[lane]!, unit, type, ruler, { most: most - need, remembered })));
    const content = grid.first - i * run;
    const slab = { content, piles: 0, need: Math.ceil(Math.max(heads.leastHeight(i, content), high + 2 * type.edge)) };
    need += slab.need;
    if (need > most) return null;
    slabs.push(slab);
  }
  return { rung: { ...asked, shares }, type, run, unit, slabs, grid, need };
}

/** Columns start clear of the top step. */
function firstOfGrid({ steps, heads }: Measured, run: number): number {
  return (steps.length - 1) * run + heads.label;
}

/** The cards of step `i` in the order in which they run on. */
export function rowsOf({ steps, lanes, ruler }: Measured, i: number, room: number, type: Type): ReturnType<typeof grouped> {
  const { cards, cells } = steps[i]!;
  return lanes.length ? grouped(cells, lanes, room, type, ruler) : [...cards];
}

/** What a step has for its cards. All in px. */
interface StepRoom {
  readonly room: number;
  /** From the slab's foot to its first card. */
  readonly content: number;
  readonly piles: number;
  /** What the slab is higher than its cards. */
  readonly beside: number;
  /** The height the slab takes at the very least. */
  readonly least: number;
}

/** Step `i` when its slab is `width` px wide; null when not even one pile finds room on it. */
function roomOn(board: Measured, rung: Rung, type: Type, width: number, unit: number, i: number): StepRoom | null {
  const { cards, ghosts } = board.steps[i]!;
  const { label, least } = board.heads;
  const room = width - label - type.edge;
  if (rung.counted.includes(i)) {
    const tally = Math.ceil(leastTally(isLow(board, rung), board.scale));
    return { room, content: label, piles: 0, beside: 0, least: Math.max(least, tally) };
  }
  const beside = 2 * type.edge + (hasBand(board, rung, i) && ghosts.length ? BAND * board.scale : 0);
  if (!rung.piles) return { room, content: label, piles: 0, beside, least };
  const piles = Math.floor((room + type.gap) / (unit + type.gap) + 1e-6);
  if (piles < 1) return null;
  const content = width - type.edge - piles * unit - (piles - 1) * type.gap;
  return { room, content, piles, beside, least: Math.max(least, Math.ceil(leastPiles(cards.length, piles, type) + beside)) };
}

function isLow(board: Measured, rung: Rung): boolean {
  return rung.low || board.heads.many;
}

/** Whether the rung itself sets room aside for a band on this step. */
export function hasBand(board: Measured, rung: Rung, step: number): boolean {
  return mayBand(board, rung) && LADDER[rung.density]!.band && !rung.counted.includes(step);
}

/** In a grid a band would run under columns that it says nothing of. */
export function mayBand(board: Measured, rung: Rung): boolean {
  return board.bands && !(rung.piles && board.lanes.length);
}

// Piles are counted on the lowest step, and their width then holds on all.
function unitFor(board: Measured, { density, piles }: Rung, type: Type, run: number): number | null {
  const limits = LADDER[density]!.card;
  if (limits === null) return 0;
  const { scale } = board;
  const unit = board.lanes.length
    ? gridUnit(board.width, firstOfGrid(board, run), board.lanes.length, piles, type)
    : Math.floor((board.width - board.heads.label - type.edge - (piles - 1) * type.gap) / piles);
  const least = limits[0] * Math.max(scale, FLOOR / 16);
  const most = limits[1] * scale * 1.001;
  return unit < least || unit > Math.max(most, least) ? null : unit;
}

function hasRoomForWords({ steps, ruler }: Measured, { counted, piles }: Rung, type: Type, unit: number): boolean {
  return piles === 0 || steps.every(({ cards }, i) => counted.includes(i) || unit >= narrowest(cards, type, ruler));
}
