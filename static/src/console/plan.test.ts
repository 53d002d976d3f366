import assert from "node:assert/strict";
import { test } from "node:test";

import { type Editing, keepMine, look, type Plan, PROCESS_STEPS, takeTheirs, toAsk, touch } from "./plan.ts";

const area = (area_id: string, name = area_id) => ({ area_id, name, tag: area_id.slice(0, 3).toUpperCase() });
const PLAN: Plan = {
  title: "Børn og unge",
  municipality: "",
  date: "2026-11-12",
  purpose: "Overblik",
  expected_outcome: "",
  end_product: "",
  scope: "broad",
  consultative: false,
  law: "barnets_lov",
  names_in_mapping: false,
  names_shown: true,
  areas: [area("skole"), area("dagtilbud"), area("ppr")],
  steps: [],
  tables: [],
  columns: [],
  agenda: [],
  starts_at: "",
  left_out: [],
  process: PROCESS_STEPS.map((step) => ({ step, input: "", decisions: "", further: "" })),
  upkeep: { form: "", recipients: "", access: "", channel: "", owner: "", rhythm: "", rhythm_words: "", next_date: "" },
};
const opened: Editing = { seen: PLAN, mine: {} };
const areas = (editing: Editing, now: Plan) => look(editing, now).plan.areas.map(({ name }) => name);

test("only what was changed is asked for, with what stood there", () => {
  const editing = touch(opened, PLAN, { title: "Nyt navn" });
  assert.deepEqual(toAsk(look(editing, PLAN).plan, PLAN), { changes: { title: "Nyt navn" }, seen: { title: "Børn og unge" } });
  assert.equal(toAsk(PLAN, PLAN), null);
});

test("what somebody else changes elsewhere is followed and told, and stays theirs", () => {
  const editing = touch(opened, PLAN, { title: "Nyt navn" });
  const now = { ...PLAN, purpose: "Bedre overblik" };
  const { plan, news, clashes } = look(editing, now);
  assert.deepEqual([plan.title, plan.purpose, news, clashes], ["Nyt navn", "Bedre overblik", ["purpose"], []]);
  assert.deepEqual(toAsk(plan, now)?.changes, { title: "Nyt navn" });
});

test("what both have changed is asked about: mine stays in the form until one has chosen", () => {
  const editing = touch(opened, PLAN, { title: "Min titel" });
  const now = { ...PLAN, title: "Deres titel" };
  assert.deepEqual([look(editing, now).plan.title, look(editing, now).clashes], ["Min titel", ["title"]]);
  // Writing on is no answer.
  const further = touch(editing, now, { title: "Min titel!" });
  assert.deepEqual(look(further, now).clashes, ["title"]);

  const kept = look(keepMine(further, now, "title"), now);
  assert.deepEqual([kept.plan.title, kept.clashes, kept.news], ["Min titel!", [], []]);
  assert.deepEqual(toAsk(kept.plan, now), { changes: { title: "Min titel!" }, seen: { title: "Deres titel" } });
  const taken = look(takeTheirs(further, now, "title"), now);
  assert.deepEqual([taken.plan.title, taken.clashes, toAsk(taken.plan, now)], ["Deres titel", [], null]);
});

test("a choice holds for what was seen: changed once more, one is asked once more", () => {
  const editing = keepMine(touch(opened, PLAN, { title: "Min" }), { ...PLAN, title: "Deres" }, "title");
  assert.deepEqual(look(editing, { ...PLAN, title: "Deres, igen" }).clashes, ["title"]);
});

test("who changes the same thing alike agrees", () => {
  const editing = touch(opened, PLAN, { title: "Den samme" });
  assert.deepEqual(look(editing, { ...PLAN, title: "Den samme" }), { plan: { ...PLAN, title: "Den samme" }, news: [], clashes: [] });
});

