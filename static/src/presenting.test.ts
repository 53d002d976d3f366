import assert from "node:assert/strict";
import { test } from "node:test";

import { allotted, areaAfter, clockOf, nextOf, previousOf, queueOf } from "./presenting.ts";
import type { CardThing, SessionThing, TurnThing } from "./protocol.ts";
import { receive } from "./state.ts";

const plan = {
  kind: "session",
  key: "session",
  columns: [],
  areas: [
    { area_id: "a", name: "A", tag: "AA" },
    { area_id: "b", name: "B", tag: "BB" },
    { area_id: "c", name: "C", tag: "CC" },
  ],
  steps: [
    { step_id: "1", name: "1", description: "" },
    { step_id: "2", name: "2", description: "" },
  ],
} as unknown as SessionThing;
receive({ type: "snapshot", number: 1, now: 0, release: "", role: "projector", area_id: "", table_id: "", things: [plan] });

let came = 0;
const card = (card_id: string, step_id: string | null = null, more: Partial<CardThing> = {}) =>
  ({ card_id, area_id: card_id[0]!, step_id, rank: step_id ? "V" : "", added_at: ++came, presented: false, ...more }) as CardThing;
const turn = (area_id: string, more: Partial<TurnThing> = {}): TurnThing => ({
  kind: "turn",
  key: `turn:${area_id}`,
  area_id,
  has_presenter: false,
  minutes: null,
  card_ids: [],
  since: null,
  elapsed: 0,
  ...more,
});
const ids = (cards: readonly CardThing[]) => cards.map((one) => one.card_id).join(" ");
const order = (area_ids: readonly string[]) => ({ kind: "presenting" as const, key: "presenting", turn: null, area_ids });

test("areas come as arranged and then as planned; cards by the staircase, those without a step last", () => {
  const cards = [card("a1"), card("a2", "2"), card("a3", "1"), card("b1"), card("c1")];
  const queue = queueOf(plan, cards, order(["c"]), []);
  assert.equal(queue.map(({ area }) => area.area_id).join(""), "cab");
  assert.equal(ids(queue[1]!.cards), "a3 a2 a1");
});

test("what was arranged stays when cards move, and later cards join the end as they came", () => {
  const cards = [card("a5", "1"), card("a4"), card("a1", "2"), card("a2", "1")];
  const [first] = queueOf(plan, cards, undefined, [turn("a", { card_ids: ["a1", "gone", "a2"] })]);
  assert.equal(ids(first!.cards), "a1 a2 a5 a4");
});

test("next passes over what is presented, takes up what was left out, and goes on to the next area", () => {
  const done = { presented: true };
  const cards = [card("a1"), card("a2", null, done), card("a3"), card("b1", null, done), card("c1")];
  const queue = queueOf(plan, cards, undefined, []);
  assert.equal(nextOf(queue, null, null)?.card_id, "a1");
  assert.equal(nextOf(queue, null, "c")?.card_id, "c1");
  assert.equal(nextOf(queue, "a1", "a")?.card_id, "a3");
  const passed = queueOf(plan, [card("a1"), card("a2", null, done), card("c1")], undefined, []);
  assert.equal(nextOf(passed, "a2", "a")?.card_id, "a1");
  assert.equal(areaAfter(queue, "a")?.area.area_id, "c");
  const last = queueOf(plan, [card("a1"), card("c1", null, done)], undefined, []);
  assert.equal(nextOf(last, "c1", "c")?.card_id, "a1", "an area that was passed over is not forgotten");
});

test("when all is presented nothing comes, and the way back stays", () => {
  const queue = queueOf(plan, [card("a1", null, { presented: true }), card("b1", null, { presented: true })], undefined, []);
  assert.equal(nextOf(queue, "b1", "b"), undefined);
  assert.equal(previousOf(queue, "b1")?.card_id, "a1");
  assert.equal(previousOf(queue, "a1"), undefined);
  assert.equal(previousOf(queue, null), undefined);
});

test("the stage's minutes are shared by the areas with cards, less what was given to some", () => {
  const areas = ["a", "b", "c"];
  assert.equal(allotted("a", 60, [], areas), 20 * 60_000);
  const given = [turn("b", { minutes: 10 })];
  assert.equal(allotted("b", 60, given, areas), 10 * 60_000);
  assert.equal(allotted("a", 60, given, areas), 25 * 60_000);
  assert.equal(allotted("a", 0, [], areas), null, "a stage without a clock gives nobody a limit");
  assert.equal(allotted("a", 60, [turn("b", { minutes: 70 })], areas), 0);
});

test("an area's clock runs by the server's time, and stands where it was", () => {
  assert.deepEqual(clockOf(turn("a", { since: 1000 }), 5000), { deadline: 6000, pausedRemaining: null });
  assert.deepEqual(clockOf(turn("a", { elapsed: 2000 }), 5000), { deadline: null, pausedRemaining: 3000 });
  assert.deepEqual(clockOf(undefined, 5000), { deadline: null, pausedRemaining: 5000 });
  assert.equal(clockOf(turn("a"), null), null);
});
