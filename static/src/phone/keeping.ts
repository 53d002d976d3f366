// Where each card of mine is just now, in the words of a state line.

import type { Keeping } from "../parts/StateLine.tsx";
import type { CardThing, OwnThing } from "../protocol.ts";
import { own } from "../state.ts";
import type { Desk } from "./desk.ts";
import type { Draft } from "./drafts.ts";
import { writable } from "./known.ts";

/** A card that I have written or am putting right: stored, only here, or both. */
export interface Mine {
  readonly card_id: string;
  readonly name: string;
  readonly stored: OwnThing | CardThing | undefined;
  readonly draft: Draft | undefined;
  readonly keeping: Keeping;
}

export function keepingOf(desk: Desk, card_id: string): Keeping {
  const draft = desk.drafts.value.get(card_id);
  const underWay = desk.underWay.value.get(card_id);
  const stored = writable(card_id);
  if (underWay?.held) return { kind: "waiting", why: underWay.held.sentence };
  if (underWay) return { kind: desk.surface.live.status.value === "open" ? "sending" : "waiting" };
  if (draft?.refused) return { kind: "failed", why: draft.refused.sentence };
  if (draft?.asked) return { kind: "sending" };
  if (draft || !stored) return { kind: "draft", changes: stored !== undefined };
  return { kind: "stored", at: desk.storedAt.value.get(card_id) ?? stored.added_at };
}

const ORDER: Record<Keeping["kind"], number> = { failed: 0, draft: 1, waiting: 2, sending: 3, stored: 4 };

/** All of them, unfinished first, then the newest; what was withdrawn comes last. */
export function mine(desk: Desk): readonly Mine[] {
  const drafts = desk.drafts.value;
  const ids = new Set([...drafts.keys(), ...own.value.map((card) => card.card_id)]);
  const all = [...ids].map((card_id): Mine => {
    const draft = drafts.get(card_id);
    const card = writable(card_id);
    return {
      card_id,
      draft,
      stored: card,
      name: (draft?.fields.name ?? card?.name ?? "").trim(),
      keeping: keepingOf(desk, card_id),
    };
  });
  return all.sort((a, b) => rank(a) - rank(b) || at(b) - at(a) || (a.card_id < b.card_id ? -1 : 1));
}

function rank({ stored, draft, keeping }: Mine): number {
  return stored?.withdrawn && !draft ? 9 : ORDER[keeping.kind];
}

function at({ stored, draft }: Mine): number {
  return draft?.at ?? stored?.added_at ?? 0;
}