test("what was followed and is then changed here starts from what the form shows", () => {
  const now = { ...PLAN, purpose: "Deres formål" };
  const editing = touch(opened, now, { purpose: "Deres formål, og mere" });
  assert.deepEqual(look(editing, now).clashes, []);
});

test("rows of a list that were changed apart are put together", () => {
  const mine = touch(opened, PLAN, { areas: [area("skole", "Skolen"), area("dagtilbud"), area("ssp")] });
  const now = { ...PLAN, areas: [area("skole"), area("dagtilbud", "Dagplejen"), area("ppr"), area("tandpleje")] };
  assert.deepEqual(areas(mine, now), ["Skolen", "Dagplejen", "tandpleje", "ssp"]);
  assert.deepEqual([look(mine, now).clashes, look(mine, now).news], [[], ["areas"]]);
  // And written on from there.
  const further = touch(mine, now, { areas: look(mine, now).plan.areas.slice(1) });
  assert.deepEqual(areas(further, now), ["Dagplejen", "tandpleje", "ssp"]);
  assert.deepEqual(look(further, now).clashes, []);
});

test("an order that one of the two changed is kept, with what the other added", () => {
  const turned = [...PLAN.areas].reverse();
  const added = [...PLAN.areas, area("ssp")];
  assert.deepEqual(areas(touch(opened, PLAN, { areas: turned }), { ...PLAN, areas: added }), ["ppr", "dagtilbud", "skole", "ssp"]);
  assert.deepEqual(areas(touch(opened, PLAN, { areas: added }), { ...PLAN, areas: turned }), ["ppr", "dagtilbud", "skole", "ssp"]);
});

test("the same row changed by both, removed by one, or two orders: one is asked", () => {
  const [skole, dagtilbud, ppr] = PLAN.areas as [Plan["areas"][0], Plan["areas"][0], Plan["areas"][0]];
  for (const [mine, theirs] of [
    [
      [area("skole", "A"), dagtilbud, ppr],
      [area("skole", "B"), dagtilbud, ppr],
    ],
    [
      [dagtilbud, ppr],
      [area("skole", "B"), dagtilbud, ppr],
    ],
    [
      [ppr, skole, dagtilbud],
      [dagtilbud, skole, ppr],
    ],
  ])
    assert.deepEqual(look(touch(opened, PLAN, { areas: mine! }), { ...PLAN, areas: theirs! }).clashes, ["areas"]);
});

test("of the process plan only the steps that were changed are asked for", () => {
  const process = PLAN.process.map((note) => (note.step === "follow_up" ? { ...note, further: "Ring til PPR" } : note));
  assert.deepEqual(toAsk({ ...PLAN, process }, PLAN), { changes: { process: [process[3]] }, seen: { process: [PLAN.process[3]] } });
});

test("two who write in different fields of one step, or of the end product, both stand; in the same field one is asked", () => {
  const noted = (more: object) => PLAN.process.map((note) => (note.step === "purpose" ? { ...note, ...more } : note));
  const notes = touch(opened, PLAN, { process: noted({ input: "Mit" }) });
  const both = look(notes, { ...PLAN, process: noted({ further: "Deres" }) });
  assert.deepEqual([both.plan.process, both.clashes], [noted({ input: "Mit", further: "Deres" }), []]);
  assert.deepEqual(look(notes, { ...PLAN, process: noted({ input: "Deres" }) }).clashes, ["process"]);

  const product = touch(opened, PLAN, { upkeep: { ...PLAN.upkeep, owner: "Anne" } });
  const now = { ...PLAN, upkeep: { ...PLAN.upkeep, channel: "Intranettet" } };
  assert.deepEqual(look(product, now).plan.upkeep, { ...PLAN.upkeep, owner: "Anne", channel: "Intranettet" });
  assert.deepEqual(look(product, { ...PLAN, upkeep: { ...PLAN.upkeep, owner: "Bo" } }).clashes, ["upkeep"]);
});
