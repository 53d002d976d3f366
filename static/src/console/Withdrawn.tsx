// Cards that were taken back. Nothing is deleted.

import { faceOf } from "../board.ts";
import { bringBackCard } from "../commands.ts";
import { Card } from "../parts/Card.tsx";
import { allCards } from "../state.ts";
import { t } from "../words.ts";
import { act, isFrozen, open } from "./desk.ts";

export function Withdrawn() {
  const withdrawn = allCards.value.filter((card) => card.withdrawn);
  if (withdrawn.length === 0) return <p class="empty">{t("Ingen kort er trukket tilbage. Kommer der nogen, kan de bringes tilbage herfra.")}</p>;
  return (
    <ul class="rowlist" data-keys data-arrows tabIndex={-1}>
      {withdrawn.map((card) => (
        <li key={card.card_id} data-key={`card:${card.card_id}`}>
          <Card card={faceOf(card)} state="withdrawn" showReach={false} onPick={() => (open.value = { kind: "card", cardId: card.card_id })} />
          {isFrozen.value ? null : (
            <button type="button" class="button button--small" data-part="back" onClick={() => void act("panel", bringBackCard(card.card_id))}>
              {t("Bring tilbage")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
