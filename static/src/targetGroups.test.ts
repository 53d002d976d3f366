import assert from "node:assert/strict";
import { test } from "node:test";

import { belongs, groupTable, shade } from "./targetGroups.ts";

const card = (target_group: string, step_id: string | null, other_steps: readonly string[] = [], name = "") => ({
  name,
  target_group,
  step_id,
  other_steps,
});

test("a card belongs to a group by any of its words, also as part of a word, in target group or name", () => {
  assert.ok(belongs("Skilsmisse, skilte", card("Børn af skilte forældre", "a")));
  assert.ok(belongs("skilsmisse", card("Børn 8-10 år", "a", [], "Skilsmissegruppe")));
  assert.ok(!belongs("angst, ", card("Unge", "a")), "nothing between commas is in no text");
});

test("a card counts on every step it stands on, and what is in no row is told", () => {
  const cards = [card("Angst", "a", ["b"]), card("Angst og uro", "a"), card("Unge", "b"), card("Angst", null)];
  assert.deepEqual(groupTable(["angst, uro", "sorg"], ["a", "b"], cards), {
    rows: [
      { name: "angst", counts: [2, 1] },
      { name: "sorg", counts: [0, 0] },
    ],
    outside: 1,
  });
});

test("shades are three, and nothing is none", () => {
  assert.deepEqual([0, 1, 3, 4, 9].map((count) => shade(count, 9)), [0, 1, 1, 2, 3]);
});
