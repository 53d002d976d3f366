// The staircase's second axis. While cards lie in piles its columns are a grid: they start clear of the top step, and each is given
// piles of its own. In rows only the order is left, each group opened by its short name.

import { t } from "../../words.ts";
import type { MeasuredCard, PlacedCard } from "./cards.ts";
import { fillPiles, type GroupHead } from "./fill.ts";
import { type Density, FLOOR, type Type } from "./ladder.ts";
import { type Pieces, type Ruler, STRONG, wrap } from "./ruler.ts";

export interface ColumnName {
  readonly columnId: string;
  readonly name: string;
  /** What stands where the name has no room; may be empty. */
  readonly short: string;
}

/** A column as it is laid out. */
export interface Lane {
  /** Null for the cards that stand in none. */
  readonly columnId: string | null;
  readonly name: string;
  readonly short: string;
}

/** The columns, and after them, while there are any, the cards without one. No lanes: no second axis. */
export function lanesOf(columns: readonly ColumnName[] = [], cards: readonly PlacedCard[]): readonly Lane[] {
  if (columns.length === 0 || cards.every((card) => card.column !== undefined)) return columns;
  return [...columns, { columnId: null, name: t("Uden kolonne"), short: "" }];
}

/** In which of the lanes a card lies. */
export function laneOf(card: PlacedCard, lanes: readonly Lane[]): number {
  return card.column ?? lanes.length - 1;
}

export function shortName({ name, short }: Lane): string {
  return short || name;
}

const ROOMY: readonly number[] = [0.1];
const TIGHT: readonly number[] = [0.1, 0.06];

/** All runs together as a share of the width: the columns need the rest, and the runs give way before a grid is given up. */
export function laneShares({ card, reach }: Density): readonly number[] {
  return card !== null && !reach ? TIGHT : ROOMY;
}

const NAME = 15;
const LINE = 1.2;
const HEAD = 44;
const FOOT = 6;
const LINES = 2;
// Between two columns, besides the gap between two piles: the rule stands in the middle.
const BETWEEN = 2;

/** One column of the grid. All in px, from the left edge of the board. */
export interface GridLane {
  readonly x: number;
  readonly width: number;
  readonly piles: number;
  /** The name, or the short one where the name is too long for its width. */
  readonly says: string;
}

export interface Grid {
  /** Where the first column's cards begin. */
  readonly first: number;
  /** Height of the columns' names above the top step. */
  readonly head: number;
  readonly lanes: readonly GridLane[];
}

/** Width of a card when so many piles lie in so many columns. */
export function gridUnit(width: number, first: number, lanes: number, piles: number, type: Type): number {
  const between = (piles - 1) * type.gap + (lanes - 1) * BETWEEN * type.gap;
  return Math.floor((width - first - type.edge - between) / piles);
}

export function gridOf(lanes: readonly Lane[], piles: readonly number[], first: number, unit: number, type: Type, ruler: Ruler): Grid {
  const font = Math.max(FLOOR, NAME * type.scale);
  let x = first;
  let lines = 1;
  const placed = lanes.map((lane, i): GridLane => {
    const width = piles[i]! * (unit + type.gap) - type.gap;
    const room = width / font;
    const whole = ruler.pieces(lane.name, STRONG);
    const says = fits(whole, room) ? lane.name : shortName(lane);
    lines = Math.max(lines, wrap(ruler.pieces(says, STRONG), room).lines);
    const at = { x, width, piles: piles[i]!, says };
    x += width + (1 + BETWEEN) * type.gap;
    return at;
  });
  const head = Math.ceil(Math.max(HEAD * type.scale, lines * font * LINE + 2 * FOOT * type.scale));
  return { first, head, lanes: placed };
}

function fits(words: Pieces, room: number): boolean {
  return words.longest <= room && wrap(words, room).lines <= LINES;
}

/** Cards of one step, by lane. */
export type Cells = readonly (readonly MeasuredCard[])[];

/** Piles for each column: one at first, and each further one where it lowers the whole staircase most. */
export function sharePiles(steps: readonly Cells[], lanes: number, piles: number, unit: number, type: Type, ruler: Ruler): number[] {
  const known = new Map<string, readonly number[]>();
  const heights = (lane: number, wide: number) => {
    const key = `${lane} ${wide}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = steps.map((cells) => fillPiles(cells[lane]!, wide, unit, type, ruler, {}))));
    return found;
  };
  const total = (shares: readonly number[]) => {
    const each = shares.map((wide, lane) => heights(lane, wide));
    return steps.reduce((sum, _, step) => sum + Math.max(...each.map((lane) => lane[step]!)), 0);
  };
  const shares = new Array<number>(lanes).fill(1);
  for (let spare = piles - lanes; spare > 0; spare--) {
    let best = 0;
    let least = Infinity;
    for (let lane = 0; lane < lanes; lane++) {
      const sum = total(shares.map((wide, i) => wide + (i === lane ? 1 : 0)));
      if (sum < least - 0.01) [best, least] = [lane, sum];
    }
    shares[best]!++;
  }
  return shares;
}

const LABEL = 0.8; // of the cards' type
const LABEL_SIDES = 1.7; // em of the cards' type
const MOST_OF_ROW = 0.35;

/** What opens each group of a step's cards in rows `room` px wide, and the cards after it. */
export function grouped(cells: Cells, lanes: readonly Lane[], room: number, type: Type, ruler: Ruler): (MeasuredCard | GroupHead)[] {
  return cells.flatMap((cards, lane) => (cards.length ? [groupHead(lanes[lane]!, lane, room, type, ruler), ...cards] : []));
}

function groupHead(lane: Lane, index: number, room: number, type: Type, ruler: Ruler): GroupHead {
  const font = Math.max(FLOOR, LABEL * type.font);
  const words = ruler.pieces(shortName(lane), STRONG);
  const sides = LABEL_SIDES * type.font;
  const width = Math.ceil(Math.min(words.total * font + sides, MOST_OF_ROW * room));
  const { lines } = wrap(words, (width - sides) / font);
  return { lane: index, width, height: Math.ceil(Math.max(type.line + 2 * type.pad, lines * font * LINE)) };
}
