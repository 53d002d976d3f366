import assert from "node:assert/strict";
import { test } from "node:test";

import { placedCards } from "./board.ts";
import type { CardThing, SessionThing, Thing } from "./protocol.ts";
import { receive, session } from "./state.ts";

const plan = {
  kind: "session",
  key: "session",
  areas: [{ area_id: "skole", name: "Skole", tag: "SKO" }],
  steps: [{ step_id: "et", name: "Trin et", description: "" }],
  columns: [],
  agenda: [],
} as unknown as SessionThing;

const card = (card_id: string, more: Partial<CardThing>) =>
  ({ kind: "card", key: `card:${card_id}`, card_id, area_id: "skole", name: card_id, step_id: "et", other_steps: [], rank: card_id, ...more }) as CardThing;

test("a known offer that nobody has confirmed says so on its card, and no other does", () => {
  receive({ type: "snapshot", number: 1, now: 0, release: "", role: "projector", area_id: "", table_id: "", things: [plan as Thing] });
  const cards = [card("a", { known: true, confirmed: false }), card("b", { known: true, confirmed: true }), card("c", { known: false, confirmed: true })];
  assert.deepEqual(
    placedCards(session.value!, cards, []).map(({ cardId, unconfirmed }) => [cardId, unconfirmed]),
    [
      ["a", true],
      ["b", false],
      ["c", false],
    ],
  );
});
