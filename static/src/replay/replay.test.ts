import assert from "node:assert/strict";
import { test } from "node:test";

import type { CardThing, SessionThing, StageThing, Thing } from "../protocol.ts";
import { Axis } from "./axis.ts";
import { advance, following, preceding } from "./player.ts";
import { pointsOf } from "./points.ts";
import { historyOf, storyOf } from "./story.ts";
import { type Frame, Reel, unfold } from "./tape.ts";
import { told } from "./told.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const session = {
  kind: "session",
  key: "session",
  areas: [{ area_id: "skole", name: "Skole", tag: "SKO" }],
  steps: ["et", "to", "tre"].map((step_id) => ({ step_id, name: step_id })),
  columns: [{ column_id: "almen", name: "Almen", short: "" }],
  agenda: ["welcome", "writing", "placing"].map((stage_id) => ({ stage_id, kind: stage_id, title: `Punkt ${stage_id}` })),
} as unknown as SessionThing;

const stage = (stage_id: string, opened_at: number, more: Partial<StageThing> = {}) =>
  ({ kind: "stage", key: "stage", stage_id, opened_at, frozen_at: null, version: 0, presented: null, revealed: null, texts_shown: false, ...more }) as StageThing;

const card = (id: string, more: Partial<CardThing> = {}) =>
  ({ kind: "card", key: `card:${id}`, card_id: id, name: `Tilbud ${id}`, step_id: null, other_steps: [], column_id: null, known: false, confirmed: true, presented: false, ...more }) as CardThing;

const frames: readonly Frame[] = [
  { number: 1, at: 0, put: [session, stage("welcome", 0)] },
  { number: 4, at: 10 * MINUTE, put: [{ key: "stage", stage_id: "writing", opened_at: 10 * MINUTE }] },
  { number: 5, at: 12 * MINUTE, put: [card("a")] },
  { number: 6, at: 12 * MINUTE, put: [card("b", { known: true }), card("c", { known: true })] },
  { number: 8, at: 40 * MINUTE, put: [{ key: "card:a", step_id: "to" }] },
  { number: 9, at: 41 * MINUTE, put: [{ key: "card:a", step_id: "tre", other_steps: ["et", "to"] }], remove: ["card:b"] },
  { number: 11, at: 50 * MINUTE, put: [{ key: "stage", frozen_at: 50 * MINUTE, version: 1 }] },
  { number: 12, at: 50 * MINUTE + 2 * DAY, put: [{ key: "stage", frozen_at: null }] },
  { number: 13, at: 55 * MINUTE + 2 * DAY, put: [card("b", { known: true })] },
  { number: 14, at: 60 * MINUTE + 2 * DAY, put: [{ key: "stage", frozen_at: 60 * MINUTE + 2 * DAY, version: 2 }] },
];
const moments = unfold(frames);
const axis = new Axis(moments.map(({ at }) => at));
const story = storyOf(moments);

test("the picture is the same at every moment, whichever way it was come to", () => {
  const forward = new Reel(moments);
  const pictures = moments.map((_, i) => [...forward.after(i + 1)]);
  const jumping = new Reel(moments);
  for (const i of [9, 0, 5, 3, 8, 1, 7, 2, 6, 4]) {
    const byKey = (a: [string, Thing], b: [string, Thing]) => (a[0] < b[0] ? -1 : 1);
    assert.deepEqual([...jumping.after(i + 1)].sort(byKey), pictures[i]!.sort(byKey));
  }
  assert.equal((jumping.after(6).get("card:a") as CardThing).name, "Tilbud a");
  assert.equal(jumping.after(6).has("card:b"), false);
});

test("an hour without anything is short on the slider, and the clock is right on both sides of it and within", () => {
  assert.equal(axis.pauses.length, 1);
  assert.ok(axis.length < 70 * MINUTE);
  for (const { at } of frames) assert.equal(axis.time(axis.position(at)), at);
  const { from, to, lasted } = axis.pauses[0]!;
  assert.equal(lasted, 2 * DAY);
  assert.equal(axis.time(from), 50 * MINUTE);
  assert.equal(axis.time((from + to) / 2), 50 * MINUTE + DAY);
  assert.equal(axis.position(-DAY), 0);
  assert.equal(axis.position(9 * DAY), axis.length);
  assert.equal(axis.passed(0), 1);
  assert.equal(axis.passed(12 * MINUTE), 4);
  assert.equal(axis.passed(axis.length), moments.length);
});

test("a day of one moment is no longer than nothing", () => {
  const short = new Axis([5]);
  assert.deepEqual([short.length, short.time(0), short.passed(0)], [0, 5, 1]);
  assert.equal(advance(short, 0, 100, 60, true), 0);
});

test("the day runs as fast as asked, and ends", () => {
  assert.equal(advance(axis, 0, 1000, 1, false), 1000);
  assert.equal(advance(axis, 0, 1000, 60, false), MINUTE);
  assert.equal(advance(axis, axis.length - 5, 1000, 60, false), axis.length);
});

test("quiet is left out up to shortly before the next thing happens; what is near is waited for", () => {
  const after = advance(axis, 0, 100, 10, true);
  assert.ok(after > 9 * MINUTE && after < 10 * MINUTE);
  assert.equal(advance(axis, 9.9 * MINUTE, 100, 10, true), 9.9 * MINUTE + 1000);
  // After the last there is nothing to wait for, and nothing to leave out.
  assert.equal(advance(axis, axis.length, 100, 10, true), axis.length);
});

