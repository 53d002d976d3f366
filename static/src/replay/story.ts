// What happened, read from what changed in the picture: nobody is told who did it, because the picture does not say.

import type { ActionThing, CardThing, FindingThing, QuestionThing, StageThing, Thing } from "../protocol.ts";
import type { Moment } from "./tape.ts";

/** `moment`: the index of the moment at which it happened. */
export type Happening = { readonly moment: number; readonly at: number } & (
  | { readonly what: "stage"; readonly stageId: string; readonly openedAt: number }
  | { readonly what: "revealed" | "hidden" }
  | { readonly what: "frozen" | "reopened"; readonly version: number }
  | { readonly what: "turn"; readonly areaId: string }
  | { readonly what: CardDeed; readonly cardIds: readonly string[] }
  | { readonly what: "placed" | "across"; readonly cardIds: readonly string[]; readonly card: CardThing }
  | { readonly what: "moved"; readonly cardIds: readonly string[]; readonly card: CardThing; readonly before: CardThing }
  | { readonly what: "found"; readonly cardIds: readonly string[]; readonly finding: FindingThing }
  | { readonly what: "asked" | "answered"; readonly cardIds: readonly string[]; readonly question: QuestionThing }
  | { readonly what: "agreed"; readonly cardIds: readonly string[]; readonly action: ActionThing }
);

/** What can befall several cards at once. */
export type CardDeed = "written" | "known" | "gone" | "back" | "unplaced" | "confirmed" | "shown" | "presented";

type Untimed = Happening extends infer H ? (H extends Happening ? Omit<H, "moment" | "at"> : never) : never;

/** All that happened, in its order. */
export function storyOf(moments: readonly Moment[]): Happening[] {
  const known = new Set<string>();
  return moments.flatMap(({ at, changes }, moment) => {
    const told = together(changes.flatMap(({ before, after }) => happenings(before, after, known)));
    return told.map((one) => ({ moment, at, ...one }) as Happening);
  });
}

/** What one card went through. */
export function historyOf(story: readonly Happening[], cardId: string): Happening[] {
  return story.filter((one) => "cardIds" in one && one.cardIds.includes(cardId));
}

function happenings(before: Thing | undefined, after: Thing | undefined, known: Set<string>): Untimed[] {
  const thing = after ?? before;
  switch (thing?.kind) {
    case "stage":
      return ofStage(before as StageThing | undefined, thing);
    case "card":
      return ofCard(before as CardThing | undefined, after as CardThing | undefined, known);
    case "presenting":
      return before?.kind === "presenting" && thing.turn !== null && thing.turn !== before.turn ? [{ what: "turn", areaId: thing.turn }] : [];
    case "finding":
      return after && !before ? [{ what: "found", cardIds: thing.card_ids, finding: thing }] : ofFinding(before, after);
    case "question":
      return ofQuestion(before as QuestionThing | undefined, after as QuestionThing | undefined);
    case "action":
      return after && !before ? [{ what: "agreed", cardIds: thing.card_ids, action: thing }] : [];
    default:
      return [];
  }
}

function ofStage(before: StageThing | undefined, after: StageThing): Untimed[] {
  const told: Untimed[] = [];
  if (before?.frozen_at != null && after.frozen_at === null) told.push({ what: "reopened", version: after.version });
  if (before?.stage_id !== after.stage_id || before.opened_at !== after.opened_at) told.push({ what: "stage", stageId: after.stage_id, openedAt: after.opened_at });
  else if (before.revealed !== after.revealed && before.texts_shown !== after.texts_shown) told.push({ what: after.texts_shown ? "revealed" : "hidden" });
  if (after.presented !== null && after.presented !== before?.presented) told.push({ what: "shown", cardIds: [after.presented] });
  if (before && after.frozen_at !== null && (before.frozen_at === null || before.version !== after.version)) told.push({ what: "frozen", version: after.version });
  return told;
}

function ofCard(before: CardThing | undefined, after: CardThing | undefined, known: Set<string>): Untimed[] {
  if (!after) return [{ what: "gone", cardIds: [before!.card_id] }];
  const cardIds = [after.card_id];
  const told: Untimed[] = [];
  if (!before) {
    told.push({ what: known.has(after.card_id) ? "back" : after.known ? "known" : "written", cardIds });
    known.add(after.card_id);
  }
  const was = before?.step_id ?? null;
  if (before && after.step_id === null && was !== null) told.push({ what: "unplaced", cardIds });
  else if (after.step_id !== null && was === null) told.push({ what: "placed", cardIds, card: after });
  else if (before && (after.step_id !== was || !same(after.other_steps, before.other_steps))) told.push({ what: "moved", cardIds, card: after, before });
  else if (before && after.column_id !== before.column_id) told.push({ what: "across", cardIds, card: after });
  if (before && after.confirmed && !before.confirmed) told.push({ what: "confirmed", cardIds });
  if (before && after.presented && !before.presented) told.push({ what: "presented", cardIds });
  return told;
}

/** A finding that comes to be about another card as well. */
function ofFinding(before: Thing | undefined, after: Thing | undefined): Untimed[] {
  if (before?.kind !== "finding" || after?.kind !== "finding") return [];
  const cardIds = after.card_ids.filter((cardId) => !before.card_ids.includes(cardId));
  return cardIds.length ? [{ what: "found", cardIds, finding: after }] : [];
}

function ofQuestion(before: QuestionThing | undefined, after: QuestionThing | undefined): Untimed[] {
  if (!after) return [];
  const cardIds = [after.card_id];
  if (!before) return [{ what: "asked", cardIds, question: after }];
  return after.answer && !before.answer ? [{ what: "answered", cardIds, question: after }] : [];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

const SEVERAL = ["known", "gone", "back", "unplaced"];

/** What befell several cards in one moment is told once: known offers come by the hundred. So is that a card was shown, and thereby presented. */
function together(told: readonly Untimed[]): Untimed[] {
  const first = new Map<string, { cardIds: string[] }>();
  const isShown = told.some(({ what }) => what === "shown");
  return told.flatMap((one) => {
    if (one.what === "presented" && isShown) return [];
    if (!SEVERAL.includes(one.what) || !("cardIds" in one)) return [one];
    const begun = first.get(one.what);
    if (begun) {
      begun.cardIds.push(...one.cardIds);
      return [];
    }
    const several = { ...one, cardIds: [...one.cardIds] };
    first.set(one.what, several);
    return [several];
  });
}
