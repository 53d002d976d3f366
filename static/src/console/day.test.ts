import assert from "node:assert/strict";
import { test } from "node:test";

import type { SessionThing, Stage, StageKind, StageThing } from "../protocol.ts";
import { backWords, closingSentence, dayOf, endSentence, movedSentence, startWords } from "./day.ts";

const MINUTE = 60_000;
const TEN = new Date(2026, 10, 12, 10, 0).getTime();

const point = (kind: StageKind, minutes = 0, stage_id: string = kind): Stage => ({ stage_id, kind, title: kind, minutes, abilities: [], texts: "all", closes: false, given_up: 0 });

const session = (agenda: readonly Stage[]): SessionThing => ({
  kind: "session",
  key: "session",
  title: "",
  municipality: "",
  date: "2026-11-12",
  purpose: "",
  expected_outcome: "",
  end_product: "",
  scope: "broad",
  consultative: false,
  law: "barnets_lov",
  names_in_mapping: false,
  names_shown: true,
  upkeep: { form: "", recipients: "", access: "", channel: "", owner: "", rhythm: "", rhythm_words: "", next_date: "" },
  areas: [],
  steps: [],
  tables: [],
  columns: [],
  agenda,
  starts_at: "",
  left_out: [],
});

const open = (stage_id: string, more: Partial<StageThing> = {}): StageThing => ({
  kind: "stage",
  key: "stage",
  stage_id,
  opened_at: TEN,
  deadline: TEN + 45 * MINUTE,
  remaining: null,
  closes_at: null,
  abilities: [],
  texts_shown: false,
  revealed: null,
  presented: null,
  frozen_at: null,
  locked: false,
  version: 0,
  held: [
    { stage_id: "welcome", opened_at: TEN - 15 * MINUTE, closed_at: TEN, shut: 0 },
    { stage_id, opened_at: TEN, closed_at: null, shut: 0 },
  ],
  ...more,
});

const plan = session([point("welcome", 15), point("writing", 45), point("placing", 20), point("presenting"), point("wrapup", 10)]);

test("points to come begin when those before them end, as far as anybody can tell", () => {
  const day = dayOf(plan, open("writing"), TEN);
  assert.deepEqual(
    day.points.map(({ when, at }) => [when, at === null ? null : (at - TEN) / MINUTE]),
    [
      ["done", -15],
      ["now", 0],
      ["next", 45],
      ["later", 65],
      ["later", null], // presenting has no length
    ],
  );
  assert.equal(day.ends, null);
  assert.deepEqual([day.before?.kind, day.next?.kind], ["welcome", "placing"]);
});

test("a point that was never opened is skipped, not held", () => {
  const day = dayOf(plan, open("presenting"), TEN);
  assert.deepEqual(
    day.points.map(({ when }) => when),
    ["done", "skipped", "skipped", "now", "next"],
  );
});

test("a clock that has run out or stands still moves everything that comes", () => {
  const late = dayOf(plan, open("writing"), TEN + 50 * MINUTE);
  assert.equal(late.points[2]!.at, TEN + 50 * MINUTE);
  const paused = dayOf(plan, open("writing", { deadline: null, remaining: 10 * MINUTE }), TEN + 30 * MINUTE);
  assert.equal(paused.points[2]!.at, TEN + 40 * MINUTE);
});

test("the end of the open stage is told beside what was planned", () => {
  const writing = plan.agenda[1]!;
  assert.equal(endSentence(writing, open("writing"), TEN), "Slutter 10.45, som planlagt");
  assert.equal(endSentence(writing, open("writing", { deadline: TEN + 48 * MINUTE }), TEN), "Slutter 10.48, 3 min efter planen");
  assert.equal(endSentence(writing, open("writing"), TEN + 46 * MINUTE), "Skulle slutte 10.45");
  assert.equal(endSentence(writing, open("writing", { deadline: null, remaining: MINUTE }), TEN), null);
  assert.equal(endSentence(plan.agenda[3]!, open("presenting", { deadline: null }), TEN), null);
});

test("buttons say what happens; two points of one kind go by their titles", () => {
  assert.equal(startWords(point("presenting"), plan.agenda), "Start præsentation");
  assert.equal(backWords(point("writing"), plan.agenda), "Tilbage til at skrive");
  const twice = [point("writing", 20, "one"), point("writing", 20, "two")];
  assert.equal(startWords(twice[1]!, twice), "Start “writing”");
});

test("it is told whether writing closes by itself, until when it is open, and that it is closed", () => {
  const closing = open("writing", { closes_at: TEN + 47 * MINUTE });
  assert.equal(closingSentence(open("writing"), true, true), null);
  assert.equal(closingSentence(closing, false, false), "Når tiden er gået, er der 2 minutter til den sidste sætning. Så lukker skrivningen af sig selv.");
  assert.equal(closingSentence(closing, true, false), "Skrivningen lukker 10.47. Kort kan stadig lægges frem.");
  assert.equal(closingSentence(closing, true, true), "Der er lukket for at skrive. Giv mere tid, så åbner der igen.");
});

