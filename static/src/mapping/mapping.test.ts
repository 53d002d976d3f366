import assert from "node:assert/strict";
import { test } from "node:test";

import { ALL, NOT_PLACED } from "./Filters.tsx";
import { type Mapping, type Offer, placedCards } from "./mapping.ts";
import { matches } from "./table.ts";

const offer = (offer_id: string, step_id: string | null, more: Partial<Offer> = {}): Offer => ({
  offer_id,
  name: `Tilbud ${offer_id}`,
  target_group: "",
  reach: "",
  area_id: "skole",
  step_id,
  other_step_ids: [],
  provenance: {},
  ...more,
});

const mapping: Mapping = {
  session: {
    steps: [
      { step_id: "et", name: "Første" },
      { step_id: "to", name: "Andet" },
    ],
    areas: [{ area_id: "skole", name: "Skole", tag: "SKO" }],
  },
  offers: [offer("a", "et", { other_step_ids: ["to"] }), offer("b", "to"), offer("c", null)],
  findings: [
    { finding_id: "f", number: 1, form: "overlap", text: "To ens", offer_ids: ["a", "b"], step_id: null },
    { finding_id: "g", number: 2, form: "gap", text: "Noget mangler", offer_ids: [], step_id: "to" },
    { finding_id: "h", number: 3, form: "gap", text: "Noget mangler et sted", offer_ids: [], step_id: null },
  ],
};

test("the picture holds every placed offer in its order, with its further steps and marks, and then the gaps", () => {
  assert.deepEqual(
    placedCards(mapping).map(({ cardId, step, others, tag, gap, marks }) => [cardId, step, others, tag, gap, marks]),
    [
      ["a", 0, [1], "SKO", undefined, [{ form: "overlap", number: 1 }]],
      ["b", 1, [], "SKO", undefined, [{ form: "overlap", number: 1 }]],
      ["gap g", 1, undefined, "", true, [{ form: "gap", number: 2 }]],
    ],
  );
});

test("a row is wanted when every word stands in it, and area and step fit; a further step counts as well", () => {
  const [a, b, c] = mapping.offers as [Offer, Offer, Offer];
  assert.ok(matches(a, "åben rådgivning skole", { ...ALL, text: "Rådgivning  ÅB" }));
  assert.ok(!matches(a, "åben rådgivning skole", { ...ALL, text: "rådgivning dagtilbud" }));
  assert.ok(matches(a, "", { ...ALL, stepId: "to" }));
  assert.ok(!matches(b, "", { ...ALL, stepId: "et" }));
  assert.ok(matches(c, "", { ...ALL, stepId: NOT_PLACED }) && !matches(b, "", { ...ALL, stepId: NOT_PLACED }));
  assert.ok(!matches(a, "", { ...ALL, areaId: "ppr" }));
});
