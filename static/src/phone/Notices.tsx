// What lasts and concerns everything on the page: no connection, time that has run out, a phone that keeps nothing.

import { useEffect, useState } from "preact/hooks";

import { announce } from "../parts/Announcer.tsx";
import { Banner } from "../parts/Banner.tsx";
import { Clock } from "../parts/Clock.tsx";
import { useHasCome } from "../parts/moment.ts";
import { openStage, stage } from "../state.ts";
import { t, time, tn } from "../words.ts";
import { useDesk } from "./desk.ts";

const PATIENCE = 1_500; // ms without a line before it is said: a server that restarts is back sooner

export function Notices() {
  const desk = useDesk();
  const away = useAway();
  return (
    <>
      {away ? (
        <Banner tone="time" icon="offline" fact={t("Ingen forbindelse")}>
          {desk.may("write") || desk.unstored.value > 0
            ? t("Skriv videre. Alt bliver på telefonen og sendes, når du er på igen.")
            : t("Det, du ser, er fra kl. {time}. Siden opdaterer sig selv, når du er på igen.", { time: time(away + desk.surface.live.offset.value) })}{" "}
          <Waiting />
        </Banner>
      ) : null}
      {stage.value?.locked && stage.value.frozen_at === null ? (
        <Banner tone="time" icon="lock" fact={t("Facilitator har låst tavlen et øjeblik")}>
          {desk.may("write") ? t("Skriv bare videre. Det, du lægger frem, venter på telefonen og bliver sendt, når der låses op.") : t("Den bliver låst op igen om lidt.")}
        </Banner>
      ) : null}
      <TimeIsUp />
      {desk.device.lasts ? null : (
        <Banner tone="error" icon="alert" fact={t("Telefonen gemmer ikke kladder")}>
          {t("Læg hvert kort frem, før du lukker siden. Det sker i privat visning, og når telefonen er fuld.")}
        </Banner>
      )}
    </>
  );
}

/** That the time for writing is up: then for how long a card can still be put forward, or that it cannot any more. */
function TimeIsUp() {
  const desk = useDesk();
  const { offset } = desk.surface.live;
  const now = stage.value;
  const closesAt = now?.closes_at ?? null;
  const isOver = useHasCome(now?.deadline ?? null, offset);
  const isShut = desk.isShut.value;
  useEffect(() => {
    if (isShut) announce(t("Der er lukket for at skrive."));
  }, [isShut]);
  if (isShut) {
    return (
      <Banner tone="time" icon="lock" fact={t("Der er lukket for at skrive.")}>
        {desk.onlyHere.value ? t("Det, du ikke nåede, ligger her som kladde. Det kan lægges frem, hvis der bliver åbnet igen.") : null}
      </Banner>
    );
  }
  if (!isOver || !desk.may("write")) return null;
  if (closesAt !== null) {
    return (
      <Banner tone="time" icon="clock" fact={t("Tiden er gået. Skriv sætningen færdig.")}>
        {t("Læg kortet frem, før der lukkes om")} <Clock deadline={closesAt} serverOffset={offset} />
      </Banner>
    );
  }
  if (openStage.value?.kind !== "writing") return null;
  return (
    <Banner tone="time" icon="clock" fact={t("Tiden er gået.")}>
      {t("Det, du skriver nu, kommer stadig med.")}
    </Banner>
  );
}

function Waiting() {
  const { size } = useDesk().underWay.value;
  return size > 0 ? <>{tn(size, "1 kort venter.", "{n} kort venter.")}</> : null;
}

/** Since when there has been no line, once it is worth saying. */
function useAway(): number | null {
  const since = useDesk().surface.live.awaySince.value;
  const [said, say] = useState<number | null>(null);
  useEffect(() => {
    if (since === null) {
      say(null);
      return;
    }
    const timer = setTimeout(() => say(since), since + PATIENCE - Date.now());
    return () => clearTimeout(timer);
  }, [since]);
  return said;
}
