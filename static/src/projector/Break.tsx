// A break: when we go on, large enough for the corridor, and with what.

import type { Live } from "../live.ts";
import { Clock } from "../parts/Clock.tsx";
import { useHasCome } from "../parts/moment.ts";
import type { SessionThing, Stage, StageThing } from "../protocol.ts";
import { t, time } from "../words.ts";

interface BreakProps {
  readonly live: Live;
  readonly session: SessionThing;
  readonly open: Stage;
  readonly stage: StageThing;
}

export function Break({ live, session, open, stage: { deadline, remaining } }: BreakProps) {
  const isOver = useHasCome(deadline, live.offset);
  const { agenda } = session;
  const next = agenda[agenda.findIndex((point) => point.stage_id === open.stage_id) + 1];
  return (
    <main class="break">
      <h1 class="break__title">{open.title}</h1>
      <p class="break__when">
        {deadline === null ? t("Vi går videre om lidt") : isOver ? t("Vi går videre nu") : t("Vi går videre kl. {time}", { time: time(deadline) })}
      </p>
      {isOver ? null : <Clock deadline={deadline} pausedRemaining={remaining} serverOffset={live.offset} class="break__clock" announces />}
      {next ? <p class="break__next quiet">{t("Bagefter: {title}", { title: next.title })}</p> : null}
    </main>
  );
}
