// The headings of the steps: how much room they are given at the left of their slab, and the height they need there.

import { t, tn } from "../../words.ts";
import { FLOOR, MANY_STEPS } from "./ladder.ts";
import { type Pieces, REGULAR, type Ruler, STRONG, wrap } from "./ruler.ts";

/** Sizes of a heading, in wall units; components/step.css draws by the same. */
const FEW = { name: 18, count: 15, top: 11, between: 5, text: 54.4, label: 180, beside: 72, least: 80 } as const;
const MANY = { name: 15, count: 13, top: 7, between: 0, text: 53.5, label: 150, beside: 68, least: 46 } as const;
const BOTTOM = 6;
const NAME_LINE = 1.2;
const COUNT_LINE = 1.25;
// Between the heading's text and the first card.
const APART = 6;
// Headings get a little more room for names of two lines at most, and much more where they would else take the height from the cards.
const A_LITTLE_WIDER = [1, 1.05, 1.1, 1.15, 1.2];
const MUCH_WIDER = [1.3, 1.4, 1.55, 1.7, 1.9, 2.2, 2.6];
const MOST_OF_WIDTH = 0.32;
const MOST_OF_HEIGHT = 0.7;

export interface Heads {
  readonly many: boolean;
  /** From a slab's foot to its first card, at least. */
  readonly label: number;
  /** Least height of any slab. */
  readonly least: number;
  /** Least height of slab `i` when its cards begin `content` px from its foot. */
  leastHeight(i: number, content: number): number;
}

export function headings(
  names: readonly string[],
  counts: readonly string[],
  width: number,
  height: number,
  scale: number,
  ruler: Ruler,
): Heads {
  const many = names.length > MANY_STEPS;
  const size = many ? MANY : FEW;
  const nameFont = Math.max(FLOOR, size.name * scale);
  const countFont = Math.max(FLOOR, size.count * scale);
  const measured = names.map((name, i) => ({
    name: ruler.pieces(name, STRONG),
    count: ruler.pieces(counts[i]!.replace(/\d/g, "0"), REGULAR),
  }));

  const lines = (text: Pieces, font: number, room: number) => wrap(text, room / font).lines;
  const roomFor = (content: number) => content - (size.text + APART) * scale;
  const leastHeight = (i: number, content: number) => {
    const room = roomFor(content);
    const { name, count } = measured[i]!;
    const text =
      lines(name, nameFont, room) * nameFont * NAME_LINE +
      lines(count, countFont, room) * countFont * COUNT_LINE +
      (size.top + size.between + BOTTOM) * scale;
    return Math.ceil(Math.max(size.least * scale, text));
  };

  const widestWord = Math.max(...measured.map(({ name }) => name.longest)) * nameFont;
  const plain = Math.min(Math.max(size.label * scale, widestWord + size.beside * scale), MOST_OF_WIDTH * width);
  const enough = Math.max(MOST_OF_HEIGHT * height, names.length * Math.ceil(size.least * scale));
  const together = (label: number) => names.reduce((sum, _, i) => sum + leastHeight(i, label), 0);
  const isShort = (label: number) => measured.every(({ name }) => lines(name, nameFont, roomFor(label)) <= 2);

  let label = A_LITTLE_WIDER.map((factor) => plain * factor).find(isShort) ?? plain;
  if (together(label) > enough) {
    const wider = MUCH_WIDER.map((factor) => Math.min(plain * factor, MOST_OF_WIDTH * width));
    label = wider.find((wide) => together(wide) <= enough) ?? wider.reduce((a, b) => (together(b) < together(a) ? b : a));
  }
  return { many, label: Math.round(label), least: Math.ceil(size.least * scale), leastHeight };
}

/** "10 tilbud", and "10 tilbud · også 12" where no band says which others stand here too. */
export function countText(own: number, also: number): string {
  const offers = tn(own, "1 tilbud", "{n} tilbud");
  return also ? t("{offers} · også {n}", { offers, n: also }) : offers;
}
