// The show: a day that stands at a position, runs on or is taken to another, and its picture.

import { computed, effect, type ReadonlySignal, signal, type Signal } from "@preact/signals";

import type { CardThing } from "../protocol.ts";
import { NOTHING_YET, picture } from "../state.ts";
import { Axis, firstAfter } from "./axis.ts";
import { advance, following, preceding, type Speed } from "./player.ts";
import { type Point, pointsOf } from "./points.ts";
import { type Happening, storyOf } from "./story.ts";
import { type Frame, type Moment, Reel, unfold } from "./tape.ts";

// ms between two pictures while the day runs: a card takes longer to fly to its step.
const EACH = 80;

export interface Show {
  readonly axis: Axis;
  readonly story: readonly Happening[];
  readonly points: readonly Point[];
  readonly position: ReadonlySignal<number>;
  /** How many moments have passed. */
  readonly passed: ReadonlySignal<number>;
  /** How much of the story has happened. */
  readonly told: ReadonlySignal<number>;
  /** Every card that comes in the day, as it reads in all of it. */
  readonly cards: ReadonlyMap<string, CardThing>;
  readonly isRunning: ReadonlySignal<boolean>;
  readonly speed: Signal<Speed>;
  readonly skipsQuiet: Signal<boolean>;
  /** Whether every name is to be read, however high the staircase becomes. */
  readonly wholeNames: Signal<boolean>;
  /** The card whose history is shown. */
  readonly chosen: Signal<string | null>;
  /** Goes to this position; a day that runs goes on from there. */
  go(position: number): void;
  goToMoment(moment: number): void;
  /** To what happened next, or (-1) before. */
  step(direction: 1 | -1): void;
  /** To the point that comes next, or (-1) to the beginning of this one or the one before. */
  stepPoint(direction: 1 | -1): void;
  run(): void;
  pause(): void;
}

/** `frames`: one at least. */
export function createShow(frames: readonly Frame[]): Show {
  const moments = unfold(frames);
  const axis = new Axis(moments.map(({ at }) => at));
  const story = storyOf(moments);
  const reel = new Reel(moments);
  const stops = [...new Set(story.map(({ moment }) => axis.positions[moment]!))];

  const position = signal(0);
  const passed = computed(() => axis.passed(position.value));
  const happenedAt = story.map(({ moment }) => moment);
  const told = computed(() => firstAfter(happenedAt, passed.value - 1));
  const isRunning = signal(false);
  const speed = signal<Speed>(30);
  const skipsQuiet = signal(true);

  effect(() => {
    const number = moments[passed.value - 1]!.number;
    picture.value = { ...NOTHING_YET, number, things: reel.after(passed.value) };
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = 0;
  const tick = () => {
    const now = performance.now();
    position.value = advance(axis, position.peek(), now - before, speed.peek(), skipsQuiet.peek());
    before = now;
    if (position.peek() >= axis.length) pause();
    else timer = setTimeout(tick, EACH);
  };
  const pause = () => {
    clearTimeout(timer);
    isRunning.value = false;
  };
  const go = (to: number) => (position.value = Math.min(axis.length, Math.max(0, to)));

  const session = picture.peek().things.get("session");
  const points = session?.kind === "session" ? pointsOf(session, story, axis) : [];
  const starts = points.map(({ from }) => from);
  return {
    axis,
    story,
    points,
    position,
    passed,
    told,
    cards: cardsOf(moments),
    isRunning,
    speed,
    skipsQuiet,
    wholeNames: signal(false),
    chosen: signal(null),
    go,
    goToMoment: (moment) => go(axis.positions[moment]!),
    step: (direction) => go(direction > 0 ? following(stops, position.peek(), axis.length) : preceding(stops, position.peek())),
    stepPoint: (direction) => go(direction > 0 ? following(starts, position.peek(), axis.length) : preceding(starts, position.peek())),
    run: () => {
      if (isRunning.peek()) return;
      if (position.peek() >= axis.length) position.value = 0;
      isRunning.value = true;
      before = performance.now();
      timer = setTimeout(tick, EACH);
    },
    pause,
  };
}

function cardsOf(moments: readonly Moment[]): Map<string, CardThing> {
  const cards = new Map<string, CardThing>();
  for (const { changes } of moments) {
    for (const { after } of changes) if (after?.kind === "card") cards.set(after.card_id, after);
  }
  return cards;
}
