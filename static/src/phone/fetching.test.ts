import assert from "node:assert/strict";
import { test } from "node:test";

import { fetchRest, isMissing, rest } from "./fetching.ts";

test("what does not come is asked for again, and then there", async (with_) => {
  with_.mock.timers.enable({ apis: ["setTimeout"] });
  const page = {} as never;
  let asked = 0;
  const load = async () => {
    if (++asked < 3) throw new Error("no line");
    return page;
  };
  await fetchRest(load);
  assert.equal(isMissing.value, true);
  for (let time = 0; time < 2; time++) {
    with_.mock.timers.tick(3_000);
    await new Promise((done) => setImmediate(done));
  }
  assert.equal(rest.value, page);
  assert.equal(isMissing.value, false);
  await fetchRest(load);
  assert.equal(asked, 3, "what is there is not fetched again");
});
