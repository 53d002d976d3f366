import assert from "node:assert/strict";
import { test } from "node:test";

import { nextDate } from "./nextDate.ts";

test("the next date follows from the day of the workshop and the rhythm", () => {
  assert.equal(nextDate("2026-11-12", "half_yearly"), "2027-05-12");
  assert.equal(nextDate("2026-11-12", "yearly"), "2027-11-12");
  assert.equal(nextDate("2026-11-13", "two_yearly"), "2028-11-13");
});

test("in a shorter month it is the last day", () => {
  assert.equal(nextDate("2026-08-31", "half_yearly"), "2027-03-01"); // 28 February is a Sunday
  assert.equal(nextDate("2028-02-29", "yearly"), "2029-02-28");
});

test("nobody is asked on a Saturday or Sunday", () => {
  assert.equal(nextDate("2026-05-15", "yearly"), "2027-05-17");
  assert.equal(nextDate("2026-05-16", "yearly"), "2027-05-17");
});

test("a rhythm that does not say how long gives no date", () => {
  assert.equal(nextDate("2026-11-12", "other"), "");
  assert.equal(nextDate("2026-11-12", ""), "");
});
