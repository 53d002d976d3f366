import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { countdown, number, range, t, time, tn } from "./words.ts";

afterEach(() => {
  globalThis.catalog = undefined;
});

test("a text is Danish until the page brings a catalog", () => {
  assert.equal(t("Flyt til trin {n}", { n: 3 }), "Flyt til trin 3");
  globalThis.catalog = { "Flyt til trin {n}": "Move to step {n}" };
  assert.equal(t("Flyt til trin {n}", { n: 3 }), "Move to step 3");
  assert.equal(t("Fortryd"), "Fortryd", "what is not translated is shown in Danish");
});

test("a number chooses between one and many, in both languages", () => {
  assert.equal(tn(1, "1 tilbud", "{n} tilbud"), "1 tilbud");
  assert.equal(tn(0, "1 kort venter", "{n} kort venter"), "0 kort venter");
  globalThis.catalog = { "1 kort venter": ["1 card waits", "{n} cards wait"] };
  assert.equal(tn(1, "1 kort venter", "{n} kort venter"), "1 card waits");
  assert.equal(tn(1200, "1 kort venter", "{n} kort venter"), "1,200 cards wait");
});

test("clock time and numbers follow the language", () => {
  const quarterPast = new Date(2026, 10, 12, 10, 25).getTime();
  assert.equal(time(quarterPast), "10.25");
  assert.equal(number(1200), "1.200");
  globalThis.catalog = {};
  assert.equal(time(quarterPast), "10:25");
});

test("a countdown begins at its full length and says plus when it is over", () => {
  assert.equal(countdown(45 * 60_000), "45:00");
  assert.equal(countdown(28 * 60_000 + 13_400), "28:14");
  assert.equal(countdown(9_001), "0:10");
  assert.equal(countdown(0), "0:00");
  assert.equal(countdown(-400), "0:00");
  assert.equal(countdown(-80_000), "+1:20");
  assert.equal(countdown(62 * 60_000 + 10_000), "1:02:10");
});

test("three or more steps in a row are a range, others stand one by one", () => {
  assert.equal(range([2, 3, 4, 5, 6]), "2–6");
  assert.equal(range([6, 3]), "3·6");
  assert.equal(range([3, 4]), "3·4");
  assert.equal(range([1, 3, 4, 5, 9]), "1·3–5·9");
});
