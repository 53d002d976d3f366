// The day laid out along the slider: as long as it took, but for long pauses, in which nobody sat in the room.

const LONG = 60 * 60_000; // ms without anything that could be seen: a night, or the week until a mapping is put right
const SHOWN_AS = 3 * 60_000; // ms

/** A long pause, from and to where it stands on the slider; and how long it was, in ms. */
export interface Pause {
  readonly from: number;
  readonly to: number;
  readonly lasted: number;
}

export class Axis {
  /** Of the slider, in ms of the day as it is laid out. */
  readonly length: number;
  /** Where each of the moments stands. */
  readonly positions: readonly number[];
  readonly pauses: readonly Pause[];
  readonly #times: readonly number[];

  /** `times`: of what happened, in ms since 1970, in their order; one at least. */
  constructor(times: readonly number[]) {
    const positions = [0];
    const pauses: Pause[] = [];
    for (let i = 1; i < times.length; i++) {
      const passed = times[i]! - times[i - 1]!;
      const from = positions[i - 1]!;
      const to = from + (passed > LONG ? SHOWN_AS : passed);
      if (passed > LONG) pauses.push({ from, to, lasted: passed });
      positions.push(to);
    }
    this.#times = times;
    this.positions = positions;
    this.pauses = pauses;
    this.length = positions[positions.length - 1]!;
  }

  /** How many moments have passed at this position. */
  passed(position: number): number {
    return firstAfter(this.positions, position);
  }

  /** What the clock showed, in ms since 1970. */
  time(position: number): number {
    const i = Math.max(0, this.passed(position) - 1);
    return this.#times[i]! + this.#between(i, position - this.positions[i]!, this.positions, this.#times);
  }

  /** Where a time (ms since 1970) stands; what lies outside stands at the end that is nearer to it. */
  position(time: number): number {
    if (time <= this.#times[0]!) return 0;
    const i = firstAfter(this.#times, time) - 1;
    return this.positions[i]! + this.#between(i, time - this.#times[i]!, this.#times, this.positions);
  }

  /** So far from moment `i` on one scale, as it is on the other. */
  #between(i: number, beyond: number, one: readonly number[], other: readonly number[]): number {
    if (i + 1 >= one.length) return 0;
    const share = beyond / (one[i + 1]! - one[i]!);
    return Math.round(share * (other[i + 1]! - other[i]!));
  }
}

/** The index of the first that is greater than `value`; their number if none is. */
export function firstAfter(sorted: readonly number[], value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
