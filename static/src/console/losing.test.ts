import assert from "node:assert/strict";
import { test } from "node:test";

import type { CardThing } from "../protocol.ts";
import { losing, lost } from "./losing.ts";

const PLAN = {
  steps: ["almen", "hjemme", "pleje"].map((step_id) => ({ step_id, name: step_id, description: "" })),
  columns: ["lov", "civil"].map((column_id) => ({ column_id, name: column_id, short: "", description: "" })),
};
const card = (name: string, step_id: string | null, column_id: string | null = null, other_steps: string[] = []) =>
  ({ card_id: name, name, step_id, column_id, other_steps }) as unknown as CardThing;
const CARDS = [card("a", "almen", "lov"), card("b", "hjemme", "civil", ["pleje"]), card("c", "pleje"), card("d", null)];
const names = (cards: readonly CardThing[]) => cards.map(({ name }) => name).join("");

test("a plan that keeps what cards stand on takes nothing from them", () => {
  assert.deepEqual(losing(PLAN, CARDS), { placed: [], partly: [] });
});

test("a step takes its own cards' place, and one of several from those that span it", () => {
  const { placed, partly } = losing({ ...PLAN, steps: PLAN.steps.slice(0, 2) }, CARDS);
  assert.deepEqual([names(placed), names(partly)], ["c", "b"]);
});

test("a column takes only the column, and with its step a card is told of once", () => {
  const { placed, partly } = losing({ steps: PLAN.steps.slice(1), columns: [] }, CARDS);
  assert.deepEqual([names(placed), names(partly)], ["a", "b"]);
});

test("afterwards the first are named and the others counted", () => {
  const many = Array.from({ length: 5 }, (_, i) => card(`k${i}`, "pleje"));
  assert.match(lost({ placed: many, partly: [] }), /5 kort.*“k0”, “k1”, “k2” og 2 til$/);
  assert.doesNotMatch(lost({ placed: [], partly: many }), /k0/);
});
