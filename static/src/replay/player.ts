// How the day runs on: where it stands after some time at some speed. Knows no clock and no screen.

import { type Axis, firstAfter } from "./axis.ts";

export const SPEEDS = [1, 5, 10, 30, 60] as const;
export type Speed = (typeof SPEEDS)[number];

// ms of the viewer's: waiting longer than this for the next thing to happen is quiet, and so long before it the quiet ends.
const QUIET = 2_000;
const LEAD = 600;

/** Where the day stands after `elapsed` ms of the viewer's. */
export function advance(axis: Axis, position: number, elapsed: number, speed: Speed, skipsQuiet: boolean): number {
  const next = axis.positions[axis.passed(position)];
  const goesTo = position + elapsed * speed;
  const isQuiet = skipsQuiet && next !== undefined && next - position > QUIET * speed;
  return Math.min(axis.length, isQuiet ? Math.max(goesTo, next - LEAD * speed) : goesTo);
}

/** The position among these (in their order) that comes next, or the end. */
export function following(stops: readonly number[], position: number, end: number): number {
  return stops[firstAfter(stops, position)] ?? end;
}

/** The position among these (in their order) that was passed before the one that stands now; or the beginning. */
export function preceding(stops: readonly number[], position: number): number {
  let i = firstAfter(stops, position);
  while (i > 0 && stops[i - 1]! >= position) i--;
  return stops[i - 1] ?? 0;
}
