// Where everything on the staircase stands: a pure function from steps, cards and a size to boxes (look.md section 4). It knows no
// page; Staircase.tsx draws what it answers. layout/ holds its parts, in the order they are used: ruler, ladder, cards, fill,
// lanes, heads, counted, band, search, still.

import { type Band, BAND_RETURNS, bandOf } from "./layout/band.ts";
import type { PlacedCard } from "./layout/cards.ts";
import { type Tally, tallyOf } from "./layout/counted.ts";
import { fillPiles, fillRows, type Place } from "./layout/fill.ts";
import { countText } from "./layout/heads.ts";
import { FLOOR, type Type } from "./layout/ladder.ts";
import { REGULAR, type Ruler, wrap } from "./layout/ruler.ts";
import { type ColumnName, type Grid, type Lane, laneOf } from "./layout/lanes.ts";
import { hasBand, ladderRows, mayBand, measureBoard, type Measured, rowsOf, type Trial } from "./layout/search.ts";
import { chooseRung, type Held, pileKey, type Remembering } from "./layout/still.ts";
import { t } from "../words.ts";

export { type Measure, Ruler } from "./layout/ruler.ts";
export type { Band } from "./layout/band.ts";
export type { PlacedCard } from "./layout/cards.ts";
export type { Tally } from "./layout/counted.ts";
export type { ColumnName, Grid, Lane } from "./layout/lanes.ts";
export type { Held } from "./layout/still.ts";

export interface StepName {
  readonly stepId: string;
  readonly name: string;
}

