import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../../tests/cpr_cases.json";
import { looksLikeCpr, splitCpr } from "./cpr.ts";

test("the phone stops what the server stops", () => {
  for (const text of cases.stopped) assert.equal(looksLikeCpr(text), true, text);
  for (const text of cases.passed) assert.equal(looksLikeCpr(text), false, text);
});

test("and what stands over two fields", () => {
  for (const [first, then] of cases.stopped_across) assert.equal(splitCpr(first!, then!), true, `${first} | ${then}`);
  for (const [first, then] of cases.passed_across) assert.equal(splitCpr(first!, then!), false, `${first} | ${then}`);
});
