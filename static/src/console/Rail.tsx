// The left of the console: the day. What is done, what runs now and for how long, what comes, and the way on and back.

import { isUnplaced } from "../board.ts";
import { endClock, extendClock, pauseClock, reopen, resumeClock } from "../commands.ts";
import { Clock } from "../parts/Clock.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useHasCome } from "../parts/moment.ts";
import { cards, session, stage } from "../state.ts";
import { t, time, tn } from "../words.ts";
import { backWords, closingSentence, type Day, dayOf, endSentence, type Point, startWords } from "./day.ts";
import { act, actWithWayBack, isFrozen, isTidied, live, now, open, shell } from "./desk.ts";
import { LockButton } from "./Hands.tsx";
import { Late } from "./Late.tsx";
import { MappingLink } from "./MappingLink.tsx";
import { Trouble } from "./Trouble.tsx";

export function useDay(): Day {
  return dayOf(session.value!, stage.value!, now.value);
}

export function Rail() {
  const day = useDay();
  return (
    <nav class="rail" aria-label={t("Dagens program")}>
      <div class="rail__head">
        <h2>{t("Dagen")}</h2>
        {isFrozen.value ? null : (
          <button type="button" class="button button--plain button--small rail__edit" aria-label={t("Ret programmet")} onClick={() => (open.value = { kind: "plan", part: "agenda" })}>
            <Icon name="pen" />
            {t("Ret")}
          </button>
        )}
        <span class="quiet number">{time(now.value)}</span>
      </div>
      <ol class="agenda">
        {day.points.map((point) => (
          <Row key={point.stage.stage_id} point={point} />
        ))}
        <li class="agenda__row">
          <At at={day.ends} isEarliest={day.isEarliest} />
          <span>{t("Slut")}</span>
        </li>
      </ol>
      <Late day={day} />
      <Next day={day} />
    </nav>
  );
}

function Row({ point }: { point: Point }) {
  const { stage: one, when, at, isEarliest } = point;
  const clock = <At at={at} isEarliest={isEarliest} />;
  const title = (
    <span class="agenda__title">
      {one.title} {when === "skipped" ? <small>{t("sprunget over")}</small> : one.minutes ? <small>{t("{n} min", { n: one.minutes })}</small> : null}
    </span>
  );
  if (when === "now") {
    return (
      <li class="agenda__row agenda__row--now" aria-current="step" ref={bringIntoView}>
        {clock}
        <Now />
      </li>
    );
  }
  if (isFrozen.value) {
    return (
      <li class={`agenda__row agenda__row--${when}`}>
        {clock}
        {title}
      </li>
    );
  }
  return (
    <li class={`agenda__row agenda__row--${when}`}>
      <button type="button" class="agenda__open" title={t("Gå til “{title}”", { title: one.title })} onClick={() => (open.value = { kind: "stage", stageId: one.stage_id })}>
        {clock}
        {title}
      </button>
    </li>
  );
}

function At({ at, isEarliest }: { at: number | null; isEarliest: boolean }) {
  return (
    <span class="agenda__time">
      {at !== null && isEarliest ? <small>{t("fra")} </small> : null}
      {at === null ? null : time(at)}
    </span>
  );
}

// A long day scrolls; what runs now is always in sight.
function bringIntoView(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: "nearest" });
}

function Now() {
  const { now: point } = useDay();
  const { deadline, remaining } = stage.value!;
  return (
    <div>
      <b class="agenda__now">{point.title}</b>
      <Clock deadline={deadline} pausedRemaining={remaining} serverOffset={live.offset} announces class="rail__clock" />
      <p class="small quiet">{isFrozen.value ? null : endSentence(point, stage.value!, now.value)}</p>
      <Closing />
      {point.kind === "preparation" ? (
        <button type="button" class="button button--wide rail__process" onClick={() => (open.value = { kind: "process" })}>
          <Icon name="pen" />
          {t("Procesplan")}
        </button>
      ) : null}
      {isFrozen.value ? null : <ClockButtons />}
      <Trouble place="rail" />
    </div>
  );
}

