// For whoever presents for their area: their own clock, what comes next, and the way on while it is their turn.

import { useState } from "preact/hooks";

import { offerToPresent, presentCard } from "../commands.ts";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { clockOf, lengthOf, queue } from "../presenting.ts";
import type { CardThing, Command } from "../protocol.ts";
import { cards, picture, presenters, presenting, stage, turns } from "../state.ts";
import { t, tn } from "../words.ts";
import { useDesk } from "./desk.ts";
import { placeAt, StepSheet } from "./StepSheet.tsx";
import { TroubleLine } from "./TextInput.tsx";

export function Lead() {
  const { areaId } = picture.value;
  const mine = presenters.value.some((one) => one.area_id === areaId);
  if (!mine) return <Offer taken={turns.value.some((turn) => turn.area_id === areaId && turn.has_presenter)} />;
  return presenting.value?.turn === areaId ? <MyTurn areaId={areaId} /> : <Waiting areaId={areaId} />;
}

function useAsk(): readonly [(command: Command) => void, string | null] {
  const { outbox } = useDesk().surface;
  const [trouble, setTrouble] = useState<string | null>(null);
  const ask = (command: Command) => {
    setTrouble(null);
    void outbox.ask(command).then((answer) => setTrouble(answer.kind === "refused" ? answer.sentence : null));
  };
  return [ask, trouble];
}

function Offer({ taken }: { taken: boolean }) {
  const [ask, trouble] = useAsk();
  if (taken) return null;
  return (
    <section class="lead">
      <button type="button" class="button button--wide" onClick={() => ask(offerToPresent(true))}>
        <Icon name="screen" />
        {t("Jeg præsenterer for os")}
      </button>
      <p class="quiet small">{t("Så kan du vise jeres kort på skærmen herfra, når det er jeres tur.")}</p>
      {trouble ? <TroubleLine trouble={{ fact: trouble }} /> : null}
    </section>
  );
}

function Waiting({ areaId }: { areaId: string }) {
  const [ask, trouble] = useAsk();
  const theirs = queue.value.find(({ area }) => area.area_id === areaId)?.cards ?? [];
  const left = theirs.filter((card) => !card.presented).length;
  return (
    <section class="lead">
      <p class="lead__head">{t("Du præsenterer for jeres fagområde")}</p>
      <p class="quiet">
        {left === 0
          ? t("I har ikke flere kort at præsentere.")
          : tn(left, "I har ét kort. Her kommer knapperne, når facilitator giver jer ordet.", "I har {n} kort. Her kommer knapperne, når facilitator giver jer ordet.")}
      </p>
      <button type="button" class="button button--plain" onClick={() => ask(offerToPresent(false))}>
        {t("Lad en anden præsentere")}
      </button>
      {trouble ? <TroubleLine trouble={{ fact: trouble }} /> : null}
    </section>
  );
}

function MyTurn({ areaId }: { areaId: string }) {
  const desk = useDesk();
  const [ask, trouble] = useAsk();
  const mine = queue.value.find(({ area }) => area.area_id === areaId);
  const theirs = mine?.cards ?? [];
  const at = theirs.findIndex((card) => card.card_id === stage.value?.presented);
  const next = theirs.slice(at + 1).find((card) => !card.presented) ?? theirs.find((card, i) => i !== at && !card.presented);
  const before = theirs[at - 1];
  const clock = clockOf(mine?.turn, lengthOf(areaId));
  const show = (card: CardThing | undefined) => card && ask(presentCard(card.card_id));
  return (
    <section class="lead lead--now" aria-label={t("Jeres tur")}>
      <p class="lead__head">
        <span>{t("I har ordet")}</span>
        {clock ? <Clock {...clock} serverOffset={desk.surface.live.offset} calm class="lead__clock" /> : null}
      </p>
      <p class="quiet">
        {at >= 0 ? `${t("Kort {at} af {all}", { at: at + 1, all: theirs.length })} · ` : ""}
        {next ? t("Derefter: {name}", { name: next.name }) : t("Det var jeres sidste kort.")}
      </p>
      <div class="lead__ways">
        <button type="button" class="button button--large" aria-disabled={!before} onClick={() => show(before)}>
          <Icon name="back" />
          {t("Forrige")}
        </button>
        <button type="button" class="button button--main button--large" aria-disabled={!next} onClick={() => show(next)}>
          {at < 0 ? t("Vis første kort") : t("Næste kort")}
          <Icon name="next" />
        </button>
      </div>
      {trouble ? <TroubleLine trouble={{ fact: trouble }} /> : null}
      <Placing cardId={theirs[at]?.card_id} />
      <details class="lead__queue">
        <summary>{t("Alle jeres kort")}</summary>
        <ol>
          {theirs.map((card, i) => (
            <li key={card.card_id}>
              <button type="button" class="lead__card" aria-pressed={i === at} onClick={() => show(card)}>
                <span>{card.name}</span>
                <span class="quiet small">{i === at ? t("på skærmen") : card.presented ? t("præsenteret") : ""}</span>
              </button>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

/** The card on the screen is put on the staircase from here, where the stage lets people place. */
function Placing({ cardId }: { cardId: string | undefined }) {
  const desk = useDesk();
  const [opened, setOpened] = useState(false);
  const card = cards.value.find((one) => one.card_id === cardId);
  if (!card || !desk.may("place")) return null;
  const trouble = desk.troubles.value.get(card.card_id);
  return (
    <>
      <button type="button" class="button button--wide" onClick={() => setOpened(true)}>
        <Icon name="stairs" />
        {card.step_id === null ? t("Placér kortet på trappen") : t("Flyt kortet på trappen")}
      </button>
      {trouble ? <TroubleLine trouble={{ fact: trouble }} /> : null}
      {opened ? (
        <StepSheet
          title={t("Flyt til trin")}
          about={card.name}
          place={card}
          verb="move"
          onChoose={(place) => {
            setOpened(false);
            void desk.move(card.card_id, placeAt(place));
          }}
          onClose={() => setOpened(false)}
        />
      ) : null}
    </>
  );
}
