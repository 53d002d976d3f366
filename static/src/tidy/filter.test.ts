import assert from "node:assert/strict";
import { test } from "node:test";

import type { CardThing } from "../protocol.ts";
import { picture } from "../state.ts";
import { becameOf, type Filter, NO_FILTER, ordered, passes } from "./filter.ts";

const steps = ["almen", "hjemme"].map((step_id) => ({ step_id, name: step_id }));
const session = { kind: "session", key: "session", steps, columns: [], areas: [{ area_id: "skole", name: "Skole", tag: "SKO" }], tables: [] };
picture.value = { ...picture.value, things: new Map([["session", session as never]]) };

const card = (card_id: string, more: Partial<CardThing> = {}) =>
  ({ card_id, area_id: "skole", name: "Åben rådgivning", target_group: "", description: "", organisational_unit: "", step_id: null, other_steps: [], rank: "a", withdrawn: false, confirmed: true, ...more }) as CardThing;

const known = { before: new Map<string, CardThing>(), alike: new Set(["b"]) };
const pass = (one: CardThing, filter: Partial<Filter>, before: readonly CardThing[] = []) =>
  passes(one, { ...NO_FILTER, ...filter }, { ...known, before: new Map(before.map((then) => [then.card_id, then])) });

test("words, step, area and what is missing narrow the list together", () => {
  const one = card("a", { step_id: "almen", other_steps: ["hjemme"], target_group: "Unge" });
  assert.ok(pass(one, { words: "rådgivning sko", stepId: "hjemme", areaId: "skole" }));
  assert.ok(!pass(one, { words: "headspace" }));
  assert.ok(!pass(one, { stepId: "none" }));
  assert.ok(pass(card("b"), { stepId: "none", only: "target_group" }));
  assert.ok(!pass(one, { only: "target_group" }));
  assert.deepEqual([pass(one, { only: "alike" }), pass(card("b"), { only: "alike" })], [false, true]);
});

test("those that citizens may be shown are told from the others", () => {
  const [shown, other] = [card("a", { public: true }), card("b", { public: false })];
  assert.deepEqual([pass(shown, { only: "public" }), pass(other, { only: "public" })], [true, false]);
  assert.deepEqual([pass(shown, { only: "private" }), pass(other, { only: "private" })], [false, true]);
});

test("withdrawn offers are listed where they are asked for, and where what has changed is", () => {
  const gone = card("a", { withdrawn: true });
  assert.deepEqual([pass(gone, {}), pass(gone, { only: "withdrawn" }), pass(card("a"), { only: "withdrawn" })], [false, true, false]);
  assert.deepEqual([pass(gone, { only: "changed" }, [card("a")]), pass(gone, { only: "changed" })], [true, false]);
});

test("what became of an offer is known by its fields and its place", () => {
  const then = card("a", { step_id: "almen" });
  assert.equal(becameOf(then, { ...then }), "same");
  assert.equal(becameOf({ ...then, step_id: "hjemme" }, then), "changed");
  assert.equal(becameOf({ ...then, other_steps: ["hjemme"] }, then), "changed");
  assert.equal(becameOf({ ...then, rank: "z" }, then), "same");
  assert.equal(becameOf({ ...then, withdrawn: true }, then), "withdrawn");
  assert.equal(becameOf(then, undefined), "new");
});

test("offers stand as on the staircase, those without a step last", () => {
  const several = [card("loose"), card("high", { step_id: "hjemme" }), card("second", { step_id: "almen", rank: "b" }), card("first", { step_id: "almen" })];
  assert.deepEqual(ordered(several).map(({ card_id }) => card_id), ["first", "second", "high", "loose"]);
});
