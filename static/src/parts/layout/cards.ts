// Cards as the layout sees them: words cut into measured pieces, and how high or wide each card becomes.

import { range } from "../../words.ts";
import type { CardFace } from "../Card.tsx";
import { tagWidth, type Type } from "./ladder.ts";
import { follow, MEDIUM, type Pieces, REGULAR, type Ruler, STRONG, wrap } from "./ruler.ts";

/** A card on the staircase. `step` and `others` count from 0, lowest step first. */
export interface PlacedCard extends CardFace {
  readonly cardId: string;
  readonly step: number;
  readonly others?: readonly number[] | undefined;
  /** Of the second axis, from 0; undefined where it stands in none. */
  readonly column?: number | undefined;
}

export interface MeasuredCard {
  readonly card: PlacedCard;
  readonly name: Pieces;
  readonly target: Pieces | null;
  readonly range: number;
  readonly marks: readonly number[];
  /** The sign of a card that is not confirmed; 0 for the others. */
  readonly asked: number;
}

const ICON = 1.15; // em
const PILL_SIDES = 0.7; // em of the pill
const MARK_ICON = 1.3; // em of the pill, with its gap
// px: what browsers round, and what kerning across a space may add.
const SLACK = 1;

// A card that did not change is the same object as before, and need not be cut into words again when another one moves.
const known = new WeakMap<Ruler, WeakMap<PlacedCard, MeasuredCard>>();

export function measureCard(card: PlacedCard, ruler: Ruler): MeasuredCard {
  let byCard = known.get(ruler);
  if (!byCard) known.set(ruler, (byCard = new WeakMap()));
  let measured = byCard.get(card);
  if (!measured) byCard.set(card, (measured = cut(card, ruler)));
  return measured;
}

function cut(card: PlacedCard, ruler: Ruler): MeasuredCard {
  const steps = stepNumbers(card);
  return {
    card,
    name: ruler.pieces(card.name, MEDIUM),
    target: card.targetGroup ? ruler.pieces(card.targetGroup, REGULAR) : null,
    range: steps.length > 1 ? ruler.figures(range(steps), MEDIUM) : 0,
    marks: (card.marks ?? []).map((mark) => ruler.figures(String(mark.number), STRONG)),
    asked: card.unconfirmed ? ruler.width("?", STRONG) : 0,
  };
}

/** Every step the card stands on, counted from 1. */
export function stepNumbers(card: PlacedCard): number[] {
  return [...new Set([card.step, ...(card.others ?? [])])].map((step) => step + 1).sort((a, b) => a - b);
}

const NOTHING: readonly number[] = [];

/** What stands after the name, each with the space before it, in em of the name. */
function extras({ card, range, marks, asked }: MeasuredCard, type: Type, ruler: Ruler): readonly number[] {
  const showsReach = type.density.reach && card.reach;
  if (!showsReach && !range && !asked && marks.length === 0) return NOTHING;
  const widths: number[] = [];
  const space = ruler.width(" ", MEDIUM);
  const pill = type.pill / type.font;
  if (showsReach) widths.push(space + ICON);
  if (range) widths.push(space + (range + PILL_SIDES) * pill);
  for (const mark of marks) widths.push(space + (mark + PILL_SIDES + MARK_ICON) * pill);
  if (asked) widths.push(space + (asked + PILL_SIDES) * pill);
  return widths;
}

/** What a card of `width` leaves for its words, in px. */
function roomIn(width: number, { card }: MeasuredCard, type: Type, ruler: Ruler): number {
  return width - besideName(card, type, ruler);
}

function besideName(card: PlacedCard, type: Type, ruler: Ruler): number {
  const tag = card.gap || card.tag.length <= 3 ? type.tag : Math.max(type.tag, tagWidth(card.tag, type.tagFont, ruler));
  return tag + type.hang + 2 * type.pad + SLACK;
}

/** What every card needs, even one with a single line. */
export function leastCardHeight(type: Type): number {
  return Math.ceil(type.line + 2 * type.pad);
}

export function cardHeight(measured: MeasuredCard, width: number, type: Type, ruler: Ruler): number {
  const room = roomIn(width, measured, type, ruler);
  const em = room / type.font;
  const { lines } = follow(wrap(measured.name, em), extras(measured, type, ruler), em);
  let height = lines * type.line + 2 * type.pad;
  if (type.targetLine && measured.target) height += wrap(measured.target, room / type.target).lines * type.targetLine;
  return Math.ceil(height);
}

/** As wide as its name on one line. */
export function naturalWidth(measured: MeasuredCard, type: Type, ruler: Ruler): number {
  const words = extras(measured, type, ruler).reduce((sum, extra) => sum + extra, measured.name.total);
  return Math.ceil(words * type.font + besideName(measured.card, type, ruler));
}

/** Narrowest card in which no word of the name breaks, up to words of 16 em. */
export function narrowest(cards: readonly MeasuredCard[], type: Type, ruler: Ruler): number {
  let widest = 0;
  for (const measured of cards) {
    const longest = Math.min(16, measured.name.longest) * type.font;
    widest = Math.max(widest, longest + besideName(measured.card, type, ruler));
  }
  return widest;
}
