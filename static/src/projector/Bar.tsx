// The upper edge of the wall: what this is, where we are and how long yet, and how a latecomer gets in.

import type { Surface } from "../boot.ts";
import type { Door } from "../door.ts";
import { Clock, Soon } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import type { SessionThing, Stage, StageThing } from "../protocol.ts";
import { day, t, time } from "../words.ts";

// Signs beyond which a title takes two lines.
const LONG = 50;

export interface BarProps {
  readonly surface: Surface;
  readonly session: SessionThing;
  readonly open: Stage;
  readonly stage: StageThing;
  /** Not where the view itself shows the clock large. */
  readonly showClock: boolean;
  /** Null where the view itself shows the code large, and when there is nothing to come in to. */
  readonly door: Door | null;
}

export function Bar({ surface: { live, shell }, session, open, stage, showClock, door }: BarProps) {
  const away = live.awaySince.value;
  return (
    <header class="bar">
      <p class={session.title.length > LONG ? "bar__title bar__title--long" : "bar__title"}>
        <b>{session.title}</b>
        {away === null ? (
          <span class="quiet">{t("Kortlægning, {date}", { date: day(session.date) })}</span>
        ) : (
          // The wall is not dimmed: what it shows is stored and right, only not new.
          <span class="bar__away" role="status">
            {t("Skærmen er fra kl. {time}", { time: time(away + live.offset.value) })}
          </span>
        )}
      </p>
      <p class="bar__stage">
        {stage.locked && stage.frozen_at === null ? <Icon name="lock" label={t("Tavlen er låst")} /> : null}
        <span>{stage.frozen_at === null ? open.title : t("Afsluttet")}</span>
        {showClock ? (
          <Clock deadline={stage.deadline} pausedRemaining={stage.remaining} serverOffset={live.offset} class="bar__clock" announces />
        ) : null}
        {stage.frozen_at === null ? <Soon deadline={stage.deadline} openedAt={stage.opened_at} serverOffset={live.offset} /> : null}
      </p>
      {door ? (
        <p class="bar__join">
          {door.closed ? (
            <span class="quiet">
              <Icon name="lock" /> {t("Døren er lukket")}
            </span>
          ) : (
            <>
              <span class="quiet">{shell.address}</span> <b class="bar__code">{door.code}</b>
            </>
          )}
        </p>
      ) : null}
    </header>
  );
}
