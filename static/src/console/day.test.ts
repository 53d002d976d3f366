import assert from "node:assert/strict";
import { test } from "node:test";

import type { SessionThing, Stage, StageKind, StageThing } from "../protocol.ts";
import { backWords, closingSentence, dayOf, endSentence, startWords } from "./day.ts";

const MINUTE = 60_000;
const TEN = new Date(2026, 10, 12, 10, 0).getTime();

const point = (kind: StageKind, minutes = 0, stage_id: string = kind): Stage => ({ stage_id, kind, title: kind, minutes, abilities: [], texts: "all", closes: false });

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
  upkeep: { form: "", recipients: "", access: "", channel: "", owner: "", rhythm: "", rhythm_words: "", next_date: "" },
  areas: [],
  steps: [],
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
  assert.equal(closingSentence(open("writing"), TEN + 60 * MINUTE), null);
  assert.equal(closingSentence(closing, TEN), "Når tiden er gået, er der 2 minutter til den sidste sætning. Så lukker skrivningen af sig selv.");
  assert.equal(closingSentence(closing, TEN + 46 * MINUTE), "Skrivningen lukker 10.47. Kort kan stadig lægges frem.");
  assert.equal(closingSentence(closing, TEN + 47 * MINUTE), "Der er lukket for at skrive. Giv mere tid, så åbner der igen.");
});
