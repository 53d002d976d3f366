// What lasts and concerns everything on the page: no connection, time that has run out, a phone that keeps nothing.

import { useEffect, useState } from "preact/hooks";

import { Banner } from "../parts/Banner.tsx";
import { openStage, stage } from "../state.ts";
import { t, time, tn } from "../words.ts";
import { useDesk } from "./desk.ts";

const PATIENCE = 1_500; // ms without a line before it is said: a server that restarts is back sooner

export function Notices() {
  const desk = useDesk();
  const away = useAway();
  const isOver = useIsOver();
  return (
    <>
      {away ? (
        <Banner tone="time" icon="offline" fact={t("Ingen forbindelse")}>
          {desk.may("write") || desk.unstored.value > 0
            ? t("Skriv videre. Alt bliver på telefonen og sendes, når du er på igen.")
            : t("Det, du ser, er fra kl. {time}. Siden opdaterer sig selv, når du er på igen.", { time: time(away) })}{" "}
          <Waiting />
        </Banner>
      ) : null}
      {isOver && desk.may("write") && openStage.value?.kind === "writing" ? (
        <Banner tone="time" icon="clock" fact={t("Tiden er gået.")}>
          {t("Det, du skriver nu, kommer stadig med.")}
        </Banner>
      ) : null}
      {desk.device.lasts ? null : (
        <Banner tone="error" icon="alert" fact={t("Telefonen gemmer ikke kladder")}>
          {t("Læg hvert kort frem, før du lukker siden. Det sker i privat visning, og når telefonen er fuld.")}
        </Banner>
      )}
    </>
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

/** Whether the open stage's time has run out, by the server's clock. */
function useIsOver(): boolean {
  const { offset } = useDesk().surface.live;
  const [over, setOver] = useState(false);
  const deadline = stage.value?.deadline ?? null;
  const left = deadline === null ? null : deadline - offset.value - Date.now();
  useEffect(() => {
    setOver(left !== null && left <= 0);
    if (left === null || left <= 0) return;
    const timer = setTimeout(() => setOver(true), left);
    return () => clearTimeout(timer);
  }, [deadline, offset.value]);
  return over;
}
