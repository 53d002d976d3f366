// A break: when we go on, and with what. Nothing to do here.

import { useHasCome } from "../parts/moment.ts";
import { openStage, session, stage } from "../state.ts";
import { t, time } from "../words.ts";
import { CardsLink } from "./CardsLink.tsx";
import { useDesk } from "./desk.ts";

export function BreakView() {
  const { offset } = useDesk().surface.live;
  const deadline = stage.value?.deadline ?? null;
  const isOver = useHasCome(deadline, offset);
  const agenda = session.value?.agenda ?? [];
  const next = agenda[agenda.findIndex((point) => point.stage_id === openStage.value?.stage_id) + 1];
  return (
    <div class="page">
      <h2 class="page__title">
        {deadline === null ? t("Vi går videre om lidt") : isOver ? t("Vi går videre nu") : t("Vi går videre kl. {time}", { time: time(deadline) })}
      </h2>
      {next ? <p class="page__prose">{t("Bagefter: {title}", { title: next.title })}</p> : null}
      <p class="page__prose">{t("Læg bare telefonen fra dig. Den følger selv med, når I går i gang.")}</p>
      <CardsLink />
    </div>
  );
}
