// Presenting: the card on the screen, the one before and the next, and the whole queue by area.

import { useComputed } from "@preact/signals";

import { type AreaCards, byArea, stepsOf } from "../board.ts";
import { presentCard } from "../commands.ts";
import { Icon } from "../parts/Icon.tsx";
import { Tag } from "../parts/Tag.tsx";
import type { CardThing } from "../protocol.ts";
import { areaOf, cards, session, stage } from "../state.ts";
import { t } from "../words.ts";
import { act, open } from "./desk.ts";
import { nextInQueue, presentNext } from "./keys.ts";

export function PresentingPanel() {
  const groups = useComputed(() => byArea(session.value!, cards.value)).value;
  const shown = cards.value.find((card) => card.card_id === stage.value!.presented);
  if (cards.value.length === 0) return <p class="empty">{t("Ingen kort endnu. Når der er nogen, vises de herfra ét ad gangen på skærmen.")}</p>;
  return (
    <div class="presenting">
      <Shown card={shown} />
      <div class="queue" data-keys data-arrows tabIndex={-1}>
        {groups
          .filter((group) => group.cards.length)
          .map((group) => (
            <Group key={group.area.area_id} {...group} />
          ))}
      </div>
    </div>
  );
}

function Shown({ card }: { card: CardThing | undefined }) {
  const next = nextInQueue(1);
  return (
    <div class="shown">
      <p class="small quiet">{card ? t("På skærmen · {place}", { place: placeInQueue(card) }) : t("Ingen kort på skærmen")}</p>
      {card ? <p class="shown__name">{card.name}</p> : null}
      <p class="small quiet">{next ? t("Derefter: {name}", { name: next.name }) : t("Det var det sidste kort.")}</p>
      <div class="pair">
        <button type="button" class="button" aria-disabled={!nextInQueue(-1)} onClick={() => presentNext(-1)}>
          <Icon name="back" />
          {t("Forrige")}
        </button>
        <button type="button" class="button button--main" aria-disabled={!next} aria-keyshortcuts="Space" onClick={() => presentNext(1)}>
          {card ? t("Næste kort") : t("Vis første kort")}
          <Icon name="next" />
        </button>
      </div>
    </div>
  );
}

/** "Familiehus, kort 4 af 9" */
export function placeInQueue(card: CardThing): string {
  const theirs = byArea(session.value!, cards.value).find((group) => group.area.area_id === card.area_id)?.cards ?? [];
  const at = theirs.findIndex((one) => one.card_id === card.card_id) + 1;
  return t("{area}, kort {at} af {all}", { area: areaOf(card.area_id)?.name ?? "", at, all: theirs.length });
}

function Group({ area, cards: theirs }: AreaCards) {
  return (
    <div role="group" aria-label={area.name}>
      <h3 class="queue__head">
        <Tag tag={area.tag} />
        {area.name} <span class="quiet number">{theirs.length}</span>
      </h3>
      <ul class="queue__cards">
        {theirs.map((card) => (
          <Row key={card.card_id} card={card} />
        ))}
      </ul>
    </div>
  );
}

function Row({ card }: { card: CardThing }) {
  const isShown = stage.value!.presented === card.card_id;
  const step = stepsOf(card)[0];
  return (
    <li class="queue__row" data-key={`card:${card.card_id}`}>
      <button type="button" class="queue__show" aria-pressed={isShown} onClick={() => void act("panel", presentCard(card.card_id))}>
        <span>{card.name}</span>
        <span class="small quiet">{isShown ? t("på skærmen") : step ? t("trin {n}", { n: step }) : t("ikke placeret")}</span>
      </button>
      <button
        type="button"
        class="button button--plain button--small"
        data-part="open"
        aria-label={t("Åbn “{name}”", { name: card.name })}
        onClick={() => (open.value = { kind: "card", cardId: card.card_id })}
      >
        {t("Åbn")}
      </button>
    </li>
  );
}
