// Puts a card on the screen, large, or takes it off.

import { presentCard } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import type { CardThing } from "../protocol.ts";
import { stage } from "../state.ts";
import { t } from "../words.ts";
import { act, isFrozen, type Place } from "./desk.ts";

export function PresentButton({ card, place = "board" }: { card: CardThing; place?: Place }) {
  if (isFrozen.value) return null;
  const isShown = stage.value?.presented === card.card_id;
  return (
    <button
      type="button"
      class="button button--small"
      aria-pressed={isShown}
      data-part="present"
      onClick={() => void act(place, presentCard(isShown ? null : card.card_id))}
    >
      <Icon name="screen" />
      {isShown ? t("Tag af skærmen") : t("Vis på skærmen")}
    </button>
  );
}
