// The life of what is written on this phone, from the first keystroke until the server has stored it. Pure: the desk keeps
// drafts on the phone and talks to the outbox.

import type { Answer } from "../outbox.ts";
import type { CardThing, OwnThing } from "../protocol.ts";
import { EMPTY, type Fields, fieldsOf, same } from "./fields.ts";

export interface Draft {
  readonly card_id: string;
  /** The card as it stood when it was taken up again; null for a new one. */
  readonly base: Fields | null;
  readonly fields: Fields;
  /** When its last letter was written, ms by this phone's clock. */
  readonly at: number;
  /** What was put forward and has not been answered yet. */
  readonly asked: Fields | null;
  /** What is written now is to be put forward as well, once there is an answer. */
  readonly again: boolean;
  /** Why the server would not store it. */
  readonly refused: { readonly code: string; readonly field: string; readonly sentence: string } | null;
}

export function begin(card_id: string, stored: OwnThing | CardThing | undefined, unit: string): Draft {
  const base = stored ? fieldsOf(stored) : null;
  return {
    card_id,
    base,
    fields: base ?? { ...EMPTY, organisational_unit: unit },
    at: 0,
    asked: null,
    again: false,
    refused: null,
  };
}

export function write(draft: Draft, patch: Partial<Fields>, now: number): Draft {
  return { ...draft, fields: { ...draft.fields, ...patch }, at: now, refused: null };
}

/** Whether there is anything in it that would be missed. The unit alone is no card: it was only remembered from the last. */
export function isWorthKeeping({ base, fields, asked, refused }: Draft): boolean {
  return (
    asked !== null || refused !== null || !same(fields, base ?? { ...EMPTY, organisational_unit: fields.organisational_unit })
  );
}

/** What is left of a draft when its command is answered: null when the server has all of it. */
export function answered(draft: Draft, answer: Answer, stored: OwnThing | CardThing | undefined): Draft | null {
  if (answer.kind === "stored") {
    // A new card is there when it is seen to be; until then its row would be gone for a moment.
    return draft.base === null && !stored ? draft : settled(draft, draft.asked ?? draft.fields);
  }
  // Another tab of this phone put the same card forward; what differs is a change to it.
  if (answer.code === "taken" && stored) return settled(draft, fieldsOf(stored));
  return { ...draft, asked: null, again: false, refused: { code: answer.code, field: answer.field, sentence: answer.sentence } };
}

/** A draft that was put forward, although nothing waits any more: the page was gone when the answer came, or never asked. */
export function cleared(draft: Draft, stored: OwnThing | CardThing | undefined): Draft | null {
  if (draft.asked === null) return draft;
  if (draft.base === null && stored) return settled(draft, draft.asked);
  if (draft.base !== null && stored && same({ ...draft.asked, ...placeOf(stored) }, fieldsOf(stored)))
    return settled(draft, draft.asked);
  return { ...draft, asked: null };
}

function settled(draft: Draft, base: Fields): Draft | null {
  return same(draft.fields, base) ? null : { ...draft, base, asked: null, refused: null };
}

function placeOf({ step_id, column_id, other_steps }: OwnThing | CardThing): Pick<Fields, "step_id" | "column_id" | "other_steps"> {
  return { step_id, column_id, other_steps };
}
