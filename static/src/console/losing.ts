// Which cards a changed plan takes from their place: told before it is saved and after. Pure.

import type { CardThing } from "../protocol.ts";
import { tn } from "../words.ts";
import type { Plan } from "./plan.ts";

export interface Losing {
  /** They will stand on no step. */
  readonly placed: readonly CardThing[];
  /** They stay on their step and stand in no column, or no longer on one of their further steps. */
  readonly partly: readonly CardThing[];
}

export function losing(plan: Pick<Plan, "steps" | "columns">, cards: readonly CardThing[]): Losing {
  const steps = new Set(plan.steps.map((step) => step.step_id));
  const columns = new Set(plan.columns.map((column) => column.column_id));
  const isPlaced = (card: CardThing) => card.step_id !== null;
  const keepsAll = (card: CardThing) => (card.column_id === null || columns.has(card.column_id)) && card.other_steps.every((step) => steps.has(step));
  const [staying, leaving] = [cards.filter((card) => isPlaced(card) && steps.has(card.step_id!)), cards.filter((card) => isPlaced(card) && !steps.has(card.step_id!))];
  return { placed: leaving, partly: staying.filter((card) => !keepsAll(card)) };
}

/** What became of them, for a short note. */
export function lost({ placed, partly }: Losing): string {
  if (placed.length === 0) return tn(partly.length, "Planen er gemt. {n} kort står nu uden kolonne eller på færre trin.", "Planen er gemt. {n} kort står nu uden kolonne eller på færre trin.");
  return tn(placed.length, "Planen er gemt. {n} kort er nu ikke placeret: {names}", "Planen er gemt. {n} kort er nu ikke placeret: {names}", { names: named(placed) });
}

const NAMED = 3;

function named(cards: readonly CardThing[]): string {
  const names = cards.slice(0, NAMED).map((card) => `“${card.name}”`).join(", ");
  return cards.length > NAMED ? tn(cards.length - NAMED, "{names} og {n} til", "{names} og {n} til", { names }) : names;
}
