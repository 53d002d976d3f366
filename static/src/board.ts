// From the picture to what screens draw: which cards stand where, in which order, with which marks.

import type { Mark } from "./parts/Card.tsx";
import type { Board, ColumnName, PlacedCard } from "./parts/layout.ts";
import type { Area, CardThing, FindingThing, SessionThing } from "./protocol.ts";
import { areaOf, columnIndex, sortByRank, stepIndex } from "./state.ts";

export function isUnplaced(card: CardThing): boolean {
  return stepIndex(card.step_id) < 0;
}

/** Cards without a step, in the order they came. */
export function unplaced(cards: readonly CardThing[]): CardThing[] {
  return cards.filter(isUnplaced).sort(byArrival);
}

function byArrival(a: CardThing, b: CardThing): number {
  return a.added_at - b.added_at || (a.card_id < b.card_id ? -1 : 1);
}

export function stepNames(session: SessionThing): Board["steps"] {
  return session.steps.map(({ step_id, name }) => ({ stepId: step_id, name }));
}

export function columnNames(session: SessionThing): readonly ColumnName[] {
  return session.columns.map(({ column_id, name, short }) => ({ columnId: column_id, name, short: short ?? "" }));
}

/** Names of areas by their letters. */
export function areaNames(session: SessionThing): Readonly<Record<string, string>> {
  return Object.fromEntries(session.areas.map(({ tag, name }) => [tag, name]));
}

interface Face {
  readonly session: SessionThing;
  readonly marks: readonly Mark[] | undefined;
  readonly face: PlacedCard;
}

// The staircase draws a card anew when it is another object than before; of 300 cards one has changed.
const faces = new WeakMap<CardThing, Face>();

/** All that stands on the staircase, the gaps among the findings too. */
export function placedCards(session: SessionThing, cards: readonly CardThing[], findings: readonly FindingThing[]): PlacedCard[] {
  const marks = marksOf(findings);
  const placed = sortByRank(cards.filter((card) => !isUnplaced(card)));
  return [...placed.map((card) => faceOnStep(session, card, marks.get(card.card_id))), ...gaps(findings)];
}

function faceOnStep(session: SessionThing, card: CardThing, marks: readonly Mark[] | undefined): PlacedCard {
  const before = faces.get(card);
  if (before?.session === session && sameMarks(before.marks, marks)) return before.face;
  const face = {
    ...faceOf(card, marks),
    cardId: card.card_id,
    step: stepIndex(card.step_id),
    others: card.other_steps.map(stepIndex).filter((step) => step >= 0),
    column: columnIndex(card.column_id),
  };
  faces.set(card, { session, marks, face });
  return face;
}

function sameMarks(a: readonly Mark[] = [], b: readonly Mark[] = []): boolean {
  return a.length === b.length && a.every((mark, i) => mark.form === b[i]!.form && mark.number === b[i]!.number);
}

/** What a card shows of itself wherever it is listed. */
export function faceOf(card: CardThing, marks?: readonly Mark[]) {
  const area = areaOf(card.area_id);
  return { name: card.name, tag: area?.tag ?? "", areaName: area?.name, targetGroup: card.target_group, reach: card.reach, marks, unconfirmed: !card.confirmed };
}

/** Every step a card stands on, counted from 1, its main one first. */
export function stepsOf(card: CardThing): number[] {
  return [card.step_id, ...card.other_steps].map(stepIndex).filter((step) => step >= 0).map((step) => step + 1);
}

export function marksOf(findings: readonly FindingThing[]): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>();
  for (const { card_ids, form, number } of findings) {
    for (const cardId of card_ids) marks.set(cardId, [...(marks.get(cardId) ?? []), { form, number }]);
  }
  return marks;
}

export const GAP = "gap ";

/** A gap is drawn as the card that is not there. */
export function gaps(findings: readonly FindingThing[]): PlacedCard[] {
  return findings
    .filter(({ form, step_id }) => form === "gap" && stepIndex(step_id) >= 0)
    .map(({ finding_id, number, step_id, text, target_group }) => ({
      cardId: GAP + finding_id,
      step: stepIndex(step_id),
      name: text,
      targetGroup: target_group,
      tag: "",
      gap: true,
      marks: [{ form: "gap", number }],
    }));
}

export interface AreaCards {
  readonly area: Area;
  readonly cards: readonly CardThing[];
}

/** By area in the plan's order, within it by step and order on the step; those not placed last, as they came. */
export function byArea(session: SessionThing, cards: readonly CardThing[]): AreaCards[] {
  const order = (card: CardThing) => (isUnplaced(card) ? Infinity : stepIndex(card.step_id));
  const sorted = sortByRank(cards).sort((a, b) => order(a) - order(b) || (isUnplaced(a) && isUnplaced(b) ? byArrival(a, b) : 0));
  return session.areas.map((area) => ({ area, cards: sorted.filter((card) => card.area_id === area.area_id) }));
}

/** By area, one after the other. */
export function inAreas(session: SessionThing, cards: readonly CardThing[]): CardThing[] {
  return byArea(session, cards).flatMap((group) => group.cards);
}

/** Whether every word that is searched for stands somewhere on the card. */
export function matches(card: CardThing, wanted: string): boolean {
  const area = areaOf(card.area_id);
  const text = [card.name, card.target_group, card.organisational_unit, card.description, area?.name, area?.tag].join(" ").toLocaleLowerCase("da");
  return wanted.toLocaleLowerCase("da").split(/\s+/).every((word) => text.includes(word));
}
