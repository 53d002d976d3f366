import assert from "node:assert/strict";
import { test } from "node:test";

import { layOut, Ruler } from "../layout.ts";
import { measure, sampleBoard } from "../layout/samples.ts";
import { type Direction, neighbour } from "./neighbour.ts";

const layout = layOut(sampleBoard(40), { width: 1840, height: 980, scale: 1 }, new Ruler(measure));
const highest = [...layout.slabs].reverse().find(({ boxes }) => boxes.length > 0)!;
const all = layout.slabs.flatMap(({ boxes }) => boxes.map(({ card }) => card.cardId));

test("up goes to a higher step in the end, left and right stay on the step", () => {
  let card = layout.slabs[0]!.boxes[0]!.card.cardId;
  for (let i = 0; i < 60; i++) card = neighbour(layout, card, "ArrowUp") ?? card;
  assert.ok(highest.boxes.some((box) => box.card.cardId === card));

  const [first] = layout.slabs[0]!.boxes;
  const right = neighbour(layout, first!.card.cardId, "ArrowRight")!;
  const found = layout.slabs[0]!.boxes.find((box) => box.card.cardId === right)!;
  assert.equal(found.y, first!.y, "the card beside it");
  assert.equal(neighbour(layout, right, "ArrowLeft"), first!.card.cardId);
});

test("arrows reach every card", () => {
  const reached = new Set([all[0]!]);
  for (const card of reached) {
    for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] satisfies Direction[]) {
      const next = neighbour(layout, card, key);
      if (next !== null) reached.add(next);
    }
  }
  assert.deepEqual([...reached].sort(), [...all].sort());
});

test("at the edge of the board an arrow goes nowhere", () => {
  assert.equal(neighbour(layout, highest.boxes[0]!.card.cardId, "ArrowUp"), null);
});
