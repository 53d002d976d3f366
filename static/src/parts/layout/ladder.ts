// The densities, from roomiest to tightest, and what each makes of the type. Lengths here are wall units: 1080 of them are the
// height of the picture.

import { type Ruler, STRONG } from "./ruler.ts";

export type DensityName = "skema" | "kort" | "navn" | "tæt" | "løbende";

export interface Density {
  readonly name: DensityName;
  readonly font: number;
  readonly line: number;
  /** Line height of the target group, where it is shown. */
  readonly target: number;
  readonly pad: number;
  readonly gap: number;
  readonly edge: number;
  /** Narrowest and widest card of a pile; null where cards run on in rows. */
  readonly card: readonly [number, number] | null;
  /** In rows: up to this width a name stays on one line. */
  readonly oneLine: number;
  /** All runs together as a share of the width. */
  readonly shares: readonly number[];
  readonly reach: boolean;
  readonly band: boolean;
}

const PILES = { target: 0, oneLine: 0, reach: true, band: true } as const;
const ROWS = { target: 0, card: null, oneLine: 900, reach: false, band: true } as const;

export const LADDER: readonly Density[] = [
  { ...PILES, name: "skema", font: 24, line: 30, target: 22, pad: 12, gap: 10, edge: 12, card: [320, 460], shares: [0.3] },
  { ...PILES, name: "kort", font: 20, line: 26, pad: 8, gap: 8, edge: 10, card: [250, 400], shares: [0.3, 0.24] },
  { ...PILES, name: "navn", font: 18, line: 22, pad: 6, gap: 6, edge: 10, card: [220, 360], shares: [0.28, 0.22] },
  { ...PILES, name: "tæt", font: 16, line: 19, pad: 4, gap: 4, edge: 8, card: [180, 340], shares: [0.24, 0.18], reach: false },
  { ...PILES, name: "tæt", font: 16, line: 19, pad: 3, gap: 3, edge: 7, card: [180, 340], shares: [0.18, 0.14], reach: false, band: false },
  { ...ROWS, name: "løbende", font: 18, line: 22, pad: 4, gap: 4, edge: 8, shares: [0.2] },
  { ...ROWS, name: "løbende", font: 16, line: 19, pad: 4, gap: 4, edge: 7, shares: [0.2, 0.15] },
  { ...ROWS, name: "løbende", font: 16, line: 19, pad: 3, gap: 3, edge: 6, shares: [0.15, 0.1], band: false },
];

/** The first density that is tried once steps are counted; roomier ones would count more steps than need be. */
export const FIRST_COUNTED = 3;

/** No letter is drawn smaller, in px, whatever the screen. */
export const FLOOR = 12;
/** More steps than this get small headings and low slabs. */
export const MANY_STEPS = 8;
export const MOST_LOOSE = 10;

/** One density at one size, in px. */
export interface Type {
  readonly density: Density;
  readonly scale: number;
  readonly font: number;
  readonly line: number;
  readonly target: number;
  readonly targetLine: number;
  readonly pad: number;
  readonly gap: number;
  readonly edge: number;
  readonly tagFont: number;
  /** Width of a tag of three letters; one of four is wider. */
  readonly tag: number;
  /** Between tag and name. */
  readonly hang: number;
  readonly pill: number;
}

export function typeOf(density: Density, scale: number, loose: number, ruler: Ruler): Type {
  const font = Math.max(FLOOR, density.font * scale);
  const tagFont = Math.max(FLOOR, 0.72 * font);
  return {
    density,
    scale,
    font,
    line: Math.ceil(density.line * (font / density.font) - 0.01),
    target: Math.max(FLOOR, density.target * 0.72 * scale),
    targetLine: density.target ? Math.ceil(Math.max(FLOOR * 1.3, density.target * scale)) : 0,
    pad: (density.pad + 0.35 * loose) * scale,
    gap: (density.gap + 0.3 * loose) * scale,
    edge: (density.edge + 0.5 * loose) * scale,
    tagFont,
    tag: Math.ceil(tagWidth("MYN", tagFont, ruler)),
    hang: 7 * scale,
    pill: Math.max(FLOOR, 0.75 * font),
  };
}

const TAG_LETTERSPACE = 0.03;
const TAG_SIDES = 0.5;

/** In px, its edge and sides included; components/step.css draws it so. */
export function tagWidth(letters: string, font: number, ruler: Ruler): number {
  return (ruler.width(letters, STRONG) + letters.length * TAG_LETTERSPACE + TAG_SIDES) * font + 2;
}
