// The end product as every screen tells of it: what it is, for whom, where it is found, and who keeps it up to date.

import type { SessionThing, Upkeep } from "../protocol.ts";
import { day, t } from "../words.ts";

export interface UpkeepFact {
  readonly name: string;
  readonly text: string;
}

/** What is decided, in the order in which it is read; nothing of what is not. */
export function upkeepFacts({ end_product, upkeep }: Pick<SessionThing, "end_product" | "upkeep">): readonly UpkeepFact[] {
  const facts = [
    { name: t("Slutprodukt"), text: lines(formName(upkeep.form), end_product) },
    { name: t("Til hvem"), text: lines(upkeep.recipients, accessName(upkeep.access)) },
    { name: t("Hvor det findes"), text: upkeep.channel },
    { name: t("Tovholder"), text: upkeep.owner },
    { name: t("Opdateres"), text: lines(rhythmName(upkeep), upkeep.next_date ? t("Næste gang {date}", { date: day(upkeep.next_date) }) : "") },
  ];
  return facts.filter(({ text }) => text);
}

export function formName(form: Upkeep["form"]): string {
  switch (form) {
    case "":
      return "";
    case "overview":
      return t("Visuelt overblik");
    case "catalogue":
      return t("Katalog");
    case "both":
      return t("Visuelt overblik og katalog");
    case "other":
      return t("En anden form");
  }
}

export function accessName(access: Upkeep["access"]): string {
  switch (access) {
    case "":
      return "";
    case "internal":
      return t("Internt i kommunen");
    case "public":
      return t("Offentligt");
    case "both":
      return t("Både internt og offentligt");
  }
}

export function rhythmName({ rhythm, rhythm_words }: Pick<Upkeep, "rhythm" | "rhythm_words">): string {
  switch (rhythm) {
    case "":
      return "";
    case "half_yearly":
      return t("Hvert halve år");
    case "yearly":
      return t("Hvert år");
    case "two_yearly":
      return t("Hvert andet år");
    case "other":
      return rhythm_words || t("Noget andet");
  }
}

function lines(...parts: readonly string[]): string {
  return parts.filter(Boolean).join("\n");
}
