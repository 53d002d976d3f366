// The day as the server tells it (exports/tape.py): what changed in the picture, and when; made so that it can be run in both
// directions.

import type { Thing } from "../protocol.ts";

/** A thing as it is put: whole, or its key and the fields that differ from what it was. */
export type News = { readonly key: string } & Partial<Thing>;

export interface Frame {
  readonly number: number;
  /** ms since 1970; never goes back from one frame to the next. */
  readonly at: number;
  readonly put?: readonly News[];
  readonly remove?: readonly string[];
}

export interface Change {
  readonly key: string;
  readonly before: Thing | undefined;
  readonly after: Thing | undefined;
}

/** What changed at one moment. */
export interface Moment {
  readonly number: number;
  readonly at: number;
  readonly changes: readonly Change[];
}

/** The moments of a day, each with what was before and after it. */
export function unfold(frames: readonly Frame[]): Moment[] {
  const things = new Map<string, Thing>();
  return frames.map(({ number, at, put = [], remove = [] }) => {
    const changes: Change[] = [];
    for (const news of put) {
      const before = things.get(news.key);
      const after = { ...before, ...news } as Thing;
      things.set(news.key, after);
      changes.push({ key: news.key, before, after });
    }
    for (const key of remove) {
      changes.push({ key, before: things.get(key), after: undefined });
      things.delete(key);
    }
    return { number, at, changes };
  });
}

/** The picture at any moment. Going to one that is near costs next to nothing. */
export class Reel {
  readonly #moments: readonly Moment[];
  readonly #things = new Map<string, Thing>();
  #passed = 0;

  constructor(moments: readonly Moment[]) {
    this.#moments = moments;
  }

  /** What was to be seen when so many of the moments had passed. */
  after(passed: number): ReadonlyMap<string, Thing> {
    while (this.#passed < passed) for (const { key, after } of this.#moments[this.#passed++]!.changes) this.#set(key, after);
    while (this.#passed > passed) for (const { key, before } of this.#moments[--this.#passed]!.changes) this.#set(key, before);
    return new Map(this.#things);
  }

  #set(key: string, thing: Thing | undefined): void {
    if (thing) this.#things.set(key, thing);
    else this.#things.delete(key);
  }
}
