// A step that shows how many cards it has instead of which: a number for each area, a dot for each card, and the newest names.

import { cardHeight, type MeasuredCard } from "./cards.ts";
import { FLOOR, tagWidth, type Type } from "./ladder.ts";
import type { Ruler } from "./ruler.ts";

/** One area and its number. Gaps are counted together under an empty tag. */
export interface TallyGroup {
  readonly tag: string;
  readonly count: number;
}

/** How much is drawn of each group: number and large dots, number and small dots, number only. */
export type TallyDetail = "dots" | "small" | "number";

export interface Tally {
  readonly detail: TallyDetail;
  readonly groups: readonly TallyGroup[];
  /** Cards of the areas that are not shown one by one. */
  readonly rest: number;
  /** Room for the groups, in px. */
  readonly width: number;
  /** Newest first, with their place below the heading "Senest". */
  readonly latest: readonly { readonly measured: MeasuredCard; readonly y: number; readonly height: number }[];
  readonly latestWidth: number;
  /** The height the whole needs. */
  readonly need: number;
}

const HIGH = 132;
const LOW = 64;
const TOP = 12;
const BOTTOM = 8;
const LEAD = 24;
const BETWEEN = 28;
const NARROW = 1500;

/** What a counted step needs at the very least, in px. */
export function leastTally(low: boolean, scale: number): number {
  return (low ? LOW : HIGH) * scale;
}

export function tallyOf(
  cards: readonly MeasuredCard[],
  room: number,
  { low, wall }: { low: boolean; wall: number },
  type: Type,
  ruler: Ruler,
): Tally {
  const { scale } = type;
  const narrow = wall / scale < NARROW;
  const latestWidth = low ? 0 : Math.floor(Math.min((narrow ? 270 : 330) * scale, room * 0.45));
  const latest = low ? [] : newest(cards, narrow ? 1 : 2, latestWidth, type, ruler);
  const width = room - (latest.length ? latestWidth + (narrow ? 16 : BETWEEN) * scale : 0);
  const bottom = latest.at(-1);
  const least = leastTally(low, scale);
  const need = low ? least : Math.max(least, bottom ? bottom.y + bottom.height + BOTTOM * scale : 0);
  return { ...shorten(countByArea(cards), width, { low, narrow }, scale, ruler), width, latest, latestWidth, need: Math.ceil(need) };
}

/** As many as fit beside the groups; the newest always, however long its name. */
function newest(cards: readonly MeasuredCard[], most: number, width: number, type: Type, ruler: Ruler) {
  const found: { measured: MeasuredCard; y: number; height: number }[] = [];
  let y = (TOP + LEAD) * type.scale;
  for (const measured of cards.filter(({ card }) => !card.gap).slice(-most).reverse()) {
    const height = cardHeight(measured, width, type, ruler);
    if (found.length && y + height + BOTTOM * type.scale > HIGH * type.scale) break;
    found.push({ measured, y, height });
    y += height + 4 * type.scale;
  }
  return found;
}

function countByArea(cards: readonly MeasuredCard[]): TallyGroup[] {
  const counts = new Map<string, number>();
  for (const { card } of cards) {
    const tag = card.gap ? "" : card.tag;
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count);
}

const FORMS: Record<TallyDetail, { number: number; dot: number; apart: number }> = {
  dots: { number: 34, dot: 15, apart: 26 },
  small: { number: 26, dot: 10, apart: 13 },
  number: { number: 26, dot: 0, apart: 13 },
};
const DOT_APART = 3;
const DIGIT = 0.64; // em
const REST_WORD = 5.5; // em of the number's "andre", set small

// Too wide: smaller dots, no dots, and then the smallest areas run together.
function shorten(
  all: readonly TallyGroup[],
  width: number,
  { low, narrow }: { low: boolean; narrow: boolean },
  scale: number,
  ruler: Ruler,
): Pick<Tally, "detail" | "groups" | "rest"> {
  const details: TallyDetail[] = low ? ["number"] : narrow ? ["small", "number"] : ["dots", "small", "number"];
  const wide = (groups: readonly TallyGroup[], detail: TallyDetail) =>
    groups.reduce((sum, group) => sum + groupWidth(group, detail, scale, ruler) + FORMS[detail].apart * scale, 0);

  for (const detail of details) if (wide(all, detail) <= width) return { detail, groups: all, rest: 0 };

  const room = width - REST_WORD * Math.max(FLOOR, 17 * scale);
  let shown = all.length - 1;
  while (shown > 1 && wide(all.slice(0, shown), "number") > room) shown--;
  const rest = all.slice(shown).reduce((sum, { count }) => sum + count, 0);
  return { detail: "number", groups: all.slice(0, shown), rest };
}

function groupWidth({ tag, count }: TallyGroup, detail: TallyDetail, scale: number, ruler: Ruler): number {
  const { number, dot } = FORMS[detail];
  const font = Math.max(FLOOR, 17 * scale);
  const letters = Math.max(2.9 * font, tagWidth(tag, font, ruler));
  const digits = String(count).length * DIGIT * number * scale;
  const dots = dot ? Math.ceil(count / 2) * (dot + DOT_APART) * scale : 0;
  return Math.max(letters + 8 * scale + digits, dots);
}
