import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import type { CardThing, FindingThing, ServerMessage, SessionThing, StageThing, Thing } from "../protocol.ts";
import { inAreas } from "../board.ts";
import { cards, NOTHING_YET, picture, receive, session } from "../state.ts";
import { foundBoard, perStep, unplaced, wholeBoard } from "./board.ts";
import { viewOf } from "./view.ts";

const plan: SessionThing = {
  kind: "session",
  key: "session",
  title: "Børn og unge 0-18 år",
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
  areas: [
    { area_id: "skole", name: "Skole", tag: "SKO" },
    { area_id: "ppr", name: "PPR", tag: "PPR" },
  ],
  steps: ["et", "to", "tre"].map((step_id) => ({ step_id, name: `Trin ${step_id}`, description: "" })),
  tables: [],
  columns: [],
  agenda: [{ stage_id: "placing", kind: "placing", title: "Placering", minutes: 0, abilities: ["place"], texts: "all", closes: false, given_up: 0 }],
  starts_at: "",
  left_out: [],
};

const card = (card_id: string, step_id: string | null, more: Partial<CardThing> = {}): CardThing => ({
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
  step_id,
  other_steps: [],
  rank: card_id,
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

const finding = (number: number, more: Partial<FindingThing>): FindingThing => ({
  kind: "finding",
  key: `finding:${number}`,
  finding_id: String(number),
  number,
  form: "overlap",
  text: "To grupper",
  card_ids: [],
  step_id: null,
  target_group: "",
  comparison: { form: "", method: "", intensity: "", relation: "" },
  ...more,
});

const snapshot = (...things: Thing[]): ServerMessage => ({
  type: "snapshot",
  number: 1,
  now: 0,
  release: "",
  role: "projector",
  area_id: "",
  table_id: "",
  things: [plan, ...things],
});

const put = (number: number, ...things: Thing[]): ServerMessage => ({ type: "update", number, put: things, remove: [] });

const idsOf = (cards: readonly { cardId?: string; card_id?: string }[]) => cards.map((one) => one.cardId ?? one.card_id);

beforeEach(() => {
  picture.value = NOTHING_YET;
});

test("cards stand on their steps in the order of their ranks; those without a step wait as they came", () => {
  receive(snapshot(card("b", "et"), card("a", "et"), card("d", null, { added_at: 9 }), card("c", null, { added_at: 5 }), card("e", "tre")));
  assert.deepEqual(idsOf(wholeBoard.value.cards), ["a", "b", "e"]);
  assert.deepEqual(idsOf(unplaced.value), ["c", "d"]);
  assert.deepEqual(perStep.value, [2, 0, 1]);
});

test("a card that did not change is the same object, and cards that did not change are the same list", () => {
  receive(snapshot(card("a", "et"), card("b", "to")));
  const before = wholeBoard.value.cards;
  receive(put(2, { kind: "count", key: "count:skole", area_id: "skole", stored: 3, unconfirmed: 0 }));
  assert.equal(wholeBoard.value.cards, before, "the staircase is not laid out again for a count");
  receive(put(3, card("b", "tre")));
  assert.equal(wholeBoard.value.cards[0], before[0], "only the card that moved is drawn again");
  assert.notEqual(wholeBoard.value.cards[1], before[1]);
});

test("a new name of an area reaches cards that did not change", () => {
  receive(snapshot(card("a", "et")));
  assert.equal(wholeBoard.value.cards[0]?.tag, "SKO");
  receive(put(2, { ...plan, areas: [{ area_id: "skole", name: "Skole og SFO", tag: "SFO" }] }));
  assert.equal(wholeBoard.value.cards[0]?.tag, "SFO");
});

test("what was found is drawn, a gap as the card that is not there; the rest is counted in the headings", () => {
  receive(snapshot(card("a", "et"), card("b", "et"), card("c", "to"), finding(1, { card_ids: ["a", "c"] }), finding(2, { form: "gap", step_id: "tre" })));
  const { cards, counts } = foundBoard.value;
  assert.deepEqual(
    cards.map(({ cardId, step, gap, marks }) => [cardId, step, gap ?? false, marks?.map(({ number }) => number)]),
    [
      ["a", 0, false, [1]],
      ["c", 1, false, [1]],
      ["gap 2", 2, true, [2]],
    ],
  );
  assert.deepEqual(counts, ["2 tilbud, 1 uden mærke", "1 tilbud, 0 uden mærke", "0 tilbud"]);
});

test("areas present in the order of the plan, each up the staircase", () => {
  receive(snapshot(card("a", "tre", { area_id: "ppr" }), card("b", null), card("c", "to"), card("d", "et"), card("e", "et", { area_id: "ppr" })));
  assert.deepEqual(idsOf(inAreas(session.value!, cards.value)), ["d", "c", "b", "e", "a"]);
});

const open: StageThing = {
  kind: "stage",
  key: "stage",
  stage_id: "placing",
  opened_at: 0,
  deadline: null,
  remaining: null,
  closes_at: null,
  abilities: ["place"],
  texts_shown: true,
  revealed: null,
  presented: null,
  frozen_at: null,
  locked: false,
  version: 0,
  held: [],
};

test("the wall follows the stage, counts what may not be read, and shows what somebody presents", () => {
  const placing = plan.agenda[0]!;
  assert.equal(viewOf(placing, open, false), "staircase");
  assert.equal(viewOf(placing, { ...open, texts_shown: false }, false), "writing");
  assert.equal(viewOf({ ...placing, kind: "writing" }, open, false), "staircase");
  assert.equal(viewOf({ ...placing, kind: "reflection" }, { ...open, texts_shown: false }, false), "writing");
  assert.equal(viewOf({ ...placing, kind: "writing" }, { ...open, texts_shown: false }, true), "presenting");
  assert.equal(viewOf({ ...placing, kind: "break" }, open, false), "break");
  assert.equal(viewOf({ ...placing, kind: "break" }, open, true), "presenting", "what somebody shows is seen also in a break");
  assert.equal(viewOf(placing, { ...open, frozen_at: 1 }, true), "frozen");
});
