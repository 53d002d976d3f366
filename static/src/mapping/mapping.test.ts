import assert from "node:assert/strict";
import { test } from "node:test";

import { groupsOf, type Mapping, type Offer, placedCards } from "./mapping.ts";
import { matches as rowMatches } from "./table.ts";
import { ALL, AS_IT_CAME, NOT_PLACED, read, type Wanted, write } from "./wanted.ts";

const offer = (offer_id: string, step_id: string | null, more: Partial<Offer> = {}): Offer => ({
  offer_id,
  name: `Tilbud ${offer_id}`,
  target_group: "",
  reach: "",
  area_id: "skole",
  organisational_unit: "",
  description: "",
  age_span: "",
  group_size: "",
  duration: "",
  access_route: "",
  legal_basis: "",
  contact: "",
  consultative: false,
  step_id,
  other_step_ids: [],
  provenance: { area_id: "", source: "" },
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
  actions: [],
};

const matches = (one: Offer, text: string, wanted: Wanted, groups: readonly string[] = []) => rowMatches({ offer: one, text, groups }, wanted);

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

test("a row is wanted when column, reach, access and target group are those that were chosen", () => {
  const one = offer("a", "et", { column_id: "k", reach: "alle", access_route: "referral" });
  const right: Wanted = { ...ALL, columnId: "k", reach: "alle", access: "referral", group: "Unge" };
  assert.ok(matches(one, "", right, ["Unge"]));
  for (const wrong of [{ columnId: "x" }, { reach: "gruppe" }, { access: "allocation" }, { group: "Små" }] as const) {
    assert.ok(!matches(one, "", { ...right, ...wrong }, ["Unge"]));
  }
});

test("target groups are those of the room, or what several offers say alike", () => {
  const offers = [offer("a", null, { target_group: "Unge" }), offer("b", null, { target_group: "Unge" }), offer("c", null, { target_group: "Små" })];
  assert.deepEqual(groupsOf({ ...mapping, offers }).map(({ name }) => name), ["Unge"]);
  const [group] = groupsOf({ ...mapping, offers, target_groups: ["Yngste, små"] });
  assert.deepEqual([group?.name, ...offers.map((one) => group?.has(one))], ["Yngste", false, false, true]);
});

test("what is looked at stands in the address, and comes back from there", () => {
  const wanted: Wanted = { ...ALL, text: "åben & fri", stepId: NOT_PLACED, reach: "et_barn", group: "Små børn" };
  const sorting = { key: "name", down: true };
  assert.deepEqual(read(write(wanted, sorting)), { wanted, sorting });
  assert.equal(write(ALL, AS_IT_CAME), "");
  assert.equal(read("?nonsense=1").wanted, ALL);
  assert.equal(read("").sorting, AS_IT_CAME);
});
