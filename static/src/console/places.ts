// Where a text stands, in words: for what is said of a text that looks like a CPR number. Never the text itself.

import { t } from "../words.ts";

/** A place as the server calls it, "offer:k1:contact": the fields of it, "Kontakt"; "Alder og Kontakt" where two make up a number together. */
export function fieldsAt(place: string): string {
  const [, , fields = ""] = place.split(":");
  const names = fields.split("+").map(fieldName);
  return names.length > 1 ? t("{one} og {other}", { one: names[0]!, other: names[1]! }) : names[0]!;
}

/** What kind of thing it stands on. */
export function kindAt(place: string): string {
  switch (place.split(":")[0]) {
    case "offer":
      return t("Et kort");
    case "question":
      return t("Et spørgsmål");
    case "finding":
      return t("Et fund");
    case "action":
      return t("En aftale");
    case "process":
      return t("Procesplanen");
    default:
      return t("Planen");
  }
}

function fieldName(field: string): string {
  switch (field) {
    case "name":
      return t("Navn");
    case "target_group":
      return t("Målgruppe");
    case "organisational_unit":
      return t("Hvor hører det til?");
    case "description":
      return t("Beskrivelse");
    case "age_span":
      return t("Alder");
    case "group_size":
      return t("Hvor mange ad gangen?");
    case "duration":
      return t("Varighed");
    case "legal_basis":
      return t("Lovgrundlag");
    case "contact":
      return t("Kontakt");
    case "source":
      return t("Kilde");
    case "title":
      return t("Titel");
    case "answer":
      return t("Svar");
    case "what":
      return t("Hvad skal gøres?");
    case "who":
      return t("Hvem gør det?");
    case "purpose":
      return t("Formål");
    case "input":
      return t("Relevant input");
    case "decisions":
      return t("Beslutninger");
    case "further":
      return t("Punkter til videre arbejde");
    case "target_groups":
      return t("Målgrupper i overblikket");
    default:
      return t("Tekst");
  }
}
