// What the parts of this page share: the version before, which offer is looked at, and what is written and not stored yet.

import { computed, signal } from "@preact/signals";

import { readData } from "../boot.ts";
import { editCard } from "../commands.ts";
import { act, ask, kept } from "../console/desk.ts";
import { proposals } from "../console/Candidates.tsx";
import { looksLikeCpr } from "../cpr.ts";
import type { CardThing, OfferChanges } from "../protocol.ts";
import { allCards } from "../state.ts";
import { t } from "../words.ts";
import { type Filter, NO_FILTER, ordered, passes } from "./filter.ts";

interface TidyData {
  readonly changes: string;
  /** The version that is tidied up. */
  readonly version: number;
  readonly before: readonly CardThing[];
}

export const data = readData<TidyData>()!;
/** The offers as they stand in the version before. A card that was withdrawn then is none of them. */
export const before: ReadonlyMap<string, CardThing> = new Map(data.before.filter((card) => !card.withdrawn).map((card) => [card.card_id, card]));

// What is looked at ------------------------------------------------------------------------------------------------

export const filter = signal<Filter>(NO_FILTER);
export const picked = signal<string | null>(null);
export const card = computed(() => allCards.value.find((one) => one.card_id === picked.value));

const alike = computed(() => new Set(proposals.value?.candidates.filter((one) => !one.rejected).flatMap((one) => one.card_ids)));

/** The offers that are listed: those that pass, and the one that is worked on, so that it does not go from under one's hands. */
export const rows = computed(() =>
  ordered(allCards.value.filter((one) => one.card_id === picked.value || passes(one, filter.value, { before, alike: alike.value }))),
);

/** To the one above or below; false at the edge. */
export function pick(direction: -1 | 1): boolean {
  const at = rows.peek().findIndex((row) => row.card_id === picked.peek());
  const next = rows.peek()[at + direction];
  if (next) picked.value = next.card_id;
  return next !== undefined;
}

/** What is worked on. */
export type View = "offers" | "findings" | "actions";
export const view = signal<View>("offers");

/** What stands over the page. One at a time. */
export type Window = { readonly kind: "merge" | "split"; readonly cardId: string } | { readonly kind: "add" | "save" | "give-up" };
export const open = signal<Window | null>(null);
export const close = () => (open.value = null);

// What is written --------------------------------------------------------------------------------------------------

export type Words = "name" | "target_group" | "organisational_unit" | "description" | "age_span" | "group_size" | "duration" | "legal_basis" | "contact";

/** What is written in a field and not stored, by card and field. */
export const writing = kept<Readonly<Record<string, string>>>("tidy-writing", {});
/** Why it could not be. */
export const faults = signal<Readonly<Record<string, string>>>({});

export const keyOf = (cardId: string, field: Words) => `${cardId}:${field}`;

function without<V>(all: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(all).filter(([other]) => other !== key));
}

export function write(key: string, words: string): void {
  writing.value = { ...writing.peek(), [key]: words };
}

/** As it stands on the board again. */
export function forget(key: string): void {
  writing.value = without(writing.peek(), key);
  faults.value = without(faults.peek(), key);
}

let press = Promise.resolve();
let isPressed = false;
addEventListener(
  "pointerdown",
  () => {
    isPressed = true;
    // After the click, which comes when all listeners to this have been called.
    press = new Promise((done) => {
      const end = () => setTimeout(() => ((isPressed = false), done()));
      for (const event of ["pointerup", "pointercancel"]) addEventListener(event, end, { once: true });
    });
  },
  { capture: true },
);

/** Stores what is written in a field, when one leaves it. */
export async function store(of: CardThing, field: Words): Promise<void> {
  // What comes of it may push the page down: not from under a pointer that is just pressing something.
  if (isPressed) await press;
  const key = keyOf(of.card_id, field);
  const words = writing.peek()[key];
  if (words === undefined) return;
  if (words.trim() === of[field]) return forget(key);
  const fault = (sentence: string) => (faults.value = { ...faults.peek(), [key]: sentence });
  const stopped = faultOf(words, field === "name");
  if (stopped) return void fault(stopped);
  const answer = await ask(editCard(of.card_id, { [field]: words }));
  if (answer.kind === "refused") fault(answer.sentence);
  else if (writing.peek()[key] === words) forget(key);
}

/** Why a text cannot be stored; empty if it can. */
export function faultOf(words: string, isName = false): string {
  if (looksLikeCpr(words)) return t("Det ligner et CPR-nummer. Slet tallet. Kortet handler om tilbuddet, ikke om et barn.");
  return isName && words.trim() === "" ? t("Skriv, hvad tilbuddet hedder.") : "";
}

/** How often a choice was refused: then the fields are drawn anew, because what was chosen is not so. */
export const refusals = signal(0);

/** Changes what is chosen, not written; a refusal is told above the fields. */
export async function choose(of: CardThing, changes: OfferChanges): Promise<void> {
  const answer = await act("card", editCard(of.card_id, changes));
  if (answer.kind === "refused") refusals.value += 1;
}
