import assert from "node:assert/strict";
import { test } from "node:test";

import { warningOf } from "./warning.ts";

const MINUTE = 60_000;

test("a warning stands for half a minute five minutes before the end, and through the last minute", () => {
  const at = (left: number) => warningOf(left * MINUTE, 45 * MINUTE);
  assert.deepEqual([5.01, 5, 4.6, 4.5, 1.01, 1, 0.01, 0, -1].map(at), [null, 5, 5, null, null, 1, 1, null, null]);
});

test("what is that short from the beginning is not warned of", () => {
  assert.equal(warningOf(5 * MINUTE, 5 * MINUTE), null);
  assert.equal(warningOf(MINUTE, 5 * MINUTE), 1);
  assert.equal(warningOf(MINUTE, MINUTE), null);
});
