import assert from "node:assert/strict";
import { test } from "node:test";

import type { DeedThing } from "../protocol.ts";
import { deedName, deedStory, told, ways } from "./deeds.ts";

const deed = (number: number, more: Partial<DeedThing> = {}): DeedThing => ({
  kind: "deed",
  key: `deed:${number}`,
  number,
  at: 0,
  what: "card_moved",
  area_id: "",
  subject: "Dagbehandling",
  before: "almen",
  after: "hjemme",
  undoable: true,
  undoes: null,
  undone: false,
  not_cpr: [],
  ...more,
});

test("an import and a confirmation are named", () => {
  const imported = deed(1, { what: "cards_imported", subject: "tilbud.xlsx", before: "", after: "30" });
  assert.equal(deedName(imported), "importerede 30 kendte tilbud");
  assert.equal(deedStory(imported, []), "30 kendte tilbud importeret fra tilbud.xlsx");
  const confirmed = deed(2, { what: "card_confirmed", before: "", after: "True" });
  assert.deepEqual([deedName(confirmed), deedStory(confirmed, [])], ["bekræftede “Dagbehandling”", "“Dagbehandling” bekræftet"]);
  const back = deedStory({ ...confirmed, after: "False" }, []);
  assert.equal(back, "“Dagbehandling” ikke længere bekræftet");
});

const NOTHING_STUCK: ReadonlySet<number> = new Set();
const steps = ["almen", "forebyggende", "hjemme"].map((step_id) => ({ step_id, name: step_id, description: "" }));

test("undo offers the newest deed from console or wall, and leaves what phones did alone", () => {
  const { undo, redo } = ways([deed(1), deed(2), deed(3, { area_id: "skole" })], NOTHING_STUCK);
  assert.equal(undo?.number, 2);
  assert.equal(redo, null);
});

test("undo goes back deed by deed, and redo forward again", () => {
  const first = deed(1);
  const second = deed(2);
  const undone = [first, { ...second, undone: true, undoable: false }, deed(3, { undoes: 2 })];
  assert.deepEqual([ways(undone, NOTHING_STUCK).undo?.number, ways(undone, NOTHING_STUCK).redo?.number], [1, 3]);

  const both = [{ ...first, undone: true, undoable: false }, ...undone.slice(1), deed(4, { undoes: 1 })];
  assert.deepEqual([ways(both, NOTHING_STUCK).undo, ways(both, NOTHING_STUCK).redo?.number], [null, 4]);

  // Redo of 1: entry 5 takes entry 4 back, and deed 1 holds again.
  const forward = [first, both[1]!, both[2]!, { ...both[3]!, undone: true, undoable: false }, deed(5, { undoes: 4 })];
  assert.deepEqual([ways(forward, NOTHING_STUCK).undo?.number, ways(forward, NOTHING_STUCK).redo?.number], [1, 3]);
});

test("once something new is done there is nothing to redo", () => {
  const deeds = [deed(1, { undone: true, undoable: false }), deed(2, { undoes: 1 }), deed(3)];
  assert.deepEqual([ways(deeds, NOTHING_STUCK).undo?.number, ways(deeds, NOTHING_STUCK).redo], [3, null]);
});

test("a deed that could not be taken back does not stand in the way of those before it", () => {
  assert.equal(ways([deed(1), deed(2)], new Set([2])).undo?.number, 1);
});

test("the log tells deeds newest first, and an undo only where what it took back is forgotten", () => {
  const deeds = [deed(1, { undone: true }), deed(2, { undoes: 1 }), deed(3), deed(4, { undoes: -7 })];
  assert.deepEqual(
    told(deeds).map(({ number }) => number),
    [4, 3, 1],
  );
});

test("a move is told with its steps", () => {
  assert.equal(deedStory(deed(1), steps), "“Dagbehandling” flyttet fra trin 1 til trin 3");
  assert.equal(deedStory(deed(1, { before: "" }), steps), "“Dagbehandling” placeret på trin 3");
  assert.equal(deedStory(deed(1, { after: "" }), steps), "“Dagbehandling” taget af trappen");
  assert.equal(deedName(deed(1)), "flyttede “Dagbehandling”");
});

test("the clock is told in minutes", () => {
  const clock = (before: string, after: string) => deed(1, { what: "clock_set", subject: "", before, after });
  assert.equal(deedName(clock("until:600000", "until:900000")), "lagde 5 minutter til uret");
  assert.equal(deedName(clock("paused:600000", "paused:540000")), "tog 1 minut fra uret");
  assert.equal(deedName(clock("until:600000", "paused:1234")), "satte uret på pause");
  assert.equal(deedName(clock("paused:1234", "until:600000")), "satte uret i gang");
});

test("time that was ended, and a changed agenda, are named", () => {
  const ended = deed(1, { what: "clock_set", at: 90_500, before: "until:600000", after: "until:90500" });
  assert.equal(deedName(ended), "sluttede tiden");
  const agenda = deed(2, { what: "setup_changed", before: "agenda,left_out", after: "" });
  assert.deepEqual([deedName(agenda), deedStory(agenda, [])], ["ændrede dagens program", "Dagens program er ændret"]);
  const process = deed(3, { what: "setup_changed", before: "purpose,process", after: "" });
  assert.deepEqual([deedName(process), deedStory(process, [])], ["ændrede procesplanen", "Procesplanen er ændret"]);
  assert.equal(deedName(deed(4, { what: "setup_changed", before: "purpose", after: "" })), "ændrede planen");
  assert.equal(deedName(deed(5, { what: "setup_changed", before: "title,process", after: "" })), "ændrede planen");
  for (const before of ["", "agenda,title"]) assert.equal(deedName({ ...agenda, before }), "ændrede planen");
});

test("what was said to be no CPR number is told by its field, and of two fields by both", () => {
  const said = deed(1, { what: "card_edited", not_cpr: ["offer:k1:age_span+contact"] });
  assert.equal(deedName(said), "rettede “Dagbehandling” (ikke et CPR-nummer)");
  assert.equal(deedStory(said, []), "“Dagbehandling” rettet. Ikke et CPR-nummer: Alder og Kontakt");
  const alone = deed(2, { what: "cpr_dismissed", subject: "", before: "action:a1:who", after: "True", not_cpr: ["action:a1:who"] });
  assert.equal(deedStory(alone, []), "En aftale. Ikke et CPR-nummer: Hvem gør det?");
});
