import assert from "node:assert/strict";
import { test } from "node:test";

import type { Stage, StageKind } from "../protocol.ts";
import { arranged, arrangementOf, begunWith, broughtBack, canBe, changed, gained, type Program, swapped, without, withPoint } from "./agenda.ts";

const point = (kind: StageKind, minutes = 0, stage_id: string = kind, abilities: Stage["abilities"] = []): Stage => ({
  stage_id,
  kind,
  title: kind,
  minutes,
  abilities,
  texts: "all",
  closes: false,
  given_up: 0,
});
const ids = (points: readonly Stage[]) => points.map((one) => one.stage_id);
const DAY: Program = {
  agenda: [point("welcome", 15), point("writing", 45), point("placing", 20, "placing", ["write", "place"]), point("presenting", 60, "presenting", ["write", "place"]), point("wrapup", 10)],
  left_out: [],
};
const NOTHING: ReadonlySet<string> = new Set();

test("points change places, and a new one comes after the one that was named", () => {
  assert.deepEqual(ids(swapped(DAY, 0, 1).agenda), ["writing", "welcome", "placing", "presenting", "wrapup"]);
  assert.deepEqual(ids(swapped(DAY, 3, 1).agenda), ["welcome", "presenting", "writing", "placing", "wrapup"]);
  assert.deepEqual(ids(withPoint(DAY, point("writing", 20, "second"), "placing").agenda), ["welcome", "writing", "placing", "second", "presenting", "wrapup"]);
  assert.equal(changed(DAY, "writing", { minutes: 30 }).agenda[1]!.minutes, 30);
});

test("what is left out is brought back to where its kind belongs", () => {
  const less = without(without(DAY, "placing"), "welcome");
  assert.deepEqual([ids(less.agenda), ids(less.left_out)], [["writing", "presenting", "wrapup"], ["placing", "welcome"]]);
  const again = broughtBack(broughtBack(less, "placing"), "welcome");
  assert.deepEqual(again, DAY);
});

test("presenting comes after, before or together with placing", () => {
  assert.equal(arrangementOf(DAY), "after");
  const before = arranged(DAY, "before");
  assert.deepEqual(ids(before.agenda), ["welcome", "writing", "presenting", "placing", "wrapup"]);
  assert.deepEqual([arrangementOf(before), before.agenda[2]!.abilities], ["before", ["write"]]);
  const together = arranged(before, "together");
  assert.deepEqual([ids(together.agenda), ids(together.left_out)], [["welcome", "writing", "presenting", "wrapup"], ["placing"]]);
  assert.deepEqual([arrangementOf(together), together.agenda[2]!.abilities], ["together", ["write", "place"]]);
  assert.deepEqual(arranged(together, "after"), DAY);
  assert.equal(arrangementOf(without(DAY, "presenting")), null);
  assert.deepEqual([canBe("together", DAY, NOTHING), canBe("together", DAY, new Set(["placing"])), canBe("before", DAY, new Set(["placing"]))], [true, false, true]);
});

test("a template takes the day's place, but not that of what was held", () => {
  const template = [point("welcome", 5), point("writing", 25, "own"), point("wrapup", 5)];
  assert.deepEqual(begunWith(DAY, NOTHING, template).agenda, template);
  const begun = begunWith(DAY, new Set(["welcome", "writing"]), template);
  assert.deepEqual(ids(begun.agenda), ["writing", "welcome", "own", "wrapup"]);
  assert.equal(begun.agenda[1]!.minutes, 15, "as it was held");
});

test("time is taken back evenly, five minutes stay, and a break gives nothing unless it is named", () => {
  const agenda = [point("writing", 45), point("break", 15), point("presenting", 60), point("reflection", 8), point("wrapup", 0)];
  const ten = gained(agenda, "writing", 10);
  assert.deepEqual(
    ten.from.map(({ stage, minutes }) => [stage.stage_id, minutes]),
    [
      ["presenting", 7],
      ["reflection", 3],
    ],
  );
  assert.deepEqual(
    ten.agenda.map(({ minutes, given_up }) => [minutes, given_up]),
    [
      [45, 0],
      [15, 0],
      [53, 7],
      [5, 3],
      [0, 0],
    ],
  );
  assert.equal(gained(agenda, "writing", 100).minutes, 58, "there is no more to take");
  assert.deepEqual(gained(agenda, "writing", 4, "break").agenda[1]!.minutes, 11);
  assert.equal(gained(agenda, "reflection", 4).minutes, 0);
});
