// Which offers are listed, and in which order. Nothing here knows of the page.

import type { CardThing } from "../protocol.ts";
import { matches } from "../board.ts";
import { sortByRank, stepIndex } from "../state.ts";

const TEXTS = ["target_group", "reach", "organisational_unit", "description", "age_span", "group_size", "duration", "access_route", "legal_basis", "contact"] as const;
/** What a card may lack. */
export type Lack = (typeof TEXTS)[number];
export const LACKS: readonly Lack[] = TEXTS;

export interface Filter {
  readonly words: string;
  /** Empty: all; "none": those without. */
  readonly stepId: string;
  readonly areaId: string;
  readonly only: "" | Lack | "alike" | "changed" | "unconfirmed" | "public" | "private" | "withdrawn";
}

export const NO_FILTER: Filter = { words: "", stepId: "", areaId: "", only: "" };

interface Known {
  readonly before: ReadonlyMap<string, CardThing>;
  /** Those that may be the same as others. */
  readonly alike: ReadonlySet<string>;
}

export function passes(card: CardThing, { words, stepId, areaId, only }: Filter, known: Known): boolean {
  if (only !== "changed" && card.withdrawn !== (only === "withdrawn")) return false;
  if (stepId && (stepId === "none" ? stepIndex(card.step_id) >= 0 : card.step_id !== stepId && !card.other_steps.includes(stepId))) return false;
  if (areaId && card.area_id !== areaId) return false;
  if (words.trim() && !matches(card, words)) return false;
  switch (only) {
    case "":
    case "withdrawn":
      return true;
    case "alike":
      return known.alike.has(card.card_id);
    case "changed":
      return becameOf(card, known.before.get(card.card_id)) !== "same";
    case "unconfirmed":
      return !card.confirmed;
    case "public":
    case "private":
      return card.public === (only === "public");
    default:
      return card[only] === "";
  }
}

const FIELDS = [...TEXTS, "name", "area_id", "consultative", "public", "step_id", "column_id", "confirmed"] as const;

/** What has become of an offer since the version before; what was withdrawn then, and still is, is the same. */
export function becameOf(card: CardThing, then: CardThing | undefined): "same" | "new" | "changed" | "withdrawn" {
  if (!then) return card.withdrawn ? "same" : "new";
  if (card.withdrawn) return "withdrawn";
  return FIELDS.some((field) => card[field] !== then[field]) || card.other_steps.join() !== then.other_steps.join() ? "changed" : "same";
}

/** As they stand on the staircase, lowest step first; those without a step last. */
export function ordered(cards: readonly CardThing[]): CardThing[] {
  const order = (card: CardThing) => (stepIndex(card.step_id) < 0 ? Infinity : stepIndex(card.step_id));
  return sortByRank(cards).sort((a, b) => order(a) - order(b) || 0);
}