test("next and previous go from one thing to another and stop at the ends", () => {
  const stops = [10, 20, 30];
  assert.deepEqual([0, 10, 15, 30].map((at) => following(stops, at, 99)), [10, 20, 20, 99]);
  assert.deepEqual([99, 30, 15, 10, 0].map((at) => preceding(stops, at)), [30, 20, 10, 0, 0]);
});

test("what happened is told in its order, several known offers at once", () => {
  assert.deepEqual(
    story.map((one) => [one.moment, one.what]),
    [
      [0, "stage"],
      [1, "stage"],
      [2, "written"],
      [3, "known"],
      [4, "placed"],
      [5, "moved"],
      [5, "gone"],
      [6, "frozen"],
      [7, "reopened"],
      [8, "back"],
      [9, "frozen"],
    ],
  );
  assert.deepEqual(
    historyOf(story, "a").map((one) => told(one, session).text),
    ["Skrevet", "Placeret på trin 2", "Flyttet fra trin 2 til trin 1–3"],
  );
  assert.deepEqual(
    historyOf(story, "b").map(({ what }) => what),
    ["known", "gone", "back"],
  );
});

test("a card that is shown on the screen counts as presented, and is told of once", () => {
  const shown = unfold([
    { number: 1, at: 0, put: [stage("placing", 0), card("a"), card("b")] },
    { number: 2, at: 1, put: [{ key: "card:a", presented: true }, { key: "stage", presented: "a" }] },
    { number: 3, at: 2, put: [{ key: "card:b", presented: true }] },
  ]);
  assert.deepEqual(
    storyOf(shown).slice(3).map(({ what }) => what),
    ["shown", "presented"],
  );
});

test("a finding, a question and its answer, and an agreement belong to the histories of their cards", () => {
  const finding = { kind: "finding", key: "finding:f", finding_id: "f", number: 2, form: "gap", text: "Mangler", card_ids: ["a"], step_id: null };
  const question = { kind: "question", key: "question:q", question_id: "q", card_id: "a", text: "Hvor?", answer: "" };
  const action = { kind: "action", key: "action:x", action_id: "x", what: "Ring", card_ids: ["a", "b"] };
  const later = unfold([
    { number: 1, at: 0, put: [card("a"), card("b")] },
    { number: 2, at: 1, put: [finding as unknown as Thing] },
    { number: 3, at: 2, put: [question as unknown as Thing] },
    { number: 4, at: 3, put: [{ key: "question:q", answer: "Her" } as never, action as unknown as Thing] },
    { number: 5, at: 4, put: [{ key: "finding:f", card_ids: ["a", "b"] } as never] },
  ]);
  const history = (cardId: string) => historyOf(storyOf(later), cardId).map((one) => [one.at, told(one, session).text, told(one, session).words]);
  assert.deepEqual(history("a"), [
    [0, "Skrevet", undefined],
    [1, "Mangel 2", "Mangler"],
    [2, "Spurgt", "Hvor?"],
    [3, "Svar", "Her"],
    [3, "Aftale", "Ring"],
  ]);
  assert.deepEqual(history("b").at(-1), [4, "Mangel 2", "Mangler"]);
});

test("points follow each other, end with a freeze, and what was put right after it is a point of its own", () => {
  const points = pointsOf(session, story, axis);
  assert.deepEqual(
    points.map(({ title }) => title),
    ["Punkt welcome", "Punkt writing", "Rettet til version 2"],
  );
  assert.deepEqual([points[0]!.from, points[0]!.to, points[1]!.to], [0, 10 * MINUTE, 50 * MINUTE]);
  assert.ok(points[2]!.from > 50 * MINUTE);
  assert.equal(points[2]!.to, axis.length);
});

test("what was tidied up while the mapping was frozen is a point of its own too", () => {
  const tidied = unfold([
    { number: 1, at: 0, put: [stage("welcome", 0)] },
    { number: 2, at: 10, put: [card("a"), { key: "stage", frozen_at: 10, version: 1 }] },
    { number: 3, at: 20, put: [{ key: "card:a", step_id: "et" }] },
    { number: 4, at: 30, put: [{ key: "card:a", step_id: "to" }] },
    { number: 5, at: 40, put: [{ key: "stage", frozen_at: 40, version: 2 }] },
  ]);
  const points = pointsOf(session, storyOf(tidied), new Axis(tidied.map(({ at }) => at)));
  assert.deepEqual(
    points.map(({ from, to, title }) => [from, to, title]),
    [
      [0, 10, "Punkt welcome"],
      [20, 40, "Rettet til version 2"],
    ],
  );
});

test("a point that was opened by mistake and undone is none", () => {
  const mistaken = unfold([
    { number: 1, at: 0, put: [stage("welcome", 0)] },
    { number: 2, at: 10, put: [stage("writing", 10)] },
    { number: 3, at: 20, put: [stage("placing", 20)] },
    { number: 4, at: 25, put: [stage("writing", 10)] },
    { number: 5, at: 90, put: [stage("writing", 10, { presented: "a" })] },
  ]);
  const points = pointsOf(session, storyOf(mistaken), new Axis(mistaken.map(({ at }) => at)));
  assert.deepEqual(points.map(({ from, to }) => [from, to]), [[0, 10], [10, 90]]);
});
