// Presenting: the card on the screen with what is asked about it, the one before and the next, and the whole queue by area.

import { stepsOf } from "../board.ts";
import { presentCard } from "../commands.ts";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { atTurn, queue, turnClock } from "../presenting.ts";
import type { CardThing } from "../protocol.ts";
import { areaOf, cards, stage } from "../state.ts";
import { t } from "../words.ts";
import { act, live, open } from "./desk.ts";
import { nextInQueue, presentNext } from "./keys.ts";
import { OtherQuestions, Questions } from "./QuestionList.tsx";
import { Queue } from "./Queue.tsx";
import { StepButtons } from "./StepButtons.tsx";

export function PresentingPanel() {
  const shown = cards.value.find((card) => card.card_id === stage.value!.presented);
  if (cards.value.length === 0) return <p class="empty">{t("Ingen kort endnu. Når der er nogen, vises de herfra ét ad gangen på skærmen.")}</p>;
  return (
    <div class="presenting">
      <div class="presenting__now">
        <Shown card={shown} />
        {shown ? <Questions card={shown} /> : null}
        <OtherQuestions shownId={shown?.card_id ?? null} />
      </div>
      <Queue />
    </div>
  );
}

function Shown({ card }: { card: CardThing | undefined }) {
  const next = nextInQueue(1);
  return (
    <div class="shown">
      <p class="small quiet">{card ? t("På skærmen · {place}", { place: placeInQueue(card) }) : t("Ingen kort på skærmen")}</p>
      {card ? <p class="shown__name">{card.name}</p> : null}
      <TurnLine />
      <p class="small quiet">{next ? t("Derefter: {name}", { name: nextName(next) }) : t("Det var det sidste kort.")}</p>
      <div class="pair">
        <button type="button" class="button" aria-disabled={!nextInQueue(-1)} aria-keyshortcuts="PageUp" onClick={() => presentNext(-1)}>
          <Icon name="back" />
          {t("Forrige")}
        </button>
        <button type="button" class="button button--main" aria-disabled={!next} aria-keyshortcuts="Space PageDown" onClick={() => presentNext(1)}>
          {card ? t("Næste kort") : t("Vis første kort")}
          <Icon name="next" />
        </button>
      </div>
      {card ? (
        <div class="shown__place">
          <span class="small quiet">{stepsOf(card).length ? t("Står på trin") : t("Placér på trin")}</span>
          <StepButtons card={card} place="panel" />
          <button type="button" class="button button--plain button--small" onClick={() => (open.value = { kind: "card", cardId: card.card_id })}>
            {t("Ret kortet")}
          </button>
          <button type="button" class="button button--plain button--small" onClick={() => void act("panel", presentCard(null))}>
            {t("Tag af skærmen")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** "Familiehus 3:40": whose turn it is, and what is left of it. */
export function TurnLine() {
  const area = atTurn.value?.area;
  if (!area || !turnClock.value) return null;
  return (
    <p class="turnline">
      <span>{t("{area} har ordet", { area: area.name })}</span>
      <Clock {...turnClock.value} serverOffset={live.offset} calm />
    </p>
  );
}

/** "Familiehus, kort 4 af 9" */
export function placeInQueue(card: CardThing): string {
  const theirs = queue.value.find((group) => group.area.area_id === card.area_id)?.cards ?? [];
  const at = theirs.findIndex((one) => one.card_id === card.card_id) + 1;
  return t("{area}, kort {at} af {all}", { area: areaOf(card.area_id)?.name ?? "", at, all: theirs.length });
}

/** With the area's name where the next card is another area's. */
export function nextName(next: CardThing): string {
  const shown = cards.value.find((card) => card.card_id === stage.value!.presented);
  return shown && shown.area_id !== next.area_id ? t("{name} ({area})", { name: next.name, area: areaOf(next.area_id)?.name ?? "" }) : next.name;
}
