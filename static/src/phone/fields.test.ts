import assert from "node:assert/strict";
import { test } from "node:test";

import { changesOf, EMPTY, limits, nearLimit, textTrouble, troublesOf } from "./fields.ts";

test("what is too long is said with how much, and nothing is cut", () => {
  assert.deepEqual(troublesOf({ ...EMPTY, name: "a".repeat(200) }), {});
  assert.equal(troublesOf({ ...EMPTY, name: "a".repeat(203) }).name?.fact, "Teksten er 3 tegn for lang.");
});

test("signs are counted as the server counts them", () => {
  assert.equal(textTrouble("😀".repeat(200), limits.name), undefined);
  assert.equal(textTrouble(`  ${"a  ".repeat(100)}  `, limits.name), undefined, "runs of blanks are one, those around are none");
});

test("room is only spoken of when it is short", () => {
  assert.equal(nearLimit("a".repeat(170), 200), undefined);
  assert.equal(nearLimit("a".repeat(199), 200), "Plads til 1 tegn mere");
  assert.equal(nearLimit("a".repeat(201), 200), undefined, "then it is too long, and that is said instead");
});

test("a number over two lines is still a number", () => {
  assert.equal(troublesOf({ ...EMPTY, description: "010114\n1234" }).description?.fact, "Det ligner et CPR-nummer.");
});

test("a number over two fields is found at its date, with empty fields between and choices too", () => {
  const troubles = troublesOf({ ...EMPTY, organisational_unit: "Elev 010114", reach: "alle", age_span: " ", duration: "1234" });
  assert.deepEqual(Object.keys(troubles), ["organisational_unit"]);
  assert.deepEqual(troublesOf({ ...EMPTY, organisational_unit: "Elev 010114", age_span: "8", duration: "1234" }), {});
});

test("a date with a postal code below it is no number", () => {
  assert.deepEqual(troublesOf({ ...EMPTY, description: "Tilmelding inden 01-02-27\n4300 Holbæk" }), {});
});

test("an edit tells only what was changed, and never the step", () => {
  const before = { ...EMPTY, name: "A", contact: "Ole" };
  assert.deepEqual(changesOf(before, { ...before, name: "B", consultative: true, step_id: "s1" }), {
    name: "B",
    consultative: true,
  });
});
