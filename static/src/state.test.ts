import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import type { CardThing, ServerMessage, Thing } from "./protocol.ts";
import * as state from "./state.ts";

const card = (card_id: string, more: Partial<CardThing> = {}): CardThing => ({
  kind: "card",
  key: `card:${card_id}`,
  card_id,
  area_id: "skole",
  name: `Kort ${card_id}`,
  target_group: "",
  reach: "",
  organisational_unit: "",
  description: "",
  age_span: "",
  group_size: "",
  duration: "",
  access_route: "",
  legal_basis: "",
  contact: "",
  consultative: false,
  public: false,
  step_id: null,
  other_steps: [],
  rank: "",
  column_id: null,
  table_id: "",
  added_at: 0,
  withdrawn: false,
  source: "",
  known: false,
  confirmed: true,
  presented: false,
  ...more,
});

const snapshot = (number: number, ...things: Thing[]): ServerMessage => ({
  type: "snapshot",
  number,
  now: 0,
  release: "r1",
  role: "participant",
  area_id: "skole",
  table_id: "",
  things,
});

beforeEach(() => {
  state.picture.value = state.NOTHING_YET;
});

test("a snapshot replaces everything, an update puts and removes by key", () => {
  state.receive(snapshot(3, card("a"), card("b")));
  assert.equal(state.picture.value.areaId, "skole");
  state.receive({ type: "update", number: 4, put: [card("a", { name: "Nyt navn" }), card("c")], remove: ["card:b"] });
  assert.equal(state.picture.value.number, 4);
  assert.deepEqual(
    state.cards.value.map(({ name }) => name),
    ["Nyt navn", "Kort c"],
  );
  state.receive(snapshot(9, card("z")));
  assert.deepEqual(
    state.cards.value.map(({ card_id }) => card_id),
    ["z"],
  );
});

test("an earlier picture is never changed", () => {
  const before = state.apply(state.NOTHING_YET, snapshot(1, card("a")));
  state.apply(before, { type: "update", number: 2, put: [], remove: ["card:a"] });
  assert.equal(before.things.size, 1);
});

test("messages without a picture leave it as it is, and a hint of presence stands apart", () => {
  const before = state.apply(state.NOTHING_YET, snapshot(1, card("a")));
  assert.equal(state.apply(before, { type: "pong", now: 5 }), before);
  state.receive({ type: "presence", phones: 12, screens: 1, drafts: { skole: 3 }, facilitators: [] });
  assert.equal(state.presence.value?.phones, 12);
});

test("withdrawn cards are kept apart, and own cards are not the table's", () => {
  state.receive(snapshot(1, card("a", { withdrawn: true }), card("b"), { ...card("b"), kind: "own", key: "own:b" }));
  assert.deepEqual([state.allCards.value.length, state.cards.value.length, state.own.value.length], [2, 1, 1]);
});

test("steps are counted from the foot, and an unknown one is none", () => {
  const steps = ["foran", "midt", "top"].map((step_id) => ({ step_id, name: step_id, description: "" }));
  const session = {
    kind: "session",
    key: "session",
    areas: [{ area_id: "skole", name: "Skole", tag: "SKO" }],
    steps,
  } as unknown as Thing;
  state.receive(snapshot(1, session));
  assert.deepEqual(["foran", "top", "væk", null].map(state.stepIndex), [0, 2, -1, -1]);
  assert.equal(state.areaOf("skole")?.tag, "SKO");
  assert.equal(state.areaOf("ppr"), undefined);
});

test("ranks sort by code unit, as on the server", () => {
  const sorted = state.sortByRank([card("c", { rank: "a" }), card("b", { rank: "Z" }), card("a", { rank: "a" })]);
  assert.deepEqual(
    sorted.map(({ card_id }) => card_id),
    ["b", "a", "c"],
  );
});
