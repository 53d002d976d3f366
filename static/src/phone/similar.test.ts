import assert from "node:assert/strict";
import { test } from "node:test";

import { similarTo } from "./similar.ts";

const others = ["Skilsmissegruppe 8-10 år", "Familiehuset", "Åben rådgivning", "Støttekontaktperson"].map((name) => ({
  card_id: name,
  name,
}));
const found = (name: string) => similarTo(name, "mit", others)?.name;

test("names that mean the same are alike, whatever the ages and the writing", () => {
  assert.equal(found("skilsmissegrupper 11-13 år"), "Skilsmissegruppe 8-10 år");
  assert.equal(found("ÅBEN RÅDGIVNING"), "Åben rådgivning");
  assert.equal(found("Støtte-kontaktperson"), "Støttekontaktperson");
});

test("names that merely share a word are not", () => {
  assert.equal(found("Familieliv"), undefined);
  assert.equal(found("Rådgivning af skolens personale"), undefined);
  assert.equal(found("Få"), undefined);
  assert.equal(found(""), undefined);
});

test("a card is not like itself", () => {
  assert.equal(similarTo("Familiehuset", "Familiehuset", others), undefined);
});
