// What stands in the form of a card, and what the phone can say about it before the server is asked. The server decides;
// this only spares people the way there and back. tests/board/test_phone_limits.py keeps limits.json equal to the models.

import { looksLikeCpr, splitCpr } from "../cpr.ts";
import type { CardThing, Offer, OfferChanges, OwnThing } from "../protocol.ts";
import { t, tn } from "../words.ts";
import limits from "./limits.json";

export interface Fields extends Required<Omit<Offer, "area_id" | "public">> {
  readonly step_id: string | null;
  readonly column_id: string | null;
  readonly other_steps: readonly string[];
}

export type TextField = Exclude<keyof typeof limits, "finding" | "question" | "supports">;

export const EMPTY: Fields = {
  name: "",
  target_group: "",
  reach: "",
  organisational_unit: "",
  description: "",
  age_span: "",
  group_size: "",
  duration: "",
  access_route: "",
  legal_basis: "",
  contact: "",
  consultative: false,
  step_id: null,
  column_id: null,
  other_steps: [],
};
const KEYS = Object.keys(EMPTY) as (keyof Fields)[];

/** What is wrong with one field: what happened, and what to do about it. */
export interface Trouble {
  readonly fact: string;
  readonly advice?: string;
  /** Said at once, also to those who do not see it. */
  readonly urgent?: boolean;
}

export type Troubles = Partial<Record<keyof Fields, Trouble>>;

export function fieldsOf(card: CardThing | OwnThing): Fields {
  return Object.fromEntries(KEYS.map((key) => [key, card[key]])) as unknown as Fields;
}

export function same(a: Fields, b: Fields): boolean {
  // A draft that was kept by an older page lacks what came since.
  return KEYS.every((key) => String(a[key] ?? EMPTY[key]) === String(b[key] ?? EMPTY[key]));
}

const PLACE: readonly (keyof Fields)[] = ["step_id", "column_id", "other_steps"];

/** What an edit changes of the offer; steps are moved, not edited. */
export function changesOf(before: Fields, after: Fields): OfferChanges {
  const changed = KEYS.filter((key) => !PLACE.includes(key) && after[key] !== before[key]);
  return Object.fromEntries(changed.map((key) => [key, after[key]]));
}

export function offerOf(fields: Fields, area_id: string): Offer {
  const { step_id: _step, column_id: _column, other_steps: _others, ...offer } = fields;
  return { ...offer, area_id };
}

/** What can be seen to be wrong while it is written. */
export function troublesOf(fields: Fields): Troubles {
  const found: Troubles = {};
  const keys = (Object.keys(limits) as (keyof typeof limits)[]).filter((key) => key in EMPTY) as TextField[];
  keys.forEach((key, i) => {
    const below = keys.slice(i + 1).find((other) => fields[other].trim());
    const trouble = textTrouble(fields[key], limits[key], below && fields[below]);
    if (trouble) found[key] = trouble;
  });
  return found;
}

/** The same for one text of any kind. `below`: what is written in the next field. */
export function textTrouble(text: string, limit: number, below = ""): Trouble | undefined {
  if (looksLikeCpr(text.replace(/[^\S\n]+/g, " ")) || splitCpr(text, below)) {
    const advice = t("Slet tallet. Kortet handler om tilbuddet, ikke om et barn.");
    return { fact: t("Det ligner et CPR-nummer."), advice, urgent: true };
  }
  const over = lengthOf(text) - limit;
  if (over <= 0) return undefined;
  return {
    fact: tn(over, "Teksten er 1 tegn for lang.", "Teksten er {n} tegn for lang."),
    advice: t("Forkort den, og prøv igen."),
  };
}

/** How many signs are left, once that is worth knowing. */
export function nearLimit(text: string, limit: number): string | undefined {
  const left = limit - lengthOf(text);
  return left >= 0 && left <= Math.max(10, limit / 10) ? tn(left, "Plads til 1 tegn mere", "Plads til {n} tegn mere") : undefined;
}

export { limits };

// As the server counts: by sign, not by the halves that an emoji has in JavaScript, and with runs of blanks as one.
function lengthOf(text: string): number {
  return [...text.trim().replace(/[^\S\n]+/g, " ")].length;
}
