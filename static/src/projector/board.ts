// From what the server sent to what the staircase draws.

import { computed } from "@preact/signals";

import type { Mark } from "../parts/Card.tsx";
import type { Board, PlacedCard, StepName } from "../parts/layout.ts";
import type { CardThing, FindingThing, SessionThing } from "../protocol.ts";
import { areaOf, cards, findings, session, sortByRank, stepIndex } from "../state.ts";
import { tn } from "../words.ts";
import { steady } from "./steady.ts";

export const steps = computed<readonly StepName[]>(() => {
  return session.value?.steps.map(({ step_id, name }) => ({ stepId: step_id, name })) ?? [];
});

/** Names of areas by their letters. */
export const areaNames = computed<Readonly<Record<string, string>>>(() => {
  return Object.fromEntries(session.value?.areas.map(({ tag, name }) => [tag, name]) ?? []);
});

const steadyCards = steady<PlacedCard>();

/** Every card that stands on a step. */
export const wholeBoard = computed<Board>(() => {
  const placed = sortByRank(cards.value.filter(isPlaced)).map((card) => face(card, session.value));
  return { steps: steps.value, cards: steadyCards(placed) };
});

/** Only what the room has found, so that it can be drawn large; the rest is a number in each step's heading. */
export const foundBoard = computed<Board>(() => {
  const marks = marksOf(findings.value);
  const all = wholeBoard.value.cards.map((card) => ({ ...card, marks: marks.get(card.cardId) }));
  const counts = steps.value.map((_, step) => {
    const here = all.filter((card) => card.step === step);
    const rest = here.filter((card) => !card.marks).length;
    const offers = tn(here.length, "1 tilbud", "{n} tilbud");
    return here.length ? tn(rest, "{offers}, 1 uden mærke", "{offers}, {n} uden mærke", { offers }) : offers;
  });
  return { steps: steps.value, cards: [...all.filter((card) => card.marks), ...gaps(findings.value)], counts };
});

/** Cards without a step, in the order they came. */
export const unplaced = computed<readonly CardThing[]>(() => {
  return cards.value.filter((card) => !isPlaced(card)).sort(byArrival);
});

/** How many cards stand on each step as their main one, lowest step first. */
export const perStep = computed<readonly number[]>(() => {
  return steps.value.map((_, step) => wholeBoard.value.cards.filter((card) => card.step === step).length);
});

/** In the order in which the areas present their cards: up the staircase, those not placed last, as they came. */
export const queue = computed<readonly CardThing[]>(() => {
  const order = (card: CardThing) => (isPlaced(card) ? stepIndex(card.step_id) : steps.value.length);
  const sorted = [...sortByRank(cards.value.filter(isPlaced)), ...unplaced.value].sort((a, b) => order(a) - order(b));
  return session.value?.areas.flatMap(({ area_id }) => sorted.filter((card) => card.area_id === area_id)) ?? [];
});

export function isPlaced(card: CardThing): boolean {
  return stepIndex(card.step_id) >= 0;
}

function byArrival(a: CardThing, b: CardThing): number {
  return a.added_at - b.added_at || (a.card_id < b.card_id ? -1 : 1);
}

// A card that did not change is the same object as before, so that the staircase need not draw it again.
const faces = new WeakMap<CardThing, { readonly plan: SessionThing | undefined; readonly face: PlacedCard }>();

function face(card: CardThing, plan: SessionThing | undefined): PlacedCard {
  const kept = faces.get(card);
  if (kept?.plan === plan && kept) return kept.face;
  const area = areaOf(card.area_id);
  const made: PlacedCard = {
    cardId: card.card_id,
    step: stepIndex(card.step_id),
    others: card.other_steps.map(stepIndex).filter((step) => step >= 0),
    name: card.name,
    tag: area?.tag ?? "",
    areaName: area?.name,
    targetGroup: card.target_group,
    reach: card.reach,
  };
  faces.set(card, { plan, face: made });
  return made;
}

function marksOf(found: readonly FindingThing[]): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>();
  for (const { card_ids, form, number } of found) {
    for (const cardId of card_ids) marks.set(cardId, [...(marks.get(cardId) ?? []), { form, number }]);
  }
  return marks;
}

// A gap is drawn as the card that is not there.
function gaps(found: readonly FindingThing[]): PlacedCard[] {
  return found
    .filter(({ form, step_id }) => form === "gap" && stepIndex(step_id) >= 0)
    .map(({ finding_id, number, step_id, text }) => ({
      cardId: `gap ${finding_id}`,
      step: stepIndex(step_id),
      name: text,
      tag: "",
      gap: true,
      marks: [{ form: "gap", number }],
    }));
}
