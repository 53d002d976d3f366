// What the wall draws, kept up to date with the picture.

import { computed } from "@preact/signals";

import { areaNames as areaNamesOf, columnNames, gaps, marksOf, placedCards, stepNames, unplaced as unplacedOf } from "../board.ts";
import type { Board, ColumnName, PlacedCard, StepName } from "../parts/layout.ts";
import type { CardThing } from "../protocol.ts";
import { cards, findings, session } from "../state.ts";
import { tn } from "../words.ts";
import { steady } from "../parts/steady.ts";

export const steps = computed<readonly StepName[]>(() => (session.value ? stepNames(session.value) : []));

export const columns = computed<readonly ColumnName[]>(() => (session.value ? columnNames(session.value) : []));

export const areaNames = computed<Readonly<Record<string, string>>>(() => (session.value ? areaNamesOf(session.value) : {}));

const steadyCards = steady<PlacedCard>();

/** Every card that stands on a step. */
export const wholeBoard = computed<Board>(() => {
  const placed = session.value ? placedCards(session.value, cards.value, []) : [];
  return { steps: steps.value, columns: columns.value, cards: steadyCards(placed) };
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
  return { steps: steps.value, columns: columns.value, cards: [...all.filter((card) => card.marks), ...gaps(findings.value)], counts };
});

/** Cards without a step, in the order they came. */
export const unplaced = computed<readonly CardThing[]>(() => unplacedOf(cards.value));

/** How many cards stand on each step as their main one, lowest step first. */
export const perStep = computed<readonly number[]>(() => {
  return steps.value.map((_, step) => wholeBoard.value.cards.filter((card) => card.step === step).length);
});

