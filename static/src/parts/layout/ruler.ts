// How wide words are, and how many lines they take. Widths grow in proportion to the type, so each word is measured once, at one
// size, and everything else is arithmetic: laying out 300 cards in a hundred ways touches the canvas not at all.

/** Width in px of a text set on one line. */
export type Measure = (text: string, fontPx: number, weight: number) => number;

export const MEDIUM = 500;
export const STRONG = 650;
export const REGULAR = 400;

/** A text cut where a line may end. All widths in em. */
export interface Pieces {
  /** Of each piece without and with the space that follows it. */
  readonly set: readonly number[];
  readonly kept: readonly number[];
  readonly total: number;
  readonly longest: number;
}

export interface Wrapped {
  readonly lines: number;
  /** Width of the last line, in em. */
  readonly last: number;
}

const MEASURED_AT = 100;
// No glyph is wider than this; when a word must break inside, a line may stay empty by as much.
const WIDEST_GLYPH = 1.4;
// After space and soft hyphen, and after hyphen and slash where a letter follows: "8-10" stays whole. Browsers break at all of
// these and at some more, so a name never takes more lines on the page than are counted here.
const MAY_BREAK = /(?<=[\s\u00ad]|[-/](?=\p{L}))/u;

class ByWeight<T> {
  readonly #maps = new Map<number, Map<string, T>>();

  of(weight: number): Map<string, T> {
    let map = this.#maps.get(weight);
    if (!map) this.#maps.set(weight, (map = new Map()));
    return map;
  }
}

export class Ruler {
  readonly #measure: Measure;
  // By weight and then by text: these are asked for thousands of times in a frame, and a joined key is a new string each time.
  readonly #widths = new ByWeight<number>();
  readonly #pieces = new ByWeight<Pieces>();

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  /** In em. */
  width(text: string, weight: number): number {
    const known = this.#widths.of(weight);
    let width = known.get(text);
    if (width === undefined) {
      width = this.#measure(text, MEASURED_AT, weight) / MEASURED_AT;
      known.set(text, width);
    }
    return width;
  }

  /** In em, with figures all as wide as a 0, as tabular figures are drawn. */
  figures(text: string, weight: number): number {
    return this.width(text.replace(/\d/g, "0"), weight);
  }

  pieces(text: string, weight: number): Pieces {
    const known = this.#pieces.of(weight);
    let pieces = known.get(text);
    if (!pieces) {
      pieces = this.#cut(text, weight);
      known.set(text, pieces);
    }
    return pieces;
  }

  #cut(text: string, weight: number): Pieces {
    const parts = text.split(MAY_BREAK).map((part) => part.replaceAll("\u00ad", ""));
    const space = this.width(" ", weight);
    const set = parts.map((part) => this.width(part.trimEnd(), weight));
    const kept = parts.map((part, i) => set[i]! + (part.length - part.trimEnd().length) * space);
    return { set, kept, total: kept.reduce((sum, width) => sum + width, 0), longest: Math.max(0, ...set) };
  }
}

// em: sums of widths differ in their last digits with the order they were added in.
const ROUNDING = 1e-6;

/** Breaks greedily, as browsers do; a word longer than `room` (em) moves to its own line and breaks inside. */
export function wrap({ set, kept }: Pieces, room: number): Wrapped {
  let lines = 1;
  let last = 0;
  for (let i = 0; i < set.length; i++) {
    const word = set[i]!;
    if (last + word <= room + ROUNDING) {
      last += kept[i]!;
      continue;
    }
    if (last > 0) lines++;
    if (word <= room + ROUNDING) {
      last = kept[i]!;
      continue;
    }
    const surely = Math.max(room - WIDEST_GLYPH, WIDEST_GLYPH);
    const full = Math.ceil(word / surely) - 1;
    lines += full;
    last = word - full * surely + kept[i]! - word;
  }
  return { lines, last };
}

/** Puts `extra` (em, each with its space) after the text, each whole on a line. */
export function follow(wrapped: Wrapped, extras: readonly number[], room: number): Wrapped {
  let { lines, last } = wrapped;
  for (const extra of extras) {
    if (last + extra <= room + ROUNDING) last += extra;
    else {
      lines++;
      last = extra;
    }
  }
  return { lines, last };
}
