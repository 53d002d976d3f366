// The remote control, for a small screen: what runs now and for how long, the card on the wall, the way back and the way on. The whole
// desk is one press away, in one column.

import { presentCard } from "../commands.ts";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { cards, here, session, stage } from "../state.ts";
import { t, time, tn } from "../words.ts";
import { Calls } from "./Calls.tsx";
import { backWords, type Day, endSentence, startWords } from "./day.ts";
import { act, isFrozen, live, now, open, wholeDesk } from "./desk.ts";
import { cardFact, Keeping, WayBack } from "./Head.tsx";
import { HoldButton, LockButton, RevealButton } from "./Hands.tsx";
import { nextInQueue, presentNext } from "./keys.ts";
import { Late } from "./Late.tsx";
import { MappingLink } from "./MappingLink.tsx";
import { Others } from "./Others.tsx";
import { nextName, placeInQueue, TurnLine } from "./PresentingPanel.tsx";
import { ClockButtons, Closing, useDay } from "./Rail.tsx";
import { Questions } from "./QuestionList.tsx";
import { Trouble } from "./Trouble.tsx";
import { Waiting } from "./Waiting.tsx";

export function Remote() {
  const day = useDay();
  const { deadline, remaining } = stage.value!;
  const people = here.value.reduce((sum, area) => sum + (area.people ?? 0), 0);
  return (
    <main class="remote">
      <header class="remote__top">
        <div>
          <h1 class="remote__title">{t("Fjernbetjening")}</h1>
          <p class="remote__state small">
            <span class="quiet">{tn(people, "{n} er med", "{n} er med")}</span> <Keeping />
          </p>
          <ul class="remote__state small quiet">
            <Others />
          </ul>
        </div>
        <p class="quiet number">{time(now.value)}</p>
      </header>
      <section class="remote__now" aria-label={t("Nu")}>
        <p class="quiet">{t("Nu")}</p>
        <h2 class="remote__stage">{isFrozen.value ? t("Kortlægningen er afsluttet") : day.now.title}</h2>
        <Clock deadline={deadline} pausedRemaining={remaining} serverOffset={live.offset} announces class="remote__clock" />
        {isFrozen.value ? null : (
          <>
            <p class="quiet">{endSentence(day.now, stage.value!, now.value)}</p>
            <Closing />
            <ClockButtons />
          </>
        )}
        <Trouble place="rail" />
      </section>
      <div class="remote__more">
        <Waiting />
        <Calls />
        <Late day={day} />
        {day.now.kind === "presenting" || stage.value!.presented !== null ? <OnScreen /> : <p class="remote__facts">{cardFact()}</p>}
        {isFrozen.value ? null : <Room day={day} />}
        <p class="remote__whole">
          <button type="button" class="button button--plain" onClick={() => (wholeDesk.value = true)}>
            {t("Vis hele konsollen")}
          </button>
        </p>
      </div>
      <footer class="remote__dock">
        {isFrozen.value ? (
          <MappingLink />
        ) : (
          <>
            <WayBack large />
            {day.next ? (
              <button type="button" class="button button--wide button--large" onClick={() => (open.value = { kind: "stage", stageId: day.next!.stage_id })}>
                {startWords(day.next, session.value!.agenda)}
                <Icon name="next" />
              </button>
            ) : (
              <button type="button" class="button button--wide button--large" onClick={() => (open.value = { kind: "freeze" })}>
                {t("Afslut kortlægningen")}
              </button>
            )}
          </>
        )}
      </footer>
    </main>
  );
}

/** What the room sees and may do, and the way back in the day. */
function Room({ day }: { day: Day }) {
  const { before } = day;
  return (
    <section class="remote__room" aria-label={t("Rummet")}>
      <HoldButton place="screen" />
      <div class="pair">
        <RevealButton place="screen" />
        <LockButton />
      </div>
      {before ? (
        <button type="button" class="button button--wide" onClick={() => (open.value = { kind: "stage", stageId: before.stage_id })}>
          <Icon name="back" />
          {backWords(before, session.value!.agenda)}
        </button>
      ) : null}
      <Trouble place="screen" />
    </section>
  );
}

function OnScreen() {
  const shown = cards.value.find((card) => card.card_id === stage.value!.presented);
  const next = nextInQueue(1);
  if (isFrozen.value || cards.value.length === 0) return null;
  return (
    <section class="remote__card" aria-label={t("På skærmen")}>
      <p class="small quiet">{shown ? t("På skærmen · {place}", { place: placeInQueue(shown) }) : t("Ingen kort på skærmen")}</p>
      {shown ? <p class="remote__name">{shown.name}</p> : null}
      <TurnLine />
      <p class="small quiet">{next ? t("Derefter: {name}", { name: nextName(next) }) : t("Det var det sidste kort.")}</p>
      <div class="pair">
        <button type="button" class="button button--large" aria-disabled={!nextInQueue(-1)} onClick={() => presentNext(-1)}>
          <Icon name="back" />
          {t("Forrige")}
        </button>
        <button type="button" class="button button--main button--large" aria-disabled={!next} onClick={() => presentNext(1)}>
          {shown ? t("Næste kort") : t("Vis første kort")}
          <Icon name="next" />
        </button>
      </div>
      {shown ? (
        <button type="button" class="button button--wide" onClick={() => void act("panel", presentCard(null))}>
          <Icon name="close" />
          {t("Tag kortet af skærmen")}
        </button>
      ) : null}
      <Trouble place="panel" />
      {shown ? <Questions card={shown} /> : null}
    </section>
  );
}