export interface Board {
  /** Lowest step first; 3 to 15. */
  readonly steps: readonly StepName[];
  /** The second axis, from left to right; none is as usual. */
  readonly columns?: readonly ColumnName[] | undefined;
  /** In their order on each step. */
  readonly cards: readonly PlacedCard[];
  /** What the headings say, one for each step, instead of counting what is drawn. */
  readonly counts?: readonly string[] | undefined;
  /** The one step that is shown in whole names; the others are counted. */
  readonly alone?: number | undefined;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Room extends Size {
  /** One wall unit in px. */
  readonly scale: number;
  /** Instead of counting steps, become higher: for pages that scroll. */
  readonly grows?: boolean | undefined;
}

/** A card's place, from the upper left corner of its slab. */
export interface CardBox {
  readonly card: PlacedCard;
  /** Its place in the layout's `lanes`; 0 where there are none. */
  readonly lane: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The name of a column where it opens a group of cards in rows, from the upper left corner of its slab. */
export interface GroupBox {
  readonly lane: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Slab {
  readonly step: StepName;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** From its foot to its first card. */
  readonly content: number;
  readonly count: string;
  /** All its cards, or the newest when it is counted. */
  readonly boxes: readonly CardBox[];
  /** In rows, where the staircase has columns. */
  readonly groups: readonly GroupBox[];
  readonly band: Band | null;
  readonly tally: Tally | null;
}

export interface Layout {
  readonly slabs: readonly Slab[];
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly type: Type;
  readonly run: number;
  /** The columns, and after them the cards without one if there are any. */
  readonly lanes: readonly Lane[];
  /** Where the columns stand, while they are a grid. */
  readonly grid: Grid | null;
  /** More than eight steps: small headings, low slabs. */
  readonly many: boolean;
  /** Room for the words in the empty corner; null when they do not fit there. */
  readonly axisWidth: number | null;
  /** For the next layout of the same board. */
  readonly held: Held;
}

/**
 * Lays the board out. With what the last layout `held`, cards and density stay as they were for as long as that fits; `now` (ms)
 * decides whether they have stood long enough to become roomier. While someone is `dragging` they do not.
 */
export function layOut(board: Board, room: Room, ruler: Ruler, held: Held | null = null, now = 0, dragging = false): Layout {
  const { width, scale } = room;
  const height = Math.floor(room.height);
  const measured = measureBoard(board, { width, height }, scale, ruler);
  const lanes = measured.lanes.map(({ columnId }) => columnId);
  const chosenFor = [width, height, scale, board.alone, ...board.steps.map(({ stepId }) => stepId), "", ...lanes].join(" ");
  const before = held?.chosenFor === chosenFor ? held : null;
  const rows = ladderRows(measured, board.alone).filter((row) => !room.grows || row.counted.length === 0);
  const { trial, remembered } = chooseRung(measured, rows, height, before, now, dragging);

  const head = trial.grid?.head ?? 0;
  const heights = level(trial, height - head, room.grows === true);
  const piles = new Map<string, number>();
  const slabs: Slab[] = [];
  let bottom = heights.reduce((sum, slab) => sum + slab, head);
  const total = bottom;
  for (const i of board.steps.keys()) {
    bottom -= heights[i]!;
    slabs.push(drawSlab(measured, board, trial, i, { y: bottom, height: heights[i]! }, piles, remembered));
  }
  return {
    slabs,
    width,
    height: total,
    scale,
    type: trial.type,
    run: trial.run,
    lanes: measured.lanes,
    grid: trial.grid,
    many: measured.heads.many,
    axisWidth: axisWidth(slabs, scale, ruler),
    held: {
      rung: trial.rung,
      since: before?.rung.position === trial.rung.position ? before.since : now,
      chosenFor,
      piles,
    },
  };
}

/** Raises the lowest slabs first until the staircase fills the height, so that risers even out. */
function level({ slabs }: Trial, height: number, grows: boolean): number[] {
  const needs = slabs.map((slab) => slab.need);
  const need = needs.reduce((sum, slab) => sum + slab, 0);
  if (need >= height) {
    // The last resort on a screen too low for its steps: all of them a little lower, rather than one of them missing.
    return grows || need === height ? needs : needs.map((slab) => Math.floor((slab * height) / need));
  }
  const sorted = [...needs].sort((a, b) => a - b);
  let water = sorted[0]!;
  let left = height - need;
  for (let i = 0; i < sorted.length && left > 0; i++) {
    const rise = Math.min(left / (i + 1), (sorted[i + 1] ?? Infinity) - water);
    water += rise;
    left -= rise * (i + 1);
  }
  const heights = needs.map((slab) => Math.max(slab, Math.floor(water)));
  // What rounding left over: a pixel each, so that the line starts at the very bottom.
  let over = height - heights.reduce((sum, slab) => sum + slab, 0);
  for (let i = 0; over > 0; i = (i + 1) % heights.length, over--) heights[i]!++;
  return heights;
}

function drawSlab(
  measured: Measured,
  board: Board,
  trial: Trial,
  i: number,
  { y, height }: { y: number; height: number },
  piles: Map<string, number>,
  remembered: Remembering | undefined,
): Slab {
  const { scale, ruler, width, lanes } = measured;
  const { type, rung, unit, grid } = trial;
  const { cards, cells, ghosts } = measured.steps[i]!;
  const { content, piles: pileCount } = trial.slabs[i]!;
  const x = i * trial.run;
  const room = width - x - content - type.edge;
  const boxes: CardBox[] = [];
  const groups: GroupBox[] = [];
  let tally: Tally | null = null;
  let filled = 0;

  // Rounded edge by edge, so that boxes that touch nowhere touch nowhere on the screen either.
  const place: Place = ({ card }, left, top, wide, high, pile) => {
    const from = Math.round(content + left);
    const under = Math.round(type.edge + top);
    boxes.push({ card, lane: lanes.length ? laneOf(card, lanes) : 0, x: from, y: under, width: Math.round(content + left + wide) - from, height: Math.round(type.edge + top + high) - under });
    if (rung.piles) piles.set(pileKey(card), pile);
  };
  if (rung.counted.includes(i)) {
    tally = tallyOf(cards, room, { low: rung.low || measured.heads.many, wall: width }, type, ruler);
    for (const { measured: newest, y: top, height: high } of tally.latest) {
      const wide = tally.latestWidth;
      boxes.push({ card: newest.card, lane: 0, x: Math.round(content + room - wide), y: Math.round(top), width: wide, height: high });
    }
  } else if (grid) {
    for (const [lane, { x: left, piles: own }] of grid.lanes.entries()) {
      const inLane: Place = (card, x, ...rest) => place(card, left - grid.first + x, ...rest);
      filled = Math.max(filled, fillPiles(cells[lane]!, own, unit, type, ruler, { remembered, place: inLane }));
    }
  } else if (rung.piles) {
    filled = fillPiles(cards, pileCount, unit, type, ruler, { remembered, place });
  } else {
    filled = fillRows(rowsOf(measured, i, room, type), room, type, ruler, {
      place,
      placeHead: ({ lane, width }, left, top, high) =>
        groups.push({ lane, x: Math.round(content + left), y: Math.round(type.edge + top), width: Math.floor(width), height: Math.round(high) }),
    });
  }

  const free = height - filled - 2 * type.edge;
  const band =
    mayBand(measured, rung) && !tally && ghosts.length > 0 && (hasBand(measured, rung, i) || free >= BAND_RETURNS * scale)
      ? bandOf(ghosts, { x: Math.round(content), width: room, slabHeight: height }, scale, ruler)
      : null;
  const own = cards.reduce((sum, { card }) => sum + (card.gap ? 0 : 1), 0);
  return {
    step: board.steps[i]!,
    x,
    y,
    width: width - x,
    height,
    content: Math.round(content),
    count: board.counts?.[i] ?? countText(own, band ? 0 : ghosts.length),
    boxes,
    groups,
    band,
    tally,
  };
}

/** The corner above the line holds only what the axis means; in a corner too small for the words it holds nothing. */
function axisWidth(slabs: readonly Slab[], scale: number, ruler: Ruler): number | null {
  const font = Math.max(FLOOR, 15 * scale);
  const words = ruler.pieces(axisText(), REGULAR);
  for (let i = slabs.length - 1; i > 0; i--) {
    const width = Math.min(slabs[i]!.x - 24 * scale, 260 * scale);
    const high = slabs[i - 1]!.y - 48 * scale;
    if (words.longest * font > width) return null;
    if (wrap(words, width / font).lines * font * 1.3 <= high) return Math.floor(width);
  }
  return null;
}

export function axisText(): string {
  return t("Mere indgribende, længere fra en almindelig hverdag");
}