/** Whether writing closes by itself, and whether it has. */
export function Closing() {
  const { deadline, closes_at } = stage.value!;
  const sentence = closingSentence(stage.value!, useHasCome(deadline, live.offset), useHasCome(closes_at, live.offset));
  return (
    <p class="small" role="status">
      {sentence}
    </p>
  );
}

export function ClockButtons() {
  const { deadline, remaining } = stage.value!;
  const runs = deadline !== null;
  const isOver = useHasCome(deadline, live.offset);
  if (!runs && remaining === null) {
    return (
      <div class="pair pair--tight">
        <button type="button" class="button" onClick={() => void act("rail", extendClock(5))}>
          {t("Sæt ur på 5 min")}
        </button>
      </div>
    );
  }
  return (
    <div class="pair pair--tight">
      <button type="button" class="button" onClick={() => void act("rail", extendClock(5))}>
        {t("+ 5 min")}
      </button>
      <button type="button" class="button" aria-disabled={isOver} onClick={() => isOver || void act("rail", extendClock(-5))}>
        {t("− 5 min")}
      </button>
      {remaining !== null ? (
        <button type="button" class="button" onClick={() => void act("rail", resumeClock())}>
          {t("Fortsæt")}
        </button>
      ) : runs ? (
        <button type="button" class="button" onClick={() => void act("rail", pauseClock())}>
          {t("Pause")}
        </button>
      ) : null}
      <button type="button" class="button" aria-disabled={isOver} onClick={() => isOver || void actWithWayBack("rail", endClock(), t("Tiden er sat til nu."))}>
        {t("Slut nu")}
      </button>
    </div>
  );
}

function Next({ day }: { day: Day }) {
  const { agenda } = session.value!;
  const { next, before } = day;
  if (isFrozen.value) {
    return (
      <div class="rail__next">
        <MappingLink />
        <a class="button button--wide" href={`${shell.mapping}/tidy`}>
          <Icon name="pen" />
          {isTidied.value ? t("Fortsæt oprydningen") : t("Ryd op i kortlægningen")}
        </a>
        <button type="button" class="button button--wide" onClick={() => void act("rail", reopen())}>
          <Icon name="undo" />
          {t("Åbn igen som ny version")}
        </button>
      </div>
    );
  }
  return (
    <div class="rail__next">
      {next ? (
        <button type="button" class="button button--main button--wide button--large" onClick={() => (open.value = { kind: "stage", stageId: next.stage_id })}>
          {startWords(next, agenda)}
          <Icon name="next" />
        </button>
      ) : (
        <button type="button" class="button button--main button--wide button--large" onClick={() => (open.value = { kind: "freeze" })}>
          {t("Afslut kortlægningen")}
        </button>
      )}
      <Worth day={day} />
      {before ? (
        <button type="button" class="button button--wide" onClick={() => (open.value = { kind: "stage", stageId: before.stage_id })}>
          <Icon name="back" />
          {backWords(before, agenda)}
        </button>
      ) : null}
      <LockButton plain />
      {next ? (
        <button type="button" class="button button--plain button--small" onClick={() => (open.value = { kind: "freeze" })}>
          {t("Afslut kortlægningen …")}
        </button>
      ) : null}
    </div>
  );
}

/** What is worth knowing before going on. */
function Worth({ day }: { day: Day }) {
  const sentence = worthKnowing(day);
  return sentence ? <p class="small quiet">{sentence}</p> : null;
}

export function worthKnowing({ next }: Pick<Day, "next">): string | null {
  const loose = cards.value.filter(isUnplaced).length;
  if (loose === 0) return null;
  const fact = tn(loose, "{n} kort er ikke placeret.", "{n} kort er ikke placeret.");
  return next?.abilities.includes("place") ? t("{fact} De kan også placeres i det næste punkt.", { fact }) : fact;
}
