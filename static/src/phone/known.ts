// Known offers of this table: cards that were there before the day. Nobody in the room wrote them, so all who sit at the table may
// say of each whether it still holds, and put it right.

import type { CardThing, OwnThing } from "../protocol.ts";
import { cards, isAtMyTable, own } from "../state.ts";

/** A card as it is stored, if this person may write on it: their own, or a known offer of their table. */
export function writable(card_id: string): OwnThing | CardThing | undefined {
  return own.value.find((card) => card.card_id === card_id) ?? atTable().find((card) => card.known && card.card_id === card_id);
}

/** Those of which nobody has said yet whether they hold, in the order of the list they came from. */
export function unconfirmed(): readonly CardThing[] {
  return atTable().filter((card) => !card.confirmed);
}

function atTable(): readonly CardThing[] {
  return cards.value.filter(isAtMyTable);
}