const morning = (starts_at: string, ...points: Stage[]): SessionThing => ({ ...session(points), starts_at });
const minutesOf = (points: ReturnType<typeof dayOf>["points"]) => points.map(({ at, late }) => [at === null ? null : (at - TEN) / MINUTE, late]);

test("before the day every point has its time, and none before the day begins", () => {
  const early = morning("10:00", point("preparation"), point("welcome", 15), point("introduction"), point("writing", 45), point("wrapup", 10));
  const preparing = open("preparation", { deadline: null, held: [{ stage_id: "preparation", opened_at: TEN - 5_000_000, closed_at: null, shut: 0 }] });
  const day = dayOf(early, preparing, TEN - 60 * MINUTE);
  assert.deepEqual(minutesOf(day.points).slice(1), [
    [0, 0],
    [15, 0],
    [15, 0],
    [60, 0],
  ]);
  assert.deepEqual(
    day.points.map(({ isEarliest }) => isEarliest),
    [false, false, false, true, true], // after the introduction, which has no length
  );
  assert.deepEqual([day.ends, day.isEarliest], [TEN + 70 * MINUTE, true]);
  const late = dayOf(early, preparing, TEN + 10 * MINUTE);
  assert.equal(late.points[1]!.late, 10, "who is not there when the day should begin is late");
});

test("what takes longer moves what comes, and it is told by how much, with the end of the day", () => {
  const day = morning("09:45", point("welcome", 15), point("writing", 45), point("placing", 20), point("reflection", 30));
  const onTime = dayOf(day, open("writing"), TEN);
  assert.equal(movedSentence(onTime), null);
  const longer = dayOf(day, open("writing", { deadline: TEN + 55 * MINUTE }), TEN);
  assert.deepEqual(minutesOf(longer.points).slice(2), [
    [55, 10],
    [75, 10],
  ]);
  assert.equal(movedSentence(longer), "“placing” begynder 10 min senere: 10.55. Dagen slutter 11.45, 10 min senere.");
  const shorter = dayOf(day, open("writing", { deadline: TEN + 40 * MINUTE }), TEN);
  assert.equal(movedSentence(shorter), "“placing” begynder 5 min tidligere: 10.40. Dagen slutter 11.30, 5 min tidligere.");
});

test("time that coming points have given up is made good by the end, and stays so when they begin", () => {
  const less: Stage = { ...point("placing", 10), given_up: 10 };
  const day = morning("09:45", point("welcome", 15), point("writing", 45), less, point("reflection", 30));
  const writing = dayOf(day, open("writing", { deadline: TEN + 55 * MINUTE }), TEN);
  assert.equal(movedSentence(writing), "“placing” begynder 10 min senere: 10.55. Dagen slutter stadig 11.35.");
  const held = [
    { stage_id: "welcome", opened_at: TEN - 15 * MINUTE, closed_at: TEN, shut: 0 },
    { stage_id: "writing", opened_at: TEN, closed_at: TEN + 55 * MINUTE, shut: 0 },
    { stage_id: "placing", opened_at: TEN + 55 * MINUTE, closed_at: null, shut: 0 },
  ];
  const placing = open("placing", { opened_at: TEN + 55 * MINUTE, deadline: TEN + 65 * MINUTE, held });
  assert.equal(movedSentence(dayOf(day, placing, TEN + 56 * MINUTE)), null);
});

test("a point without a length is never late, however long it takes", () => {
  const day = session([point("welcome"), point("writing", 45), point("placing", 20)]);
  assert.equal(movedSentence(dayOf(day, open("writing"), TEN)), null);
  const welcome = open("welcome", { deadline: null, held: [{ stage_id: "welcome", opened_at: TEN, closed_at: null, shut: 0 }] });
  assert.deepEqual(minutesOf(dayOf({ ...day, starts_at: "10:00" }, welcome, TEN + 20 * MINUTE).points).slice(1), [
    [20, 0],
    [65, 0],
  ]);
});

test("a day that begins in the middle is not early for what stands before that; what is skipped later makes it early", () => {
  const day = session([point("welcome", 15), point("writing", 45), point("placing", 20), point("reflection", 30)]);
  const first = { stage_id: "writing", opened_at: TEN, closed_at: null, shut: 0 };
  assert.equal(movedSentence(dayOf(day, open("writing", { held: [first] }), TEN)), null);
  const held = [
    { stage_id: "welcome", opened_at: TEN - 15 * MINUTE, closed_at: TEN, shut: 0 },
    { stage_id: "placing", opened_at: TEN, closed_at: null, shut: 0 },
  ];
  const skipped = dayOf(day, open("placing", { deadline: TEN + 20 * MINUTE, held }), TEN);
  assert.equal(skipped.late, -45);
});
